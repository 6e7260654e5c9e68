"""Makes `samples/day.yaml`, the traffic of one day, the same each time: `python -m samples.make_day`."""

import random

from samples.making.orders import OrderBook
from samples.making.page import write
from samples.making.shop import SAMPLES, Customer, Phrases, Shop
from samples.making.stories import Stories

DAY_FILE = SAMPLES / "day.yaml"
SEED = "a Monday in March, 27"


def make_day() -> str:
    """The whole file's text."""
    rng = random.Random(SEED)
    shop = Shop()
    book = OrderBook(shop, rng)
    stories = Stories(shop, book, Phrases(rng), rng)
    actions = [action for conversation in stories.conversations for action in conversation.actions]
    # Sorting keeps the order of what happens in the same second, which is the order in which it was told.
    actions = sorted(book.actions + actions, key=lambda action: action["at"])
    return write([_for_the_file(customer) for customer in shop.customers], actions)


def _for_the_file(customer: Customer) -> dict:
    return {
        "id": customer.id, "name": customer.name, "language": customer.language,
        "country": customer.country, "currency": customer.currency,
    }  # fmt: skip


def main() -> None:
    DAY_FILE.write_text(make_day(), encoding="utf-8")


if __name__ == "__main__":
    main()
