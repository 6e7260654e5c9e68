import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SurgeDetected(_message.Message):
    __slots__ = ("surge_id", "language", "region", "arrivals", "usual", "upper", "detected_at")
    SURGE_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    ARRIVALS_FIELD_NUMBER: _ClassVar[int]
    USUAL_FIELD_NUMBER: _ClassVar[int]
    UPPER_FIELD_NUMBER: _ClassVar[int]
    DETECTED_AT_FIELD_NUMBER: _ClassVar[int]
    surge_id: str
    language: str
    region: str
    arrivals: int
    usual: float
    upper: float
    detected_at: _timestamp_pb2.Timestamp
    def __init__(self, surge_id: _Optional[str] = ..., language: _Optional[str] = ..., region: _Optional[str] = ..., arrivals: _Optional[int] = ..., usual: _Optional[float] = ..., upper: _Optional[float] = ..., detected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SurgeEnded(_message.Message):
    __slots__ = ("surge_id", "language", "region", "detected_at", "ended_at", "peak")
    SURGE_ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    DETECTED_AT_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    PEAK_FIELD_NUMBER: _ClassVar[int]
    surge_id: str
    language: str
    region: str
    detected_at: _timestamp_pb2.Timestamp
    ended_at: _timestamp_pb2.Timestamp
    peak: int
    def __init__(self, surge_id: _Optional[str] = ..., language: _Optional[str] = ..., region: _Optional[str] = ..., detected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ended_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., peak: _Optional[int] = ...) -> None: ...
