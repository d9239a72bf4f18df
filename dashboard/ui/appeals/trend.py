"""How the reversal rate moves, twelve months at a time, beside the country's."""

from functools import partial

from dashboard import formatting
from dashboard.answers import Answer, SplitAnswer
from dashboard.charts.months import fits_narrow
from dashboard.charts.share_trend import share_trend
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Movement, Silence, Split
from dashboard.selection import Month
from dashboard.ui.answer_words import month_sentence
from dashboard.ui.appeals.national import break_sentence, known_figure, references, source_sentence
from dashboard.ui.appeals.tables import rate_table
from dashboard.ui.appeals.window import RATE, population_sentence, why_empty
from dashboard.ui.case_table import BOARD_COLUMNS
from dashboard.ui.event_marks import dated_events
from dashboard.ui.frame import Frame
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

EMPTY = (Silence.NO_CASES, Silence.NOT_WHOLE)
NATIONAL = "reversal_rate_general"  # the published figure for the whole social area
HEIGHT = 440  # pixels: the events in words and the country's line need them


def trend_panel(frame: Frame) -> Panel:
    """Each point the twelve months that end with its month; a point opens the decisions it counts."""
    answers, selection, text = frame.answers, frame.selection, words("appeals")
    answer = answers.measure(RATE, selection)
    months = answers.split(RATE, selection, Split.MONTH)
    shown = [Month.parse(one.group) for one in months.groups]
    published = answers.benchmarks(NATIONAL)
    newest = known_figure(published, shown[-1]) if shown else None
    title = _finding(answer)
    events = dated_events(answers, selection)
    return Panel(
        key="trend",
        title=title,
        subtitle=text(
            "trend.subtitle", population=population_sentence(frame), basis=_basis(months)
        ),
        kpis=(answer.kpi,),
        figure=share_trend(
            months.groups, [month_sentence("appeals", months, one) for one in months.groups], months.targets, events, frame.theme,
            references(published, shown), HEIGHT,
        ),
        description=text("trend.description", finding=title),
        is_wide=not fits_narrow(shown, events),
        silence=why_empty(frame) if all(one.measurement.silence in EMPTY for one in months.groups) else "",
        table=rate_table(answers, months, published),
        bars={one.group: _bar(frame, one) for one in months.groups if one.measurement.n},
        remark=formatting.sentences(
            source_sentence(newest, shown) if newest else "",
            break_sentence(published, shown),
            text("trend.unfinished") if any(one.is_unfinished for one in months.groups) else "",
        ),
    )  # fmt: skip


def _basis(months: SplitAnswer) -> str:
    """What the newest point rests on, or why there is none."""
    if not months.groups:
        return formatting.DASH
    newest = months.groups[-1].measurement
    return wording.n_text(months.kpi, newest) or wording.value_text(months.kpi, newest)


def _bar(frame: Frame, one: GroupMeasurement) -> Bar:
    """The rows of all twelve months, not of the last of them alone."""
    month = Month.parse(one.group)
    label = words("appeals")(
        "trend.rows", month=formatting.long_month(month), count=formatting.number(one.measurement.n)
    )
    ask = partial(frame.answers.rows_behind, RATE, frame.selection, split=Split.MONTH, group=one.group)
    return Bar(label, ask, BOARD_COLUMNS)


def _finding(answer: Answer) -> str:
    """What moved beyond chance in a year; else that nothing did, or that too little is known."""
    text, before = words("appeals"), answer.year_before
    if before.movement in (Movement.BETTER, Movement.WORSE):
        points = formatting.number(abs(before.difference) * 100, 1)
        return text(f"trend.title_{before.movement}", points=points)
    if answer.measurement.value is None or before.measurement.value is None:
        return text("trend.title_plain")
    is_enough = min(answer.measurement.n, before.measurement.n) >= answer.kpi.minimum_cases
    return text("trend.title_unclear" if is_enough else "trend.title_few")
