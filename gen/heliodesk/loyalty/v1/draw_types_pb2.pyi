import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Prize(_message.Message):
    __slots__ = ("prize_id", "name", "winners")
    PRIZE_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WINNERS_FIELD_NUMBER: _ClassVar[int]
    prize_id: str
    name: str
    winners: int
    def __init__(self, prize_id: _Optional[str] = ..., name: _Optional[str] = ..., winners: _Optional[int] = ...) -> None: ...

class DrawRules(_message.Message):
    __slots__ = ("title", "prizes", "points_per_entry", "entries_per_member", "opens_at", "closes_at", "markets", "tiers")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    PRIZES_FIELD_NUMBER: _ClassVar[int]
    POINTS_PER_ENTRY_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_PER_MEMBER_FIELD_NUMBER: _ClassVar[int]
    OPENS_AT_FIELD_NUMBER: _ClassVar[int]
    CLOSES_AT_FIELD_NUMBER: _ClassVar[int]
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    TIERS_FIELD_NUMBER: _ClassVar[int]
    title: str
    prizes: _containers.RepeatedCompositeFieldContainer[Prize]
    points_per_entry: int
    entries_per_member: int
    opens_at: _timestamp_pb2.Timestamp
    closes_at: _timestamp_pb2.Timestamp
    markets: _containers.RepeatedScalarFieldContainer[str]
    tiers: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, title: _Optional[str] = ..., prizes: _Optional[_Iterable[_Union[Prize, _Mapping]]] = ..., points_per_entry: _Optional[int] = ..., entries_per_member: _Optional[int] = ..., opens_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., closes_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., markets: _Optional[_Iterable[str]] = ..., tiers: _Optional[_Iterable[str]] = ...) -> None: ...

class DrawWinner(_message.Message):
    __slots__ = ("prize_id", "participant_id", "customer_id")
    PRIZE_ID_FIELD_NUMBER: _ClassVar[int]
    PARTICIPANT_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    prize_id: str
    participant_id: str
    customer_id: str
    def __init__(self, prize_id: _Optional[str] = ..., participant_id: _Optional[str] = ..., customer_id: _Optional[str] = ...) -> None: ...
