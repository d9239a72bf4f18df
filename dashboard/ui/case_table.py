"""Cases as a table: the column that decides first, Danish headers, dates as dd-mm-yyyy, and the same rows as CSV.

The first rows stand there at once; all of them come in a grid that sorts, where somebody asks for it.
"""

from collections.abc import Sequence
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers import Answers, CaseRows
from dashboard.export.csv import MIME, csv_bytes
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Split
from dashboard.ui.data_table import HEADER, ROW, sent_again
from dashboard.ui.definition_dialog import definition_button
from dashboard.ui.frame import Frame
from dashboard.ui.plain_table import table_html
from dashboard.words import words

_CASE = ("case_id", "paragraph", "team_id", "application_type", "received_date", "deadline_date")
OVERDUE_COLUMNS = ("days_over", *_CASE, "notice")
NOTICE = "notified_delays"  # the KPI that is delivered exactly where notices are
DUE_COLUMNS = ("days_left", *_CASE, "notice")
OPEN_COLUMNS = ("days_over", "days_left", *_CASE)
DECIDED_COLUMNS = ("days_over", *_CASE, "decided_date")
# What complaints end with, and why: the columns of sql/rows_behind_board_decisions.sql that tell it, the newest first.
BOARD_COLUMNS = ("board_decided_date", "case_id", "paragraph", "team_id", "board_outcome", "reversal_reason", "decided_date",
                 "days_to_outcome")  # fmt: skip
NAMED = {
    name: Split(name.removesuffix("_id"))
    for name in (
        "paragraph", "team_id", "application_type", "board_outcome", "reversal_reason"
    )
}  # fmt: skip
WIDTHS = {
    "board_outcome": 136,
    "reversal_reason": 160,
    "days_to_outcome": 104,
    "step": 136,
    "paragraph": 216,
    "team_id": 180,
    "application_type": 136,
    "notice": 136,
    "days_left": 104,
}
USUAL_WIDTH = 96  # pixels: a date, a case number, a count of days
FIRST = 10  # rows at once, in the order of the rows; the grid has as many in sight
HEIGHT = HEADER + ROW * FIRST + 1


def show_case_table(
    frame: Frame,
    rows: CaseRows,
    columns: Sequence[str],
    key: str,
    title: str,
    definition: Kpi | None = None,
    noun: str = "cases",
) -> None:
    """The first rows, how many there are, and a button that downloads all. No rows: a sentence instead of a table.

    key: unique on the page; names the file. title: what stands over the list. definition: the KPI that counts the rows,
    to be opened beside the file. noun: what a row is, in common.toml.
    """
    text = words("frame")
    if rows.frame.empty:
        st.html(f'<p class="panel-footnote">{escape(_why_none(rows, noun))}</p>')
        return
    has_more, all_key = len(rows.frame) > FIRST, f"all_cases_{key}"
    is_grid = has_more and st.session_state.get(all_key, False)
    table = _send(frame, frame.answers.run.run_id, rows.frame, columns, key, title, is_grid)
    with st.container(horizontal=True, vertical_alignment="center", key=f"tools_{key}"):
        notice = text("cases.notice_told") if "notice" in columns else ""
        count = formatting.sentences(_count(rows, noun, has_more, is_grid), notice)
        st.html(f'<p class="panel-footnote">{escape(count)}</p>')
        if has_more:
            st.toggle(text("cases.all", count=formatting.counted(len(rows.frame), noun)), key=all_key)
        if definition:
            definition_button(definition, key)
        st.download_button(
            text("panel.csv"), partial(csv_bytes, table), file_name(frame, key), MIME, key=f"csv_cases_{key}",
            on_click="ignore", type="tertiary", icon=":material/download:",
        )  # fmt: skip


@sent_again
def _send(
    _frame: Frame,
    run_id: str,  # noqa: ARG001 - the names in the table are those of one snapshot
    cases: pd.DataFrame,
    columns: Sequence[str],
    key: str,
    title: str,
    is_grid: bool,
) -> pd.DataFrame:
    """Show the first rows, or all of them in a grid. Returns all rows as they are read."""
    table, text = readable(_frame, cases, columns), words("frame")
    description = text("cases.alt", title=title)
    if is_grid:
        st.dataframe(
            table, hide_index=True, height=HEIGHT, row_height=ROW,
            column_config=_column_config(columns), alt=description, key=f"cases_{key}", placeholder="",
        )  # fmt: skip
    else:
        st.html(table_html(table.head(FIRST), description, text("cases.case_id")))
    return table


def file_name(frame: Frame, key: str) -> str:
    """A name that still says in a month's time what the file holds."""
    return f"{frame.page}-{key}-{frame.answers.as_of.isoformat()}.csv".replace("_", "-")


def _column_config(columns: Sequence[str]) -> dict[str, object]:
    text = words("frame")
    config: dict[str, object] = {}
    for name in columns:
        kind = st.column_config.DateColumn if name.endswith("_date") else st.column_config.Column
        options = {"format": "DD-MM-YYYY"} if name.endswith("_date") else {}
        config[text(f"cases.{name}")] = kind(width=WIDTHS.get(name, USUAL_WIDTH), **options)
    return config


def readable(frame: Frame, cases: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns in order, with ids as names and whether notice was given in words; headers in Danish."""
    answers, text = frame.answers, words("frame")
    named = {name: _labels(answers, NAMED[name], cases[name]) for name in columns if name in NAMED}
    if "notice" in columns:
        notices = zip(cases["notice_date"], cases["is_notified_in_time"], strict=True)
        is_known = answers.is_delivered(NOTICE)
        named["notice"] = [
            _notice(*notice) if is_known else words("common")("silence.not_delivered") for notice in notices
        ]
    shown = {text(f"cases.{name}"): named[name] if name in named else cases[name] for name in columns}
    return pd.DataFrame(shown, index=cases.index)


def _labels(answers: Answers, split: Split, ids: pd.Series) -> list[str]:
    """The Danish name of each row's group; a name is asked for once."""
    groups = [_id(one) for one in ids]
    labels = {group: answers.group_label(split, group) for group in set(groups)}
    return [labels[group] for group in groups]


def _id(value: object) -> str | None:
    return None if pd.isna(value) else str(value)


def _notice(notice_date: object, is_in_time: object) -> str:
    if not pd.isna(notice_date) and not pd.isna(is_in_time):
        return words("frame")("cases.notice_in_time" if is_in_time else "cases.notice_late")
    return words("frame")("cases.notice_no_deadline" if pd.isna(is_in_time) else "cases.notice_none")


def _why_none(rows: CaseRows, noun: str) -> str:
    """No rows at all, or none for this viewer; without a total not even that is told."""
    text = words("frame")
    if rows.hidden_rows:
        return text("cases.hidden_all", hidden=formatting.counted(rows.hidden_rows, noun))
    return text("cases.none" if rows.total_rows == 0 else "cases.not_yours")


def _count(rows: CaseRows, noun: str, has_more: bool, is_grid: bool) -> str:
    """How many rows there are, and where not all are in sight, which those are or how the others are reached."""
    text, shown = words("frame"), formatting.counted(len(rows.frame), noun)
    some = "scroll" if is_grid else "first"
    if not rows.hidden_rows:
        return text(f"cases.{some}" if has_more else "cases.shown", count=shown, first=FIRST)
    told = text("cases.hidden", shown=shown, hidden=formatting.counted(rows.hidden_rows, noun))
    return formatting.sentences(told, text(f"cases.{some}_shown", first=FIRST)) if has_more else told
