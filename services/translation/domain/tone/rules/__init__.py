"""The kinds of rules of tone: a small closed set. What a market's rules say is data (tone/profiles)."""

from services.translation.domain.tone.rules.base import Example, Hit, Phrase, Rule
from services.translation.domain.tone.rules.formats import DateFormat, DateOrder, MoneyFormat, Side
from services.translation.domain.tone.rules.naming import NameForm, Naming
from services.translation.domain.tone.rules.presence import Apology, Pair, Required, Where
from services.translation.domain.tone.rules.wording import (
    AddressForm,
    Emoji,
    Endings,
    Length,
    Limit,
    Pattern,
    Softened,
)

KINDS: dict[str, type[Rule]] = {
    "pattern": Pattern,
    "address_form": AddressForm,
    "softened": Softened,
    "endings": Endings,
    "limit": Limit,
    "emoji": Emoji,
    "length": Length,
    "required": Required,
    "pair": Pair,
    "apology": Apology,
    "naming": Naming,
    "date_format": DateFormat,
    "money_format": MoneyFormat,
}

__all__ = [
    "KINDS",
    "AddressForm",
    "Apology",
    "DateFormat",
    "DateOrder",
    "Emoji",
    "Endings",
    "Example",
    "Hit",
    "Length",
    "Limit",
    "MoneyFormat",
    "NameForm",
    "Naming",
    "Pair",
    "Pattern",
    "Phrase",
    "Required",
    "Rule",
    "Side",
    "Softened",
    "Where",
]
