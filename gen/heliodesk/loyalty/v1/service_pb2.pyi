import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.commerce.v1 import events_pb2 as _events_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from heliodesk.loyalty.v1 import events_pb2 as _events_pb2_1
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EntryKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ENTRY_KIND_UNSPECIFIED: _ClassVar[EntryKind]
    ENTRY_KIND_EARN: _ClassVar[EntryKind]
    ENTRY_KIND_CLAWBACK: _ClassVar[EntryKind]
    ENTRY_KIND_RELEASE: _ClassVar[EntryKind]
    ENTRY_KIND_REDEEM: _ClassVar[EntryKind]
    ENTRY_KIND_RESTORE: _ClassVar[EntryKind]
    ENTRY_KIND_EXPIRE: _ClassVar[EntryKind]
    ENTRY_KIND_CORRECT: _ClassVar[EntryKind]
    ENTRY_KIND_SETTLE: _ClassVar[EntryKind]
    ENTRY_KIND_WAIVE: _ClassVar[EntryKind]
    ENTRY_KIND_TIER: _ClassVar[EntryKind]
ENTRY_KIND_UNSPECIFIED: EntryKind
ENTRY_KIND_EARN: EntryKind
ENTRY_KIND_CLAWBACK: EntryKind
ENTRY_KIND_RELEASE: EntryKind
ENTRY_KIND_REDEEM: EntryKind
ENTRY_KIND_RESTORE: EntryKind
ENTRY_KIND_EXPIRE: EntryKind
ENTRY_KIND_CORRECT: EntryKind
ENTRY_KIND_SETTLE: EntryKind
ENTRY_KIND_WAIVE: EntryKind
ENTRY_KIND_TIER: EntryKind

class Account(_message.Message):
    __slots__ = ("customer_id", "balance", "earned", "clawed_back", "entry_count", "pending", "spendable", "debt", "redeemed", "restored", "expired", "corrected", "waived", "tier", "tier_since", "tier_review_at", "lots", "hash")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    EARNED_FIELD_NUMBER: _ClassVar[int]
    CLAWED_BACK_FIELD_NUMBER: _ClassVar[int]
    ENTRY_COUNT_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    SPENDABLE_FIELD_NUMBER: _ClassVar[int]
    DEBT_FIELD_NUMBER: _ClassVar[int]
    REDEEMED_FIELD_NUMBER: _ClassVar[int]
    RESTORED_FIELD_NUMBER: _ClassVar[int]
    EXPIRED_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_FIELD_NUMBER: _ClassVar[int]
    WAIVED_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    TIER_SINCE_FIELD_NUMBER: _ClassVar[int]
    TIER_REVIEW_AT_FIELD_NUMBER: _ClassVar[int]
    LOTS_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    balance: int
    earned: int
    clawed_back: int
    entry_count: int
    pending: int
    spendable: int
    debt: int
    redeemed: int
    restored: int
    expired: int
    corrected: int
    waived: int
    tier: str
    tier_since: _timestamp_pb2.Timestamp
    tier_review_at: _timestamp_pb2.Timestamp
    lots: _containers.RepeatedCompositeFieldContainer[Lot]
    hash: str
    def __init__(self, customer_id: _Optional[str] = ..., balance: _Optional[int] = ..., earned: _Optional[int] = ..., clawed_back: _Optional[int] = ..., entry_count: _Optional[int] = ..., pending: _Optional[int] = ..., spendable: _Optional[int] = ..., debt: _Optional[int] = ..., redeemed: _Optional[int] = ..., restored: _Optional[int] = ..., expired: _Optional[int] = ..., corrected: _Optional[int] = ..., waived: _Optional[int] = ..., tier: _Optional[str] = ..., tier_since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., tier_review_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., lots: _Optional[_Iterable[_Union[Lot, _Mapping]]] = ..., hash: _Optional[str] = ...) -> None: ...

class Lot(_message.Message):
    __slots__ = ("lot_id", "pending", "available", "release_at", "expires_at", "order_id", "line_id")
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_FIELD_NUMBER: _ClassVar[int]
    RELEASE_AT_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    lot_id: str
    pending: int
    available: int
    release_at: _timestamp_pb2.Timestamp
    expires_at: _timestamp_pb2.Timestamp
    order_id: str
    line_id: str
    def __init__(self, lot_id: _Optional[str] = ..., pending: _Optional[int] = ..., available: _Optional[int] = ..., release_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expires_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., order_id: _Optional[str] = ..., line_id: _Optional[str] = ...) -> None: ...

class Move(_message.Message):
    __slots__ = ("lot_id", "pending", "available")
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_FIELD_NUMBER: _ClassVar[int]
    lot_id: str
    pending: int
    available: int
    def __init__(self, lot_id: _Optional[str] = ..., pending: _Optional[int] = ..., available: _Optional[int] = ...) -> None: ...

class Entry(_message.Message):
    __slots__ = ("entry_id", "kind", "points", "balance_after", "order_id", "refund_id", "amount", "rule", "at", "line_id", "source", "reference", "reason", "actor", "approved_by", "debt", "moves", "tier", "number", "hash")
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    BALANCE_AFTER_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    REFUND_ID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    LINE_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    DEBT_FIELD_NUMBER: _ClassVar[int]
    MOVES_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    entry_id: str
    kind: EntryKind
    points: int
    balance_after: int
    order_id: str
    refund_id: str
    amount: _types_pb2.Money
    rule: str
    at: _timestamp_pb2.Timestamp
    line_id: str
    source: _events_pb2_1.EarnSource
    reference: str
    reason: str
    actor: str
    approved_by: str
    debt: int
    moves: _containers.RepeatedCompositeFieldContainer[Move]
    tier: str
    number: int
    hash: str
    def __init__(self, entry_id: _Optional[str] = ..., kind: _Optional[_Union[EntryKind, str]] = ..., points: _Optional[int] = ..., balance_after: _Optional[int] = ..., order_id: _Optional[str] = ..., refund_id: _Optional[str] = ..., amount: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., rule: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., line_id: _Optional[str] = ..., source: _Optional[_Union[_events_pb2_1.EarnSource, str]] = ..., reference: _Optional[str] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ..., approved_by: _Optional[str] = ..., debt: _Optional[int] = ..., moves: _Optional[_Iterable[_Union[Move, _Mapping]]] = ..., tier: _Optional[str] = ..., number: _Optional[int] = ..., hash: _Optional[str] = ...) -> None: ...

class GetAccountRequest(_message.Message):
    __slots__ = ("customer_id",)
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    def __init__(self, customer_id: _Optional[str] = ...) -> None: ...

class GetAccountResponse(_message.Message):
    __slots__ = ("account",)
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: Account
    def __init__(self, account: _Optional[_Union[Account, _Mapping]] = ...) -> None: ...

class ListAccountsRequest(_message.Message):
    __slots__ = ("page_size", "cursor")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    cursor: str
    def __init__(self, page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListAccountsResponse(_message.Message):
    __slots__ = ("accounts", "next_cursor")
    ACCOUNTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    accounts: _containers.RepeatedCompositeFieldContainer[Account]
    next_cursor: str
    def __init__(self, accounts: _Optional[_Iterable[_Union[Account, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class ListEntriesRequest(_message.Message):
    __slots__ = ("customer_id", "page_size", "cursor")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    page_size: int
    cursor: str
    def __init__(self, customer_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListEntriesResponse(_message.Message):
    __slots__ = ("entries", "next_cursor")
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.RepeatedCompositeFieldContainer[Entry]
    next_cursor: str
    def __init__(self, entries: _Optional[_Iterable[_Union[Entry, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class EarnForOrderRequest(_message.Message):
    __slots__ = ("customer_id", "order_id", "total", "lines", "delivered_at", "country")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    DELIVERED_AT_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    order_id: str
    total: _types_pb2.Money
    lines: _containers.RepeatedCompositeFieldContainer[_events_pb2.OrderLine]
    delivered_at: _timestamp_pb2.Timestamp
    country: str
    def __init__(self, customer_id: _Optional[str] = ..., order_id: _Optional[str] = ..., total: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., lines: _Optional[_Iterable[_Union[_events_pb2.OrderLine, _Mapping]]] = ..., delivered_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., country: _Optional[str] = ...) -> None: ...

class EarnForOrderResponse(_message.Message):
    __slots__ = ("account", "news")
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    NEWS_FIELD_NUMBER: _ClassVar[int]
    account: Account
    news: bool
    def __init__(self, account: _Optional[_Union[Account, _Mapping]] = ..., news: _Optional[bool] = ...) -> None: ...

class ClawBackRefundRequest(_message.Message):
    __slots__ = ("customer_id", "order_id", "refund_id", "amount", "refunded_total", "order_total", "lines", "refunded_at")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    REFUND_ID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    REFUNDED_TOTAL_FIELD_NUMBER: _ClassVar[int]
    ORDER_TOTAL_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    REFUNDED_AT_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    order_id: str
    refund_id: str
    amount: _types_pb2.Money
    refunded_total: _types_pb2.Money
    order_total: _types_pb2.Money
    lines: _containers.RepeatedCompositeFieldContainer[_events_pb2.RefundedLine]
    refunded_at: _timestamp_pb2.Timestamp
    def __init__(self, customer_id: _Optional[str] = ..., order_id: _Optional[str] = ..., refund_id: _Optional[str] = ..., amount: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., refunded_total: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., order_total: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., lines: _Optional[_Iterable[_Union[_events_pb2.RefundedLine, _Mapping]]] = ..., refunded_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ClawBackRefundResponse(_message.Message):
    __slots__ = ("account", "news")
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    NEWS_FIELD_NUMBER: _ClassVar[int]
    account: Account
    news: bool
    def __init__(self, account: _Optional[_Union[Account, _Mapping]] = ..., news: _Optional[bool] = ...) -> None: ...
