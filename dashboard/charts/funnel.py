"""One point per team: how many decisions, and which share of them; around the share of all the limits of chance.

The limits are those of analysis.funnel. The points are named where they stand and in no order: a funnel is no ranking.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.analysis.funnel import Z_998, limits
from dashboard.analysis.intervals import Z_95
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.edge_labels import EdgeLabel, add_edge_labels
from dashboard.charts.style import SMALL_PRINT, UNSELECTED, Palette, Theme, figure, palette
from dashboard.charts.ticks import step_of_few

HEIGHT, MARGIN_TOP, MARGIN_BOTTOM = 440, 16, 52
STEPS = 120  # points of a limit's curve
LOWEST, LEAST_TOP = 0.04, 0.1  # of the axis, and where it ends where no share is above nought
AIR = 0.02  # of the axis, left of zero: the point of a single decision would lie on the ticks
LEFT_OF, TICKS_AT_MOST = 0.72, (0.05, 0.1, 0.2, 0.25)  # of the axis: names right of here stand left of their point


@dataclass(frozen=True)
class Point:
    """One team. share: 0-1. is_few: too few decisions to be judged, an open point. is_beyond: outside the outer limit."""

    name: str
    n: int
    share: float
    sentence: str
    row_id: str
    is_few: bool = False
    is_beyond: bool = False


@dataclass(frozen=True)
class Names:
    """The words on the chart: the axes, the centre line and the two limits."""

    x_axis: str
    centre: str
    inner: str
    outer: str


@drawn_once
def funnel(points: Sequence[Point], centre: float, names: Names, theme: Theme) -> go.Figure:
    """The points around the centre (0-1), with the 95 % and the 99.8 % limits from one decision to the largest team."""
    colours = palette(theme)
    most = max(point.n for point in points)
    end = most * 1.15
    sizes = [max(1.0, end * step / STEPS) for step in range(STEPS + 1)]
    highest = max([point.share for point in points] + [limits(centre, max(5, most * 0.08), Z_998)[1]]) * 1.1
    top = min(1.0, max(highest, LEAST_TOP))
    drawing = figure(theme, HEIGHT)
    drawing.update_layout(margin={"l": 56, "r": 112, "t": MARGIN_TOP, "b": MARGIN_BOTTOM})
    drawing.update_xaxes(
        range=[-end * AIR, end], tickformat=",d", nticks=6, dtick=step_of_few(end), title_text=names.x_axis,
        title_standoff=6, tickangle=0,
    )  # fmt: skip
    ticks = _ticks(top)
    drawing.update_yaxes(range=[0, top], tickvals=ticks, ticktext=[formatting.percent(value, 0) for value in ticks])
    for z, dash in ((Z_998, "solid"), (Z_95, "dash")):
        for side in (0, 1):
            drawing.add_scatter(
                x=sizes, y=[limits(centre, size, z)[side] for size in sizes], mode="lines", hoverinfo="skip",
                line={"color": colours.previous, "width": 1.5, "dash": dash},
            )  # fmt: skip
    drawing.add_scatter(
        x=[0, end], y=[centre, centre], mode="lines", hoverinfo="skip", line={"color": colours.ink, "width": 1.5},
    )  # fmt: skip
    _add_points(drawing, points, end, top, colours)
    add_edge_labels(drawing, _names(centre, end, names, colours), HEIGHT - MARGIN_TOP - MARGIN_BOTTOM)
    return drawing


def _ticks(top: float) -> list[float]:
    """At most six ticks from zero."""
    step = next((size for size in TICKS_AT_MOST if top / size <= 6), TICKS_AT_MOST[-1])
    return [round(step * place, 2) for place in range(int(top / step) + 1)]


def _add_points(drawing: go.Figure, points: Sequence[Point], end: float, top: float, colours: Palette) -> None:
    drawing.add_scatter(
        x=[point.n for point in points], y=[point.share for point in points], mode="markers", cliponaxis=False,
        customdata=[point.row_id for point in points], hovertext=[point.sentence for point in points],
        hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
        marker={"size": 14, "symbol": ["diamond" if point.is_beyond else "circle" for point in points],
                "color": [colours.page if point.is_few else colours.second for point in points],
                "line": {"width": 2, "color": colours.second}},
    )  # fmt: skip
    for point in points:
        is_right = point.n > end * LEFT_OF
        # At the bottom a name would lie over the axis: there it stands above its point.
        up = {"yanchor": "bottom", "yshift": 8} if point.share < LOWEST * top else {}
        drawing.add_annotation(
            x=point.n, y=point.share, xanchor="right" if is_right else "left", xshift=-14 if is_right else 14, **up,
            showarrow=False, text=point.name, align="right" if is_right else "left", font={"color": colours.ink},
            bgcolor=colours.page, borderpad=1,
        )  # fmt: skip


def _names(centre: float, end: float, names: Names, colours: Palette) -> list[EdgeLabel]:
    """Right of the plot, each beside its line, both limits at their upper one: the lower ones look the same."""
    told = f"<b>{formatting.percent(centre)}</b><br>{names.centre}"
    inner, outer = (limits(centre, end, z)[1] for z in (Z_95, Z_998))
    placed = (
        (centre, told, colours.ink),
        (inner, names.inner, colours.secondary),
        (outer, names.outer, colours.secondary),
    )
    return [EdgeLabel(level, text, colour, SMALL_PRINT) for level, text, colour in placed]
