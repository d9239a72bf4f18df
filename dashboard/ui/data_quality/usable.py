"""How many of the delivered rows each KPI can use, and what makes a row unusable."""

from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers.usable_rows import GAPS, UsableRows, usable_rows
from dashboard.ui.data_quality.parts import PAGE, known_rows, show_table
from dashboard.ui.frame import Frame
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words


def show_usable_rows(frame: Frame) -> None:
    """The share of usable rows per KPI, lowest first."""
    text, rows = words(PAGE), usable_rows(frame.answers)
    with st.container(key="panel_usable"):
        panel_heading(_title(rows[0]), text("usable.subtitle"))
        table = known_rows(frame, "usable", lambda: [_row(row) for row in rows])
        show_table("usable", table, text("usable.alt"))
        with st.expander(text("usable.explanation_title")):
            reasons = [text("usable.quarantined"), *(text(f"usable.gaps.{gap.name}") for gap in GAPS)]
            st.html(f"<ul>{''.join(f'<li>{escape(reason)}</li>' for reason in reasons)}</ul>")
        footnote(frame)


def _title(lowest: UsableRows) -> str:
    text = words(PAGE)
    if lowest.share is None:
        return text("usable.title_none")
    if lowest.share == 1:
        return text("usable.title_all")
    return text("usable.title_some", label=lowest.kpi.label, share=formatting.percent(lowest.share))


def _row(row: UsableRows) -> dict[str, object]:
    is_told = row.share is not None
    return {
        "share": row.share * 100 if is_told else None,
        "kpi": row.kpi.label,
        "usable": row.usable if is_told else None,
        "delivered": row.delivered if is_told else None,
        "quarantined": row.quarantined if is_told else None,
        "lacking": row.lacking if is_told else None,
    }
