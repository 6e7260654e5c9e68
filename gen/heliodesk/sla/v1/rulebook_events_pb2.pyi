import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.sla.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CalendarPublished(_message.Message):
    __slots__ = ("calendar", "revision")
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    calendar: _types_pb2.Calendar
    revision: int
    def __init__(self, calendar: _Optional[_Union[_types_pb2.Calendar, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class TeamPublished(_message.Message):
    __slots__ = ("team", "revision")
    TEAM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    team: _types_pb2.Team
    revision: int
    def __init__(self, team: _Optional[_Union[_types_pb2.Team, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class PolicyPublished(_message.Message):
    __slots__ = ("policy", "revision")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    policy: _types_pb2.Policy
    revision: int
    def __init__(self, policy: _Optional[_Union[_types_pb2.Policy, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class OnCallPublished(_message.Message):
    __slots__ = ("managers", "revision", "published_at")
    MANAGERS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    managers: _containers.RepeatedCompositeFieldContainer[_types_pb2.OnCallManager]
    revision: int
    published_at: _timestamp_pb2.Timestamp
    def __init__(self, managers: _Optional[_Iterable[_Union[_types_pb2.OnCallManager, _Mapping]]] = ..., revision: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CoverageGapFound(_message.Message):
    __slots__ = ("language", "to", "holidays", "team_ids", "found_at", "look_at")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    HOLIDAYS_FIELD_NUMBER: _ClassVar[int]
    TEAM_IDS_FIELD_NUMBER: _ClassVar[int]
    FOUND_AT_FIELD_NUMBER: _ClassVar[int]
    LOOK_AT_FIELD_NUMBER: _ClassVar[int]
    language: str
    to: _timestamp_pb2.Timestamp
    holidays: _containers.RepeatedScalarFieldContainer[str]
    team_ids: _containers.RepeatedScalarFieldContainer[str]
    found_at: _timestamp_pb2.Timestamp
    look_at: _timestamp_pb2.Timestamp
    def __init__(self, language: _Optional[str] = ..., to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., holidays: _Optional[_Iterable[str]] = ..., team_ids: _Optional[_Iterable[str]] = ..., found_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., look_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., **kwargs) -> None: ...
