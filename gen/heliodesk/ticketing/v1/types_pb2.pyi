import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Channel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANNEL_UNSPECIFIED: _ClassVar[Channel]
    CHANNEL_EMAIL: _ClassVar[Channel]
    CHANNEL_CHAT: _ClassVar[Channel]
    CHANNEL_WHATSAPP: _ClassVar[Channel]
    CHANNEL_WEB_FORM: _ClassVar[Channel]
    CHANNEL_MARKETPLACE: _ClassVar[Channel]
    CHANNEL_SOCIAL: _ClassVar[Channel]
    CHANNEL_VOICE: _ClassVar[Channel]

class TicketStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TICKET_STATUS_UNSPECIFIED: _ClassVar[TicketStatus]
    TICKET_STATUS_NEW: _ClassVar[TicketStatus]
    TICKET_STATUS_OPEN: _ClassVar[TicketStatus]
    TICKET_STATUS_PENDING: _ClassVar[TicketStatus]
    TICKET_STATUS_ON_HOLD: _ClassVar[TicketStatus]
    TICKET_STATUS_SOLVED: _ClassVar[TicketStatus]
    TICKET_STATUS_CLOSED: _ClassVar[TicketStatus]

class Priority(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PRIORITY_UNSPECIFIED: _ClassVar[Priority]
    PRIORITY_LOW: _ClassVar[Priority]
    PRIORITY_NORMAL: _ClassVar[Priority]
    PRIORITY_HIGH: _ClassVar[Priority]
    PRIORITY_URGENT: _ClassVar[Priority]

class MessageKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MESSAGE_KIND_UNSPECIFIED: _ClassVar[MessageKind]
    MESSAGE_KIND_INBOUND: _ClassVar[MessageKind]
    MESSAGE_KIND_REPLY: _ClassVar[MessageKind]
    MESSAGE_KIND_NOTE: _ClassVar[MessageKind]

class CompensationState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMPENSATION_STATE_UNSPECIFIED: _ClassVar[CompensationState]
    COMPENSATION_STATE_GRANTED: _ClassVar[CompensationState]
    COMPENSATION_STATE_APPROVED: _ClassVar[CompensationState]
    COMPENSATION_STATE_REJECTED: _ClassVar[CompensationState]

class OrderStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_STATUS_UNSPECIFIED: _ClassVar[OrderStatus]
    ORDER_STATUS_PLACED: _ClassVar[OrderStatus]
    ORDER_STATUS_PAID: _ClassVar[OrderStatus]
    ORDER_STATUS_SHIPPED: _ClassVar[OrderStatus]
    ORDER_STATUS_DELAYED: _ClassVar[OrderStatus]
    ORDER_STATUS_DELIVERED: _ClassVar[OrderStatus]
    ORDER_STATUS_CANCELLED: _ClassVar[OrderStatus]
    ORDER_STATUS_REFUNDED: _ClassVar[OrderStatus]
CHANNEL_UNSPECIFIED: Channel
CHANNEL_EMAIL: Channel
CHANNEL_CHAT: Channel
CHANNEL_WHATSAPP: Channel
CHANNEL_WEB_FORM: Channel
CHANNEL_MARKETPLACE: Channel
CHANNEL_SOCIAL: Channel
CHANNEL_VOICE: Channel
TICKET_STATUS_UNSPECIFIED: TicketStatus
TICKET_STATUS_NEW: TicketStatus
TICKET_STATUS_OPEN: TicketStatus
TICKET_STATUS_PENDING: TicketStatus
TICKET_STATUS_ON_HOLD: TicketStatus
TICKET_STATUS_SOLVED: TicketStatus
TICKET_STATUS_CLOSED: TicketStatus
PRIORITY_UNSPECIFIED: Priority
PRIORITY_LOW: Priority
PRIORITY_NORMAL: Priority
PRIORITY_HIGH: Priority
PRIORITY_URGENT: Priority
MESSAGE_KIND_UNSPECIFIED: MessageKind
MESSAGE_KIND_INBOUND: MessageKind
MESSAGE_KIND_REPLY: MessageKind
MESSAGE_KIND_NOTE: MessageKind
COMPENSATION_STATE_UNSPECIFIED: CompensationState
COMPENSATION_STATE_GRANTED: CompensationState
COMPENSATION_STATE_APPROVED: CompensationState
COMPENSATION_STATE_REJECTED: CompensationState
ORDER_STATUS_UNSPECIFIED: OrderStatus
ORDER_STATUS_PLACED: OrderStatus
ORDER_STATUS_PAID: OrderStatus
ORDER_STATUS_SHIPPED: OrderStatus
ORDER_STATUS_DELAYED: OrderStatus
ORDER_STATUS_DELIVERED: OrderStatus
ORDER_STATUS_CANCELLED: OrderStatus
ORDER_STATUS_REFUNDED: OrderStatus

class Sender(_message.Message):
    __slots__ = ("address", "name", "customer_id")
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    address: str
    name: str
    customer_id: str
    def __init__(self, address: _Optional[str] = ..., name: _Optional[str] = ..., customer_id: _Optional[str] = ...) -> None: ...

class Ticket(_message.Message):
    __slots__ = ("ticket_id", "channel", "thread", "customer_id", "subject", "status", "priority", "language", "assignee_id", "opened_at", "updated_at", "first_replied_at", "solved_at", "message_count", "reopen_count", "generation", "market", "category", "loyalty_tier", "order_value", "skills", "team_id", "team_reason", "compensations")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    THREAD_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    OPENED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    FIRST_REPLIED_AT_FIELD_NUMBER: _ClassVar[int]
    SOLVED_AT_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_COUNT_FIELD_NUMBER: _ClassVar[int]
    REOPEN_COUNT_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    LOYALTY_TIER_FIELD_NUMBER: _ClassVar[int]
    ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    SKILLS_FIELD_NUMBER: _ClassVar[int]
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    TEAM_REASON_FIELD_NUMBER: _ClassVar[int]
    COMPENSATIONS_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    channel: Channel
    thread: str
    customer_id: str
    subject: str
    status: TicketStatus
    priority: Priority
    language: str
    assignee_id: str
    opened_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    first_replied_at: _timestamp_pb2.Timestamp
    solved_at: _timestamp_pb2.Timestamp
    message_count: int
    reopen_count: int
    generation: int
    market: str
    category: str
    loyalty_tier: str
    order_value: _types_pb2.Money
    skills: _containers.RepeatedScalarFieldContainer[str]
    team_id: str
    team_reason: str
    compensations: _containers.RepeatedCompositeFieldContainer[Compensation]
    def __init__(self, ticket_id: _Optional[str] = ..., channel: _Optional[_Union[Channel, str]] = ..., thread: _Optional[str] = ..., customer_id: _Optional[str] = ..., subject: _Optional[str] = ..., status: _Optional[_Union[TicketStatus, str]] = ..., priority: _Optional[_Union[Priority, str]] = ..., language: _Optional[str] = ..., assignee_id: _Optional[str] = ..., opened_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., first_replied_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., solved_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., message_count: _Optional[int] = ..., reopen_count: _Optional[int] = ..., generation: _Optional[int] = ..., market: _Optional[str] = ..., category: _Optional[str] = ..., loyalty_tier: _Optional[str] = ..., order_value: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., skills: _Optional[_Iterable[str]] = ..., team_id: _Optional[str] = ..., team_reason: _Optional[str] = ..., compensations: _Optional[_Iterable[_Union[Compensation, _Mapping]]] = ...) -> None: ...

class Compensation(_message.Message):
    __slots__ = ("compensation_id", "points", "reward_id", "reason", "actor", "granted_at", "state", "decided_at", "rejected_because")
    COMPENSATION_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    GRANTED_AT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DECIDED_AT_FIELD_NUMBER: _ClassVar[int]
    REJECTED_BECAUSE_FIELD_NUMBER: _ClassVar[int]
    compensation_id: str
    points: int
    reward_id: str
    reason: str
    actor: _types_pb2.Actor
    granted_at: _timestamp_pb2.Timestamp
    state: CompensationState
    decided_at: _timestamp_pb2.Timestamp
    rejected_because: str
    def __init__(self, compensation_id: _Optional[str] = ..., points: _Optional[int] = ..., reward_id: _Optional[str] = ..., reason: _Optional[str] = ..., actor: _Optional[_Union[_types_pb2.Actor, _Mapping]] = ..., granted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[_Union[CompensationState, str]] = ..., decided_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., rejected_because: _Optional[str] = ...) -> None: ...

class Message(_message.Message):
    __slots__ = ("message_id", "ticket_id", "number", "kind", "author", "text", "sent_at", "external_id")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SENT_AT_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    ticket_id: str
    number: int
    kind: MessageKind
    author: _types_pb2.Actor
    text: str
    sent_at: _timestamp_pb2.Timestamp
    external_id: str
    def __init__(self, message_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., number: _Optional[int] = ..., kind: _Optional[_Union[MessageKind, str]] = ..., author: _Optional[_Union[_types_pb2.Actor, _Mapping]] = ..., text: _Optional[str] = ..., sent_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., external_id: _Optional[str] = ...) -> None: ...

class Order(_message.Message):
    __slots__ = ("order_id", "customer_id", "status", "total", "refunded", "country", "carrier", "tracking_number", "placed_at", "expected_at", "delivered_at", "delay_reason", "updated_at", "status_at")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    REFUNDED_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    CARRIER_FIELD_NUMBER: _ClassVar[int]
    TRACKING_NUMBER_FIELD_NUMBER: _ClassVar[int]
    PLACED_AT_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_AT_FIELD_NUMBER: _ClassVar[int]
    DELIVERED_AT_FIELD_NUMBER: _ClassVar[int]
    DELAY_REASON_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    STATUS_AT_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    customer_id: str
    status: OrderStatus
    total: _types_pb2.Money
    refunded: _types_pb2.Money
    country: str
    carrier: str
    tracking_number: str
    placed_at: _timestamp_pb2.Timestamp
    expected_at: _timestamp_pb2.Timestamp
    delivered_at: _timestamp_pb2.Timestamp
    delay_reason: str
    updated_at: _timestamp_pb2.Timestamp
    status_at: _timestamp_pb2.Timestamp
    def __init__(self, order_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., status: _Optional[_Union[OrderStatus, str]] = ..., total: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., refunded: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., country: _Optional[str] = ..., carrier: _Optional[str] = ..., tracking_number: _Optional[str] = ..., placed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., delivered_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., delay_reason: _Optional[str] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., status_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
