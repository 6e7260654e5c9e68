"""The one list of topics. It makes the topics on the broker, and tells whoever reads one what comes there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import ModuleType

from google.protobuf.message import Message

from services.kit.settings import BadSetting

RAISED = "HELIODESK_PARTITIONS"
"""The variable (see kit/settings.py) that names topics whose partitions were raised: `<topic>=12,<topic>=12`."""
DAY_MS = 24 * 3600 * 1000
DEAD_LETTER_RETENTION_MS = 30 * DAY_MS


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: the events of one kind of aggregate.

    `package` and `module` hold the messages that may come here. `key` says what keeps together what must stay in order.
    The number of partitions is chosen once, since changing it breaks order; where a deployment has raised it
    (`heliodesk topics repartition`), its environment says so. `readers` are consumer groups; each has a dead-letter
    topic of its own.
    """

    name: str
    package: str
    key: str
    writer: str
    readers: tuple[str, ...] = ()
    partitions: int = 6
    retention_ms: int = 14 * DAY_MS
    config: dict[str, str] = field(default_factory=dict)
    module: str = "events"

    def __post_init__(self) -> None:
        raised = _raised()
        if self.name in raised:
            object.__setattr__(self, "partitions", raised[self.name])

    @property
    def is_raised(self) -> bool:
        """Whether it has more partitions here than it was made with."""
        return self.name in _raised()

    def events(self) -> ModuleType:
        """The generated module with the messages of this topic."""
        return _module(self.package, self.module)

    def message(self, type_name: str) -> type[Message] | None:
        """The generated class of an event by its ce_type; None for what doesn't belong on this topic."""
        return _messages(self.package, self.module).get(type_name)

    def dead_letters(self, group: str) -> str:
        return dead_letter_topic(self.name, group)


def _raised() -> dict[str, int]:
    return raised_partitions(os.environ.get(RAISED, ""))


@cache
def raised_partitions(setting: str) -> dict[str, int]:
    """Topics with the partitions that they were given. Raises BadSetting for what isn't `<topic>=<number>,...`."""
    found = {}
    for one in filter(None, setting.split(",")):
        name, _, number = one.strip().partition("=")
        if not name or not number.isdecimal() or not int(number):
            raise BadSetting(f"{RAISED}={setting}: {one.strip()!r} is not <topic>=<partitions>")
        found[name] = int(number)
    return found


def as_setting(raised: Mapping[str, int]) -> str:
    """The text that says so."""
    return ",".join(f"{name}={number}" for name, number in sorted(raised.items()))


@cache
def _module(package: str, name: str) -> ModuleType:
    return import_module(f"{package}.{name}_pb2")


@cache
def _messages(package: str, name: str) -> dict[str, type[Message]]:
    module = _module(package, name)
    return {
        descriptor.full_name: getattr(module, name)
        for name, descriptor in module.DESCRIPTOR.message_types_by_name.items()
    }


def dead_letter_topic(topic: str, group: str) -> str:
    return f"{topic}.{group}.dlq"


def is_dead_letter_topic(name: str) -> bool:
    return name.endswith(".dlq")


TICKET = Topic(
    name="heliodesk.ticketing.ticket.v1",
    package="heliodesk.ticketing.v1",
    key="the ticket's id",
    writer="ticketing",
    readers=("translation", "sla", "sla-load", "escalation", "feedback", "loyalty-compensations", "edge-webhooks"),
)
ORDER = Topic(
    name="heliodesk.commerce.order.v1",
    package="heliodesk.commerce.v1",
    key="the buyer's id as the shop gave it when the order was placed",
    writer="edge",
    readers=("ticketing", "loyalty", "loyalty-referrals", "edge-webhooks"),
)
TRANSLATION = Topic(
    name="heliodesk.translation.message.v1",
    package="heliodesk.translation.v1",
    key="the ticket's id",
    writer="translation",
    readers=("ticketing", "edge-webhooks"),
)
CLOCK = Topic(
    name="heliodesk.sla.clock.v1",
    package="heliodesk.sla.v1",
    key="the ticket's id",
    writer="sla",
    readers=("sla-tick", "escalation", "ticketing", "edge-webhooks"),
)
RULEBOOK = Topic(
    name="heliodesk.sla.rulebook.v1",
    package="heliodesk.sla.v1",
    module="rulebook_events",
    key="the tenant",
    writer="sla",
    readers=("sla-rulebook-tick", "edge-webhooks"),
)
LOAD = Topic(
    name="heliodesk.sla.load.v1",
    package="heliodesk.sla.v1",
    module="load_events",
    key="the language and the region",
    writer="sla",
    readers=("escalation", "edge-webhooks"),
)
ESCALATION = Topic(
    name="heliodesk.escalation.escalation.v1",
    package="heliodesk.escalation.v1",
    key="the escalation's id",
    writer="escalation",
    readers=("escalation-tick", "escalation", "edge-webhooks"),
)
CASE = Topic(
    name="heliodesk.escalation.case.v1",
    package="heliodesk.escalation.v1",
    module="case_events",
    key="the ticket's id",
    writer="escalation",
    readers=("escalation", "edge-webhooks"),
)
CHAIN = Topic(
    name="heliodesk.escalation.chain.v1",
    package="heliodesk.escalation.v1",
    module="chain_events",
    key="the tenant",
    writer="escalation",
    readers=("edge-webhooks",),
)
ACCOUNT = Topic(
    name="heliodesk.loyalty.account.v1",
    package="heliodesk.loyalty.v1",
    key="the customer's id",
    writer="loyalty",
    readers=(
        "loyalty-tick",
        "loyalty-rewards",
        "loyalty-draws",
        "loyalty-budgets",
        "loyalty-referrals",
        "ticketing-tiers",
        "edge-webhooks",
    ),
)
CAMPAIGN_BUDGET = Topic(
    name="heliodesk.loyalty.budget.v1",
    package="heliodesk.loyalty.v1",
    module="campaign_events",
    key="the campaign's id",
    writer="loyalty",
    readers=("loyalty", "edge-webhooks"),
)
CORRECTION = Topic(
    name="heliodesk.loyalty.correction.v1",
    package="heliodesk.loyalty.v1",
    module="correction_events",
    key="the customer's id",
    writer="loyalty",
    readers=("loyalty", "loyalty-compensations", "ticketing", "edge-webhooks"),
)
MEMBER = Topic(
    name="heliodesk.loyalty.member.v1",
    package="heliodesk.loyalty.v1",
    module="member_events",
    key="the customer's id",
    writer="loyalty",
    readers=("loyalty", "loyalty-members-tick", "edge-webhooks"),
)
REFERRAL = Topic(
    name="heliodesk.loyalty.referral.v1",
    package="heliodesk.loyalty.v1",
    module="referral_events",
    key="the friend's customer id",
    writer="loyalty",
    readers=("loyalty", "loyalty-referrals", "edge-webhooks"),
)
CONTENT = Topic(
    name="heliodesk.loyalty.content.v1",
    package="heliodesk.loyalty.v1",
    module="content_events",
    key="the customer's id",
    writer="loyalty",
    readers=("loyalty", "loyalty-contents", "edge-webhooks"),
)
COUPON = Topic(
    name="heliodesk.loyalty.coupon.v1",
    package="heliodesk.loyalty.v1",
    module="coupon_events",
    key="the customer's id",
    writer="loyalty",
    readers=("loyalty", "loyalty-rewards", "edge-webhooks"),
)
REWARD = Topic(
    name="heliodesk.loyalty.reward.v1",
    package="heliodesk.loyalty.v1",
    module="reward_events",
    key="the reward's id",
    writer="loyalty",
    readers=("edge-webhooks",),
)
DRAW = Topic(
    name="heliodesk.loyalty.draw.v1",
    package="heliodesk.loyalty.v1",
    module="draw_events",
    key="the draw's id",
    writer="loyalty",
    readers=("loyalty", "loyalty-draws-tick", "edge-webhooks"),
)
PROGRAMME = Topic(
    name="heliodesk.loyalty.programme.v1",
    package="heliodesk.loyalty.v1",
    module="programme_events",
    key="the tenant",
    writer="loyalty",
    readers=("edge-webhooks",),
)
SURVEY = Topic(
    name="heliodesk.feedback.survey.v1",
    package="heliodesk.feedback.v1",
    key="the ticket's id",
    writer="feedback",
    readers=("loyalty-contents", "edge-webhooks"),
)
WEBHOOK_ENDPOINT = Topic(
    name="heliodesk.webhooks.endpoint.v1",
    package="heliodesk.webhooks.v1",
    key="the endpoint's id",
    writer="edge",
    readers=("edge-webhooks",),
)

TOPICS: tuple[Topic, ...] = (
    TICKET,
    ORDER,
    TRANSLATION,
    CLOCK,
    RULEBOOK,
    LOAD,
    ESCALATION,
    CASE,
    CHAIN,
    ACCOUNT,
    PROGRAMME,
    CAMPAIGN_BUDGET,
    CORRECTION,
    MEMBER,
    REFERRAL,
    CONTENT,
    COUPON,
    REWARD,
    DRAW,
    SURVEY,
    WEBHOOK_ENDPOINT,
)
BY_NAME: dict[str, Topic] = {topic.name: topic for topic in TOPICS}
