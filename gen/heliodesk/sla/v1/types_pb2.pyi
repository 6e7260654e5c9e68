import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from heliodesk.ticketing.v1 import types_pb2 as _types_pb2_1
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Target(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TARGET_UNSPECIFIED: _ClassVar[Target]
    TARGET_FIRST_RESPONSE: _ClassVar[Target]
    TARGET_NEXT_RESPONSE: _ClassVar[Target]
    TARGET_RESOLUTION: _ClassVar[Target]
    TARGET_REFUND_AFTER_RECEIPT: _ClassVar[Target]
    TARGET_PUBLIC_REPLY: _ClassVar[Target]

class Weekday(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WEEKDAY_UNSPECIFIED: _ClassVar[Weekday]
    WEEKDAY_MON: _ClassVar[Weekday]
    WEEKDAY_TUE: _ClassVar[Weekday]
    WEEKDAY_WED: _ClassVar[Weekday]
    WEEKDAY_THU: _ClassVar[Weekday]
    WEEKDAY_FRI: _ClassVar[Weekday]
    WEEKDAY_SAT: _ClassVar[Weekday]
    WEEKDAY_SUN: _ClassVar[Weekday]

class Level(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LEVEL_UNSPECIFIED: _ClassVar[Level]
    LEVEL_NATIVE: _ClassVar[Level]
    LEVEL_FLUENT: _ClassVar[Level]
    LEVEL_TRANSLATION: _ClassVar[Level]

class OnPriorityChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ON_PRIORITY_CHANGE_UNSPECIFIED: _ClassVar[OnPriorityChange]
    ON_PRIORITY_CHANGE_KEEP_ELAPSED: _ClassVar[OnPriorityChange]
    ON_PRIORITY_CHANGE_RESTART: _ClassVar[OnPriorityChange]
    ON_PRIORITY_CHANGE_TIGHTEN_ONLY: _ClassVar[OnPriorityChange]

class Presence(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PRESENCE_UNSPECIFIED: _ClassVar[Presence]
    PRESENCE_ONLINE: _ClassVar[Presence]
    PRESENCE_AWAY: _ClassVar[Presence]
    PRESENCE_OFFLINE: _ClassVar[Presence]
TARGET_UNSPECIFIED: Target
TARGET_FIRST_RESPONSE: Target
TARGET_NEXT_RESPONSE: Target
TARGET_RESOLUTION: Target
TARGET_REFUND_AFTER_RECEIPT: Target
TARGET_PUBLIC_REPLY: Target
WEEKDAY_UNSPECIFIED: Weekday
WEEKDAY_MON: Weekday
WEEKDAY_TUE: Weekday
WEEKDAY_WED: Weekday
WEEKDAY_THU: Weekday
WEEKDAY_FRI: Weekday
WEEKDAY_SAT: Weekday
WEEKDAY_SUN: Weekday
LEVEL_UNSPECIFIED: Level
LEVEL_NATIVE: Level
LEVEL_FLUENT: Level
LEVEL_TRANSLATION: Level
ON_PRIORITY_CHANGE_UNSPECIFIED: OnPriorityChange
ON_PRIORITY_CHANGE_KEEP_ELAPSED: OnPriorityChange
ON_PRIORITY_CHANGE_RESTART: OnPriorityChange
ON_PRIORITY_CHANGE_TIGHTEN_ONLY: OnPriorityChange
PRESENCE_UNSPECIFIED: Presence
PRESENCE_ONLINE: Presence
PRESENCE_AWAY: Presence
PRESENCE_OFFLINE: Presence

class Interval(_message.Message):
    __slots__ = ("start", "end")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    start: str
    end: str
    def __init__(self, start: _Optional[str] = ..., end: _Optional[str] = ...) -> None: ...

class DayHours(_message.Message):
    __slots__ = ("weekday", "intervals")
    WEEKDAY_FIELD_NUMBER: _ClassVar[int]
    INTERVALS_FIELD_NUMBER: _ClassVar[int]
    weekday: Weekday
    intervals: _containers.RepeatedCompositeFieldContainer[Interval]
    def __init__(self, weekday: _Optional[_Union[Weekday, str]] = ..., intervals: _Optional[_Iterable[_Union[Interval, _Mapping]]] = ...) -> None: ...

class PublicHolidays(_message.Message):
    __slots__ = ("country", "subdivision")
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    SUBDIVISION_FIELD_NUMBER: _ClassVar[int]
    country: str
    subdivision: str
    def __init__(self, country: _Optional[str] = ..., subdivision: _Optional[str] = ...) -> None: ...

class CalendarException(_message.Message):
    __slots__ = ("to", "intervals", "week")
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    INTERVALS_FIELD_NUMBER: _ClassVar[int]
    WEEK_FIELD_NUMBER: _ClassVar[int]
    to: str
    intervals: _containers.RepeatedCompositeFieldContainer[Interval]
    week: _containers.RepeatedCompositeFieldContainer[DayHours]
    def __init__(self, to: _Optional[str] = ..., intervals: _Optional[_Iterable[_Union[Interval, _Mapping]]] = ..., week: _Optional[_Iterable[_Union[DayHours, _Mapping]]] = ..., **kwargs) -> None: ...

class Calendar(_message.Message):
    __slots__ = ("name", "zone", "week", "holidays", "exceptions", "version", "published_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    WEEK_FIELD_NUMBER: _ClassVar[int]
    HOLIDAYS_FIELD_NUMBER: _ClassVar[int]
    EXCEPTIONS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    zone: str
    week: _containers.RepeatedCompositeFieldContainer[DayHours]
    holidays: PublicHolidays
    exceptions: _containers.RepeatedCompositeFieldContainer[CalendarException]
    version: int
    published_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., zone: _Optional[str] = ..., week: _Optional[_Iterable[_Union[DayHours, _Mapping]]] = ..., holidays: _Optional[_Union[PublicHolidays, _Mapping]] = ..., exceptions: _Optional[_Iterable[_Union[CalendarException, _Mapping]]] = ..., version: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Spoken(_message.Message):
    __slots__ = ("language", "level")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    language: str
    level: Level
    def __init__(self, language: _Optional[str] = ..., level: _Optional[_Union[Level, str]] = ...) -> None: ...

class Agent(_message.Message):
    __slots__ = ("agent_id", "languages", "skills", "capacity")
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    SKILLS_FIELD_NUMBER: _ClassVar[int]
    CAPACITY_FIELD_NUMBER: _ClassVar[int]
    agent_id: str
    languages: _containers.RepeatedCompositeFieldContainer[Spoken]
    skills: _containers.RepeatedScalarFieldContainer[str]
    capacity: int
    def __init__(self, agent_id: _Optional[str] = ..., languages: _Optional[_Iterable[_Union[Spoken, _Mapping]]] = ..., skills: _Optional[_Iterable[str]] = ..., capacity: _Optional[int] = ...) -> None: ...

class Agreement(_message.Message):
    __slots__ = ("languages", "markets", "categories")
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    languages: _containers.RepeatedScalarFieldContainer[str]
    markets: _containers.RepeatedScalarFieldContainer[str]
    categories: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, languages: _Optional[_Iterable[str]] = ..., markets: _Optional[_Iterable[str]] = ..., categories: _Optional[_Iterable[str]] = ...) -> None: ...

class Team(_message.Message):
    __slots__ = ("team_id", "calendar", "languages", "capacity", "skills", "region", "lead_id", "agents", "partner", "agreement", "version", "published_at")
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    CAPACITY_FIELD_NUMBER: _ClassVar[int]
    SKILLS_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    LEAD_ID_FIELD_NUMBER: _ClassVar[int]
    AGENTS_FIELD_NUMBER: _ClassVar[int]
    PARTNER_FIELD_NUMBER: _ClassVar[int]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    team_id: str
    calendar: str
    languages: _containers.RepeatedCompositeFieldContainer[Spoken]
    capacity: int
    skills: _containers.RepeatedScalarFieldContainer[str]
    region: str
    lead_id: str
    agents: _containers.RepeatedCompositeFieldContainer[Agent]
    partner: str
    agreement: Agreement
    version: int
    published_at: _timestamp_pb2.Timestamp
    def __init__(self, team_id: _Optional[str] = ..., calendar: _Optional[str] = ..., languages: _Optional[_Iterable[_Union[Spoken, _Mapping]]] = ..., capacity: _Optional[int] = ..., skills: _Optional[_Iterable[str]] = ..., region: _Optional[str] = ..., lead_id: _Optional[str] = ..., agents: _Optional[_Iterable[_Union[Agent, _Mapping]]] = ..., partner: _Optional[str] = ..., agreement: _Optional[_Union[Agreement, _Mapping]] = ..., version: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class OnCallManager(_message.Message):
    __slots__ = ("manager_id", "calendar")
    MANAGER_ID_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    manager_id: str
    calendar: str
    def __init__(self, manager_id: _Optional[str] = ..., calendar: _Optional[str] = ...) -> None: ...

class PromisedTime(_message.Message):
    __slots__ = ("target", "priority", "seconds")
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    target: Target
    priority: _types_pb2_1.Priority
    seconds: int
    def __init__(self, target: _Optional[_Union[Target, str]] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., seconds: _Optional[int] = ...) -> None: ...

class TargetClock(_message.Message):
    __slots__ = ("target", "clock")
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    target: Target
    clock: str
    def __init__(self, target: _Optional[_Union[Target, str]] = ..., clock: _Optional[str] = ...) -> None: ...

class Warning(_message.Message):
    __slots__ = ("percent", "seconds_left")
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    SECONDS_LEFT_FIELD_NUMBER: _ClassVar[int]
    percent: int
    seconds_left: int
    def __init__(self, percent: _Optional[int] = ..., seconds_left: _Optional[int] = ...) -> None: ...

class Conditions(_message.Message):
    __slots__ = ("channels", "languages", "markets", "categories", "loyalty_tiers", "min_order_value")
    CHANNELS_FIELD_NUMBER: _ClassVar[int]
    LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    LOYALTY_TIERS_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    channels: _containers.RepeatedScalarFieldContainer[_types_pb2_1.Channel]
    languages: _containers.RepeatedScalarFieldContainer[str]
    markets: _containers.RepeatedScalarFieldContainer[str]
    categories: _containers.RepeatedScalarFieldContainer[str]
    loyalty_tiers: _containers.RepeatedScalarFieldContainer[str]
    min_order_value: _types_pb2.Money
    def __init__(self, channels: _Optional[_Iterable[_Union[_types_pb2_1.Channel, str]]] = ..., languages: _Optional[_Iterable[str]] = ..., markets: _Optional[_Iterable[str]] = ..., categories: _Optional[_Iterable[str]] = ..., loyalty_tiers: _Optional[_Iterable[str]] = ..., min_order_value: _Optional[_Union[_types_pb2.Money, _Mapping]] = ...) -> None: ...

class Policy(_message.Message):
    __slots__ = ("policy_id", "position", "conditions", "clock", "clocks", "targets", "pause_in", "warn", "on_priority_change", "translated_languages", "assistant_responds", "version", "published_at")
    POLICY_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    CLOCKS_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    PAUSE_IN_FIELD_NUMBER: _ClassVar[int]
    WARN_FIELD_NUMBER: _ClassVar[int]
    ON_PRIORITY_CHANGE_FIELD_NUMBER: _ClassVar[int]
    TRANSLATED_LANGUAGES_FIELD_NUMBER: _ClassVar[int]
    ASSISTANT_RESPONDS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    policy_id: str
    position: int
    conditions: Conditions
    clock: str
    clocks: _containers.RepeatedCompositeFieldContainer[TargetClock]
    targets: _containers.RepeatedCompositeFieldContainer[PromisedTime]
    pause_in: _containers.RepeatedScalarFieldContainer[_types_pb2_1.TicketStatus]
    warn: _containers.RepeatedCompositeFieldContainer[Warning]
    on_priority_change: OnPriorityChange
    translated_languages: _containers.RepeatedScalarFieldContainer[str]
    assistant_responds: bool
    version: int
    published_at: _timestamp_pb2.Timestamp
    def __init__(self, policy_id: _Optional[str] = ..., position: _Optional[int] = ..., conditions: _Optional[_Union[Conditions, _Mapping]] = ..., clock: _Optional[str] = ..., clocks: _Optional[_Iterable[_Union[TargetClock, _Mapping]]] = ..., targets: _Optional[_Iterable[_Union[PromisedTime, _Mapping]]] = ..., pause_in: _Optional[_Iterable[_Union[_types_pb2_1.TicketStatus, str]]] = ..., warn: _Optional[_Iterable[_Union[Warning, _Mapping]]] = ..., on_priority_change: _Optional[_Union[OnPriorityChange, str]] = ..., translated_languages: _Optional[_Iterable[str]] = ..., assistant_responds: _Optional[bool] = ..., version: _Optional[int] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TicketFacts(_message.Message):
    __slots__ = ("channel", "language", "market", "category", "loyalty_tier", "order_value", "customer_id", "assignee_id", "team_id")
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    LOYALTY_TIER_FIELD_NUMBER: _ClassVar[int]
    ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    channel: _types_pb2_1.Channel
    language: str
    market: str
    category: str
    loyalty_tier: str
    order_value: _types_pb2.Money
    customer_id: str
    assignee_id: str
    team_id: str
    def __init__(self, channel: _Optional[_Union[_types_pb2_1.Channel, str]] = ..., language: _Optional[str] = ..., market: _Optional[str] = ..., category: _Optional[str] = ..., loyalty_tier: _Optional[str] = ..., order_value: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., customer_id: _Optional[str] = ..., assignee_id: _Optional[str] = ..., team_id: _Optional[str] = ...) -> None: ...

class Considered(_message.Message):
    __slots__ = ("team_id", "level", "on_shift", "has_skill", "free_capacity", "shift_seconds_left", "has_time", "had_it_last", "opens_at")
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    ON_SHIFT_FIELD_NUMBER: _ClassVar[int]
    HAS_SKILL_FIELD_NUMBER: _ClassVar[int]
    FREE_CAPACITY_FIELD_NUMBER: _ClassVar[int]
    SHIFT_SECONDS_LEFT_FIELD_NUMBER: _ClassVar[int]
    HAS_TIME_FIELD_NUMBER: _ClassVar[int]
    HAD_IT_LAST_FIELD_NUMBER: _ClassVar[int]
    OPENS_AT_FIELD_NUMBER: _ClassVar[int]
    team_id: str
    level: Level
    on_shift: bool
    has_skill: bool
    free_capacity: int
    shift_seconds_left: int
    has_time: bool
    had_it_last: bool
    opens_at: _timestamp_pb2.Timestamp
    def __init__(self, team_id: _Optional[str] = ..., level: _Optional[_Union[Level, str]] = ..., on_shift: _Optional[bool] = ..., has_skill: _Optional[bool] = ..., free_capacity: _Optional[int] = ..., shift_seconds_left: _Optional[int] = ..., has_time: _Optional[bool] = ..., had_it_last: _Optional[bool] = ..., opens_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class HandoffNote(_message.Message):
    __slots__ = ("happened", "next", "due_at", "due_target")
    HAPPENED_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    DUE_TARGET_FIELD_NUMBER: _ClassVar[int]
    happened: _containers.RepeatedScalarFieldContainer[str]
    next: str
    due_at: _timestamp_pb2.Timestamp
    due_target: Target
    def __init__(self, happened: _Optional[_Iterable[str]] = ..., next: _Optional[str] = ..., due_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_target: _Optional[_Union[Target, str]] = ...) -> None: ...

class TeamTime(_message.Message):
    __slots__ = ("team_id", "open_seconds")
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    OPEN_SECONDS_FIELD_NUMBER: _ClassVar[int]
    team_id: str
    open_seconds: int
    def __init__(self, team_id: _Optional[str] = ..., open_seconds: _Optional[int] = ...) -> None: ...
