"""The page's answer: citizens per full-time position against the guide, and four numbers beside it."""

import streamlit as st

from dashboard import formatting
from dashboard.answers import Answer, Answers
from dashboard.kpi import wording
from dashboard.measurement import Silence
from dashboard.ui.caseload.population import followed_words, ignored_text
from dashboard.ui.companions import shown_id
from dashboard.ui.frame import Frame
from dashboard.ui.guide import GUIDED, guide_band, stand
from dashboard.ui.kpi_tile import course, draw_tiles
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

BESIDE = ("open_cases_per_fte", "overdue_per_fte", "fte", "worker_changes_per_citizen")
PERMANENT = "permanent_fte"


def caseload_tile(frame: Frame) -> None:
    """One sentence and five numbers; without assignments the first makes room for its stand-in, which has no band."""
    answers, selection, text = frame.answers, frame.selection, words("caseload")
    ids = (shown_id(answers, GUIDED), *BESIDE)
    asked = [answers.measure(kpi_id, selection) for kpi_id in ids]
    first, positions = asked[0], asked[ids.index("fte")]
    band = guide_band(answers, first.kpi)
    limits = (band.low, band.high) if band else None
    courses = [course(frame, one.kpi.kpi_id, selection, limits if one is first else None) for one in asked]
    with st.container(key="answer_caseload"):
        population = followed_words(answers, selection, first.ignored)
        subtitle = text("tile.subtitle", day=formatting.long_date(first.stock_date), population=population)
        panel_heading(load_finding(answers, first), subtitle, "answer")
        bases = {first.kpi.kpi_id: _band_text(frame, first), positions.kpi.kpi_id: _permanent_text(frame, positions)}
        draw_tiles(
            list(zip(asked, courses, strict=True)), bases, [first.kpi.kpi_id] if _band_text(frame, first) else []
        )
        footnote(frame, _remark(frame, first, asked), [one.kpi for one in asked])


def load_finding(answers: Answers, first: Answer) -> str:
    """The number against the guide in one sentence; alone where it cannot be held against it."""
    band = guide_band(answers, first.kpi)
    place = stand(first.kpi, first.measurement, band)
    if first.measurement.silence is Silence.NO_CASES:
        return words("caseload")("tile.title_nobody")
    if place is None:
        return wording.title(first.kpi, first.measurement)
    value = wording.value_text(first.kpi, first.measurement)
    return words("caseload")(f"tile.title_{place}", value=value, low=band.low, high=band.high)


def _band_text(frame: Frame, first: Answer) -> str:
    band = guide_band(frame.answers, first.kpi)
    place = stand(first.kpi, first.measurement, band)
    return words("caseload")(f"tile.band_{place}", low=band.low, high=band.high) if place else ""


def _permanent_text(frame: Frame, positions: Answer) -> str:
    """How many of the positions are permanent; nothing where nobody tells temporary ones apart."""
    permanent = frame.answers.measure(PERMANENT, frame.selection)
    if permanent.measurement.value is None or positions.measurement.value is None:
        return ""
    return words("caseload")("tile.permanent", positions=wording.value_text(permanent.kpi, permanent.measurement))


def _remark(frame: Frame, first: Answer, asked: list[Answer]) -> str:
    text = words("caseload")
    is_stand_in = first.kpi.kpi_id != GUIDED
    ignored = dict.fromkeys(split for one in asked for split in one.ignored)
    return formatting.sentences(
        text("tile.instead") if is_stand_in and first.measurement.value is not None else "",
        text("tile.guide") if guide_band(frame.answers, first.kpi) else "",
        text("tile.one_team"),
        ignored_text(tuple(ignored)),
    )
