import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.loyalty.v1 import programme_types_pb2 as _programme_types_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CouponIssued(_message.Message):
    __slots__ = ("redemption_id", "customer_id", "reward_id", "revision", "kind", "points", "stocked", "issued_at", "actor", "reason", "ticket_id")
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    STOCKED_FIELD_NUMBER: _ClassVar[int]
    ISSUED_AT_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    redemption_id: str
    customer_id: str
    reward_id: str
    revision: int
    kind: _programme_types_pb2.RewardKind
    points: int
    stocked: bool
    issued_at: _timestamp_pb2.Timestamp
    actor: str
    reason: str
    ticket_id: str
    def __init__(self, redemption_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., reward_id: _Optional[str] = ..., revision: _Optional[int] = ..., kind: _Optional[_Union[_programme_types_pb2.RewardKind, str]] = ..., points: _Optional[int] = ..., stocked: _Optional[bool] = ..., issued_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ..., ticket_id: _Optional[str] = ...) -> None: ...

class CouponUsed(_message.Message):
    __slots__ = ("redemption_id", "customer_id", "reward_id", "order_id", "market", "used_at")
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    USED_AT_FIELD_NUMBER: _ClassVar[int]
    redemption_id: str
    customer_id: str
    reward_id: str
    order_id: str
    market: str
    used_at: _timestamp_pb2.Timestamp
    def __init__(self, redemption_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., reward_id: _Optional[str] = ..., order_id: _Optional[str] = ..., market: _Optional[str] = ..., used_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CouponReleased(_message.Message):
    __slots__ = ("redemption_id", "customer_id", "reward_id", "order_id", "released_at")
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    RELEASED_AT_FIELD_NUMBER: _ClassVar[int]
    redemption_id: str
    customer_id: str
    reward_id: str
    order_id: str
    released_at: _timestamp_pb2.Timestamp
    def __init__(self, redemption_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., reward_id: _Optional[str] = ..., order_id: _Optional[str] = ..., released_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CouponCancelled(_message.Message):
    __slots__ = ("redemption_id", "customer_id", "reward_id", "points", "stocked", "reason", "actor", "cancelled_at")
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    STOCKED_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    redemption_id: str
    customer_id: str
    reward_id: str
    points: int
    stocked: bool
    reason: str
    actor: str
    cancelled_at: _timestamp_pb2.Timestamp
    def __init__(self, redemption_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., reward_id: _Optional[str] = ..., points: _Optional[int] = ..., stocked: _Optional[bool] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ..., cancelled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
