"""One number with everything it needs beside it: n, interval, target and verdict, two comparisons and its course."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from dashboard.answers import Answer, SplitAnswer
from dashboard.charts.sparkline import sparkline
from dashboard.formatting import capital
from dashboard.kpi import wording
from dashboard.kpi.definition import Kind
from dashboard.measurement import Comparison, Movement, Split, Verdict
from dashboard.selection import Selection
from dashboard.ui.definition_dialog import definition_button
from dashboard.ui.frame import Frame
from dashboard.ui.markup import unbroken
from dashboard.words import words

MOVEMENT_CLASS = {Movement.BETTER: "better", Movement.WORSE: "worse"}
VERDICT_CLASS = {Verdict.MET: "better", Verdict.NOT_MET: "worse"}


def tile_block(frame: Frame, kpi_ids: Sequence[str], bases: Mapping[str, str]) -> None:
    """Ask for the KPIs and draw them as one block; under each its definition.

    bases: KPI → of how many it counts, for a plain count that does not tell it itself.
    """
    asked = [
        (frame.answers.measure(kpi_id, frame.selection), course(frame, kpi_id, frame.selection)) for kpi_id in kpi_ids
    ]
    draw_tiles(asked, bases)


def draw_tiles(asked: Sequence[tuple[Answer, str]], bases: Mapping[str, str], guided: Sequence[str] = ()) -> None:
    """Answers with their courses as one block of as many columns; under each its definition.

    bases: as in tile_block. guided: KPIs held against a guide's band, so that the lack of a target need not be told.
    """
    tiles = [
        tile_html(answer, picture, bases.get(answer.kpi.kpi_id, ""), answer.kpi.kpi_id in guided)
        for answer, picture in asked
    ]
    st.html(f'<div class="tile-block tiles-{len(tiles)}">{"".join(tiles)}</div>')
    with st.container(horizontal=True, key=f"tile_definitions_{len(tiles)}_{asked[0][0].kpi.kpi_id}"):
        for answer, _ in asked:
            definition_button(answer.kpi, "tile", words("frame")("tile.definition", label=answer.kpi.short_label))


def tile_html(answer: Answer, course: str, of_how_many: str = "", is_guided: bool = False) -> str:
    """The tile as HTML; every tile has every line, so that those of a block stand level (CSS subgrid)."""
    kpi, measurement = answer.kpi, answer.measurement
    basis = [of_how_many, wording.n_text(kpi, measurement), wording.interval_text(kpi, measurement)]
    lines = [
        f'<p class="tile-label">{unbroken(wording.tile_label(kpi))}</p>',
        f'<p class="tile-value">{value_html(answer)}</p>',
        f'<p class="tile-basis">{"".join(f"<span>{unbroken(one)}</span>" for one in basis if one)}</p>',
        '<p class=""></p>' if is_guided and answer.verdict is Verdict.NO_TARGET else _verdict(answer),
        *_comparisons(answer),
        course,
    ]
    return f'<section class="tile">{"".join(lines)}</section>'


def value_html(answer: Answer) -> str:
    """The number large and its unit small; what is no number (a dash, a band) stands in one size, a band smaller."""
    kpi, measurement = answer.kpi, answer.measurement
    value, noun = wording.value_text(kpi, measurement), wording.noun_text(kpi, measurement)
    if kpi.kind is Kind.LOAD or noun == kpi.label.lower():
        return unbroken(value)  # the unit is in the label over it, and too long to stand beside the number
    if measurement.value is not None and not noun and kpi.unit != wording.PERCENT:
        value, _, noun = value.rpartition(" ")
    if measurement.band_days is not None:
        return f'<span class="tile-band">{unbroken(value)}</span>'
    return f"{unbroken(value)} <small>{escape(noun)}</small>" if noun else unbroken(value)


def _verdict(answer: Answer) -> str:
    shape, word = wording.verdict_shape(answer.verdict), wording.verdict_text(answer.verdict)
    target = wording.target_text(answer.kpi, answer.target)
    css = VERDICT_CLASS.get(answer.verdict, "")
    said = f"{word}. {target}" if target else word
    line_css = "tile-verdict" if target else ""
    return f'<p class="{line_css}"><span class="{css}" aria-hidden="true">{shape}</span> {unbroken(said)}</p>'


def _comparisons(answer: Answer) -> list[str]:
    """The period before and the same period a year earlier; over twelve months the two are one."""
    year_before = _comparison(answer, answer.year_before, "year_before")
    if answer.previous.first_day == answer.year_before.first_day:
        return [year_before]
    return [_comparison(answer, answer.previous, "previous"), year_before]


def _comparison(answer: Answer, comparison: Comparison, against: str) -> str:
    shape = wording.movement_shape(answer.kpi, comparison)
    said = capital(wording.comparison_text(answer.kpi, comparison, against))
    css = MOVEMENT_CLASS.get(comparison.movement, "")
    return f'<p class="tile-change {css}"><span aria-hidden="true">{shape}</span> {unbroken(said)}</p>'


def course(frame: Frame, kpi_id: str, selection: Selection, band: tuple[float, float] | None = None) -> str:
    """The months as a picture without an axis; unfinished ones left out. band: what a guide calls usual."""
    return course_of(frame, frame.answers.split(kpi_id, selection, Split.MONTH), band)


def course_of(frame: Frame, months: SplitAnswer, band: tuple[float, float] | None = None) -> str:
    """As ``course``, of months that were asked for."""
    finished = [
        (group.measurement.value, target and target.value)
        for group, target in zip(months.groups, months.targets, strict=True) if not group.is_unfinished
    ]  # fmt: skip
    values, targets = [value for value, _ in finished], [target for _, target in finished]
    return course_picture(frame, months.kpi.label, values, targets, band)


def course_picture(
    frame: Frame,
    label: str,
    values: Sequence[float | None],
    targets: Sequence[float | None],
    band: tuple[float, float] | None = None,
) -> str:
    """The values of finished months as a picture in HTML; empty of a single one, which has no course."""
    if sum(value is not None for value in values) < 2:
        return ""
    picture = b64encode(sparkline(values, targets, frame.palette, band).encode()).decode()
    said = words("frame")("tile.course", label=label)
    return f'<img alt="{escape(said)}" src="data:image/svg+xml;base64,{picture}">'
