"""How many decisions, and how they ended: five numbers that are parts of each other."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formatting
from dashboard.answers import Answer, OutcomeGroup
from dashboard.kpi import wording
from dashboard.measurement import Measurement, Silence, Split
from dashboard.ui.decisions.outcomes import KPI_OF
from dashboard.ui.frame import Frame
from dashboard.ui.kpi_tile import course_picture, draw_tiles
from dashboard.ui.names import population_words
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

DECISIONS = "decisions"


def decisions_tile(frame: Frame) -> None:
    """The finding, the decisions and the share of each outcome, with the course of each."""
    answers, selection, text = frame.answers, frame.selection, words("decisions")
    totals = answers.outcome_totals(selection)
    months = answers.outcomes(selection, Split.MONTH)
    granted = totals[KPI_OF["granted"]]
    asked = [(totals[DECISIONS], _course(frame, totals[DECISIONS], [one.decisions for one in months], months))]
    asked += [
        (totals[kpi_id], _course(frame, totals[kpi_id], [one.shares[outcome] for one in months], months))
        for outcome, kpi_id in KPI_OF.items()
    ]
    with st.container(key="answer_decisions"):
        subtitle = text(
            "tile.subtitle", period=formatting.period(selection.period), population=population_words(answers, selection)
        )
        told = totals[DECISIONS] if granted.measurement.value is None else granted
        panel_heading(wording.title(told.kpi, told.measurement), subtitle, "answer")
        draw_tiles(asked, {})
        footnote(frame, _remark(totals, [answer for answer, _ in asked]), [answer.kpi for answer, _ in asked])


def _course(frame: Frame, answer: Answer, measurements: Sequence[Measurement], months: Sequence[OutcomeGroup]) -> str:
    """The finished months as a picture without an axis, hidden ones as gaps."""
    pairs = zip(measurements, months, strict=True)
    values = [measurement.value for measurement, month in pairs if not month.is_unfinished]
    return course_picture(frame, answer.kpi.label, values, [None] * len(values))


def _remark(totals: dict[str, Answer], asked: Sequence[Answer]) -> str:
    """Decisions without an outcome, why shares are hidden, and why an earlier period is missing."""
    text = words("decisions")
    share, every = totals[KPI_OF["granted"]].measurement, totals[DECISIONS].measurement
    left = 0 if every.value is None or share.n is None else int(every.value) - share.n
    told = [
        text("tile.not_stated", decisions=formatting.counted(left, "decisions")) if left else "",
        text("tile.together") if share.silence is Silence.SUPPRESSED else "",
        text("tile.unfinished") if any(answer.is_unfinished for answer in asked) else "",
    ]
    return formatting.sentences(*told)
