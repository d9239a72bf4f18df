"""Cases as a table: the column that decides first, Danish headers, dates as dd-mm-yyyy, and the same rows as CSV."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers import CaseRows
from dashboard.export.csv import MIME, csv_bytes
from dashboard.measurement import Split
from dashboard.ui.frame import Frame
from dashboard.ui.names import paragraph_name
from dashboard.words import words

OVERDUE_COLUMNS = (
    "days_over",
    "case_id",
    "paragraph",
    "team_id",
    "application_type",
    "received_date",
    "deadline_date",
    "notice",
)
DUE_COLUMNS = ("days_left", *OVERDUE_COLUMNS[1:])
DECIDED_COLUMNS = (
    "case_id",
    "paragraph",
    "team_id",
    "application_type",
    "received_date",
    "deadline_date",
    "decided_date",
    "notice",
)
HEIGHT = 384


def show_case_table(frame: Frame, rows: CaseRows, columns: Sequence[str], key: str) -> None:
    """The rows, how many they are, and a button that downloads exactly them. No rows: a sentence instead of a table."""
    text = words("frame")
    if rows.frame.empty and not rows.hidden_rows:
        st.html(f'<p class="panel-footnote">{escape(text("cases.none"))}</p>')
        return
    table = readable(frame, rows.frame, columns)
    dates = {
        name: st.column_config.DateColumn(format="DD-MM-YYYY")
        for name, values in table.items() if pd.api.types.is_datetime64_any_dtype(values)
    }  # fmt: skip
    height = min(HEIGHT, 38 + 35 * len(table))
    st.dataframe(table, hide_index=True, height=height, column_config=dates, alt=text("cases.alt"), key=f"cases_{key}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="panel-footnote">{escape(_count(rows))}</p>')
        name = f"{frame.page}-{key}-{frame.answers.as_of.isoformat()}.csv".replace("_", "-")
        st.download_button(
            text("panel.csv"), csv_bytes(table), name, MIME, key=f"csv_cases_{key}", on_click="ignore", type="tertiary",
            icon=":material/download:",
        )  # fmt: skip


def readable(frame: Frame, cases: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns in order, with ids as names and whether notice was given in words; headers in Danish."""
    answers, text = frame.answers, words("frame")
    shown = cases.assign(
        notice=[_notice(*values) for values in zip(cases["notice_date"], cases["is_notified_in_time"], strict=True)],
        paragraph=[paragraph_name(answers, _id(one)) for one in cases["paragraph"]],
        team_id=[answers.group_label(Split.TEAM, _id(one)) for one in cases["team_id"]],
        application_type=[answers.group_label(Split.APPLICATION_TYPE, _id(one)) for one in cases["application_type"]],
    )
    return shown[list(columns)].rename(columns={name: text(f"cases.{name}") for name in columns})


def _id(value: object) -> str | None:
    return None if pd.isna(value) else str(value)


def _notice(notice_date: object, is_in_time: object) -> str:
    if not pd.isna(notice_date) and not pd.isna(is_in_time):
        return words("frame")("cases.notice_in_time" if is_in_time else "cases.notice_late")
    return words("frame")("cases.notice_no_deadline" if pd.isna(is_in_time) else "cases.notice_none")


def _count(rows: CaseRows) -> str:
    shown = formatting.counted(len(rows.frame), "cases")
    if rows.hidden_rows:
        return words("frame")("cases.hidden", shown=shown, hidden=formatting.counted(rows.hidden_rows, "cases"))
    return words("frame")("cases.shown", count=shown)
