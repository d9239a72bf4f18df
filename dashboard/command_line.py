"""From the options of ``python -m dashboard kpi`` to a question, and from its answer to a table, CSV or JSON."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dashboard import formatting
from dashboard.answers import Answer, Answers
from dashboard.errors import PeriodBackwards, PeriodOutsideData, UnknownChoice, UnreadableDate
from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi
from dashboard.measurement import GroupMeasurement, Split
from dashboard.selection import APPLICATION_TYPES, Month, Period, Selection, last_twelve_complete_months
from dashboard.words import words

FORMATS = ("table", "csv", "json")


@dataclass(frozen=True)
class Options:
    """The options as they were typed; None or empty where they were not."""

    by: str | None
    first: str | None
    last: str | None
    team: tuple[str, ...]
    unit: tuple[str, ...]
    paragraph: tuple[str, ...]
    application_type: tuple[str, ...]
    as_of: str | None
    format: str


@dataclass(frozen=True)
class Question:
    """What was asked, read and checked."""

    selection: Selection
    split: Split | None
    as_of: date


def read_question(options: Options, answers: Answers) -> Question:
    """Check every option against the data; raises UnknownChoice, UnreadableDate, PeriodBackwards or PeriodOutsideData."""
    choices = answers.choices
    split = Split(_known("by", options.by, [*Split])) if options.by else None
    _known("format", options.format, FORMATS)
    as_of = _day(options.as_of) if options.as_of else answers.as_of
    for option, known in (
        ("team", [team.team_id for team in choices.teams]),
        ("unit", [unit.unit_id for unit in choices.units]),
        ("paragraph", [paragraph.paragraph for paragraph in choices.paragraphs]),
        ("application_type", APPLICATION_TYPES),
    ):
        for text in getattr(options, option):
            _known(option, text, known)
    period = _period(options, as_of, Period(choices.first_month, choices.last_month))
    selection = Selection(period, options.unit, options.team, options.paragraph, options.application_type)
    return Question(selection, split, as_of)


def check_viewer(answers: Answers) -> None:
    """A team leader's teams must exist; raises UnknownChoice."""
    known = [team.team_id for team in answers.choices.teams]
    for team_id in sorted(answers.viewer.team_ids):
        _known("viewer", team_id, known)


def printed(answers: Answers, kpi_id: str, question: Question, form: str) -> str | Table:
    """The answer as a rich table, or as CSV or JSON text."""
    answer = answers.measure(kpi_id, question.selection, question.as_of)
    total = GroupMeasurement(None, answer.measurement, answer.is_unfinished, answer.pending, bool(answer.pending))
    groups: tuple[GroupMeasurement, ...] = ()
    if question.split:
        split = answers.split(kpi_id, question.selection, question.split, question.as_of)
        groups, total = split.groups, GroupMeasurement(None, split.total, *_marks(total))
    labels = [answers.group_label(question.split, row.group) for row in groups]
    if form == "table":
        return _table(answer, question, labels, groups, total)
    if form == "csv":
        return _csv(labels, groups, total)
    return _json(answers, answer, question, labels, groups, total)


def notes(answers: Answers, answer: Answer) -> list[str]:
    """The lines under the table: definition, period or day, target with verdict, as-of date."""
    text = words("command_line")
    lines = [wording.definition_line(answer.kpi)]
    if answer.stock_date:
        lines.append(text("table.stock", day=formatting.long_date(answer.stock_date)))
    else:
        lines.append(text("table.period", period=formatting.period(answer.selection.period)))
    if answer.target:
        target = wording.target_text(answer.kpi, answer.target)
        lines.append(text("table.target", target=target, verdict=wording.verdict_text(answer.verdict)))
    lines += [line for line in (wording.without_rule_text(answer.without_rule),) if line]
    key = "table.as_of_example" if answers.is_example else "table.as_of"
    return [*lines, text(key, as_of=formatting.long_date(answer.as_of))]


def print_answer(console: Console, answers: Answers, kpi_id: str, question: Question, form: str) -> None:
    """Print the answer; CSV and JSON go out untouched by the width of the terminal."""
    output = printed(answers, kpi_id, question, form)
    if isinstance(output, str):
        console.out(output, highlight=False, end="")
        return
    console.print(output)
    for line in notes(answers, answers.measure(kpi_id, question.selection, question.as_of)):
        console.print(line, soft_wrap=True, highlight=False, markup=False)


def kpi_list(kpis: dict[str, Kpi]) -> Table:
    """Every KPI with its id and question."""
    text = words("command_line")
    table = Table(text("table.kpi_id"), text("table.label"), text("table.question"))
    table.columns[0].no_wrap = True
    for kpi in kpis.values():
        table.add_row(kpi.kpi_id, kpi.label, kpi.question)
    return table


def _table(
    answer: Answer, question: Question, labels: list[str], groups: tuple[GroupMeasurement, ...], total: GroupMeasurement
) -> Table:
    text, kpi = words("command_line"), answer.kpi
    has_parts = total.measurement.denominator is not None or any(
        row.measurement.denominator is not None for row in groups
    )
    names = ["value", "numerator", "denominator", "interval"] if has_parts else ["value", "n", "interval"]
    first = words("common")(f"splits.{question.split}") if question.split else text("table.group")
    table = Table(title=kpi.label, title_justify="left")
    table.add_column(first)
    for name in names:
        table.add_column(text(f"table.{name}"), justify="right")
    table.add_column(text("table.note"))
    for label, row in zip(labels, groups, strict=True):
        table.add_row(escape(label), *_cells(kpi, row, names))
    if groups:
        table.add_section()
    table.add_row(text("table.total"), *_cells(kpi, total, names))
    return table


def _cells(kpi: Kpi, row: GroupMeasurement, names: list[str]) -> list[str]:
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
    unfinished = words("common")("notices.unfinished_month") if row.is_unfinished else ""
    provisional = words("common")("notices.provisional") if row.is_provisional else ""
    remarks = [unfinished, provisional, wording.pending_text(row.pending)]
    return [*(cells[name] for name in names), ", ".join(remark for remark in remarks if remark)]


def _csv(labels: list[str], groups: tuple[GroupMeasurement, ...], total: GroupMeasurement) -> str:
    """Semicolons and decimal commas, as a Danish spreadsheet reads them."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    writer.writerow(words("command_line").list("table.csv_header"))
    for label, row in zip([*labels, words("command_line")("table.total")], [*groups, total], strict=True):
        cells = [row.group, label, *_raw(row).values()]
        writer.writerow(str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in cells)
    return target.getvalue()


def _json(
    answers: Answers, answer: Answer, question: Question, labels: list[str], groups: tuple[GroupMeasurement, ...],
    total: GroupMeasurement,
) -> str:  # fmt: skip
    period = question.selection.period
    content = {
        "kpi": answer.kpi.kpi_id,
        "label": answer.kpi.label,
        "definition": answer.kpi.explanation,
        "unit": answer.kpi.unit,
        "as_of": answer.as_of.isoformat(),
        "is_example": answers.is_example,
        "from": str(period.first),
        "to": str(period.last),
        "by": question.split,
        "target": answer.target.value if answer.target else None,
        "verdict": answer.verdict,
        "without_rule": answer.without_rule,
        "total": _raw(total),
        "groups": [{"group": row.group, "label": label} | _raw(row) for label, row in zip(labels, groups, strict=True)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _raw(row: GroupMeasurement) -> dict[str, object]:
    measurement = row.measurement
    low, high = measurement.interval or (None, None)
    is_whole = measurement.value is not None and measurement.value.is_integer() and measurement.interval is None
    return {
        "value": int(measurement.value) if is_whole else measurement.value,
        "numerator": measurement.numerator,
        "denominator": measurement.denominator,
        "n": measurement.n,
        "interval_low": low,
        "interval_high": high,
        "silence": measurement.silence,
        "is_unfinished": row.is_unfinished,
        "pending": row.pending,
    }


def _marks(row: GroupMeasurement) -> tuple[bool, int | None, bool]:
    return row.is_unfinished, row.pending, row.is_provisional


def _count(count: int | None) -> str:
    return "" if count is None else formatting.number(count)


def _known(option: str, text: str, known: list[str] | tuple[str, ...]) -> str:
    if text not in known:
        raise UnknownChoice(option=words("command_line")(f"options.{option}"), text=text, known=", ".join(known))
    return text


def _period(options: Options, as_of: date, data: Period) -> Period:
    default = last_twelve_complete_months(as_of)
    last = _month("month_last", options.last, data) if options.last else default.last
    first = _month("month_first", options.first, data) if options.first else last - 11
    if last < first:
        raise PeriodBackwards(first=str(first), last=str(last))
    return Period(first, last)


def _month(option: str, text: str, data: Period) -> Month:
    form = words("command_line")("options.month_form")
    try:
        month = Month.parse(text)
    except ValueError:
        raise UnreadableDate(option=words("command_line")(f"options.{option}"), text=text, expected=form) from None
    if not data.first <= month <= data.last:
        raise PeriodOutsideData(month=text, first=str(data.first), last=str(data.last))
    return month


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        option, form = words("command_line")("options.as_of"), words("command_line")("options.date_form")
        raise UnreadableDate(option=option, text=text, expected=form) from None
