"""One initiative: what it is for, and for each KPI the control chart with its bar, its tests and the events laid over it."""

from datetime import date
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.analysis.control_chart import NotJudged
from dashboard.analysis.effect import MINIMUM_AFTER, MINIMUM_BEFORE, EarlyReason, StepTest, TooEarly
from dashboard.analysis.effect_cohorts import mature_from
from dashboard.analysis.effect_comparison import MINIMUM_PARALLEL, ComparisonUse
from dashboard.analysis.effect_start import effect_start
from dashboard.answers.courses import Course
from dashboard.answers.effects import Effect
from dashboard.answers.plans import Phase
from dashboard.charts.control_chart import Overlay, StepLine
from dashboard.charts.initiative_strip import TEST_MARK, Span, Strip
from dashboard.kpi import wording_effect, wording_process
from dashboard.selection import Month
from dashboard.ui.effects.asked import Measured, verdict_of
from dashboard.ui.effects.names import group_name, kpi_name, near_text, scope_name
from dashboard.ui.event_marks import dated_events
from dashboard.ui.frame import Frame
from dashboard.ui.links import page_link
from dashboard.ui.panel import Panel, show_row
from dashboard.ui.process_control.drawn import control_figure, control_table
from dashboard.ui.process_control.said import said_of
from dashboard.words import words


def show_initiative(frame: Frame, chosen: Measured, courses: tuple[Course, ...]) -> None:
    """Its purpose, what else began about then, and a panel per KPI."""
    text, initiative = words("effects"), chosen.course.initiative
    told = [("", f"{text('detail.purpose')}: {initiative.purpose}")] if initiative.purpose else []
    if not chosen.effects:
        told.append(("", text("detail.unmeasured")))
    elif around := near_text(frame.answers, chosen.course, courses, frame.selection.period.last):
        told.append(("", around))
    if any(effect.link.is_example for effect in chosen.effects):
        told.append(("small", text("detail.example")))
    lines = "".join(f'<p class="effect-about {css}">{escape(line)}</p>' for css, line in told)
    address = escape(page_link("initiatives", frame, initiative=initiative.initiative_id))
    link = f'<p class="effect-about"><a href="{address}">{escape(text("detail.plan"))}</a></p>'
    st.html(lines + link)
    for number, effect in enumerate(chosen.effects):
        if effect.control is None:
            st.html(f'<p class="effect-about">{escape(untested_sentence(effect))}</p>')
        else:
            show_row(frame, effect_panel(frame, effect, chosen.tested, number))


def effect_panel(frame: Frame, effect: Effect, tests: int, number: int) -> Panel:
    """One KPI. tests: how many of the initiative's KPIs were tested. number: tells the panels of a page apart."""
    answers, control = frame.answers, effect.control
    text, kpi = words("effects"), effect.kpi
    scope = scope_name(answers, control)
    finding = wording_effect.finding(verdict_of(effect), kpi_name(effect))
    events = dated_events(answers, control.selection)
    other = _comparison_name(frame, effect)
    overlay = Overlay(events, strip_of(effect.course), _comparison_values(effect), step_line(effect))
    cohort = text("detail.cohort", maturity=effect.maturity_months) if effect.maturity_months else ""
    return Panel(
        key=f"effect_{number}",
        title=finding,
        subtitle=formatting.sentences(
            text("detail.subtitle", kpi=kpi.label, scope=scope, steps=text(f"detail.steps.{control.split}"), basis=cohort),
            verdict_sentence(frame, effect, tests),
        ),
        kpis=(kpi,),
        figure=control_figure(frame, control, overlay, other),
        description=text(
            "detail.description", finding=finding, kpi=kpi.label,
            first=formatting.long_month(control.selection.period.first),
            last=formatting.long_month(control.selection.period.last),
        ),
        table=control_table(control),
        remark=_remark(frame, effect),
        is_wide=True,
    )  # fmt: skip


def verdict_sentence(frame: Frame, effect: Effect, tests: int) -> str:
    """What was measured, with n and interval; or why nothing can be said yet, or ever."""
    if isinstance(effect.result, StepTest):
        other = _comparison_name(frame, effect) if effect.use is ComparisonUse.TESTED else ""
        since = formatting.long_month(_first_after(effect))
        cases = (effect.before_cases, effect.after_cases)
        told = [
            wording_effect.step_sentence(effect.kpi, effect.result, since, other),
            wording_effect.basis_sentence(effect.kpi, effect.result, cases),
            wording_effect.caution_sentence(effect.result, effect.adjusted_p, tests),
        ]
        return " ".join(told)
    return early_sentence(effect, effect.result) if effect.result else untested_sentence(effect)


def early_sentence(effect: Effect, early: TooEarly) -> str:
    """Why it is too early, and of cohorts when it no longer is."""
    text, kpi = words("effects"), effect.kpi
    if early.reason is EarlyReason.UNKNOWN_START:
        return text("early.unknown_start" if effect.course.is_readable else "early.unread_start")
    is_before = early.reason is EarlyReason.FEW_BEFORE
    told = text(
        f"early.{early.reason}", before=wording_effect.months_text(early.before_count),
        after=wording_effect.months_text(early.after_count),
        least=formatting.counted(kpi.minimum_cases, kpi.main_part.noun),
        needed=formatting.number(MINIMUM_BEFORE if is_before else MINIMUM_AFTER),
    )  # fmt: skip
    if effect.maturity_months is None:
        return told
    last = _first_after(effect) + (MINIMUM_AFTER - 1)
    day = formatting.long_date(mature_from(last.first_day, effect.maturity_months))
    waits = text(
        "early.cohorts", maturity=effect.maturity_months, needed=formatting.number(MINIMUM_AFTER), day=day
    )  # fmt: skip
    return f"{told} {waits}"


def untested_sentence(effect: Effect) -> str:
    """Why a KPI is shown and not tested."""
    note = effect.kpi.process_control.note if effect.kpi else ""
    return words("effects")(f"untested.{effect.untested}", note=note, kpi_id=effect.link.kpi_id)


def strip_of(course: Course) -> Strip:
    """The initiative's bar: planned phases as outlines, what somebody wrote as filled, its tests as stars."""
    text = words("effects")
    planned = [_planned(phase) for phase in course.initiative.phases if phase.planned_start]
    actual = []
    if course.start:
        last = _day(course.end) if course.end else text("detail.running")
        actual = [Span(course.start, course.end, text("detail.actual", first=_day(course.start), last=last))]
    trials = [(one.first, text("detail.trial", title=one.title, day=_day(one.first))) for one in course.trials]
    return Strip(text("detail.strip"), planned, actual, trials)


def strip_legend(strip: Strip, last: Month) -> str:
    """What the marks of the strip mean, of those that begin by the last month drawn; empty where there are none."""
    text, end = words("effects"), (last + 1).first_day
    drawn = {
        "legend_planned": any(span.first is None or span.first < end for span in strip.planned),
        "legend_actual": any(span.first is None or span.first < end for span in strip.actual),
        "legend_trial": any(day < end for day, _ in strip.tests),
    }
    parts = [text(f"detail.{name}", mark=TEST_MARK) for name, is_drawn in drawn.items() if is_drawn]
    return text("detail.legend", parts=", ".join(parts)) if parts else ""


def step_line(effect: Effect) -> StepLine | None:
    """What the test laid through the own series; None where it was made on another one, or not at all."""
    result = effect.result
    if not isinstance(result, StepTest) or effect.use is ComparisonUse.TESTED:
        return None
    # Counted from the chart's own first point: months before the first case are not in it.
    first = effect.control.first_month_of(0).months_until(_first_after(effect))
    return StepLine(first, result.level_before, result.trend, result.step)


def _planned(phase: Phase) -> Span:
    first, last = _day(phase.planned_start), _day(phase.planned_end)
    sentence = words("effects")("detail.planned", first=first, last=last)
    return Span(phase.planned_start, phase.planned_end, sentence)


def _day(day: date | None) -> str:
    return formatting.long_date(day) if day else formatting.DASH


def _first_after(effect: Effect) -> Month:
    """The first month that counts as after the start."""
    month = effect.control.selection.period.first
    start = effect_start(month.first_day, effect.course.start)
    return month + start.position


def _comparison_name(frame: Frame, effect: Effect) -> str:
    link = effect.link
    return group_name(frame.answers, link.comparison_team_id, link.comparison_paragraph) if effect.comparison else ""


def _comparison_values(effect: Effect) -> list[float | None]:
    """The other group's values at the own points; what is not over or not told is left out."""
    if effect.comparison is None:
        return []
    told = {one.group: one.measurement.value for one in effect.comparison.groups if not one.is_unfinished}
    return [told.get(one.group) for one in effect.control.groups]


def _remark(frame: Frame, effect: Effect) -> str:
    """The rules' own finding, the comparison, the words of the plan, and how the chart was made."""
    text, control = words("effects"), effect.control
    other = ""
    if effect.comparison and effect.use is not ComparisonUse.NONE:
        name = _comparison_name(frame, effect)
        other = text(f"comparison.{effect.use}", name=name, least=formatting.number(MINIMUM_PARALLEL))
    frozen = formatting.long_date(effect.course.start) if effect.course.start else ""
    how = wording_process.chart_remark(effect.kpi, control.chart, frozen) if control.chart else ""
    said = said_of(control)
    rule = text("detail.rule", rule=wording_process.variation_sentence(said)) if control.verdict.signal else ""
    why = wording_process.why_sentence(said) if control.why is NotJudged.TOO_FEW_POINTS else ""
    lines = text("detail.lines") if step_line(effect) else ""
    note = text("detail.link", note=effect.link.note) if effect.link.note else ""
    begun = wording_process.start_up_remark(effect.kpi, control.start_up_count)
    hidden = wording_effect.hidden_sentence(effect.kpi, effect.hidden_months)
    legend = strip_legend(strip_of(effect.course), control.selection.period.last)
    return formatting.sentences(legend, hidden, lines, other, rule, why, begun, how, note)
