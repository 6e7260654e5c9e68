"""The words in which rules of tone are written."""

from __future__ import annotations

from enum import StrEnum


class Aspect(StrEnum):
    """What of the tone a rule is about. Each language of a market has rules for every one of them."""

    ADDRESS = "address"
    """Sie or du: pronouns and the verbs that go with them."""
    HONORIFIC = "honorific"
    """様, -님, Frau: how the customer is named, and that it is this customer."""
    GREETING = "greeting"
    CLOSING = "closing"
    FORMALITY = "formality"
    APOLOGY = "apology"
    DIRECTNESS = "directness"
    DETAIL = "detail"
    """How much is said: too little to go by, or too much to read."""
    EMOJI = "emoji"
    NAME_ORDER = "name_order"
    FORBIDDEN = "forbidden"
    """What the shop mustn't say: promises that bind it, blame, what is asked of nobody."""
    SPELLING = "spelling"
    """The market's own words, spelling and punctuation, where another market's language is the same."""
    FORMAT = "format"
    """Dates, numbers and amounts as the market writes them."""


class Severity(StrEnum):
    ERROR = "error"
    """It would offend, mislead or bind the shop: it mustn't go out so."""
    WARNING = "warning"
    HINT = "hint"


class MessageKind(StrEnum):
    """What the message does."""

    ANSWER = "answer"
    COMPLAINT = "complaint"
    """It answers a complaint: something went wrong, and it was the shop's part."""
    REFUSAL = "refusal"
    """It says no."""
    NOTICE = "notice"
    """It tells something that nobody has asked for: a system message."""


class Form(StrEnum):
    LETTER = "letter"
    """Stands for itself: it has a greeting and a closing."""
    CHAT = "chat"
    """One turn of a conversation."""
