"""A few named counts as lying bars from zero; a name stands over its bar, so that long names stay readable on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import plotly.graph_objects as go

from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import UNSELECTED, Palette, Theme, figure, palette

ROW, ROW_AT_MOST, MARGIN_TOP, MARGIN_BOTTOM = 56, 76, 8, 8  # pixels: of a row, and what lies over and under the rows
BAR, THICKEST = 0.3, 22  # of a row, under its name, and in pixels
LEAST = 0.004  # of the longest bar: zero is a stub, so that a row without a bar is a hidden one


class Look(StrEnum):
    """plain and strong tell two kinds of rows apart; open: not a part of what the others add up to."""

    PLAIN = "plain"
    STRONG = "strong"
    OPEN = "open"


@dataclass(frozen=True)
class Row:
    """One bar. name: the text over it. value: None where hidden. row_id: its customdata, an empty text for none."""

    name: str
    value: float | None
    sentence: str
    row_id: str = ""
    look: Look = Look.PLAIN


def height(rows: int) -> int:
    """The figure's least height in pixels for so many rows."""
    return MARGIN_TOP + MARGIN_BOTTOM + ROW * max(rows, 1)


@drawn_once
def named_bars(rows: Sequence[Row], theme: Theme, pixels: int | None = None) -> go.Figure:
    """One bar per row in order from the top, as tall as they need.

    pixels: a height to fill instead (a slide's), never so far that the rows fall apart: what is too much is left empty
    under them.

    An open one stands apart by a thin line above it.
    """
    colours = palette(theme)
    least = height(len(rows))
    most = least + (ROW_AT_MOST - ROW) * max(len(rows), 1)
    pixels = most if pixels is None else max(pixels, least)
    spread = min(pixels, most)
    drawing = figure(theme, pixels)
    bar = min(BAR, THICKEST * max(len(rows), 1) / spread)
    longest = max((row.value or 0 for row in rows), default=0) or 1
    drawing.update_layout(margin={"l": 8, "r": 8, "t": MARGIN_TOP, "b": MARGIN_BOTTOM + pixels - spread}, bargap=0)
    drawing.update_xaxes(range=[0, longest * 1.02], showticklabels=False, showgrid=False)
    drawing.update_yaxes(range=[len(rows) - 0.5, -0.5], showgrid=False, showticklabels=False)
    for place, row in enumerate(rows):
        drawing.add_annotation(
            x=0, xref="paper", y=place - 0.02, xanchor="left", yanchor="bottom", text=row.name, showarrow=False,
            font={"color": colours.ink}, borderpad=0, align="left",
        )  # fmt: skip
        if row.look is Look.OPEN and place:
            line = {"color": colours.line, "width": 1}
            drawing.add_shape(
                type="line", x0=0, x1=1, xref="paper", y0=place - 0.5, y1=place - 0.5, line=line, layer="below"
            )
    drawing.add_bar(
        orientation="h", x=[_length(row, longest) for row in rows], y=[place + bar / 2 + 0.04 for place in range(len(rows))],
        width=bar, customdata=[row.row_id for row in rows], hovertext=[row.sentence for row in rows],
        hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
        marker={"color": [_fill(row, colours) for row in rows],
                "line": {"color": [_edge(row, colours) for row in rows], "width": 1.5}},
    )  # fmt: skip
    return drawing


def _length(row: Row, longest: float) -> float | None:
    return None if row.value is None else max(row.value, longest * LEAST)


def _edge(row: Row, colours: Palette) -> str:
    return {Look.PLAIN: colours.first, Look.STRONG: colours.second, Look.OPEN: colours.series}[row.look]


def _fill(row: Row, colours: Palette) -> str:
    return colours.page if row.look is Look.OPEN else _edge(row, colours)
