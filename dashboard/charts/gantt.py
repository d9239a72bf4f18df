"""A plan as its paper timetable shows it: months as columns, one row per initiative, planned as outline over actual as fill.

Nothing is worked out from elapsed time: a fill has a recorded start, and an end that nobody recorded is the as-of date.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from textwrap import shorten, wrap

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.months import labelled, place_of
from dashboard.charts.planned_outline import add_outline, stretches
from dashboard.charts.style import Palette, Theme, figure, palette
from dashboard.selection import Month

ROW, MARGIN_TOP, MARGIN_BOTTOM, NAMES, NOTES = 60, 56, 32, 250, 210  # pixels
NAME_LETTERS, NAME_LINES = 34, 2
LETTERS = 76  # of small print along all months on the narrowest screen that shows the chart
BAR, FILL, LINE = 0.4, 0.2, 0.18  # of a row: height of outline and fill, and how far under the row's middle they lie
DIAMOND = 13  # pixels
EDGE = 0.02  # of a month: a frame at the edge of the plot would be cut through its line
WIDE_MONTHS = 18  # more months than this, and only those named have a line of their own


class Tone(StrEnum):
    """What a status means for the plan; its shape and word say the same without colour."""

    GOOD = "good"
    BAD = "bad"
    PLAIN = "plain"
    QUIET = "quiet"


@dataclass(frozen=True)
class Phase:
    """One bar. Dates are days; None is unknown. A planned end that is assumed, or missing, is drawn open.

    actual_start: recorded; without it there is no fill. actual_end: None where nobody recorded it. known_until: the last
    day it is known to have been under way, where that is not the data's day.
    """

    name: str
    sentence: str
    planned_start: date | None = None
    planned_end: date | None = None
    start_is_open: bool = False
    end_is_open: bool = False
    actual_start: date | None = None
    actual_end: date | None = None
    known_until: date | None = None

    @property
    def is_unended(self) -> bool:
        """Whether it is over and nobody recorded when: its fill fades out, lest the last word about it looks like its end."""
        return self.actual_start is not None and self.actual_end is None and self.known_until is not None


@dataclass(frozen=True)
class Milestone:
    """A diamond, filled where it is done."""

    day: date
    is_done: bool
    sentence: str


@dataclass(frozen=True)
class Row:
    """One initiative. row_id: its customdata. status: shape and word. notes: at most two lines under it."""

    row_id: str
    name: str
    phases: Sequence[Phase]
    milestones: Sequence[Milestone] = ()
    status: str = ""
    tone: Tone = Tone.QUIET
    notes: Sequence[tuple[str, Tone]] = ()


def height(rows: int) -> int:
    """The figure's height in pixels for so many rows."""
    return MARGIN_TOP + MARGIN_BOTTOM + ROW * max(rows, 1)


@drawn_once
def gantt(
    rows: Sequence[Row], months: Sequence[Month], today: date, names: Mapping[str, str], theme: Theme
) -> go.Figure:
    """The rows in order from the top over these months. today: the data's day, a line where the months reach it.

    names: ``today``, beside that line, and ``key``, what outline, fill and diamond mean.
    """
    colours = palette(theme)
    drawing = figure(theme, height(len(rows)))
    drawing.update_layout(
        margin={"l": NAMES, "r": NOTES, "t": MARGIN_TOP, "b": MARGIN_BOTTOM}, barmode="overlay", bargap=0
    )
    drawing.update_xaxes(range=[-0.5 - EDGE, len(months) - 0.5 + EDGE], showticklabels=False, showline=False)
    drawing.update_yaxes(range=[len(rows) - 0.5, -0.5], showgrid=False, showticklabels=False, showline=False)
    _add_grid(drawing, months, len(rows), colours)
    for place, row in enumerate(rows):
        _add_texts(drawing, place, row, months, colours)
        for phase in row.phases:
            _add_outline(drawing, place, phase, months, colours)
    _add_bars(drawing, rows, months, today, colours)
    _add_milestones(drawing, rows, months, colours)
    _add_today(drawing, months, today, names["today"], colours)
    drawing.add_annotation(
        x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", xshift=-NAMES, yshift=4, borderpad=0,
        text=names["key"], align="left", showarrow=False, font={"color": colours.secondary},
    )  # fmt: skip
    return drawing


def span_of(phase: Phase, months: Sequence[Month]) -> tuple[float, float] | None:
    """Where the planned bar begins and ends, in months from the first; one that lacks an end is a month long, open there."""
    first, last = phase.planned_start, phase.planned_end
    if first is None and last is None:
        return None
    begin = _edge(first, months[0]) if first else _edge(last, months[0], after=True) - 1
    end = _edge(last, months[0], after=True) if last else begin + 1
    return begin, max(end, begin)


def fill_of(phase: Phase, months: Sequence[Month], today: date) -> tuple[float, float] | None:
    """Where the fill begins and ends; None without a recorded start. Begun after the data's day it is one day long."""
    if phase.actual_start is None:
        return None
    last = phase.actual_end or max(phase.known_until or today, phase.actual_start)
    return _edge(phase.actual_start, months[0]), _edge(last, months[0], after=True)


def today_place(today: date, months: Sequence[Month]) -> float | None:
    """Where the data's day ends; None outside the months."""
    place = _edge(today, months[0], after=True)
    return place if -0.5 <= place <= len(months) - 0.5 else None


def _edge(day: date, first: Month, after: bool = False) -> float:
    """The morning of a day, or the end of it, on an axis where the first month's middle is 0."""
    days = monthrange(day.year, day.month)[1]
    return first.months_until(Month.of(day)) + (day.day - (not after)) / days - 0.5


def _add_grid(drawing: go.Figure, months: Sequence[Month], rows: int, colours: Palette) -> None:
    """A line before every month and under every row; the names of the months over them, the year once."""
    thin, named = {"color": colours.line, "width": 1}, labelled(months)
    columns = range(len(months) + 1) if len(months) <= WIDE_MONTHS else [*named, len(months)]
    for place in columns:
        drawing.add_shape(
            type="line", x0=place - 0.5, x1=place - 0.5, y0=0, y1=1, yref="paper", line=thin, layer="below"
        )
    for place in range(rows + 1):
        # From the names to the notes, in pixels: the row is one line for the eye.
        for side, reach in ((0, -NAMES), (1, NOTES)):
            drawing.add_shape(
                type="line", xref="paper", xsizemode="pixel", xanchor=side, x0=0, x1=reach, y0=place - 0.5,
                y1=place - 0.5, line=thin, layer="below",
            )  # fmt: skip
        drawing.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=place - 0.5, y1=place - 0.5, line=thin, layer="below"
        )
    for place in named:
        begins = place == 0 or months[place].year != months[named[named.index(place) - 1]].year
        year = f"<b>{months[place].year}</b><br>" if begins else ""
        drawing.add_annotation(
            x=place, y=1, yref="paper", yanchor="bottom", yshift=4, showarrow=False,
            text=f"{year}{formatting.short_month(months[place])}", font={"color": colours.secondary},
        )  # fmt: skip


def _add_texts(drawing: go.Figure, place: int, row: Row, months: Sequence[Month], colours: Palette) -> None:
    """The name before the row, status and note after it; the phases' names over their bars where there are several."""
    name = "<br>".join(wrap(row.name, NAME_LETTERS, max_lines=NAME_LINES, placeholder=" \u2026"))
    drawing.add_annotation(
        x=0, xref="paper", y=place, xanchor="left", xshift=-NAMES, text=name, align="left", showarrow=False,
        font={"color": colours.ink}, borderpad=0,
    )  # fmt: skip
    lines = [(f"<b>{row.status}</b>", row.tone), *row.notes]
    told = "<br>".join(f'<span style="color:{_colour(tone, colours)}">{line}</span>' for line, tone in lines)
    drawing.add_annotation(
        x=1, xref="paper", y=place, xanchor="left", xshift=12, text=told, align="left", showarrow=False,
        font={"color": colours.ink}, borderpad=0,
    )  # fmt: skip
    for begins, label in _labels(row, months):
        drawing.add_annotation(
            x=begins, y=place + LINE - BAR / 2, xanchor="left",
            yanchor="bottom", text=label, showarrow=False, font={"color": colours.secondary}, borderpad=0, xshift=2,
        )  # fmt: skip


def _labels(row: Row, months: Sequence[Month]) -> list[tuple[float, str]]:
    """Where each phase of several begins, and its name as far as there is room before the next; hovering tells it whole."""
    named = [phase for phase in row.phases if phase.name and (phase.planned_start or phase.actual_start)]
    if len(row.phases) < 2:
        return []
    begins = [_edge(phase.planned_start or phase.actual_start, months[0]) for phase in named]
    ends = [*begins[1:], len(months) - 0.5]
    letters = [int((end - begin) / len(months) * LETTERS) for begin, end in zip(begins, ends, strict=True)]
    texts = [
        shorten(phase.name, max(room, 1), placeholder="\u2026") for phase, room in zip(named, letters, strict=True)
    ]
    return [(begin, text) for begin, text in zip(begins, texts, strict=True) if text != "\u2026"]


def _add_outline(drawing: go.Figure, place: int, phase: Phase, months: Sequence[Month], colours: Palette) -> None:
    span = span_of(phase, months)
    if span:
        rows = (place + LINE - BAR / 2, place + LINE + BAR / 2)
        is_open = (phase.start_is_open or not phase.planned_start, phase.end_is_open or not phase.planned_end)
        add_outline(drawing, span, rows, is_open, colours.ink)


def _add_bars(drawing: go.Figure, rows: Sequence[Row], months: Sequence[Month], today: date, colours: Palette) -> None:
    """Two traces that can be pointed at: the planned bars, drawn by their outlines alone, and the fills."""
    phases = [(place, row, phase) for place, row in enumerate(rows) for phase in row.phases]
    planned = [(place, row, phase, span_of(phase, months)) for place, row, phase in phases]
    actual = [(place, row, phase, fill_of(phase, months, today)) for place, row, phase in phases]
    for told, width, colour in ((planned, BAR, "rgba(0,0,0,0)"), (actual, FILL, colours.series)):
        spans = [one for one in told if one[3]]
        if width == FILL:
            spans = [_faded(drawing, *one, colours) for one in spans]
        drawing.add_bar(
            orientation="h", base=[span[0] for *_, span in spans], x=[span[1] - span[0] for *_, span in spans],
            y=[place + LINE for place, *_ in spans], width=width, customdata=[row.row_id for _, row, *_ in spans],
            hovertext=[phase.sentence for *_, phase, _ in spans], hovertemplate="%{hovertext}<extra></extra>",
            marker={"color": colour, "line": {"width": 0}}, unselected={"marker": {"opacity": 1}},
        )  # fmt: skip


def _faded(
    drawing: go.Figure, place: int, row: Row, phase: Phase, span: tuple[float, float], colours: Palette
) -> tuple[int, Row, Phase, tuple[float, float]]:
    """The fill as it is told; one whose end nobody recorded is cut where its fading begins, and this is drawn."""
    if not phase.is_unended:
        return place, row, phase, span
    (begin, end, _), *pieces = stretches(span, (False, True))
    for first, last, strength in pieces:
        drawing.add_shape(
            type="rect", x0=first, x1=last, y0=place + LINE - FILL / 2, y1=place + LINE + FILL / 2, opacity=strength,
            fillcolor=colours.series, line={"width": 0},
        )  # fmt: skip
    return place, row, phase, (begin, end)


def _add_milestones(drawing: go.Figure, rows: Sequence[Row], months: Sequence[Month], colours: Palette) -> None:
    told = [(place, row, one) for place, row in enumerate(rows) for one in row.milestones]
    drawing.add_scatter(
        x=[place_of(one.day, months[0]) for *_, one in told], y=[place + LINE for place, *_ in told], mode="markers",
        customdata=[row.row_id for _, row, _ in told], hovertext=[one.sentence for *_, one in told],
        hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False, unselected={"marker": {"opacity": 1}},
        marker={"symbol": "diamond", "size": DIAMOND, "opacity": 1,
                "color": [colours.ink if one.is_done else colours.page for *_, one in told],
                "line": {"color": colours.ink, "width": 2}},
    )  # fmt: skip


def _add_today(drawing: go.Figure, months: Sequence[Month], today: date, name: str, colours: Palette) -> None:
    """The end of the data's day, named under the rows on the side where there is room."""
    place = today_place(today, months)
    if place is None:
        return
    line = {"color": colours.link, "width": 2}
    drawing.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, yref="paper", line=line)
    drawing.add_annotation(
        x=place, y=0, yref="paper", yanchor="top", yshift=-4, text=name, showarrow=False, font={"color": colours.link},
        xanchor="right" if place > len(months) / 2 else "left", borderpad=0,
    )  # fmt: skip


def _colour(tone: Tone, colours: Palette) -> str:
    return {
        Tone.GOOD: colours.better_text, Tone.BAD: colours.worse_text, Tone.PLAIN: colours.ink, Tone.QUIET: colours.secondary,
    }[tone]  # fmt: skip
