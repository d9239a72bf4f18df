"""Work coming in, decided and standing: bars for the two flows, above them the stock on its own axis from zero."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.months import add_month_axis, marker_size
from dashboard.charts.style import UNSELECTED, Palette, Theme, empty_figure, figure, palette
from dashboard.measurement import GroupMeasurement
from dashboard.selection import Month
from dashboard.words import words

HEIGHT = 368


@dataclass(frozen=True)
class Series:
    """One counted series per month: its name on the chart, its months in order, each one's id and what hovering says.

    The ids are the points' customdata: what a click gives back.
    """

    name: str
    groups: Sequence[GroupMeasurement]
    ids: Sequence[str]
    sentences: Sequence[str]


@drawn_once
def flow(received: Series, decided: Series, stock: Series, theme: Theme) -> go.Figure:
    """Two small multiples over the same months; below received and decided, above the stock at month end."""
    if not received.groups:
        return empty_figure(theme, HEIGHT, words("common")("silence_explanation.not_delivered"))
    colours = palette(theme)
    months = [Month.parse(group.group) for group in received.groups]
    drawing = figure(theme, HEIGHT)
    axis = drawing.layout.yaxis.to_plotly_json()
    drawing.update_layout(
        margin={"l": 52, "r": 48, "t": 36, "b": 56}, barmode="group", bargap=0.3, bargroupgap=0,
        yaxis={**axis, "domain": [0, 0.46], "rangemode": "tozero", "nticks": 4, "tickformat": ",d"},
        yaxis2={**axis, "domain": [0.66, 1], "rangemode": "tozero", "nticks": 3, "tickformat": ",d"},
    )  # fmt: skip
    add_month_axis(drawing, months, colours)
    for series, colour in ((received, colours.first), (decided, colours.second)):
        _add_bars(drawing, series, colour, colours)
    _add_stock(drawing, stock, colours)
    names = f'<span style="color:{colours.first}">■</span> {received.name}   '
    names += f'<span style="color:{colours.second}">■</span> {decided.name}'
    # At the right end, beside the newest months: on a phone that is the end in sight.
    for text, height in ((stock.name, 1), (names, 0.46)):
        drawing.add_annotation(
            x=1, y=height, xref="paper", yref="paper", xanchor="right", yanchor="bottom", yshift=10,
            text=text, showarrow=False, font={"color": colours.ink},
        )  # fmt: skip
    return drawing


def _add_bars(drawing: go.Figure, series: Series, colour: str, colours: Palette) -> None:
    fills = [colours.page if group.is_unfinished else colour for group in series.groups]
    drawing.add_bar(
        x=list(range(len(series.groups))), y=[group.measurement.value for group in series.groups],
        marker={"color": fills, "line": {"color": colour, "width": 1.5}}, customdata=list(series.ids),
        hovertext=list(series.sentences), hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
    )  # fmt: skip


def _add_stock(drawing: go.Figure, series: Series, colours: Palette) -> None:
    values = [group.measurement.value for group in series.groups]
    fills = [colours.page if group.is_unfinished else colours.series for group in series.groups]
    drawing.add_scatter(
        x=list(range(len(values))), y=values, yaxis="y2", mode="lines+markers", connectgaps=False, cliponaxis=False,
        line={"color": colours.series, "width": 2.5}, customdata=list(series.ids), hovertext=list(series.sentences),
        marker={"size": marker_size(len(values), 9), "color": fills, "line": {"color": colours.series, "width": 2}},
        hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
    )  # fmt: skip
    last = next((place for place in reversed(range(len(values))) if values[place] is not None), None)
    if last is not None:
        drawing.add_annotation(
            x=last, y=values[last], yref="y2", xanchor="left", xshift=10, showarrow=False,
            text=f"<b>{formatting.number(values[last])}</b>", font={"color": colours.ink, "size": 16},
        )  # fmt: skip
