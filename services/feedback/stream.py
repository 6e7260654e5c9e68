"""Which events of other services feedback cares for."""

from heliodesk.ticketing.v1 import events_pb2

from services.feedback.documents import SURVEYS
from services.feedback.handlers import offer_survey
from services.kit.stream import Stream, on

STREAM = Stream("feedback", [on(events_pb2.TicketStatusChanged, SURVEYS, offer_survey)])
