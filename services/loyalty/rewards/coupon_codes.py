"""The codes of this deployment's coupons."""

from __future__ import annotations

from services.kit.errors import Away
from services.loyalty.domain.rewards.codes import code_of, fingerprint
from services.loyalty.domain.rewards.redemption import Redemption


class CouponCodes:
    """`secret` is the deployment's; None: it has none, and then there are no codes."""

    def __init__(self, secret: str | None) -> None:
        self._secret = secret.encode() if secret else None

    @property
    def off(self) -> bool:
        """There can be none."""
        return self._secret is None

    def check(self) -> None:
        """Raises Away where there can be no codes."""
        if self._secret is None:
            raise Away("coupons", "HELIODESK_COUPON_SECRET is not set")

    def fingerprint(self, tenant: str, redemption_id: str) -> str:
        """That of the redemption's code. Raises Away."""
        self.check()
        return fingerprint(tenant, code_of(self._secret, tenant, redemption_id))

    def shown(self, tenant: str, redemption: Redemption) -> str:
        """The code, for its member; empty where there is none, or it was made under another secret."""
        if self._secret is None or not redemption.fingerprint:
            return ""
        code = code_of(self._secret, tenant, redemption.redemption_id)
        return code if fingerprint(tenant, code) == redemption.fingerprint else ""
