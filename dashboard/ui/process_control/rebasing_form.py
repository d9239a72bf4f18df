"""Where the chief says that a number's limits begin anew, from which month and why, and takes it back."""

from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.analysis.process_control import FIRM_POINTS, MINIMUM_POINTS
from dashboard.answers.process_control import ControlAnswer, is_judged
from dashboard.kpi import wording_process
from dashboard.register import Entry, Kind, Rebasing, may_write
from dashboard.selection import Month
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives import said
from dashboard.ui.initiatives.form import Field, Form, Look, Typed, saved_message, show_form
from dashboard.ui.initiatives.style import apply_plan_style
from dashboard.ui.initiatives.taking_back import take_back, taken_back
from dashboard.ui.initiatives.writer import may_write_here, writer_of_session
from dashboard.ui.markup import unbroken
from dashboard.words import words


def write_rebasing(frame: Frame, answer: ControlAnswer) -> None:
    """Those in force with who wrote them, and for who may write them the forms for another one and for taking one back.

    Nothing where there are no lines to base anew.
    """
    answers, text = frame.answers, words("process_control")
    if answer.chart is None or answers.register is None:
        return
    apply_plan_style()
    kpi_id = answer.kpi.kpi_id
    written, section = answers.register.rebasings(answers.viewer, kpi_id), f"rebasings:{kpi_id}"
    for entry in written:
        st.html(f'<p class="panel-footnote">{unbroken(_in_force(frame, entry))}</p>')
    if may_write(answers.viewer, Kind.REBASING):
        saved_message(frame, None, section)
        with st.expander(text("rebasing.title"), key=f"write_rebasing_{kpi_id}"):
            st.html(f'<p class="panel-subtitle">{escape(text("rebasing.explanation"))}</p>')
            if may_write_here(frame) and (writer := writer_of_session(frame)):
                show_form(frame, None, writer, rebasing_form(answer), section)
        take_back(frame, f"rebasing_{kpi_id}", text("rebasing.take_back"), written, section)
    taken_back(frame, subject_of(kpi_id))


def _in_force(frame: Frame, entry: Entry) -> str:
    """From which month on and why, and who wrote it when."""
    text, of_plan = words("process_control"), words("initiatives")
    month, reason = formatting.long_month(entry.content.from_month), entry.content.reason
    by = of_plan("pdsa.by", day=said.when(entry.written_at), who=said.who(frame.answers, entry.written_by))
    marks = [of_plan("log.example")] if entry.is_example else []
    return " \u00b7 ".join([text("rebasing.in_force", month=month, reason=reason), by, *marks])


def rebasing_form(answer: ControlAnswer) -> Form:
    """From which of the chart's points on, but the first, and why."""
    kpi_id = answer.kpi.kpi_id
    months = {
        str(answer.first_month_of(place)): _choice(answer, place) for place in range(len(answer.groups) - 1, 0, -1)
    }

    def content(typed: Typed) -> Rebasing:
        return Rebasing(kpi_id, Month.parse(typed["from_month"]), typed["reason"])

    fields = (Field("from_month", Look.CHOICE, options=months), Field("reason"))
    return Form(subject_of(kpi_id), subject_of(kpi_id), fields, content)


def subject_of(kpi_id: str) -> str:
    """What the re-basings of a KPI are about."""
    return f"rebasing:{kpi_id}"


def _choice(answer: ControlAnswer, place: int) -> str:
    """The month, and what a phase that begins so late is too short for; of a chart that is never judged just the month."""
    month = formatting.long_month(answer.first_month_of(place))
    stop = min((phase.start for phase in answer.chart.phases if phase.start > place), default=len(answer.groups))
    count = sum(is_judged(answer.kpi, one) for one in answer.groups[place:stop])
    if answer.chart.given_reason or count >= FIRM_POINTS:
        return month
    way = "provisional" if count >= MINIMUM_POINTS else "few"
    return words("process_control")(f"rebasing.{way}", month=month, count=wording_process.count_text(answer.kpi, count))
