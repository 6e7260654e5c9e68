import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.loyalty.v1 import programme_types_pb2 as _programme_types_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ContentStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONTENT_STATUS_UNSPECIFIED: _ClassVar[ContentStatus]
    CONTENT_STATUS_SUBMITTED: _ClassVar[ContentStatus]
    CONTENT_STATUS_APPROVED: _ClassVar[ContentStatus]
    CONTENT_STATUS_REJECTED: _ClassVar[ContentStatus]
    CONTENT_STATUS_WITHDRAWN: _ClassVar[ContentStatus]
CONTENT_STATUS_UNSPECIFIED: ContentStatus
CONTENT_STATUS_SUBMITTED: ContentStatus
CONTENT_STATUS_APPROVED: ContentStatus
CONTENT_STATUS_REJECTED: ContentStatus
CONTENT_STATUS_WITHDRAWN: ContentStatus

class Content(_message.Message):
    __slots__ = ("content_id", "customer_id", "kind", "sku", "order_id", "url", "status", "points", "capped", "reason", "moderator", "submitted_at", "moderated_at", "withdrawn_at")
    CONTENT_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SKU_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    CAPPED_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MODERATOR_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_AT_FIELD_NUMBER: _ClassVar[int]
    MODERATED_AT_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_AT_FIELD_NUMBER: _ClassVar[int]
    content_id: str
    customer_id: str
    kind: _programme_types_pb2.ContentKind
    sku: str
    order_id: str
    url: str
    status: ContentStatus
    points: int
    capped: bool
    reason: str
    moderator: str
    submitted_at: _timestamp_pb2.Timestamp
    moderated_at: _timestamp_pb2.Timestamp
    withdrawn_at: _timestamp_pb2.Timestamp
    def __init__(self, content_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., kind: _Optional[_Union[_programme_types_pb2.ContentKind, str]] = ..., sku: _Optional[str] = ..., order_id: _Optional[str] = ..., url: _Optional[str] = ..., status: _Optional[_Union[ContentStatus, str]] = ..., points: _Optional[int] = ..., capped: _Optional[bool] = ..., reason: _Optional[str] = ..., moderator: _Optional[str] = ..., submitted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., moderated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., withdrawn_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
