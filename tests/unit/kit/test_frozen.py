"""`@frozen` makes what `@dataclass(frozen=True, slots=True)` makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.frozen import frozen

T = TypeVar("T")


@frozen
class Point:
    """Somewhere."""

    x: int
    y: int = 0
    names: tuple[str, ...] = ()
    tags: list[str] = field(default_factory=list, compare=False)

    @property
    def far(self) -> bool:
        return abs(self.x) + abs(self.y) > 100


@dataclass(frozen=True, slots=True)
class Slow:
    x: int
    y: int = 0
    names: tuple[str, ...] = ()


@frozen
class Boxed(Generic[T]):
    """Of whatever."""

    what: T
    again: T | None = None


def test_a_generic_one_is_as_any_other():
    box: Boxed[int] = Boxed(3)
    assert (type(box), box, box.again) == (Boxed, Boxed(3, None), None)
    assert pickle.loads(pickle.dumps(box)) == box == copy.copy(box)
    with pytest.raises(FrozenInstanceError):
        box.what = 4
    with pytest.raises(TypeError):
        Boxed()


values = st.tuples(st.integers(), st.integers(), st.tuples(st.text()))


@given(values, values)
def test_what_is_equal_ordered_hashed_and_shown_is_as_with_a_dataclass(one, other):
    assert (Point(*one) == Point(*other)) == (Slow(*one) == Slow(*other))
    assert hash(Point(*one)) == hash(Slow(*one))
    assert repr(Point(*one)).startswith(repr(Slow(*one)).removeprefix("Slow").join(["Point", ""]).rstrip(")"))


def test_fields_are_given_by_place_or_by_name_and_have_their_defaults():
    assert Point(1, y=2) == Point(x=1, y=2, names=())
    assert (Point(1).y, Point(1).names, Point(1).tags) == (0, (), [])


def test_what_a_factory_makes_is_made_for_each():
    assert Point(1).tags is not Point(1).tags
    given_list: list[str] = []
    assert Point(1, tags=given_list).tags is given_list


@pytest.mark.parametrize("wrong", [(), (1, 2, (), [], 5)])
def test_a_field_too_few_or_too_many_is_an_error(wrong):
    with pytest.raises(TypeError):
        Point(*wrong)
    with pytest.raises(TypeError):
        Point(1, z=2)


@pytest.mark.parametrize("name", ["x", "y", "far", "elsewhere"])
def test_nothing_of_it_can_be_set_or_deleted(name):
    point = Point(1)
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        setattr(point, name, 5)
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        delattr(point, name)
    assert point == Point(1)
    assert type(point) is Point
    assert not hasattr(point, "__dict__")


def test_it_is_a_dataclass_to_all_who_ask():
    assert dataclasses.is_dataclass(Point)
    assert [one.name for one in dataclasses.fields(Point)] == ["x", "y", "names", "tags"]
    assert dataclasses.replace(Point(1, 2), x=7) == Point(7, 2)
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 0, "names": (), "tags": []}
    assert Point.__doc__ == "Somewhere."
    assert Point(99, 99).far
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)


def test_it_is_copied_and_pickled_whole():
    point = Point(1, 2, ("a",), ["b"])
    for found in (copy.copy(point), copy.deepcopy(point), pickle.loads(pickle.dumps(point))):
        assert found == point
        assert found.tags == ["b"]
        with pytest.raises(FrozenInstanceError):
            found.x = 5


def test_what_is_more_than_its_fields_is_refused():
    class Checked:
        x: int

        def __post_init__(self) -> None:
            raise AssertionError

    class Derived(Point):
        z: int

    class ByName:
        x: int = field(kw_only=True)

    class Computed:
        x: int = field(init=False, default=0)

    for cls in (Checked, Derived, ByName, Computed):
        with pytest.raises(TypeError):
            made: Any = frozen(cls)
            pytest.fail(f"{made} was made")
