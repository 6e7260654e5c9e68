import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from heliodesk.common.v1 import access_pb2 as _access_pb2
from heliodesk.common.v1 import rules_pb2 as _rules_pb2
from heliodesk.loyalty.v1 import programme_types_pb2 as _programme_types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CampaignBudget(_message.Message):
    __slots__ = ("campaign_id", "total", "granted", "left", "bonuses", "refused", "refusals", "exhausted_at")
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    GRANTED_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    BONUSES_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    REFUSALS_FIELD_NUMBER: _ClassVar[int]
    EXHAUSTED_AT_FIELD_NUMBER: _ClassVar[int]
    campaign_id: str
    total: int
    granted: int
    left: int
    bonuses: int
    refused: int
    refusals: int
    exhausted_at: _timestamp_pb2.Timestamp
    def __init__(self, campaign_id: _Optional[str] = ..., total: _Optional[int] = ..., granted: _Optional[int] = ..., left: _Optional[int] = ..., bonuses: _Optional[int] = ..., refused: _Optional[int] = ..., refusals: _Optional[int] = ..., exhausted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RunningCampaign(_message.Message):
    __slots__ = ("campaign", "budget", "running")
    CAMPAIGN_FIELD_NUMBER: _ClassVar[int]
    BUDGET_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    campaign: _programme_types_pb2.Campaign
    budget: CampaignBudget
    running: bool
    def __init__(self, campaign: _Optional[_Union[_programme_types_pb2.Campaign, _Mapping]] = ..., budget: _Optional[_Union[CampaignBudget, _Mapping]] = ..., running: _Optional[bool] = ...) -> None: ...

class ListCampaignsRequest(_message.Message):
    __slots__ = ("running",)
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    running: bool
    def __init__(self, running: _Optional[bool] = ...) -> None: ...

class ListCampaignsResponse(_message.Message):
    __slots__ = ("campaigns", "revision")
    CAMPAIGNS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    campaigns: _containers.RepeatedCompositeFieldContainer[RunningCampaign]
    revision: int
    def __init__(self, campaigns: _Optional[_Iterable[_Union[RunningCampaign, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class GetBudgetRequest(_message.Message):
    __slots__ = ("campaign_id",)
    CAMPAIGN_ID_FIELD_NUMBER: _ClassVar[int]
    campaign_id: str
    def __init__(self, campaign_id: _Optional[str] = ...) -> None: ...

class GetBudgetResponse(_message.Message):
    __slots__ = ("budget",)
    BUDGET_FIELD_NUMBER: _ClassVar[int]
    budget: CampaignBudget
    def __init__(self, budget: _Optional[_Union[CampaignBudget, _Mapping]] = ...) -> None: ...

class SimulateCampaignRequest(_message.Message):
    __slots__ = ("campaign", "to")
    CAMPAIGN_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    campaign: _programme_types_pb2.Campaign
    to: _timestamp_pb2.Timestamp
    def __init__(self, campaign: _Optional[_Union[_programme_types_pb2.Campaign, _Mapping]] = ..., to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., **kwargs) -> None: ...

class SimulatedDay(_message.Message):
    __slots__ = ("day", "points", "orders")
    DAY_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    day: str
    points: int
    orders: int
    def __init__(self, day: _Optional[str] = ..., points: _Optional[int] = ..., orders: _Optional[int] = ...) -> None: ...

class SimulateCampaignResponse(_message.Message):
    __slots__ = ("points", "wanted", "taken_back", "worth", "currency", "members", "orders", "orders_seen", "exhausted_at", "days")
    POINTS_FIELD_NUMBER: _ClassVar[int]
    WANTED_FIELD_NUMBER: _ClassVar[int]
    TAKEN_BACK_FIELD_NUMBER: _ClassVar[int]
    WORTH_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    ORDERS_SEEN_FIELD_NUMBER: _ClassVar[int]
    EXHAUSTED_AT_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    points: int
    wanted: int
    taken_back: int
    worth: int
    currency: str
    members: int
    orders: int
    orders_seen: int
    exhausted_at: _timestamp_pb2.Timestamp
    days: _containers.RepeatedCompositeFieldContainer[SimulatedDay]
    def __init__(self, points: _Optional[int] = ..., wanted: _Optional[int] = ..., taken_back: _Optional[int] = ..., worth: _Optional[int] = ..., currency: _Optional[str] = ..., members: _Optional[int] = ..., orders: _Optional[int] = ..., orders_seen: _Optional[int] = ..., exhausted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., days: _Optional[_Iterable[_Union[SimulatedDay, _Mapping]]] = ...) -> None: ...
