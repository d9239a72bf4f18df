"""Numbers with other denominators, kept apart and small: each is easily taken for the reversal rate (kpis.md)."""

import streamlit as st

from dashboard import formatting
from dashboard.ui.appeals.window import is_longer, population_sentence, window_words
from dashboard.ui.frame import Frame
from dashboard.ui.kpi_tile import tile_block
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

FOUR = (
    "remittals_per_application",
    "reassessment_changes",
    "complaints_per_100_refusals",
    "complaints_over_other_decisions",
)


def other_denominators(frame: Frame) -> None:
    """Four tiles in small type, each with its own basis and definition."""
    text = words("appeals")
    with st.container(key="small_tiles"):
        told = formatting.period(frame.selection.period)
        subtitle = text(
            f"others.subtitle{'_longer' if is_longer(frame) else ''}", window=window_words(frame),
            period=told if is_longer(frame) else formatting.capital(told), population=population_sentence(frame),
        )  # fmt: skip
        panel_heading(text("others.title"), subtitle)
        tile_block(frame, FOUR, {})
        footnote(frame, kpis=[frame.answers.kpi(kpi_id) for kpi_id in FOUR])
