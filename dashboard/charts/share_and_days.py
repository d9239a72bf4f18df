"""A share and a number of days of the same few groups, one over the other, each point with its 95 % interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import UNSELECTED, Palette, Theme, empty_figure, figure, palette
from dashboard.measurement import GroupMeasurement, Target
from dashboard.words import words

HEIGHT = 400
SHARE_PART, DAYS_PART = (0.6, 1), (0, 0.4)  # of the plot's height
TICKS = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True)
class Part:
    """One measure of every group, in order from the top.

    title: what is measured. names: what stands over each group's line. sentences: what hovering says. ids: the points'
    customdata, what a click gives back.
    """

    title: str
    groups: Sequence[GroupMeasurement]
    ids: Sequence[str]
    names: Sequence[str]
    sentences: Sequence[str]


@drawn_once
def share_and_days(share: Part, days: Part, target: Target | None, theme: Theme) -> go.Figure:
    """Above the share on 0-100 % with its target as a dashed line, below the days from zero.

    A group without a value says why in its name and has no point.
    """
    if not share.groups:
        return empty_figure(theme, HEIGHT, words("common")("silence_explanation.no_cases"))
    colours = palette(theme)
    drawing = figure(theme, HEIGHT)
    x, y = (drawing.layout[axis].to_plotly_json() for axis in ("xaxis", "yaxis"))
    rows = {**y, "showgrid": False, "showticklabels": False}
    percents = [formatting.percent(value, 0) for value in TICKS]
    drawing.update_layout(
        margin={"l": 8, "r": 24, "t": 44, "b": 28},
        xaxis={**x, "showgrid": True, "range": [-0.03, 1.03], "tickvals": TICKS, "ticktext": percents, "tickangle": 0},
        xaxis2={
            **x,
            "showgrid": True,
            "range": [_longest(days) * -0.03, _longest(days) * 1.1],
            "nticks": 5,
            "tickformat": ",d",
            "anchor": "y2",
        },
        yaxis={**rows, "domain": SHARE_PART, "range": _rows(share)},
        yaxis2={**rows, "domain": DAYS_PART, "range": _rows(days)},
    )
    _add_part(drawing, share, "", SHARE_PART[1], colours)
    _add_part(drawing, days, "2", DAYS_PART[1], colours)
    _add_target(drawing, target, colours)
    return drawing


def _rows(part: Part) -> list[float]:
    """From under the last row to over the first one's name."""
    return [max(len(part.groups), 1) - 0.65, -0.75]


def _longest(days: Part) -> float:
    ends = [group.measurement.interval[1] for group in days.groups if group.measurement.interval]
    return max(ends + [group.measurement.value or 0 for group in days.groups], default=0) or 1


def _add_part(drawing: go.Figure, part: Part, axis: str, top: float, colours: Palette) -> None:
    x, y = f"x{axis}", f"y{axis}"
    drawing.add_annotation(
        x=0, y=top, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=4, showarrow=False,
        text=part.title, font={"color": colours.secondary},
    )  # fmt: skip
    for place, (group, name) in enumerate(zip(part.groups, part.names, strict=True)):
        drawing.add_annotation(
            x=0, y=place, xref="paper", yref=y, xanchor="left", yanchor="bottom", yshift=8, text=name, showarrow=False,
            font={"color": colours.ink}, bgcolor=colours.page, borderpad=1,
        )  # fmt: skip
        if group.measurement.interval:
            low, high = group.measurement.interval
            line = {"color": colours.previous, "width": 6}
            drawing.add_shape(
                type="line", x0=low, x1=high, y0=place, y1=place, xref=x, yref=y, line=line, layer="below"
            )
    drawing.add_scatter(
        x=[group.measurement.value for group in part.groups], y=list(range(len(part.groups))), xaxis=x, yaxis=y,
        mode="markers", cliponaxis=False, marker={"size": 14, "color": colours.series}, customdata=list(part.ids),
        hovertext=list(part.sentences), hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
    )  # fmt: skip


def _add_target(drawing: go.Figure, target: Target | None, colours: Palette) -> None:
    if target is None:
        return
    line = {"color": colours.ink, "width": 1.5, "dash": "dash"}
    drawing.add_shape(type="line", x0=target.value, x1=target.value, y0=SHARE_PART[0], y1=1, yref="paper", line=line)
    drawing.add_annotation(
        x=target.value, y=1, yref="paper", yanchor="bottom", yshift=4, showarrow=False, font={"color": colours.ink},
        text=words("deadlines")("trend.target", value=formatting.percent(target.value, 0)),
    )  # fmt: skip
