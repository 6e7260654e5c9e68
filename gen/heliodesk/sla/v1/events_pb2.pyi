import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.ticketing.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Target(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TARGET_UNSPECIFIED: _ClassVar[Target]
    TARGET_FIRST_RESPONSE: _ClassVar[Target]
TARGET_UNSPECIFIED: Target
TARGET_FIRST_RESPONSE: Target

class ClockStarted(_message.Message):
    __slots__ = ("ticket_id", "target", "priority", "started_at", "warn_at", "due_at", "policy")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    WARN_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: Target
    priority: _types_pb2.Priority
    started_at: _timestamp_pb2.Timestamp
    warn_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    policy: str
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[Target, str]] = ..., priority: _Optional[_Union[_types_pb2.Priority, str]] = ..., started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., warn_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., policy: _Optional[str] = ...) -> None: ...

class ClockReplanned(_message.Message):
    __slots__ = ("ticket_id", "target", "priority", "warn_at", "due_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    WARN_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: Target
    priority: _types_pb2.Priority
    warn_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[Target, str]] = ..., priority: _Optional[_Union[_types_pb2.Priority, str]] = ..., warn_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ClockWarned(_message.Message):
    __slots__ = ("ticket_id", "target", "warned_at", "due_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    WARNED_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: Target
    warned_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[Target, str]] = ..., warned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ClockBreached(_message.Message):
    __slots__ = ("ticket_id", "target", "breached_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    BREACHED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: Target
    breached_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[Target, str]] = ..., breached_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ClockMet(_message.Message):
    __slots__ = ("ticket_id", "target", "met_at", "due_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    MET_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: Target
    met_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[Target, str]] = ..., met_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ClockCancelled(_message.Message):
    __slots__ = ("ticket_id", "target", "cancelled_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: Target
    cancelled_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[Target, str]] = ..., cancelled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
