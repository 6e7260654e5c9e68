"""What the environment may set for loyalty, beside what every service knows: secrets of the deployment. Each is 32
characters or more, the same for all processes. What a secret is for stays closed without it, and calls say so."""

from __future__ import annotations

from pydantic import Field, field_validator
from pydantic_settings import SettingsConfigDict

from services.kit.settings import AreaSettings

_SHORTEST = 32


class LoyaltySettings(AreaSettings):
    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, hide_input_in_errors=True)

    coupon_secret: str | None = Field(None, validation_alias="HELIODESK_COUPON_SECRET", repr=False)
    """Coupon codes follow from it. Absent: nothing is redeemed. Changed: coupons stay valid, their codes can't be told
    again, unless the secrets before stand behind the new one, separated by commas."""
    member_secret: str | None = Field(None, validation_alias="HELIODESK_MEMBER_SECRET", repr=False)
    """The key of the hashes by which two members are found to be one person. Absent: nothing of how to reach a member
    is taken. Changed: who is told from then on is compared with nobody who was told before."""
    draw_secret: str | None = Field(None, validation_alias="HELIODESK_DRAW_SECRET", repr=False)
    """The seeds of draws and the names of participants follow from it. Absent: there are no draws. Changed: draws that
    are scheduled can only be cancelled."""

    @field_validator("coupon_secret", "member_secret", "draw_secret")
    @classmethod
    def _long_enough(cls, value: str | None) -> str | None:
        if value is not None and len(value) < _SHORTEST:
            raise ValueError(f"has fewer than {_SHORTEST} characters")
        return value

    @field_validator("coupon_secret")
    @classmethod
    def _each_long_enough(cls, value: str | None) -> str | None:
        if value is not None and any(len(one.strip()) < _SHORTEST for one in value.split(",")):
            raise ValueError(f"one of them has fewer than {_SHORTEST} characters")
        return value
