"""Writes the day as YAML that a person likes to read: an entry for each action, a heading for each hour."""

from collections import Counter

import yaml

from samples.making.shop import HOUR

HEAD = """\
# One day (Monday, 2 March 2026) of an invented shop that sells in {countries} countries.
# Made by `python -m samples.make_day` from samples/shop.yaml and samples/phrases/; change those and make it again.
#
# `at` counts from the epoch. Money is in minor units of the order's currency. A conversation is a channel and a thread.
# `language` is what the message is truly written in (`und`: in none), for the report only; the services must find out.
# {messages} messages, {conversations} conversations, {replies} replies, {orders} orders, {customers} customers.

epoch: "2026-03-02T00:00:00Z"

customers:
"""
SHORT = ("from", "lines", "paid", "delivered", "shipped", "delayed", "cancelled", "refunded")


class _Flow(dict):
    """A mapping written on one line."""


class _Quoted(str):
    """A text that YAML 1.1 would take for a number in base 60: 10:05:30."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, indentless=False)


_Dumper.add_representer(
    _Flow, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)
_Dumper.add_representer(_Quoted, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"'))
_Dumper.add_representer(
    str,
    lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None),
)


def write(customers: list[dict], actions: list[dict]) -> str:
    counts = Counter(action["do"] for action in actions)
    threads = {(action["channel"], action["thread"]) for action in actions if action["do"] == "message"}
    head = HEAD.format(
        countries=len({customer["country"] for customer in customers}), messages=counts["message"],
        conversations=len(threads), replies=counts["reply"], customers=len(customers),
        orders=len({action["order"] for action in actions if action["do"] == "order"}),
    )  # fmt: skip
    parts = [head, _dump([_Flow(customer) for customer in customers]), "\nactions:\n"]
    hour = -1
    for action in actions:
        if action["at"] // HOUR != hour:
            hour = action["at"] // HOUR
            parts.append(_heading(hour, actions))
        parts.append(_dump([_for_reading(action)]))
    return "".join(parts)


def clock(seconds: int) -> str:
    return f"{seconds // HOUR:02}:{seconds % HOUR // 60:02}:{seconds % 60:02}"


def _heading(hour: int, actions: list[dict]) -> str:
    counts = Counter(action["do"] for action in actions if action["at"] // HOUR == hour)
    told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    return f"\n  # ---- {hour:02}:00 UTC: {told}\n\n"


def _for_reading(action: dict) -> dict:
    return {**_flowing(action), "at": _Quoted(clock(action["at"]))}


def _flowing(mapping: dict) -> dict:
    """The same, with what is short put on one line."""
    told = {}
    for key, value in mapping.items():
        if key == "lines":
            told[key] = [_Flow(line) for line in value]
        elif isinstance(value, dict):
            told[key] = _Flow(value) if key in SHORT else _flowing(value)
        else:
            told[key] = value
    return told


def _dump(entries: list[dict]) -> str:
    text = yaml.dump(entries, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=118)
    return "".join(f"  {line}" if line.strip() else "\n" for line in text.splitlines(keepends=True))
