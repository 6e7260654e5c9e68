"""The codes of this deployment's coupons."""

from __future__ import annotations

from services.kit.errors import Away
from services.loyalty.domain.rewards.codes import code_of, fingerprint
from services.loyalty.domain.rewards.redemption import Redemption


class CouponCodes:
    """`secret` is the deployment's, with those before it behind it, separated by commas; None: it has none, and then
    there are no codes."""

    def __init__(self, secret: str | None) -> None:
        self._secrets = [one.strip().encode() for one in secret.split(",")] if secret else []

    @property
    def off(self) -> bool:
        """There can be none."""
        return not self._secrets

    def check(self) -> None:
        """Raises Away where there can be no codes."""
        if self.off:
            raise Away("coupons", "HELIODESK_COUPON_SECRET is not set")

    def fingerprint(self, tenant: str, redemption_id: str) -> str:
        """That of the redemption's code, under the newest secret. Raises Away."""
        self.check()
        return fingerprint(tenant, code_of(self._secrets[0], tenant, redemption_id))

    def shown(self, tenant: str, redemption: Redemption) -> str:
        """The code, for its member; empty where there is none, or it was made under a secret that isn't known any
        more."""
        codes = (code_of(secret, tenant, redemption.redemption_id) for secret in self._secrets)
        return next((code for code in codes if fingerprint(tenant, code) == redemption.fingerprint), "")
