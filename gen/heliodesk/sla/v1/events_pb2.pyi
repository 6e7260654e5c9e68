import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.sla.v1 import types_pb2 as _types_pb2
from heliodesk.ticketing.v1 import types_pb2 as _types_pb2_1
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReplanCause(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REPLAN_CAUSE_UNSPECIFIED: _ClassVar[ReplanCause]
    REPLAN_CAUSE_PRIORITY: _ClassVar[ReplanCause]
    REPLAN_CAUSE_FACTS: _ClassVar[ReplanCause]
    REPLAN_CAUSE_ASKED: _ClassVar[ReplanCause]
    REPLAN_CAUSE_PAUSE: _ClassVar[ReplanCause]
    REPLAN_CAUSE_REOPENED: _ClassVar[ReplanCause]

class OwnerCause(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OWNER_CAUSE_UNSPECIFIED: _ClassVar[OwnerCause]
    OWNER_CAUSE_OPENED: _ClassVar[OwnerCause]
    OWNER_CAUSE_SHIFT_END: _ClassVar[OwnerCause]
    OWNER_CAUSE_NEEDED: _ClassVar[OwnerCause]
    OWNER_CAUSE_FACTS: _ClassVar[OwnerCause]
    OWNER_CAUSE_ASKED: _ClassVar[OwnerCause]
REPLAN_CAUSE_UNSPECIFIED: ReplanCause
REPLAN_CAUSE_PRIORITY: ReplanCause
REPLAN_CAUSE_FACTS: ReplanCause
REPLAN_CAUSE_ASKED: ReplanCause
REPLAN_CAUSE_PAUSE: ReplanCause
REPLAN_CAUSE_REOPENED: ReplanCause
OWNER_CAUSE_UNSPECIFIED: OwnerCause
OWNER_CAUSE_OPENED: OwnerCause
OWNER_CAUSE_SHIFT_END: OwnerCause
OWNER_CAUSE_NEEDED: OwnerCause
OWNER_CAUSE_FACTS: OwnerCause
OWNER_CAUSE_ASKED: OwnerCause

class ClockStarted(_message.Message):
    __slots__ = ("ticket_id", "target", "priority", "started_at", "warn_at", "due_at", "policy", "policy_version")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    WARN_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    POLICY_VERSION_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: _types_pb2.Target
    priority: _types_pb2_1.Priority
    started_at: _timestamp_pb2.Timestamp
    warn_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    policy: str
    policy_version: int
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2.Target, str]] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., warn_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., policy: _Optional[str] = ..., policy_version: _Optional[int] = ...) -> None: ...

class ClockReplanned(_message.Message):
    __slots__ = ("ticket_id", "target", "priority", "warn_at", "due_at", "cause", "policy", "policy_version")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    WARN_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    POLICY_VERSION_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: _types_pb2.Target
    priority: _types_pb2_1.Priority
    warn_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    cause: ReplanCause
    policy: str
    policy_version: int
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2.Target, str]] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., warn_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cause: _Optional[_Union[ReplanCause, str]] = ..., policy: _Optional[str] = ..., policy_version: _Optional[int] = ...) -> None: ...

class ClockWarned(_message.Message):
    __slots__ = ("ticket_id", "target", "warned_at", "due_at", "priority", "facts", "warn_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    WARNED_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    WARN_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: _types_pb2.Target
    warned_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    priority: _types_pb2_1.Priority
    facts: _types_pb2.TicketFacts
    warn_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2.Target, str]] = ..., warned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., facts: _Optional[_Union[_types_pb2.TicketFacts, _Mapping]] = ..., warn_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ClockBreached(_message.Message):
    __slots__ = ("ticket_id", "target", "breached_at", "priority", "facts")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    BREACHED_AT_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: _types_pb2.Target
    breached_at: _timestamp_pb2.Timestamp
    priority: _types_pb2_1.Priority
    facts: _types_pb2.TicketFacts
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2.Target, str]] = ..., breached_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., facts: _Optional[_Union[_types_pb2.TicketFacts, _Mapping]] = ...) -> None: ...

class ClockMet(_message.Message):
    __slots__ = ("ticket_id", "target", "met_at", "due_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    MET_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: _types_pb2.Target
    met_at: _timestamp_pb2.Timestamp
    due_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2.Target, str]] = ..., met_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ClockCancelled(_message.Message):
    __slots__ = ("ticket_id", "target", "cancelled_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    target: _types_pb2.Target
    cancelled_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., target: _Optional[_Union[_types_pb2.Target, str]] = ..., cancelled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class OwnerChosen(_message.Message):
    __slots__ = ("ticket_id", "team_id", "agent_id", "previous_team_id", "cause", "reason", "since", "look_at", "considered")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    LOOK_AT_FIELD_NUMBER: _ClassVar[int]
    CONSIDERED_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    team_id: str
    agent_id: str
    previous_team_id: str
    cause: OwnerCause
    reason: str
    since: _timestamp_pb2.Timestamp
    look_at: _timestamp_pb2.Timestamp
    considered: _containers.RepeatedCompositeFieldContainer[_types_pb2.Considered]
    def __init__(self, ticket_id: _Optional[str] = ..., team_id: _Optional[str] = ..., agent_id: _Optional[str] = ..., previous_team_id: _Optional[str] = ..., cause: _Optional[_Union[OwnerCause, str]] = ..., reason: _Optional[str] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., look_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., considered: _Optional[_Iterable[_Union[_types_pb2.Considered, _Mapping]]] = ...) -> None: ...

class TicketHandedOff(_message.Message):
    __slots__ = ("ticket_id", "from_team_id", "to_team_id", "handed_off_at", "note", "consumed")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    TO_TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    HANDED_OFF_AT_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    CONSUMED_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    from_team_id: str
    to_team_id: str
    handed_off_at: _timestamp_pb2.Timestamp
    note: _types_pb2.HandoffNote
    consumed: _containers.RepeatedCompositeFieldContainer[_types_pb2.TeamTime]
    def __init__(self, ticket_id: _Optional[str] = ..., from_team_id: _Optional[str] = ..., to_team_id: _Optional[str] = ..., handed_off_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[_Union[_types_pb2.HandoffNote, _Mapping]] = ..., consumed: _Optional[_Iterable[_Union[_types_pb2.TeamTime, _Mapping]]] = ...) -> None: ...
