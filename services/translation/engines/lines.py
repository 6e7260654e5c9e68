"""For engines that take a text as HTML, in which a line break is a space like any other."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from services.translation.domain.engine import Answer, Request

# But not those within a span, which protects what has no `<` left in it.
_BREAKS = re.compile(r"(\r\n|\r|\n)(?![^<]*</span>)")


async def line_by_line(request: Request, ask: Callable[[Request], Awaitable[Answer]]) -> Answer:
    """Asks for each line as a text of its own, and puts the lines back with the breaks that were between them."""
    split = [_BREAKS.split(text) for text in request.texts]  # line, break, line, break ... line
    answer = await ask(replace(request, texts=tuple(line for pieces in split for line in pieces[::2])))
    lines = iter(answer.texts)
    whole = ("".join(piece if place % 2 else next(lines) for place, piece in enumerate(pieces)) for pieces in split)
    return Answer(tuple(whole), answer.version, answer.characters)
