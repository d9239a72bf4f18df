"""The summary a run ends with, as tables a person can read in a terminal."""

from rich.console import Console
from rich.table import Table

from etl.outcome import FileRow, Outcome, RuleRow
from etl.texts import sentence

_NUMERIC = {"justify": "right", "no_wrap": True}


def print_outcome(console: Console, outcome: Outcome, publishes: bool, has_previous: bool) -> None:
    """Files, findings and the closing sentence."""
    if outcome.files:
        console.print(_files_table(outcome.files))
    console.print(_rules_table(outcome.rules) if outcome.rules else _text("no_findings"))
    console.print(_closing(outcome, publishes, has_previous), soft_wrap=True)


def _text(name: str, **fields: object) -> str:
    return sentence("report", name, **fields)


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _day(day: object) -> str:
    return f"{day:%d-%m-%Y}" if day else "\u2013"


def _files_table(files: list[FileRow]) -> Table:
    table = Table(title=_text("files_title"), title_justify="left", show_footer=len(files) > 1)
    numbers = [("read", "read"), ("accepted", "accepted"), ("quarantined", "quarantined"), ("superseded", "superseded")]
    table.add_column(_text("file"), footer=_text("total"), overflow="fold")
    table.add_column(_text("extract_date"), no_wrap=True)
    for name, attribute in numbers:
        total = sum(getattr(file, attribute) for file in files)
        table.add_column(_text(name), footer=_count(total), **_NUMERIC)
    table.add_column(_text("ignored"), overflow="fold")
    for file in files:
        counts = [_count(getattr(file, attribute)) for _, attribute in numbers]
        table.add_row(file.file, _day(file.extract_date), *counts, ", ".join(file.ignored_columns) or "\u2013")
    return table


def _rules_table(rules: list[RuleRow]) -> Table:
    table = Table(title=_text("rules_title"), title_justify="left")
    table.add_column(_text("rule"), overflow="fold")
    table.add_column(_text("severity"), no_wrap=True)
    table.add_column(_text("count"), **_NUMERIC)
    table.add_column(_text("example_finding"), overflow="fold")
    for row in rules:
        place = _text("place", file=row.file, line=row.line) if row.line else row.file
        first = f"{place}: {row.message}" if place else row.message
        table.add_row(row.rule, _text(row.severity.value), _count(row.count), first)
    return table


def _closing(outcome: Outcome, publishes: bool, has_previous: bool) -> str:
    if outcome.is_rejected:
        return _text("rejected" if has_previous else "no_previous")
    fields = {"cases": _count(outcome.cases), "as_of": _day(outcome.as_of)}
    if publishes:
        return _text("published", file=outcome.snapshot, **fields)
    return _text("checked", **fields)
