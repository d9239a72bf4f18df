"""The deadline tile: share in time, overdue, oldest and P90 as one block (kpis.md: the share is never shown alone)."""

import streamlit as st

from dashboard.kpi import wording
from dashboard.ui.frame import Frame
from dashboard.ui.kpi_tile import kpi_tile
from dashboard.ui.names import scope_words
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

FOUR = ("timely_decisions", "overdue_open_cases", "oldest_overdue_days", "p90_processing_days")


def deadline_tile(frame: Frame) -> None:
    """The page's answer: one sentence and four numbers that cannot be read apart."""
    share = frame.answers.measure(FOUR[0], frame.selection)
    text = words("deadlines")
    with st.container(key="deadline_tile"):
        subtitle = text("tile.subtitle", scope=scope_words(frame.answers, frame.selection))
        panel_heading(wording.title(share.kpi, share.measurement), subtitle, "answer")
        for column, kpi_id in zip(st.columns(len(FOUR), gap="medium"), FOUR, strict=True):
            with column:
                kpi_tile(frame, kpi_id)
        remarks = [
            wording.without_rule_text(share.without_rule),
            text("tile.unfinished") if share.is_unfinished else "",
        ]
        footnote(frame, " ".join(f"{remark}." for remark in remarks if remark))
