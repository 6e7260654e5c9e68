import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.sla.v1 import types_pb2 as _types_pb2
from heliodesk.ticketing.v1 import types_pb2 as _types_pb2_1
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Trigger(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRIGGER_UNSPECIFIED: _ClassVar[Trigger]
    TRIGGER_WARNING: _ClassVar[Trigger]
    TRIGGER_BREACH: _ClassVar[Trigger]
    TRIGGER_CUSTOMER: _ClassVar[Trigger]
    TRIGGER_HAND: _ClassVar[Trigger]
    TRIGGER_SURGE: _ClassVar[Trigger]
    TRIGGER_PUBLIC_REVIEW: _ClassVar[Trigger]
    TRIGGER_SENTIMENT: _ClassVar[Trigger]

class Role(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROLE_UNSPECIFIED: _ClassVar[Role]
    ROLE_AGENT: _ClassVar[Role]
    ROLE_ON_SHIFT_LEAD: _ClassVar[Role]
    ROLE_TEAM: _ClassVar[Role]
    ROLE_ON_CALL_MANAGER: _ClassVar[Role]

class EscalationState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ESCALATION_STATE_UNSPECIFIED: _ClassVar[EscalationState]
    ESCALATION_STATE_RUNNING: _ClassVar[EscalationState]
    ESCALATION_STATE_SNOOZED: _ClassVar[EscalationState]
    ESCALATION_STATE_ACKNOWLEDGED: _ClassVar[EscalationState]
    ESCALATION_STATE_RESOLVED: _ClassVar[EscalationState]
    ESCALATION_STATE_EXHAUSTED: _ClassVar[EscalationState]
TRIGGER_UNSPECIFIED: Trigger
TRIGGER_WARNING: Trigger
TRIGGER_BREACH: Trigger
TRIGGER_CUSTOMER: Trigger
TRIGGER_HAND: Trigger
TRIGGER_SURGE: Trigger
TRIGGER_PUBLIC_REVIEW: Trigger
TRIGGER_SENTIMENT: Trigger
ROLE_UNSPECIFIED: Role
ROLE_AGENT: Role
ROLE_ON_SHIFT_LEAD: Role
ROLE_TEAM: Role
ROLE_ON_CALL_MANAGER: Role
ESCALATION_STATE_UNSPECIFIED: EscalationState
ESCALATION_STATE_RUNNING: EscalationState
ESCALATION_STATE_SNOOZED: EscalationState
ESCALATION_STATE_ACKNOWLEDGED: EscalationState
ESCALATION_STATE_RESOLVED: EscalationState
ESCALATION_STATE_EXHAUSTED: EscalationState

class Conditions(_message.Message):
    __slots__ = ("triggers", "targets", "priorities", "markets", "loyalty_tiers", "languages", "max_sentiment", "max_rating")
    TRIGGERS_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    PRIORITIES_FIELD_NUMBER: _ClassVar[int]
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    LOYALTY_TIERS_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    MAX_SENTIMENT_FIELD_NUMBER: _ClassVar[int]
    MAX_RATING_FIELD_NUMBER: _ClassVar[int]
    triggers: _containers.RepeatedScalarFieldContainer[Trigger]
    targets: _containers.RepeatedScalarFieldContainer[_types_pb2.Target]
    priorities: _containers.RepeatedScalarFieldContainer[_types_pb2_1.Priority]
    markets: _containers.RepeatedScalarFieldContainer[str]
    loyalty_tiers: _containers.RepeatedScalarFieldContainer[str]
    languages: _containers.RepeatedScalarFieldContainer[str]
    max_sentiment: float
    max_rating: int
    def __init__(self, triggers: _Optional[_Iterable[_Union[Trigger, str]]] = ..., targets: _Optional[_Iterable[_Union[_types_pb2.Target, str]]] = ..., priorities: _Optional[_Iterable[_Union[_types_pb2_1.Priority, str]]] = ..., markets: _Optional[_Iterable[str]] = ..., loyalty_tiers: _Optional[_Iterable[str]] = ..., languages: _Optional[_Iterable[str]] = ..., max_sentiment: _Optional[float] = ..., max_rating: _Optional[int] = ...) -> None: ...

class Wait(_message.Message):
    __slots__ = ("seconds", "open_time")
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    seconds: int
    open_time: bool
    def __init__(self, seconds: _Optional[int] = ..., open_time: _Optional[bool] = ...) -> None: ...

class Notify(_message.Message):
    __slots__ = ("role",)
    ROLE_FIELD_NUMBER: _ClassVar[int]
    role: Role
    def __init__(self, role: _Optional[_Union[Role, str]] = ...) -> None: ...

class ReassignToRegion(_message.Message):
    __slots__ = ("region",)
    REGION_FIELD_NUMBER: _ClassVar[int]
    region: str
    def __init__(self, region: _Optional[str] = ...) -> None: ...

class RaisePriority(_message.Message):
    __slots__ = ("to",)
    TO_FIELD_NUMBER: _ClassVar[int]
    to: _types_pb2_1.Priority
    def __init__(self, to: _Optional[_Union[_types_pb2_1.Priority, str]] = ...) -> None: ...

class CallWebhook(_message.Message):
    __slots__ = ("url",)
    URL_FIELD_NUMBER: _ClassVar[int]
    url: str
    def __init__(self, url: _Optional[str] = ...) -> None: ...

class Repeat(_message.Message):
    __slots__ = ("from_step", "times")
    FROM_STEP_FIELD_NUMBER: _ClassVar[int]
    TIMES_FIELD_NUMBER: _ClassVar[int]
    from_step: int
    times: int
    def __init__(self, from_step: _Optional[int] = ..., times: _Optional[int] = ...) -> None: ...

class Step(_message.Message):
    __slots__ = ("wait", "notify", "reassign", "raise_priority", "webhook", "repeat")
    WAIT_FIELD_NUMBER: _ClassVar[int]
    NOTIFY_FIELD_NUMBER: _ClassVar[int]
    REASSIGN_FIELD_NUMBER: _ClassVar[int]
    RAISE_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    WEBHOOK_FIELD_NUMBER: _ClassVar[int]
    REPEAT_FIELD_NUMBER: _ClassVar[int]
    wait: Wait
    notify: Notify
    reassign: ReassignToRegion
    raise_priority: RaisePriority
    webhook: CallWebhook
    repeat: Repeat
    def __init__(self, wait: _Optional[_Union[Wait, _Mapping]] = ..., notify: _Optional[_Union[Notify, _Mapping]] = ..., reassign: _Optional[_Union[ReassignToRegion, _Mapping]] = ..., raise_priority: _Optional[_Union[RaisePriority, _Mapping]] = ..., webhook: _Optional[_Union[CallWebhook, _Mapping]] = ..., repeat: _Optional[_Union[Repeat, _Mapping]] = ...) -> None: ...

class Chain(_message.Message):
    __slots__ = ("chain_id", "position", "conditions", "steps", "crisis", "retired", "version", "published_at")
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    CRISIS_FIELD_NUMBER: _ClassVar[int]
    RETIRED_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    chain_id: str
    position: int
    conditions: Conditions
    steps: _containers.RepeatedCompositeFieldContainer[Step]
    crisis: bool
    retired: bool
    version: int
    published_at: _timestamp_pb2.Timestamp
    def __init__(self, chain_id: _Optional[str] = ..., position: _Optional[int] = ..., conditions: _Optional[_Union[Conditions, _Mapping]] = ..., steps: _Optional[_Iterable[_Union[Step, _Mapping]]] = ..., crisis: _Optional[bool] = ..., retired: _Optional[bool] = ..., version: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
