"""Every system message is there in every locale, with its variables and its plural forms, or the build fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from babel import Locale
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from services.translation.domain.rendering.locales import LOCALES, MARKETS
from services.translation.domain.rendering.messages import MESSAGES
from services.translation.rendering.catalogue import Incomplete, builtin, catalogue_of, files
from services.translation.rendering.gaps import gaps, layers
from services.translation.tone.loading import builtin as tones


def test_nothing_is_missing_in_any_locale():
    assert set(builtin().bundles) == set(LOCALES)


def test_every_market_that_has_a_tone_has_its_messages_in_the_same_languages():
    spoken = {market: {one.locale for one in profile.tones} for market, profile in tones().items()}
    assert spoken == {market: set(locales) for market, locales in MARKETS.items()}


def test_the_languages_have_the_plural_forms_that_unicode_lists():
    forms = {name: len(Locale.parse(name).plural_form.tags) + 1 for name in ("ar", "ru", "fr", "de", "hi", "ja")}
    assert forms == {"ar": 6, "ru": 4, "fr": 3, "de": 2, "hi": 2, "ja": 1}


# --- what is spoilt, is noticed


class Nodes(Visitor):
    def __init__(self) -> None:
        self.found: dict[type, list[ast.BaseNode]] = {}

    def generic_visit(self, node: ast.BaseNode) -> None:
        self.found.setdefault(type(node), []).append(node)
        super().generic_visit(node)


def nodes(resource: ast.BaseNode, kind: type) -> list:
    visitor = Nodes()
    visitor.visit(resource)
    return visitor.found.get(kind, [])


def spoilings(resource: ast.Resource) -> Iterator[str]:
    """Spoils one thing, says which, and puts it back, for all things: a message, a variable's
    name, a form."""
    for message in nodes(resource, ast.Message):
        kept = list(resource.body), message.value, message.attributes
        resource.body.remove(message)
        yield f"{message.id.name} is missing"
        resource.body[:], message.value = kept[0], None
        yield f"{message.id.name} has no text"
        message.value, message.attributes = kept[1], [] if kept[2] else [ast.Attribute(message.id, kept[1])]
        yield f"{message.id.name} is of the other form"
        message.attributes = kept[2]
    for reference in nodes(resource, ast.VariableReference):
        kept, reference.id.name = reference.id.name, "nobody"
        yield f"{kept} by another name"
        reference.id.name = kept
    for select in nodes(resource, ast.SelectExpression):
        for place, variant in enumerate(list(select.variants)):
            del select.variants[place]
            yield f"the form {variant.key.name} is lacking"
            select.variants.insert(place, variant)


@pytest.mark.parametrize("locale", ["ar-SA", "de-DE", "ja-JP"])
def test_nothing_can_be_taken_out_unnoticed(locale):
    resource = FluentParser().parse(files()[locale.partition("-")[0]])
    tried = 0
    for what in spoilings(resource):
        assert list(gaps(locale, resource)), what
        tried += 1
    assert tried > 5 * len(MESSAGES)
    assert not list(gaps(locale, resource))


DE = files()["de"]


def doctored(old: str, new: str) -> dict[str, str]:
    assert old in DE
    return files() | {"de": DE.replace(old, new, 1)}


@pytest.mark.parametrize(
    ("replaced", "said"),
    [
        (("birthday =", "brthday ="), "birthday: is missing"),
        (("birthday =", "brthday ="), "brthday: there is no such message"),
        (("birthday =", "solved ="), "solved: stands there twice"),
        (("{ $ticket }", "{ $order }"), "tells $order, which nobody says"),
        (("bis zum { $answer_by }", "bald"), "acknowledgement: doesn't tell $answer_by"),
        (("[one] Es ist", "[few] Es ist"), "has the forms few, other for $questions, not one, other"),
        (("{ $questions } Fragen", "viele Fragen"), "doesn't tell $questions in the form other"),
        (("{ $questions ->", "{ $ticket ->"), "chooses by something that is no count"),
        (("    { $survey }", "    Hier: { $survey }"), "$survey doesn't stand alone on its line"),
        (("    { $survey }", "    { $survey } und { $survey }"), "$survey doesn't stand alone on its line"),
        (("Code: ", "{ -code }: "), "has a TermReference in it"),
        (("{ $amount } Rabatt", "{ NUMBER($amount) } Rabatt"), "has a FunctionReference in it"),
        (("lautet { $code }. Er ist { $minutes ->", "lautet { $code }. { $minutes } {  $minutes ->"), "without a form"),
        (("solved =", "-firm = Wir\n\nsolved ="), "terms have no forms"),
        (("solved =", "solved"), "can't be read"),
        (("    Diese Nachricht wurde", '    { "" }Diese Nachricht wurde'), "has a StringLiteral in it"),
    ],
)
def test_a_doctored_file_is_refused_for_what_is_wrong_with_it(replaced, said):
    with pytest.raises(Incomplete) as refused:
        catalogue_of(doctored(*replaced))
    assert any(said in str(gap) and gap.locale == "de-DE" for gap in refused.value.gaps), str(refused.value)


def test_in_russian_one_is_also_the_form_of_21_so_it_tells_the_number():
    text = files()["ru"].replace("[one] начислен { $points } балл", "[one] начислен один балл", 1)
    with pytest.raises(Incomplete, match=r"ru-RU: points_earned: doesn't tell \$points in the form one"):
        catalogue_of(files() | {"ru": text})


def test_no_language_stands_in_for_another():
    without = {name: text for name, text in files().items() if name != "hi"}
    with pytest.raises(Incomplete) as refused:
        catalogue_of(without)
    assert {(gap.locale, gap.what) for gap in refused.value.gaps} == {("hi-IN", "is missing")}
    assert len(refused.value.gaps) == len(MESSAGES)


def test_a_file_of_no_locale_is_a_mistake():
    with pytest.raises(Incomplete, match="it: \\?: is the file of no locale"):
        catalogue_of(files() | {"it": ""})


def test_a_market_says_some_things_otherwise_than_its_language_and_the_rest_alike():
    assert layers("es-MX", files()) == ("es", "es-MX")
    assert layers("es-ES", files()) == ("es",)
    american, british = (
        builtin().say(one, "points_expiring", {"points": 2, "expires": "x"}) for one in ("en-US", "en-GB")
    )
    assert american == british
