"""The headline KPIs as one table: a row each, related rows in one block, read in five seconds."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from dashboard import formatting
from dashboard.answers import Answer
from dashboard.kpi import wording
from dashboard.measurement import Silence
from dashboard.ui.companions import WITH_SHARE, finding, shown_id
from dashboard.ui.frame import Frame
from dashboard.ui.names import population_words
from dashboard.ui.overview.plan_row import plan_row
from dashboard.ui.overview.row import row_html
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

SHEET = Path(__file__).with_name("overview.css")
Block = tuple[str, Sequence[str]]  # the page that tells more, and the KPIs of the block


def headline_table(frame: Frame, blocks: Sequence[Block]) -> None:
    """The page's answer: a sentence and the table, one block after the other."""
    st.html(f"<style>{SHEET.read_text(encoding='utf-8')}</style>")
    asked = [(page, [_asked(frame, kpi_id) for kpi_id in kpi_ids]) for page, kpi_ids in blocks]
    answers = [answer for _, block in asked for answer in block]
    has_one_comparison = all(one.previous.first_day == one.year_before.first_day for one in answers)
    with st.container(key="headlines"):
        panel_heading(finding(frame.answers, frame.selection), _subtitle(frame), "answer")
        bodies = "".join(
            f"<tbody>{''.join(row_html(frame, one, page, has_one_comparison) for one in block)}</tbody>"
            for page, block in asked
        )
        caption = f"<caption>{escape(words('overview')('headline.caption'))}</caption>"
        head = _head(has_one_comparison)
        bodies += plan_row(frame, head.count("<th "))
        st.html(f'<table class="headlines">{caption}{head}{bodies}</table>')
        footnote(frame, _remarks(answers), [one.kpi for one in answers])


def _asked(frame: Frame, kpi_id: str) -> Answer:
    return frame.answers.measure(shown_id(frame.answers, kpi_id), frame.selection)


def _subtitle(frame: Frame) -> str:
    answers, selection = frame.answers, frame.selection
    return words("overview")(
        "headline.subtitle", period=formatting.capital(formatting.period(selection.period)),
        population=population_words(answers, selection),
        day=formatting.long_date(answers.measure(WITH_SHARE[0], selection).stock_date),
    )  # fmt: skip


def _head(has_one_comparison: bool) -> str:
    text = words("overview").table("headline.columns")
    names = [name for name in text if not (has_one_comparison and name == "previous")]
    cells = "".join(f'<th scope="col" class="column-{name}">{escape(text[name])}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>"


def _remarks(answers: Sequence[Answer]) -> str:
    """What the table leaves out: cases no rule matches, and why a comparison is missing."""
    text = words("overview")
    without_rule = wording.without_rule_text(answers[0].without_rule)
    told = [f"{without_rule}." if without_rule else ""]
    if any(one.is_unfinished for one in answers):
        told.append(text("headline.unfinished"))
    elif any(
        comparison.measurement.silence is Silence.NOT_COMPARABLE and one.measurement.silence is None
        for one in answers for comparison in (one.previous, one.year_before)
    ):  # fmt: skip
        told.append(text("headline.too_far_back"))
    return formatting.sentences(*told)
