"""From the options of ``python -m dashboard kpi`` to a question, read and checked."""

from dataclasses import dataclass
from datetime import date

from dashboard.answers import Answers
from dashboard.errors import (
    AsOfBeforeData,
    AsOfBeyondData,
    PeriodAfterAsOf,
    PeriodBackwards,
    PeriodOutsideData,
    UnknownChoice,
    UnreadableDate,
)
from dashboard.measurement import Split
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
    """Check every option against the data.

    Raises UnknownChoice, UnreadableDate, AsOfBeyondData, AsOfBeforeData, PeriodBackwards, PeriodOutsideData or
    PeriodAfterAsOf.
    """
    choices = answers.choices
    split = Split(_known("by", options.by, [*Split])) if options.by else None
    _known("format", options.format, FORMATS)
    as_of = _as_of(options.as_of, answers) if options.as_of else answers.as_of
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


def _known(option: str, text: str, known: list[str] | tuple[str, ...]) -> str:
    if text not in known:
        raise UnknownChoice(option=words("command_line")(f"options.{option}"), text=text, known=", ".join(known))
    return text


def _period(options: Options, as_of: date, data: Period) -> Period:
    """What was given, and for the rest the last twelve complete months; a first month beyond them stands alone."""
    first = _month("month_first", options.first, data) if options.first else None
    last = _month("month_last", options.last, data) if options.last else None
    if first and first > Month.of(as_of):
        raise PeriodAfterAsOf(first=str(first), as_of=as_of)
    if first and last and last < first:
        raise PeriodBackwards(first=str(first), last=str(last))
    end = last or last_twelve_complete_months(as_of).last
    begin = first or end - 11
    return Period(begin, max(begin, end))


def _month(option: str, text: str, data: Period) -> Month:
    form = words("command_line")("options.month_form")
    try:
        month = Month.parse(text)
    except ValueError:
        raise UnreadableDate(option=words("command_line")(f"options.{option}"), text=text, expected=form) from None
    if not data.first <= month <= data.last:
        raise PeriodOutsideData(month=text, first=str(data.first), last=str(data.last))
    return month


def _as_of(text: str, answers: Answers) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        option, form = words("command_line")("options.as_of"), words("command_line")("options.date_form")
        raise UnreadableDate(option=option, text=text, expected=form) from None
    oldest = answers.choices.first_month.first_day
    if day > answers.as_of:
        raise AsOfBeyondData(as_of=day, newest=answers.as_of)
    if day < oldest:
        raise AsOfBeforeData(as_of=text, oldest=oldest)
    return day
