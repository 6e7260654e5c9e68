"""How much may be called: the words of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.edge.identity.caller import Caller, CallerKind, Role


@dataclass(frozen=True, slots=True)
class Rates:
    """Calls a second, of each process of the edge by itself. `routes`: of each caller, those calls that have a limit of
    their own, by the full name of the method."""

    reads: int
    writes: int
    customer_reads: int
    customer_writes: int
    shop_reads: int
    shop_writes: int
    routes: Mapping[str, int] = field(default_factory=dict)


class ShopRates(BaseModel):
    """What a shop's own `limits:` say; what they don't say is as for every shop."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reads: int | None = Field(None, ge=1)
    writes: int | None = Field(None, ge=1)
    customer_reads: int | None = Field(None, ge=1)
    customer_writes: int | None = Field(None, ge=1)
    shop_reads: int | None = Field(None, ge=1)
    shop_writes: int | None = Field(None, ge=1)
    routes: dict[str, Annotated[int, Field(ge=1)]] = {}

    def over(self, usual: Rates) -> Rates:
        """The usual rates with the shop's own in their place."""
        own = self.model_dump(exclude_none=True, exclude={"routes"})
        return replace(usual, **own, routes={**usual.routes, **self.routes})


_NOTHING_ELSE = frozenset({Role.CUSTOMER})


def is_customer(caller: Caller) -> bool:
    """A customer, and nothing else beside it: staff that is a customer too works as staff."""
    return caller.kind is CallerKind.PERSON and caller.roles <= _NOTHING_ELSE
