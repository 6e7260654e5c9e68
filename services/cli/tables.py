"""Tables for a person: narrow enough for 80 columns, without lines that nobody needs."""

from __future__ import annotations

from rich import box
from rich.table import Column, Table


def table(*columns: Column | str, title: str | None = None, leading: int = 0) -> Table:
    """`title` stands above on the left; `leading` is the number of empty lines between rows."""
    return Table(
        *columns,
        title=title,
        title_justify="left",
        leading=leading,
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        collapse_padding=True,
    )


def text(header: str, width: int = 0) -> Column:
    """A column of words, never narrower than `width`; an id that doesn't fit goes on in the next line."""
    return Column(header, min_width=width or None, overflow="fold")


def number(header: str) -> Column:
    return Column(header, justify="right", no_wrap=True)
