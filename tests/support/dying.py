"""A process that dies at one of its writes to the store, at the very place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from pymongo.client_session import ClientSession
from pymongo.collection import Collection

_WRITES = {
    Collection: ("bulk_write", "insert_one", "insert_many", "update_one", "update_many", "delete_one", "delete_many"),
    ClientSession: ("commit_transaction",),
}


class Died(BaseException):
    """As SIGKILL: nobody handles it."""


@contextmanager
def dying(at: int, *, behind: bool) -> Iterator[None]:
    """Raises Died instead of write number `at` (from 0) of all that is written inside, or `behind` it: it stands, and
    nobody hears of it. Where there are fewer writes, nothing happens."""
    left = at

    def deadly(write: Any) -> Any:
        def write_or_die(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left != -1:
                return write(*args, **kwargs)
            if behind:
                write(*args, **kwargs)
            raise Died

        return write_or_die

    with ExitStack() as patches:
        for kind, names in _WRITES.items():
            for name in names:
                patches.enter_context(patch.object(kind, name, deadly(getattr(kind, name))))
        yield
