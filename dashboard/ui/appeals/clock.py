"""The four-week clock: which complaints lie for reassessment or wait to be sent on, the oldest deadline first."""

from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers import Answer, CaseRows
from dashboard.kpi import wording
from dashboard.kpi.query import stock_day
from dashboard.measurement import Silence
from dashboard.ui.case_table import show_case_table
from dashboard.ui.frame import Frame
from dashboard.ui.names import how_many, population_words
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

OPEN, OVERDUE, FORWARDINGS = "open_reassessments", "overdue_reassessments", "open_forwardings"
COLUMNS = ("days_over", "days_left", "case_id", "step", "paragraph", "team_id", "received_date", "deadline_date")


def clock_list(frame: Frame) -> None:
    """The list with the KPI's own counts in its title; what is to be done stands in each row."""
    answers, selection, text = frame.answers, frame.selection, words("appeals")
    opened, overdue = (answers.measure(kpi_id, selection) for kpi_id in (OPEN, OVERDUE))
    with st.container(key="panel_clock"):
        forward = answers.measure(FORWARDINGS, selection)
        is_assumed = answers.settings.get("partial_forwarding_clock") == "true" and forward.measurement.value != 0
        subtitle = text(
            "clock.subtitle" if is_assumed else "clock.subtitle_plain",
            day=formatting.long_date(opened.stock_date),
            population=population_words(answers, selection),
        )
        title = _finding(opened, overdue, forward)
        panel_heading(title, subtitle)
        if opened.measurement.silence is Silence.NOT_DELIVERED:
            st.html(f'<p class="panel-footnote">{escape(wording.title(opened.kpi, opened.measurement))}</p>')
        elif opened.measurement.value != 0 or forward.measurement.value != 0:
            show_case_table(frame, waiting(frame), COLUMNS, "clock", title, opened.kpi, "complaints")
        footnote(frame, kpis=(opened.kpi,))


def waiting(frame: Frame) -> CaseRows:
    """Both kinds of rows in one list, their deadline and the days to it; totals only where both lists tell them."""
    reassess, forward = (frame.answers.rows_behind(kpi_id, frame.selection) for kpi_id in (OPEN, FORWARDINGS))
    text, day = words("appeals"), pd.Timestamp(_day(frame))
    rows = pd.concat(
        [
            reassess.frame.assign(
                step=text("clock.reassess"), deadline_date=reassess.frame["reassessment_deadline_date"]
            ),
            forward.frame.assign(step=text("clock.forward"), deadline_date=forward.frame["forwarding_deadline_date"]),
        ],
        ignore_index=True,
    )
    days = (rows["deadline_date"] - day).dt.days
    rows = rows.assign(
        days_over=(-days).where(days < 0).astype("Int64"), days_left=days.where(days >= 0).astype("Int64")
    )
    in_order = rows.sort_values(["deadline_date", "received_date", "complaint_id"], ignore_index=True)
    counts = [(one.total_rows, one.hidden_rows) for one in (reassess, forward)]
    if any(total is None for total, _ in counts):
        return CaseRows(in_order, None, None)
    return CaseRows(in_order, sum(total for total, _ in counts), sum(hidden for _, hidden in counts))


def _day(frame: Frame) -> object:
    return stock_day(frame.selection, frame.answers.as_of_of(frame.answers.kpi(OPEN)))


def _finding(opened: Answer, overdue: Answer, forward: Answer) -> str:
    text, counts = words("appeals"), [one.measurement.value for one in (opened, overdue, forward)]
    if None in counts:
        return text("clock.title_plain")
    if not counts[0] and not counts[2]:
        return text("clock.title_none")
    said = formatting.counted(counts[0], "complaints")
    fields = {"open": said, "overdue": how_many(counts[1]), "forward": formatting.number(counts[2])}
    key = "title" if not counts[2] else "title_forward" if counts[0] else "title_forward_only"
    return text(f"clock.{key}", **fields)
