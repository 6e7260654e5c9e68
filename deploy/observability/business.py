"""What the shop's own people ask: who writes, in which language, how satisfied they are, and their points."""

from __future__ import annotations

from grafana_foundation_sdk.models.dashboard import Dashboard

from deploy.observability.panels import Graph, Number, Row, dashboard
from deploy.observability.promql import in_window, per_second, total

_PUBLISHED = "heliodesk_published_events_total"
_ANSWERS = "heliodesk_feedback_answers_total"


def business() -> Dashboard:
    about = "Conversations, satisfaction and points, of all shops together where a panel names none."
    return dashboard("business", "Heliodesk: business", about, (_conversations(), _satisfaction(), _points()))


def _events(*names: str) -> str:
    return f'type=~"{"|".join(names)}"'


_TICKETING = "heliodesk.ticketing.v1"


def _conversations() -> Row:
    languages = per_second("heliodesk_translation_messages_total", "language", 'direction="inbound"')
    opened = total(_PUBLISHED, _events(f"{_TICKETING}.TicketOpened"))
    received = total(_PUBLISHED, _events(f"{_TICKETING}.MessageReceived"))
    replied = total(_PUBLISHED, _events(f"{_TICKETING}.ReplySent"))
    return Row(
        "Conversations",
        (
            Number("Opened", "short", opened),
            Number("Messages", "short", received),
            Number("Replies", "short", replied),
            Graph("Customers' messages by language", "ops", [(languages, "{{language}}")]),
            Graph(
                "Opened and replied",
                "ops",
                [
                    (
                        per_second(
                            _PUBLISHED, "type", _events(f"{_TICKETING}.TicketOpened", f"{_TICKETING}.ReplySent")
                        ),
                        "{{type}}",
                    )
                ],
            ),
        ),
    )


def _satisfaction() -> Row:
    answered = total(_ANSWERS)
    satisfied = total(_ANSWERS, 'score=~"4|5"')
    return Row(
        "Satisfaction",
        (
            Number(
                "CSAT", "percentunit", f"{satisfied} / ({answered} > 0)", about="4 and 5 of 5, of the surveys answered."
            ),
            Number("Answered", "short", answered),
            Graph("Answers by score", "short", [(in_window(_ANSWERS, "score"), "{{score}}")]),
        ),
    )


def _points() -> Row:
    return Row(
        "Points",
        (
            Graph(
                "Outstanding",
                "short",
                [('max by (tenant) (heliodesk_loyalty_points{kind="outstanding"})', "{{tenant}}")],
                "As of the last sweep, pending ones included.",
            ),
            Graph(
                "What they are worth",
                "short",
                [("max by (tenant, currency) (heliodesk_loyalty_liability_minor_units)", "{{tenant}} {{currency}}")],
                "In minor units of the programme's currency.",
            ),
            Graph(
                "Breakage",
                "percentunit",
                [("max by (tenant) (heliodesk_loyalty_breakage_ratio)", "{{tenant}}")],
                "Of the points that were used or have expired, the share that expired.",
            ),
        ),
    )
