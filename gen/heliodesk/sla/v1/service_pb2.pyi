import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
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

class ClockState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLOCK_STATE_UNSPECIFIED: _ClassVar[ClockState]
    CLOCK_STATE_RUNNING: _ClassVar[ClockState]
    CLOCK_STATE_MET: _ClassVar[ClockState]
    CLOCK_STATE_BREACHED: _ClassVar[ClockState]
    CLOCK_STATE_CANCELLED: _ClassVar[ClockState]
    CLOCK_STATE_PAUSED: _ClassVar[ClockState]

class SegmentCause(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEGMENT_CAUSE_UNSPECIFIED: _ClassVar[SegmentCause]
    SEGMENT_CAUSE_OPEN: _ClassVar[SegmentCause]
    SEGMENT_CAUSE_CLOSED: _ClassVar[SegmentCause]
    SEGMENT_CAUSE_PAUSED: _ClassVar[SegmentCause]
    SEGMENT_CAUSE_SOLVED: _ClassVar[SegmentCause]
CLOCK_STATE_UNSPECIFIED: ClockState
CLOCK_STATE_RUNNING: ClockState
CLOCK_STATE_MET: ClockState
CLOCK_STATE_BREACHED: ClockState
CLOCK_STATE_CANCELLED: ClockState
CLOCK_STATE_PAUSED: ClockState
SEGMENT_CAUSE_UNSPECIFIED: SegmentCause
SEGMENT_CAUSE_OPEN: SegmentCause
SEGMENT_CAUSE_CLOSED: SegmentCause
SEGMENT_CAUSE_PAUSED: SegmentCause
SEGMENT_CAUSE_SOLVED: SegmentCause

class Clock(_message.Message):
    __slots__ = ("ticket_id", "target", "priority", "state", "overdue", "started_at", "warn_at", "due_at", "warned_at", "met_at", "breached_at", "cancelled_at", "policy", "policy_version")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    WARN_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    WARNED_AT_FIELD_NUMBER: _ClassVar[int]
    MET_AT_FIELD_NUMBER: _ClassVar[int]
    BREACHED_AT_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    POLICY_VERSION_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: _types_pb2.Target
    priority: _types_pb2_1.Priority
    state: ClockState
    overdue: bool
    started_at: _timestamp_pb2.Timestamp
    warn_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    warned_at: _timestamp_pb2.Timestamp
    met_at: _timestamp_pb2.Timestamp
    breached_at: _timestamp_pb2.Timestamp
    cancelled_at: _timestamp_pb2.Timestamp
    policy: str
    policy_version: int
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2.Target, str]] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., state: _Optional[_Union[ClockState, str]] = ..., overdue: _Optional[bool] = ..., started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., warn_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., warned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., met_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., breached_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancelled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., policy: _Optional[str] = ..., policy_version: _Optional[int] = ...) -> None: ...

class GetClockRequest(_message.Message):
    __slots__ = ("ticket_id",)
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    def __init__(self, ticket_id: _Optional[str] = ...) -> None: ...

class GetClockResponse(_message.Message):
    __slots__ = ("clock", "clocks")
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    CLOCKS_FIELD_NUMBER: _ClassVar[int]
    clock: Clock
    clocks: _containers.RepeatedCompositeFieldContainer[Clock]
    def __init__(self, clock: _Optional[_Union[Clock, _Mapping]] = ..., clocks: _Optional[_Iterable[_Union[Clock, _Mapping]]] = ...) -> None: ...

class ListClocksRequest(_message.Message):
    __slots__ = ("state", "page_size", "cursor")
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    state: ClockState
    page_size: int
    cursor: str
    def __init__(self, state: _Optional[_Union[ClockState, str]] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListClocksResponse(_message.Message):
    __slots__ = ("clocks", "next_cursor")
    CLOCKS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    clocks: _containers.RepeatedCompositeFieldContainer[Clock]
    next_cursor: str
    def __init__(self, clocks: _Optional[_Iterable[_Union[Clock, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class GetPolicyRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PolicyTarget(_message.Message):
    __slots__ = ("priority", "first_response_seconds")
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    FIRST_RESPONSE_SECONDS_FIELD_NUMBER: _ClassVar[int]
    priority: _types_pb2_1.Priority
    first_response_seconds: int
    def __init__(self, priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., first_response_seconds: _Optional[int] = ...) -> None: ...

class ExplainRequest(_message.Message):
    __slots__ = ("ticket_id",)
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    def __init__(self, ticket_id: _Optional[str] = ...) -> None: ...

class Segment(_message.Message):
    __slots__ = ("to", "team", "counted", "cause")
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    TEAM_FIELD_NUMBER: _ClassVar[int]
    COUNTED_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    to: _timestamp_pb2.Timestamp
    team: str
    counted: bool
    cause: SegmentCause
    def __init__(self, to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., team: _Optional[str] = ..., counted: _Optional[bool] = ..., cause: _Optional[_Union[SegmentCause, str]] = ..., **kwargs) -> None: ...

class ExplainedTarget(_message.Message):
    __slots__ = ("kind", "state", "priority", "started_at", "due_at", "met_at", "breached_at", "cancelled_at", "warned_at", "elapsed_seconds", "allowed_seconds", "clock", "policy", "policy_version", "segments")
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    MET_AT_FIELD_NUMBER: _ClassVar[int]
    BREACHED_AT_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    WARNED_AT_FIELD_NUMBER: _ClassVar[int]
    ELAPSED_SECONDS_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_SECONDS_FIELD_NUMBER: _ClassVar[int]
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    POLICY_VERSION_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    kind: _types_pb2.Target
    state: ClockState
    priority: _types_pb2_1.Priority
    started_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    met_at: _timestamp_pb2.Timestamp
    breached_at: _timestamp_pb2.Timestamp
    cancelled_at: _timestamp_pb2.Timestamp
    warned_at: _containers.RepeatedCompositeFieldContainer[_timestamp_pb2.Timestamp]
    elapsed_seconds: float
    allowed_seconds: int
    clock: str
    policy: str
    policy_version: int
    segments: _containers.RepeatedCompositeFieldContainer[Segment]
    def __init__(self, kind: _Optional[_Union[_types_pb2.Target, str]] = ..., state: _Optional[_Union[ClockState, str]] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., met_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., breached_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancelled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., warned_at: _Optional[_Iterable[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]]] = ..., elapsed_seconds: _Optional[float] = ..., allowed_seconds: _Optional[int] = ..., clock: _Optional[str] = ..., policy: _Optional[str] = ..., policy_version: _Optional[int] = ..., segments: _Optional[_Iterable[_Union[Segment, _Mapping]]] = ...) -> None: ...

class Ownership(_message.Message):
    __slots__ = ("to", "team", "agent", "reason", "open_seconds")
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    TEAM_FIELD_NUMBER: _ClassVar[int]
    AGENT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OPEN_SECONDS_FIELD_NUMBER: _ClassVar[int]
    to: _timestamp_pb2.Timestamp
    team: str
    agent: str
    reason: str
    open_seconds: int
    def __init__(self, to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., team: _Optional[str] = ..., agent: _Optional[str] = ..., reason: _Optional[str] = ..., open_seconds: _Optional[int] = ..., **kwargs) -> None: ...

class ExplainResponse(_message.Message):
    __slots__ = ("ticket_id", "revision", "facts", "targets", "owners", "until")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    OWNERS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    revision: int
    facts: _types_pb2.TicketFacts
    targets: _containers.RepeatedCompositeFieldContainer[ExplainedTarget]
    owners: _containers.RepeatedCompositeFieldContainer[Ownership]
    until: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., revision: _Optional[int] = ..., facts: _Optional[_Union[_types_pb2.TicketFacts, _Mapping]] = ..., targets: _Optional[_Iterable[_Union[ExplainedTarget, _Mapping]]] = ..., owners: _Optional[_Iterable[_Union[Ownership, _Mapping]]] = ..., until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SimulateRequest(_message.Message):
    __slots__ = ("ticket_id", "policy")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    policy: _types_pb2.Policy
    def __init__(self, ticket_id: _Optional[str] = ..., policy: _Optional[_Union[_types_pb2.Policy, _Mapping]] = ...) -> None: ...

class SimulateResponse(_message.Message):
    __slots__ = ("targets",)
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    targets: _containers.RepeatedCompositeFieldContainer[ExplainedTarget]
    def __init__(self, targets: _Optional[_Iterable[_Union[ExplainedTarget, _Mapping]]] = ...) -> None: ...

class ReplanRequest(_message.Message):
    __slots__ = ("ticket_id",)
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    def __init__(self, ticket_id: _Optional[str] = ...) -> None: ...

class ReplanResponse(_message.Message):
    __slots__ = ("revision", "clocks")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    CLOCKS_FIELD_NUMBER: _ClassVar[int]
    revision: int
    clocks: _containers.RepeatedCompositeFieldContainer[Clock]
    def __init__(self, revision: _Optional[int] = ..., clocks: _Optional[_Iterable[_Union[Clock, _Mapping]]] = ...) -> None: ...

class ReassignRequest(_message.Message):
    __slots__ = ("ticket_id", "team_id", "region", "why")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    team_id: str
    region: str
    why: str
    def __init__(self, ticket_id: _Optional[str] = ..., team_id: _Optional[str] = ..., region: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class ReassignResponse(_message.Message):
    __slots__ = ("team_id", "agent_id", "reason")
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    team_id: str
    agent_id: str
    reason: str
    def __init__(self, team_id: _Optional[str] = ..., agent_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class GetOnShiftRequest(_message.Message):
    __slots__ = ("ticket_id",)
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    def __init__(self, ticket_id: _Optional[str] = ...) -> None: ...

class GetOnShiftResponse(_message.Message):
    __slots__ = ("agent_id", "lead_id", "team_id", "manager_id")
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    LEAD_ID_FIELD_NUMBER: _ClassVar[int]
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    MANAGER_ID_FIELD_NUMBER: _ClassVar[int]
    agent_id: str
    lead_id: str
    team_id: str
    manager_id: str
    def __init__(self, agent_id: _Optional[str] = ..., lead_id: _Optional[str] = ..., team_id: _Optional[str] = ..., manager_id: _Optional[str] = ...) -> None: ...

class GetDeadlineRequest(_message.Message):
    __slots__ = ("clock", "language", "start", "seconds")
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    clock: str
    language: str
    start: _timestamp_pb2.Timestamp
    seconds: int
    def __init__(self, clock: _Optional[str] = ..., language: _Optional[str] = ..., start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., seconds: _Optional[int] = ...) -> None: ...

class GetDeadlineResponse(_message.Message):
    __slots__ = ("at",)
    AT_FIELD_NUMBER: _ClassVar[int]
    at: _timestamp_pb2.Timestamp
    def __init__(self, at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EstimateWaitRequest(_message.Message):
    __slots__ = ("language", "market")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    language: str
    market: str
    def __init__(self, language: _Optional[str] = ..., market: _Optional[str] = ...) -> None: ...

class EstimateWaitResponse(_message.Message):
    __slots__ = ("seconds", "answered_by", "opens_at", "waiting", "replies")
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_BY_FIELD_NUMBER: _ClassVar[int]
    OPENS_AT_FIELD_NUMBER: _ClassVar[int]
    WAITING_FIELD_NUMBER: _ClassVar[int]
    REPLIES_FIELD_NUMBER: _ClassVar[int]
    seconds: int
    answered_by: _timestamp_pb2.Timestamp
    opens_at: _timestamp_pb2.Timestamp
    waiting: int
    replies: int
    def __init__(self, seconds: _Optional[int] = ..., answered_by: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., opens_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., waiting: _Optional[int] = ..., replies: _Optional[int] = ...) -> None: ...

class GetPromiseRequest(_message.Message):
    __slots__ = ("market", "language")
    MARKET_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    market: str
    language: str
    def __init__(self, market: _Optional[str] = ..., language: _Optional[str] = ...) -> None: ...

class GetPromiseResponse(_message.Message):
    __slots__ = ("open", "first_response_seconds", "due_at", "opens_at", "text")
    OPEN_FIELD_NUMBER: _ClassVar[int]
    FIRST_RESPONSE_SECONDS_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    OPENS_AT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    open: bool
    first_response_seconds: int
    due_at: _timestamp_pb2.Timestamp
    opens_at: _timestamp_pb2.Timestamp
    text: str
    def __init__(self, open: _Optional[bool] = ..., first_response_seconds: _Optional[int] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., opens_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., text: _Optional[str] = ...) -> None: ...

class GetLoadRequest(_message.Message):
    __slots__ = ("language", "region")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    language: str
    region: str
    def __init__(self, language: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class Load(_message.Message):
    __slots__ = ("language", "region", "arrivals_minute", "arrivals_hour", "replies_hour", "waiting", "at", "surge_id")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    ARRIVALS_MINUTE_FIELD_NUMBER: _ClassVar[int]
    ARRIVALS_HOUR_FIELD_NUMBER: _ClassVar[int]
    REPLIES_HOUR_FIELD_NUMBER: _ClassVar[int]
    WAITING_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    SURGE_ID_FIELD_NUMBER: _ClassVar[int]
    language: str
    region: str
    arrivals_minute: int
    arrivals_hour: int
    replies_hour: int
    waiting: int
    at: _timestamp_pb2.Timestamp
    surge_id: str
    def __init__(self, language: _Optional[str] = ..., region: _Optional[str] = ..., arrivals_minute: _Optional[int] = ..., arrivals_hour: _Optional[int] = ..., replies_hour: _Optional[int] = ..., waiting: _Optional[int] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., surge_id: _Optional[str] = ...) -> None: ...

class GetLoadResponse(_message.Message):
    __slots__ = ("loads",)
    LOADS_FIELD_NUMBER: _ClassVar[int]
    loads: _containers.RepeatedCompositeFieldContainer[Load]
    def __init__(self, loads: _Optional[_Iterable[_Union[Load, _Mapping]]] = ...) -> None: ...

class GetPolicyResponse(_message.Message):
    __slots__ = ("policy", "targets", "warn_percent", "full")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    WARN_PERCENT_FIELD_NUMBER: _ClassVar[int]
    FULL_FIELD_NUMBER: _ClassVar[int]
    policy: str
    targets: _containers.RepeatedCompositeFieldContainer[PolicyTarget]
    warn_percent: int
    full: _types_pb2.Policy
    def __init__(self, policy: _Optional[str] = ..., targets: _Optional[_Iterable[_Union[PolicyTarget, _Mapping]]] = ..., warn_percent: _Optional[int] = ..., full: _Optional[_Union[_types_pb2.Policy, _Mapping]] = ...) -> None: ...
