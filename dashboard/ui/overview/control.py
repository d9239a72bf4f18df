"""One headline KPI's control chart, chosen by the reader: what lies behind the column of variation."""

from collections.abc import Mapping

import streamlit as st

from dashboard import formatting
from dashboard.answers.process_control import ControlAnswer, is_drawn_beside_totals
from dashboard.charts.control_chart import Overlay, begins_above_zero
from dashboard.kpi import wording_process
from dashboard.ui.companions import shown_id
from dashboard.ui.event_marks import dated_events
from dashboard.ui.frame import Frame
from dashboard.ui.names import population_words
from dashboard.ui.overview.variation import control_beside
from dashboard.ui.panel import Panel, show_row
from dashboard.ui.process_control.drawn import control_figure, control_table
from dashboard.ui.process_control.rebasing_form import write_rebasing
from dashboard.ui.process_control.said import said_of
from dashboard.words import words

CHOICE = "control_choice"


def control_panel(frame: Frame, pages: Mapping[str, str]) -> None:
    """The choice and the chart. pages: the KPIs of the table."""
    kpi_ids = [shown_id(frame.answers, kpi_id) for kpi_id in pages]
    labels = {kpi_id: frame.answers.kpi(kpi_id).label for kpi_id in kpi_ids}
    chosen = st.selectbox(words("overview")("control.choice"), kpi_ids, key=CHOICE, width=400, format_func=labels.get)
    answer = control_beside(frame, frame.answers.measure(chosen, frame.selection))
    show_row(frame, _panel(frame, answer))
    write_rebasing(frame, answer)


def _panel(frame: Frame, answer: ControlAnswer) -> Panel:
    answers, selection, text = frame.answers, frame.selection, words("overview")
    said, kpi = said_of(answer), answer.kpi
    finding = wording_process.variation_sentence(said)
    events = dated_events(answers, answer.selection)
    period = formatting.period(answer.selection.period)
    figure = control_figure(frame, answer, Overlay(events=events))
    return Panel(
        key="control",
        title=text("control.title", label=kpi.label, finding=finding[:1].lower() + finding[1:]),
        subtitle=text(
            "control.subtitle", label=kpi.label, population=population_words(answers, selection), period=period,
            steps=text(f"control.{kpi.process_control.steps}"),
        ),
        kpis=(kpi,),
        figure=figure,
        description=text("control.description", finding=finding, label=kpi.label, period=period),
        table=control_table(answer),
        remark=_remark(answer, begins_above_zero(figure)),
        method=_method(answer),
        is_wide=True,
        silence="" if is_drawn_beside_totals(answers, kpi, selection) else text("control.silence"),
    )  # fmt: skip


def _remark(answer: ControlAnswer, is_cut: bool) -> str:
    """What band and marks mean, why there is no verdict, whether the target is met, and what the lines leave out."""
    said = said_of(answer)
    assured = wording_process.assurance_sentence(answer.assurance)
    legend = wording_process.legend(answer.kpi, answer.chart) if answer.chart else ""
    limits = wording_process.limits_remark(answer.kpi, answer.chart) if answer.chart else ""
    return formatting.sentences(
        legend,
        wording_process.why_sentence(said),
        f"{assured}." if assured else "",
        limits,
        wording_process.axis_remark(is_cut),
    )


def _method(answer: ControlAnswer) -> str:
    """How the chart was made."""
    begun = wording_process.start_up_remark(answer.kpi, answer.start_up_count)
    return formatting.sentences(wording_process.chart_method(answer.chart) if answer.chart else "", begun)
