"""How the time for a text is shared among engines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.routing.deadline import share


def test_three_that_all_use_up_their_time_have_half_a_third_and_a_sixth_of_it() -> None:
    first = share(6, 3)
    second = share(6 - first, 2)
    assert (first, second, share(6 - first - second, 1)) == (3, 2, 1)


def test_the_only_one_has_all_the_time() -> None:
    assert share(5, 1) == 5


def test_whoever_is_quick_leaves_its_time_to_the_others() -> None:
    assert share(5.9, 2) > share(3, 2)


def test_time_that_is_over_is_nobodys() -> None:
    assert share(-1, 2) == 0


@given(st.floats(0.01, 60), st.integers(1, 10))
def test_all_of_them_together_take_no_longer_than_there_is_and_each_has_some(left: float, count: int) -> None:
    before = None
    for place in range(count):
        mine = share(left, count - place)
        assert 0 < mine <= left * (1 + 1e-9)
        assert before is None or mine <= before * (1 + 1e-9)
        left -= mine
        before = mine
    assert left == pytest.approx(0, abs=1e-6)
