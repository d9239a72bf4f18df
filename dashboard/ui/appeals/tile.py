"""The page's answer: the reversal rate with its interval, the reassessments in time and overdue, and the complaints."""

from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers import Answer
from dashboard.measurement import Silence
from dashboard.ui.answer_words import of_open, share_title
from dashboard.ui.appeals.window import RATE, is_longer, population_sentence, window_words
from dashboard.ui.frame import Frame
from dashboard.ui.kpi_tile import tile_block
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

FOUR = (RATE, "timely_reassessments", "overdue_reassessments", "complaints")
OPEN = "open_reassessments"


def appeals_tile(frame: Frame) -> None:
    """One sentence, four numbers, and what the rate does not say (the ministry's own caveat, domain.md section 1.2)."""
    answers, selection, text = frame.answers, frame.selection, words("appeals")
    rate, overdue = (answers.measure(kpi_id, selection) for kpi_id in (RATE, FOUR[2]))
    with st.container(key="answer_appeals"):
        told = formatting.period(selection.period)
        subtitle = text(
            f"tile.subtitle{'_longer' if is_longer(frame) else ''}", window=window_words(frame),
            period=told if is_longer(frame) else formatting.capital(told),
            day=formatting.long_date(overdue.stock_date), population=population_sentence(frame),
        )  # fmt: skip
        panel_heading(_finding(rate), subtitle, "answer")
        tile_block(frame, FOUR, {FOUR[2]: of_open("appeals", overdue, answers.measure(OPEN, selection), "complaints")})
        st.html(f'<p class="panel-footnote">{escape(text("caveat"))}</p>')
        footnote(frame, kpis=[answers.kpi(kpi_id) for kpi_id in FOUR])


def _finding(rate: Answer) -> str:
    """The rate as a sentence, or that there was none."""
    if rate.measurement.silence is Silence.NO_CASES:
        return words("appeals")("none").removesuffix(".")
    return share_title("appeals", rate)
