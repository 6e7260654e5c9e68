"""An engine that does to placeholders all that engines have ever been seen to do, and worse."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from services.translation.domain.engine import Answer, MaskStyle, Request

# How a placeholder is written, told here once more: what is tested isn't asked how to read itself.
_WRITTEN = {
    MaskStyle.XML: re.compile(r'<x id="\d+"/>'),
    MaskStyle.HTML: re.compile(r'<span class="notranslate" translate="no" id="t\d+">[^<]*</span>'),
    MaskStyle.BRACKETS: re.compile(r"⟦\d+⟧"),
}
_TRANSLATED = {
    MaskStyle.XML: ('<x id="null"/>', '<x id="eins"/>', '<ecks kennung="zwei"/>'),
    MaskStyle.HTML: ('<span class="nichtübersetzen" id="tnull">Bestellung</span>', "<spanne>Bestellung</spanne>"),
    MaskStyle.BRACKETS: ("⟦null⟧", "⟦eins⟧", "⟦zwei⟧"),
}
_WORDS = (
    *("lorem", "ipsum", "dolor", "sit", "amet", "слово", "ещё", "كلمة"),
    *("أخرى", "言葉です", "单词", "शब्द", "คำ", "단어", "mot"),
)
_WORD = re.compile(r"&(?:amp|lt|gt|quot);|[^\W\d_]{2,}")
_ADDED = (
    "MW-99999",
    "€ 77.777,77",
    "https://evil.example/pay",
    "pay@evil.example",
    "🤑",
    "+44 7700 900999",
    "{secret}",
)
_OTHER_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９", "۰۱۲۳۴۵۶۷۸۹")


@dataclass
class Draft:
    """An answer in the making: `pieces` are words and placeholders in turn, beginning and ending with words."""

    pieces: list[str]
    style: MaskStyle
    added: list[str] = field(default_factory=list)

    def places(self) -> list[int]:
        return list(range(1, len(self.pieces), 2))

    def change(self, rng: random.Random, change: Callable[[str], str]) -> None:
        """Of the placeholders, some."""
        for place in self.places():
            if rng.random() < 0.7:
                self.pieces[place] = change(self.pieces[place])


Habit = Callable[[Draft, random.Random], None]


def _drop(draft: Draft, rng: random.Random) -> None:
    draft.pieces[rng.choice(draft.places())] = ""


def _double(draft: Draft, rng: random.Random) -> None:
    draft.pieces[rng.choice(draft.places())] += " und " + draft.pieces[rng.choice(draft.places())]


def _translate(draft: Draft, rng: random.Random) -> None:
    draft.pieces[rng.choice(draft.places())] = rng.choice(_TRANSLATED[draft.style])


def _truncate(draft: Draft, rng: random.Random) -> None:
    text = "".join(draft.pieces)
    draft.pieces = [text[: rng.randint(0, len(text))]]


def _add(draft: Draft, rng: random.Random) -> None:
    added = rng.choice(_ADDED)
    draft.added.append(added)
    draft.pieces[0] = f"{added} {draft.pieces[0]}"


def _add_placeholder(draft: Draft, rng: random.Random) -> None:
    draft.pieces[-1] += {
        MaskStyle.XML: '<x id="99"/>',
        MaskStyle.HTML: '<span id="t99">x</span>',
        MaskStyle.BRACKETS: "⟦99⟧",
    }[draft.style]


def _half(draft: Draft, rng: random.Random) -> None:
    draft.change(rng, lambda one: one[:-1] if rng.random() < 0.5 else one[1:])


def _strip(draft: Draft, rng: random.Random) -> None:
    draft.change(rng, lambda one: re.sub(r"<[^>]*>|[⟦⟧]", "", one))


def _echo(draft: Draft, rng: random.Random) -> None:
    draft.change(rng, lambda one: f"{one} {one}")


def _reorder(draft: Draft, rng: random.Random) -> None:
    order = [draft.pieces[place] for place in draft.places()]
    rng.shuffle(order)
    draft.pieces[1::2] = order


def _recase(draft: Draft, rng: random.Random) -> None:
    draft.change(rng, lambda one: re.sub(r"(?i)\b(x|id|span|class)\b", lambda match: match.group().upper(), one))


def _space_out(draft: Draft, rng: random.Random) -> None:
    spaced = {
        MaskStyle.XML: lambda one: one.replace("<x id=", "< x  id = ").replace("/>", " / >"),
        MaskStyle.HTML: lambda one: (
            one.replace("<span", "< span ").replace("</span>", " </ span >").replace('">', '" > ', 1)
        ),
        MaskStyle.BRACKETS: lambda one: "\u00a0".join(one),
    }
    draft.change(rng, spaced[draft.style])


def _redigit(draft: Draft, rng: random.Random) -> None:
    digits = str.maketrans("0123456789", rng.choice(_OTHER_DIGITS))
    number = re.compile(r'(?<=id="t)\d+|(?<=id=")\d+|(?<=⟦)\d+')
    draft.change(rng, lambda one: number.sub(lambda match: match.group().translate(digits), one))


def _requote(draft: Draft, rng: random.Random) -> None:
    requoted = {
        MaskStyle.XML: lambda one: one.replace('"', rng.choice("'“»")),
        MaskStyle.HTML: lambda one: one.replace('"', "'"),
        MaskStyle.BRACKETS: lambda one: rng.choice(["【{}】", "[{}]", "[[{}]]", "［{}］"]).format(one[1:-1]),
    }
    draft.change(rng, requoted[draft.style])


def _escape(draft: Draft, rng: random.Random) -> None:
    if draft.style is MaskStyle.XML:
        draft.change(rng, lambda one: one.replace("<", "&lt;").replace(">", "&gt;"))


def _glue(draft: Draft, rng: random.Random) -> None:
    draft.pieces[0::2] = [words.strip() for words in draft.pieces[0::2]]


def _expand(draft: Draft, rng: random.Random) -> None:
    if draft.style is MaskStyle.XML:
        draft.change(rng, lambda one: one.replace("/>", "></x>"))


def _retell(draft: Draft, rng: random.Random) -> None:
    """What stands in a span is translated: the number is left."""
    if draft.style is MaskStyle.HTML:
        draft.change(rng, lambda one: re.sub(r">[^<]*<", "> Übersetzung <", one))


BREAKING: dict[str, Habit] = {
    "drops": _drop,
    "doubles": _double,
    "translates": _translate,
    "truncates": _truncate,
    "adds tokens": _add,
    "adds a placeholder": _add_placeholder,
    "takes half": _half,
    "strips": _strip,
}
HARMLESS: dict[str, Habit] = {
    "echoes": _echo,
    "reorders": _reorder,
    "re-cases": _recase,
    "spaces out": _space_out,
    "writes other digits": _redigit,
    "writes other quotes": _requote,
    "escapes": _escape,
    "glues": _glue,
    "expands": _expand,
    "retells": _retell,
}
"""What can be repaired for certain, one at a time."""


def _other(word: str, rng: random.Random) -> str:
    return word if word.startswith("&") else rng.choice(_WORDS)


@dataclass
class HostileEngine:
    """Engine of translation's port. `habits` it has all at once in each text. `added` are the tokens of its own that it
    put into the last texts."""

    mask: MaskStyle
    habits: tuple[Habit, ...]
    seed: int = 0
    name: str = "hostile"
    enforces_terms: bool = False
    available: bool = True
    added: list[str] = field(default_factory=list)

    def pairs(self) -> set[tuple[str, str]]:
        return {("es", "en"), ("en", "es")}

    async def refresh(self) -> None: ...

    async def translate(self, request: Request, timeout_s: float) -> Answer:
        texts = tuple(self.answer(text) for text in request.texts)
        return Answer(texts, "hostile-1", sum(map(len, request.texts)))

    async def aclose(self) -> None: ...

    def answer(self, text: str) -> str:
        """Other words in other scripts, as an honest engine gives them, and then the habits."""
        rng = random.Random(f"{self.seed} {text}")
        written = _WRITTEN[self.mask]
        words = [_WORD.sub(lambda word: _other(word.group(), rng), one) for one in written.split(text)]
        pieces = [piece for pair in zip(words, [*written.findall(text), ""], strict=True) for piece in pair][:-1]
        draft = Draft(pieces, self.mask)
        for habit in self.habits:
            if draft.places():
                habit(draft, rng)
        self.added = draft.added
        return "".join(draft.pieces)
