"""Whatever happens to an account on the real store, whoever dies at whichever write, and whoever else writes at that
moment: the books say what the model says."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from services.kit.aggregate import Outcome, Verdict, Work
from services.kit.commits import CommitStore
from services.kit.envelope import Envelope
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.account import Account
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.events import Event
from services.loyalty.domain.words import DebtPolicy
from services.loyalty.timers import ACCOUNT_TIMERS, COLLECTION
from tests.support import ledgers
from tests.support.dying import Died, dying
from tests.support.ledger_machine import NUMBERS, SHOPS, Bookkeeping, Fact
from tests.support.ledgers import ACCOUNT, NOON, Ledger, audit

NAMES = (ACCOUNTS.collection, ACCOUNTS.commits, ACCOUNTS.keys, COLLECTION)
DAY = timedelta(days=1)
LATER = NOON + 20 * DAY
SHOP = SHOPS[DebtPolicy.CARRY]
# Documents, head, keys, commit, and the head again.
PLACES = st.tuples(st.integers(0, 4), st.booleans())


class StoredBooks(Bookkeeping):
    """Each step is a process of its own. `shadow` is a ledger in memory, of which every byte must be the same."""

    def __init__(self, database: Any) -> None:
        super().__init__()
        self.database = database
        for name in NAMES:
            database[name].delete_many({})
        self.shadow = Ledger()
        self.fate: tuple[int, bool] | None = None
        self.raced = False
        self.told: list[Envelope] = []

    # --- what may go wrong

    @rule(place=PLACES)
    def the_next_one_dies(self, place: tuple[int, bool]) -> None:
        self.fate = place

    @rule()
    def the_next_one_is_told_to_two_at_once(self) -> None:
        self.raced = True

    @precondition(lambda self: len(self.held) > 1)
    @rule(pick=NUMBERS)
    def two_facts_at_once(self, pick: int) -> None:
        """The second one is committed between the other's reading and writing."""
        late = self.held.pop(pick % len(self.held))
        early = self.held.pop(pick % len(self.held))
        # What changes nothing by what it has read writes nothing either, and so can't lose the race.
        in_order = (early, late) if self._would_write(late) else (late, early)
        expected = {id(fact): self._expected(fact)[0] for fact in in_order}
        verdicts: dict[int, Verdict] = {}

        def be_quicker() -> None:
            verdicts[id(early)] = self._run(early.work).verdict

        verdicts[id(late)] = overtaken(self.store(), late.work, be_quicker).verdict
        assert verdicts == expected
        for fact in in_order:
            self._shadow(fact, verdicts[id(fact)])
        self._compare()

    @rule(place=PLACES)
    def publish_and_die(self, place: tuple[int, bool]) -> None:
        """Kafka has it all; who has sent it dies before the store knows."""
        try:
            with dying(place[0] % 2, behind=place[1]):
                self._publish()
        except Died:
            pass

    # --- the ledger of this machine

    def store(self) -> CommitStore[Account]:
        return CommitStore(self.database, ACCOUNTS, "heliodesk/loyalty", lambda: NOON)

    def take(self, work: Work[Account]) -> Verdict:
        before = len(self.shadow.entries)
        outcome = self._with_fate(work)
        if outcome.refusal:
            raise outcome.refusal
        # It may have been committed by one that died behind its commit, or by the other of two.
        known = outcome.state.entry_count if outcome.state else 0
        verdict = Verdict.APPLIED if known > before else outcome.verdict
        self._shadow(Fact(work, lambda model: None), verdict)
        return verdict

    def books(self) -> tuple[Account | None, list[Entry], list[Event]]:
        store = self.store()
        entries = [entry for _, found in store.commits(ACCOUNT) for entry in found]
        account = store.get(ACCOUNT)
        assert entries == self.shadow.entries, "the hashes as well"
        for timer in ACCOUNT_TIMERS.timers_of(ACCOUNT, account, NOON) if account else ():
            assert self.database[COLLECTION].find_one({"_id": timer.id}), "what is due has its timer"
        return account, entries, self.shadow.events

    def _with_fate(self, work: Work[Account]) -> Outcome[Account]:
        fate, self.fate = self.fate, None
        raced, self.raced = self.raced, False
        if fate:
            try:
                with dying(fate[0], behind=fate[1]):
                    return self._run(work)
            except Died:
                pass
        if not raced:
            return self._run(work)
        firsts: list[Outcome[Account]] = []
        second = overtaken(self.store(), work, lambda: firsts.append(self._run(work)))
        assert second.verdict is not Verdict.APPLIED or firsts[0].verdict is Verdict.REFUSED
        return firsts[0]

    def _would_write(self, fact: Fact) -> bool:
        model, keys = self.model, set(self.keys)
        verdict, _ = self._expected(fact)
        self.model, self.keys = model, keys
        return verdict is Verdict.APPLIED

    def _run(self, work: Work[Account]) -> Outcome[Account]:
        (outcome,), _ = self.store().run([work])
        return outcome

    def _publish(self) -> None:
        store = self.store()
        waiting = store.waiting(100)
        self.told.extend(entry.envelope for pending in waiting for entry in pending.entries)
        if waiting:
            store.settle(waiting)

    def _shadow(self, fact: Fact, verdict: Verdict) -> None:
        if verdict is not Verdict.REFUSED:
            assert self.shadow.take(fact.work) is verdict

    def teardown(self) -> None:
        if not hasattr(self, "model"):
            return
        super().teardown()
        self._publish()
        store = self.store()
        assert store.waiting(100) == []
        first = list({one.id: one for one in self.told}.values())
        assert [one.sequence for one in first] == list(range(1, len(first) + 1)), "in order, without gaps"
        assert [one.type.rpartition(".")[2] for one in first] == [type(one).__name__ for one in self.shadow.events]
        assert store.rebuild(ACCOUNT) == self.shadow.account
        commits = list(self.database[ACCOUNTS.commits].find())
        listed = Counter(key for one in commits for change in one["changes"] for key in change["keys"])
        assert set(listed) == {f"shop/{key}" for key in self.shadow.keys}
        assert all(times == 1 for times in listed.values())


def test_one_that_dies_at_any_write_of_a_refund_is_made_good_by_the_next(store):
    """And of a delivery, of which the timer is another write."""
    works = [
        ledgers.delivered(ledgers.delivery(1000), SHOP),
        ledgers.redeemed("mug", 12, LATER, SHOP),
        ledgers.refunded(ledgers.refund(700, 1000, at=LATER), SHOP),
    ]
    deaths = Counter[str]()
    for behind in (False, True):
        for place in range(9):
            for name in NAMES:
                store.database[name].delete_many({})
            shadow = Ledger()
            for work in works:
                shadow.take(work)
                try:
                    with dying(place, behind=behind):
                        anew(store).run([work])
                except Died:
                    deaths[work.keys[0]] += 1
                (outcome,), _ = anew(store).run([work])
                assert outcome.state == shadow.account
            assert [entry for _, found in store.commits(ACCOUNT) for entry in found] == shadow.entries
            audit(ACCOUNT, shadow.entries, store.get(ACCOUNT))
    # Each has a key and a commit at least, to die in front of and behind.
    assert all(deaths[work.keys[0]] >= 4 for work in works)


def test_eight_who_are_told_everything_at_once_come_to_the_same_books(store):
    orders = [ledgers.delivered(ledgers.delivery(1000 + n, order=f"o{n}", at=NOON + n * DAY), SHOP) for n in range(12)]
    refunds = [
        ledgers.refunded(ledgers.refund(100 * part, 1000 + n, so_far=0, order=f"o{n}", refund_id=f"r{part}"), SHOP)
        for n in range(12)
        for part in (1, 2)
    ]
    spent = [ledgers.redeemed(f"m{n}", 20, LATER + 30 * DAY, SHOP) for n in range(5)]
    backs = [ledgers.restored(f"m{n}", LATER + 30 * DAY) for n in range(0, 5, 2)]

    def told(seed: int) -> list[Verdict]:
        own = [*orders, *refunds]
        random.Random(seed).shuffle(own)
        mine = anew(store)
        return [mine.run([work])[0][0].verdict for work in [*own, *spent, *backs]]

    with ThreadPoolExecutor(8) as pool:
        verdicts = Counter(verdict for found in pool.map(told, range(8)) for verdict in found)
    entries = [entry for _, found in store.commits(ACCOUNT) for entry in found]
    account = store.get(ACCOUNT)
    audit(ACCOUNT, entries, account)
    assert verdicts[Verdict.APPLIED] == 12 + 24 + 5 + 3
    assert verdicts[Verdict.REFUSED] == 0
    shadow = Ledger().take_all(*orders, *refunds, *spent, *backs)
    # A refund that came before its delivery has lessened what was earned, instead of taking it back.
    assert account.balance == shadow.account.balance
    assert account.totals.redeemed - account.totals.restored == 2 * 20


def anew(store: CommitStore[Account]) -> CommitStore[Account]:
    """As another process has it."""
    return CommitStore(store.database, ACCOUNTS, "heliodesk/loyalty", lambda: NOON)


def overtaken(store: CommitStore[Account], work: Work[Account], by: Any) -> Outcome[Account]:
    """Runs the work; somebody else is quicker between its reading and its writing."""
    read = store._read

    def read_and_be_overtaken(ids: Any, works: Any) -> Any:
        found = read(ids, works)
        store._read = read
        by()
        return found

    store._read = read_and_be_overtaken
    (outcome,), _ = store.run([work])
    return outcome


def test_whatever_happens_and_whoever_dies_or_races_the_books_are_right(store):
    # A failure is told as it was found: on a real store it would take minutes to find a shorter one.
    run_state_machine_as_test(
        lambda: StoredBooks(store.database),
        settings=settings(
            max_examples=25, stateful_step_count=60, deadline=None, database=None, phases=[Phase.generate]
        ),
    )
