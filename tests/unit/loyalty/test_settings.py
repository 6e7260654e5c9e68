"""The secrets of the deployment."""

from __future__ import annotations

import pytest

from services.kit.errors import Away
from services.kit.settings import BadSetting
from services.loyalty.rewards.coupon_codes import CouponCodes
from services.loyalty.settings import LoyaltySettings

VARIABLE = "HELIODESK_COUPON_SECRET"
every_secret = pytest.mark.parametrize("name", ["coupon_secret", "member_secret", "draw_secret"])


@every_secret
def test_a_short_secret_is_refused_without_being_told(monkeypatch, name):
    variable = f"HELIODESK_{name.upper()}"
    monkeypatch.setenv(variable, "too-short-a-secret")
    with pytest.raises(BadSetting, match=variable) as refused:
        LoyaltySettings.from_environment()
    assert "too-short-a-secret" not in str(refused.value)


@pytest.mark.parametrize("said", ["", None])
def test_without_a_secret_there_are_no_codes(monkeypatch, said):
    monkeypatch.delenv(VARIABLE, raising=False)
    if said is not None:
        monkeypatch.setenv(VARIABLE, said)
    settings = LoyaltySettings.from_environment()
    assert settings.coupon_secret is None
    with pytest.raises(Away, match=VARIABLE):
        CouponCodes(settings.coupon_secret).fingerprint("shop", "r1")


@every_secret
def test_nobody_who_prints_the_settings_sees_the_secret(monkeypatch, name):
    monkeypatch.setenv(f"HELIODESK_{name.upper()}", "a secret that is long enough for anybody")
    settings = LoyaltySettings.from_environment()
    assert getattr(settings, name)
    assert getattr(settings, name) not in repr(settings)
