"""Numbers of orders, parcels, articles, phones and cards, and every other that a reader would miss.

Tracking numbers: S10 of the Universal Postal Union (RR123456785DE, also China Post and Japan Post EMS), UPS (1Z and 16
more), USPS (20 to 22 digits from 91 to 95, or 420 with a postcode before), DHL (JJD, JVGL and their like), Amazon
(TBA), and the letters before 10 to 15 digits of the Chinese carriers (SF, YT, JT, ZTO ...). They may be written in
groups. IBANs are found with them: the form is alike.
"""

from __future__ import annotations

import regex

from services.translation.domain.tokens.patterns.edges import BEGIN, END, SPACE

TRACKING = regex.compile(
    rf"""(?=[A-Z\d]){BEGIN}(?:
      1Z(?:[ ]?[A-Z0-9]){{16}}
    | [A-Z]{{2}}(?:[ ]?\d){{9}}[ ]?[A-Z]{{2}}
    | (?:420[ ]?\d{{5}}[ ]?)?9[1-5](?:[ ]?\d){{18,20}}
    | (?:JJD|JVGL|JD|TBA|GM|LX|RX|CV|SFY?|YT|JT|ZTO|STO|EMS|UPU)[ ]?\d{{9,20}}
    | [A-Z]{{2}}\d{{2}}(?:[ ][A-Z0-9]{{4}}){{2,7}}(?:[ ][A-Z0-9]{{1,4}})?
    ){END}""",
    regex.VERBOSE,
)

# In groups: 030 901820, (11) 91234-5678, +49 (0)30 901820, 01.23.45.67.89, 4111 1111 1111 1111, 1234-5678-9012.
_GROUP = r"(?:\d++(?![.,]\d)|\(\d{1,5}\))"
_BETWEEN = rf"(?:{SPACE}?[-–‑/]{SPACE}?|{SPACE})?"
_EXTENSION = rf"(?:{SPACE}?(?:ext\.?|x|доб\.|内線|内线){SPACE}?\d{{1,6}})?"
PHONE = regex.compile(
    rf"""
      {BEGIN}(?<!\d[.,])(?=(?:[ \u00a0\u202f\-–‑/()+＋]{{0,3}}\d){{7}})[+＋]?{_GROUP}(?:{_BETWEEN}{_GROUP})++
      {_EXTENSION}{END}
    | {BEGIN}[+＋]?\d{{2,4}}(?:\.\d{{2,4}}){{3,6}}{END}
    | {BEGIN}[+＋]\d{{7,15}}{END}
    """,
    regex.VERBOSE,
)

# MW-1001, A12/B, order-12345, SKU_42 and iPhone15 are codes; 30-day and 3-teilig are words, and so is betul2, which is
# how Malay and Indonesian are typed that say a word twice.
SKU = regex.compile(
    rf"""(?=[A-Za-z\d]){BEGIN}(?:
      (?=[A-Z0-9_./\-]{{0,24}}\d)(?=[A-Z0-9_./\-]{{0,24}}[A-Z])[A-Z0-9]{{1,40}}+(?:[-_./][A-Z0-9]{{1,40}}+){{0,12}}
    | [A-Za-z]{{1,20}}[-_]\d{{2,}}(?:[-_](?:[A-Z0-9]{{1,30}}|[a-z]{{0,20}}\d[a-z0-9]{{0,20}}))*
    | [vV]\d{{1,4}}(?:\.\d{{1,6}})+
    | (?![A-Za-z][a-z]{{2,20}}2(?:nya|an)?{END})(?=[A-Za-z]{{1,30}}\d)[A-Za-z]{{1,30}}+\d[A-Za-z0-9]{{0,30}}
    | (?=\d{{1,8}}[A-Za-z]{{1,8}}\d)[A-Za-z0-9]{{4,40}}
    ){END}""",
    regex.VERBOSE,
)

_TOLD = r"(?:SKU|sku|Art(?:ikel)?\.?-?(?:Nr\.?|nummer)|[Rr]ef\.|型番|品番|货号|артикул)[ :：#.]{1,3}"
LETTERED_SKU = regex.compile(
    rf"""{BEGIN}(?:
      [A-Z]{{1,30}}+(?:_[A-Z]{{1,30}}+){{1,8}}
    | (?<={_TOLD})[A-Z]{{3,}}(?:-[A-Z]+)*
    ){END}""",
    regex.VERBOSE,
)
"""Codes without a digit: in capitals, and joined by underscores or told to be one."""
BESIDE_LETTERED_SKU = regex.compile(rf"_|{_TOLD}")

_APART = "kg|mg|ml|cl|cm|mm|km|oz|lbs?|[KMGT]B|kW|mAh|GHz|MP|px"  # `4 in the morning` has no inches
_UNITS = rf"(?:{SPACE}?(?:{_APART})|(?:g|l|m|in|ft|W|V|x|Hz))"
_LABELS = r"No|no|NO|Nr|nr|NR|Num|num|Nro|nro|n[°º]|N[°º]|№|号|번호|نمبر|رقم|नंबर"
NUMBER = regex.compile(
    rf"""
      (?<![\p{{Latin}}\p{{N}}])[\#＃№]{SPACE}?\d++(?:[-.,/]\d++)*{END}
    | (?<=(?:{_LABELS})[.:：]?{SPACE}?)\d++{END}
    | {BEGIN}\d++(?:[.,٫٬:'’×/]\d++)+{_UNITS}?{END}
    | {BEGIN}\d++{_UNITS}{END}
    | {BEGIN}\d{{3,}}+{END}
    """,
    regex.VERBOSE,
)
