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

class Rounding(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROUNDING_UNSPECIFIED: _ClassVar[Rounding]
    ROUNDING_DOWN: _ClassVar[Rounding]
    ROUNDING_HALF_EVEN: _ClassVar[Rounding]
    ROUNDING_UP: _ClassVar[Rounding]

class DebtPolicy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DEBT_POLICY_UNSPECIFIED: _ClassVar[DebtPolicy]
    DEBT_POLICY_CARRY: _ClassVar[DebtPolicy]
    DEBT_POLICY_WAIVE: _ClassVar[DebtPolicy]

class TierMeasure(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIER_MEASURE_UNSPECIFIED: _ClassVar[TierMeasure]
    TIER_MEASURE_SPEND: _ClassVar[TierMeasure]
    TIER_MEASURE_POINTS: _ClassVar[TierMeasure]
    TIER_MEASURE_ORDERS: _ClassVar[TierMeasure]

class TierWindow(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIER_WINDOW_UNSPECIFIED: _ClassVar[TierWindow]
    TIER_WINDOW_DAYS: _ClassVar[TierWindow]
    TIER_WINDOW_MONTHS: _ClassVar[TierWindow]
    TIER_WINDOW_CALENDAR_YEAR: _ClassVar[TierWindow]
    TIER_WINDOW_LIFE: _ClassVar[TierWindow]

class RewardKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REWARD_KIND_UNSPECIFIED: _ClassVar[RewardKind]
    REWARD_KIND_MONEY_OFF: _ClassVar[RewardKind]
    REWARD_KIND_PRODUCT: _ClassVar[RewardKind]
    REWARD_KIND_SHIPPING: _ClassVar[RewardKind]
    REWARD_KIND_GIFT: _ClassVar[RewardKind]
    REWARD_KIND_CHARITY: _ClassVar[RewardKind]
    REWARD_KIND_EVENT_PLACE: _ClassVar[RewardKind]

class ContentKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONTENT_KIND_UNSPECIFIED: _ClassVar[ContentKind]
    CONTENT_KIND_PHOTO_REVIEW: _ClassVar[ContentKind]
    CONTENT_KIND_VIDEO_REVIEW: _ClassVar[ContentKind]
    CONTENT_KIND_COMMUNITY_ANSWER: _ClassVar[ContentKind]
    CONTENT_KIND_SURVEY: _ClassVar[ContentKind]
ROUNDING_UNSPECIFIED: Rounding
ROUNDING_DOWN: Rounding
ROUNDING_HALF_EVEN: Rounding
ROUNDING_UP: Rounding
DEBT_POLICY_UNSPECIFIED: DebtPolicy
DEBT_POLICY_CARRY: DebtPolicy
DEBT_POLICY_WAIVE: DebtPolicy
TIER_MEASURE_UNSPECIFIED: TierMeasure
TIER_MEASURE_SPEND: TierMeasure
TIER_MEASURE_POINTS: TierMeasure
TIER_MEASURE_ORDERS: TierMeasure
TIER_WINDOW_UNSPECIFIED: TierWindow
TIER_WINDOW_DAYS: TierWindow
TIER_WINDOW_MONTHS: TierWindow
TIER_WINDOW_CALENDAR_YEAR: TierWindow
TIER_WINDOW_LIFE: TierWindow
REWARD_KIND_UNSPECIFIED: RewardKind
REWARD_KIND_MONEY_OFF: RewardKind
REWARD_KIND_PRODUCT: RewardKind
REWARD_KIND_SHIPPING: RewardKind
REWARD_KIND_GIFT: RewardKind
REWARD_KIND_CHARITY: RewardKind
REWARD_KIND_EVENT_PLACE: RewardKind
CONTENT_KIND_UNSPECIFIED: ContentKind
CONTENT_KIND_PHOTO_REVIEW: ContentKind
CONTENT_KIND_VIDEO_REVIEW: ContentKind
CONTENT_KIND_COMMUNITY_ANSWER: ContentKind
CONTENT_KIND_SURVEY: ContentKind

class CurrencyRate(_message.Message):
    __slots__ = ("currency", "minor_units", "worth")
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    MINOR_UNITS_FIELD_NUMBER: _ClassVar[int]
    WORTH_FIELD_NUMBER: _ClassVar[int]
    currency: str
    minor_units: int
    worth: int
    def __init__(self, currency: _Optional[str] = ..., minor_units: _Optional[int] = ..., worth: _Optional[int] = ...) -> None: ...

class MarketTerms(_message.Message):
    __slots__ = ("market", "return_days", "validity_months", "zone", "lottery_allowed", "rewards_allowed")
    MARKET_FIELD_NUMBER: _ClassVar[int]
    RETURN_DAYS_FIELD_NUMBER: _ClassVar[int]
    VALIDITY_MONTHS_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    LOTTERY_ALLOWED_FIELD_NUMBER: _ClassVar[int]
    REWARDS_ALLOWED_FIELD_NUMBER: _ClassVar[int]
    market: str
    return_days: int
    validity_months: int
    zone: str
    lottery_allowed: bool
    rewards_allowed: bool
    def __init__(self, market: _Optional[str] = ..., return_days: _Optional[int] = ..., validity_months: _Optional[int] = ..., zone: _Optional[str] = ..., lottery_allowed: _Optional[bool] = ..., rewards_allowed: _Optional[bool] = ...) -> None: ...

class SkuCategory(_message.Message):
    __slots__ = ("name", "sku_prefixes")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SKU_PREFIXES_FIELD_NUMBER: _ClassVar[int]
    name: str
    sku_prefixes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., sku_prefixes: _Optional[_Iterable[str]] = ...) -> None: ...

class LineSelector(_message.Message):
    __slots__ = ("markets", "sku_prefixes", "categories")
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    SKU_PREFIXES_FIELD_NUMBER: _ClassVar[int]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    markets: _containers.RepeatedScalarFieldContainer[str]
    sku_prefixes: _containers.RepeatedScalarFieldContainer[str]
    categories: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, markets: _Optional[_Iterable[str]] = ..., sku_prefixes: _Optional[_Iterable[str]] = ..., categories: _Optional[_Iterable[str]] = ...) -> None: ...

class EarnBand(_message.Message):
    __slots__ = ("below", "points", "minor_units")
    FROM_FIELD_NUMBER: _ClassVar[int]
    BELOW_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    MINOR_UNITS_FIELD_NUMBER: _ClassVar[int]
    below: int
    points: int
    minor_units: int
    def __init__(self, below: _Optional[int] = ..., points: _Optional[int] = ..., minor_units: _Optional[int] = ..., **kwargs) -> None: ...

class EarnRule(_message.Message):
    __slots__ = ("name", "lines", "bands", "rounding", "version")
    NAME_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    BANDS_FIELD_NUMBER: _ClassVar[int]
    ROUNDING_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    name: str
    lines: LineSelector
    bands: _containers.RepeatedCompositeFieldContainer[EarnBand]
    rounding: Rounding
    version: int
    def __init__(self, name: _Optional[str] = ..., lines: _Optional[_Union[LineSelector, _Mapping]] = ..., bands: _Optional[_Iterable[_Union[EarnBand, _Mapping]]] = ..., rounding: _Optional[_Union[Rounding, str]] = ..., version: _Optional[int] = ...) -> None: ...

class LocalName(_message.Message):
    __slots__ = ("language", "text")
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    language: str
    text: str
    def __init__(self, language: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class TierBenefits(_message.Message):
    __slots__ = ("earn_percent", "discount_percent", "birthday_points", "early_access_hours", "free_shipping", "sla_priority")
    EARN_PERCENT_FIELD_NUMBER: _ClassVar[int]
    DISCOUNT_PERCENT_FIELD_NUMBER: _ClassVar[int]
    BIRTHDAY_POINTS_FIELD_NUMBER: _ClassVar[int]
    EARLY_ACCESS_HOURS_FIELD_NUMBER: _ClassVar[int]
    FREE_SHIPPING_FIELD_NUMBER: _ClassVar[int]
    SLA_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    earn_percent: int
    discount_percent: int
    birthday_points: int
    early_access_hours: int
    free_shipping: bool
    sla_priority: _types_pb2_1.Priority
    def __init__(self, earn_percent: _Optional[int] = ..., discount_percent: _Optional[int] = ..., birthday_points: _Optional[int] = ..., early_access_hours: _Optional[int] = ..., free_shipping: _Optional[bool] = ..., sla_priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ...) -> None: ...

class Tier(_message.Message):
    __slots__ = ("tier_id", "threshold", "benefits", "names")
    TIER_ID_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    BENEFITS_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    tier_id: str
    threshold: int
    benefits: TierBenefits
    names: _containers.RepeatedCompositeFieldContainer[LocalName]
    def __init__(self, tier_id: _Optional[str] = ..., threshold: _Optional[int] = ..., benefits: _Optional[_Union[TierBenefits, _Mapping]] = ..., names: _Optional[_Iterable[_Union[LocalName, _Mapping]]] = ...) -> None: ...

class TierLadder(_message.Message):
    __slots__ = ("measure", "window", "length", "grace_days", "tiers")
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    GRACE_DAYS_FIELD_NUMBER: _ClassVar[int]
    TIERS_FIELD_NUMBER: _ClassVar[int]
    measure: TierMeasure
    window: TierWindow
    length: int
    grace_days: int
    tiers: _containers.RepeatedCompositeFieldContainer[Tier]
    def __init__(self, measure: _Optional[_Union[TierMeasure, str]] = ..., window: _Optional[_Union[TierWindow, str]] = ..., length: _Optional[int] = ..., grace_days: _Optional[int] = ..., tiers: _Optional[_Iterable[_Union[Tier, _Mapping]]] = ...) -> None: ...

class TierPrice(_message.Message):
    __slots__ = ("tier_id", "points")
    TIER_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    tier_id: str
    points: int
    def __init__(self, tier_id: _Optional[str] = ..., points: _Optional[int] = ...) -> None: ...

class MemberLimit(_message.Message):
    __slots__ = ("times", "days")
    TIMES_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    times: int
    days: int
    def __init__(self, times: _Optional[int] = ..., days: _Optional[int] = ...) -> None: ...

class RewardMarket(_message.Message):
    __slots__ = ("market", "valid_days", "value")
    MARKET_FIELD_NUMBER: _ClassVar[int]
    VALID_DAYS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    market: str
    valid_days: int
    value: _types_pb2.Money
    def __init__(self, market: _Optional[str] = ..., valid_days: _Optional[int] = ..., value: _Optional[_Union[_types_pb2.Money, _Mapping]] = ...) -> None: ...

class ProgrammeReward(_message.Message):
    __slots__ = ("reward_id", "kind", "points", "tier_prices", "stock", "member_limit", "markets", "refers_to", "names")
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    TIER_PRICES_FIELD_NUMBER: _ClassVar[int]
    STOCK_FIELD_NUMBER: _ClassVar[int]
    MEMBER_LIMIT_FIELD_NUMBER: _ClassVar[int]
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    REFERS_TO_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    reward_id: str
    kind: RewardKind
    points: int
    tier_prices: _containers.RepeatedCompositeFieldContainer[TierPrice]
    stock: int
    member_limit: MemberLimit
    markets: _containers.RepeatedCompositeFieldContainer[RewardMarket]
    refers_to: str
    names: _containers.RepeatedCompositeFieldContainer[LocalName]
    def __init__(self, reward_id: _Optional[str] = ..., kind: _Optional[_Union[RewardKind, str]] = ..., points: _Optional[int] = ..., tier_prices: _Optional[_Iterable[_Union[TierPrice, _Mapping]]] = ..., stock: _Optional[int] = ..., member_limit: _Optional[_Union[MemberLimit, _Mapping]] = ..., markets: _Optional[_Iterable[_Union[RewardMarket, _Mapping]]] = ..., refers_to: _Optional[str] = ..., names: _Optional[_Iterable[_Union[LocalName, _Mapping]]] = ...) -> None: ...

class Campaign(_message.Message):
    __slots__ = ("campaign_id", "to", "lines", "tiers", "segments", "bonus_percent", "points_per_line", "points_per_order", "rounding", "budget", "member_points")
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    TIERS_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    BONUS_PERCENT_FIELD_NUMBER: _ClassVar[int]
    POINTS_PER_LINE_FIELD_NUMBER: _ClassVar[int]
    POINTS_PER_ORDER_FIELD_NUMBER: _ClassVar[int]
    ROUNDING_FIELD_NUMBER: _ClassVar[int]
    BUDGET_FIELD_NUMBER: _ClassVar[int]
    MEMBER_POINTS_FIELD_NUMBER: _ClassVar[int]
    campaign_id: str
    to: _timestamp_pb2.Timestamp
    lines: LineSelector
    tiers: _containers.RepeatedScalarFieldContainer[str]
    segments: _containers.RepeatedScalarFieldContainer[str]
    bonus_percent: int
    points_per_line: int
    points_per_order: int
    rounding: Rounding
    budget: int
    member_points: int
    def __init__(self, campaign_id: _Optional[str] = ..., to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., lines: _Optional[_Union[LineSelector, _Mapping]] = ..., tiers: _Optional[_Iterable[str]] = ..., segments: _Optional[_Iterable[str]] = ..., bonus_percent: _Optional[int] = ..., points_per_line: _Optional[int] = ..., points_per_order: _Optional[int] = ..., rounding: _Optional[_Union[Rounding, str]] = ..., budget: _Optional[int] = ..., member_points: _Optional[int] = ..., **kwargs) -> None: ...

class ReferralPolicy(_message.Message):
    __slots__ = ("referrer_points", "friend_points", "minimum_order", "cap", "velocity_friends", "velocity_hours", "chain_depth")
    REFERRER_POINTS_FIELD_NUMBER: _ClassVar[int]
    FRIEND_POINTS_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_ORDER_FIELD_NUMBER: _ClassVar[int]
    CAP_FIELD_NUMBER: _ClassVar[int]
    VELOCITY_FRIENDS_FIELD_NUMBER: _ClassVar[int]
    VELOCITY_HOURS_FIELD_NUMBER: _ClassVar[int]
    CHAIN_DEPTH_FIELD_NUMBER: _ClassVar[int]
    referrer_points: int
    friend_points: int
    minimum_order: int
    cap: MemberLimit
    velocity_friends: int
    velocity_hours: int
    chain_depth: int
    def __init__(self, referrer_points: _Optional[int] = ..., friend_points: _Optional[int] = ..., minimum_order: _Optional[int] = ..., cap: _Optional[_Union[MemberLimit, _Mapping]] = ..., velocity_friends: _Optional[int] = ..., velocity_hours: _Optional[int] = ..., chain_depth: _Optional[int] = ...) -> None: ...

class ContentPolicy(_message.Message):
    __slots__ = ("kind", "points", "cap")
    KIND_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    CAP_FIELD_NUMBER: _ClassVar[int]
    kind: ContentKind
    points: int
    cap: MemberLimit
    def __init__(self, kind: _Optional[_Union[ContentKind, str]] = ..., points: _Optional[int] = ..., cap: _Optional[_Union[MemberLimit, _Mapping]] = ...) -> None: ...

class PointValue(_message.Message):
    __slots__ = ("minor_units", "points")
    MINOR_UNITS_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    minor_units: int
    points: int
    def __init__(self, minor_units: _Optional[int] = ..., points: _Optional[int] = ...) -> None: ...

class Programme(_message.Message):
    __slots__ = ("currency", "point_value", "currency_rates", "markets", "default_market", "debt_policy", "categories", "earn_rules", "tiers", "rewards", "campaigns", "referral", "contents", "correction_limit")
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    POINT_VALUE_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_RATES_FIELD_NUMBER: _ClassVar[int]
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_MARKET_FIELD_NUMBER: _ClassVar[int]
    DEBT_POLICY_FIELD_NUMBER: _ClassVar[int]
    CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    EARN_RULES_FIELD_NUMBER: _ClassVar[int]
    TIERS_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGNS_FIELD_NUMBER: _ClassVar[int]
    REFERRAL_FIELD_NUMBER: _ClassVar[int]
    CONTENTS_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_LIMIT_FIELD_NUMBER: _ClassVar[int]
    currency: str
    point_value: PointValue
    currency_rates: _containers.RepeatedCompositeFieldContainer[CurrencyRate]
    markets: _containers.RepeatedCompositeFieldContainer[MarketTerms]
    default_market: str
    debt_policy: DebtPolicy
    categories: _containers.RepeatedCompositeFieldContainer[SkuCategory]
    earn_rules: _containers.RepeatedCompositeFieldContainer[EarnRule]
    tiers: TierLadder
    rewards: _containers.RepeatedCompositeFieldContainer[ProgrammeReward]
    campaigns: _containers.RepeatedCompositeFieldContainer[Campaign]
    referral: ReferralPolicy
    contents: _containers.RepeatedCompositeFieldContainer[ContentPolicy]
    correction_limit: int
    def __init__(self, currency: _Optional[str] = ..., point_value: _Optional[_Union[PointValue, _Mapping]] = ..., currency_rates: _Optional[_Iterable[_Union[CurrencyRate, _Mapping]]] = ..., markets: _Optional[_Iterable[_Union[MarketTerms, _Mapping]]] = ..., default_market: _Optional[str] = ..., debt_policy: _Optional[_Union[DebtPolicy, str]] = ..., categories: _Optional[_Iterable[_Union[SkuCategory, _Mapping]]] = ..., earn_rules: _Optional[_Iterable[_Union[EarnRule, _Mapping]]] = ..., tiers: _Optional[_Union[TierLadder, _Mapping]] = ..., rewards: _Optional[_Iterable[_Union[ProgrammeReward, _Mapping]]] = ..., campaigns: _Optional[_Iterable[_Union[Campaign, _Mapping]]] = ..., referral: _Optional[_Union[ReferralPolicy, _Mapping]] = ..., contents: _Optional[_Iterable[_Union[ContentPolicy, _Mapping]]] = ..., correction_limit: _Optional[int] = ...) -> None: ...
