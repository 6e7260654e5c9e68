"""URLs, mail addresses, @names and #tags. In the manner of linkify-it: an address doesn't end in the punctuation of the
sentence around it, and a bracket belongs to it only in pairs."""

from __future__ import annotations

import regex

from services.translation.domain.tokens.patterns.edges import BEGIN, FILLER

# What ends an address wherever it stands: spaces, quotes, angle brackets, and the punctuation of CJK, Arabic, Hindi.
_STOPS = rf"\s<>\"“”„«»‹›`|\\^。，、；：！？「」『』（）《》【】〈〉…،؛؟।॥{FILLER}⟦⟧"
_PUNCTUATION = r".,;:!?'’*"
_ASCII = r"A-Za-z0-9/\#&%=+@$\-{}_~"
_SPACED = rf"[{_ASCII}\p{{Latin}}\p{{M}}]"
# Letters of other scripts go on only behind a sign or one another: the 查 of shop.com/a查看 is the sentence's.
_OTHER = rf"(?<![A-Za-z0-9\p{{Latin}}])[^\x00-\x7f\p{{Latin}}{_STOPS}]"
_CORE = rf"(?:{_SPACED}|{_OTHER})"
_TAIL = rf"""(?: {_CORE}
    | [{_PUNCTUATION}]{{1,20}}+(?={_CORE})
    | \([^()\[\]{_STOPS}]{{0,200}}\) | \[[^()\[\]{_STOPS}]{{0,200}}\]
    )"""
_LABEL = r"[A-Za-z0-9\p{Latin}](?:[A-Za-z0-9\p{Latin}-]{0,61}[A-Za-z0-9\p{Latin}])?+"
# Endings that are common words as well (`order.it`) count only with a path behind them; `www.` needs no list.
_ENDINGS = (
    "com|net|org|info|biz|shop|store|online|site|app|dev|edu|gov|cloud|xyz|tech|"
    "co\\.(?:uk|jp|kr|in|nz|za|id|th)|com\\.(?:br|mx|cn|tr|au|sa|hk|tw|my|sg|ar|co|vn)|"
    "de|fr|uk|jp|cn|kr|br|mx|ru|ua|ch|at|nl|pl|pt|cz|dk|fi|gr|hu|ro|tr|ae|sa|eg|id|th|vn|au|ca|nz|za|tw|hk|sg|io|eu"
)
_PORT = r"(?::\d{1,5})?"

URL = regex.compile(
    rf"""
    (?:(?i:https?|ftp)://|{BEGIN}(?:(?![a-z]{{1,20}}?https?://)[A-Za-z][A-Za-z0-9+.\-]{{1,20}}://|www\d?\.(?=[\p{{L}}\p{{N}}])|(?:mailto|tel|sms):(?=[\w+]))){_TAIL}++
    | (?<![\p{{Latin}}\p{{N}}@._\-])(?:{_LABEL}\.){{1,6}}
      (?:(?:{_ENDINGS}){_PORT}(?![\p{{Latin}}\p{{N}}_@]|\.[A-Za-z0-9]|-[A-Za-z0-9])(?:[/?\#]{_TAIL}*+)?
        |[a-z]{{2,10}}{_PORT}/{_TAIL}*+)
    """,
    regex.VERBOSE,
)

IN_EVERY_URL = regex.compile(r"[:.](?=[\p{L}\d/+])\S*+")
"""The first dot or colon that a word goes on behind, and the rest of it."""

_LOCAL = r"A-Za-z0-9!\#$%&'*+/=?^_`{|}~.\-"
EMAIL = regex.compile(
    rf"""
    (?<![{_LOCAL}]) (?![.\-'*/=?`|~{{}}])[{_LOCAL}]{{1,64}}+@{_LABEL}(?:\.{_LABEL}){{1,6}}
    | (?<![\p{{L}}\p{{N}}._+\-])[\p{{L}}\p{{M}}\p{{N}}._+\-]{{1,64}}+@(?=[^\x00-\x7f])
      [\p{{L}}\p{{M}}\p{{N}}\-]{{1,63}}(?:\.[\p{{L}}\p{{M}}\p{{N}}\-]{{1,63}}){{1,6}}
    """,
    regex.VERBOSE,
)

# A name in a script without spaces has to end soon, or it is the sentence that has been run into.
_WORD = (
    r"(?:[A-Za-z0-9_\p{Latin}](?:[A-Za-z0-9_.\p{Latin}]{0,48}[A-Za-z0-9_\p{Latin}])?+"
    r"|[\p{L}\p{M}\p{N}_]{1,16}+(?![\p{L}\p{M}\p{N}_]))"
)
MENTION = regex.compile(rf"(?<![\p{{Latin}}\p{{N}}_.@/])@{_WORD}")
HASHTAG = regex.compile(
    rf"(?<![\p{{Latin}}\p{{N}}_&/#])[#＃](?=[\p{{N}}_]{{0,20}}\p{{L}})"
    rf"(?:[^\s#＃{FILLER}]{{1,30}}+[#＃](?![\p{{L}}\p{{N}}])|[\p{{L}}\p{{M}}\p{{N}}_]{{1,60}})"
)
