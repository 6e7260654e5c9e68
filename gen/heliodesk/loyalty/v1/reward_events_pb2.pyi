import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RewardTaken(_message.Message):
    __slots__ = ("reward_id", "redemption_id", "left", "taken_at")
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    TAKEN_AT_FIELD_NUMBER: _ClassVar[int]
    reward_id: str
    redemption_id: str
    left: int
    taken_at: _timestamp_pb2.Timestamp
    def __init__(self, reward_id: _Optional[str] = ..., redemption_id: _Optional[str] = ..., left: _Optional[int] = ..., taken_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RewardReturned(_message.Message):
    __slots__ = ("reward_id", "redemption_id", "left", "returned_at")
    REWARD_ID_FIELD_NUMBER: _ClassVar[int]
    REDEMPTION_ID_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    RETURNED_AT_FIELD_NUMBER: _ClassVar[int]
    reward_id: str
    redemption_id: str
    left: int
    returned_at: _timestamp_pb2.Timestamp
    def __init__(self, reward_id: _Optional[str] = ..., redemption_id: _Optional[str] = ..., left: _Optional[int] = ..., returned_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
