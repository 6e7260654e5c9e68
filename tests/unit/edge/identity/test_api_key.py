"""An API key is good as it was shown, for as long as it was made for, and in no other way."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.edge.identity.api_key import (
    ApiKey,
    ApiKeyStatus,
    digest_of,
    id_in,
    key_id_of,
    new_key,
    replacement,
    rotated,
)
from services.kit.errors import RefusalKind, Refused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
KEY_ID = key_id_of("kumo", "command-1")
KEY = new_key(KEY_ID)


def made(**said) -> ApiKey:
    return ApiKey(**({"key_id": KEY_ID, "name": "Warehouse", "scopes": ("orders:write",), "created_at": NOW} | said))


def test_a_key_is_found_by_one_expression_and_names_its_id():
    assert re.fullmatch(r"hd_[a-z2-7]{16}_[0-9A-Za-z]{49}", KEY)
    assert id_in(KEY) == KEY_ID


def test_no_two_keys_are_alike_but_a_repeated_command_makes_the_same_id():
    assert new_key(KEY_ID) != KEY
    assert key_id_of("kumo", "command-1") == KEY_ID
    assert len({KEY_ID, key_id_of("kumo", "command-2"), key_id_of("nordlicht", "command-1")}) == 3


@given(st.integers(0, len(KEY) - 1), st.characters(min_codepoint=33, max_codepoint=126))
def test_one_wrong_character_is_never_the_same_key(place: int, character: str):
    typed = KEY[:place] + character + KEY[place + 1 :]
    if typed == KEY:
        return
    assert digest_of(typed) != digest_of(KEY)
    if place < len(f"hd_{KEY_ID}_"):
        # Where the id itself is wrong it may no longer look like one of ours.
        try:
            assert id_in(typed) is None
        except Refused as refused:
            assert refused.reason == "API_KEY_MISTYPED"
        return
    with pytest.raises(Refused, match="API_KEY_MISTYPED"):
        id_in(typed)


@given(st.integers(len(f"hd_{KEY_ID}_"), len(KEY) - 2))
def test_two_characters_in_each_others_place_are_known(place: int):
    typed = KEY[:place] + KEY[place + 1] + KEY[place] + KEY[place + 2 :]
    if typed != KEY:
        with pytest.raises(Refused, match="API_KEY_MISTYPED"):
            id_in(typed)


@pytest.mark.parametrize("text", ["hd_demo_kumo_7Jm2Qx9Lr4", "a.b.c", "", "hd_", "x" * 69])
def test_what_is_no_key_of_ours_is_somebody_elses_to_know(text: str):
    assert id_in(text) is None


def test_a_key_is_good_until_it_expires_or_is_revoked():
    key = made(expires_at=NOW + DAY)
    key.must_be_good(NOW + DAY - timedelta(microseconds=1))
    for over, reason in ((key, "KEY_EXPIRED"), (made(revoked_at=NOW), "KEY_REVOKED")):
        with pytest.raises(Refused) as refused:
            over.must_be_good(NOW + DAY)
        assert (refused.value.reason, refused.value.kind) == (reason, RefusalKind.UNAUTHENTICATED)


def test_a_rotated_key_lives_on_for_the_overlap_and_never_longer_than_it_would_have():
    new = replacement(made(), "new", NOW, None, "admin-7")
    assert (new.replaces, new.name, new.scopes, new.expires_at) == (KEY_ID, "Warehouse", ("orders:write",), None)
    old = rotated(made(), new, NOW, DAY)
    assert (old.replaced_by, old.expires_at, old.status_at(NOW)) == ("new", NOW + DAY, ApiKeyStatus.ROTATED)
    assert rotated(made(expires_at=NOW + DAY / 2), new, NOW, DAY).expires_at == NOW + DAY / 2
    assert rotated(made(), new, NOW, timedelta()).status_at(NOW) is ApiKeyStatus.EXPIRED


def test_the_key_in_its_place_lives_as_long_as_the_old_one_was_made_to():
    old = made(expires_at=NOW + 30 * DAY)
    assert replacement(old, "new", NOW + 20 * DAY, None, "").expires_at == NOW + 50 * DAY
    assert replacement(old, "new", NOW + 20 * DAY, NOW + 21 * DAY, "").expires_at == NOW + 21 * DAY


@pytest.mark.parametrize(
    ("old", "expires_at", "reason"),
    [
        (made(revoked_at=NOW), None, "KEY_REVOKED"),
        (made(expires_at=NOW), None, "KEY_EXPIRED"),
        (made(replaced_by="other"), None, "KEY_ALREADY_ROTATED"),
        (made(), NOW, "NOT_IN_THE_FUTURE"),
    ],
)
def test_what_is_over_is_not_rotated(old: ApiKey, expires_at: datetime | None, reason: str):
    with pytest.raises(Refused, match=reason):
        replacement(old, "new", NOW, expires_at, "")
