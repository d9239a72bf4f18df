"""One number with everything it needs beside it: n, interval, target and verdict, two comparisons and its course."""

from base64 import b64encode
from html import escape

import streamlit as st

from dashboard.answers import Answer, SplitAnswer
from dashboard.charts.sparkline import sparkline
from dashboard.kpi import wording
from dashboard.measurement import Comparison, Movement, Split, Verdict
from dashboard.ui.definition_dialog import definition_button
from dashboard.ui.frame import Frame
from dashboard.words import words

MOVEMENT_CLASS = {Movement.BETTER: "better", Movement.WORSE: "worse"}
VERDICT_CLASS = {Verdict.MET: "better", Verdict.NOT_MET: "worse"}


def kpi_tile(frame: Frame, kpi_id: str) -> None:
    """Ask for the KPI and its months and draw its tile in the current container."""
    answer = frame.answers.measure(kpi_id, frame.selection)
    months = frame.answers.split(kpi_id, frame.selection, Split.MONTH)
    st.html(tile_html(answer, _course(frame, answer, months)))
    definition_button(answer.kpi, "tile")


def tile_html(answer: Answer, course: str) -> str:
    """The tile as HTML; every line is there in every tile, so that the four of a block stand level."""
    kpi, measurement = answer.kpi, answer.measurement
    basis = [wording.n_text(kpi, measurement), wording.interval_text(kpi, measurement)]
    value = wording.value_text(kpi, measurement)
    noun = wording.noun_text(kpi, measurement)
    return (
        '<div class="tile">'
        f'<p class="tile-label">{escape(wording.tile_label(kpi))}</p>'
        f'<p class="tile-value">{escape(value)} <small>{escape(noun)}</small></p>'
        f'<p class="tile-basis">{escape(" · ".join(filter(None, basis)))}</p>'
        f"{_verdict(answer)}"
        f"{_comparison(answer, answer.previous, 'previous')}"
        f"{_comparison(answer, answer.year_before, 'year_before')}"
        f"{course}</div>"
    )


def _verdict(answer: Answer) -> str:
    shape, word = wording.verdict_shape(answer.verdict), wording.verdict_text(answer.verdict)
    target = wording.target_text(answer.kpi, answer.target)
    css = VERDICT_CLASS.get(answer.verdict, "")
    said = f"{escape(word)}{f'. {escape(target)}' if target else ''}"
    return f'<p class="tile-verdict"><span class="{css}" aria-hidden="true">{shape}</span> {said}</p>'


def _comparison(answer: Answer, comparison: Comparison, against: str) -> str:
    shape = wording.movement_shape(comparison)
    said = wording.comparison_text(answer.kpi, comparison, against)
    css = MOVEMENT_CLASS.get(comparison.movement, "")
    return f'<p class="tile-change {css}"><span aria-hidden="true">{shape}</span> {escape(said)}</p>'


def _course(frame: Frame, answer: Answer, months: SplitAnswer) -> str:
    finished = [group.measurement for group in months.groups if not group.is_unfinished]
    target = answer.target.value if answer.target else None
    drawing = sparkline([one.value for one in finished], target, frame.palette)
    picture = b64encode(drawing.encode()).decode()
    said = words("frame")("tile.course", label=answer.kpi.label)
    return f'<img alt="{escape(said)}" src="data:image/svg+xml;base64,{picture}">'
