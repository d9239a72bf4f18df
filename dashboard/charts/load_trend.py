"""How much each full-time position carries at the end of every month, and how many positions there are: two small multiples."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.flow import Series
from dashboard.charts.load_bars import Band
from dashboard.charts.months import add_month_axis, marker_size
from dashboard.charts.style import UNSELECTED, Palette, Theme, empty_figure, figure, palette
from dashboard.selection import Month

HEIGHT = 400
LOAD, POSITIONS = (0.56, 1), (0, 0.34)  # of the plot's height


@drawn_once
def load_trend(
    load: Series, positions: tuple[Series, Series], band: Band | None, theme: Theme, sentence: str
) -> go.Figure:
    """Above the load as a line with the guide's band, below the positions as bars: permanent and on top temporary ones.

    positions: all, and the permanent ones among them; the second may be empty where nobody tells them apart. sentence:
    what stands there where there is no month.
    """
    every, permanent = positions
    if not load.groups and not every.groups:
        return empty_figure(theme, HEIGHT, sentence)
    colours = palette(theme)
    months = [Month.parse(group.group) for group in load.groups or every.groups]
    drawing = figure(theme, HEIGHT)
    axis = drawing.layout.yaxis.to_plotly_json()
    drawing.update_layout(
        margin={"l": 44, "r": 52, "t": 36, "b": 56}, barmode="stack", bargap=0.35,
        yaxis={**axis, "domain": POSITIONS, "rangemode": "tozero", "nticks": 3, "tickformat": ",d"},
        yaxis2={**axis, "domain": LOAD, "range": [0, _highest(load, band) * 1.1], "nticks": 4, "tickformat": ",d"},
    )  # fmt: skip
    add_month_axis(drawing, months, colours)
    if band:
        _add_band(drawing, band, len(months), colours)
    _add_bars(drawing, every, permanent, colours)
    _add_line(drawing, load, colours)
    names = [f'<span style="color:{colours.second}">■</span> {permanent.name}'] if permanent.groups else []
    names.append(f'<span style="color:{colours.first}">■</span> {every.name}')
    for text, height in ((load.name, LOAD[1]), ("   ".join(names), POSITIONS[1])):
        drawing.add_annotation(
            x=1, y=height, xref="paper", yref="paper", xanchor="right", yanchor="bottom", yshift=8, text=text,
            showarrow=False, font={"color": colours.ink},
        )  # fmt: skip
    return drawing


def _highest(load: Series, band: Band | None) -> float:
    values = [group.measurement.value or 0 for group in load.groups]
    return max([*values, band.high if band else 0], default=0) or 1


def _add_band(drawing: go.Figure, band: Band, months: int, colours: Palette) -> None:
    drawing.add_shape(
        type="rect", x0=-0.6, x1=months - 0.4, y0=band.low, y1=band.high, yref="y2", fillcolor=colours.band,
        line={"width": 0}, layer="below",
    )  # fmt: skip
    drawing.add_annotation(
        x=0, y=band.low, xref="paper", yref="y2", xanchor="left", yanchor="bottom", xshift=4, showarrow=False,
        text=band.name, font={"color": colours.secondary},
    )  # fmt: skip


def _add_bars(drawing: go.Figure, every: Series, permanent: Series, colours: Palette) -> None:
    lower = [group.measurement.value for group in permanent.groups] or [0.0] * len(every.groups)
    upper = _upper([group.measurement.value for group in every.groups], lower)
    for series, values, colour in ((permanent, lower, colours.second), (every, upper, colours.first)):
        if series.groups:
            fills = [colours.page if group.is_unfinished else colour for group in series.groups]
            drawing.add_bar(
                x=list(range(len(values))), y=values, customdata=list(series.ids), hovertext=list(series.sentences),
                hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
                marker={"color": fills, "line": {"color": colour, "width": 1.5}},
            )  # fmt: skip


def _upper(every: Sequence[float | None], lower: Sequence[float | None]) -> list[float | None]:
    """What the others come to; months without either number have no bar."""
    pairs = zip(every, lower, strict=True)
    return [None if one is None or below is None else round(one - below, 6) for one, below in pairs]


def _add_line(drawing: go.Figure, series: Series, colours: Palette) -> None:
    values = [group.measurement.value for group in series.groups]
    fills = [colours.page if group.is_unfinished else colours.ink for group in series.groups]
    drawing.add_scatter(
        x=list(range(len(values))), y=values, yaxis="y2", mode="lines+markers", connectgaps=False, cliponaxis=False,
        line={"color": colours.ink, "width": 2.5}, customdata=list(series.ids), hovertext=list(series.sentences),
        marker={"size": marker_size(len(values), 9), "color": fills, "line": {"color": colours.ink, "width": 2}},
        hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
    )  # fmt: skip
    last = next((place for place in reversed(range(len(values))) if values[place] is not None), None)
    if last is not None:
        drawing.add_annotation(
            x=last, y=values[last], yref="y2", xanchor="left", xshift=8, showarrow=False,
            text=f"<b>{formatting.number(values[last], 1)}</b>", font={"color": colours.ink, "size": 16},
        )  # fmt: skip
