"""Glossaries in the real store: publishing, revisions, and what holds for a message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import mongoengine
import pytest
from heliodesk.translation.v1 import glossary_service_pb2 as calls

from services.kit import documents
from services.kit.clock import HeldClock
from services.kit.convert import from_json, to_proto
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.ids import new_id
from services.kit.instants import from_timestamp
from services.kit.process import running
from services.kit.rpc import Call, Client
from services.kit.settings import Settings
from services.kit.store import Store
from services.translation.domain.glossary import NO_GLOSSARY, FaultKind, Term, TermRule
from services.translation.glossaries import app
from services.translation.glossaries.documents import BOOKS, DOCUMENTS, PIECES, book_id
from services.translation.glossaries.publishing import Publishing
from services.translation.glossaries.reading import Glossaries
from services.translation.glossaries.rpc import GlossaryServicer
from tests.support.orders import NOON
from tests.support.streams import eventually

TENANT, OTHER = "kumo", "nordlicht"
HOUR = timedelta(hours=1)
PAIR = {"source_language": "de", "target_language": "en"}
VOUCHER = Term("Gutschein", ("gift card",), forbidden=("coupon",))
RETURN = Term("Rückgabe", ("return", "refund"), TermRule.MAY, note="not: take back")
LUMO = Term("Lumo", (), TermRule.MUST_NOT, case_sensitive=True)
CSV = calls.GLOSSARY_FORMAT_CSV


class Office:
    """The glossaries of one database, with a held clock; each call comes a second after the one before."""

    def __init__(self, database: Any) -> None:
        self.time = HeldClock(NOON)
        self.store = Store(database, BOOKS, "test", self.time.now)
        self.glossaries = Glossaries(database, self.time.now)
        publishing = Publishing(self.store, lambda pending: None, self.time.now)
        self.servicer = GlossaryServicer(publishing, self.glossaries)

    async def call(self, name: str, tenant: str = TENANT, command_id: str = "", **said: Any) -> Any:
        self.time.advance(timedelta(seconds=1))
        call = Call(tenant, command_id or new_id(), None, "", ())
        return await getattr(self.servicer, name)(getattr(calls, f"{name}Request")(**said), call)

    async def publish(self, *terms: Term, **said: Any) -> calls.GlossaryLine:
        shown = [to_proto(one, calls.GlossaryTerm) for one in terms]
        return (await self.call("PublishGlossary", **{**PAIR, "terms": shown, **said})).glossary

    async def stage(self, *terms: Term) -> str:
        shown = [to_proto(one, calls.GlossaryTerm) for one in terms]
        return (await self.call("StageGlossaryTerms", terms=shown)).staged

    async def terms(self, page_size: int = 500, **said: Any) -> list[str]:
        """The sources, of all pages."""
        found, cursor = [], ""
        while True:
            asked = {**PAIR, "page_size": page_size, "cursor": cursor, **said}
            page = await self.call("GetGlossary", **asked)
            assert len(page.terms) <= page_size
            found += [one.source for one in page.terms]
            cursor = page.next_cursor
            if not cursor:
                return found


@pytest.fixture
def office(database, mongodb_uri) -> Iterator[Office]:
    documents.connect("translation", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    yield Office(database)
    mongoengine.disconnect("translation")


def many(count: int, first: int = 0) -> list[Term]:
    return [Term(f"Wort{number} Gutschein", (f"word{number}",)) for number in range(first, first + count)]


# --- publishing


async def test_what_is_published_is_answered_listed_and_read(office):
    line = await office.publish(VOUCHER, RETURN, LUMO, note="spring")
    assert (line.revision, line.terms, line.note, line.source_language) == (1, 3, "spring", "de")
    assert from_timestamp(line.published_at) == office.time.now()
    read = await office.call("GetGlossary", **PAIR)
    assert read.glossary == line
    assert list(read.terms) == [to_proto(one, calls.GlossaryTerm) for one in (VOUCHER, RETURN, LUMO)]
    listed = await office.call("ListGlossaries")
    assert (list(listed.glossaries), listed.revision) == ([line], 1)


async def test_a_shop_that_has_published_nothing_has_no_glossary(office):
    assert await office.call("ListGlossaries") == calls.ListGlossariesResponse()
    assert office.glossaries.of(TENANT, "de", "en") is NO_GLOSSARY
    checked = await office.call("CheckGlossary", **PAIR, text="Mein Gutschein", translation="x")
    assert checked == calls.CheckGlossaryResponse()
    with pytest.raises(Refused) as caught:
        await office.call("GetGlossary", **PAIR)
    assert (caught.value.reason, caught.value.kind) == ("NO_GLOSSARY", RefusalKind.NOT_FOUND)


async def test_a_shop_sees_its_own_glossaries_and_staged_terms_alone(office):
    staged = await office.stage(VOUCHER)
    await office.publish(VOUCHER)
    assert not (await office.call("ListGlossaries", tenant=OTHER)).glossaries
    assert office.glossaries.of(OTHER, "de", "en") is NO_GLOSSARY
    with pytest.raises(Refused, match="NOT_STAGED"):
        await office.call("PublishGlossary", tenant=OTHER, **PAIR, staged=[staged])


async def test_what_is_only_checked_is_not_stored(office, database):
    assert (await office.publish(VOUCHER, validate_only=True)).revision == 1
    with pytest.raises(Refused) as caught:
        await office.publish(VOUCHER, VOUCHER, validate_only=True)
    assert [(one.field, one.reason) for one in caught.value.violations] == [("terms.1.source", "DUPLICATE")]
    assert office.store.get(book_id(TENANT)) is None and not database[PIECES].find_one({})


async def test_what_is_wrong_is_refused_and_nothing_changes(office):
    await office.publish(VOUCHER)
    for said, reason in (
        ({"based_on": 0}, "REVISION_CHANGED"),
        ({"based_on": 1, "target_language": "de"}, "INVALID_FIELDS"),
        ({"based_on": 1, "staged": [new_id()]}, "NOT_STAGED"),
    ):
        with pytest.raises(Refused) as caught:
            await office.publish(RETURN, **said)
        assert caught.value.reason == reason
    assert await office.terms() == ["Gutschein"]


async def test_a_command_that_is_repeated_publishes_once(office):
    first = await office.publish(VOUCHER, command_id="c1")
    assert await office.publish(VOUCHER, command_id="c1") == first
    assert (await office.call("ListGlossaries")).revision == 1


async def test_of_two_who_change_one_glossary_at_once_one_is_told_that_he_is_late(office, database):
    await office.publish(VOUCHER)
    barrier, ends = Barrier(4), []

    def publish(number: int) -> None:
        product = "" if number < 2 else f"p{number}"
        barrier.wait()
        try:
            line = asyncio.run(
                Office(database).publish(VOUCHER, *many(number), product=product, based_on=int(number < 2))
            )
            ends.append(line.product)
        except Refused as refused:
            ends.append(refused.reason)

    threads = [Thread(target=publish, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["", "REVISION_CHANGED", "p2", "p3"]
    assert (await office.call("ListGlossaries")).revision == 4


# --- revisions


async def test_every_revision_can_be_read_again_for_ever(office):
    await office.publish(VOUCHER)
    await office.publish(RETURN, LUMO, based_on=1)
    await office.publish(LUMO, product="lamps")
    await office.publish(based_on=2)
    assert [await office.terms(revision=number) for number in (1, 2, 3, 4)] == [
        ["Gutschein"], ["Rückgabe", "Lumo"], ["Rückgabe", "Lumo"], [],
    ]  # fmt: skip
    assert [len((await office.call("ListGlossaries", revision=number)).glossaries) for number in (1, 2, 3)] == [1, 1, 2]
    with pytest.raises(Refused, match="NO_REVISION"):
        await office.terms(revision=5)


async def test_a_new_revision_holds_for_the_next_message_in_every_process(office, database):
    other = Glossaries(database, office.time.now)
    assert other.of(TENANT, "de", "en") is NO_GLOSSARY
    await office.publish(VOUCHER)
    office.time.advance(HOUR)
    first = other.of(TENANT, "de-AT", "en-GB")
    assert (first.revision, [one.term for one in first.hits("Mein Gutschein, meine Lumo")]) == (1, [VOUCHER])
    await office.publish(LUMO, based_on=1)
    office.time.advance(HOUR)
    second = other.of(TENANT, "de-AT", "en-GB")
    assert (second.revision, [one.term for one in second.hits("Mein Gutschein, meine Lumo")]) == (2, [LUMO])


async def test_what_is_published_for_others_leaves_a_glossary_as_it_is(office):
    await office.publish(VOUCHER)
    office.time.advance(HOUR)
    before = office.glossaries.of(TENANT, "de", "en")
    await office.publish(LUMO, target_language="fr")
    await office.publish(LUMO, product="lamps")
    office.time.advance(HOUR)
    assert office.glossaries.of(TENANT, "de", "en") is before
    assert office.glossaries.of(TENANT, "de", "en", "lamps").revision == 3
    assert len(office.glossaries.of(TENANT, "de", "en", "lamps")) == 2


async def test_a_batch_asks_the_store_once(office, database):
    await office.publish(VOUCHER)
    office.time.advance(HOUR)
    at = office.time.now()
    compiled = office.glossaries.of(TENANT, "de", "en", at=at)
    database.drop_collection(BOOKS.collection)
    assert office.glossaries.of(TENANT, "de", "en", at=at) is compiled


# --- many terms


async def test_fifty_thousand_terms_are_staged_published_read_and_checked(office, database):
    staged = [await office.stage(*many(10_000, first)) for first in range(0, 50_000, 10_000)]
    assert await office.stage(*many(10_000)) == staged[0], "the same terms are the same"
    assert (await office.publish(staged=staged)).terms == 50_000
    largest = max(len(str(one)) for one in database[BOOKS.collection].find({}))
    assert largest < 10_000, "the book doesn't grow with the terms"
    office.time.advance(HOUR)
    compiled = office.glossaries.of(TENANT, "de", "en")
    assert [one.term.targets for one in compiled.hits("Wort49999 Gutscheine, Wort0-Gutschein")] == [
        ("word49999",), ("word0",),
    ]  # fmt: skip
    page = await office.call("GetGlossary", **PAIR, page_size=3)
    assert [one.source for one in page.terms] == ["Wort0 Gutschein", "Wort1 Gutschein", "Wort2 Gutschein"]
    with pytest.raises(Refused, match="GLOSSARY_TOO_LARGE"):
        await office.publish(LUMO, staged=staged, based_on=1)


async def test_staged_terms_must_not_contradict_each_other(office):
    staged = [await office.stage(VOUCHER, LUMO), await office.stage(RETURN, Term("lumo", ("lamp",)), VOUCHER)]
    with pytest.raises(Refused) as caught:
        await office.publish(staged=staged)
    assert [(one.field, one.reason) for one in caught.value.violations] == [("staged.1.2.source", "DUPLICATE")]


async def test_terms_are_read_page_by_page_across_their_pieces(office):
    staged = [await office.stage(*many(7)), await office.stage(*many(5, 7))]
    await office.publish(*many(4, 12), staged=staged)
    assert await office.terms(page_size=3) == [one.source for one in many(16)]
    assert await office.terms(page_size=500) == [one.source for one in many(16)]


async def test_pages_are_of_one_revision_whatever_is_published_meanwhile(office):
    await office.publish(*many(4))
    first = await office.call("GetGlossary", **PAIR, page_size=2)
    await office.publish(LUMO, based_on=1)
    second = await office.call("GetGlossary", **PAIR, page_size=2, cursor=first.next_cursor)
    assert [one.source for one in (*first.terms, *second.terms)] == [one.source for one in many(4)]


# --- files


async def test_a_file_is_imported_and_exported_again(office):
    content = "source,target,rule\nGutschein,gift card,must\nRückgabe,return|refund,may\nLumo,,must_not\n"
    file = {"format": CSV, "content": content, **PAIR}
    line = (await office.call("ImportGlossary", file=file, note="from the shop")).glossary
    assert (line.revision, line.terms, line.note) == (1, 3, "from the shop")
    for form in (CSV, calls.GLOSSARY_FORMAT_TBX):
        exported = await office.call("ExportGlossary", **PAIR, format=form)
        again = {"format": form, "content": exported.content, **PAIR}
        revision = (await office.call("ListGlossaries")).revision
        await office.call("ImportGlossary", file=again, based_on=revision)
        assert await office.terms() == ["Gutschein", "Rückgabe", "Lumo"] and not exported.next_cursor


async def test_a_large_glossary_is_exported_as_files_that_can_be_staged(office):
    await office.publish(*many(5_000))
    files, cursor = [], ""
    while not files or cursor:
        page = await office.call("ExportGlossary", **PAIR, format=CSV, cursor=cursor)
        assert page.ByteSize() < 1_400_000
        files, cursor = [*files, page.content], page.next_cursor
    assert len(files) > 1
    staged = [
        (await office.call("StageGlossaryTerms", file={"format": CSV, "content": one, **PAIR})).staged for one in files
    ]
    assert (await office.publish(staged=staged, product="lamps")).terms == 5_000


async def test_what_is_wrong_in_a_file_is_told_by_its_lines(office):
    content = "source,target\nGutschein,gift card\n\nLumo,\ngutschein,coupon\n"
    with pytest.raises(Refused) as caught:
        await office.call("ImportGlossary", file={"format": CSV, "content": content, **PAIR}, validate_only=True)
    assert [(one.field, one.reason) for one in caught.value.violations] == [("file.content.5.source", "CONTRADICTION")]


# --- checking


async def test_a_translation_is_checked_with_places(office):
    await office.publish(VOUCHER, LUMO)
    checked = await office.call("CheckGlossary", **PAIR, text="Gutscheine für die Lumo", translation="A coupon: Lumo")
    assert checked.revision == 1
    assert [(one.text, one.place.start, one.place.end) for one in checked.hits] == [
        ("Gutscheine", 0, 10),
        ("Lumo", 19, 23),
    ]
    kinds = {calls.TermFaultKind.Name(one.kind): one for one in checked.faults}
    assert set(kinds) == {f"TERM_FAULT_KIND_{kind}" for kind in (FaultKind.MISSING.name, FaultKind.FORBIDDEN.name)}
    forbidden = kinds["TERM_FAULT_KIND_FORBIDDEN"]
    assert (forbidden.target.start, forbidden.target.end, forbidden.source.end) == (2, 8, 10)
    assert not kinds["TERM_FAULT_KIND_MISSING"].HasField("target")
    only_hits = await office.call("CheckGlossary", **PAIR, text="Mein Gutschein")
    assert len(only_hits.hits) == 1 and not only_hits.faults


# --- as a process


@asynccontextmanager
async def a_process(kafka_servers: str, mongodb_uri: str, prefix: str, port_base: int) -> AsyncIterator[Client]:
    variables = {"KAFKA_BOOTSTRAP_SERVERS": kafka_servers, "MONGODB_URI": mongodb_uri, "HELIODESK_DATABASE": prefix}
    settings = Settings(service="translation", HELIODESK_PORT_BASE=str(port_base), **variables)
    stop = asyncio.Event()
    async with running(settings, frozenset({"serve"}), stop) as process:
        await process.ensure_indexes(*app.DOCUMENTS)
        await process.serve(app.start(process, Glossaries(process.database, process.clock.now)))
        client = Client(settings.address_of("translation"), "heliodesk.translation.v1.GlossaryService")
        yield client
        await client.close()
        stop.set()


async def test_glossaries_are_published_and_asked_on_the_wire(kafka_servers, mongodb_uri, database, port_base, unique):
    tenant = f"shop-{unique}"
    async with a_process(kafka_servers, mongodb_uri, database.name, port_base) as client:
        terms = [to_proto(one, calls.GlossaryTerm) for one in (VOUCHER, *many(9_000))]

        async def published() -> Any:
            request = calls.PublishGlossaryRequest(**PAIR, terms=terms)
            try:
                return await client.call("PublishGlossary", request, tenant=tenant, command_id=f"first-{unique}")
            except Away:  # the process is starting
                return None

        assert (await eventually(published)).glossary.terms == 9_001
        asked = calls.CheckGlossaryRequest(**PAIR, text="Mein Gutschein", translation="My coupon")
        assert len((await client.call("CheckGlossary", asked, tenant=tenant)).faults) == 2
        body = {**PAIR, "terms": [{"source": "Lumo", "rule": "must"}], "based_on": 1}
        wrong = from_json(body, calls.PublishGlossaryRequest)
        with pytest.raises(Refused) as caught:
            await client.call("PublishGlossary", wrong, tenant=tenant)
        assert [one.field for one in caught.value.violations] == ["terms.0.targets"]
