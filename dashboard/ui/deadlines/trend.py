"""How the share in time moves from month to month."""

from functools import partial

from dashboard import formatting
from dashboard.answers import Answer, SplitAnswer
from dashboard.charts.months import fits_narrow
from dashboard.charts.share_trend import share_trend
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Movement, Split
from dashboard.selection import Month
from dashboard.ui.answer_words import month_sentence
from dashboard.ui.deadlines.tables import split_table
from dashboard.ui.event_marks import dated_events
from dashboard.ui.frame import Frame
from dashboard.ui.names import scope_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words


def trend_panel(frame: Frame, kpi_id: str) -> Panel:
    """The share of every month; a month opens the cases it was counted on."""
    answers, selection, text = frame.answers, frame.selection, words("deadlines")
    events = dated_events(answers, selection)
    answer = answers.measure(kpi_id, selection)
    months = answers.split(kpi_id, selection, Split.MONTH)
    return Panel(
        key="trend",
        title=_finding(answer, months),
        subtitle=text(
            "trend.subtitle",
            scope=scope_words(answers, selection),
            basis=wording.n_text(answer.kpi, answer.measurement),
        ),
        kpis=(answer.kpi,),
        figure=share_trend(
            months.groups,
            [month_sentence("deadlines", months, one) for one in months.groups],
            months.targets,
            events,
            frame.theme,
        ),
        description=text("trend.description"),
        is_wide=not fits_narrow([Month.parse(one.group) for one in months.groups], events),
        table=split_table(answers, months),
        bars={one.group: _bar(frame, kpi_id, one) for one in months.groups if one.measurement.n},
        remark=text("trend.unfinished") if any(one.is_unfinished for one in months.groups) else "",
    )


def _bar(frame: Frame, kpi_id: str, one: GroupMeasurement) -> Bar:
    month, count = formatting.long_month(Month.parse(one.group)), formatting.number(one.measurement.n)
    label = words("deadlines")("trend.rows", month=month, count=count)
    ask = partial(
        frame.answers.rows_behind, kpi_id, frame.selection, part="denominator", split=Split.MONTH, group=one.group
    )
    return Bar(label, ask)


def _finding(answer: Answer, months: SplitAnswer) -> str:
    """What moved beyond chance; else the highest and the lowest month with enough cases; else that there is nothing to see."""
    text = words("deadlines")
    movement = answer.previous.movement
    if movement in (Movement.BETTER, Movement.WORSE):
        points = formatting.number(abs(answer.previous.difference) * 100, 1)
        return text(f"trend.title_{movement}", points=points)
    enough = max(months.kpi.minimum_cases, 1)
    known = [one for one in months.groups if (one.measurement.n or 0) >= enough and not one.is_unfinished]
    known = [one for one in known if one.measurement.value is not None]
    if len(months.groups) == 1:
        return text("trend.title_month", month=formatting.long_month(Month.parse(months.groups[0].group)))
    if len(known) < 2:
        return text("trend.title_plain")
    low, high = (pick(known, key=lambda one: one.measurement.value) for pick in (min, max))
    return text(
        "trend.title_range",
        high=formatting.percent(high.measurement.value), high_month=formatting.long_month(Month.parse(high.group)),
        low=formatting.percent(low.measurement.value), low_month=formatting.long_month(Month.parse(low.group)),
    )  # fmt: skip
