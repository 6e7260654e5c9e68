"""Normal forms: what different spellings of one e-mail address, phone number or postal address have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import idna
import phonenumbers

from services.kit.errors import refused_field


@dataclass(frozen=True, slots=True)
class _Provider:
    """Where several domains are one, its `domain` is the one they are counted as. `ignored` are the characters of a
    mailbox's name that make no difference, `tags` those behind which anything may be added to it."""

    domain: str = ""
    ignored: str = ""
    tags: str = "+"


_PLUS = _Provider()
_GOOGLE = _Provider("gmail.com", ".")
_APPLE = _Provider("icloud.com")
_PROTON = _Provider("proton.me", ".-_")
_YANDEX = _Provider("yandex.ru", ".-")
_YAHOO = _Provider(tags="+-")
_PROVIDERS = {
    "gmail.com": _GOOGLE,
    "googlemail.com": _GOOGLE,
    "icloud.com": _APPLE,
    "me.com": _APPLE,
    "mac.com": _APPLE,
    "proton.me": _PROTON,
    "protonmail.com": _PROTON,
    "pm.me": _PROTON,
    "yandex.ru": _YANDEX,
    "yandex.com": _YANDEX,
    "ya.ru": _YANDEX,
    "fastmail.com": _PLUS,
    "fastmail.fm": _PLUS,
    "mailbox.org": _PLUS,
    "posteo.de": _PLUS,
}
# These have a domain in many countries; the mailboxes of two of them are not the same.
_FAMILIES = {"yahoo": _YAHOO, "hotmail": _PLUS, "outlook": _PLUS, "live": _PLUS, "msn": _PLUS}

# Of Latin, Greek and Cyrillic letters; those of other scripts are more than an accent.
_ACCENTS = re.compile("[\u0300-\u036f]")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
# Words as `_words` leaves them: an avenue has lost an e.
_SHORT = {
    "street": "st",
    "road": "rd",
    "avenu": "av",
    "ave": "av",
    "boulevard": "bd",
    "blvd": "bd",
    "drive": "dr",
    "lane": "ln",
    "square": "sq",
    "court": "ct",
    "place": "pl",
    "platz": "pl",
    "apartment": "apt",
    "floor": "fl",
    "calle": "c",
    "avenida": "av",
}
_NUMBER = {"no", "nr", "num", "numero", "nummer", "number"}


def email_form(email: str) -> str:
    """Without case, without what the provider ignores, the domain in ASCII. Raises Refused (INVALID_EMAIL)."""
    mailbox, at, domain = unicodedata.normalize("NFKC", email).strip().casefold().rpartition("@")
    if not at or not mailbox or re.search(r"\s", mailbox):
        raise refused_field("INVALID_EMAIL", "email", "this is no e-mail address")
    try:
        domain = idna.encode(domain.rstrip("."), uts46=True, transitional=False).decode()
    except idna.IDNAError as error:
        raise refused_field("INVALID_EMAIL", "email", "this is no domain of an e-mail address") from error
    provider = _provider(domain)
    if provider is None:
        return f"{mailbox}@{domain}"
    # A name may not begin with what stands before a tag.
    name = re.split(f"(?<=.)[{re.escape(provider.tags)}]", mailbox, maxsplit=1)[0]
    kept = "".join(one for one in name if one not in provider.ignored)
    return f"{kept or name}@{provider.domain or domain}"


def _provider(domain: str) -> _Provider | None:
    name, _, country = domain.partition(".")
    return _PROVIDERS.get(domain) or (_FAMILIES.get(name) if re.fullmatch(r"com|(com?\.)?[a-z]{2}", country) else None)


def phone_form(phone: str, market: str) -> str:
    """E.164. A number without its country is one of the `market` (ISO 3166-1). Raises Refused (INVALID_PHONE)."""
    try:
        number = phonenumbers.parse(phone, market or None)
    except phonenumbers.NumberParseException as error:
        raise refused_field(
            "INVALID_PHONE", "phone", "this is no phone number that can be dialled from abroad"
        ) from error
    if not phonenumbers.is_possible_number(number):
        raise refused_field("INVALID_PHONE", "phone", "a phone number of that country has another length")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def address_form(lines: Iterable[str], city: str, postal_code: str, country: str) -> str:
    """Country, postal code (or else the city), and the words of the lines in an order of their own: neither accents,
    punctuation, nor how the lines were split make a difference, nor whether "street" is written out. Raises Refused
    (INVALID_ADDRESS)."""
    words = sorted(_shortened(word) for line in lines for word in _words(line) if word not in _NUMBER)
    place = "".join(_words(postal_code)) or "".join(_words(city))
    if not words or not place:
        raise refused_field("INVALID_ADDRESS", "address", "an address has a line, and a postal code or a city")
    return "|".join((country.casefold(), place, " ".join(words)))


def _words(text: str) -> list[str]:
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()))
    # In German ü is ue where there is no ü: what remains of both is u.
    plain = re.sub("(?<=[aou])e", "", unicodedata.normalize("NFKC", plain))
    return _WORDS.findall(plain)


def _shortened(word: str) -> str:
    if word.endswith(("strasse", "str")):
        return word.removesuffix("strasse").removesuffix("str") + "str"
    return _SHORT.get(word, word)
