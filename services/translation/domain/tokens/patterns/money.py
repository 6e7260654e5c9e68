"""Amounts of money and percentages, in the notations of the markets: € 1.234,56, 12,90 €, US$5, ¥1,000, 1000円,
١٬٢٣٤٫٥٦ ر.س., ₹1,00,000, CHF 12.–, 5.000 KRW, −15 %, %20.

Of an amount in words (50 dollars) only the number is protected: the word is to be translated.
"""

from __future__ import annotations

import regex

from services.translation.domain.tokens.patterns.edges import BEGIN, END, SPACE

_MARK = r"[\u200e\u200f\u061c]?"
_GAP = rf"{_MARK}{SPACE}?{_MARK}"
_GROUPED = rf"\d{{1,3}}(?:(?:[.,'’٬]|{SPACE})\d{{3}}(?!\d)|,\d{{2}}(?=,\d{{2,3}}(?!\d)))+"
_MAGNITUDE = rf"(?:{SPACE}?(?:[kKM](?![\p{{L}}])|[千万萬億亿만억]+))?"
_NUMBER = rf"(?:{_GROUPED}|\d++)(?:[.,٫]\d{{1,4}}(?!\d)|[.,][-–—]{{1,2}})?{_MAGNITUDE}"
_NUMBERS = rf"{_NUMBER}(?:{SPACE}?[-–—~〜～]{SPACE}?{_NUMBER})?"
_SIGN = rf"(?:{BEGIN}[-−+])?"

_CODES = (
    "EUR|USD|GBP|JPY|CNY|RMB|KRW|CHF|CAD|AUD|NZD|HKD|SGD|TWD|BRL|MXN|ARS|CLP|COP|PEN|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|"
    "BGN|RSD|TRY|RUB|UAH|KZT|GEL|AMD|ILS|SAR|AED|QAR|KWD|BHD|OMR|JOD|LBP|EGP|MAD|TND|DZD|IQD|ZAR|NGN|KES|GHS|INR|PKR|"
    "BDT|LKR|NPR|IDR|MYR|THB|VND|PHP"
)
_DOLLARS = r"(?:(?:US|CA|C|AU|A|NZ|HK|SG|S|NT|R|MX|Mex|Z|J|T)?\$|\p{Sc})"
_BEFORE = (
    rf"(?:{BEGIN}(?:{_CODES}|CHF|Fr\.|Rs\.?|Rp\.?|RM|kr\.?|ر\.س\.?|د\.إ\.?)|(?:{BEGIN}(?=\p{{Latin}}))?{_DOLLARS})"
)
_BEHIND = (
    rf"(?:\p{{Sc}}|(?:{_CODES}|Kč|kr\.?|zł|Ft|lei|Rs|RM|Fr|TL){END}|(?:лв\.?|руб\.?|р\.|грн\.?|сом|тг)(?!\p{{L}})"
    r"|円|元|圆|圓|块|원|บาท"
    r"|(?:ر\.س|د\.إ|د\.م|ج\.م|ر\.ق|د\.ك|ر\.ع|د\.ب|ل\.ل|د\.ت|د\.ج)\.?|ش״ח|ש[\"״]ח)"
)
_WORDS = (
    r"(?i:(?:us[- ])?(?:dollar|dólar|dolar|euro|pound|libra|livre|pfund|yen|peso|rupee|rúp|rupi|reais|real\b|franc|"
    r"frank|ringgit|dirham|riyal|rial|won\b|yuan|zlot|cent\b|cents\b|centavo|рубл|доллар|евро|юан)|"
    r"ريال|درهم|دولار|يورو|جنيه|रुपय|रुपए|डॉलर|यूरो|ドル|ユーロ|美元|美金|欧元|日元|人民币|港币|英镑|달러|유로|엔|ดอลลาร์|ยูโร)"
)

AMOUNT = regex.compile(
    rf"""
    (?=[-−+\p{{Sc}}A-Zkرد]){_SIGN}{_BEFORE}{_GAP}[-−]?{_BEFORE.replace(BEGIN, "")}?{_NUMBERS}(?:{_GAP}{_BEHIND}{_MARK})?
    | (?=[-−+\d]){_SIGN}{BEGIN}{_NUMBERS}(?:{_GAP}{_BEHIND}{_MARK}|{SPACE}?[%٪％‰]|(?={SPACE}?{_WORDS}))
    | (?<![\p{{L}}\p{{N}}%])%\d++(?:[.,]\d++)?(?![\p{{L}}\p{{N}}])
    """,
    regex.VERBOSE,
)
