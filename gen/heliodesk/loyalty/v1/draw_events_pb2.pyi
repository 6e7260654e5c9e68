import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.loyalty.v1 import draw_types_pb2 as _draw_types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DrawScheduled(_message.Message):
    __slots__ = ("draw_id", "rules", "rules_hash", "commitment", "scheduled_at", "closes_at")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    RULES_HASH_FIELD_NUMBER: _ClassVar[int]
    COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    SCHEDULED_AT_FIELD_NUMBER: _ClassVar[int]
    CLOSES_AT_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    rules: _draw_types_pb2.DrawRules
    rules_hash: str
    commitment: str
    scheduled_at: _timestamp_pb2.Timestamp
    closes_at: _timestamp_pb2.Timestamp
    def __init__(self, draw_id: _Optional[str] = ..., rules: _Optional[_Union[_draw_types_pb2.DrawRules, _Mapping]] = ..., rules_hash: _Optional[str] = ..., commitment: _Optional[str] = ..., scheduled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., closes_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DrawEntered(_message.Message):
    __slots__ = ("draw_id", "number", "participant_id", "entries", "entry_hash", "list_hash", "redemption_id", "customer_id", "entered_at")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    PARTICIPANT_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    LIST_HASH_FIELD_NUMBER: _ClassVar[int]
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTERED_AT_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    number: int
    participant_id: str
    entries: int
    entry_hash: str
    list_hash: str
    redemption_id: str
    customer_id: str
    entered_at: _timestamp_pb2.Timestamp
    def __init__(self, draw_id: _Optional[str] = ..., number: _Optional[int] = ..., participant_id: _Optional[str] = ..., entries: _Optional[int] = ..., entry_hash: _Optional[str] = ..., list_hash: _Optional[str] = ..., redemption_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., entered_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DrawClosed(_message.Message):
    __slots__ = ("draw_id", "places", "entries", "list_hash", "closed_at")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    LIST_HASH_FIELD_NUMBER: _ClassVar[int]
    CLOSED_AT_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    places: int
    entries: int
    list_hash: str
    closed_at: _timestamp_pb2.Timestamp
    def __init__(self, draw_id: _Optional[str] = ..., places: _Optional[int] = ..., entries: _Optional[int] = ..., list_hash: _Optional[str] = ..., closed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DrawCompleted(_message.Message):
    __slots__ = ("draw_id", "seed", "commitment", "rules_hash", "list_hash", "places", "entries", "participants", "winners", "completed_at")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    RULES_HASH_FIELD_NUMBER: _ClassVar[int]
    LIST_HASH_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    PARTICIPANTS_FIELD_NUMBER: _ClassVar[int]
    WINNERS_FIELD_NUMBER: _ClassVar[int]
    COMPLETED_AT_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    seed: str
    commitment: str
    rules_hash: str
    list_hash: str
    places: int
    entries: int
    participants: int
    winners: _containers.RepeatedCompositeFieldContainer[_draw_types_pb2.DrawWinner]
    completed_at: _timestamp_pb2.Timestamp
    def __init__(self, draw_id: _Optional[str] = ..., seed: _Optional[str] = ..., commitment: _Optional[str] = ..., rules_hash: _Optional[str] = ..., list_hash: _Optional[str] = ..., places: _Optional[int] = ..., entries: _Optional[int] = ..., participants: _Optional[int] = ..., winners: _Optional[_Iterable[_Union[_draw_types_pb2.DrawWinner, _Mapping]]] = ..., completed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DrawCancelled(_message.Message):
    __slots__ = ("draw_id", "reason", "actor", "seed", "commitment", "list_hash", "places", "cancelled_at")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    LIST_HASH_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    reason: str
    actor: str
    seed: str
    commitment: str
    list_hash: str
    places: int
    cancelled_at: _timestamp_pb2.Timestamp
    def __init__(self, draw_id: _Optional[str] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ..., seed: _Optional[str] = ..., commitment: _Optional[str] = ..., list_hash: _Optional[str] = ..., places: _Optional[int] = ..., cancelled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DrawEntryReturned(_message.Message):
    __slots__ = ("draw_id", "redemption_id", "customer_id", "entries", "reason", "returned_at")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RETURNED_AT_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    redemption_id: str
    customer_id: str
    entries: int
    reason: str
    returned_at: _timestamp_pb2.Timestamp
    def __init__(self, draw_id: _Optional[str] = ..., redemption_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., entries: _Optional[int] = ..., reason: _Optional[str] = ..., returned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
