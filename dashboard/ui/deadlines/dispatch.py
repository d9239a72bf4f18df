"""Decided but not sent, and how long a decision lies before it is sent: finished ones must not be held back."""

from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers import Answer, CaseRows
from dashboard.kpi import wording
from dashboard.measurement import Silence
from dashboard.ui.case_table import show_case_table
from dashboard.ui.frame import Frame
from dashboard.ui.kpi_tile import tile_block
from dashboard.ui.names import population_words
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

UNSENT = "unsent_decisions"
THREE = (UNSENT, "median_dispatch_days", "p90_dispatch_days")
COLUMNS = ("days_unsent", "case_id", "paragraph", "team_id", "application_type", "received_date", "decided_date")


def dispatch_panel(frame: Frame) -> None:
    """Three small tiles and, under them, the decisions that are not sent, the oldest first."""
    answers, selection, text = frame.answers, frame.selection, words("deadlines")
    unsent = answers.measure(UNSENT, selection)
    with st.container(key="panel_dispatch"):
        subtitle = text(
            "dispatch.subtitle", day=formatting.long_date(unsent.stock_date), period=formatting.period(selection.period),
            population=population_words(answers, selection),
        )  # fmt: skip
        panel_heading(_finding(unsent), subtitle)
        if not any(answers.is_delivered(kpi_id) for kpi_id in THREE):
            st.html(f'<p class="panel-footnote">{escape(wording.title(unsent.kpi, unsent.measurement))}</p>')
        else:
            with st.container(key="small_tiles"):
                tile_block(frame, THREE, {})
            show_case_table(frame, unsent_rows(frame, unsent), COLUMNS, "unsent", _finding(unsent), noun="decisions")
        footnote(frame, kpis=[answers.kpi(kpi_id) for kpi_id in THREE])


def unsent_rows(frame: Frame, unsent: Answer) -> CaseRows:
    """The rows behind the count, with the days since each was decided; the longest first."""
    rows = frame.answers.rows_behind(UNSENT, frame.selection)
    waited = (pd.Timestamp(unsent.stock_date) - rows.frame["decided_date"]).dt.days.astype("Int64")
    in_order = rows.frame.assign(days_unsent=waited).sort_values(
        ["days_unsent", "case_id"], ascending=[False, True], ignore_index=True
    )
    return CaseRows(in_order, rows.total_rows, rows.hidden_rows)


def _finding(unsent: Answer) -> str:
    if unsent.measurement.silence is Silence.NOT_DELIVERED:
        return words("deadlines")("dispatch.title_plain")
    return wording.title(unsent.kpi, unsent.measurement)
