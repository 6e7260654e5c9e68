"""How a masked token is written for an engine, and how it is read again after the engine has had it in its hands."""

from __future__ import annotations

import html

import regex

from services.translation.domain.engine import MaskStyle

_DIGITS = r"((?:\d\s*){1,6})"
_LESS, _MORE = "(?:<|&lt;|＜|‹|〈)", "(?:>|&gt;|＞|›|〉)"
_QUOTE = r"""(?:["'“”„‟«»‘’‚＂＇″]|&quot;|&\#0?3[49];|&laquo;|&raquo;)?"""

# The x may have become another letter of its look, and the word for `id` one of another language.
_X = rf"[xх×ｘ]\s+[\p{{L}}\p{{M}}]{{1,20}}\s*[=＝]\s*{_QUOTE}\s*{_DIGITS}{_QUOTE}\s*/?\s*"
_XML = rf"(?:{_LESS}\s*{_X}{_MORE}?|(?<![\p{{L}}\p{{N}}]){_X}{_MORE})"
_XML_END = rf"(?:\s*{_LESS}\s*/\s*[xх×ｘ]\s*{_MORE})?"
_OPENING = rf"<\s*span\b[^<>]{{0,400}}?\bid\s*=\s*{_QUOTE}\s*t\s*{_DIGITS}{_QUOTE}[^<>]{{0,400}}>"
_BRACKETS = rf"⟦\s*{_DIGITS}⟧|⟦\s*{_DIGITS}|(?<![\p{{N}}])(\d{{1,6}})\s*⟧"
_OTHER_BRACKETS = rf"[\[【〚［〖〔]{{1,2}}\s*{_DIGITS}[\]】〛］〗〕]{{1,2}}"

READ = {
    MaskStyle.XML: regex.compile(_XML + _XML_END, regex.IGNORECASE),
    MaskStyle.HTML: regex.compile(rf"{_OPENING}([^<]*+)(<\s*/\s*span\s*(?:>|(?=<)|\Z))?", regex.IGNORECASE),
    MaskStyle.BRACKETS: regex.compile(_BRACKETS),
}
"""The digits are in the first group that took part. HTML: then what stands in the span, and its end."""

READ_OTHERWISE = regex.compile(_OTHER_BRACKETS)
"""What some engines make of brackets that they don't know."""

STRAY = {
    MaskStyle.XML: regex.compile(rf"{_LESS}\s*/?\s*[xх×ｘ](?:\s[^<>&]{{0,60}})?/?\s*{_MORE}", regex.IGNORECASE),
    MaskStyle.HTML: regex.compile(
        r"<\s*/?\s*span\b[^<>]{0,800}>?|\bspan\s[^<>]{0,60}translate[^<>]{0,80}>", regex.IGNORECASE
    ),
    MaskStyle.BRACKETS: regex.compile(r"⟦[^⟦⟧\n]{0,30}⟧|[⟦⟧]"),
}
"""What is left of a placeholder whose number can't be read."""

LOOKALIKES = (
    rf"(?:{_XML}|{_LESS}\s*/?\s*[xх×ｘ](?:\s[^<>&]{{0,60}})?/?\s*{_MORE}|⟦[^⟦⟧\n]{{0,30}}⟧|[⟦⟧]|{_OTHER_BRACKETS})"
)
"""All in a customer's own text that could be taken for a placeholder: it is protected like any token, so what is read
in an answer is always ours."""

LOOKALIKE = regex.compile(LOOKALIKES, regex.IGNORECASE)


def written(style: MaskStyle, index: int, token: str) -> str:
    if style is MaskStyle.XML:
        return f'<x id="{index}"/>'
    if style is MaskStyle.HTML:
        return f'<span class="notranslate" translate="no" id="t{index}">{escaped(style, token)}</span>'
    return f"⟦{index}⟧"


def escaped(style: MaskStyle, text: str) -> str:
    return text if style is MaskStyle.BRACKETS else html.escape(text, quote=False)


def unescaped(style: MaskStyle, text: str) -> str:
    return text if style is MaskStyle.BRACKETS else html.unescape(text)


def number(digits: str) -> int:
    """Of digits of any script, which an engine may have set apart."""
    return int("".join(digits.split()))
