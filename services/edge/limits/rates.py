"""How much may be called: the words of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict, Field

from services.edge.identity.caller import Caller, CallerKind, Role


@dataclass(frozen=True, slots=True)
class Rates:
    """Calls a second, of each process of the edge by itself."""

    reads: int
    writes: int
    customer_reads: int
    customer_writes: int
    shop_reads: int
    shop_writes: int


class ShopRates(BaseModel):
    """What a shop's own `limits:` say; what they don't say is as for every shop."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reads: int | None = Field(None, ge=1)
    writes: int | None = Field(None, ge=1)
    customer_reads: int | None = Field(None, ge=1)
    customer_writes: int | None = Field(None, ge=1)
    shop_reads: int | None = Field(None, ge=1)
    shop_writes: int | None = Field(None, ge=1)

    def over(self, usual: Rates) -> Rates:
        """The usual rates with the shop's own in their place."""
        return replace(usual, **self.model_dump(exclude_none=True))


def is_customer(caller: Caller) -> bool:
    """A customer, and nothing else beside it: staff that is a customer too works as staff."""
    return caller.kind is CallerKind.PERSON and caller.roles <= {Role.CUSTOMER}
