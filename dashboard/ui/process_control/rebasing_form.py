"""Where the chief says that a number's limits begin anew, from which month and why."""

from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers.process_control import ControlAnswer
from dashboard.register import Kind, Rebasing, may_write
from dashboard.selection import Month
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives.form import Field, Form, Look, Typed, show_form
from dashboard.ui.initiatives.style import apply_plan_style
from dashboard.ui.initiatives.writer import may_write_here, writer_of_session
from dashboard.words import words


def write_rebasing(frame: Frame, answer: ControlAnswer) -> None:
    """Those in force, and for who may write them the form for another one; nothing where there are no lines to base anew."""
    if answer.chart is None:
        return
    for phase in answer.chart.phases:
        if phase.reason:
            month = formatting.long_month(answer.month_of(phase.start))
            told = words("process_control")("rebasing.in_force", month=month, reason=phase.reason)
            st.html(f'<p class="panel-footnote">{escape(told)}</p>')
    if frame.answers.register is None or not may_write(frame.answers.viewer, Kind.REBASING):
        return
    text = words("process_control")
    with st.expander(text("rebasing.title"), key=f"write_rebasing_{answer.kpi.kpi_id}"):
        apply_plan_style()
        st.html(f'<p class="panel-subtitle">{escape(text("rebasing.explanation"))}</p>')
        if may_write_here(frame) and (writer := writer_of_session(frame)):
            show_form(frame, None, writer, rebasing_form(answer))


def rebasing_form(answer: ControlAnswer) -> Form:
    """From which of the chart's points on, but the first, and why."""
    kpi_id = answer.kpi.kpi_id
    firsts = [answer.first_month_of(place) for place in range(1, len(answer.groups))]
    months = {str(month): formatting.long_month(month) for month in reversed(firsts)}

    def content(typed: Typed) -> Rebasing:
        return Rebasing(kpi_id, Month.parse(typed["from_month"]), typed["reason"])

    fields = (Field("from_month", Look.CHOICE, options=months), Field("reason"))
    return Form(f"rebasing:{kpi_id}", f"rebasing:{kpi_id}", fields, content)
