"""Secrets as they lie in the store, and the keys that seal them."""

from __future__ import annotations

import base64

import pytest
from pydantic import SecretStr

from services.edge.webhooks.sealing import Sealer, Unopened
from services.edge.webhooks.settings import WebhookSettings
from services.kit.settings import BadSetting

OLD, NEW = "the old key of these tests: 32 or more", "the new key of these tests: 32 or more"


def test_a_secret_is_of_the_standards_form_and_not_readable_where_it_lies():
    secret, sealed = Sealer([OLD]).new_secret()
    assert secret.startswith("whsec_") and len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    assert secret not in sealed
    assert Sealer([OLD]).open(sealed) == secret
    assert Sealer([OLD]).new_secret()[0] != secret


def test_a_key_is_rotated_in_three_steps():
    secret, sealed = Sealer([OLD]).new_secret()
    both = Sealer([NEW, OLD])
    assert both.open(sealed) == secret
    anew = both.anew(sealed)
    assert both.anew(anew) is None
    assert Sealer([NEW]).open(anew) == secret


def test_without_its_key_a_secret_stays_closed():
    _, sealed = Sealer([OLD]).new_secret()
    for act in (Sealer([NEW]).open, Sealer([NEW]).anew):
        with pytest.raises(Unopened):
            act(sealed)


def test_a_key_that_is_too_short_is_refused_and_not_told(monkeypatch):
    monkeypatch.setenv("HELIODESK_WEBHOOK_KEYS", f"{OLD},sesame")
    with pytest.raises(BadSetting, match="HELIODESK_WEBHOOK_KEYS") as bad:
        WebhookSettings.from_environment()
    assert "sesame" not in str(bad.value) and OLD not in str(bad.value)


def test_no_key_is_shown():
    settings = WebhookSettings(HELIODESK_WEBHOOK_KEYS=SecretStr(OLD))
    assert OLD not in repr(settings)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HELIODESK_WEBHOOK_NETWORKS", "10.0.0.0/8,there"),
        ("HELIODESK_WEBHOOK_PORTS", "https"),
        ("HELIODESK_WEBHOOK_PATIENCE", "0"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSetting, match=variable):
        WebhookSettings.from_environment()


def test_settings_say_what_can_be_reached(monkeypatch):
    monkeypatch.setenv("HELIODESK_WEBHOOK_NETWORKS", "10.0.0.0/8")
    monkeypatch.setenv("HELIODESK_WEBHOOK_PORTS", "443, 8443")
    reachable = WebhookSettings.from_environment().reachable
    assert (reachable.ports, [str(each) for each in reachable.networks]) == ({443, 8443}, ["10.0.0.0/8"])
    assert reachable.http is False
