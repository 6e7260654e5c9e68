"""Glossaries as tables: CSV, as spreadsheets and other translation services write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from services.kit.errors import refused_field
from services.kit.faults import Faults
from services.translation.domain.glossary.terms import Term, TermRule

_COLUMNS = ("source", "target", "rule", "case_sensitive", "forbidden", "note")
# Between several targets, or forbidden words, of one term.
_BAR = "|"
_TRUE, _FALSE = frozenset({"yes", "true", "1"}), frozenset({"", "no", "false", "0"})
_DELIMITERS = ",;\t"

Numbered = tuple[int, Term]
"""A term with the line that it ends on; the first line is 1."""


def read_csv(content: str, source_language: str, target_language: str) -> list[Numbered]:
    """Columns are told by the first line (the names above, or the two languages' tags); without such a line they are
    source and target. Without a rule a term with one target
    must be translated so, with several it may, with none it must not. Raises Refused (INVALID_FIELDS) with fields
    `content.<line>.<column>`."""
    lines = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(content))
    faults, terms = Faults("content"), list[Numbered]()
    columns: Sequence[str] | None = None
    try:
        for row in lines:
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = _named(row, source_language, target_language)
                if columns is not None:
                    continue
                columns = _COLUMNS[:2]
            with faults.at(str(lines.line_num)):
                terms.append((lines.line_num, _term(row, columns)))
    except csv.Error as error:
        faults.add(str(lines.line_num), "NOT_CSV", str(error))
    faults.check()
    return terms


def _delimiter(content: str) -> str:
    first = content.lstrip("\ufeff\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _named(row: Sequence[str], source_language: str, target_language: str) -> list[str] | None:
    """What the columns are, by their heading; None where the line is none."""
    tags = {source_language.lower(): "source", target_language.lower(): "target"}
    names = [tags.get(name := cell.strip().lower(), name) for cell in row]
    return names if {"source", "target"} <= set(names) and set(names) <= {*_COLUMNS, ""} else None


def _term(row: Sequence[str], columns: Sequence[str]) -> Term:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise refused_field("TOO_MANY", str(len(columns) + 1), f"the table has {len(columns)} columns")
    cells = {name: cell.strip() for name, cell in zip(columns, row, strict=False)}
    targets = _words(cells.get("target", ""))
    return Term(
        cells.get("source", ""),
        targets,
        _rule(cells.get("rule", ""), targets),
        _truth(cells.get("case_sensitive", "")),
        _words(cells.get("forbidden", "")),
        cells.get("note", ""),
    )


def _words(cell: str) -> tuple[str, ...]:
    if _BAR not in cell:
        return (cell,) if cell else ()
    # A word with a bar in it stands in quotes.
    (words,) = csv.reader([cell], delimiter=_BAR)
    return tuple(word.strip() for word in words)


def _rule(cell: str, targets: Sequence[str]) -> TermRule:
    if not cell:
        return implied_rule(len(targets))
    try:
        return TermRule(cell.lower().replace(" ", "_"))
    except ValueError:
        raise refused_field("UNKNOWN_VALUE", "rule", f"{cell!r} is none of must, may, must_not") from None


def implied_rule(targets: int) -> TermRule:
    """Of a term for which none is said."""
    return (TermRule.MUST_NOT, TermRule.MUST)[targets] if targets < 2 else TermRule.MAY


def _truth(cell: str) -> bool:
    if cell.lower() not in _TRUE | _FALSE:
        raise refused_field("UNKNOWN_VALUE", "case_sensitive", f"{cell!r} is neither yes nor no")
    return cell.lower() in _TRUE


def write_csv(terms: Iterable[Term]) -> str:
    """What `read_csv` reads."""
    page = io.StringIO(newline="")
    table = csv.writer(page, lineterminator="\n")
    table.writerow(_COLUMNS)
    for term in terms:
        shown = "yes" if term.case_sensitive else "no"
        table.writerow([term.source, _joined(term.targets), term.rule, shown, _joined(term.forbidden), term.note])
    return page.getvalue()


def _joined(words: Sequence[str]) -> str:
    if len(words) < 2 and not any(_BAR in word for word in words):
        return "".join(words)
    cell = io.StringIO(newline="")
    csv.writer(cell, delimiter=_BAR, lineterminator="").writerow(words)
    return cell.getvalue()
