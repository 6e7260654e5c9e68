"""A door for tests without a store: real identities, access and limits, an audit in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from google.protobuf.descriptor import ServiceDescriptor

from services.edge.access.access import Access
from services.edge.access.owners import Calls
from services.edge.audit.book import Book
from services.edge.audit.line import Line, Outcome
from services.edge.contracts import services
from services.edge.door import Door
from services.edge.identity.identities import Identities
from services.edge.limits.limits import Limits
from services.edge.limits.proxies import Proxies
from services.edge.limits.rates import Rates
from services.edge.shops import Shops

PLENTY = Rates(
    reads=10_000, writes=10_000, customer_reads=10_000, customer_writes=10_000, shop_reads=10_000, shop_writes=10_000
)


class Notes(Book):
    """Lines in the order of their writing; outcomes by the line's id."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.told: dict[str, tuple[Outcome, str]] = {}

    async def write(self, line: Line) -> None:
        self.lines.append(line)

    def tell(self, line: Line, outcome: Outcome, reason: str = "") -> None:
        self.told[line.id] = (outcome, reason)


def door_of(
    shops: Shops,
    clients: Mapping[str, Calls],
    among: Iterable[ServiceDescriptor] | None = None,
    *,
    book: Book | None = None,
    rates: Rates = PLENTY,
    failures: int = 10_000,
) -> Door:
    """For calls of these services, or of all."""
    limits = Limits(rates, failures, shops.rates)
    access = Access(services() if among is None else among, clients)
    return Door(Identities(shops), access, limits, Proxies(()), book or Notes())
