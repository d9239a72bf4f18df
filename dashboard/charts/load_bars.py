"""How much each unit and team carries: lying bars from zero in one or more parts, each with its own scale.

A name stands over its bar, so that long names stay readable on a phone; a guide's band lies behind each bar of its part and
leaves the names out, whose ground would punch holes into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import UNSELECTED, Palette, Theme, empty_figure, figure, palette

ROW, TITLE, GAP, MARGIN = 48, 30, 20, 4  # pixels: a row, a part's title, the room between parts, over and under all
BAR, BAND_BEGINS, BAND_ENDS = 0.3, -0.01, 0.42  # of a row, under its name: the bar, and the guide's band behind it
LEAST = 0.003  # of the longest bar: zero is a stub, so that a row without a bar is a hidden one


@dataclass(frozen=True)
class Band:
    """What a guide calls usual, in the bars' own unit. name: the text over it."""

    low: float
    high: float
    name: str


@dataclass(frozen=True)
class Bar:
    """One row. name: the text over it. value: None where hidden or missing. row_id: its customdata, empty for none."""

    name: str
    value: float | None
    sentence: str
    row_id: str = ""


@dataclass(frozen=True)
class Part:
    """Bars on one scale. title: what they are. longest: what reaches the right edge, where not the longest bar itself."""

    title: str
    bars: Sequence[Bar]
    band: Band | None = None
    longest: float | None = None
    is_strong: bool = False


@drawn_once
def load_bars(parts: Sequence[Part], theme: Theme, sentence: str) -> go.Figure:
    """The parts in order from the top. sentence: what stands there where no part has a row."""
    shown = [part for part in parts if part.bars]
    if not shown:
        return empty_figure(theme, 2 * MARGIN + TITLE + ROW, sentence)
    colours = palette(theme)
    pixels = sum(TITLE + ROW * len(part.bars) for part in shown) + GAP * (len(shown) - 1)
    drawing = figure(theme, pixels + 2 * MARGIN)
    drawing.update_layout(margin={"l": 8, "r": 8, "t": MARGIN, "b": MARGIN}, bargap=0)
    top = 0
    for number, part in enumerate(shown, start=1):
        height = TITLE + ROW * len(part.bars)
        domain = (max(0.0, 1 - (top + height) / pixels), 1 - (top + TITLE) / pixels)
        _add_part(drawing, part, "" if number == 1 else str(number), domain, colours)
        top += height + GAP
    return drawing


def _add_part(drawing: go.Figure, part: Part, axis: str, domain: tuple[float, float], colours: Palette) -> None:
    longest = part.longest or _longest(part)
    plain = {"showgrid": False, "showticklabels": False, "zeroline": False, "fixedrange": True, "showline": False}
    drawing.update_layout({
        f"xaxis{axis}": plain | {"range": [0, longest * 1.02], "anchor": f"y{axis}"},
        f"yaxis{axis}": plain | {"range": [len(part.bars) - 0.5, -0.5], "domain": domain, "anchor": f"x{axis}"},
    })  # fmt: skip
    drawing.add_annotation(
        x=0, y=domain[1], xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=4, showarrow=False,
        text=part.title, font={"color": colours.secondary},
    )  # fmt: skip
    if part.band:
        _add_band(drawing, part, axis, domain, colours)
    for place, bar in enumerate(part.bars):
        drawing.add_annotation(
            x=0, xref="paper", y=place - 0.02, yref=f"y{axis}", xanchor="left", yanchor="bottom", text=bar.name,
            showarrow=False, font={"color": colours.ink}, align="left", bgcolor=colours.page, borderpad=1,
        )  # fmt: skip
    drawing.add_bar(
        orientation="h", xaxis=f"x{axis}", yaxis=f"y{axis}", width=BAR,
        x=[None if bar.value is None else max(bar.value, longest * LEAST) for bar in part.bars],
        y=[place + BAR / 2 + 0.04 for place in range(len(part.bars))],
        customdata=[bar.row_id for bar in part.bars], hovertext=[bar.sentence for bar in part.bars],
        hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
        marker={"color": colours.second if part.is_strong else colours.first, "line": {"width": 0}},
    )  # fmt: skip


def _longest(part: Part) -> float:
    ends = [bar.value or 0 for bar in part.bars] + ([part.band.high * 1.1] if part.band else [])
    return max(ends, default=0) or 1


def _add_band(drawing: go.Figure, part: Part, axis: str, domain: tuple[float, float], colours: Palette) -> None:
    band = part.band
    for place in range(len(part.bars)):
        ends = {"y0": place + BAND_BEGINS, "y1": place + BAND_ENDS, "xref": f"x{axis}", "yref": f"y{axis}"}
        drawing.add_shape(
            type="rect", x0=band.low, x1=band.high, fillcolor=colours.band, line={"width": 0}, layer="below", **ends
        )
        for edge in (band.low, band.high):
            line = {"color": colours.previous, "width": 1, "dash": "dash"}
            drawing.add_shape(type="line", x0=edge, x1=edge, line=line, layer="below", **ends)
    drawing.add_annotation(
        x=band.high, y=domain[1], xref=f"x{axis}", yref="paper", xanchor="right", yanchor="bottom", yshift=4, showarrow=False,
        text=band.name, font={"color": colours.secondary},
    )  # fmt: skip
