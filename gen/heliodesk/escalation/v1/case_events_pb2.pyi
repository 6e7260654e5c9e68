import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.escalation.v1 import types_pb2 as _types_pb2
from heliodesk.sla.v1 import types_pb2 as _types_pb2_1
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ChainCalled(_message.Message):
    __slots__ = ("escalation_id", "chain", "trigger", "ticket_id", "target", "cause", "by", "called_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    CALLED_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    chain: _types_pb2.Chain
    trigger: _types_pb2.Trigger
    ticket_id: str
    target: _types_pb2_1.Target
    cause: str
    by: str
    called_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., chain: _Optional[_Union[_types_pb2.Chain, _Mapping]] = ..., trigger: _Optional[_Union[_types_pb2.Trigger, str]] = ..., ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2_1.Target, str]] = ..., cause: _Optional[str] = ..., by: _Optional[str] = ..., called_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CrisisCalled(_message.Message):
    __slots__ = ("chain_id", "trigger", "cause", "called_at")
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    CALLED_AT_FIELD_NUMBER: _ClassVar[int]
    chain_id: str
    trigger: _types_pb2.Trigger
    cause: str
    called_at: _timestamp_pb2.Timestamp
    def __init__(self, chain_id: _Optional[str] = ..., trigger: _Optional[_Union[_types_pb2.Trigger, str]] = ..., cause: _Optional[str] = ..., called_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ChainCalledOff(_message.Message):
    __slots__ = ("escalation_id", "why", "called_off_at")
    ESCALATION_ID_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    CALLED_OFF_AT_FIELD_NUMBER: _ClassVar[int]
    escalation_id: str
    why: str
    called_off_at: _timestamp_pb2.Timestamp
    def __init__(self, escalation_id: _Optional[str] = ..., why: _Optional[str] = ..., called_off_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
