import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OUTCOME_UNSPECIFIED: _ClassVar[Outcome]
    OUTCOME_TRANSLATED: _ClassVar[Outcome]
    OUTCOME_UNTRANSLATED: _ClassVar[Outcome]

class UntranslatedReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNTRANSLATED_REASON_UNSPECIFIED: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_SAME_LANGUAGE: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_UNKNOWN_LANGUAGE: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_NO_ENGINE_FOR_PAIR: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_ENGINE_AWAY: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_ENGINE_REFUSED: _ClassVar[UntranslatedReason]
    UNTRANSLATED_REASON_TEXT_TOO_LONG: _ClassVar[UntranslatedReason]
OUTCOME_UNSPECIFIED: Outcome
OUTCOME_TRANSLATED: Outcome
OUTCOME_UNTRANSLATED: Outcome
UNTRANSLATED_REASON_UNSPECIFIED: UntranslatedReason
UNTRANSLATED_REASON_SAME_LANGUAGE: UntranslatedReason
UNTRANSLATED_REASON_UNKNOWN_LANGUAGE: UntranslatedReason
UNTRANSLATED_REASON_NO_ENGINE_FOR_PAIR: UntranslatedReason
UNTRANSLATED_REASON_ENGINE_AWAY: UntranslatedReason
UNTRANSLATED_REASON_ENGINE_REFUSED: UntranslatedReason
UNTRANSLATED_REASON_TEXT_TOO_LONG: UntranslatedReason

class MessageTranslated(_message.Message):
    __slots__ = ("message_id", "ticket_id", "language", "confidence", "target_language", "outcome", "reason", "engine", "text", "translated_at")
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    TICKET_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    TARGET_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TRANSLATED_AT_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    ticket_id: str
    language: str
    confidence: float
    target_language: str
    outcome: Outcome
    reason: UntranslatedReason
    engine: str
    text: str
    translated_at: _timestamp_pb2.Timestamp
    def __init__(self, message_id: _Optional[str] = ..., ticket_id: _Optional[str] = ..., language: _Optional[str] = ..., confidence: _Optional[float] = ..., target_language: _Optional[str] = ..., outcome: _Optional[_Union[Outcome, str]] = ..., reason: _Optional[_Union[UntranslatedReason, str]] = ..., engine: _Optional[str] = ..., text: _Optional[str] = ..., translated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
