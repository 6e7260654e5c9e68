"""Values to look at a message with, for those who build what shows it."""

from __future__ import annotations

from datetime import UTC, datetime

from services.kit.money import Money
from services.translation.domain.rendering.locales import market_of
from services.translation.domain.rendering.messages import Declaration, Variable, VariableKind
from services.translation.domain.rendering.values import Given, Moment, Value
from services.translation.domain.tone.names import PersonName

# Market -> its currency, and a zone of it.
_MARKETS = {
    "JP": ("JPY", "Asia/Tokyo"),
    "DE": ("EUR", "Europe/Berlin"),
    "FR": ("EUR", "Europe/Paris"),
    "US": ("USD", "America/New_York"),
    "GB": ("GBP", "Europe/London"),
    "BR": ("BRL", "America/Sao_Paulo"),
    "ES": ("EUR", "Europe/Madrid"),
    "MX": ("MXN", "America/Mexico_City"),
    "CN": ("CNY", "Asia/Shanghai"),
    "KR": ("KRW", "Asia/Seoul"),
    "SA": ("SAR", "Asia/Riyadh"),
    "AE": ("AED", "Asia/Dubai"),
    "RU": ("RUB", "Europe/Moscow"),
    "IN": ("INR", "Asia/Kolkata"),
}
_PEOPLE = {
    "ja-JP": PersonName("健二", "田中"),
    "de-DE": PersonName("Anna", "Müller"),
    "fr-FR": PersonName("Camille", "Dupont"),
    "en-US": PersonName("Emily", "Carter"),
    "en-GB": PersonName("Oliver", "Hughes"),
    "pt-BR": PersonName("Beatriz", "Souza"),
    "es-ES": PersonName("Lucía", "Navarro"),
    "es-MX": PersonName("Diego", "Hernández"),
    "zh-CN": PersonName("伟", "王"),
    "ko-KR": PersonName("민수", "김"),
    "ar-SA": PersonName("أحمد", "العتيبي"),
    "ar-AE": PersonName("مريم", "المنصوري"),
    "ru-RU": PersonName("Анна", "Петрова"),
    "en-IN": PersonName("Priya", "Sharma"),
    "hi-IN": PersonName("प्रिया", "शर्मा"),
}
_CODES = {"ticket": "HD-10482", "order": "A-20931", "coupon": "25-THANKS", "code": "482913"}
_COUNTS = {"points": 1250, "balance": 4817, "working_days": 3, "questions": 2, "minutes": 10}
_TEXTS = {"product": "Lumo 2", "tier": "Gold"}


def sample_name(locale: str) -> PersonName:
    return _PEOPLE[locale]


def samples(declaration: Declaration, locale: str) -> list[Given]:
    """One for each variable."""
    return [Given(one.name, one.kind, _value(one, locale)) for one in declaration.variables]


def _value(variable: Variable, locale: str) -> Value:
    currency, zone = _MARKETS[market_of(locale)]
    match variable.kind:
        case VariableKind.TEXT:
            return _TEXTS[variable.name]
        case VariableKind.CODE:
            return _CODES[variable.name]
        case VariableKind.URL:
            return f"https://shop.example/{variable.name}/42?from=mail"
        case VariableKind.COUNT:
            return _COUNTS[variable.name]
        case VariableKind.MONEY:
            return Money(125000, currency)
        case VariableKind.DAY:
            return "2026-03-16"
        case VariableKind.MOMENT:
            return Moment(datetime(2026, 3, 2, 14, 30, tzinfo=UTC), zone)
        case VariableKind.LANGUAGE:
            return "nl"
