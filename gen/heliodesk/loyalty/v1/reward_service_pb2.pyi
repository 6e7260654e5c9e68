from google.api import annotations_pb2 as _annotations_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.loyalty.v1 import reward_types_pb2 as _reward_types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListRewardsRequest(_message.Message):
    __slots__ = ("customer_id", "language")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    language: str
    def __init__(self, customer_id: _Optional[str] = ..., language: _Optional[str] = ...) -> None: ...

class ListRewardsResponse(_message.Message):
    __slots__ = ("rewards", "spendable", "tier", "market")
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    SPENDABLE_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    rewards: _containers.RepeatedCompositeFieldContainer[_reward_types_pb2.OfferedReward]
    spendable: int
    tier: str
    market: str
    def __init__(self, rewards: _Optional[_Iterable[_Union[_reward_types_pb2.OfferedReward, _Mapping]]] = ..., spendable: _Optional[int] = ..., tier: _Optional[str] = ..., market: _Optional[str] = ...) -> None: ...

class RedeemRequest(_message.Message):
    __slots__ = ("customer_id", "reward_id")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    reward_id: str
    def __init__(self, customer_id: _Optional[str] = ..., reward_id: _Optional[str] = ...) -> None: ...

class RedeemResponse(_message.Message):
    __slots__ = ("redemption",)
    REDEMPTION_FIELD_NUMBER: _ClassVar[int]
    redemption: _reward_types_pb2.Redemption
    def __init__(self, redemption: _Optional[_Union[_reward_types_pb2.Redemption, _Mapping]] = ...) -> None: ...

class GrantCouponRequest(_message.Message):
    __slots__ = ("customer_id", "reward_id", "reason", "actor", "ticket_id")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    reward_id: str
    reason: str
    actor: str
    ticket_id: str
    def __init__(self, customer_id: _Optional[str] = ..., reward_id: _Optional[str] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ..., ticket_id: _Optional[str] = ...) -> None: ...

class GrantCouponResponse(_message.Message):
    __slots__ = ("redemption",)
    REDEMPTION_FIELD_NUMBER: _ClassVar[int]
    redemption: _reward_types_pb2.Redemption
    def __init__(self, redemption: _Optional[_Union[_reward_types_pb2.Redemption, _Mapping]] = ...) -> None: ...

class CancelRedemptionRequest(_message.Message):
    __slots__ = ("redemption_id", "reason", "actor")
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    redemption_id: str
    reason: str
    actor: str
    def __init__(self, redemption_id: _Optional[str] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class CancelRedemptionResponse(_message.Message):
    __slots__ = ("redemption",)
    REDEMPTION_FIELD_NUMBER: _ClassVar[int]
    redemption: _reward_types_pb2.Redemption
    def __init__(self, redemption: _Optional[_Union[_reward_types_pb2.Redemption, _Mapping]] = ...) -> None: ...

class GetRedemptionRequest(_message.Message):
    __slots__ = ("redemption_id",)
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    redemption_id: str
    def __init__(self, redemption_id: _Optional[str] = ...) -> None: ...

class GetRedemptionResponse(_message.Message):
    __slots__ = ("redemption",)
    REDEMPTION_FIELD_NUMBER: _ClassVar[int]
    redemption: _reward_types_pb2.Redemption
    def __init__(self, redemption: _Optional[_Union[_reward_types_pb2.Redemption, _Mapping]] = ...) -> None: ...

class ListRedemptionsRequest(_message.Message):
    __slots__ = ("customer_id", "page_size", "cursor")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    page_size: int
    cursor: str
    def __init__(self, customer_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListRedemptionsResponse(_message.Message):
    __slots__ = ("redemptions", "next_cursor")
    REDEMPTIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    redemptions: _containers.RepeatedCompositeFieldContainer[_reward_types_pb2.Redemption]
    next_cursor: str
    def __init__(self, redemptions: _Optional[_Iterable[_Union[_reward_types_pb2.Redemption, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class CheckCouponRequest(_message.Message):
    __slots__ = ("code", "customer_id", "market")
    CODE_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    code: str
    customer_id: str
    market: str
    def __init__(self, code: _Optional[str] = ..., customer_id: _Optional[str] = ..., market: _Optional[str] = ...) -> None: ...

class CheckCouponResponse(_message.Message):
    __slots__ = ("redemption",)
    REDEMPTION_FIELD_NUMBER: _ClassVar[int]
    redemption: _reward_types_pb2.Redemption
    def __init__(self, redemption: _Optional[_Union[_reward_types_pb2.Redemption, _Mapping]] = ...) -> None: ...

class UseCouponRequest(_message.Message):
    __slots__ = ("code", "customer_id", "order_id", "market")
    CODE_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    code: str
    customer_id: str
    order_id: str
    market: str
    def __init__(self, code: _Optional[str] = ..., customer_id: _Optional[str] = ..., order_id: _Optional[str] = ..., market: _Optional[str] = ...) -> None: ...

class UseCouponResponse(_message.Message):
    __slots__ = ("redemption",)
    REDEMPTION_FIELD_NUMBER: _ClassVar[int]
    redemption: _reward_types_pb2.Redemption
    def __init__(self, redemption: _Optional[_Union[_reward_types_pb2.Redemption, _Mapping]] = ...) -> None: ...

class ReleaseCouponRequest(_message.Message):
    __slots__ = ("code", "customer_id", "order_id")
    CODE_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    code: str
    customer_id: str
    order_id: str
    def __init__(self, code: _Optional[str] = ..., customer_id: _Optional[str] = ..., order_id: _Optional[str] = ...) -> None: ...

class ReleaseCouponResponse(_message.Message):
    __slots__ = ("redemption",)
    REDEMPTION_FIELD_NUMBER: _ClassVar[int]
    redemption: _reward_types_pb2.Redemption
    def __init__(self, redemption: _Optional[_Union[_reward_types_pb2.Redemption, _Mapping]] = ...) -> None: ...
