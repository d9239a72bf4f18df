"""When an initiative ran, as a strip along the foot of a chart: outline planned, fill actual, stars for its tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.style import Palette

STRIP = 0.14  # of the plot's height, below the values' axis
PLANNED, ACTUAL = (0.02, 0.055), (0.065, 0.10)  # of the plot's height
TEST_MARK = "\u2605"  # diamonds are the milestones of the plan's timeline, triangles the signals of the series


@dataclass(frozen=True)
class Span:
    """From a day to another; None is open: it goes on beyond the chart. sentence: what hovering says."""

    first: date | None
    last: date | None
    sentence: str


@dataclass(frozen=True)
class Strip:
    """name: written at the actual bar. tests: PDSA tests by the day they began, with what hovering says."""

    name: str
    planned: Sequence[Span] = ()
    actual: Sequence[Span] = ()
    tests: Sequence[tuple[date, str]] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.planned or self.actual or self.tests)


def add_strip(drawing: go.Figure, strip: Strip, place: Callable[[date], float], colours: Palette) -> None:
    """Draw it. place: where a day lies along the axis. The start goes up through the chart as a line."""
    left, right = drawing.layout.xaxis.range
    for spans, rows, fill in ((strip.planned, PLANNED, None), (strip.actual, ACTUAL, colours.ink)):
        for span in spans:
            begin = left if span.first is None else max(left, place(span.first))
            end = right if span.last is None else min(right, place(span.last))
            if begin < end:
                _add_bar(drawing, (begin, end), rows, fill, span.sentence, colours)
    starts = [place(span.first) for span in strip.actual if span.first]
    if starts and left < min(starts) < right:
        line = {"color": colours.ink, "width": 1.5}
        drawing.add_shape(type="line", x0=min(starts), x1=min(starts), y0=0, y1=1, yref="paper", line=line)
        side = "right" if min(starts) > (left + right) / 2 else "left"
        drawing.add_annotation(
            x=min(starts), y=ACTUAL[1], yref="paper", xanchor=side, yanchor="bottom", xshift=-4 if side == "right" else 4,
            text=strip.name, showarrow=False, font={"color": colours.ink}, bgcolor=colours.page, borderpad=1,
        )  # fmt: skip
    _add_tests(drawing, strip, place, colours)


def _add_bar(
    drawing: go.Figure,
    span: tuple[float, float],
    rows: tuple[float, float],
    fill: str | None,
    sentence: str,
    colours: Palette,
) -> None:
    """A frame where it is planned, filled where it was so."""
    drawing.add_shape(
        type="rect", x0=span[0], x1=span[1], y0=rows[0], y1=rows[1], yref="paper", fillcolor=fill or "rgba(0,0,0,0)",
        line={"color": colours.ink, "width": 1},
    )  # fmt: skip
    _add_hover(drawing, sum(span) / 2, sum(rows) / 2, sentence)


def _add_tests(drawing: go.Figure, strip: Strip, place: Callable[[date], float], colours: Palette) -> None:
    left, right = drawing.layout.xaxis.range
    for day, sentence in strip.tests:
        if left < place(day) < right:
            drawing.add_annotation(
                x=place(day), y=sum(ACTUAL) / 2, yref="paper", yanchor="middle", showarrow=False, text=TEST_MARK,
                hovertext=sentence, font={"color": colours.ink, "size": 18}, bgcolor=colours.page, borderpad=0,
            )  # fmt: skip


def _add_hover(drawing: go.Figure, place: float, height: float, sentence: str) -> None:
    """Shapes cannot be hovered over: an empty text where the bar lies can."""
    drawing.add_annotation(
        x=place, y=height, yref="paper", yanchor="middle", showarrow=False, text="\u2003", hovertext=sentence,
    )  # fmt: skip
