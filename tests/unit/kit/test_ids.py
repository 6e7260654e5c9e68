"""Ids are unique, or follow from their cause; documents belong to a tenant."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.ids import derived_id, document_id, is_tenant, is_uuid, new_id, split_document_id

tenants = st.from_regex(r"[a-z0-9][a-z0-9-]{0,62}", fullmatch=True)
parts = st.text(min_size=1).filter(lambda text: "/" not in text)


def test_new_ids_are_uuids_of_version_7_that_sort_in_the_order_of_their_making():
    made = [new_id() for _ in range(5000)]
    assert len(set(made)) == len(made)
    assert all(is_uuid(one) and one[14] == "7" for one in made)
    assert made == sorted(made)


def test_new_ids_that_are_made_quickly_do_not_run_ahead_of_the_clock():
    made = [new_id() for _ in range(20_000)]
    latest = max(int(one[:8] + one[9:13], 16) for one in made)
    assert latest <= time.time_ns() // 1_000_000


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_a_derived_id_is_the_same_for_the_same_parts_and_for_no_others(left, right):
    assert is_uuid(derived_id(*left))
    assert (derived_id(*left) == derived_id(*right)) == (left == right)


def test_a_derived_id_never_changes():
    # Stored documents and events carry it: a change here would be a migration.
    assert derived_id("acme", "email", "thread-1") == "4eae1607-e913-5277-b050-e0508630f847"


@given(tenants, st.lists(parts, min_size=1, max_size=4))
def test_a_document_id_gives_back_its_tenant(tenant, rest):
    assert split_document_id(document_id(tenant, *rest)) == (tenant, "/".join(rest))


@given(tenants, st.lists(parts, min_size=1, max_size=3), st.lists(parts, min_size=1, max_size=3))
def test_different_parts_make_different_document_ids(tenant, left, right):
    assert (document_id(tenant, *left) == document_id(tenant, *right)) == (left == right)


@pytest.mark.parametrize("ids", [("Acme", "1"), ("", "1"), ("-a", "1"), ("acme",), ("acme", ""), ("acme", "a/b")])
def test_what_would_make_ids_look_alike_is_refused(ids):
    with pytest.raises(ValueError):
        document_id(*ids)


@pytest.mark.parametrize("text", ["acme", "acme/", "/1", "Acme/1", ""])
def test_what_has_no_tenant_does_not_split(text):
    with pytest.raises(ValueError):
        split_document_id(text)


@pytest.mark.parametrize(
    "text", ["", "x", new_id().upper(), "{" + new_id() + "}", new_id().replace("-", ""), new_id() + "\n"]
)
def test_only_the_canonical_form_is_a_uuid(text):
    assert not is_uuid(text)


@pytest.mark.parametrize(
    ("text", "fits"), [("a", True), ("a" * 63, True), ("a" * 64, False), ("a_b", False), ("a\n", False)]
)
def test_names_of_tenants(text, fits):
    assert is_tenant(text) is fits
