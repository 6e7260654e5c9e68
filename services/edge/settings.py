"""What the environment may set for the edge's door, beside what every service knows: how much anybody may call, whom it
believes about addresses, which pages of other origins may call it, how long it keeps its audit."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from services.edge.headers import checked_origin
from services.edge.limits.rates import Rates
from services.kit.settings import AreaSettings, Networks

Rate = Annotated[int, Field(ge=1, le=1_000_000)]
"""Calls a second."""


class EdgeSettings(AreaSettings):
    """Rates are calls a second, over ten seconds, of each process of the edge by itself; a shop may have its own
    (`limits:` in the file of shops)."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    limit_reads: Rate = Field(500, validation_alias="HELIODESK_LIMIT_READS")
    """Of one credential: calls that only read."""
    limit_writes: Rate = Field(300, validation_alias="HELIODESK_LIMIT_WRITES")
    """Of one credential: all others."""
    limit_customer_reads: Rate = Field(20, validation_alias="HELIODESK_LIMIT_CUSTOMER_READS")
    """Of one customer."""
    limit_customer_writes: Rate = Field(5, validation_alias="HELIODESK_LIMIT_CUSTOMER_WRITES")
    limit_shop_reads: Rate = Field(1500, validation_alias="HELIODESK_LIMIT_SHOP_READS")
    """Of a shop's callers together."""
    limit_shop_writes: Rate = Field(900, validation_alias="HELIODESK_LIMIT_SHOP_WRITES")
    limit_routes: Annotated[dict[str, Rate], NoDecode] = Field({}, validation_alias="HELIODESK_LIMIT_ROUTES")
    """`heliodesk.loyalty.v1.StatementService.GetStatement=2,...`: of one credential, and of that call alone. Beside
    those that the contracts give (`calls_per_second`), or in their place."""
    limit_failures: int = Field(60, validation_alias="HELIODESK_LIMIT_FAILURES", ge=1, le=1_000_000)
    """Credentials that were no good, from one address (of IPv6, one /64), in a minute."""
    trusted_proxies: Networks = Field((), validation_alias="HELIODESK_TRUSTED_PROXIES")
    """`10.0.0.0/8,fd00::/8`: whose X-Forwarded-For and X-Forwarded-Proto are believed. Absent: nobody's."""
    origins: Annotated[tuple[str, ...], NoDecode] = Field((), validation_alias="HELIODESK_CORS_ORIGINS")
    """`https://console.example,https://shop.example`: pages that may call from a browser, beside the shops' own
    (`origins:` in the file of shops)."""
    audit_days: int = Field(400, validation_alias="HELIODESK_AUDIT_DAYS", ge=1, le=36_500)
    """How long a line of the audit is kept. Changed: lines that are written from then on."""

    @field_validator("origins", mode="before")
    @classmethod
    def _origins(cls, value: object) -> object:
        return tuple(checked_origin(one) for one in _listed(value)) if isinstance(value, str) else value

    @field_validator("limit_routes", mode="before")
    @classmethod
    def _routes(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return {name.strip(): rate.strip() for name, _, rate in (one.partition("=") for one in _listed(value))}

    @property
    def rates(self) -> Rates:
        return Rates(
            reads=self.limit_reads,
            writes=self.limit_writes,
            customer_reads=self.limit_customer_reads,
            customer_writes=self.limit_customer_writes,
            shop_reads=self.limit_shop_reads,
            shop_writes=self.limit_shop_writes,
            routes=self.limit_routes,
        )


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]
