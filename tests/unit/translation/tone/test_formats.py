"""Dates and amounts, as each market writes them."""

from __future__ import annotations

import pytest

from services.translation.domain.tone import Form, check_tone
from services.translation.domain.tone.rules import DateFormat, MoneyFormat
from services.translation.tone.loading import builtin

FORMATS = {
    rule.id
    for profile in builtin().values()
    for tone in profile.tones
    for rule in tone.rules
    if isinstance(rule, DateFormat | MoneyFormat)
}


def formats(market: str, text: str, language: str = "") -> list[tuple[str, str]]:
    """(as it stands there, as it should) of each date and amount that is wrong."""
    found = check_tone(builtin()[market], text, language, form=Form.CHAT)
    return [(one.text, one.suggestion) for one in found if one.rule in FORMATS]


@pytest.mark.parametrize(
    ("market", "text", "said"),
    [
        ("DE", "am 2026-03-12", "12.03.2026"),
        ("DE", "am 03/25/2026", "25.03.2026"),
        ("FR", "le 2026-03-12", "12/03/2026"),
        ("US", "on 25/03/2026", "March 25, 2026"),
        ("US", "on 2026-03-12", "March 12, 2026"),
        ("GB", "on 03/25/2026", "25 March 2026"),
        ("JP", "25/03/2026に", "2026年3月25日"),
        ("KR", "25/03/2026에", "2026년 3월 25일"),
        ("CN", "25/03/2026送达", "2026年3月25日"),
        ("BR", "em 2026-03-12", "12/03/2026"),
        ("RU", "придёт 25/03/2026", "25.03.2026"),
        ("SA", "في 2026.03.12", "12/03/2026"),
    ],
)
def test_a_date_in_another_market_s_order_is_written_anew(market, text, said):
    assert [suggestion for _, suggestion in formats(market, text)] == [said]


def test_a_date_that_is_read_in_two_ways_isn_t_guessed():
    assert formats("JP", "03/04/2026に届きます。") == [("03/04/2026", "2026年4月3日 / 2026年3月4日")]
    assert formats("US", "on 03/04/2026") == [("03/04/2026", "March 4, 2026 / April 3, 2026")]


@pytest.mark.parametrize("market", ["US", "GB", "IN", "MX"])
def test_where_both_orders_are_read_the_month_is_a_word(market):
    assert len(formats(market, "03/04/2026")) == 1
    assert formats(market, "04/04/2026") == []


@pytest.mark.parametrize(
    "text", ["Version 1.2.3", "192.168.1.10", "1/2", "10.2026", "31.02.2026", "99/99/2026", "A-12-03-26B"]
)
def test_what_is_no_date_is_left_alone(text):
    assert formats("US", text) == []


@pytest.mark.parametrize(
    ("market", "text", "said"),
    [
        ("DE", "€1,234.56", "1.234,56 €"),
        ("DE", "12.90 €", "12,90 €"),
        ("DE", "1,234,567.89 kg", "1.234.567,89"),
        ("FR", "1.234,56 €", "1\u202f234,56 €"),
        ("US", "1.234,56 $", "$1,234.56"),
        ("GB", "12,90£", "£12.90"),
        ("BR", "R$ 1,234.56", "R$ 1.234,56"),
        ("ES", "€12,345.60", "12.345,60 €"),
        ("MX", "1.234,56 $", "$1,234.56"),
        ("JP", "1.000円", "1,000円"),
        ("KR", "12.800원", "12,800원"),
        ("CN", "¥1.234,56", "¥1,234.56"),
        ("IN", "₹1,234,567", "₹12,34,567"),
        ("RU", "₽1,234.50", "1\u00a0234,50 ₽"),
        ("AE", "AED 1.234,50", "AED 1,234.50"),
    ],
)
def test_an_amount_in_another_market_s_form_is_written_anew(market, text, said):
    assert formats(market, text) == [(text.removesuffix(" kg"), said)]


@pytest.mark.parametrize(
    ("market", "text"),
    [
        ("DE", "12,90 €, 1.234,56 EUR, 1234 €, 1.234.567,89 €, 5 Euro"),
        ("FR", "12,90 €, 1\u202f234,56 €, 1 234 €"),
        ("US", "$12.90, $1,234.56, USD 5, 12 dollars"),
        ("JP", "1,000円、¥12,800、500円"),
        ("IN", "₹1,00,000, ₹999, Rs. 1,299.00"),
        ("BR", "R$ 12,90 e R$ 1.234,56"),
        ("RU", "12 900 руб., 1\u00a0234,56 ₽, 500 ₽"),
        ("DE", "Bestellung 1.234.567 vom Lager 3.2, Gewicht 1,5 kg"),
    ],
)
def test_the_market_s_own_form_is_left_alone(market, text):
    assert formats(market, text) == []
