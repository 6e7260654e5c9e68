import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.sla.v1 import events_pb2 as _events_pb2
from heliodesk.ticketing.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ClockState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLOCK_STATE_UNSPECIFIED: _ClassVar[ClockState]
    CLOCK_STATE_RUNNING: _ClassVar[ClockState]
    CLOCK_STATE_MET: _ClassVar[ClockState]
    CLOCK_STATE_BREACHED: _ClassVar[ClockState]
    CLOCK_STATE_CANCELLED: _ClassVar[ClockState]
CLOCK_STATE_UNSPECIFIED: ClockState
CLOCK_STATE_RUNNING: ClockState
CLOCK_STATE_MET: ClockState
CLOCK_STATE_BREACHED: ClockState
CLOCK_STATE_CANCELLED: ClockState

class Clock(_message.Message):
    __slots__ = ("ticket_id", "target", "priority", "state", "overdue", "started_at", "warn_at", "due_at", "warned_at", "met_at", "breached_at", "cancelled_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    WARN_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    WARNED_AT_FIELD_NUMBER: _ClassVar[int]
    MET_AT_FIELD_NUMBER: _ClassVar[int]
    BREACHED_AT_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: _events_pb2.Target
    priority: _types_pb2.Priority
    state: ClockState
    overdue: bool
    started_at: _timestamp_pb2.Timestamp
    warn_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    warned_at: _timestamp_pb2.Timestamp
    met_at: _timestamp_pb2.Timestamp
    breached_at: _timestamp_pb2.Timestamp
    cancelled_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[_events_pb2.Target, str]] = ..., priority: _Optional[_Union[_types_pb2.Priority, str]] = ..., state: _Optional[_Union[ClockState, str]] = ..., overdue: _Optional[bool] = ..., started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., warn_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., warned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., met_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., breached_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancelled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetClockRequest(_message.Message):
    __slots__ = ("ticket_id",)
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    def __init__(self, ticket_id: _Optional[str] = ...) -> None: ...

class GetClockResponse(_message.Message):
    __slots__ = ("clock",)
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    clock: Clock
    def __init__(self, clock: _Optional[_Union[Clock, _Mapping]] = ...) -> None: ...

class ListClocksRequest(_message.Message):
    __slots__ = ("state", "page_size", "cursor")
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    state: ClockState
    page_size: int
    cursor: str
    def __init__(self, state: _Optional[_Union[ClockState, str]] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListClocksResponse(_message.Message):
    __slots__ = ("clocks", "next_cursor")
    CLOCKS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    clocks: _containers.RepeatedCompositeFieldContainer[Clock]
    next_cursor: str
    def __init__(self, clocks: _Optional[_Iterable[_Union[Clock, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class GetPolicyRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PolicyTarget(_message.Message):
    __slots__ = ("priority", "first_response_seconds")
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    FIRST_RESPONSE_SECONDS_FIELD_NUMBER: _ClassVar[int]
    priority: _types_pb2.Priority
    first_response_seconds: int
    def __init__(self, priority: _Optional[_Union[_types_pb2.Priority, str]] = ..., first_response_seconds: _Optional[int] = ...) -> None: ...

class GetPolicyResponse(_message.Message):
    __slots__ = ("policy", "targets", "warn_percent")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    WARN_PERCENT_FIELD_NUMBER: _ClassVar[int]
    policy: str
    targets: _containers.RepeatedCompositeFieldContainer[PolicyTarget]
    warn_percent: int
    def __init__(self, policy: _Optional[str] = ..., targets: _Optional[_Iterable[_Union[PolicyTarget, _Mapping]]] = ..., warn_percent: _Optional[int] = ...) -> None: ...
