"""docs/permissions.md is what the contracts say."""

from pathlib import Path

from services.edge.access.page import permissions_page
from services.edge.contracts import bindings

PAGE = Path(__file__).parents[4] / "docs" / "permissions.md"


def test_the_page_is_current():
    assert PAGE.read_text() == permissions_page(), "docs/permissions.md is stale, run `make docs`"


def test_every_route_is_on_the_page():
    said = permissions_page()
    assert [binding.path for binding in bindings() if f"`{binding.verb} {binding.path}`" not in said] == []
