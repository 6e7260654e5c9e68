import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.escalation.v1 import types_pb2 as _types_pb2
from heliodesk.sla.v1 import types_pb2 as _types_pb2_1
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Escalation(_message.Message):
    __slots__ = ("escalation_id", "chain", "trigger", "ticket_id", "target", "state", "step", "started_at", "next_at", "ended_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    NEXT_AT_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    chain: _types_pb2.Chain
    trigger: _types_pb2.Trigger
    ticket_id: str
    target: _types_pb2_1.Target
    state: _types_pb2.EscalationState
    step: int
    started_at: _timestamp_pb2.Timestamp
    next_at: _timestamp_pb2.Timestamp
    ended_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., chain: _Optional[_Union[_types_pb2.Chain, _Mapping]] = ..., trigger: _Optional[_Union[_types_pb2.Trigger, str]] = ..., ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2_1.Target, str]] = ..., state: _Optional[_Union[_types_pb2.EscalationState, str]] = ..., step: _Optional[int] = ..., started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., next_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ended_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AuditEntry(_message.Message):
    __slots__ = ("number", "at", "by", "what", "detail")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    number: int
    at: _timestamp_pb2.Timestamp
    by: str
    what: str
    detail: str
    def __init__(self, number: _Optional[int] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., by: _Optional[str] = ..., what: _Optional[str] = ..., detail: _Optional[str] = ...) -> None: ...

class PublishChainRequest(_message.Message):
    __slots__ = ("chain", "validate_only")
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    chain: _types_pb2.Chain
    validate_only: bool
    def __init__(self, chain: _Optional[_Union[_types_pb2.Chain, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PublishChainResponse(_message.Message):
    __slots__ = ("chain",)
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    chain: _types_pb2.Chain
    def __init__(self, chain: _Optional[_Union[_types_pb2.Chain, _Mapping]] = ...) -> None: ...

class ListChainsRequest(_message.Message):
    __slots__ = ("chain_id",)
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    chain_id: str
    def __init__(self, chain_id: _Optional[str] = ...) -> None: ...

class ListChainsResponse(_message.Message):
    __slots__ = ("chains",)
    CHAINS_FIELD_NUMBER: _ClassVar[int]
    chains: _containers.RepeatedCompositeFieldContainer[_types_pb2.Chain]
    def __init__(self, chains: _Optional[_Iterable[_Union[_types_pb2.Chain, _Mapping]]] = ...) -> None: ...

class StartEscalationRequest(_message.Message):
    __slots__ = ("chain_id", "ticket_id", "by")
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    chain_id: str
    ticket_id: str
    by: str
    def __init__(self, chain_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., by: _Optional[str] = ...) -> None: ...

class StartEscalationResponse(_message.Message):
    __slots__ = ("escalation",)
    ESCALATION_FIELD_NUMBER: _ClassVar[int]
    escalation: Escalation
    def __init__(self, escalation: _Optional[_Union[Escalation, _Mapping]] = ...) -> None: ...

class AcknowledgeEscalationRequest(_message.Message):
    __slots__ = ("escalation_id", "by")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    by: str
    def __init__(self, escalation_id: _Optional[str] = ..., by: _Optional[str] = ...) -> None: ...

class AcknowledgeEscalationResponse(_message.Message):
    __slots__ = ("escalation",)
    ESCALATION_FIELD_NUMBER: _ClassVar[int]
    escalation: Escalation
    def __init__(self, escalation: _Optional[_Union[Escalation, _Mapping]] = ...) -> None: ...

class SnoozeEscalationRequest(_message.Message):
    __slots__ = ("escalation_id", "by", "until")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    by: str
    until: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., by: _Optional[str] = ..., until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SnoozeEscalationResponse(_message.Message):
    __slots__ = ("escalation",)
    ESCALATION_FIELD_NUMBER: _ClassVar[int]
    escalation: Escalation
    def __init__(self, escalation: _Optional[_Union[Escalation, _Mapping]] = ...) -> None: ...

class ResolveEscalationRequest(_message.Message):
    __slots__ = ("escalation_id", "by", "why")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    by: str
    why: str
    def __init__(self, escalation_id: _Optional[str] = ..., by: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class ResolveEscalationResponse(_message.Message):
    __slots__ = ("escalation",)
    ESCALATION_FIELD_NUMBER: _ClassVar[int]
    escalation: Escalation
    def __init__(self, escalation: _Optional[_Union[Escalation, _Mapping]] = ...) -> None: ...

class GetEscalationRequest(_message.Message):
    __slots__ = ("escalation_id",)
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    def __init__(self, escalation_id: _Optional[str] = ...) -> None: ...

class GetEscalationResponse(_message.Message):
    __slots__ = ("escalation", "audit_trail")
    ESCALATION_FIELD_NUMBER: _ClassVar[int]
    AUDIT_TRAIL_FIELD_NUMBER: _ClassVar[int]
    escalation: Escalation
    audit_trail: _containers.RepeatedCompositeFieldContainer[AuditEntry]
    def __init__(self, escalation: _Optional[_Union[Escalation, _Mapping]] = ..., audit_trail: _Optional[_Iterable[_Union[AuditEntry, _Mapping]]] = ...) -> None: ...

class ListEscalationsRequest(_message.Message):
    __slots__ = ("state", "ticket_id", "page_size", "cursor")
    STATE_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    state: _types_pb2.EscalationState
    ticket_id: str
    page_size: int
    cursor: str
    def __init__(self, state: _Optional[_Union[_types_pb2.EscalationState, str]] = ..., ticket_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListEscalationsResponse(_message.Message):
    __slots__ = ("escalations", "next_cursor")
    ESCALATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    escalations: _containers.RepeatedCompositeFieldContainer[Escalation]
    next_cursor: str
    def __init__(self, escalations: _Optional[_Iterable[_Union[Escalation, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...
