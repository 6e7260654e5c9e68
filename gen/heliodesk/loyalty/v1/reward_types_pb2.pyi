import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from heliodesk.loyalty.v1 import programme_types_pb2 as _programme_types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RedemptionStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REDEMPTION_STATUS_UNSPECIFIED: _ClassVar[RedemptionStatus]
    REDEMPTION_STATUS_ISSUED: _ClassVar[RedemptionStatus]
    REDEMPTION_STATUS_USED: _ClassVar[RedemptionStatus]
    REDEMPTION_STATUS_CANCELLED: _ClassVar[RedemptionStatus]
    REDEMPTION_STATUS_ABANDONED: _ClassVar[RedemptionStatus]
REDEMPTION_STATUS_UNSPECIFIED: RedemptionStatus
REDEMPTION_STATUS_ISSUED: RedemptionStatus
REDEMPTION_STATUS_USED: RedemptionStatus
REDEMPTION_STATUS_CANCELLED: RedemptionStatus
REDEMPTION_STATUS_ABANDONED: RedemptionStatus

class CouponTerm(_message.Message):
    __slots__ = ("market", "valid_until", "value")
    MARKET_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    market: str
    valid_until: _timestamp_pb2.Timestamp
    value: _types_pb2.Money
    def __init__(self, market: _Optional[str] = ..., valid_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., value: _Optional[_Union[_types_pb2.Money, _Mapping]] = ...) -> None: ...

class Redemption(_message.Message):
    __slots__ = ("redemption_id", "customer_id", "reward_id", "revision", "kind", "points", "status", "code", "terms", "redeemed_at", "refers_to", "order_id", "market", "used_at", "cancelled_at", "cancelled_for", "cancelled_by", "actor", "reason", "ticket_id")
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    TERMS_FIELD_NUMBER: _ClassVar[int]
    REDEEMED_AT_FIELD_NUMBER: _ClassVar[int]
    REFERS_TO_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    USED_AT_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FOR_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_BY_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    redemption_id: str
    customer_id: str
    reward_id: str
    revision: int
    kind: _programme_types_pb2.RewardKind
    points: int
    status: RedemptionStatus
    code: str
    terms: _containers.RepeatedCompositeFieldContainer[CouponTerm]
    redeemed_at: _timestamp_pb2.Timestamp
    refers_to: str
    order_id: str
    market: str
    used_at: _timestamp_pb2.Timestamp
    cancelled_at: _timestamp_pb2.Timestamp
    cancelled_for: str
    cancelled_by: str
    actor: str
    reason: str
    ticket_id: str
    def __init__(self, redemption_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., reward_id: _Optional[str] = ..., revision: _Optional[int] = ..., kind: _Optional[_Union[_programme_types_pb2.RewardKind, str]] = ..., points: _Optional[int] = ..., status: _Optional[_Union[RedemptionStatus, str]] = ..., code: _Optional[str] = ..., terms: _Optional[_Iterable[_Union[CouponTerm, _Mapping]]] = ..., redeemed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., refers_to: _Optional[str] = ..., order_id: _Optional[str] = ..., market: _Optional[str] = ..., used_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancelled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancelled_for: _Optional[str] = ..., cancelled_by: _Optional[str] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ..., ticket_id: _Optional[str] = ...) -> None: ...

class OfferedReward(_message.Message):
    __slots__ = ("reward_id", "kind", "name", "points", "affordable", "refusal", "missing_points", "left", "valid_days", "value", "refers_to")
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    AFFORDABLE_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_FIELD_NUMBER: _ClassVar[int]
    MISSING_POINTS_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    VALID_DAYS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    REFERS_TO_FIELD_NUMBER: _ClassVar[int]
    reward_id: str
    kind: _programme_types_pb2.RewardKind
    name: str
    points: int
    affordable: bool
    refusal: str
    missing_points: int
    left: int
    valid_days: int
    value: _types_pb2.Money
    refers_to: str
    def __init__(self, reward_id: _Optional[str] = ..., kind: _Optional[_Union[_programme_types_pb2.RewardKind, str]] = ..., name: _Optional[str] = ..., points: _Optional[int] = ..., affordable: _Optional[bool] = ..., refusal: _Optional[str] = ..., missing_points: _Optional[int] = ..., left: _Optional[int] = ..., valid_days: _Optional[int] = ..., value: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., refers_to: _Optional[str] = ...) -> None: ...
