"""What an action asks of the edge: path and body, as any client would word it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.cli.play.day import Action, Day
from services.kit.instants import to_text


@dataclass(frozen=True, slots=True)
class Request:
    """A POST to the edge. `key` is its Idempotency-Key."""

    path: str
    body: dict[str, Any]
    key: str


class Wording:
    """Words the day's actions for one run. Each run has conversations, customers and orders of its own, so that a day
    can be played again on the same data."""

    def __init__(self, day: Day, run_id: str, shift: timedelta) -> None:
        """`shift`: how much later than in the file everything happens."""
        self.run_id = run_id
        self._shift = shift
        self._placed = day.placed()
        self._markets = day.markets

    def own(self, name: str) -> str:
        """The run's own name for a customer, an order, a conversation."""
        return f"{self.run_id}-{name}"

    def is_own(self, name: str) -> bool:
        return name.startswith(f"{self.run_id}-")

    def message(self, action: Action) -> Request:
        said = action.content
        body = {
            "channel": said["channel"],
            "thread": self.own(said["thread"]),
            "external_id": self.own(said["message"]),
            "from": self._sender(said["from"]),
            "subject": said.get("subject", ""),
            "text": said["text"],
            "market": self._markets.get(said["from"]["customer"], ""),
        }
        return self._request(action, "/v1/messages", body)

    def about_ticket(self, action: Action, ticket_id: str) -> Request:
        """What an agent does to the ticket of the conversation."""
        said = action.content
        path, body = {
            "reply": lambda: ("replies", {"agent_id": said["agent"], "text": said["text"]}),
            "note": lambda: ("notes", {"agent_id": said["agent"], "text": said["text"]}),
            "assign": lambda: ("assignee", {"assignee_id": said["agent"]}),
            "priority": lambda: ("priority", {"priority": said["priority"]}),
            "status": lambda: ("status", {"agent_id": said["agent"], "status": said["status"]}),
        }[action.do]()
        return self._request(action, f"/v1/tickets/{ticket_id}/{path}", body)

    def survey_answer(self, action: Action, survey_id: str) -> Request:
        body = {"score": action.content["score"], "comment": action.content.get("comment", "")}
        return self._request(action, f"/v1/surveys/{survey_id}/answer", body)

    def order_fact(self, action: Action) -> Request:
        said = action.content
        fact = action.fact
        body = {"fact_id": self.own(said["fact_id"]), fact: self._fact(said["order"], fact, said[fact])}
        return self._request(action, f"/v1/orders/{self.own(said['order'])}/facts", body)

    def customer_of(self, order: str) -> str:
        """The buyer's id in this run."""
        return self.own(self._placed[order]["customer"])

    def amount(self, order: str, minor_units: int) -> dict[str, Any]:
        """Money in the order's currency."""
        return {"minor_units": minor_units, "currency": self._placed[order]["currency"]}

    def total(self, order: str) -> dict[str, Any]:
        return self.amount(order, self._placed[order]["total"])

    def _request(self, action: Action, path: str, body: dict[str, Any]) -> Request:
        return Request(path, body, self.own(f"action-{action.number}"))

    def _sender(self, said: dict[str, str]) -> dict[str, str]:
        return {"address": said["address"], "name": said["name"], "customer_id": self.own(said["customer"])}

    def _fact(self, order: str, fact: str, said: dict[str, Any]) -> dict[str, Any]:
        match fact:
            case "placed":
                return {
                    "customer_id": self.own(said["customer"]),
                    "country": said["country"],
                    "total": self.total(order),
                    "lines": [self._line(order, line) for line in said["lines"]],
                }
            case "paid":
                return {"amount": self.total(order)}
            case "shipped":
                parcel = {name: said[name] for name in ("carrier", "tracking_number")}
                return {**parcel, "expected_at": self._instant(said["expected_at"])}
            case "delayed":
                return {"expected_at": self._instant(said["new_expected_at"]), "reason": said["reason"]}
            case "refunded":
                refund = {"refund_id": self.own(said["refund_id"]), "amount": self.amount(order, said["amount"])}
                return {**refund, "lines": [self._refunded_line(order, line) for line in said.get("lines", ())]}
            case _:
                return dict(said)

    def _line(self, order: str, said: dict[str, Any]) -> dict[str, Any]:
        line = {"line_id": str(said["line"]), "sku": said["sku"], "quantity": said["quantity"]}
        return {**line, "unit_price": self.amount(order, said["unit_price"])}

    def _refunded_line(self, order: str, said: dict[str, int]) -> dict[str, Any]:
        return {"line_id": str(said["line"]), "amount": self.amount(order, self.refunded_of_line(order, said))}

    def refunded_of_line(self, order: str, said: dict[str, int]) -> int:
        """Minor units that a refund gives back of a line: so many pieces."""
        return said["quantity"] * self.prices(order)[str(said["line"])][1]

    def prices(self, order: str) -> dict[str, tuple[int, int]]:
        """By line id: how many pieces, and what one costs (minor units)."""
        lines = self._placed[order].get("lines", ())
        return {str(line["line"]): (line["quantity"], line["unit_price"]) for line in lines}

    def _instant(self, text: str) -> str:
        return to_text(datetime.fromisoformat(text) + self._shift)
