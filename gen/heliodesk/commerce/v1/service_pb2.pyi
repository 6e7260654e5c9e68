import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from heliodesk.commerce.v1 import events_pb2 as _events_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RecordOrderFactRequest(_message.Message):
    __slots__ = ("order_id", "fact_id", "occurred_at", "placed", "paid", "shipped", "delayed", "delivered", "cancelled", "refunded")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    FACT_ID_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    PLACED_FIELD_NUMBER: _ClassVar[int]
    PAID_FIELD_NUMBER: _ClassVar[int]
    SHIPPED_FIELD_NUMBER: _ClassVar[int]
    DELAYED_FIELD_NUMBER: _ClassVar[int]
    DELIVERED_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    REFUNDED_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    fact_id: str
    occurred_at: _timestamp_pb2.Timestamp
    placed: Placed
    paid: Paid
    shipped: Shipped
    delayed: Delayed
    delivered: Delivered
    cancelled: Cancelled
    refunded: Refunded
    def __init__(self, order_id: _Optional[str] = ..., fact_id: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., placed: _Optional[_Union[Placed, _Mapping]] = ..., paid: _Optional[_Union[Paid, _Mapping]] = ..., shipped: _Optional[_Union[Shipped, _Mapping]] = ..., delayed: _Optional[_Union[Delayed, _Mapping]] = ..., delivered: _Optional[_Union[Delivered, _Mapping]] = ..., cancelled: _Optional[_Union[Cancelled, _Mapping]] = ..., refunded: _Optional[_Union[Refunded, _Mapping]] = ...) -> None: ...

class Placed(_message.Message):
    __slots__ = ("customer_id", "country", "lines", "total")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    country: str
    lines: _containers.RepeatedCompositeFieldContainer[_events_pb2.OrderLine]
    total: _types_pb2.Money
    def __init__(self, customer_id: _Optional[str] = ..., country: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[_events_pb2.OrderLine, _Mapping]]] = ..., total: _Optional[_Union[_types_pb2.Money, _Mapping]] = ...) -> None: ...

class Paid(_message.Message):
    __slots__ = ("amount",)
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    amount: _types_pb2.Money
    def __init__(self, amount: _Optional[_Union[_types_pb2.Money, _Mapping]] = ...) -> None: ...

class Shipped(_message.Message):
    __slots__ = ("carrier", "tracking_number", "expected_at")
    CARRIER_FIELD_NUMBER: _ClassVar[int]
    TRACKING_NUMBER_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_AT_FIELD_NUMBER: _ClassVar[int]
    carrier: str
    tracking_number: str
    expected_at: _timestamp_pb2.Timestamp
    def __init__(self, carrier: _Optional[str] = ..., tracking_number: _Optional[str] = ..., expected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Delayed(_message.Message):
    __slots__ = ("expected_at", "reason")
    EXPECTED_AT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    expected_at: _timestamp_pb2.Timestamp
    reason: str
    def __init__(self, expected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class Delivered(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Cancelled(_message.Message):
    __slots__ = ("reason",)
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...

class Refunded(_message.Message):
    __slots__ = ("refund_id", "amount", "lines")
    REFUND_ID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    refund_id: str
    amount: _types_pb2.Money
    lines: _containers.RepeatedCompositeFieldContainer[_events_pb2.RefundedLine]
    def __init__(self, refund_id: _Optional[str] = ..., amount: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., lines: _Optional[_Iterable[_Union[_events_pb2.RefundedLine, _Mapping]]] = ...) -> None: ...

class RecordOrderFactResponse(_message.Message):
    __slots__ = ("order_id", "fact_id", "fact_count")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    FACT_ID_FIELD_NUMBER: _ClassVar[int]
    FACT_COUNT_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    fact_id: str
    fact_count: int
    def __init__(self, order_id: _Optional[str] = ..., fact_id: _Optional[str] = ..., fact_count: _Optional[int] = ...) -> None: ...
