import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EarnSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EARN_SOURCE_UNSPECIFIED: _ClassVar[EarnSource]
    EARN_SOURCE_ORDER: _ClassVar[EarnSource]
    EARN_SOURCE_CAMPAIGN: _ClassVar[EarnSource]
    EARN_SOURCE_REFERRAL: _ClassVar[EarnSource]
    EARN_SOURCE_CONTENT: _ClassVar[EarnSource]
    EARN_SOURCE_GRANT: _ClassVar[EarnSource]
    EARN_SOURCE_GIFT: _ClassVar[EarnSource]
    EARN_SOURCE_CORRECTION: _ClassVar[EarnSource]

class TierCause(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIER_CAUSE_UNSPECIFIED: _ClassVar[TierCause]
    TIER_CAUSE_REACHED: _ClassVar[TierCause]
    TIER_CAUSE_REVIEW: _ClassVar[TierCause]
EARN_SOURCE_UNSPECIFIED: EarnSource
EARN_SOURCE_ORDER: EarnSource
EARN_SOURCE_CAMPAIGN: EarnSource
EARN_SOURCE_REFERRAL: EarnSource
EARN_SOURCE_CONTENT: EarnSource
EARN_SOURCE_GRANT: EarnSource
EARN_SOURCE_GIFT: EarnSource
EARN_SOURCE_CORRECTION: EarnSource
TIER_CAUSE_UNSPECIFIED: TierCause
TIER_CAUSE_REACHED: TierCause
TIER_CAUSE_REVIEW: TierCause

class PointsEarned(_message.Message):
    __slots__ = ("customer_id", "entry_id", "order_id", "points", "amount", "rule", "balance", "earned_at", "line_id", "source", "reference", "available_at", "expires_at", "reason", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    EARNED_AT_FIELD_NUMBER: _ClassVar[int]
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_AT_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    order_id: str
    points: int
    amount: _types_pb2.Money
    rule: str
    balance: int
    earned_at: _timestamp_pb2.Timestamp
    line_id: str
    source: EarnSource
    reference: str
    available_at: _timestamp_pb2.Timestamp
    expires_at: _timestamp_pb2.Timestamp
    reason: str
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., order_id: _Optional[str] = ..., points: _Optional[int] = ..., amount: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., rule: _Optional[str] = ..., balance: _Optional[int] = ..., earned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., line_id: _Optional[str] = ..., source: _Optional[_Union[EarnSource, str]] = ..., reference: _Optional[str] = ..., available_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expires_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason: _Optional[str] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class PointsClawedBack(_message.Message):
    __slots__ = ("customer_id", "entry_id", "order_id", "refund_id", "points", "amount", "rule", "balance", "clawed_back_at", "line_id", "debt", "lot_id", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    REFUND_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    CLAWED_BACK_AT_FIELD_NUMBER: _ClassVar[int]
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    DEBT_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    order_id: str
    refund_id: str
    points: int
    amount: _types_pb2.Money
    rule: str
    balance: int
    clawed_back_at: _timestamp_pb2.Timestamp
    line_id: str
    debt: int
    lot_id: str
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., order_id: _Optional[str] = ..., refund_id: _Optional[str] = ..., points: _Optional[int] = ..., amount: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., rule: _Optional[str] = ..., balance: _Optional[int] = ..., clawed_back_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., line_id: _Optional[str] = ..., debt: _Optional[int] = ..., lot_id: _Optional[str] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class PointsReleased(_message.Message):
    __slots__ = ("customer_id", "entry_id", "lot_id", "order_id", "line_id", "points", "balance", "released_at", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    RELEASED_AT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    lot_id: str
    order_id: str
    line_id: str
    points: int
    balance: int
    released_at: _timestamp_pb2.Timestamp
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., lot_id: _Optional[str] = ..., order_id: _Optional[str] = ..., line_id: _Optional[str] = ..., points: _Optional[int] = ..., balance: _Optional[int] = ..., released_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class PointsRedeemed(_message.Message):
    __slots__ = ("customer_id", "entry_id", "redemption_id", "reward_id", "revision", "points", "balance", "redeemed_at", "draw_id", "draw_entries", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    REDEEMED_AT_FIELD_NUMBER: _ClassVar[int]
    DRAW_ID_FIELD_NUMBER: _ClassVar[int]
    DRAW_ENTRIES_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    redemption_id: str
    reward_id: str
    revision: int
    points: int
    balance: int
    redeemed_at: _timestamp_pb2.Timestamp
    draw_id: str
    draw_entries: int
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., redemption_id: _Optional[str] = ..., reward_id: _Optional[str] = ..., revision: _Optional[int] = ..., points: _Optional[int] = ..., balance: _Optional[int] = ..., redeemed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., draw_id: _Optional[str] = ..., draw_entries: _Optional[int] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class PointsRestored(_message.Message):
    __slots__ = ("customer_id", "entry_id", "redemption_id", "points", "balance", "reason", "restored_at", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RESTORED_AT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    redemption_id: str
    points: int
    balance: int
    reason: str
    restored_at: _timestamp_pb2.Timestamp
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., redemption_id: _Optional[str] = ..., points: _Optional[int] = ..., balance: _Optional[int] = ..., reason: _Optional[str] = ..., restored_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class RedemptionAbandoned(_message.Message):
    __slots__ = ("customer_id", "redemption_id", "abandoned_at", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    ABANDONED_AT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    redemption_id: str
    abandoned_at: _timestamp_pb2.Timestamp
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., redemption_id: _Optional[str] = ..., abandoned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class PointsExpired(_message.Message):
    __slots__ = ("customer_id", "entry_id", "lot_id", "points", "balance", "expired_at", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    EXPIRED_AT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    lot_id: str
    points: int
    balance: int
    expired_at: _timestamp_pb2.Timestamp
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., lot_id: _Optional[str] = ..., points: _Optional[int] = ..., balance: _Optional[int] = ..., expired_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class PointsCorrected(_message.Message):
    __slots__ = ("customer_id", "entry_id", "correction_id", "points", "debt", "balance", "reason", "actor", "approved_by", "corrected_at", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    DEBT_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_AT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    correction_id: str
    points: int
    debt: int
    balance: int
    reason: str
    actor: str
    approved_by: str
    corrected_at: _timestamp_pb2.Timestamp
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., correction_id: _Optional[str] = ..., points: _Optional[int] = ..., debt: _Optional[int] = ..., balance: _Optional[int] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ..., approved_by: _Optional[str] = ..., corrected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class DebtSettled(_message.Message):
    __slots__ = ("customer_id", "entry_id", "points", "debt", "balance", "settled_at", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    DEBT_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    SETTLED_AT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    points: int
    debt: int
    balance: int
    settled_at: _timestamp_pb2.Timestamp
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., points: _Optional[int] = ..., debt: _Optional[int] = ..., balance: _Optional[int] = ..., settled_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class DebtWaived(_message.Message):
    __slots__ = ("customer_id", "entry_id", "points", "debt", "balance", "waived_at", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    DEBT_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    WAIVED_AT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    points: int
    debt: int
    balance: int
    waived_at: _timestamp_pb2.Timestamp
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., points: _Optional[int] = ..., debt: _Optional[int] = ..., balance: _Optional[int] = ..., waived_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class TierChanged(_message.Message):
    __slots__ = ("customer_id", "entry_id", "previous", "tier", "cause", "sla_priority", "review_at", "changed_at", "entry_hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    SLA_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    REVIEW_AT_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    entry_id: str
    previous: str
    tier: str
    cause: TierCause
    sla_priority: str
    review_at: _timestamp_pb2.Timestamp
    changed_at: _timestamp_pb2.Timestamp
    entry_hash: str
    def __init__(self, customer_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., previous: _Optional[str] = ..., tier: _Optional[str] = ..., cause: _Optional[_Union[TierCause, str]] = ..., sla_priority: _Optional[str] = ..., review_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., changed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., entry_hash: _Optional[str] = ...) -> None: ...

class BonusRequested(_message.Message):
    __slots__ = ("customer_id", "campaign_id", "revision", "order_id", "line_id", "points", "requested_at")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_AT_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    campaign_id: str
    revision: int
    order_id: str
    line_id: str
    points: int
    requested_at: _timestamp_pb2.Timestamp
    def __init__(self, customer_id: _Optional[str] = ..., campaign_id: _Optional[str] = ..., revision: _Optional[int] = ..., order_id: _Optional[str] = ..., line_id: _Optional[str] = ..., points: _Optional[int] = ..., requested_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
