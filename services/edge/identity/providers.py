"""The OIDC providers of a deployment, as the file of shops names them."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from services.edge.identity.caller import Role


class Provider(BaseModel):
    """Who signs people's tokens, and where in a token stands what we need to know. A claim is named by a dotted path:
    `realm_access.roles`. A person belongs to the one `tenant`, or to the shop that `tenant_claim` names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: str
    audience: tuple[str, ...] = Field(min_length=1)
    """One of these must stand in a token's `aud`."""
    jwks_uri: str | None = None
    """Where its keys are. Not given: where the issuer's /.well-known/openid-configuration says."""
    tenant: str | None = None
    tenant_claim: str | None = None
    id_claim: str = "sub"
    """The person's id, as agents are known by in teams and tickets."""
    roles_claim: str = "roles"
    role_names: dict[str, Role] = Field(default_factory=dict)
    """The provider's names of roles. Not given: they are called as ours are."""
    customer_claim: str | None = None
    """The customer's id as the shop gave it. A customer without one is none."""
    partner_claim: str = "partner"
    """Whether an agent is a partner's: true or false; anything else but its absence is taken for true."""
    teams_claim: str = "teams"

    @field_validator("audience", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("issuer", "jwks_uri")
    @classmethod
    def _can_be_trusted(cls, value: str | None) -> str | None:
        if value is not None:
            must_be_safe(value)
        return value

    @model_validator(mode="after")
    def _says_whose(self) -> Provider:
        if (self.tenant is None) == (self.tenant_claim is None):
            raise ValueError("has either a tenant or a tenant_claim")
        return self


def must_be_safe(url: str) -> None:
    """Keys that came over a line that others can write on prove nothing. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.fragment:
        raise ValueError(f"{url} is not an https address")
    if parts.scheme == "http" and not _on_this_machine(parts.hostname):
        raise ValueError(f"{url} is not https; http is for this machine's own addresses alone")


def _on_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
