from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Known(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    KNOWN_UNSPECIFIED: _ClassVar[Known]
    KNOWN_CURRENCY: _ClassVar[Known]
    KNOWN_LANGUAGE: _ClassVar[Known]
    KNOWN_COUNTRY: _ClassVar[Known]
    KNOWN_ZONE: _ClassVar[Known]
    KNOWN_UUID: _ClassVar[Known]
KNOWN_UNSPECIFIED: Known
KNOWN_CURRENCY: Known
KNOWN_LANGUAGE: Known
KNOWN_COUNTRY: Known
KNOWN_ZONE: Known
KNOWN_UUID: Known
RULES_FIELD_NUMBER: _ClassVar[int]
rules: _descriptor.FieldDescriptor
ONEOF_RULES_FIELD_NUMBER: _ClassVar[int]
oneof_rules: _descriptor.FieldDescriptor

class FieldRules(_message.Message):
    __slots__ = ("required", "min_length", "max_length", "pattern", "minimum", "maximum", "min_items", "max_items", "known", "example", "secret")
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    MIN_LENGTH_FIELD_NUMBER: _ClassVar[int]
    MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
    PATTERN_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_FIELD_NUMBER: _ClassVar[int]
    MIN_ITEMS_FIELD_NUMBER: _ClassVar[int]
    MAX_ITEMS_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    EXAMPLE_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    required: bool
    min_length: int
    max_length: int
    pattern: str
    minimum: int
    maximum: int
    min_items: int
    max_items: int
    known: Known
    example: str
    secret: bool
    def __init__(self, required: _Optional[bool] = ..., min_length: _Optional[int] = ..., max_length: _Optional[int] = ..., pattern: _Optional[str] = ..., minimum: _Optional[int] = ..., maximum: _Optional[int] = ..., min_items: _Optional[int] = ..., max_items: _Optional[int] = ..., known: _Optional[_Union[Known, str]] = ..., example: _Optional[str] = ..., secret: _Optional[bool] = ...) -> None: ...

class OneofRules(_message.Message):
    __slots__ = ("required",)
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    required: bool
    def __init__(self, required: _Optional[bool] = ...) -> None: ...
