"""Secrets of the local stack."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from services.cli.local.secrets import local_secret
from services.cli.local.services import service_plan

VARIABLE = "HELIODESK_COUPON_SECRET"


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        (made,) = set(pool.map(lambda _: local_secret(tmp_path, "coupons"), range(40)))
    assert len(made) == 64
    (kept,) = (tmp_path / "secrets").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert local_secret(tmp_path, "another") != made


def test_a_service_is_told_its_secret_and_no_others_are(tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    told = service_plan("loyalty", tmp_path, 9000, {}).env[VARIABLE]
    assert service_plan("loyalty", tmp_path, 9000, {}).env[VARIABLE] == told
    assert VARIABLE not in service_plan("edge", tmp_path, 9000, {}).env


def test_one_that_is_given_from_outside_stays(tmp_path, monkeypatch):
    assert service_plan("loyalty", tmp_path, 9000, {VARIABLE: "given"}).env[VARIABLE] == "given"
    monkeypatch.setenv(VARIABLE, "given")
    assert VARIABLE not in service_plan("loyalty", tmp_path, 9000, {}).env
