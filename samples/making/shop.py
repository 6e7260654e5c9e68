"""The people, goods and sentences that the day is made of, read from `samples/*.yaml`."""

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import yaml

SAMPLES = Path(__file__).parent.parent
MINUTE, HOUR, DAY = 60, 3600, 86400
LANGUAGES = ("zh", "ja", "ar", "ru", "de", "fr", "es", "en", "pt", "it")


@dataclass(frozen=True)
class Customer:
    id: str
    name: str
    language: str
    country: str
    currency: str
    utc_offset: int  # hours
    addresses: dict[str, str]  # by channel
    channels: list[str]  # as often as preferred

    @property
    def called(self) -> str:
        """How an agent addresses the customer: Chinese and Japanese names stay whole."""
        return self.name if self.language in ("zh", "ja") else self.name.split()[0]

    def is_awake(self, at: int) -> bool:
        return 7 <= (at / HOUR + self.utc_offset) % 24 <= 23.5


class Shop:
    """What `shop.yaml` says."""

    def __init__(self) -> None:
        raw = yaml.safe_load((SAMPLES / "shop.yaml").read_text(encoding="utf-8"))
        self.products: list[dict] = raw["products"]
        self.carriers: list[str] = raw["carriers"]
        self.delays: list[str] = raw["delays"]
        self.cancellations: list[str] = raw["cancellations"]
        self._currencies: dict[str, tuple[float, int]] = raw["currencies"]
        self._shifts: dict[str, tuple[int, int]] = raw["agents"]
        rows = [(language, *row) for language in LANGUAGES for row in raw["customers"][language]]
        self.customers = [_customer(number, row, raw) for number, row in enumerate(rows, start=1)]

    def price(self, product: dict, currency: str) -> int:
        """In minor units, rounded to what a price tag would show: three digits that matter."""
        rate, decimals = self._currencies[currency]
        exact = product["price"] / 100 * rate * 10**decimals
        step = 10 ** max(0, len(str(int(exact))) - 3)
        return round(exact / step) * step

    def agents_at_work(self, at: int) -> list[str]:
        return [agent for agent, (start, end) in self._shifts.items() if start * HOUR <= at % DAY < end * HOUR]

    def working_time(self, at: int) -> int:
        """The instant itself, or soon after the next shift has started."""
        while not self.agents_at_work(at):
            at = (at // HOUR + 1) * HOUR + at % HOUR // 4
        return at


def _customer(number: int, row: tuple, raw: dict) -> Customer:
    language, name, country, handle = row
    currency, utc_offset, calling_code = raw["countries"][country]
    addresses = {
        "email": f"{handle}@post.example",
        "web_form": f"{handle}@post.example",
        "chat": f"visitor-{number:03}",
        "whatsapp": f"+{calling_code}0005550{number:03}",  # no subscriber's number starts with a zero
        "marketplace": f"buyer-{handle}",
    }
    channels = raw["channels"][language]
    return Customer(f"cust-{number:03}", name, language, country, currency, utc_offset, addresses, channels)


class Phrases:
    """Draws sentences so that one comes back only after all the others of its kind have been used."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        files = sorted((SAMPLES / "phrases").glob("*.yaml"))
        self._books = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}
        self._unused: dict[tuple[str, str], list[str]] = defaultdict(list)

    def draw(self, book: str, path: str) -> str:
        """`path` names the list in the file, such as `complaint` or `survey.good`."""
        unused = self._unused[book, path]
        if not unused:
            unused.extend(self._list(book, path))
            self._rng.shuffle(unused)
        return unused.pop()

    def subject(self, language: str, kind: str) -> str:
        return self._books[language]["subjects"][kind]

    def closing(self, language: str) -> str:
        return self._books[language]["closing"]

    def _list(self, book: str, path: str) -> list[str]:
        found = self._books[book]
        for part in path.split("."):
            found = found[part]
        return found
