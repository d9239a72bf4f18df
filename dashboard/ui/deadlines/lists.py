"""Which cases: those over the deadline, and those whose deadline is near."""

from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers import CaseRows
from dashboard.kpi import wording
from dashboard.measurement import Silence
from dashboard.ui.case_table import DUE_COLUMNS, NOTICE, OVERDUE_COLUMNS, show_case_table
from dashboard.ui.frame import Frame
from dashboard.ui.names import how_many, population_words
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

COLUMNS = {"overdue": OVERDUE_COLUMNS, "due_within_14_days": DUE_COLUMNS}


def case_list(frame: Frame, question: str, kpi_id: str) -> None:
    """The list with its count in the title; the count is the KPI's own."""
    text = words("deadlines")
    rows = frame.answers.cases(question, frame.selection)
    answer = frame.answers.measure(kpi_id, frame.selection)
    subtitle = text(
        f"lists.{question}.subtitle",
        day=formatting.long_date(answer.stock_date),
        population=population_words(frame.answers, frame.selection),
    )
    with st.container(key=f"panel_{question}"):
        title = _title(frame, question, rows)
        panel_heading(title, subtitle)
        if answer.measurement.silence is Silence.NOT_DELIVERED:
            st.html(f'<p class="panel-footnote">{escape(wording.title(answer.kpi, answer.measurement))}</p>')
        else:
            show_case_table(frame, rows, COLUMNS[question], question, title, answer.kpi)
        footnote(frame)


def _title(frame: Frame, question: str, rows: CaseRows) -> str:
    text = words("deadlines")
    if not rows.total_rows:
        return text(f"lists.{question}.title_none" if rows.total_rows == 0 else f"lists.{question}.title_plain")
    cases = formatting.counted(rows.total_rows, "cases")
    # Where notices were not delivered, nothing is known about who was told; of cases kept back neither.
    if not frame.answers.is_delivered(NOTICE) or rows.hidden_rows:
        return text(f"lists.{question}.title_notice_unknown", cases=cases)
    without = int(rows.frame["notice_date"].isna().sum())
    return text(f"lists.{question}.title", cases=cases, without=how_many(without))
