from google.api import annotations_pb2 as _annotations_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.loyalty.v1 import correction_types_pb2 as _correction_types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ProposeCorrectionRequest(_message.Message):
    __slots__ = ("customer_id", "points", "kind", "reason", "ticket_id", "actor")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    points: int
    kind: _correction_types_pb2.CorrectionKind
    reason: str
    ticket_id: str
    actor: str
    def __init__(self, customer_id: _Optional[str] = ..., points: _Optional[int] = ..., kind: _Optional[_Union[_correction_types_pb2.CorrectionKind, str]] = ..., reason: _Optional[str] = ..., ticket_id: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class ProposeCorrectionResponse(_message.Message):
    __slots__ = ("correction",)
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    correction: _correction_types_pb2.Correction
    def __init__(self, correction: _Optional[_Union[_correction_types_pb2.Correction, _Mapping]] = ...) -> None: ...

class ApproveCorrectionRequest(_message.Message):
    __slots__ = ("correction_id", "actor")
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    correction_id: str
    actor: str
    def __init__(self, correction_id: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class ApproveCorrectionResponse(_message.Message):
    __slots__ = ("correction",)
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    correction: _correction_types_pb2.Correction
    def __init__(self, correction: _Optional[_Union[_correction_types_pb2.Correction, _Mapping]] = ...) -> None: ...

class RejectCorrectionRequest(_message.Message):
    __slots__ = ("correction_id", "actor", "reason")
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    correction_id: str
    actor: str
    reason: str
    def __init__(self, correction_id: _Optional[str] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class RejectCorrectionResponse(_message.Message):
    __slots__ = ("correction",)
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    correction: _correction_types_pb2.Correction
    def __init__(self, correction: _Optional[_Union[_correction_types_pb2.Correction, _Mapping]] = ...) -> None: ...

class GetCorrectionRequest(_message.Message):
    __slots__ = ("correction_id",)
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    correction_id: str
    def __init__(self, correction_id: _Optional[str] = ...) -> None: ...

class GetCorrectionResponse(_message.Message):
    __slots__ = ("correction",)
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    correction: _correction_types_pb2.Correction
    def __init__(self, correction: _Optional[_Union[_correction_types_pb2.Correction, _Mapping]] = ...) -> None: ...

class ListCorrectionsRequest(_message.Message):
    __slots__ = ("state", "customer_id", "page_size", "cursor")
    STATE_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    state: _correction_types_pb2.CorrectionState
    customer_id: str
    page_size: int
    cursor: str
    def __init__(self, state: _Optional[_Union[_correction_types_pb2.CorrectionState, str]] = ..., customer_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListCorrectionsResponse(_message.Message):
    __slots__ = ("corrections", "next_cursor")
    CORRECTIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    corrections: _containers.RepeatedCompositeFieldContainer[_correction_types_pb2.Correction]
    next_cursor: str
    def __init__(self, corrections: _Optional[_Iterable[_Union[_correction_types_pb2.Correction, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...
