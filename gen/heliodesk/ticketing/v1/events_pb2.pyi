import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from heliodesk.ticketing.v1 import types_pb2 as _types_pb2_1
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TicketOpened(_message.Message):
    __slots__ = ("ticket_id", "channel", "thread", "customer_id", "subject", "priority", "opened_at", "market")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    THREAD_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    OPENED_AT_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    channel: _types_pb2_1.Channel
    thread: str
    customer_id: str
    subject: str
    priority: _types_pb2_1.Priority
    opened_at: _timestamp_pb2.Timestamp
    market: str
    def __init__(self, ticket_id: _Optional[str] = ..., channel: _Optional[_Union[_types_pb2_1.Channel, str]] = ..., thread: _Optional[str] = ..., customer_id: _Optional[str] = ..., subject: _Optional[str] = ..., priority: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., opened_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., market: _Optional[str] = ...) -> None: ...

class MessageReceived(_message.Message):
    __slots__ = ("ticket_id", "message_id", "number", "channel", "customer_id", "text", "received_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    message_id: str
    number: int
    channel: _types_pb2_1.Channel
    customer_id: str
    text: str
    received_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., message_id: _Optional[str] = ..., number: _Optional[int] = ..., channel: _Optional[_Union[_types_pb2_1.Channel, str]] = ..., customer_id: _Optional[str] = ..., text: _Optional[str] = ..., received_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReplySent(_message.Message):
    __slots__ = ("ticket_id", "message_id", "number", "author", "text", "sent_at", "first", "customer_language")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SENT_AT_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    message_id: str
    number: int
    author: _types_pb2.Actor
    text: str
    sent_at: _timestamp_pb2.Timestamp
    first: bool
    customer_language: str
    def __init__(self, ticket_id: _Optional[str] = ..., message_id: _Optional[str] = ..., number: _Optional[int] = ..., author: _Optional[_Union[_types_pb2.Actor, _Mapping]] = ..., text: _Optional[str] = ..., sent_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., first: _Optional[bool] = ..., customer_language: _Optional[str] = ...) -> None: ...

class NoteAdded(_message.Message):
    __slots__ = ("ticket_id", "message_id", "number", "author", "added_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    ADDED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    message_id: str
    number: int
    author: _types_pb2.Actor
    added_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., message_id: _Optional[str] = ..., number: _Optional[int] = ..., author: _Optional[_Union[_types_pb2.Actor, _Mapping]] = ..., added_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TicketAssigned(_message.Message):
    __slots__ = ("ticket_id", "assignee_id", "previous_assignee_id", "assigned_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSIGNED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    assignee_id: str
    previous_assignee_id: str
    assigned_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., assignee_id: _Optional[str] = ..., previous_assignee_id: _Optional[str] = ..., assigned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PriorityChanged(_message.Message):
    __slots__ = ("ticket_id", "to", "changed_at", "actor")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    to: _types_pb2_1.Priority
    changed_at: _timestamp_pb2.Timestamp
    actor: _types_pb2.Actor
    def __init__(self, ticket_id: _Optional[str] = ..., to: _Optional[_Union[_types_pb2_1.Priority, str]] = ..., changed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[_Union[_types_pb2.Actor, _Mapping]] = ..., **kwargs) -> None: ...

class TicketStatusChanged(_message.Message):
    __slots__ = ("ticket_id", "to", "changed_at", "actor", "customer_id", "assignee_id", "channel")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    to: _types_pb2_1.TicketStatus
    changed_at: _timestamp_pb2.Timestamp
    actor: _types_pb2.Actor
    customer_id: str
    assignee_id: str
    channel: _types_pb2_1.Channel
    def __init__(self, ticket_id: _Optional[str] = ..., to: _Optional[_Union[_types_pb2_1.TicketStatus, str]] = ..., changed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[_Union[_types_pb2.Actor, _Mapping]] = ..., customer_id: _Optional[str] = ..., assignee_id: _Optional[str] = ..., channel: _Optional[_Union[_types_pb2_1.Channel, str]] = ..., **kwargs) -> None: ...

class TicketLanguageDetected(_message.Message):
    __slots__ = ("ticket_id", "language", "detected_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    DETECTED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    language: str
    detected_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., language: _Optional[str] = ..., detected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TicketClassified(_message.Message):
    __slots__ = ("ticket_id", "category", "loyalty_tier", "market", "order_value", "skills", "classified_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    LOYALTY_TIER_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    SKILLS_FIELD_NUMBER: _ClassVar[int]
    CLASSIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    category: str
    loyalty_tier: str
    market: str
    order_value: _types_pb2.Money
    skills: _containers.RepeatedScalarFieldContainer[str]
    classified_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., category: _Optional[str] = ..., loyalty_tier: _Optional[str] = ..., market: _Optional[str] = ..., order_value: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., skills: _Optional[_Iterable[str]] = ..., classified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CompensationGranted(_message.Message):
    __slots__ = ("ticket_id", "compensation_id", "customer_id", "points", "reward_id", "reason", "actor", "granted_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    COMPENSATION_ID_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    GRANTED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    compensation_id: str
    customer_id: str
    points: int
    reward_id: str
    reason: str
    actor: _types_pb2.Actor
    granted_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., compensation_id: _Optional[str] = ..., customer_id: _Optional[str] = ..., points: _Optional[int] = ..., reward_id: _Optional[str] = ..., reason: _Optional[str] = ..., actor: _Optional[_Union[_types_pb2.Actor, _Mapping]] = ..., granted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TicketMerged(_message.Message):
    __slots__ = ("ticket_id", "into_ticket_id", "merged_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    INTO_TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    MERGED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    into_ticket_id: str
    merged_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., into_ticket_id: _Optional[str] = ..., merged_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TicketMarkedAsSpam(_message.Message):
    __slots__ = ("ticket_id", "marked_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    MARKED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    marked_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., marked_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class TicketDeleted(_message.Message):
    __slots__ = ("ticket_id", "deleted_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    DELETED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    deleted_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., deleted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EscalationRequested(_message.Message):
    __slots__ = ("ticket_id", "rank", "requested_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    rank: str
    requested_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., rank: _Optional[str] = ..., requested_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SentimentDetected(_message.Message):
    __slots__ = ("ticket_id", "message_id", "score", "detected_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    DETECTED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    message_id: str
    score: float
    detected_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., message_id: _Optional[str] = ..., score: _Optional[float] = ..., detected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReturnReceived(_message.Message):
    __slots__ = ("ticket_id", "order_id", "received_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    order_id: str
    received_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., order_id: _Optional[str] = ..., received_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RefundIssued(_message.Message):
    __slots__ = ("ticket_id", "order_id", "issued_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    ISSUED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    order_id: str
    issued_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., order_id: _Optional[str] = ..., issued_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PublicReviewPosted(_message.Message):
    __slots__ = ("ticket_id", "review_id", "platform", "rating", "posted_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    REVIEW_ID_FIELD_NUMBER: _ClassVar[int]
    PLATFORM_FIELD_NUMBER: _ClassVar[int]
    RATING_FIELD_NUMBER: _ClassVar[int]
    POSTED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    review_id: str
    platform: str
    rating: int
    posted_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., review_id: _Optional[str] = ..., platform: _Optional[str] = ..., rating: _Optional[int] = ..., posted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PublicReplyPosted(_message.Message):
    __slots__ = ("ticket_id", "review_id", "posted_at")
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    REVIEW_ID_FIELD_NUMBER: _ClassVar[int]
    POSTED_AT_FIELD_NUMBER: _ClassVar[int]
    ticket_id: str
    review_id: str
    posted_at: _timestamp_pb2.Timestamp
    def __init__(self, ticket_id: _Optional[str] = ..., review_id: _Optional[str] = ..., posted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
