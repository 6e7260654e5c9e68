from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StaffRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STAFF_ROLE_UNSPECIFIED: _ClassVar[StaffRole]
    STAFF_ROLE_AGENT: _ClassVar[StaffRole]
    STAFF_ROLE_LEAD: _ClassVar[StaffRole]
    STAFF_ROLE_MANAGER: _ClassVar[StaffRole]
    STAFF_ROLE_ADMIN: _ClassVar[StaffRole]

class Scope(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SCOPE_UNSPECIFIED: _ClassVar[Scope]
    SCOPE_TICKETS_READ: _ClassVar[Scope]
    SCOPE_TICKETS_WRITE: _ClassVar[Scope]
    SCOPE_ORDERS_READ: _ClassVar[Scope]
    SCOPE_ORDERS_WRITE: _ClassVar[Scope]
    SCOPE_TRANSLATION_READ: _ClassVar[Scope]
    SCOPE_TRANSLATION_WRITE: _ClassVar[Scope]
    SCOPE_SLA_READ: _ClassVar[Scope]
    SCOPE_SLA_WRITE: _ClassVar[Scope]
    SCOPE_ESCALATION_READ: _ClassVar[Scope]
    SCOPE_ESCALATION_WRITE: _ClassVar[Scope]
    SCOPE_LOYALTY_READ: _ClassVar[Scope]
    SCOPE_LOYALTY_WRITE: _ClassVar[Scope]
    SCOPE_FEEDBACK_READ: _ClassVar[Scope]
    SCOPE_FEEDBACK_WRITE: _ClassVar[Scope]
    SCOPE_CONFIG_WRITE: _ClassVar[Scope]
    SCOPE_EVENTS_READ: _ClassVar[Scope]
    SCOPE_WEBHOOKS_READ: _ClassVar[Scope]
    SCOPE_WEBHOOKS_WRITE: _ClassVar[Scope]
    SCOPE_KEYS_READ: _ClassVar[Scope]
    SCOPE_KEYS_WRITE: _ClassVar[Scope]
    SCOPE_AUDIT_READ: _ClassVar[Scope]
STAFF_ROLE_UNSPECIFIED: StaffRole
STAFF_ROLE_AGENT: StaffRole
STAFF_ROLE_LEAD: StaffRole
STAFF_ROLE_MANAGER: StaffRole
STAFF_ROLE_ADMIN: StaffRole
SCOPE_UNSPECIFIED: Scope
SCOPE_TICKETS_READ: Scope
SCOPE_TICKETS_WRITE: Scope
SCOPE_ORDERS_READ: Scope
SCOPE_ORDERS_WRITE: Scope
SCOPE_TRANSLATION_READ: Scope
SCOPE_TRANSLATION_WRITE: Scope
SCOPE_SLA_READ: Scope
SCOPE_SLA_WRITE: Scope
SCOPE_ESCALATION_READ: Scope
SCOPE_ESCALATION_WRITE: Scope
SCOPE_LOYALTY_READ: Scope
SCOPE_LOYALTY_WRITE: Scope
SCOPE_FEEDBACK_READ: Scope
SCOPE_FEEDBACK_WRITE: Scope
SCOPE_CONFIG_WRITE: Scope
SCOPE_EVENTS_READ: Scope
SCOPE_WEBHOOKS_READ: Scope
SCOPE_WEBHOOKS_WRITE: Scope
SCOPE_KEYS_READ: Scope
SCOPE_KEYS_WRITE: Scope
SCOPE_AUDIT_READ: Scope
ACCESS_FIELD_NUMBER: _ClassVar[int]
access: _descriptor.FieldDescriptor
STAFF_ONLY_FIELD_NUMBER: _ClassVar[int]
staff_only: _descriptor.FieldDescriptor

class Reach(_message.Message):
    __slots__ = ("all", "customer", "ticket", "order", "survey", "redemption", "content", "message", "team", "without")
    ALL_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    TICKET_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    SURVEY_FIELD_NUMBER: _ClassVar[int]
    REDEMPTION_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    TEAM_FIELD_NUMBER: _ClassVar[int]
    WITH_FIELD_NUMBER: _ClassVar[int]
    WITHOUT_FIELD_NUMBER: _ClassVar[int]
    all: bool
    customer: str
    ticket: str
    order: str
    survey: str
    redemption: str
    content: str
    message: str
    team: str
    without: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, all: _Optional[bool] = ..., customer: _Optional[str] = ..., ticket: _Optional[str] = ..., order: _Optional[str] = ..., survey: _Optional[str] = ..., redemption: _Optional[str] = ..., content: _Optional[str] = ..., message: _Optional[str] = ..., team: _Optional[str] = ..., without: _Optional[_Iterable[str]] = ..., **kwargs) -> None: ...

class Access(_message.Message):
    __slots__ = ("staff", "scope", "acts_as", "customer", "partner", "calls_per_second")
    STAFF_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    ACTS_AS_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    PARTNER_FIELD_NUMBER: _ClassVar[int]
    CALLS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    staff: StaffRole
    scope: Scope
    acts_as: str
    customer: Reach
    partner: Reach
    calls_per_second: int
    def __init__(self, staff: _Optional[_Union[StaffRole, str]] = ..., scope: _Optional[_Union[Scope, str]] = ..., acts_as: _Optional[str] = ..., customer: _Optional[_Union[Reach, _Mapping]] = ..., partner: _Optional[_Union[Reach, _Mapping]] = ..., calls_per_second: _Optional[int] = ...) -> None: ...
