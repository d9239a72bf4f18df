"""Decisions of every month by how they ended."""

from collections.abc import Sequence

from dashboard import formatting
from dashboard.answers import Answer, OutcomeGroup
from dashboard.charts.months import fits_narrow
from dashboard.charts.outcome_bars import month_stacks
from dashboard.kpi import wording
from dashboard.measurement import Split
from dashboard.selection import Month
from dashboard.ui.decisions.outcomes import KPI_OF, count_stack, hidden_name, outcome_names, part_bars
from dashboard.ui.decisions.tables import counts_table
from dashboard.ui.event_marks import dated_events
from dashboard.ui.frame import Frame
from dashboard.ui.names import scope_words
from dashboard.ui.panel import Panel
from dashboard.words import words


def months_panel(frame: Frame) -> Panel:
    """One bar per month; a part of it opens its decisions."""
    answers, selection, text = frame.answers, frame.selection, words("decisions")
    events = dated_events(answers, selection)
    months = answers.outcomes(selection, Split.MONTH)
    every = answers.measure("decisions", selection)
    finding = _finding(frame, months)
    return Panel(
        key="decision_months",
        title=finding,
        subtitle=text("months.subtitle", scope=scope_words(answers, selection), basis=decisions_words(every)),
        kpis=(every.kpi, *(answers.kpi(kpi_id) for kpi_id in KPI_OF.values())),
        figure=month_stacks(
            [count_stack(frame, "months", one, Split.MONTH, one.group) for one in months], outcome_names(), hidden_name(frame),
            frame.theme, words("common")("silence_explanation.not_delivered"), events,
        ),
        description=text("months.description", finding=finding),
        is_wide=not fits_narrow([Month.parse(one.group) for one in months], events),
        table=counts_table(frame, months, Split.MONTH),
        bars=part_bars(frame, "months", months, Split.MONTH),
        remark=text("months.unfinished") if any(one.is_unfinished for one in months) else "",
    )  # fmt: skip


def decisions_words(every: Answer) -> str:
    """How many decisions in all, or why that is not told."""
    if every.measurement.value is None:
        return wording.value_text(every.kpi, every.measurement).capitalize()
    return formatting.counted(every.measurement.value, "decisions")


def _finding(frame: Frame, months: Sequence[OutcomeGroup]) -> str:
    """The month with most and the one with fewest of those that are over and told."""
    text = words("decisions")
    known = [one for one in months if one.decisions.value is not None and not one.is_unfinished]
    if len(known) < 2:
        return text("months.title_plain")
    high, low = (pick(known, key=lambda one: one.decisions.value) for pick in (max, min))
    if high.decisions.value == low.decisions.value:
        return text("months.title_plain")
    return text(
        "months.title", high=formatting.number(high.decisions.value), low=formatting.number(low.decisions.value),
        high_month=frame.answers.group_label(Split.MONTH, high.group),
        low_month=frame.answers.group_label(Split.MONTH, low.group),
    )  # fmt: skip
