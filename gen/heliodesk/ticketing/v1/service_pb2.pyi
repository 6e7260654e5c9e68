import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from heliodesk.ticketing.v1 import types_pb2 as _types_pb2_1
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReceiveMessageRequest(_message.Message):
    __slots__ = ("channel", "thread", "external_id", "subject", "text", "priority", "sent_at", "market", "own_conversation")
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    THREAD_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    SENT_AT_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    OWN_CONVERSATION_FIELD_NUMBER: _ClassVar[int]
    channel: _types_pb2_1.Channel
    thread: str
    external_id: str
    subject: str
    text: str
    priority: _types_pb2_1.Priority
    sent_at: _timestamp_pb2.Timestamp
    market: str
    own_conversation: bool
    def __init__(self, channel: _Optional[_Union[_types_pb2_1.Channel, str]] = ..., thread: _Optional[str] = ..., external_id: _Optional[str] = ..., subject: _Optional[str] = ..., text: _Optional[str] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., sent_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., market: _Optional[str] = ..., own_conversation: _Optional[bool] = ..., **kwargs) -> None: ...

class ReceiveMessageResponse(_message.Message):
    __slots__ = ("ticket_id", "message_id", "number", "opened")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    OPENED_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    message_id: str
    number: int
    opened: bool
    def __init__(self, ticket_id: _Optional[str] = ..., message_id: _Optional[str] = ..., number: _Optional[int] = ..., opened: _Optional[bool] = ...) -> None: ...

class ReplyRequest(_message.Message):
    __slots__ = ("ticket_id", "agent_id", "text", "status")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    agent_id: str
    text: str
    status: _types_pb2_1.TicketStatus
    def __init__(self, ticket_id: _Optional[str] = ..., agent_id: _Optional[str] = ..., text: _Optional[str] = ..., status: _Optional[_Union[_types_pb2_1.TicketStatus, str]] = ...) -> None: ...

class ReplyResponse(_message.Message):
    __slots__ = ("ticket", "message")
    TICKET_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    ticket: _types_pb2_1.Ticket
    message: _types_pb2_1.Message
    def __init__(self, ticket: _Optional[_Union[_types_pb2_1.Ticket, _Mapping]] = ..., message: _Optional[_Union[_types_pb2_1.Message, _Mapping]] = ...) -> None: ...

class AddNoteRequest(_message.Message):
    __slots__ = ("ticket_id", "agent_id", "text")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    agent_id: str
    text: str
    def __init__(self, ticket_id: _Optional[str] = ..., agent_id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class AddNoteResponse(_message.Message):
    __slots__ = ("ticket", "message")
    TICKET_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    ticket: _types_pb2_1.Ticket
    message: _types_pb2_1.Message
    def __init__(self, ticket: _Optional[_Union[_types_pb2_1.Ticket, _Mapping]] = ..., message: _Optional[_Union[_types_pb2_1.Message, _Mapping]] = ...) -> None: ...

class AssignRequest(_message.Message):
    __slots__ = ("ticket_id", "assignee_id")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    assignee_id: str
    def __init__(self, ticket_id: _Optional[str] = ..., assignee_id: _Optional[str] = ...) -> None: ...

class AssignResponse(_message.Message):
    __slots__ = ("ticket",)
    TICKET_FIELD_NUMBER: _ClassVar[int]
    ticket: _types_pb2_1.Ticket
    def __init__(self, ticket: _Optional[_Union[_types_pb2_1.Ticket, _Mapping]] = ...) -> None: ...

class SetPriorityRequest(_message.Message):
    __slots__ = ("ticket_id", "priority")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    priority: _types_pb2_1.Priority
    def __init__(self, ticket_id: _Optional[str] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ...) -> None: ...

class SetPriorityResponse(_message.Message):
    __slots__ = ("ticket",)
    TICKET_FIELD_NUMBER: _ClassVar[int]
    ticket: _types_pb2_1.Ticket
    def __init__(self, ticket: _Optional[_Union[_types_pb2_1.Ticket, _Mapping]] = ...) -> None: ...

class SetStatusRequest(_message.Message):
    __slots__ = ("ticket_id", "status", "agent_id")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    status: _types_pb2_1.TicketStatus
    agent_id: str
    def __init__(self, ticket_id: _Optional[str] = ..., status: _Optional[_Union[_types_pb2_1.TicketStatus, str]] = ..., agent_id: _Optional[str] = ...) -> None: ...

class SetStatusResponse(_message.Message):
    __slots__ = ("ticket",)
    TICKET_FIELD_NUMBER: _ClassVar[int]
    ticket: _types_pb2_1.Ticket
    def __init__(self, ticket: _Optional[_Union[_types_pb2_1.Ticket, _Mapping]] = ...) -> None: ...

class ClassifyRequest(_message.Message):
    __slots__ = ("ticket_id", "category", "loyalty_tier", "market", "order_value", "skills")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    LOYALTY_TIER_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    SKILLS_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    category: str
    loyalty_tier: str
    market: str
    order_value: _types_pb2.Money
    skills: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ticket_id: _Optional[str] = ..., category: _Optional[str] = ..., loyalty_tier: _Optional[str] = ..., market: _Optional[str] = ..., order_value: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., skills: _Optional[_Iterable[str]] = ...) -> None: ...

class ClassifyResponse(_message.Message):
    __slots__ = ("ticket",)
    TICKET_FIELD_NUMBER: _ClassVar[int]
    ticket: _types_pb2_1.Ticket
    def __init__(self, ticket: _Optional[_Union[_types_pb2_1.Ticket, _Mapping]] = ...) -> None: ...

class GrantCompensationRequest(_message.Message):
    __slots__ = ("ticket_id", "agent_id", "points", "reward_id", "reason")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    AGENT_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    agent_id: str
    points: int
    reward_id: str
    reason: str
    def __init__(self, ticket_id: _Optional[str] = ..., agent_id: _Optional[str] = ..., points: _Optional[int] = ..., reward_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class GrantCompensationResponse(_message.Message):
    __slots__ = ("ticket", "compensation")
    TICKET_FIELD_NUMBER: _ClassVar[int]
    COMPENSATION_FIELD_NUMBER: _ClassVar[int]
    ticket: _types_pb2_1.Ticket
    compensation: _types_pb2_1.Compensation
    def __init__(self, ticket: _Optional[_Union[_types_pb2_1.Ticket, _Mapping]] = ..., compensation: _Optional[_Union[_types_pb2_1.Compensation, _Mapping]] = ...) -> None: ...

class GetUnpublishedRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetUnpublishedResponse(_message.Message):
    __slots__ = ("oldest_at",)
    OLDEST_AT_FIELD_NUMBER: _ClassVar[int]
    oldest_at: _timestamp_pb2.Timestamp
    def __init__(self, oldest_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetTicketRequest(_message.Message):
    __slots__ = ("ticket_id",)
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    def __init__(self, ticket_id: _Optional[str] = ...) -> None: ...

class GetTicketResponse(_message.Message):
    __slots__ = ("ticket",)
    TICKET_FIELD_NUMBER: _ClassVar[int]
    ticket: _types_pb2_1.Ticket
    def __init__(self, ticket: _Optional[_Union[_types_pb2_1.Ticket, _Mapping]] = ...) -> None: ...

class ListTicketsRequest(_message.Message):
    __slots__ = ("status", "customer_id", "page_size", "cursor", "team_id")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    status: _types_pb2_1.TicketStatus
    customer_id: str
    page_size: int
    cursor: str
    team_id: str
    def __init__(self, status: _Optional[_Union[_types_pb2_1.TicketStatus, str]] = ..., customer_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ..., team_id: _Optional[str] = ...) -> None: ...

class ListTicketsResponse(_message.Message):
    __slots__ = ("tickets", "next_cursor")
    TICKETS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    tickets: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Ticket]
    next_cursor: str
    def __init__(self, tickets: _Optional[_Iterable[_Union[_types_pb2_1.Ticket, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class ListMessagesRequest(_message.Message):
    __slots__ = ("ticket_id", "page_size", "cursor", "public_only")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_ONLY_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    page_size: int
    cursor: str
    public_only: bool
    def __init__(self, ticket_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ..., public_only: _Optional[bool] = ...) -> None: ...

class ListMessagesResponse(_message.Message):
    __slots__ = ("messages", "next_cursor")
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    messages: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Message]
    next_cursor: str
    def __init__(self, messages: _Optional[_Iterable[_Union[_types_pb2_1.Message, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class GetTimelineRequest(_message.Message):
    __slots__ = ("customer_id",)
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    def __init__(self, customer_id: _Optional[str] = ...) -> None: ...

class TimelineEntry(_message.Message):
    __slots__ = ("at", "ticket", "order")
    AT_FIELD_NUMBER: _ClassVar[int]
    TICKET_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    at: _timestamp_pb2.Timestamp
    ticket: _types_pb2_1.Ticket
    order: _types_pb2_1.Order
    def __init__(self, at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ticket: _Optional[_Union[_types_pb2_1.Ticket, _Mapping]] = ..., order: _Optional[_Union[_types_pb2_1.Order, _Mapping]] = ...) -> None: ...

class GetTimelineResponse(_message.Message):
    __slots__ = ("entries",)
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.RepeatedCompositeFieldContainer[TimelineEntry]
    def __init__(self, entries: _Optional[_Iterable[_Union[TimelineEntry, _Mapping]]] = ...) -> None: ...

class GetOrderRequest(_message.Message):
    __slots__ = ("order_id",)
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    def __init__(self, order_id: _Optional[str] = ...) -> None: ...

class GetOrderResponse(_message.Message):
    __slots__ = ("order",)
    ORDER_FIELD_NUMBER: _ClassVar[int]
    order: _types_pb2_1.Order
    def __init__(self, order: _Optional[_Union[_types_pb2_1.Order, _Mapping]] = ...) -> None: ...

class ListOrdersRequest(_message.Message):
    __slots__ = ("customer_id", "page_size", "cursor")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    page_size: int
    cursor: str
    def __init__(self, customer_id: _Optional[str] = ..., page_size: _Optional[int] = ..., cursor: _Optional[str] = ...) -> None: ...

class ListOrdersResponse(_message.Message):
    __slots__ = ("orders", "next_cursor")
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    orders: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Order]
    next_cursor: str
    def __init__(self, orders: _Optional[_Iterable[_Union[_types_pb2_1.Order, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...
