"""From an answer to what ``python -m dashboard`` prints: a table for reading, CSV or JSON for another program.

The three tell the same: whatever the table says of a row (a band, "fewer than", an unfinished month) has its own field.
"""

import csv
import io
import json
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dashboard import formatting
from dashboard.answers import Answer, Answers
from dashboard.command_line import Question
from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi
from dashboard.measurement import GroupMeasurement, Split, Target
from dashboard.words import words


@dataclass(frozen=True)
class Row:
    """One printed line. label: the Danish name of the group. target: in force for this group."""

    label: str
    told: GroupMeasurement
    target: Target | None


@dataclass(frozen=True)
class Printed:
    """An answer laid out in lines. rows: the groups of the split, none without a split."""

    answer: Answer
    question: Question
    is_example: bool
    rows: tuple[Row, ...]
    total: Row


def print_answer(console: Console, answers: Answers, kpi_id: str, question: Question, form: str) -> None:
    """Ask and print; CSV and JSON go out untouched by the width of the terminal. Raises what ``Answers.measure`` raises."""
    content = _laid_out(answers, kpi_id, question)
    if form != "table":
        console.out(_csv(content) if form == "csv" else _json(content), highlight=False, end="")
        return
    console.print(_table(content))
    for line in _notes(content):
        console.print(line, soft_wrap=True, highlight=False, markup=False)


def print_kpis(console: Console, kpis: dict[str, Kpi], answers: Answers | None) -> None:
    """Every KPI with its id and question; where there is a snapshot, also what it lacks and which targets go unused."""
    text = words("command_line")
    table = Table(text("table.kpi_id"), text("table.label"), text("table.question"))
    table.columns[0].no_wrap = True
    if answers:
        table.add_column(text("table.note"))
    for kpi in kpis.values():
        told = [] if answers is None or answers.is_delivered(kpi.kpi_id) else [words("common")("silence.not_delivered")]
        table.add_row(kpi.kpi_id, kpi.label, kpi.question, *told)
    console.print(table)
    if answers and answers.unused_targets():
        names = ", ".join(answers.unused_targets())
        console.print(text("table.unused_targets", names=names), soft_wrap=True, highlight=False, markup=False)


def _laid_out(answers: Answers, kpi_id: str, question: Question) -> Printed:
    answer = answers.measure(kpi_id, question.selection, question.as_of)
    total = GroupMeasurement(None, answer.measurement, answer.is_unfinished, answer.pending, bool(answer.pending))
    rows: tuple[Row, ...] = ()
    if question.split:
        split = answers.split(kpi_id, question.selection, question.split, question.as_of)
        total = GroupMeasurement(None, split.total, total.is_unfinished, total.pending, total.is_provisional)
        rows = tuple(
            Row(answers.group_label(question.split, told.group), told, target)
            for told, target in zip(split.groups, split.targets, strict=True)
        )
    name = words("command_line")("table.total")
    return Printed(answer, question, answers.is_example, rows, Row(name, total, answer.target))


def _table(content: Printed) -> Table:
    text, kpi, split = words("command_line"), content.answer.kpi, content.question.split
    every = [*content.rows, content.total]
    has_parts = any(row.told.measurement.denominator is not None for row in every)
    names = ["value", "numerator", "denominator", "interval"] if has_parts else ["value", "n", "interval"]
    table = Table(title=kpi.label, title_justify="left")
    table.add_column(words("common")(f"splits.{split}") if split else text("table.group"))
    for name in names:
        table.add_column(text(f"table.{name}"), justify="right")
    table.add_column(text("table.note"))
    for row in content.rows:
        table.add_row(escape(row.label), *_cells(kpi, row.told, names, split))
    if content.rows:
        table.add_section()
    table.add_row(content.total.label, *_cells(kpi, content.total.told, names, split))
    return table


def _cells(kpi: Kpi, row: GroupMeasurement, names: list[str], split: Split | None) -> list[str]:
    measurement = row.measurement
    cells = {
        "value": wording.value_text(kpi, measurement),
        "numerator": _count(measurement.numerator),
        "denominator": _count(measurement.denominator),
        "n": _count(measurement.n),
        "interval": wording.interval_text(kpi, measurement)
        .removeprefix(words("command_line")("table.interval"))
        .strip(),
    }
    part_of = "part_of_quarter" if split is Split.QUARTER and row.group else "unfinished_month"
    unfinished = words("common")(f"notices.{part_of}") if row.is_unfinished else ""
    provisional = words("common")("notices.provisional") if row.is_provisional else ""
    remarks = [unfinished, provisional, wording.pending_text(kpi, row.pending)]
    return [*(cells[name] for name in names), ", ".join(remark for remark in remarks if remark)]


def _notes(content: Printed) -> list[str]:
    """The lines under the table: definition, period or day, target with verdict, as-of date."""
    text, answer = words("command_line"), content.answer
    lines = [wording.definition_line(answer.kpi)]
    if answer.stock_date:
        lines.append(text("table.stock", day=formatting.long_date(answer.stock_date)))
    else:
        lines.append(text("table.period", period=formatting.period(answer.counted_period)))
    if answer.kpi.rolling_months and content.question.split is Split.MONTH:
        lines.append(text("table.rolling", months=answer.kpi.rolling_months))
    if answer.target:
        target = wording.target_text(answer.kpi, answer.target)
        lines.append(text("table.target", target=target, verdict=wording.verdict_text(answer.verdict)))
    lines += [line for line in (wording.without_rule_text(answer.without_rule),) if line]
    if answer.ignored:
        lines.append(text("table.ignored", names=wording.ignored_names(answer.ignored)))
    key = "table.as_of_example" if content.is_example else "table.as_of"
    return [*lines, text(key, as_of=formatting.long_date(answer.as_of))]


def _csv(content: Printed) -> str:
    """Semicolons and decimal commas, as a Danish spreadsheet reads them; what holds for all stands on every line."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    lines = [_fields(row) | _about(content) for row in content.rows]
    lines.append(_fields(content.total) | _about(content) | _about_total(content.answer))
    writer.writerow(lines[-1])
    for line in lines:
        cells = (line.get(name) for name in lines[-1])
        writer.writerow(str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in cells)
    return target.getvalue()


def _json(content: Printed) -> str:
    answer = content.answer
    tree = {
        "label": answer.kpi.label,
        "definition": answer.kpi.explanation,
        "unit": answer.kpi.unit,
        **_about(content),
        "by": content.question.split,
        "target": answer.target.value if answer.target else None,
        **_about_total(answer),
        "total": _fields(content.total),
        "groups": [_fields(row) for row in content.rows],
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _about(content: Printed) -> dict[str, object]:
    """What holds for every line. stock_date: the day a stock was taken, in place of the period; counted_from: the first
    month the total covers, before ``from`` where the KPI is rolling.
    """
    answer, period = content.answer, content.question.selection.period
    return {
        "kpi": answer.kpi.kpi_id,
        "from": str(period.first),
        "to": str(period.last),
        "counted_from": str(answer.counted_period.first),
        "stock_date": answer.stock_date.isoformat() if answer.stock_date else None,
        "as_of": answer.as_of.isoformat(),
        "is_example": content.is_example,
    }


def _about_total(answer: Answer) -> dict[str, object]:
    """What is only said of the whole selection."""
    ignored = ", ".join(answer.ignored) or None
    return {"verdict": answer.verdict, "without_rule": answer.without_rule, "ignored": ignored}


def _fields(row: Row) -> dict[str, object]:
    """One line as plain values: shares 0-1, dates ISO, None where nothing may or can be told."""
    told, measurement, target = row.told, row.told.measurement, row.target
    low, high = measurement.interval or (None, None)
    is_whole = measurement.value is not None and measurement.value.is_integer() and measurement.interval is None
    return {
        "group": told.group,
        "label": row.label,
        "value": int(measurement.value) if is_whole else measurement.value,
        "numerator": measurement.numerator,
        "denominator": measurement.denominator,
        "n": measurement.n,
        "interval_low": low,
        "interval_high": high,
        "silence": measurement.silence,
        "band_days": measurement.band_days,
        "fewer_than": measurement.fewer_than,
        "is_unfinished": told.is_unfinished,
        "is_provisional": told.is_provisional,
        "pending": told.pending,
        "target": target.value if target else None,
        "is_target_example": target.is_example if target else None,
    }


def _count(count: float | None) -> str:
    """A count, or a sum of parts of positions with its decimals."""
    if count is None:
        return ""
    return formatting.number(count, 0 if float(count).is_integer() else 2)
