import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.loyalty.v1 import referral_types_pb2 as _referral_types_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReferralAsked(_message.Message):
    __slots__ = ("referral_id", "referrer_id", "friend_id", "revision", "asked_at")
    REFERRAL_ID_FIELD_NUMBER: _ClassVar[int]
    REFERRER_ID_FIELD_NUMBER: _ClassVar[int]
    FRIEND_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ASKED_AT_FIELD_NUMBER: _ClassVar[int]
    referral_id: str
    referrer_id: str
    friend_id: str
    revision: int
    asked_at: _timestamp_pb2.Timestamp
    def __init__(self, referral_id: _Optional[str] = ..., referrer_id: _Optional[str] = ..., friend_id: _Optional[str] = ..., revision: _Optional[int] = ..., asked_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReferralAttributed(_message.Message):
    __slots__ = ("referral_id", "referrer_id", "friend_id", "attributed_at")
    REFERRAL_ID_FIELD_NUMBER: _ClassVar[int]
    REFERRER_ID_FIELD_NUMBER: _ClassVar[int]
    FRIEND_ID_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTED_AT_FIELD_NUMBER: _ClassVar[int]
    referral_id: str
    referrer_id: str
    friend_id: str
    attributed_at: _timestamp_pb2.Timestamp
    def __init__(self, referral_id: _Optional[str] = ..., referrer_id: _Optional[str] = ..., friend_id: _Optional[str] = ..., attributed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReferralRefused(_message.Message):
    __slots__ = ("referral_id", "referrer_id", "friend_id", "reason", "signal", "refused_at")
    REFERRAL_ID_FIELD_NUMBER: _ClassVar[int]
    REFERRER_ID_FIELD_NUMBER: _ClassVar[int]
    FRIEND_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_FIELD_NUMBER: _ClassVar[int]
    REFUSED_AT_FIELD_NUMBER: _ClassVar[int]
    referral_id: str
    referrer_id: str
    friend_id: str
    reason: _referral_types_pb2.ReferralReason
    signal: _referral_types_pb2.SignalKind
    refused_at: _timestamp_pb2.Timestamp
    def __init__(self, referral_id: _Optional[str] = ..., referrer_id: _Optional[str] = ..., friend_id: _Optional[str] = ..., reason: _Optional[_Union[_referral_types_pb2.ReferralReason, str]] = ..., signal: _Optional[_Union[_referral_types_pb2.SignalKind, str]] = ..., refused_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReferralRewarded(_message.Message):
    __slots__ = ("referral_id", "customer_id", "role", "points", "order_id", "revision", "rewarded_at")
    REFERRAL_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    REWARDED_AT_FIELD_NUMBER: _ClassVar[int]
    referral_id: str
    customer_id: str
    role: _referral_types_pb2.ReferralRole
    points: int
    order_id: str
    revision: int
    rewarded_at: _timestamp_pb2.Timestamp
    def __init__(self, referral_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., role: _Optional[_Union[_referral_types_pb2.ReferralRole, str]] = ..., points: _Optional[int] = ..., order_id: _Optional[str] = ..., revision: _Optional[int] = ..., rewarded_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReferralRevoked(_message.Message):
    __slots__ = ("referral_id", "customer_id", "role", "points", "revoked_at")
    REFERRAL_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REVOKED_AT_FIELD_NUMBER: _ClassVar[int]
    referral_id: str
    customer_id: str
    role: _referral_types_pb2.ReferralRole
    points: int
    revoked_at: _timestamp_pb2.Timestamp
    def __init__(self, referral_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., role: _Optional[_Union[_referral_types_pb2.ReferralRole, str]] = ..., points: _Optional[int] = ..., revoked_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
