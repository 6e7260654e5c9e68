import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.escalation.v1 import types_pb2 as _types_pb2
from heliodesk.sla.v1 import types_pb2 as _types_pb2_1
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EscalationStarted(_message.Message):
    __slots__ = ("escalation_id", "chain_id", "chain_version", "trigger", "ticket_id", "target", "started_at", "next_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    CHAIN_VERSION_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    NEXT_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    chain_id: str
    chain_version: int
    trigger: _types_pb2.Trigger
    ticket_id: str
    target: _types_pb2_1.Target
    started_at: _timestamp_pb2.Timestamp
    next_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., chain_id: _Optional[str] = ..., chain_version: _Optional[int] = ..., trigger: _Optional[_Union[_types_pb2.Trigger, str]] = ..., ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2_1.Target, str]] = ..., started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., next_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PersonNotified(_message.Message):
    __slots__ = ("escalation_id", "step", "round", "asked", "reached", "person_id", "ticket_id", "notified_at", "next_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    ROUND_FIELD_NUMBER: _ClassVar[int]
    ASKED_FIELD_NUMBER: _ClassVar[int]
    REACHED_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    NOTIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    NEXT_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    step: int
    round: int
    asked: _types_pb2.Role
    reached: _types_pb2.Role
    person_id: str
    ticket_id: str
    notified_at: _timestamp_pb2.Timestamp
    next_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., step: _Optional[int] = ..., round: _Optional[int] = ..., asked: _Optional[_Union[_types_pb2.Role, str]] = ..., reached: _Optional[_Union[_types_pb2.Role, str]] = ..., person_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., notified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., next_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class NobodyReached(_message.Message):
    __slots__ = ("escalation_id", "step", "round", "asked", "ticket_id", "at", "next_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    ROUND_FIELD_NUMBER: _ClassVar[int]
    ASKED_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    NEXT_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    step: int
    round: int
    asked: _types_pb2.Role
    ticket_id: str
    at: _timestamp_pb2.Timestamp
    next_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., step: _Optional[int] = ..., round: _Optional[int] = ..., asked: _Optional[_Union[_types_pb2.Role, str]] = ..., ticket_id: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., next_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class StepTaken(_message.Message):
    __slots__ = ("escalation_id", "step", "round", "ticket_id", "what", "succeeded", "result", "taken_at", "next_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    ROUND_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    SUCCEEDED_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    TAKEN_AT_FIELD_NUMBER: _ClassVar[int]
    NEXT_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    step: int
    round: int
    ticket_id: str
    what: _types_pb2.Step
    succeeded: bool
    result: str
    taken_at: _timestamp_pb2.Timestamp
    next_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., step: _Optional[int] = ..., round: _Optional[int] = ..., ticket_id: _Optional[str] = ..., what: _Optional[_Union[_types_pb2.Step, _Mapping]] = ..., succeeded: _Optional[bool] = ..., result: _Optional[str] = ..., taken_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., next_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EscalationAcknowledged(_message.Message):
    __slots__ = ("escalation_id", "ticket_id", "by", "acknowledged_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    ticket_id: str
    by: str
    acknowledged_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., by: _Optional[str] = ..., acknowledged_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EscalationSnoozed(_message.Message):
    __slots__ = ("escalation_id", "ticket_id", "by", "snoozed_at", "next_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    SNOOZED_AT_FIELD_NUMBER: _ClassVar[int]
    NEXT_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    ticket_id: str
    by: str
    snoozed_at: _timestamp_pb2.Timestamp
    next_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., by: _Optional[str] = ..., snoozed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., next_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EscalationResumed(_message.Message):
    __slots__ = ("escalation_id", "ticket_id", "resumed_at", "next_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    RESUMED_AT_FIELD_NUMBER: _ClassVar[int]
    NEXT_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    ticket_id: str
    resumed_at: _timestamp_pb2.Timestamp
    next_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., resumed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., next_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EscalationResolved(_message.Message):
    __slots__ = ("escalation_id", "ticket_id", "by", "why", "resolved_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    ticket_id: str
    by: str
    why: str
    resolved_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., by: _Optional[str] = ..., why: _Optional[str] = ..., resolved_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EscalationExhausted(_message.Message):
    __slots__ = ("escalation_id", "ticket_id", "exhausted_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    EXHAUSTED_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    ticket_id: str
    exhausted_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., exhausted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
