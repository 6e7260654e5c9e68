"""What has to happen for each alert to be raised, and what looks like it and is nothing. In promtool's notation:
`0+5x60` begins at 0 and grows by 5 sixty times, `_` is a sample that isn't there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scenario:
    alert: str
    told: str
    at: str
    fires: bool
    series: Mapping[str, str] = field(default_factory=dict)
    labels: str = ""
    """Of the alert that is meant, beside its name."""
    step: str = "1m"
    """From sample to sample, and from one look at the rules to the next."""


_TAKEN = 'heliodesk_http_seconds_count{route="/v1/messages",method="POST",status="201"}'
_NOT_TAKEN = 'heliodesk_http_seconds_count{route="/v1/messages",method="POST",status="503"}'
_REFUSED = 'heliodesk_http_seconds_count{route="/v1/messages",method="POST",status="422"}'
_TAKEN_BY_GRPC = (
    'heliodesk_rpc_seconds_count{method="heliodesk.ticketing.v1.TicketingService.ReceiveMessage",code="%s"}'
)
_EVENTS, _SOON = (
    'heliodesk_event_latency_seconds_count{group="sla"}',
    'heliodesk_event_latency_seconds_bucket{group="sla",le="5.0"}',
)
_TOLD, _TOLD_SOON = (
    'heliodesk_sla_detection_lag_seconds_count{kind="due"}',
    'heliodesk_sla_detection_lag_seconds_bucket{kind="due",le="10.0"}',
)
_LAG = 'heliodesk_consumer_lag{group="sla",topic="heliodesk.ticketing.ticket.v1",partition="0"}'
_READ = 'heliodesk_consumer_events_total{group="sla",type="heliodesk.ticketing.v1.TicketOpened",outcome="done"}'
_LETTERS = 'heliodesk_dead_letters_total{group="sla",topic="heliodesk.ticketing.ticket.v1",reason="UNDECODABLE"}'
_UNTOLD = "heliodesk_edge_audit_untold_total"
_CALL = 'heliodesk_rpc_client_seconds_count{method="heliodesk.sla.v1.SlaService.GetOnShift",code="%s"}'
_MATURED = 'heliodesk_loyalty_maturing_lag_seconds_bucket{le="%s"}'
_CLOCK = 'heliodesk_published_events_total{topic="heliodesk.sla.clock.v1",type="heliodesk.sla.v1.Clock%s"}'
_STEP = 'heliodesk_escalation_steps_total{kind="notify",outcome="%s"}'
_MESSAGE = 'heliodesk_translation_messages_total{direction="inbound",language="es",outcome="%s",reason="%s"}'
_CHECKED = 'heliodesk_translation_engine_checked_total{engine="deepl",pair="de-en",verdict="%s"}'
_BREAKER = 'heliodesk_translation_breaker_open{engine="deepl",pair="%s"}'
_DUE, _HOOK = "heliodesk_webhook_oldest_due_seconds", 'heliodesk_webhook_deliveries_total{outcome="%s"}'
_LIABILITY = 'heliodesk_loyalty_liability_minor_units{tenant="demo",currency="EUR"}'

_BUDGETS = (
    Scenario(
        "HeliodeskIntakeBudgetBurning",
        "one message in fifty isn't taken in, for more than an hour",
        "75m",
        True,
        {_TAKEN: "0+98x90", _NOT_TAKEN: "0+2x90"},
        'severity="page", window="1h"',
    ),
    Scenario(
        "HeliodeskIntakeBudgetBurning",
        "over gRPC, while nobody uses HTTP",
        "75m",
        True,
        {_TAKEN_BY_GRPC % "OK": "0+98x90", _TAKEN_BY_GRPC % "UNAVAILABLE": "0+2x90"},
        'severity="page", window="1h"',
    ),
    Scenario(
        "HeliodeskIntakeBudgetBurning",
        "five minutes that are over",
        "75m",
        False,
        {_TAKEN: "0+100x90", _NOT_TAKEN: "0+50x5 250x85"},
        'severity="page"',
    ),
    Scenario(
        "HeliodeskIntakeBudgetBurning", "messages refused as the contract says", "75m", False, {_REFUSED: "0+100x90"}
    ),
    Scenario(
        "HeliodeskIntakeBudgetBurning",
        "one in three hundred, for more than a day",
        "31h",
        True,
        {_TAKEN: "0+299x200", _NOT_TAKEN: "0+1x200"},
        'severity="ticket", window="1d"',
        "10m",
    ),
    Scenario(
        "HeliodeskEventsLate",
        "one event in five takes more than 5 s",
        "75m",
        True,
        {_EVENTS: "0+100x90", _SOON: "0+80x90"},
        'severity="page", group="sla"',
    ),
    Scenario("HeliodeskEventsLate", "one in a thousand does", "75m", False, {_EVENTS: "0+1000x90", _SOON: "0+999x90"}),
    Scenario(
        "HeliodeskBreachesToldLate",
        "one breach in five is told more than 10 s late",
        "75m",
        True,
        {_TOLD: "0+100x90", _TOLD_SOON: "0+80x90"},
        'severity="page"',
    ),
    Scenario("HeliodeskBreachesToldLate", "all in time", "75m", False, {_TOLD: "0+100x90", _TOLD_SOON: "0+100x90"}),
)

_PLATFORM = (
    Scenario("HeliodeskNotScraped", "no process answers", "10m", True),
    Scenario("HeliodeskNotScraped", "one does", "10m", False, {'heliodesk_part_not_ready{part="store"}': "0x20"}),
    Scenario(
        "HeliodeskPartNotReady",
        "a consumer has stopped",
        "10m",
        True,
        {'heliodesk_part_not_ready{part="consumer:sla"}': "1x20"},
        'part="consumer:sla"',
    ),
    Scenario(
        "HeliodeskPartNotReady",
        "it has started meanwhile",
        "10m",
        False,
        {'heliodesk_part_not_ready{part="consumer:sla"}': "1 1 0x20"},
    ),
    Scenario("HeliodeskConsumerStalled", "a group reads nothing", "30m", True, {_LAG: "50x40", _READ: "900x40"}),
    Scenario("HeliodeskConsumerStalled", "a new process has read nothing yet", "30m", True, {_LAG: "50x40"}),
    Scenario("HeliodeskConsumerStalled", "it reads", "30m", False, {_LAG: "50x40", _READ: "0+9x40"}),
    Scenario("HeliodeskConsumerStalled", "there is nothing to read", "30m", False, {_LAG: "0x40", _READ: "900x40"}),
    Scenario("HeliodeskConsumerLagging", "it falls behind", "45m", True, {_LAG: "0+100x60"}),
    Scenario("HeliodeskConsumerLagging", "it catches up", "45m", False, {_LAG: "9000-100x60"}),
    Scenario("HeliodeskDeadLetters", "the first one of its kind", "10m", True, {_LETTERS: "_x5 1x60"}, 'group="sla"'),
    Scenario("HeliodeskDeadLetters", "one more", "10m", True, {_LETTERS: "3 3 3 3 4x60"}),
    Scenario("HeliodeskDeadLetters", "all of them are old", "80m", False, {_LETTERS: "3x90"}),
    Scenario(
        "HeliodeskOutboxStuck",
        "Kafka takes nothing",
        "10m",
        True,
        {'heliodesk_outbox_oldest_seconds{service="sla"}': "0+60x20"},
        'service="sla"',
    ),
    Scenario(
        "HeliodeskOutboxStuck",
        "it takes a moment",
        "10m",
        False,
        {'heliodesk_outbox_oldest_seconds{service="sla"}': "0 2 1x20"},
    ),
    Scenario(
        "HeliodeskRequestsFailing",
        "one request in ten fails",
        "20m",
        True,
        {_TAKEN: "0+90x30", _NOT_TAKEN: "0+10x30"},
        'route="/v1/messages"',
    ),
    Scenario("HeliodeskRequestsFailing", "callers' mistakes", "20m", False, {_TAKEN: "0+9x30", _REFUSED: "0+90x30"}),
    Scenario(
        "HeliodeskPeerCallsFailing",
        "one call in ten misses its deadline",
        "40m",
        True,
        {_CALL % "OK": "0+90x60", _CALL % "DEADLINE_EXCEEDED": "0+10x60"},
    ),
    Scenario(
        "HeliodeskPeerCallsFailing",
        "what was asked for isn't there",
        "40m",
        False,
        {_CALL % "OK": "0+90x60", _CALL % "NOT_FOUND": "0+90x60"},
    ),
    Scenario("HeliodeskAuditIncomplete", "the store was away", "20m", True, {_UNTOLD: "0x10 12x20"}),
    Scenario("HeliodeskAuditIncomplete", "long ago", "80m", False, {_UNTOLD: "0x10 12x90"}),
)

_WEBHOOKS = (
    Scenario("HeliodeskWebhooksLate", "nobody sends", "20m", True, {_DUE: "0+60x30"}),
    Scenario("HeliodeskWebhooksLate", "a turn takes its time", "20m", False, {_DUE: "0 15 4 0 12x30"}),
    Scenario(
        "HeliodeskWebhooksNotTaken",
        "nothing gets out of the cluster any more",
        "90m",
        True,
        {_HOOK % "delivered": "5x100", _HOOK % "retried": "0+9x100"},
    ),
    Scenario(
        "HeliodeskWebhooksNotTaken",
        "one receiver of many is down",
        "90m",
        False,
        {_HOOK % "delivered": "0+80x100", _HOOK % "retried": "0+9x100"},
    ),
)

_TIMERS = (
    Scenario(
        "HeliodeskTimersUnfired", "an audit finds some", "10m", True, {'heliodesk_timers_unfired{name="clock"}': "4x20"}
    ),
    Scenario(
        "HeliodeskTimersUnfired",
        "it found some once",
        "10m",
        False,
        {'heliodesk_timers_unfired{name="clock"}': "4 0x20"},
    ),
    Scenario(
        "HeliodeskTimersNotAudited",
        "the last audit was long ago",
        "30m",
        True,
        {'heliodesk_timers_audited_timestamp_seconds{name="clock"}': "60x40"},
    ),
    Scenario(
        "HeliodeskTimersNotAudited",
        "one process has given its shards to another",
        "30m",
        False,
        {
            'heliodesk_timers_audited_timestamp_seconds{name="clock",instance="a"}': "60x40",
            'heliodesk_timers_audited_timestamp_seconds{name="clock",instance="b"}': "0+60x40",
        },
    ),
    Scenario(
        "HeliodeskPointsMatureLate",
        "points wait for a quarter of an hour",
        "45m",
        True,
        {_MATURED % "300.0": "0+1x60", _MATURED % "900.0": "0+10x60", _MATURED % "+Inf": "0+10x60"},
    ),
    Scenario(
        "HeliodeskPointsMatureLate",
        "they wait for a second",
        "45m",
        False,
        {_MATURED % "1.0": "0+10x60", _MATURED % "+Inf": "0+10x60"},
    ),
)

_BUSINESS = (
    Scenario(
        "HeliodeskPromisesBreaking",
        "every fifth promise is broken",
        "2h",
        True,
        {_CLOCK % "Met": "0+8x130", _CLOCK % "Breached": "0+2x130"},
    ),
    Scenario(
        "HeliodeskPromisesBreaking",
        "every hundredth is",
        "2h",
        False,
        {_CLOCK % "Met": "0+99x130", _CLOCK % "Breached": "0+1x130"},
    ),
    Scenario("HeliodeskEscalationUnheard", "nobody was there", "10m", True, {_STEP % "nobody_reached": "_x5 1x20"}),
    Scenario("HeliodeskEscalationUnheard", "somebody was", "10m", False, {_STEP % "taken": "_x5 1x20"}),
    Scenario("HeliodeskTranslationEngineAway", "as a whole", "20m", True, {_BREAKER % "": "1x30"}, 'engine="deepl"'),
    Scenario("HeliodeskTranslationEngineAway", "one pair of it", "20m", True, {_BREAKER % "de-en": "1x30"}),
    Scenario("HeliodeskTranslationEngineAway", "it is back", "20m", False, {_BREAKER % "": "1 1 0x30"}),
    Scenario(
        "HeliodeskMessagesUntranslated",
        "no engine answers",
        "75m",
        True,
        {_MESSAGE % ("untranslated", "engine_away"): "0+5x90", _MESSAGE % ("translated", ""): "0+5x90"},
    ),
    Scenario(
        "HeliodeskMessagesUntranslated",
        "nothing needs a translation",
        "75m",
        False,
        {_MESSAGE % ("untranslated", "same_language"): "0+95x90", _MESSAGE % ("translated", ""): "0+5x90"},
    ),
    Scenario(
        "HeliodeskTranslationsFaulty",
        "every fifth answer has lost something",
        "2h",
        True,
        {_CHECKED % "sound": "0+8x130", _CHECKED % "faulty": "0+2x130"},
        'engine="deepl"',
    ),
    Scenario("HeliodeskTranslationsFaulty", "none has", "2h", False, {_CHECKED % "sound": "0+8x130"}),
    Scenario(
        "HeliodeskPointsLiabilityJumped",
        "by half, over night",
        "25h",
        True,
        {_LIABILITY: "1000x72 1500x90"},
        step="10m",
    ),
    Scenario("HeliodeskPointsLiabilityJumped", "by a tenth", "25h", False, {_LIABILITY: "1000x72 1100x90"}, step="10m"),
)

SCENARIOS = (*_BUDGETS, *_PLATFORM, *_WEBHOOKS, *_TIMERS, *_BUSINESS)
