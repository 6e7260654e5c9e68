"""What the values of a contract's enum are called everywhere but in protobuf: TICKET_STATUS_ON_HOLD is "on_hold"."""

from __future__ import annotations

import re
from functools import cache

from google.protobuf.descriptor import EnumDescriptor

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@cache
def short_names(enum: EnumDescriptor) -> dict[int, str]:
    """Number -> short name, of all values but the unspecified one."""
    prefix = _WORD.sub("_", enum.name).upper() + "_"
    return {value.number: value.name.removeprefix(prefix).lower() for value in enum.values if value.number != 0}
