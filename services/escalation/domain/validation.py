"""What a chain must be before it is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from services.escalation.domain.chain import Chain, Repeat, Step
from services.escalation.domain.walk import Place
from services.escalation.domain.words import Trigger
from services.kit.addresses import Network, is_of_this_network, literal, may_be_called
from services.kit.errors import Refused, Violation

MOST_STEPS_TAKEN = 1000
"""With all repeats."""

_OF_A_TICKET = ("reassign", "raise_priority")


def validate(chain: Chain, allowed: Sequence[Network] = ()) -> None:
    """Raises Refused (INVALID_CHAIN) with all that is wrong with the chain. `allowed` are networks that
    webhooks may go to although they are not public."""
    broken = tuple(Violation(f"chain.{one.field}", one.reason, one.message) for one in _broken(chain, allowed))
    if broken:
        raise Refused("INVALID_CHAIN", broken[0].message, violations=broken)


def _broken(chain: Chain, allowed: Sequence[Network]) -> Iterator[Violation]:
    yield from _conditions(chain)
    for at, step in enumerate(chain.steps):
        yield from _step(chain, at, step, allowed)
    repeats = list(_repeats(chain))
    yield from repeats
    if not any(step.notify or step.webhook for step in chain.steps):
        yield Violation("steps", "NOTIFIES_NOBODY", "the chain has neither a notify nor a webhook")
    if not repeats and not _ends(chain.steps):
        yield Violation("steps", "NEVER_ENDS", f"with its repeats it takes more than {MOST_STEPS_TAKEN} steps")


def _conditions(chain: Chain) -> Iterator[Violation]:
    lowest = chain.conditions.max_sentiment
    if lowest is not None and not -1 <= lowest <= 1:
        yield Violation("conditions.max_sentiment", "OUT_OF_RANGE", "a sentiment is -1 to 1")
    if Trigger.SURGE in chain.conditions.triggers and not chain.crisis:
        yield Violation(
            "conditions.triggers", "SURGE_IS_A_CRISIS", "a surge is of no ticket: only a crisis starts by it"
        )


def _step(chain: Chain, at: int, step: Step, allowed: Sequence[Network]) -> Iterator[Violation]:
    if not step.kind:
        yield Violation(f"steps.{at}", "UNKNOWN_STEP", "the step is none that is known")
    if chain.crisis and step.kind in _OF_A_TICKET:
        yield Violation(f"steps.{at}.{step.kind}", "CRISIS_HAS_NO_TICKET", "a crisis of the whole shop has no ticket")
    if step.webhook and (why := _not_a_receiver(step.webhook.url, allowed)):
        yield Violation(f"steps.{at}.webhook.url", *why)


def _not_a_receiver(url: str, allowed: Sequence[Network]) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.username or parts.password:
        return "NOT_A_URL", "is not a URL of a server, without a password"
    if not _may_be_called(host, allowed):
        return "PRIVATE_ADDRESS", f"{host} is not a public address"
    return None


def _may_be_called(host: str, allowed: Sequence[Network]) -> bool:
    """A name is looked up, and judged, when it is called."""
    try:
        address = literal(host)
    except ValueError:
        return False
    return may_be_called(address, allowed) if address else not is_of_this_network(host, allowed)


def _repeats(chain: Chain) -> Iterator[Violation]:
    loops: list[tuple[int, int]] = []
    for at, step in enumerate(chain.steps):
        if step.repeat is None:
            continue
        if why := _not_a_loop(chain.steps, at, step.repeat):
            yield Violation(f"steps.{at}.repeat.from_step", *why)
        elif any(start < step.repeat.from_step <= end for start, end in loops):
            yield Violation(f"steps.{at}.repeat.from_step", "LOOPS", "goes back into the middle of another repeat")
        loops.append((step.repeat.from_step, at))


def _not_a_loop(steps: tuple[Step, ...], at: int, repeat: Repeat) -> tuple[str, str] | None:
    if at == 0:
        return "STARTS_WITH_REPEAT", "there is nothing before it to repeat"
    if repeat.from_step >= at:
        return "LOOPS", f"step {at} goes back to step {repeat.from_step}, which doesn't come before it"
    if not any(step.wait for step in steps[repeat.from_step : at]):
        return "NO_WAIT", f"steps {repeat.from_step} to {at - 1} are repeated without a wait"
    return None


def _ends(steps: tuple[Step, ...]) -> bool:
    place = Place.first(steps)
    for _ in range(MOST_STEPS_TAKEN):
        if place.at_end():
            return True
        place = place.after(steps)
    return place.at_end()
