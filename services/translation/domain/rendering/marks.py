"""What people wrote, made harmless; and what reads the other way, kept from reordering what stands around it."""

from __future__ import annotations

import re
import unicodedata

# Unicode's isolates (UAX 9). FSI finds out by itself which way its text reads.
_FIRST_STRONG, _LEFT_TO_RIGHT, _END = "\u2068", "\u2066", "\u2069"
# Right-to-left letters and digits; left-to-right letters, and the digits that read from left to right among the others.
_RTL, _LTR = frozenset({"R", "AL", "AN"}), frozenset({"L", "EN"})
_RIGHT_TO_LEFT_MARK = "\u200f"
# Controls, marks that nobody sees (overrides and isolates among them), halves of surrogates, what Unicode doesn't know.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# These join letters and emoji: words of Hindi and Persian are spelt with them.
_JOINERS = "\u200c\u200d"
_SPACES = re.compile(r"\s+")


def one_line(text: str) -> str:
    """The text without what can't be seen, on one line: nothing in it can end a paragraph, or turn it around."""
    return _SPACES.sub(" ", "".join(one for one in text if _is_kept(one))).strip()


def _is_kept(one: str) -> bool:
    return one.isspace() or one in _JOINERS or unicodedata.category(one) not in _UNSEEN


def isolated(text: str, rtl: bool) -> str:
    """Text of any direction in a message that reads from right to left (`rtl`), or from left to right. Where all of it
    reads as the message does, nothing is put around it: most programs show isolates as nothing, a few as a box."""
    other_way = _LTR if rtl else _RTL
    if any(unicodedata.bidirectional(one) in other_way for one in text):
        return f"{_FIRST_STRONG}{text}{_END}"
    return text


def left_to_right(text: str, rtl: bool) -> str:
    """A code: it always reads from left to right, even when it begins with a digit."""
    return f"{_LEFT_TO_RIGHT}{text}{_END}" if rtl else text


def url(text: str, rtl: bool) -> str:
    """Alone on its line. The space keeps programs that make links from taking the mark into the address."""
    return f"{_LEFT_TO_RIGHT}{text} {_END}" if rtl else text


def settled(text: str, rtl: bool) -> str:
    """A program that isn't told the direction guesses it for each paragraph by the first letter that isn't isolated:
    where that isn't one from right to left, a mark says so."""
    if not rtl:
        return text
    return "\n".join(line if not line or _begins_rtl(line) else _RIGHT_TO_LEFT_MARK + line for line in text.split("\n"))


def _begins_rtl(line: str) -> bool:
    return unicodedata.bidirectional(line[0]) in _RTL
