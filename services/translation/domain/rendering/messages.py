"""The closed list of system messages, and the variables that each has to be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SystemMessage(StrEnum):
    ACKNOWLEDGEMENT = "acknowledgement"
    OUTSIDE_HOURS = "outside_hours"
    REPLY_DELAYED = "reply_delayed"
    ESCALATED = "escalated"
    SOLVED = "solved"
    SURVEY_INVITATION = "survey_invitation"
    RETURN_RECEIVED = "return_received"
    REFUND_ISSUED = "refund_issued"
    ORDER_DELAYED = "order_delayed"
    PARCEL_DELIVERED = "parcel_delivered"
    COUPON_ISSUED = "coupon_issued"
    POINTS_EARNED = "points_earned"
    POINTS_EXPIRING = "points_expiring"
    TIER_RAISED = "tier_raised"
    TIER_LOWERED = "tier_lowered"
    REFERRAL_REWARDED = "referral_rewarded"
    BIRTHDAY = "birthday"
    VERIFICATION_CODE = "verification_code"
    MACHINE_TRANSLATED = "machine_translated"


class Form(StrEnum):
    LETTER = "letter"
    """A subject; a body with the greeting and the closing of the tone profile."""
    NOTE = "note"
    """A few words that are put under another message: no subject, no greeting."""


class VariableKind(StrEnum):
    TEXT = "text"
    """Words of the shop's or a person's, in any script: put in as they are, on one line."""
    CODE = "code"
    """What is typed or read out to the letter: a number of an order, a coupon."""
    URL = "url"
    COUNT = "count"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    """An instant, told by the clock of a zone that is named with it."""
    LANGUAGE = "language"
    """A BCP 47 tag; its name is told."""


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    kind: VariableKind
    meaning: str


@dataclass(frozen=True, slots=True)
class Declaration:
    message: SystemMessage
    sent: str
    """When it goes out."""
    variables: tuple[Variable, ...]
    form: Form = Form.LETTER

    def variable(self, name: str) -> Variable | None:
        return next((one for one in self.variables if one.name == name), None)


_TICKET = Variable("ticket", VariableKind.CODE, "the number by which the customer asks for the ticket")
_ORDER = Variable("order", VariableKind.CODE, "the shop's number of the order")
_ANSWER_BY = Variable("answer_by", VariableKind.MOMENT, "when an answer is promised")
_WORKING_DAYS = Variable("working_days", VariableKind.COUNT, "how many working days it takes at most")
_POINTS = Variable("points", VariableKind.COUNT, "how many points it is about")
_EXPIRES = Variable("expires", VariableKind.DAY, "the last day on which they can be spent")
_TIER = Variable("tier", VariableKind.TEXT, "what the programme calls the tier, in the customer's language")
_VALID_UNTIL = Variable("valid_until", VariableKind.DAY, "the last day on which it holds")

_DECLARATIONS = (
    Declaration(
        SystemMessage.ACKNOWLEDGEMENT, "A customer's first message has become a ticket.", (_TICKET, _ANSWER_BY)
    ),
    Declaration(
        SystemMessage.OUTSIDE_HOURS,
        "A message has come while nobody works.",
        (_TICKET, Variable("open_from", VariableKind.MOMENT, "when somebody works again")),
    ),
    Declaration(
        SystemMessage.REPLY_DELAYED, "A promised answer will be late; a new time is promised.", (_TICKET, _ANSWER_BY)
    ),
    Declaration(SystemMessage.ESCALATED, "A ticket has been handed to a specialist.", (_TICKET, _ANSWER_BY)),
    Declaration(
        SystemMessage.SOLVED,
        "A ticket has been solved.",
        (_TICKET, Variable("reopen_until", VariableKind.DAY, "the last day on which a reply opens it again")),
    ),
    Declaration(
        SystemMessage.SURVEY_INVITATION,
        "Some time after a ticket has been solved (CSAT).",
        (
            _TICKET,
            Variable("questions", VariableKind.COUNT, "how many questions there are"),
            Variable("survey", VariableKind.URL, "where the survey is answered"),
        ),
    ),
    Declaration(SystemMessage.RETURN_RECEIVED, "What was sent back has arrived.", (_ORDER, _WORKING_DAYS)),
    Declaration(
        SystemMessage.REFUND_ISSUED,
        "Money has been given back.",
        (_ORDER, Variable("amount", VariableKind.MONEY, "how much"), _WORKING_DAYS),
    ),
    Declaration(
        SystemMessage.ORDER_DELAYED,
        "An order will arrive later than was promised.",
        (_ORDER, Variable("expected", VariableKind.DAY, "when it is expected now")),
    ),
    Declaration(
        SystemMessage.PARCEL_DELIVERED,
        "A product that has instructions was delivered.",
        (
            _ORDER,
            Variable("product", VariableKind.TEXT, "the product's name"),
            Variable("guide", VariableKind.URL, "where its use is explained"),
        ),
    ),
    Declaration(
        SystemMessage.COUPON_ISSUED,
        "A customer is given a coupon.",
        (
            Variable("coupon", VariableKind.CODE, "what is typed at the till"),
            Variable("amount", VariableKind.MONEY, "what it takes off"),
            _VALID_UNTIL,
        ),
    ),
    Declaration(
        SystemMessage.POINTS_EARNED,
        "An order has earned points.",
        (_ORDER, _POINTS, Variable("balance", VariableKind.COUNT, "how many points there are now")),
    ),
    Declaration(SystemMessage.POINTS_EXPIRING, "Points are about to expire.", (_POINTS, _EXPIRES)),
    Declaration(SystemMessage.TIER_RAISED, "A member has reached a higher tier.", (_TIER, _VALID_UNTIL)),
    Declaration(
        SystemMessage.TIER_LOWERED,
        "A member's tier has ended, and a lower one holds.",
        (_TIER, Variable("points", VariableKind.COUNT, "how many points lead back to the former tier")),
    ),
    Declaration(SystemMessage.REFERRAL_REWARDED, "Somebody whom the member has invited has bought.", (_POINTS,)),
    Declaration(SystemMessage.BIRTHDAY, "A member's birthday, with a gift of points.", (_POINTS, _EXPIRES)),
    Declaration(
        SystemMessage.VERIFICATION_CODE,
        "A customer has to show who they are before something is told or changed.",
        (
            Variable("code", VariableKind.CODE, "the code"),
            Variable("minutes", VariableKind.COUNT, "how long it is valid"),
        ),
    ),
    Declaration(
        SystemMessage.MACHINE_TRANSLATED,
        "Under an agent's answer that a machine has translated.",
        (Variable("language", VariableKind.LANGUAGE, "the language that it was written in"),),
        Form.NOTE,
    ),
)
MESSAGES: dict[SystemMessage, Declaration] = {one.message: one for one in _DECLARATIONS}
