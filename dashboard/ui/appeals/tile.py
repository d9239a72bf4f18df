"""The page's answer: the reversal rate with its interval, the reassessments in time and overdue, and the complaints."""

from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers import Answer
from dashboard.kpi import wording
from dashboard.measurement import Silence
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
        tile_block(frame, FOUR, {FOUR[2]: _of_open(overdue, answers.measure(OPEN, selection))})
        st.html(f'<p class="panel-footnote">{escape(text("caveat"))}</p>')
        footnote(frame, kpis=[answers.kpi(kpi_id) for kpi_id in FOUR])


def _finding(rate: Answer) -> str:
    """The rate as a sentence; on few cases the counts themselves, for no sentence may judge them."""
    measurement = rate.measurement
    if measurement.silence is Silence.NO_CASES:
        return words("appeals")("none").removesuffix(".")
    if measurement.value is None or measurement.n >= rate.kpi.minimum_cases:
        return wording.title(rate.kpi, measurement)
    return words("appeals")("tile.title_few", basis=wording.n_text(rate.kpi, measurement))


def _of_open(overdue: Answer, opened: Answer) -> str:
    """Of how many open reassessments; nothing where either number is hidden or missing."""
    if overdue.measurement.value is None or opened.measurement.value is None:
        return ""
    return words("appeals")("tile.of_open", cases=formatting.counted(opened.measurement.value, "complaints"))
