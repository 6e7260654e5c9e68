"""The day's conversations: who writes when and why, how soon somebody answers, and how it ends."""

import random

from samples.making.conversations import PROMISES, Conversation, Subject
from samples.making.orders import Order, OrderBook
from samples.making.shop import HOUR, MINUTE, Phrases, Shop

KINDS = {
    "where_is_my_order": 46, "delayed": 14, "damaged": 18, "refund_request": 16, "change_address": 14,
    "product_question": 40, "thanks": 12, "complaint": 20,
}  # fmt: skip
PRIORITIES = {
    "where_is_my_order": ["normal"], "delayed": ["normal", "high"], "damaged": ["high", "normal"],
    "refund_request": ["normal"], "change_address": ["urgent", "high", "high"],
    "product_question": ["normal", "low", "normal"], "thanks": ["low"], "complaint": ["high", "high", "urgent"],
}  # fmt: skip
# How the first answer keeps its promise, in parts of the promised time. `silent` gets none within the day.
PACES = {"kept": (0.08, 0.5), "warned": (0.82, 0.9), "broken": (1.4, 2.1), "silent": (9, 9)}
WHOLE_REFUNDS, PARTIAL_REFUNDS = 4, 6


class Stories:
    def __init__(self, shop: Shop, book: OrderBook, phrases: Phrases, rng: random.Random) -> None:
        self._shop, self._book, self._phrases, self._rng = shop, book, phrases, rng
        kinds = [kind for kind, count in KINDS.items() for _ in range(count)]
        paces = ["kept"] * 112 + ["warned"] * 22 + ["broken"] * 18 + ["silent"] * 28
        rng.shuffle(paces)
        self.conversations = [self._tell(*each) for each in zip(range(1, 181), kinds, paces, strict=True)]
        self._refund()

    def _tell(self, number: int, kind: str, pace: str) -> Conversation:
        rng = self._rng
        conversation, opened_at = self._begin(number, kind)
        priority = rng.choice(PRIORITIES[kind])
        if priority == "urgent" and pace == "warned":
            pace = "kept"  # a quarter of an hour leaves no room for a warning that is seen and still met
        conversation.opens(opened_at, priority)
        promise = PROMISES[priority]
        answered_at = opened_at + int(promise * rng.uniform(*PACES[pace]))
        if pace in ("broken", "silent"):
            conversation.says(opened_at + int(promise * rng.uniform(0.5, 1.1)), "follow_up")
        if pace == "silent":
            return conversation
        answered_at = self._shop.working_time(answered_at)
        if rng.random() < 0.6:
            conversation.is_taken(max(opened_at + 20, answered_at - 2 * MINUTE), answered_at)
        answered_at = conversation.is_answered(answered_at)
        self._end(conversation, answered_at, pace)
        return conversation

    def _begin(self, number: int, kind: str) -> tuple[Conversation, int]:
        rng = self._rng
        if kind == "product_question":
            window = (5 * MINUTE, 23 * HOUR)
            about = Subject(kind, rng.choice(self._shop.customers), None, rng.choice(self._shop.products)["name"])
        else:
            order, window = self._pick_order(kind)
            order.conversations += 1
            about = Subject(kind, order.customer, order, order.item)
        opened_at = rng.randint(*window)
        for _ in range(50):
            if about.customer.is_awake(opened_at):
                break
            opened_at = rng.randint(*window)
        return Conversation(number, about, self._shop, self._phrases, rng), opened_at

    def _pick_order(self, kind: str) -> tuple[Order, tuple[int, int]]:
        """One of those that such a message could be about, and the time in which it would be written."""
        fitting = [(order, window) for order in self._book.orders if (window := _window(kind, order))]
        fewest = min(order.conversations for order, _ in fitting)
        return self._rng.choice([each for each in fitting if each[0].conversations == fewest])

    def _end(self, conversation: Conversation, answered_at: int, pace: str) -> None:
        rng = self._rng
        ending = "solved"
        if conversation.kind != "thanks":
            ending = rng.choices(["thanked", "solved", "asked", "held", "open"], weights=[38, 22, 16, 8, 16])[0]
        soon = answered_at + rng.randint(5 * MINUTE, 40 * MINUTE)
        if ending == "thanked":
            conversation.says(soon, "thanks")
            self._solve(conversation, soon + rng.randint(3 * MINUTE, 15 * MINUTE), pace)
        elif ending == "solved":
            self._solve(conversation, answered_at + rng.randint(2 * MINUTE, 10 * MINUTE), pace)
        elif ending == "asked":
            conversation.says(soon, "answer")
            if rng.random() < 0.3:
                conversation.becomes(soon + 5 * MINUTE, "pending")
            else:
                again_at = conversation.is_answered(soon + rng.randint(8 * MINUTE, 45 * MINUTE))
                self._solve(conversation, again_at + 5 * MINUTE, pace)
        elif ending == "held":
            conversation.becomes(answered_at + 5 * MINUTE, "on_hold")

    def _solve(self, conversation: Conversation, at: int, pace: str) -> None:
        rng = self._rng
        conversation.becomes(at, "solved")
        if rng.random() < 0.13:
            back_at = at + rng.randint(40 * MINUTE, 120 * MINUTE)
            conversation.says(back_at, "reopen")
            again_at = conversation.is_answered(back_at + rng.randint(15 * MINUTE, 45 * MINUTE))
            if rng.random() < 0.3:
                return  # still open when the day ends
            at = again_at + 10 * MINUTE
            conversation.becomes(at, "solved")
            pace = "broken"  # in the customer's eyes
        if rng.random() < 0.66:
            scores = {"kept": [5, 5, 5, 4, 4, 3], "warned": [5, 4, 4, 3, 2], "broken": [4, 3, 2, 2, 1, 1]}[pace]
            conversation.is_rated(at + rng.randint(15 * MINUTE, 90 * MINUTE), rng.choice(scores))
        if rng.random() < 0.35:
            conversation.becomes(at + rng.randint(5 * HOUR, 7 * HOUR), "closed")

    def _refund(self) -> None:
        """Money goes back where somebody answered a customer who asked for it, never twice for one order."""
        asked = {}
        for conversation in self.conversations:
            answered_in_time = (conversation.replied_at or 24 * HOUR) < 23 * HOUR
            if conversation.kind in ("damaged", "refund_request") and answered_in_time:
                asked.setdefault(conversation.order.id, conversation)
        # Those with several pieces first: only of these can a part be given back.
        candidates = sorted(asked.values(), key=lambda each: -sum(line["quantity"] for line in each.order.lines))
        for index, conversation in enumerate(candidates[: PARTIAL_REFUNDS + WHOLE_REFUNDS]):
            at = conversation.replied_at + self._rng.randint(5 * MINUTE, 25 * MINUTE)
            self._book.refund(conversation.order, at, whole=index >= PARTIAL_REFUNDS)


def _window(kind: str, order: Order) -> tuple[int, int] | None:
    """When a customer would write such a message about this order (seconds into the day); None where they wouldn't."""
    at = order.at
    if kind == "where_is_my_order" and "shipped" in at:
        return _if_open(at["shipped"] + 30 * MINUTE, at.get("delivered", 23 * HOUR) - 20 * MINUTE)
    if kind == "delayed" and "delayed" in at:
        return _if_open(at["delayed"] + 5 * MINUTE, at["delayed"] + 2 * HOUR)
    if kind == "change_address" and "paid" in at:
        return _if_open(at["paid"] + 2 * MINUTE, at["shipped"] - 10 * MINUTE)
    if kind == "complaint" and "delayed" in at:
        return _if_open(at["delayed"] + 20 * MINUTE, at["delayed"] + 4 * HOUR)
    if kind in ("damaged", "refund_request", "thanks", "complaint") and "delivered" in at:
        return _if_open(at["delivered"] + 10 * MINUTE, at["delivered"] + 4 * HOUR)
    return None


def _if_open(start: int, end: int) -> tuple[int, int] | None:
    end = min(end, 23 * HOUR + 30 * MINUTE)
    return (start, end) if start < end else None
