import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CorrectionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CORRECTION_KIND_UNSPECIFIED: _ClassVar[CorrectionKind]
    CORRECTION_KIND_CORRECTION: _ClassVar[CorrectionKind]
    CORRECTION_KIND_GRANT: _ClassVar[CorrectionKind]

class CorrectionState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CORRECTION_STATE_UNSPECIFIED: _ClassVar[CorrectionState]
    CORRECTION_STATE_PROPOSED: _ClassVar[CorrectionState]
    CORRECTION_STATE_APPROVED: _ClassVar[CorrectionState]
    CORRECTION_STATE_REJECTED: _ClassVar[CorrectionState]
CORRECTION_KIND_UNSPECIFIED: CorrectionKind
CORRECTION_KIND_CORRECTION: CorrectionKind
CORRECTION_KIND_GRANT: CorrectionKind
CORRECTION_STATE_UNSPECIFIED: CorrectionState
CORRECTION_STATE_PROPOSED: CorrectionState
CORRECTION_STATE_APPROVED: CorrectionState
CORRECTION_STATE_REJECTED: CorrectionState

class Correction(_message.Message):
    __slots__ = ("correction_id", "customer_id", "points", "kind", "reason", "ticket_id", "proposed_by", "proposed_at", "limit", "state", "decided_by", "decided_at", "rejected_because", "reward_id", "worth")
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    DECIDED_AT_FIELD_NUMBER: _ClassVar[int]
    REJECTED_BECAUSE_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    WORTH_FIELD_NUMBER: _ClassVar[int]
    correction_id: str
    customer_id: str
    points: int
    kind: CorrectionKind
    reason: str
    ticket_id: str
    proposed_by: str
    proposed_at: _timestamp_pb2.Timestamp
    limit: int
    state: CorrectionState
    decided_by: str
    decided_at: _timestamp_pb2.Timestamp
    rejected_because: str
    reward_id: str
    worth: int
    def __init__(self, correction_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., points: _Optional[int] = ..., kind: _Optional[_Union[CorrectionKind, str]] = ..., reason: _Optional[str] = ..., ticket_id: _Optional[str] = ..., proposed_by: _Optional[str] = ..., proposed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ..., state: _Optional[_Union[CorrectionState, str]] = ..., decided_by: _Optional[str] = ..., decided_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., rejected_because: _Optional[str] = ..., reward_id: _Optional[str] = ..., worth: _Optional[int] = ...) -> None: ...
