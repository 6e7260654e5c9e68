"""Which documents are a tenant's."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.cli.operating.removal import ids_of
from services.kit.ids import document_id

# Few letters, so that names are often the beginnings of one another.
TENANTS = st.from_regex(r"[ab0][ab0-]{0,5}", fullmatch=True)
REST = st.text(st.characters(exclude_characters="/", exclude_categories=("Cs",)), min_size=1, max_size=5)


@given(TENANTS, TENANTS, st.lists(REST, min_size=1, max_size=3))
@example("shop", "shop-2", ["o1"])
@example("shop", "shop0", ["o1"])
@example("shop", "shop", ["\U0010ffff"])
def test_an_id_is_found_for_its_own_tenant_alone(tenant: str, other: str, rest: list[str]):
    between = ids_of(tenant)
    # The store compares texts as UTF-8.
    found = between["$gt"].encode() < document_id(other, *rest).encode() < between["$lt"].encode()
    assert found == (tenant == other)


@pytest.mark.parametrize("name", ["", "Shop", "a/b", "-a", ".*"])
def test_what_can_not_name_a_tenant_finds_nothing(name: str):
    with pytest.raises(ValueError, match="can't name a tenant"):
        ids_of(name)
