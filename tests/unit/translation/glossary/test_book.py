"""The glossaries of a shop, their revisions, and which of them hold for a message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.kit.convert import from_document, to_document
from services.kit.errors import RefusalKind, Refused
from services.translation.domain.glossary.book import MOST_GLOSSARIES, KeptBook, Piece, Subject, publish

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def then(kept: KeptBook | None, subject: Subject, based_on: int = 0, terms: int = 1, now: datetime = NOW) -> KeptBook:
    return publish(kept, "kumo", subject, [Piece(f"p{terms}", terms)] if terms else [], based_on, "spring", now)


def shelf(*subjects: Subject) -> KeptBook:
    kept = None
    for subject in subjects:
        kept = then(kept, subject)
    assert kept is not None
    return kept


def asked(kept: KeptBook, *subject: str) -> list[tuple[str, str, str]]:
    layers = kept.book.compiled.layers(Subject(*subject))
    return [(one.subject.source_language, one.subject.target_language, one.subject.product) for one in layers]


def test_each_change_is_a_revision_of_all():
    first = then(None, Subject("de", "en"))
    second = then(first, Subject("de", "fr"), now=NOW + timedelta(hours=1))
    third = then(second, Subject("DE", "en"), based_on=1, terms=5, now=NOW)
    assert [one.book.revision for one in (first, second, third)] == [1, 2, 3]
    assert [(one.revision, one.terms) for one in third.book.glossaries] == [(2, 1), (3, 5)]
    assert third.book.published_at == NOW + timedelta(hours=1), "never before the one that it follows"


@pytest.mark.parametrize("based_on", [0, 2, 9])
def test_who_has_changed_another_revision_is_refused(based_on):
    kept = shelf(Subject("de", "en"), Subject("de", "fr"))
    with pytest.raises(Refused) as caught:
        then(kept, Subject("de", "en"), based_on)
    assert (caught.value.reason, caught.value.kind) == ("REVISION_CHANGED", RefusalKind.CONFLICT)


def test_a_change_of_another_pair_is_no_conflict():
    kept = then(shelf(Subject("de", "en"), Subject("de", "fr")), Subject("de", "en"), based_on=1)
    assert kept.book.glossary(Subject("de", "en")).revision == 3


def test_a_language_isnt_translated_into_itself():
    with pytest.raises(Refused, match="INVALID_FIELDS") as caught:
        then(None, Subject("de", "DE"))
    assert caught.value.violations[0].field == "target_language"


def test_a_shop_has_so_many_glossaries_and_can_still_change_them():
    kept = shelf(*(Subject("de", "en", f"p{number}") for number in range(MOST_GLOSSARIES)))
    with pytest.raises(Refused, match="TOO_MANY_GLOSSARIES"):
        then(kept, Subject("de", "en"))
    assert then(kept, Subject("de", "en", "p0"), based_on=1).book.revision == MOST_GLOSSARIES + 1


def test_the_most_special_glossary_comes_first():
    kept = shelf(Subject("es", "pt"), Subject("es-MX", "pt"), Subject("es", "pt-BR"), Subject("es", "pt", "lamps"))
    assert asked(kept, "es-mx", "pt-BR", "lamps") == [
        ("es", "pt", "lamps"), ("es-MX", "pt", ""), ("es", "pt-BR", ""), ("es", "pt", ""),
    ]  # fmt: skip
    assert asked(kept, "es", "pt") == [("es", "pt", "")]
    assert asked(kept, "es", "pt", "mugs") == [("es", "pt", "")]
    assert asked(kept, "pt", "es") == []


def test_words_of_another_script_are_not_asked_for():
    kept = shelf(Subject("en", "zh"), Subject("en", "zh-Hant"), Subject("en", "sr"))
    assert asked(kept, "en", "zh-CN") == [("en", "zh", "")]
    for tag in ("zh-TW", "zh-HK", "zh-Hant-TW", "zh-Hant"):
        assert asked(kept, "en", tag) == [("en", "zh-Hant", "")], tag
    assert asked(kept, "en", "sr-Latn") == []


def test_an_empty_glossary_holds_for_nothing():
    kept = then(shelf(Subject("de", "en")), Subject("de", "en"), based_on=1, terms=0)
    assert asked(kept, "de", "en") == [] and kept.book.glossary(Subject("de", "en")).terms == 0


def test_a_book_is_the_same_in_the_store():
    kept = shelf(Subject("de", "en"), Subject("es-MX", "pt-BR", "lamps"))
    assert from_document(to_document(kept), KeptBook) == kept
