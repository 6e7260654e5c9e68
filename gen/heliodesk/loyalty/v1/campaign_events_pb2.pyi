import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BonusGranted(_message.Message):
    __slots__ = ("customer_id", "campaign_id", "revision", "order_id", "line_id", "points", "requested", "left", "granted_at")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    GRANTED_AT_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    campaign_id: str
    revision: int
    order_id: str
    line_id: str
    points: int
    requested: int
    left: int
    granted_at: _timestamp_pb2.Timestamp
    def __init__(self, customer_id: _Optional[str] = ..., campaign_id: _Optional[str] = ..., revision: _Optional[int] = ..., order_id: _Optional[str] = ..., line_id: _Optional[str] = ..., points: _Optional[int] = ..., requested: _Optional[int] = ..., left: _Optional[int] = ..., granted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class BonusRefused(_message.Message):
    __slots__ = ("customer_id", "campaign_id", "revision", "order_id", "line_id", "points", "reason", "refused_at")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REFUSED_AT_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    campaign_id: str
    revision: int
    order_id: str
    line_id: str
    points: int
    reason: str
    refused_at: _timestamp_pb2.Timestamp
    def __init__(self, customer_id: _Optional[str] = ..., campaign_id: _Optional[str] = ..., revision: _Optional[int] = ..., order_id: _Optional[str] = ..., line_id: _Optional[str] = ..., points: _Optional[int] = ..., reason: _Optional[str] = ..., refused_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class BudgetExhausted(_message.Message):
    __slots__ = ("campaign_id", "total", "bonuses", "exhausted_at")
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    BONUSES_FIELD_NUMBER: _ClassVar[int]
    EXHAUSTED_AT_FIELD_NUMBER: _ClassVar[int]
    campaign_id: str
    total: int
    bonuses: int
    exhausted_at: _timestamp_pb2.Timestamp
    def __init__(self, campaign_id: _Optional[str] = ..., total: _Optional[int] = ..., bonuses: _Optional[int] = ..., exhausted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
