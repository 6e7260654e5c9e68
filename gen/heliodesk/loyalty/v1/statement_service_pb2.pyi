from google.api import annotations_pb2 as _annotations_pb2
from google.api import httpbody_pb2 as _httpbody_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StatementFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATEMENT_FORMAT_UNSPECIFIED: _ClassVar[StatementFormat]
    STATEMENT_FORMAT_HTML: _ClassVar[StatementFormat]
    STATEMENT_FORMAT_PDF: _ClassVar[StatementFormat]
    STATEMENT_FORMAT_JSON: _ClassVar[StatementFormat]
STATEMENT_FORMAT_UNSPECIFIED: StatementFormat
STATEMENT_FORMAT_HTML: StatementFormat
STATEMENT_FORMAT_PDF: StatementFormat
STATEMENT_FORMAT_JSON: StatementFormat

class GetStatementRequest(_message.Message):
    __slots__ = ("customer_id", "format", "until", "language")
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    customer_id: str
    format: StatementFormat
    until: str
    language: str
    def __init__(self, customer_id: _Optional[str] = ..., format: _Optional[_Union[StatementFormat, str]] = ..., until: _Optional[str] = ..., language: _Optional[str] = ..., **kwargs) -> None: ...
