import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.loyalty.v1 import draw_types_pb2 as _draw_types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DrawStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DRAW_STATUS_UNSPECIFIED: _ClassVar[DrawStatus]
    DRAW_STATUS_SCHEDULED: _ClassVar[DrawStatus]
    DRAW_STATUS_OPEN: _ClassVar[DrawStatus]
    DRAW_STATUS_CLOSED: _ClassVar[DrawStatus]
    DRAW_STATUS_COMPLETED: _ClassVar[DrawStatus]
    DRAW_STATUS_CANCELLED: _ClassVar[DrawStatus]
DRAW_STATUS_UNSPECIFIED: DrawStatus
DRAW_STATUS_SCHEDULED: DrawStatus
DRAW_STATUS_OPEN: DrawStatus
DRAW_STATUS_CLOSED: DrawStatus
DRAW_STATUS_COMPLETED: DrawStatus
DRAW_STATUS_CANCELLED: DrawStatus

class Draw(_message.Message):
    __slots__ = ("draw_id", "rules", "status", "commitment", "rules_hash", "places", "entries", "list_hash", "seed", "winners", "scheduled_at", "completed_at", "cancelled_at", "cancel_reason")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    RULES_HASH_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    LIST_HASH_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    WINNERS_FIELD_NUMBER: _ClassVar[int]
    SCHEDULED_AT_FIELD_NUMBER: _ClassVar[int]
    COMPLETED_AT_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    CANCEL_REASON_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    rules: _draw_types_pb2.DrawRules
    status: DrawStatus
    commitment: str
    rules_hash: str
    places: int
    entries: int
    list_hash: str
    seed: str
    winners: _containers.RepeatedCompositeFieldContainer[_draw_types_pb2.DrawWinner]
    scheduled_at: _timestamp_pb2.Timestamp
    completed_at: _timestamp_pb2.Timestamp
    cancelled_at: _timestamp_pb2.Timestamp
    cancel_reason: str
    def __init__(self, draw_id: _Optional[str] = ..., rules: _Optional[_Union[_draw_types_pb2.DrawRules, _Mapping]] = ..., status: _Optional[_Union[DrawStatus, str]] = ..., commitment: _Optional[str] = ..., rules_hash: _Optional[str] = ..., places: _Optional[int] = ..., entries: _Optional[int] = ..., list_hash: _Optional[str] = ..., seed: _Optional[str] = ..., winners: _Optional[_Iterable[_Union[_draw_types_pb2.DrawWinner, _Mapping]]] = ..., scheduled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., completed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancelled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancel_reason: _Optional[str] = ...) -> None: ...

class ScheduleDrawRequest(_message.Message):
    __slots__ = ("draw_id", "rules")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    rules: _draw_types_pb2.DrawRules
    def __init__(self, draw_id: _Optional[str] = ..., rules: _Optional[_Union[_draw_types_pb2.DrawRules, _Mapping]] = ...) -> None: ...

class ScheduleDrawResponse(_message.Message):
    __slots__ = ("draw",)
    DRAW_FIELD_NUMBER: _ClassVar[int]
    draw: Draw
    def __init__(self, draw: _Optional[_Union[Draw, _Mapping]] = ...) -> None: ...

class GetDrawRequest(_message.Message):
    __slots__ = ("draw_id",)
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    def __init__(self, draw_id: _Optional[str] = ...) -> None: ...

class GetDrawResponse(_message.Message):
    __slots__ = ("draw",)
    DRAW_FIELD_NUMBER: _ClassVar[int]
    draw: Draw
    def __init__(self, draw: _Optional[_Union[Draw, _Mapping]] = ...) -> None: ...

class ListDrawsRequest(_message.Message):
    __slots__ = ("customer_id", "page_size", "cursor")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    page_size: int
    cursor: str
    def __init__(self, customer_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListDrawsResponse(_message.Message):
    __slots__ = ("draws", "next_cursor")
    DRAWS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    draws: _containers.RepeatedCompositeFieldContainer[Draw]
    next_cursor: str
    def __init__(self, draws: _Optional[_Iterable[_Union[Draw, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class EnterDrawRequest(_message.Message):
    __slots__ = ("draw_id", "customer_id", "entries")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    customer_id: str
    entries: int
    def __init__(self, draw_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., entries: _Optional[int] = ...) -> None: ...

class EnterDrawResponse(_message.Message):
    __slots__ = ("redemption_id", "participant_id", "entries", "points", "balance")
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    PARTICIPANT_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    redemption_id: str
    participant_id: str
    entries: int
    points: int
    balance: int
    def __init__(self, redemption_id: _Optional[str] = ..., participant_id: _Optional[str] = ..., entries: _Optional[int] = ..., points: _Optional[int] = ..., balance: _Optional[int] = ...) -> None: ...

class ListDrawEntriesRequest(_message.Message):
    __slots__ = ("draw_id", "customer_id")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    customer_id: str
    def __init__(self, draw_id: _Optional[str] = ..., customer_id: _Optional[str] = ...) -> None: ...

class DrawEntry(_message.Message):
    __slots__ = ("number", "participant_id", "entries", "entry_hash")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    PARTICIPANT_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    number: int
    participant_id: str
    entries: int
    entry_hash: str
    def __init__(self, number: _Optional[int] = ..., participant_id: _Optional[str] = ..., entries: _Optional[int] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class ListDrawEntriesResponse(_message.Message):
    __slots__ = ("participant_id", "entries")
    PARTICIPANT_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    participant_id: str
    entries: _containers.RepeatedCompositeFieldContainer[DrawEntry]
    def __init__(self, participant_id: _Optional[str] = ..., entries: _Optional[_Iterable[_Union[DrawEntry, _Mapping]]] = ...) -> None: ...

class CancelDrawRequest(_message.Message):
    __slots__ = ("draw_id", "reason", "actor")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    reason: str
    actor: str
    def __init__(self, draw_id: _Optional[str] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class CancelDrawResponse(_message.Message):
    __slots__ = ("draw",)
    DRAW_FIELD_NUMBER: _ClassVar[int]
    draw: Draw
    def __init__(self, draw: _Optional[_Union[Draw, _Mapping]] = ...) -> None: ...

class GetDrawProofRequest(_message.Message):
    __slots__ = ("draw_id", "page_size", "cursor")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    page_size: int
    cursor: str
    def __init__(self, draw_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ProvenWinner(_message.Message):
    __slots__ = ("prize_id", "participant_id")
    PRIZE_ID_FIELD_NUMBER: _ClassVar[int]
    PARTICIPANT_ID_FIELD_NUMBER: _ClassVar[int]
    prize_id: str
    participant_id: str
    def __init__(self, prize_id: _Optional[str] = ..., participant_id: _Optional[str] = ...) -> None: ...

class GetDrawProofResponse(_message.Message):
    __slots__ = ("draw_id", "rules", "status", "rules_hash", "commitment", "seed", "list_hash", "places", "winners", "entries", "next_cursor")
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RULES_HASH_FIELD_NUMBER: _ClassVar[int]
    COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    LIST_HASH_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    WINNERS_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    draw_id: str
    rules: _draw_types_pb2.DrawRules
    status: DrawStatus
    rules_hash: str
    commitment: str
    seed: str
    list_hash: str
    places: int
    winners: _containers.RepeatedCompositeFieldContainer[ProvenWinner]
    entries: _containers.RepeatedCompositeFieldContainer[DrawEntry]
    next_cursor: str
    def __init__(self, draw_id: _Optional[str] = ..., rules: _Optional[_Union[_draw_types_pb2.DrawRules, _Mapping]] = ..., status: _Optional[_Union[DrawStatus, str]] = ..., rules_hash: _Optional[str] = ..., commitment: _Optional[str] = ..., seed: _Optional[str] = ..., list_hash: _Optional[str] = ..., places: _Optional[int] = ..., winners: _Optional[_Iterable[_Union[ProvenWinner, _Mapping]]] = ..., entries: _Optional[_Iterable[_Union[DrawEntry, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...
