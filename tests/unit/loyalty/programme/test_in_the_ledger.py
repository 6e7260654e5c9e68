"""The sample programme, as an account lives under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.kit.money import Money
from services.loyalty.domain.account import Account
from services.loyalty.domain.events import TierChanged
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.order_facts import Delivery, Line, Refund
from services.loyalty.domain.orders import claw_back, earn
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.publishing import publish
from services.loyalty.domain.programme.specs import ProgrammeSpec
from services.loyalty.domain.words import TierCause
from tests.support.programmes import NOW, sample

BOUGHT = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAMPLE = publish(None, "kumo", sample(), 0, "", NOW)[0].newest.compiled


class Member:
    """An account that is kept in the hand."""

    def __init__(self, programme: Programme = SAMPLE) -> None:
        self.programme = programme
        self.account = Account()
        self.entries: list = []
        self.events: list = []

    def buys(self, order: str, sku: str, price: int, at: datetime, currency: str = "EUR", country: str = "DE") -> int:
        """The points that it brought."""
        money = Money(price, currency)
        delivery = Delivery("c1", order, money, at, (Line("1", sku, 1, money),), country)
        book = self._book(at)
        earn(book, self._about(order), delivery, self.programme)
        return self._kept(book)

    def sends_back(self, order: str, price: int, at: datetime, currency: str = "EUR") -> int:
        money = Money(price, currency)
        book = self._book(at)
        claw_back(book, self._about(order), Refund("c1", order, "r1", money, money, money, at), self.programme)
        return self._kept(book)

    def waits_until(self, at: datetime) -> int:
        return self._kept(self._book(at))

    @property
    def tier(self) -> str:
        return self.account.standing.tier

    @property
    def steps(self) -> list[tuple[str, str, str]]:
        return [(one.previous, one.tier, one.cause) for one in self.events if isinstance(one, TierChanged)]

    def _book(self, at: datetime) -> Book:
        book = Book(self.account, "kumo/c1")
        mature(book, self.programme, at)
        return book

    def _about(self, order: str) -> list:
        return [one for one in self.entries if one.order_id == order]

    def _kept(self, book: Book) -> int:
        before, self.account = self.account.balance, book.account
        self.entries += book.entries
        self.events += book.events
        return self.account.balance - before


def test_a_member_earns_more_with_a_tier_and_names_the_rule():
    member = Member()
    assert member.buys("o1", "MIRA-BLEND", 21_000, BOUGHT) == 210
    assert member.tier == "silver"
    assert member.buys("o2", "MIRA-BLEND", 10_000, BOUGHT + timedelta(hours=1)) == 110
    assert member.buys("o3", "ARCO-CHAIR", 18_900, BOUGHT + timedelta(hours=2)) == 311  # 1.5 x 110 % a euro
    assert member.buys("o4", "MUG", 16_200, BOUGHT + timedelta(hours=3), "JPY", "JP") == 110
    assert [one.rule for one in member.entries if one.line_id] == ["base@1", "base@1", "large-furniture@1", "base@1"]


def test_a_tier_is_reached_at_once_where_the_order_goes_to_another_day_than_the_members():
    member = Member()
    member.buys("o1", "MUG", 40_000, BOUGHT.replace(hour=20), "JPY", "JP")  # the 3rd in Tokyo, the 2nd in Berlin
    assert member.tier == "silver"


def test_points_wait_for_the_return_window_of_the_country_and_go_at_its_midnight():
    member = Member()
    member.buys("o1", "MUG", 10_000, BOUGHT, country="DE")
    (lot,) = member.account.lots
    assert lot.release_at == BOUGHT + timedelta(days=14)
    assert lot.expires_at == datetime(2028, 3, 2, 23, tzinfo=UTC)
    member.waits_until(lot.release_at - timedelta(microseconds=1))
    assert (member.account.pending, member.account.available) == (100, 0)
    member.waits_until(lot.release_at)
    assert (member.account.pending, member.account.available) == (0, 100)
    member.waits_until(lot.expires_at)
    assert member.account.balance == 0


def test_what_is_sent_back_goes_by_the_rate_of_its_day_and_keeps_the_tier_until_the_review():
    member = Member()
    member.buys("o1", "MUG", 25_000, BOUGHT)
    member.buys("o2", "MUG", 40_000, BOUGHT + timedelta(days=1))
    assert member.tier == "gold" and member.account.activity.spend == 65_000
    # By another programme, in which a point costs a hundred times as much.
    member.programme = Programme(2, sample_with_dear_points())
    assert member.sends_back("o2", 40_000, BOUGHT + timedelta(days=2)) == -440
    assert member.tier == "gold" and member.account.activity.spend == 25_000
    review = member.account.standing.review_at
    assert review == datetime(2027, 4, 2, 22, tzinfo=UTC)  # 12 months and 30 days, midnight in Berlin
    member.buys("o3", "MUG", 22_000, review - timedelta(days=40))
    member.waits_until(review)
    assert member.steps[-1] == ("gold", "silver", TierCause.REVIEW)
    assert [tier for _, tier, _ in member.steps] == ["silver", "gold", "silver"]


def sample_with_dear_points() -> ProgrammeSpec:
    base = sample().earn_rules[-1]
    return replace(sample(), earn_rules=(replace(base, bands=(replace(base.bands[0], minor_units=10_000),)),))


def test_a_tier_that_nobody_uses_is_lost_at_the_review_and_told_once():
    member = Member()
    member.buys("o1", "MUG", 150_000, BOUGHT)
    member.waits_until(BOUGHT + timedelta(days=3 * 365))
    assert member.steps == [("", "platinum", TierCause.REACHED), ("platinum", "", TierCause.REVIEW)]
    assert member.account.next_at is None and member.account.balance == 0


def test_a_tier_that_is_used_is_confirmed_without_a_word():
    member = Member()
    for number in range(30):
        member.buys(f"o{number}", "MUG", 10_000, BOUGHT + timedelta(days=40 * number))
    assert [tier for _, tier, _ in member.steps] == ["silver", "gold"]
    assert member.account.standing.review_at > BOUGHT + timedelta(days=40 * 29)
