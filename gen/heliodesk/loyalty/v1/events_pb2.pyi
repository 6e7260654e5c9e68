import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PointsEarned(_message.Message):
    __slots__ = ("customer_id", "entry_id", "order_id", "points", "amount", "rule", "balance", "earned_at")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    EARNED_AT_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    order_id: str
    points: int
    amount: _types_pb2.Money
    rule: str
    balance: int
    earned_at: _timestamp_pb2.Timestamp
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., order_id: _Optional[str] = ..., points: _Optional[int] = ..., amount: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., rule: _Optional[str] = ..., balance: _Optional[int] = ..., earned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PointsClawedBack(_message.Message):
    __slots__ = ("customer_id", "entry_id", "order_id", "refund_id", "points", "amount", "rule", "balance", "clawed_back_at")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    REFUND_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    CLAWED_BACK_AT_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    order_id: str
    refund_id: str
    points: int
    amount: _types_pb2.Money
    rule: str
    balance: int
    clawed_back_at: _timestamp_pb2.Timestamp
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., order_id: _Optional[str] = ..., refund_id: _Optional[str] = ..., points: _Optional[int] = ..., amount: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., rule: _Optional[str] = ..., balance: _Optional[int] = ..., clawed_back_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
