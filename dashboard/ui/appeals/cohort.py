"""What became of the decisions of each quarter, so that a recent improvement or fall is not read too early."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from dashboard import formatting
from dashboard.answers import SplitAnswer
from dashboard.charts.cohorts import Layer, cohorts
from dashboard.kpi import wording
from dashboard.kpi.query import group_period
from dashboard.measurement import GroupMeasurement, Split
from dashboard.selection import Month, Period, Selection
from dashboard.ui.appeals.tables import counts_table
from dashboard.ui.appeals.window import only_hidden, window_words
from dashboard.ui.case_table import BOARD_COLUMNS
from dashboard.ui.columns import percents, wholes
from dashboard.ui.event_marks import dated_events
from dashboard.ui.frame import Frame
from dashboard.ui.names import population_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

COHORT, DAYS = "reversal_by_cohort", "days_to_board_outcome"
QUARTERS = 8  # at least so many: the older ones show what a quarter looks like when it is over


def cohort_panel(frame: Frame) -> Panel:
    """One bar per quarter of the municipality's own decisions; a bar opens what Ankestyrelsen has decided of it."""
    answers, text, chosen = frame.answers, words("appeals"), _quarters(frame)
    split = answers.split(COHORT, chosen, Split.QUARTER)
    groups = split.groups
    title = _finding(groups)
    return Panel(
        key="cohort",
        title=title,
        subtitle=_subtitle(frame, chosen),
        kpis=(split.kpi, answers.kpi(DAYS)),
        figure=cohorts(
            [_short(one) for one in groups], [_total(split, one) for one in groups],
            [one.group for one in groups],
            _layer(frame, "reversed", groups), _layer(frame, "upheld", groups), _layer(frame, "pending", groups),
            frame.theme, [group_period(Split.QUARTER, one.group).last for one in groups], dated_events(answers, chosen),
        ),
        description=text("cohort.description", finding=title),
        is_wide=True,
        table=_table(frame, split),
        bars={one.group: _bar(frame, chosen, one) for one in groups if one.measurement.n},
        remark=_remark(groups),
        silence=_silence(groups),
    )  # fmt: skip


def _silence(groups: Sequence[GroupMeasurement]) -> str:
    """The sentence in place of bars: there is nothing, or nothing is told, the open ones neither."""
    if not any(_has_any(one) for one in groups):
        return words("appeals")("cohort.none")
    return "" if any(one.pending for one in groups) else only_hidden(one.measurement for one in groups)


def _quarters(frame: Frame) -> Selection:
    """Whole quarters up to the period's end: those of the period, and at least QUARTERS as far as the cases go back."""
    last = frame.selection.period.last
    begins = min(frame.selection.period.first, last - (3 * QUARTERS - 1))
    first = max(_quarter_start(begins), _quarter_start(min(frame.answers.choices.first_month, last)))
    return replace(frame.selection, period=Period(first, last))


def _quarter_start(month: Month) -> Month:
    return Month(month.year, (month.number - 1) // 3 * 3 + 1)


def _counts(name: str, one: GroupMeasurement) -> int | None:
    """How many of a quarter were reversed, upheld or are pending; None where hidden."""
    if name == "pending":
        return one.pending
    if one.measurement.numerator is None or one.measurement.denominator is None:
        return None
    reversed_ = int(one.measurement.numerator)
    return reversed_ if name == "reversed" else int(one.measurement.denominator) - reversed_


def _layer(frame: Frame, name: str, groups: Sequence[GroupMeasurement]) -> Layer:
    text, counts = words("appeals"), [_counts(name, one) for one in groups]
    said = [_sentence(frame, name, one, count) for count, one in zip(counts, groups, strict=True)]
    return Layer(text(f"cohort.{name}"), counts, said)


def _sentence(frame: Frame, name: str, one: GroupMeasurement, count: int | None) -> str:
    if count is None:
        return words("common")("silence_explanation.suppressed")
    total = "" if one.measurement.n is None else formatting.counted(one.measurement.n, "substantive_decisions")
    quarter, number = _name(frame, one), formatting.number(count)
    return words("appeals")(f"cohort.hover_{name}", quarter=quarter, count=number, total=total)


def _name(frame: Frame, one: GroupMeasurement) -> str:
    return frame.answers.group_label(Split.QUARTER, one.group)


def _short(one: GroupMeasurement) -> str:
    """In two lines: eight whole names would meet."""
    year, _, number = one.group.partition("-Q")
    return words("appeals")("cohort.axis", number=number, year=year)


def _total(split: SplitAnswer, one: GroupMeasurement) -> str:
    """Reversed of decided over the bar; a star where more may come and the count of it is not told."""
    text, measurement = words("appeals"), one.measurement
    if measurement.numerator is None:
        said = wording.value_text(split.kpi, measurement)
    elif not measurement.denominator:
        said = "" if one.pending else formatting.DASH
    else:
        counts = [formatting.number(part) for part in (measurement.numerator, measurement.denominator)]
        said = text("cohort.total", count=counts[0], total=counts[1])
    if _is_silent_about_pending(one):
        return text("cohort.open", total=said)
    if not one.pending:
        return said
    count = formatting.number(one.pending)
    return f"{said}<br>{text('cohort.waiting', count=count)}" if said else text("cohort.only_waiting", count=count)


def _is_silent_about_pending(one: GroupMeasurement) -> bool:
    return one.is_provisional and one.pending is None


def _has_any(one: GroupMeasurement) -> bool:
    return bool(one.measurement.n or one.is_provisional or one.measurement.n is None)


def _subtitle(frame: Frame, chosen: Selection) -> str:
    answers, text = frame.answers, words("appeals")
    said = text(
        "cohort.subtitle", period=formatting.period(chosen.period), population=population_words(answers, chosen)
    )
    days = answers.measure(DAYS, frame.selection)
    if days.measurement.value is None:
        return said
    median = text(
        "cohort.median", days=_whole_days(days.measurement.value, days.kpi.decimals), window=window_words(frame),
        basis=wording.n_text(days.kpi, days.measurement),
    )  # fmt: skip
    return f"{said} {median}"


def _whole_days(days: float, decimals: int) -> str:
    """In a sentence a whole number of days has no decimal."""
    return formatting.days(days, 0 if float(days).is_integer() else decimals)


def _bar(frame: Frame, chosen: Selection, one: GroupMeasurement) -> Bar:
    count = formatting.number(one.measurement.n)
    label = words("appeals")("cohort.rows", quarter=_name(frame, one), count=count)
    ask = partial(frame.answers.rows_behind, COHORT, chosen, split=Split.QUARTER, group=one.group)
    return Bar(label, ask, BOARD_COLUMNS)


def _table(frame: Frame, split: SplitAnswer) -> object:
    groups = split.groups
    return counts_table(
        {
            "quarter": [_name(frame, one) for one in groups],
            "reversed": wholes([one.measurement.numerator for one in groups]),
            "substantive": wholes([one.measurement.denominator for one in groups]),
            "rate": percents([one.measurement.value for one in groups]),
            "pending": wholes([one.pending for one in groups]),
            "remark": [_row_remark(split, one) for one in groups],
        }
    )


def _row_remark(split: SplitAnswer, one: GroupMeasurement) -> str:
    told = [
        wording.value_text(split.kpi, one.measurement) if one.measurement.silence else "",
        words("common")("notices.provisional") if one.is_provisional else "",
    ]
    return ", ".join(said for said in told if said)


def _remark(groups: Sequence[GroupMeasurement]) -> str:
    text = words("appeals")
    is_open = any(_is_silent_about_pending(one) for one in groups)
    return formatting.sentences(text("cohort.remark"), text("cohort.remark_open") if is_open else "")


def _finding(groups: Sequence[GroupMeasurement]) -> str:
    """How many are pending, and how far back: it is they that may still turn what the newest quarters show."""
    text = words("appeals")
    unripe = [place for place, one in enumerate(groups) if one.is_provisional]
    if not unripe:
        return text("cohort.title_none" if any(_has_any(one) for one in groups) else "cohort.title_plain")
    pending = [groups[place].pending for place in unripe]
    if None in pending:
        return text("cohort.title_plain")
    quarters = len(groups) - unripe[0]
    said = formatting.counted(sum(pending), "complaints")
    if quarters == 1:
        return text("cohort.title_one_quarter", pending=said)
    return text("cohort.title", pending=said, quarters=formatting.number(quarters))
