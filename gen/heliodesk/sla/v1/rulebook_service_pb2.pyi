import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.sla.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PublishCalendarRequest(_message.Message):
    __slots__ = ("calendar", "validate_only")
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    calendar: _types_pb2.Calendar
    validate_only: bool
    def __init__(self, calendar: _Optional[_Union[_types_pb2.Calendar, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PublishCalendarResponse(_message.Message):
    __slots__ = ("calendar", "revision")
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    calendar: _types_pb2.Calendar
    revision: int
    def __init__(self, calendar: _Optional[_Union[_types_pb2.Calendar, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class ImportCalendarRequest(_message.Message):
    __slots__ = ("name", "icalendar", "validate_only")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ICALENDAR_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    name: str
    icalendar: str
    validate_only: bool
    def __init__(self, name: _Optional[str] = ..., icalendar: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class ImportCalendarResponse(_message.Message):
    __slots__ = ("calendar", "revision", "imported")
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    IMPORTED_FIELD_NUMBER: _ClassVar[int]
    calendar: _types_pb2.Calendar
    revision: int
    imported: int
    def __init__(self, calendar: _Optional[_Union[_types_pb2.Calendar, _Mapping]] = ..., revision: _Optional[int] = ..., imported: _Optional[int] = ...) -> None: ...

class ListCalendarsRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListCalendarsResponse(_message.Message):
    __slots__ = ("calendars", "revision")
    CALENDARS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    calendars: _containers.RepeatedCompositeFieldContainer[_types_pb2.Calendar]
    revision: int
    def __init__(self, calendars: _Optional[_Iterable[_Union[_types_pb2.Calendar, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class PublishTeamRequest(_message.Message):
    __slots__ = ("team", "validate_only")
    TEAM_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    team: _types_pb2.Team
    validate_only: bool
    def __init__(self, team: _Optional[_Union[_types_pb2.Team, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PublishTeamResponse(_message.Message):
    __slots__ = ("team", "revision")
    TEAM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    team: _types_pb2.Team
    revision: int
    def __init__(self, team: _Optional[_Union[_types_pb2.Team, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class ListTeamsRequest(_message.Message):
    __slots__ = ("team_id",)
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    team_id: str
    def __init__(self, team_id: _Optional[str] = ...) -> None: ...

class ListTeamsResponse(_message.Message):
    __slots__ = ("teams", "revision")
    TEAMS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    teams: _containers.RepeatedCompositeFieldContainer[_types_pb2.Team]
    revision: int
    def __init__(self, teams: _Optional[_Iterable[_Union[_types_pb2.Team, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class PublishPolicyRequest(_message.Message):
    __slots__ = ("policy", "validate_only")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    policy: _types_pb2.Policy
    validate_only: bool
    def __init__(self, policy: _Optional[_Union[_types_pb2.Policy, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PublishPolicyResponse(_message.Message):
    __slots__ = ("policy", "revision")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    policy: _types_pb2.Policy
    revision: int
    def __init__(self, policy: _Optional[_Union[_types_pb2.Policy, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class ListPoliciesRequest(_message.Message):
    __slots__ = ("policy_id",)
    POLICY_ID_FIELD_NUMBER: _ClassVar[int]
    policy_id: str
    def __init__(self, policy_id: _Optional[str] = ...) -> None: ...

class ListPoliciesResponse(_message.Message):
    __slots__ = ("policies", "revision")
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    policies: _containers.RepeatedCompositeFieldContainer[_types_pb2.Policy]
    revision: int
    def __init__(self, policies: _Optional[_Iterable[_Union[_types_pb2.Policy, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class PublishOnCallRequest(_message.Message):
    __slots__ = ("managers", "validate_only")
    MANAGERS_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    managers: _containers.RepeatedCompositeFieldContainer[_types_pb2.OnCallManager]
    validate_only: bool
    def __init__(self, managers: _Optional[_Iterable[_Union[_types_pb2.OnCallManager, _Mapping]]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PublishOnCallResponse(_message.Message):
    __slots__ = ("managers", "revision")
    MANAGERS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    managers: _containers.RepeatedCompositeFieldContainer[_types_pb2.OnCallManager]
    revision: int
    def __init__(self, managers: _Optional[_Iterable[_Union[_types_pb2.OnCallManager, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class GetOnCallRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetOnCallResponse(_message.Message):
    __slots__ = ("managers", "revision")
    MANAGERS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    managers: _containers.RepeatedCompositeFieldContainer[_types_pb2.OnCallManager]
    revision: int
    def __init__(self, managers: _Optional[_Iterable[_Union[_types_pb2.OnCallManager, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class SetPresenceRequest(_message.Message):
    __slots__ = ("agent_id", "presence")
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    agent_id: str
    presence: _types_pb2.Presence
    def __init__(self, agent_id: _Optional[str] = ..., presence: _Optional[_Union[_types_pb2.Presence, str]] = ...) -> None: ...

class AgentPresence(_message.Message):
    __slots__ = ("agent_id", "presence", "since")
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    agent_id: str
    presence: _types_pb2.Presence
    since: _timestamp_pb2.Timestamp
    def __init__(self, agent_id: _Optional[str] = ..., presence: _Optional[_Union[_types_pb2.Presence, str]] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SetPresenceResponse(_message.Message):
    __slots__ = ("agent",)
    AGENT_FIELD_NUMBER: _ClassVar[int]
    agent: AgentPresence
    def __init__(self, agent: _Optional[_Union[AgentPresence, _Mapping]] = ...) -> None: ...

class ListPresenceRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListPresenceResponse(_message.Message):
    __slots__ = ("agents",)
    AGENTS_FIELD_NUMBER: _ClassVar[int]
    agents: _containers.RepeatedCompositeFieldContainer[AgentPresence]
    def __init__(self, agents: _Optional[_Iterable[_Union[AgentPresence, _Mapping]]] = ...) -> None: ...

class GetCoverageRequest(_message.Message):
    __slots__ = ("week", "language")
    WEEK_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    week: str
    language: str
    def __init__(self, week: _Optional[str] = ..., language: _Optional[str] = ...) -> None: ...

class CoveredHour(_message.Message):
    __slots__ = ("team_ids", "covered_seconds")
    FROM_FIELD_NUMBER: _ClassVar[int]
    TEAM_IDS_FIELD_NUMBER: _ClassVar[int]
    COVERED_SECONDS_FIELD_NUMBER: _ClassVar[int]
    team_ids: _containers.RepeatedScalarFieldContainer[str]
    covered_seconds: int
    def __init__(self, team_ids: _Optional[_Iterable[str]] = ..., covered_seconds: _Optional[int] = ..., **kwargs) -> None: ...

class CoverageGap(_message.Message):
    __slots__ = ("to", "holidays", "team_ids")
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    HOLIDAYS_FIELD_NUMBER: _ClassVar[int]
    TEAM_IDS_FIELD_NUMBER: _ClassVar[int]
    to: _timestamp_pb2.Timestamp
    holidays: _containers.RepeatedScalarFieldContainer[str]
    team_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., holidays: _Optional[_Iterable[str]] = ..., team_ids: _Optional[_Iterable[str]] = ..., **kwargs) -> None: ...

class LanguageCoverage(_message.Message):
    __slots__ = ("language", "covered_seconds", "hours", "gaps", "holiday_gaps")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    COVERED_SECONDS_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    HOLIDAY_GAPS_FIELD_NUMBER: _ClassVar[int]
    language: str
    covered_seconds: int
    hours: _containers.RepeatedCompositeFieldContainer[CoveredHour]
    gaps: _containers.RepeatedCompositeFieldContainer[CoverageGap]
    holiday_gaps: _containers.RepeatedCompositeFieldContainer[CoverageGap]
    def __init__(self, language: _Optional[str] = ..., covered_seconds: _Optional[int] = ..., hours: _Optional[_Iterable[_Union[CoveredHour, _Mapping]]] = ..., gaps: _Optional[_Iterable[_Union[CoverageGap, _Mapping]]] = ..., holiday_gaps: _Optional[_Iterable[_Union[CoverageGap, _Mapping]]] = ...) -> None: ...

class GetCoverageResponse(_message.Message):
    __slots__ = ("week", "languages")
    WEEK_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    week: str
    languages: _containers.RepeatedCompositeFieldContainer[LanguageCoverage]
    def __init__(self, week: _Optional[str] = ..., languages: _Optional[_Iterable[_Union[LanguageCoverage, _Mapping]]] = ...) -> None: ...
