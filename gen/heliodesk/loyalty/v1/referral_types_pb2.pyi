import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReferralStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REFERRAL_STATUS_UNSPECIFIED: _ClassVar[ReferralStatus]
    REFERRAL_STATUS_ASKED: _ClassVar[ReferralStatus]
    REFERRAL_STATUS_ATTRIBUTED: _ClassVar[ReferralStatus]
    REFERRAL_STATUS_REFUSED: _ClassVar[ReferralStatus]
    REFERRAL_STATUS_REWARDED: _ClassVar[ReferralStatus]

class ReferralReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REFERRAL_REASON_UNSPECIFIED: _ClassVar[ReferralReason]
    REFERRAL_REASON_SELF_REFERRAL: _ClassVar[ReferralReason]
    REFERRAL_REASON_KNOWN_PERSON: _ClassVar[ReferralReason]
    REFERRAL_REASON_ALREADY_REFERRED: _ClassVar[ReferralReason]
    REFERRAL_REASON_FRIEND_HAS_ORDERED: _ClassVar[ReferralReason]
    REFERRAL_REASON_RING: _ClassVar[ReferralReason]
    REFERRAL_REASON_VELOCITY: _ClassVar[ReferralReason]
    REFERRAL_REASON_CAP: _ClassVar[ReferralReason]
    REFERRAL_REASON_FIRST_ORDER_REFUNDED: _ClassVar[ReferralReason]
    REFERRAL_REASON_BELOW_MINIMUM: _ClassVar[ReferralReason]
    REFERRAL_REASON_MEMBER_GONE: _ClassVar[ReferralReason]

class SignalKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SIGNAL_KIND_UNSPECIFIED: _ClassVar[SignalKind]
    SIGNAL_KIND_EMAIL: _ClassVar[SignalKind]
    SIGNAL_KIND_PHONE: _ClassVar[SignalKind]
    SIGNAL_KIND_ADDRESS: _ClassVar[SignalKind]
    SIGNAL_KIND_PAYMENT: _ClassVar[SignalKind]
    SIGNAL_KIND_DEVICE: _ClassVar[SignalKind]

class ReferralRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REFERRAL_ROLE_UNSPECIFIED: _ClassVar[ReferralRole]
    REFERRAL_ROLE_REFERRER: _ClassVar[ReferralRole]
    REFERRAL_ROLE_FRIEND: _ClassVar[ReferralRole]
REFERRAL_STATUS_UNSPECIFIED: ReferralStatus
REFERRAL_STATUS_ASKED: ReferralStatus
REFERRAL_STATUS_ATTRIBUTED: ReferralStatus
REFERRAL_STATUS_REFUSED: ReferralStatus
REFERRAL_STATUS_REWARDED: ReferralStatus
REFERRAL_REASON_UNSPECIFIED: ReferralReason
REFERRAL_REASON_SELF_REFERRAL: ReferralReason
REFERRAL_REASON_KNOWN_PERSON: ReferralReason
REFERRAL_REASON_ALREADY_REFERRED: ReferralReason
REFERRAL_REASON_FRIEND_HAS_ORDERED: ReferralReason
REFERRAL_REASON_RING: ReferralReason
REFERRAL_REASON_VELOCITY: ReferralReason
REFERRAL_REASON_CAP: ReferralReason
REFERRAL_REASON_FIRST_ORDER_REFUNDED: ReferralReason
REFERRAL_REASON_BELOW_MINIMUM: ReferralReason
REFERRAL_REASON_MEMBER_GONE: ReferralReason
SIGNAL_KIND_UNSPECIFIED: SignalKind
SIGNAL_KIND_EMAIL: SignalKind
SIGNAL_KIND_PHONE: SignalKind
SIGNAL_KIND_ADDRESS: SignalKind
SIGNAL_KIND_PAYMENT: SignalKind
SIGNAL_KIND_DEVICE: SignalKind
REFERRAL_ROLE_UNSPECIFIED: ReferralRole
REFERRAL_ROLE_REFERRER: ReferralRole
REFERRAL_ROLE_FRIEND: ReferralRole

class Referral(_message.Message):
    __slots__ = ("referral_id", "referrer_id", "friend_id", "status", "reason", "signal", "referrer_points", "friend_points", "revision", "order_id", "asked_at", "ended_at")
    REFERRAL_ID_FIELD_NUMBER: _ClassVar[int]
    REFERRER_ID_FIELD_NUMBER: _ClassVar[int]
    FRIEND_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_FIELD_NUMBER: _ClassVar[int]
    REFERRER_POINTS_FIELD_NUMBER: _ClassVar[int]
    FRIEND_POINTS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    ASKED_AT_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    referral_id: str
    referrer_id: str
    friend_id: str
    status: ReferralStatus
    reason: ReferralReason
    signal: SignalKind
    referrer_points: int
    friend_points: int
    revision: int
    order_id: str
    asked_at: _timestamp_pb2.Timestamp
    ended_at: _timestamp_pb2.Timestamp
    def __init__(self, referral_id: _Optional[str] = ..., referrer_id: _Optional[str] = ..., friend_id: _Optional[str] = ..., status: _Optional[_Union[ReferralStatus, str]] = ..., reason: _Optional[_Union[ReferralReason, str]] = ..., signal: _Optional[_Union[SignalKind, str]] = ..., referrer_points: _Optional[int] = ..., friend_points: _Optional[int] = ..., revision: _Optional[int] = ..., order_id: _Optional[str] = ..., asked_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ended_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
