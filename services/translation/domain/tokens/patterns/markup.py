"""HTML, Markdown and emoji."""

from __future__ import annotations

import regex

from services.translation.domain.tokens.patterns.edges import FILLER
from services.translation.domain.tokens.placeholders import LOOKALIKES

# A quoted value may hold `>`. Bounded: a lone `<` in a long text is no reason to read it to the end.
_ATTRIBUTES = r"""(?:\s(?:"[^"<]{0,2000}+"|'[^'<]{0,2000}+'|[^<>"']){0,400}+)?"""
_TAGS = rf"""
    <!--(?s:.{{0,20000}}?)-->
    | <(?P<raw>script|style|pre|code|svg)\b[^<>]{{0,2000}}>(?s:.{{0,20000}}?)</(?P=raw)\s*>
    | </?[A-Za-z][\w:.-]{{0,40}}+{_ATTRIBUTES}\s*/?>
    | <[!?%][^<>]{{1,500}}>
"""
_CODE = r"""
    (?<!`)```(?!`)(?s:.{1,20000}?)```
    | (?<!`)`[^`\n]{1,300}`(?!`)
"""
_MARKDOWN = r"""
    !?\[ (?= [^\[\]\n]{1,300} \][\(\[] )
    | \]\( (?:[^()\s]|\([^()\s]{0,200}\)){0,2000}+ (?:[ ]"[^"\n]{0,300}")? \)
    | \]\[ [^\[\]\n]{0,100} \]
    | (?<![*\p{Latin}\p{N}])\*\*(?=[^\s*]) | (?<=[^\s*])\*\*(?![*\p{Latin}\p{N}])
    | (?<![_\p{Latin}\p{N}])__(?=[^\s_]) | (?<=[^\s_])__(?![_\p{Latin}\p{N}])
    | (?<!~)~~(?=\S) | (?<=\S)~~(?!~)
"""

MARKUP_OR_MASK = regex.compile(rf"{LOOKALIKES} | {_TAGS} | {_CODE} | {_MARKDOWN}", regex.VERBOSE | regex.IGNORECASE)
"""One pattern, so that of two that overlap the one that begins first is taken."""

ENTITY = regex.compile(r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# The grammar of emoji sequences in UTS #51, annex C, with text presentations too, and without the signs that are
# written as text in product names.
_PICTURE = r"(?![©®™〰〽㊗㊙](?!\ufe0f))[\p{Emoji_Presentation}\p{Extended_Pictographic}]"
_DRESSED = rf"(?:\p{{RI}}\p{{RI}}|{_PICTURE}(?:\p{{EMod}}|[\ufe0e\ufe0f]|[\U000e0020-\U000e007e]++\U000e007f)*+)"
# The old faces are taken only where they stand alone: `8)` and `:)` also end lists and brackets.
_FACES = r"""
    (?<!\S)(?:
      [:;=][-'’o]?[()DPp|/\\3*] | <3 | \^_?\^ | [TQ]_[TQ] | [xX]D | ¯\\_\(ツ\)_/¯ | \([>^´・ಥ;ToO][^\s()]{1,8}\)
    )(?!\S)
    | :[a-z][a-z0-9_+-]{1,30}:(?![\w:])
"""
EMOJI = regex.compile(rf"(?:[0-9#*]\ufe0f?\u20e3|{_DRESSED}(?:\u200d{_DRESSED})*+|\p{{RI}}) | {_FACES}", regex.VERBOSE)

_NAME = r"[A-Za-z_][\w.]{0,60}"
TEMPLATE = regex.compile(
    rf"""
    \{{\{{\{{?[^{{}}\n{FILLER}]{{0,120}}\}}\}}\}}?
    | \{{%[^%\n{FILLER}]{{0,200}}%\}}
    | [$\#@]\{{[^{{}}\n{FILLER}]{{1,120}}\}}
    | \{{(?:{_NAME}(?:\[[\w'"]{{0,40}}\]|[!:,][^{{}}\n{FILLER}]{{0,40}})*|\d{{0,3}})\}}
    | %\([A-Za-z_]\w{{0,60}}\)[\#0+-]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]
    | (?<![\p{{N}}%])%(?:\d\$)?[\#0+-]*\d{{0,3}}(?:\.\d{{1,2}})?(?:l{{1,2}}|h)?[sdiufxXeEgGc@](?![\p{{Latin}}\p{{N}}])
    | (?<![\p{{Latin}}\p{{N}}%])%[A-Z_][A-Z0-9_]{{1,40}}%
    | (?<![\p{{Latin}}\p{{N}}$])\$(?:[A-Z_][A-Z0-9_]{{1,60}}\$?|[a-z_][A-Za-z0-9_]{{1,60}})(?![\p{{Latin}}\p{{N}}_])
    | \[\[[^\[\]\n{FILLER}]{{1,80}}\]\]
    | (?<![^\s(\["'“„«>]):[a-z_][a-z0-9_]{{1,40}}(?![\w:])
    """,
    regex.VERBOSE,
)
