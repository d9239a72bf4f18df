"""The deadline tile: share in time, overdue, oldest and P90 as one block (kpis.md: the share is never shown alone)."""

import streamlit as st

from dashboard import formatting
from dashboard.kpi import wording
from dashboard.ui.frame import Frame
from dashboard.ui.kpi_tile import tile_block
from dashboard.ui.names import population_words
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

FOUR = ("timely_decisions", "overdue_open_cases", "oldest_overdue_days", "p90_processing_days")


def deadline_tile(frame: Frame) -> None:
    """The page's answer: one sentence and four numbers that cannot be read apart."""
    share, overdue = (frame.answers.measure(kpi_id, frame.selection) for kpi_id in FOUR[:2])
    text = words("deadlines")
    with st.container(key="deadline_tile"):
        subtitle = text(
            "tile.subtitle",
            period=formatting.period(frame.selection.period),
            population=population_words(frame.answers, frame.selection),
            day=formatting.long_date(overdue.stock_date),
        )
        panel_heading(wording.title(share.kpi, share.measurement), subtitle, "answer")
        tile_block(frame, FOUR)
        remarks = [
            wording.without_rule_text(share.without_rule),
            text("tile.unfinished") if share.is_unfinished else "",
        ]
        footnote(frame, " ".join(f"{remark}." for remark in remarks if remark))
