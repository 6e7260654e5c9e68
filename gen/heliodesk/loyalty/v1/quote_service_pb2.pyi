import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class QuotedLine(_message.Message):
    __slots__ = ("line_id", "sku", "quantity", "unit_price")
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    SKU_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    UNIT_PRICE_FIELD_NUMBER: _ClassVar[int]
    line_id: str
    sku: str
    quantity: int
    unit_price: _types_pb2.Money
    def __init__(self, line_id: _Optional[str] = ..., sku: _Optional[str] = ..., quantity: _Optional[int] = ..., unit_price: _Optional[_Union[_types_pb2.Money, _Mapping]] = ...) -> None: ...

class QuoteOrderRequest(_message.Message):
    __slots__ = ("customer_id", "country", "lines", "total")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    country: str
    lines: _containers.RepeatedCompositeFieldContainer[QuotedLine]
    total: _types_pb2.Money
    def __init__(self, customer_id: _Optional[str] = ..., country: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[QuotedLine, _Mapping]]] = ..., total: _Optional[_Union[_types_pb2.Money, _Mapping]] = ...) -> None: ...

class Quote(_message.Message):
    __slots__ = ("line_id", "campaign_id", "points", "rule", "budgeted")
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    BUDGETED_FIELD_NUMBER: _ClassVar[int]
    line_id: str
    campaign_id: str
    points: int
    rule: str
    budgeted: bool
    def __init__(self, line_id: _Optional[str] = ..., campaign_id: _Optional[str] = ..., points: _Optional[int] = ..., rule: _Optional[str] = ..., budgeted: _Optional[bool] = ...) -> None: ...

class QuoteOrderResponse(_message.Message):
    __slots__ = ("points", "bonus", "quotes", "tier", "available_at", "expires_at", "tier_after", "revision")
    POINTS_FIELD_NUMBER: _ClassVar[int]
    BONUS_FIELD_NUMBER: _ClassVar[int]
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_AT_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    TIER_AFTER_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    points: int
    bonus: int
    quotes: _containers.RepeatedCompositeFieldContainer[Quote]
    tier: str
    available_at: _timestamp_pb2.Timestamp
    expires_at: _timestamp_pb2.Timestamp
    tier_after: str
    revision: int
    def __init__(self, points: _Optional[int] = ..., bonus: _Optional[int] = ..., quotes: _Optional[_Iterable[_Union[Quote, _Mapping]]] = ..., tier: _Optional[str] = ..., available_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expires_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., tier_after: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...
