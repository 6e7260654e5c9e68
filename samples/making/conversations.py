"""One conversation: what the customer writes and what the agents do about it, each a line of the day."""

import random
from dataclasses import dataclass

from samples.making.orders import Order
from samples.making.shop import DAY, HOUR, MINUTE, Customer, Phrases, Shop

# First response, in seconds, as the shop promises it. Only for making a believable mix: the services have their policy.
PROMISES = {"urgent": 15 * MINUTE, "high": HOUR, "normal": 4 * HOUR, "low": 8 * HOUR}
END = DAY - MINUTE
PREFIXES = {"email": "mail", "chat": "chat", "whatsapp": "wa", "web_form": "form", "marketplace": "mkt"}
WRITTEN_AS_LETTERS = ("email", "web_form")


@dataclass(frozen=True)
class Subject:
    """Who writes, and what about; `item` is a product's name."""

    kind: str
    customer: Customer
    order: Order | None
    item: str


class Conversation:
    """Every step after the end of the day is left out, so a story can be told without looking at the clock."""

    def __init__(self, number: int, about: Subject, shop: Shop, phrases: Phrases, rng: random.Random) -> None:
        self.kind, self.customer, self.order, self.item = about.kind, about.customer, about.order, about.item
        self._shop, self._phrases, self._rng = shop, phrases, rng
        self.channel = rng.choice(self.customer.channels)
        self.thread = f"{PREFIXES[self.channel]}-{number:04}"
        self.actions: list[dict] = []
        self.replied_at: int | None = None
        self.solved_at: int | None = None
        self.agent = ""
        self._messages = 0

    def opens(self, at: int, priority: str) -> None:
        self.says(at, self.kind)
        if priority != "normal":
            triage = 45 if priority == "urgent" else self._rng.randint(60, 4 * MINUTE)
            self._do(at + triage, "priority", priority=priority)

    def says(self, at: int, category: str) -> None:
        """The customer writes; a thumbs-up now and then, which is in no language."""
        self._messages += 1
        language, text = self.customer.language, self._letter(category)
        if category == "thanks" and self._messages > 1 and self.channel == "whatsapp" and self._rng.random() < 0.6:
            language, text = "und", self._rng.choice(["👍", "🙏🙏", "❤️", "👌😊"])
        sender = {"address": self.customer.addresses[self.channel], "name": self.customer.name}
        content = {"message": f"{self.thread}-{self._messages}", "from": {**sender, "customer": self.customer.id}}
        if self.channel in WRITTEN_AS_LETTERS:
            content["subject"] = ("" if self._messages == 1 else "Re: ") + self._subject()
        self._do(at, "message", **content, language=language, text=text)

    def is_taken(self, at: int, answered_at: int) -> None:
        """Whoever will answer it takes it, and sometimes tells the others something first."""
        self.agent = self._rng.choice(self._shop.agents_at_work(answered_at))
        self._do(at, "assign", agent=self.agent)
        noted = self.kind in ("damaged", "refund_request", "complaint", "delayed") and self._rng.random() < 0.6
        if noted:
            self._do(at + 60, "note", agent=self.agent, text=self._phrases.draw("agents", "notes"))

    def is_answered(self, at: int) -> int:
        """The agent's reply, at the instant or when somebody is at work again. Returns when that was."""
        at = self._shop.working_time(at)
        if self.agent not in self._shop.agents_at_work(at):
            self.agent = self._rng.choice(self._shop.agents_at_work(at))
        path = "second_replies" if self.replied_at else f"replies.{self.kind}"
        self._do(at, "reply", agent=self.agent, text=self._fill(self._phrases.draw("agents", path)))
        self.replied_at = self.replied_at or at
        return at

    def becomes(self, at: int, status: str) -> None:
        if at < END:
            self.solved_at = at if status == "solved" else self.solved_at
        self._do(at, "status", agent=self.agent, status=status)

    def is_rated(self, at: int, score: int) -> None:
        mood = "good" if score > 3 else "middling" if score == 3 else "bad"
        comment = self._phrases.draw(self.customer.language, f"survey.{mood}") if self._rng.random() < 0.7 else ""
        self._do(at, "answer_survey", score=score, comment=comment)

    def _do(self, at: int, what: str, **content: object) -> None:
        if at < END:
            place = {"channel": self.channel, "thread": self.thread}
            self.actions.append({"at": at, "do": what, **place, **content})

    def _letter(self, category: str) -> str:
        language = self.customer.language
        text = self._fill(self._phrases.draw(language, category))
        if self.channel not in WRITTEN_AS_LETTERS:
            return text
        if self._messages > 1:
            return f"{text}\n\n{self.customer.name}"
        greeting = self._phrases.draw(language, "greetings")
        return f"{greeting}\n\n{text}\n\n{self._phrases.closing(language)}\n{self.customer.name}"

    def _subject(self) -> str:
        return self._fill(self._phrases.subject(self.customer.language, self.kind))

    def _fill(self, text: str) -> str:
        return text.format(order=self.order.id if self.order else "", item=self.item, name=self.customer.called)
