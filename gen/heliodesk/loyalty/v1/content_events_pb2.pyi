import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.loyalty.v1 import programme_types_pb2 as _programme_types_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ContentSubmitted(_message.Message):
    __slots__ = ("content_id", "customer_id", "kind", "submitted_at")
    CONTENT_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_AT_FIELD_NUMBER: _ClassVar[int]
    content_id: str
    customer_id: str
    kind: _programme_types_pb2.ContentKind
    submitted_at: _timestamp_pb2.Timestamp
    def __init__(self, content_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., kind: _Optional[_Union[_programme_types_pb2.ContentKind, str]] = ..., submitted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ContentApproved(_message.Message):
    __slots__ = ("content_id", "customer_id", "kind", "points", "revision", "approved_at")
    CONTENT_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    APPROVED_AT_FIELD_NUMBER: _ClassVar[int]
    content_id: str
    customer_id: str
    kind: _programme_types_pb2.ContentKind
    points: int
    revision: int
    approved_at: _timestamp_pb2.Timestamp
    def __init__(self, content_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., kind: _Optional[_Union[_programme_types_pb2.ContentKind, str]] = ..., points: _Optional[int] = ..., revision: _Optional[int] = ..., approved_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ContentRejected(_message.Message):
    __slots__ = ("content_id", "customer_id", "kind", "reason", "rejected_at")
    CONTENT_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REJECTED_AT_FIELD_NUMBER: _ClassVar[int]
    content_id: str
    customer_id: str
    kind: _programme_types_pb2.ContentKind
    reason: str
    rejected_at: _timestamp_pb2.Timestamp
    def __init__(self, content_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., kind: _Optional[_Union[_programme_types_pb2.ContentKind, str]] = ..., reason: _Optional[str] = ..., rejected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ContentWithdrawn(_message.Message):
    __slots__ = ("content_id", "customer_id", "kind", "reason", "points", "withdrawn_at")
    CONTENT_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_AT_FIELD_NUMBER: _ClassVar[int]
    content_id: str
    customer_id: str
    kind: _programme_types_pb2.ContentKind
    reason: str
    points: int
    withdrawn_at: _timestamp_pb2.Timestamp
    def __init__(self, content_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., kind: _Optional[_Union[_programme_types_pb2.ContentKind, str]] = ..., reason: _Optional[str] = ..., points: _Optional[int] = ..., withdrawn_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
