"""The secrets of the deployment."""

from __future__ import annotations

import pytest

from services.kit.errors import Away
from services.kit.settings import BadSetting
from services.loyalty.domain.programme.words import RewardKind
from services.loyalty.domain.rewards.redemption import Redemption
from services.loyalty.rewards.coupon_codes import CouponCodes
from services.loyalty.settings import LoyaltySettings
from tests.support.orders import NOON

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


def test_while_a_secret_is_changed_the_codes_of_the_old_one_can_be_told(monkeypatch):
    old, new = "the secret that coupons were made under", "the secret that coupons are made under from now on"
    print_of = CouponCodes(old).fingerprint("shop", "r1")
    made = Redemption("r1", "c1", "mug", 1, RewardKind.PRODUCT, 50, False, NOON, fingerprint=print_of)
    code = CouponCodes(old).shown("shop", made)
    assert code
    monkeypatch.setenv(VARIABLE, f"{new}, {old}")
    both = CouponCodes(LoyaltySettings.from_environment().coupon_secret)
    assert both.shown("shop", made) == code
    assert both.fingerprint("shop", "r2") == CouponCodes(new).fingerprint("shop", "r2")
    assert CouponCodes(new).shown("shop", made) == ""
    monkeypatch.setenv(VARIABLE, f"{new},short")
    with pytest.raises(BadSetting, match="one of them has fewer"):
        LoyaltySettings.from_environment()


@every_secret
def test_nobody_who_prints_the_settings_sees_the_secret(monkeypatch, name):
    monkeypatch.setenv(f"HELIODESK_{name.upper()}", "a secret that is long enough for anybody")
    settings = LoyaltySettings.from_environment()
    assert getattr(settings, name)
    assert getattr(settings, name) not in repr(settings)
