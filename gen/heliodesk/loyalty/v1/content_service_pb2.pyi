from google.api import annotations_pb2 as _annotations_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.loyalty.v1 import content_types_pb2 as _content_types_pb2
from heliodesk.loyalty.v1 import programme_types_pb2 as _programme_types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SubmitContentRequest(_message.Message):
    __slots__ = ("content_id", "customer_id", "kind", "sku", "order_id", "url")
    CONTENT_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SKU_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    content_id: str
    customer_id: str
    kind: _programme_types_pb2.ContentKind
    sku: str
    order_id: str
    url: str
    def __init__(self, content_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., kind: _Optional[_Union[_programme_types_pb2.ContentKind, str]] = ..., sku: _Optional[str] = ..., order_id: _Optional[str] = ..., url: _Optional[str] = ...) -> None: ...

class SubmitContentResponse(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: _content_types_pb2.Content
    def __init__(self, content: _Optional[_Union[_content_types_pb2.Content, _Mapping]] = ...) -> None: ...

class GetContentRequest(_message.Message):
    __slots__ = ("content_id",)
    CONTENT_ID_FIELD_NUMBER: _ClassVar[int]
    content_id: str
    def __init__(self, content_id: _Optional[str] = ...) -> None: ...

class GetContentResponse(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: _content_types_pb2.Content
    def __init__(self, content: _Optional[_Union[_content_types_pb2.Content, _Mapping]] = ...) -> None: ...

class ListContentsRequest(_message.Message):
    __slots__ = ("status", "kind", "customer_id", "page_size", "cursor")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    status: _content_types_pb2.ContentStatus
    kind: _programme_types_pb2.ContentKind
    customer_id: str
    page_size: int
    cursor: str
    def __init__(self, status: _Optional[_Union[_content_types_pb2.ContentStatus, str]] = ..., kind: _Optional[_Union[_programme_types_pb2.ContentKind, str]] = ..., customer_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListContentsResponse(_message.Message):
    __slots__ = ("contents", "next_cursor")
    CONTENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    contents: _containers.RepeatedCompositeFieldContainer[_content_types_pb2.Content]
    next_cursor: str
    def __init__(self, contents: _Optional[_Iterable[_Union[_content_types_pb2.Content, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class ModerateContentRequest(_message.Message):
    __slots__ = ("content_id", "verdict", "reason", "moderator")
    CONTENT_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MODERATOR_FIELD_NUMBER: _ClassVar[int]
    content_id: str
    verdict: _content_types_pb2.ContentStatus
    reason: str
    moderator: str
    def __init__(self, content_id: _Optional[str] = ..., verdict: _Optional[_Union[_content_types_pb2.ContentStatus, str]] = ..., reason: _Optional[str] = ..., moderator: _Optional[str] = ...) -> None: ...

class ModerateContentResponse(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: _content_types_pb2.Content
    def __init__(self, content: _Optional[_Union[_content_types_pb2.Content, _Mapping]] = ...) -> None: ...

class WithdrawContentRequest(_message.Message):
    __slots__ = ("content_id", "reason")
    CONTENT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    content_id: str
    reason: str
    def __init__(self, content_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class WithdrawContentResponse(_message.Message):
    __slots__ = ("content",)
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    content: _content_types_pb2.Content
    def __init__(self, content: _Optional[_Union[_content_types_pb2.Content, _Mapping]] = ...) -> None: ...
