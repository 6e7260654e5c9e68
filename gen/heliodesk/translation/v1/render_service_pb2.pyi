import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.common.v1 import types_pb2 as _types_pb2
from heliodesk.translation.v1 import tone_service_pb2 as _tone_service_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SystemMessage(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SYSTEM_MESSAGE_UNSPECIFIED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_ACKNOWLEDGEMENT: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_OUTSIDE_HOURS: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_REPLY_DELAYED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_ESCALATED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_SOLVED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_SURVEY_INVITATION: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_RETURN_RECEIVED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_REFUND_ISSUED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_ORDER_DELAYED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_PARCEL_DELIVERED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_COUPON_ISSUED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_POINTS_EARNED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_POINTS_EXPIRING: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_TIER_RAISED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_TIER_LOWERED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_REFERRAL_REWARDED: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_BIRTHDAY: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_VERIFICATION_CODE: _ClassVar[SystemMessage]
    SYSTEM_MESSAGE_MACHINE_TRANSLATED: _ClassVar[SystemMessage]

class SystemMessageForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SYSTEM_MESSAGE_FORM_UNSPECIFIED: _ClassVar[SystemMessageForm]
    SYSTEM_MESSAGE_FORM_LETTER: _ClassVar[SystemMessageForm]
    SYSTEM_MESSAGE_FORM_NOTE: _ClassVar[SystemMessageForm]

class VariableKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VARIABLE_KIND_UNSPECIFIED: _ClassVar[VariableKind]
    VARIABLE_KIND_TEXT: _ClassVar[VariableKind]
    VARIABLE_KIND_CODE: _ClassVar[VariableKind]
    VARIABLE_KIND_URL: _ClassVar[VariableKind]
    VARIABLE_KIND_COUNT: _ClassVar[VariableKind]
    VARIABLE_KIND_MONEY: _ClassVar[VariableKind]
    VARIABLE_KIND_DAY: _ClassVar[VariableKind]
    VARIABLE_KIND_MOMENT: _ClassVar[VariableKind]
    VARIABLE_KIND_LANGUAGE: _ClassVar[VariableKind]

class TextDirection(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TEXT_DIRECTION_UNSPECIFIED: _ClassVar[TextDirection]
    TEXT_DIRECTION_LTR: _ClassVar[TextDirection]
    TEXT_DIRECTION_RTL: _ClassVar[TextDirection]
SYSTEM_MESSAGE_UNSPECIFIED: SystemMessage
SYSTEM_MESSAGE_ACKNOWLEDGEMENT: SystemMessage
SYSTEM_MESSAGE_OUTSIDE_HOURS: SystemMessage
SYSTEM_MESSAGE_REPLY_DELAYED: SystemMessage
SYSTEM_MESSAGE_ESCALATED: SystemMessage
SYSTEM_MESSAGE_SOLVED: SystemMessage
SYSTEM_MESSAGE_SURVEY_INVITATION: SystemMessage
SYSTEM_MESSAGE_RETURN_RECEIVED: SystemMessage
SYSTEM_MESSAGE_REFUND_ISSUED: SystemMessage
SYSTEM_MESSAGE_ORDER_DELAYED: SystemMessage
SYSTEM_MESSAGE_PARCEL_DELIVERED: SystemMessage
SYSTEM_MESSAGE_COUPON_ISSUED: SystemMessage
SYSTEM_MESSAGE_POINTS_EARNED: SystemMessage
SYSTEM_MESSAGE_POINTS_EXPIRING: SystemMessage
SYSTEM_MESSAGE_TIER_RAISED: SystemMessage
SYSTEM_MESSAGE_TIER_LOWERED: SystemMessage
SYSTEM_MESSAGE_REFERRAL_REWARDED: SystemMessage
SYSTEM_MESSAGE_BIRTHDAY: SystemMessage
SYSTEM_MESSAGE_VERIFICATION_CODE: SystemMessage
SYSTEM_MESSAGE_MACHINE_TRANSLATED: SystemMessage
SYSTEM_MESSAGE_FORM_UNSPECIFIED: SystemMessageForm
SYSTEM_MESSAGE_FORM_LETTER: SystemMessageForm
SYSTEM_MESSAGE_FORM_NOTE: SystemMessageForm
VARIABLE_KIND_UNSPECIFIED: VariableKind
VARIABLE_KIND_TEXT: VariableKind
VARIABLE_KIND_CODE: VariableKind
VARIABLE_KIND_URL: VariableKind
VARIABLE_KIND_COUNT: VariableKind
VARIABLE_KIND_MONEY: VariableKind
VARIABLE_KIND_DAY: VariableKind
VARIABLE_KIND_MOMENT: VariableKind
VARIABLE_KIND_LANGUAGE: VariableKind
TEXT_DIRECTION_UNSPECIFIED: TextDirection
TEXT_DIRECTION_LTR: TextDirection
TEXT_DIRECTION_RTL: TextDirection

class ZonedInstant(_message.Message):
    __slots__ = ("at", "zone")
    AT_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    at: _timestamp_pb2.Timestamp
    zone: str
    def __init__(self, at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., zone: _Optional[str] = ...) -> None: ...

class VariableValue(_message.Message):
    __slots__ = ("name", "text", "code", "url", "count", "money", "day", "moment", "language")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    MONEY_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    name: str
    text: str
    code: str
    url: str
    count: int
    money: _types_pb2.Money
    day: str
    moment: ZonedInstant
    language: str
    def __init__(self, name: _Optional[str] = ..., text: _Optional[str] = ..., code: _Optional[str] = ..., url: _Optional[str] = ..., count: _Optional[int] = ..., money: _Optional[_Union[_types_pb2.Money, _Mapping]] = ..., day: _Optional[str] = ..., moment: _Optional[_Union[ZonedInstant, _Mapping]] = ..., language: _Optional[str] = ...) -> None: ...

class RenderRequest(_message.Message):
    __slots__ = ("message", "market", "language", "variables", "name")
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    message: SystemMessage
    market: str
    language: str
    variables: _containers.RepeatedCompositeFieldContainer[VariableValue]
    name: _tone_service_pb2.PersonName
    def __init__(self, message: _Optional[_Union[SystemMessage, str]] = ..., market: _Optional[str] = ..., language: _Optional[str] = ..., variables: _Optional[_Iterable[_Union[VariableValue, _Mapping]]] = ..., name: _Optional[_Union[_tone_service_pb2.PersonName, _Mapping]] = ...) -> None: ...

class RenderedMessage(_message.Message):
    __slots__ = ("subject", "body", "locale", "direction", "fallback", "tone_revision")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    LOCALE_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    FALLBACK_FIELD_NUMBER: _ClassVar[int]
    TONE_REVISION_FIELD_NUMBER: _ClassVar[int]
    subject: str
    body: str
    locale: str
    direction: TextDirection
    fallback: bool
    tone_revision: int
    def __init__(self, subject: _Optional[str] = ..., body: _Optional[str] = ..., locale: _Optional[str] = ..., direction: _Optional[_Union[TextDirection, str]] = ..., fallback: _Optional[bool] = ..., tone_revision: _Optional[int] = ...) -> None: ...

class RenderResponse(_message.Message):
    __slots__ = ("rendered",)
    RENDERED_FIELD_NUMBER: _ClassVar[int]
    rendered: RenderedMessage
    def __init__(self, rendered: _Optional[_Union[RenderedMessage, _Mapping]] = ...) -> None: ...

class PreviewSystemMessageRequest(_message.Message):
    __slots__ = ("message", "market", "language")
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    message: SystemMessage
    market: str
    language: str
    def __init__(self, message: _Optional[_Union[SystemMessage, str]] = ..., market: _Optional[str] = ..., language: _Optional[str] = ...) -> None: ...

class PreviewSystemMessageResponse(_message.Message):
    __slots__ = ("rendered",)
    RENDERED_FIELD_NUMBER: _ClassVar[int]
    rendered: RenderedMessage
    def __init__(self, rendered: _Optional[_Union[RenderedMessage, _Mapping]] = ...) -> None: ...

class ListSystemMessagesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class MessageVariable(_message.Message):
    __slots__ = ("name", "kind", "meaning")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    MEANING_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: VariableKind
    meaning: str
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[_Union[VariableKind, str]] = ..., meaning: _Optional[str] = ...) -> None: ...

class SystemMessageDeclaration(_message.Message):
    __slots__ = ("message", "form", "sent", "variables")
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    SENT_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    message: SystemMessage
    form: SystemMessageForm
    sent: str
    variables: _containers.RepeatedCompositeFieldContainer[MessageVariable]
    def __init__(self, message: _Optional[_Union[SystemMessage, str]] = ..., form: _Optional[_Union[SystemMessageForm, str]] = ..., sent: _Optional[str] = ..., variables: _Optional[_Iterable[_Union[MessageVariable, _Mapping]]] = ...) -> None: ...

class MessageMarket(_message.Message):
    __slots__ = ("market", "locales")
    MARKET_FIELD_NUMBER: _ClassVar[int]
    LOCALES_FIELD_NUMBER: _ClassVar[int]
    market: str
    locales: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, market: _Optional[str] = ..., locales: _Optional[_Iterable[str]] = ...) -> None: ...

class ListSystemMessagesResponse(_message.Message):
    __slots__ = ("messages", "markets")
    MESSAGES_FIELD_NUMBER: _ClassVar[int]
    MARKETS_FIELD_NUMBER: _ClassVar[int]
    messages: _containers.RepeatedCompositeFieldContainer[SystemMessageDeclaration]
    markets: _containers.RepeatedCompositeFieldContainer[MessageMarket]
    def __init__(self, messages: _Optional[_Iterable[_Union[SystemMessageDeclaration, _Mapping]]] = ..., markets: _Optional[_Iterable[_Union[MessageMarket, _Mapping]]] = ...) -> None: ...
