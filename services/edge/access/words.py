"""A rule in words, for the pages that tell people of it."""

from __future__ import annotations

from services.edge.access.rules import Reach, Rule, Thing

_NOBODY = "-"
_WORDS = {
    Thing.CUSTOMER: "their own",
    Thing.TICKET: "of their tickets",
    Thing.ORDER: "their orders",
    Thing.SURVEY: "their surveys",
    Thing.REDEMPTION: "their redemptions",
    Thing.CONTENT: "their contents",
    Thing.MESSAGE: "of their tickets' messages",
    Thing.TEAM: "of their teams",
}


def who_may(rule: Rule) -> tuple[str, str, str, str]:
    """In words: the staff, the scope, customers, partners."""
    scope = f"`{rule.scope}`" if rule.scope else _NOBODY
    return rule.staff or _NOBODY, scope, _how_far(rule.customer), _how_far(rule.partner)


def _how_far(reach: Reach | None) -> str:
    if reach is None:
        return _NOBODY
    said = ["yes" if reach.thing is None else f"{_WORDS[reach.thing]} (`{'.'.join(reach.field)}`)"]
    if reach.flag:
        said.append(f"with `{'.'.join(reach.flag)}`")
    said += [f"without `{name}`" for name in reach.without]
    return ", ".join(said)


def sentence(rule: Rule) -> str:
    """`For the staff from lead; keys with `tickets:read`; customers: their own (`customer_id`).`"""
    staff, scope, customer, partner = who_may(rule)
    kinds = {"the staff from": staff, "keys with": scope, "customers:": customer, "partners:": partner}
    return f"For {'; '.join(f'{kind} {far}' for kind, far in kinds.items() if far != _NOBODY)}."
