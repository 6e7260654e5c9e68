import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.loyalty.v1 import correction_types_pb2 as _correction_types_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CorrectionProposed(_message.Message):
    __slots__ = ("correction_id", "customer_id", "points", "kind", "reason", "ticket_id", "proposed_by", "limit", "proposed_at", "reward_id", "worth")
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    WORTH_FIELD_NUMBER: _ClassVar[int]
    correction_id: str
    customer_id: str
    points: int
    kind: _correction_types_pb2.CorrectionKind
    reason: str
    ticket_id: str
    proposed_by: str
    limit: int
    proposed_at: _timestamp_pb2.Timestamp
    reward_id: str
    worth: int
    def __init__(self, correction_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., points: _Optional[int] = ..., kind: _Optional[_Union[_correction_types_pb2.CorrectionKind, str]] = ..., reason: _Optional[str] = ..., ticket_id: _Optional[str] = ..., proposed_by: _Optional[str] = ..., limit: _Optional[int] = ..., proposed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reward_id: _Optional[str] = ..., worth: _Optional[int] = ...) -> None: ...

class CorrectionApproved(_message.Message):
    __slots__ = ("correction_id", "customer_id", "points", "kind", "reason", "ticket_id", "proposed_by", "approved_by", "approved_at", "reward_id", "worth")
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_AT_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    WORTH_FIELD_NUMBER: _ClassVar[int]
    correction_id: str
    customer_id: str
    points: int
    kind: _correction_types_pb2.CorrectionKind
    reason: str
    ticket_id: str
    proposed_by: str
    approved_by: str
    approved_at: _timestamp_pb2.Timestamp
    reward_id: str
    worth: int
    def __init__(self, correction_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., points: _Optional[int] = ..., kind: _Optional[_Union[_correction_types_pb2.CorrectionKind, str]] = ..., reason: _Optional[str] = ..., ticket_id: _Optional[str] = ..., proposed_by: _Optional[str] = ..., approved_by: _Optional[str] = ..., approved_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reward_id: _Optional[str] = ..., worth: _Optional[int] = ...) -> None: ...

class CorrectionRejected(_message.Message):
    __slots__ = ("correction_id", "customer_id", "points", "rejected_by", "reason", "rejected_at", "ticket_id", "reward_id")
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REJECTED_BY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REJECTED_AT_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    correction_id: str
    customer_id: str
    points: int
    rejected_by: str
    reason: str
    rejected_at: _timestamp_pb2.Timestamp
    ticket_id: str
    reward_id: str
    def __init__(self, correction_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., points: _Optional[int] = ..., rejected_by: _Optional[str] = ..., reason: _Optional[str] = ..., rejected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ticket_id: _Optional[str] = ..., reward_id: _Optional[str] = ...) -> None: ...
