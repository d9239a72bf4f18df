"""The deliveries: per source its date, its files, and what became of every row."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers.data_quality import Source, sources
from dashboard.ui.data_quality.parts import PAGE, counted, known_rows, short_date, show_table, source_names, table_name
from dashboard.ui.frame import Frame
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words


def show_sources(frame: Frame) -> None:
    """How many rows were read and how many are set aside, then each source."""
    text, rows = words(PAGE), sources(frame.answers)
    read, quarantined = sum(row.read for row in rows), sum(row.quarantined for row in rows)
    with st.container(key="panel_sources"):
        if not rows:
            panel_heading(text("sources.title_none"), "")
        else:
            key = "sources.title" if quarantined else "sources.title_clean"
            title = text(key, read=counted(read, "rows"), quarantined=formatting.number(quarantined))
            panel_heading(title, text("sources.subtitle"))
            names = source_names(rows)
            table = known_rows(frame, "sources", lambda: [_row(row, names) for row in rows])
            show_table("sources", table, text("sources.alt"))
        _tell_missing(frame)
        footnote(frame)


def _row(row: Source, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "source": names[row.source], "quarantined": row.quarantined, "read": row.read, "accepted": row.accepted,
        "superseded": row.superseded, "as_of": short_date(row.as_of), "files": row.files,
    }  # fmt: skip


def _tell_missing(frame: Frame) -> None:
    missing = [table_name(one.table_name) for one in frame.answers.run.tables if not one.is_delivered]
    if missing:
        st.html(f'<p class="panel-subtitle">{escape(words(PAGE)("sources.missing", tables=", ".join(missing)))}</p>')
