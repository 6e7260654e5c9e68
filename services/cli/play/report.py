"""The report of a run: what a machine reads, and the tables that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.columns import Columns
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from services.cli.play.invariants import Finding

# As many problems of an invariant are shown; all of them stand in the JSON.
_SHOWN = 5


def as_data(run: Mapping[str, Any], figures: Mapping[str, Any], findings: Sequence[Finding] | None) -> dict[str, Any]:
    """`findings` None: the run was broken off, and nothing was judged."""
    return {
        **run,
        "partial": findings is None,
        "ok": findings is not None and all(finding.ok for finding in findings),
        **figures,
        "invariants": [
            {"name": finding.name, "ok": finding.ok, "checked": finding.checked, "problems": list(finding.problems)}
            for finding in findings or ()
        ],
    }


def show(report: Mapping[str, Any], console: Console) -> None:
    """Prints it for a person. A partial report has no more than its actions."""
    console.rule(f"[bold]A day of {report['tenant'] or 'a shop'}[/]")
    _show_actions(report["actions"], console)
    if report["partial"]:
        console.print("[yellow]Broken off: this is what had been sent; nothing was judged.[/]")
        return
    csat = {name: value for name, value in report["csat"].items() if name != "by_score"}
    for beside in (
        [_tickets(report["tickets"])],
        [_numbers("First responses", report["promises"]), _numbers("Points", report["points"]), _numbers("CSAT", csat)],
        [_languages(report["languages"]), _translations(report["translations"])],
        [_events(report["events"])],
    ):
        console.print()
        console.print(Columns(beside, padding=(0, 3)))
    _show_invariants(report["invariants"], console)


def _show_actions(actions: Mapping[str, Any], console: Console) -> None:
    times = "".join(f", {name} {value:g} ms" for name, value in actions["milliseconds"].items())
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in actions["by_outcome"].items()) or "none"
    console.print(f"Actions: {outcomes}; {actions['sent_again']} sent again{times}")
    for lacking in actions["not_accepted"][:_SHOWN]:
        what = f"action {lacking['action']} ({lacking['do']}): {lacking['reason']}"
        console.print(f"  [yellow]{lacking['outcome']}[/] {escape(what)}")


def _tickets(tickets: Mapping[str, Any]) -> Table:
    channels = list(tickets["by_channel"])
    title = f"{tickets['total']} tickets with {tickets['messages']} messages"
    rows = [
        (language or "not found out", *(counted.get(channel, 0) for channel in channels), sum(counted.values()))
        for language, counted in tickets["by_language_and_channel"].items()
    ]
    rows.append(("all", *tickets["by_channel"].values(), tickets["total"]))
    return _table(title, ("language", *channels, "all"), rows)


def _languages(languages: Mapping[str, Mapping[str, int]]) -> Table:
    rows = [(language, counted["messages"], counted["detected"]) for language, counted in languages.items()]
    return _table("Languages found out", ("true language", "messages", "found out"), rows)


def _translations(translations: Sequence[Mapping[str, Any]]) -> Table:
    rows = [
        (row["direction"], row["engine"] or "-", row["outcome"], row["reason"] or "-", row["messages"])
        for row in translations
    ]
    return _table("Translations", ("messages", "engine", "outcome", "why not", "number"), rows, words=4)


def _events(events: Mapping[str, int]) -> Table:
    return _table("Events on Kafka", ("type", "events"), [*events.items(), ("all", sum(events.values()))])


def _numbers(title: str, numbers: Mapping[str, Any]) -> Table:
    rows = [(name.replace("_", " "), "-" if value is None else value) for name, value in numbers.items()]
    return _table(title, ("", ""), rows)


def _show_invariants(invariants: Sequence[Mapping[str, Any]], console: Console) -> None:
    lines = []
    for invariant in invariants:
        mark = "[green]holds [/]" if invariant["ok"] else "[red]BROKEN[/]"
        lines.append(f"{mark} {invariant['name']} [dim]({invariant['checked']})[/]")
        lines.extend(f"         [red]{escape(problem)}[/]" for problem in invariant["problems"][:_SHOWN])
        if (more := len(invariant["problems"]) - _SHOWN) > 0:
            lines.append(f"         and {more} more")
    all_hold = all(invariant["ok"] for invariant in invariants)
    console.print(
        Panel("\n".join(lines), title="Invariants", border_style="green" if all_hold else "red", expand=False)
    )


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], words: int = 1) -> Table:
    """The first `words` columns hold words, the others numbers."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    table.show_header = any(columns)
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number < words else "right")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    return table
