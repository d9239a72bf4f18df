"""The deadline tile: share in time, overdue, oldest and P90 as one block (kpis.md: the share is never shown alone)."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formatting
from dashboard.answers import Answer
from dashboard.kpi import wording
from dashboard.measurement import Silence
from dashboard.ui.answer_words import of_open, share_title
from dashboard.ui.frame import Frame
from dashboard.ui.kpi_tile import tile_block
from dashboard.ui.names import population_words
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

FOUR = ("timely_decisions", "overdue_open_cases", "oldest_overdue_days", "p90_processing_days")
OPEN = "open_cases"


def deadline_tile(frame: Frame) -> None:
    """The page's answer: one sentence and four numbers that cannot be read apart."""
    asked = {kpi_id: frame.answers.measure(kpi_id, frame.selection) for kpi_id in (*FOUR, OPEN)}
    share, overdue = (asked[kpi_id] for kpi_id in FOUR[:2])
    text = words("deadlines")
    with st.container(key="deadline_tile"):
        subtitle = text(
            "tile.subtitle",
            period=formatting.period(frame.selection.period),
            population=population_words(frame.answers, frame.selection),
            day=formatting.long_date(overdue.stock_date),
        )
        panel_heading(share_title("deadlines", share), subtitle, "answer")
        tile_block(frame, FOUR, {FOUR[1]: of_open("deadlines", overdue, asked[OPEN], "open_cases")})
        remarks = [wording.without_rule_text(share.without_rule), _not_compared([asked[kpi_id] for kpi_id in FOUR])]
        footnote(frame, " ".join(f"{remark}." for remark in remarks if remark))


def _not_compared(answers: Sequence[Answer]) -> str:
    """Why an earlier period is missing: this one is not over, or the extract does not reach back."""
    text = words("deadlines")
    if any(answer.is_unfinished for answer in answers):
        return text("tile.unfinished")
    comparisons = [comparison for answer in answers for comparison in (answer.previous, answer.year_before)]
    is_missing = any(one.measurement.silence is Silence.NOT_COMPARABLE for one in comparisons)
    return text("tile.too_far_back") if is_missing else ""
