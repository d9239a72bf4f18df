"""How much each full-time position carries at the end of every month, and how many positions there are: two small multiples."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.event_places import USUAL_ROOM
from dashboard.charts.events import add_events
from dashboard.charts.load_bars import Band
from dashboard.charts.month_series import Series, add_month_bars, add_month_line, highest_of
from dashboard.charts.months import add_month_axis
from dashboard.charts.narrow import count_axis
from dashboard.charts.style import Palette, Theme, empty_figure, figure, palette
from dashboard.selection import Month

HEIGHT, TOP = 400, 36  # pixels: without events, and what the load's name takes above the plot
LOAD, POSITIONS = (0.56, 1), (0, 0.34)  # of the plot's height


@drawn_once
def load_trend(
    load: Series, positions: tuple[Series, Series], band: Band | None, theme: Theme, sentence: str,
    events: Sequence[tuple[date, str]] = (),
) -> go.Figure:  # fmt: skip
    """Above the load as a line with the guide's band, below the positions as bars: permanent and on top temporary ones.

    positions: all, and the permanent ones among them; the second may be empty where nobody tells them apart. sentence:
    what stands there where there is no month. events: what happened when; their text makes the figure taller.
    """
    every, permanent = positions
    if not load.groups and not every.groups:
        return empty_figure(theme, HEIGHT, sentence)
    colours = palette(theme)
    months = [Month.parse(group.group) for group in load.groups or every.groups]
    drawing = figure(theme, HEIGHT)
    axis = drawing.layout.yaxis.to_plotly_json()
    drawing.update_layout(
        margin={"l": 44, "r": 52, "t": TOP, "b": 56}, barmode="stack", bargap=0.35,
        yaxis={**axis, "domain": POSITIONS, "rangemode": "tozero", "nticks": 3, "tickformat": ",d"},
        yaxis2={**axis, "domain": LOAD, "range": [0, _highest(load, band) * 1.1], "nticks": 4, "tickformat": ",d"},
    )  # fmt: skip
    add_month_axis(drawing, months, colours)
    if band:
        _add_band(drawing, band, colours)
    _add_bars(drawing, every, permanent, colours)
    add_month_line(drawing, load, colours.ink, 1, colours)
    count_axis(drawing, "yaxis", highest_of(every, permanent), 3, None, colours, decimals=1)
    count_axis(drawing, "yaxis2", _highest(load, band), 4, load.values[-1] if load.values else None, colours,
               decimals=1)  # fmt: skip
    names = [f'<span style="color:{colours.second}">■</span> {permanent.name}'] if permanent.groups else []
    names.append(f'<span style="color:{colours.first}">■</span> {every.name}')
    for text, height in ((load.name, LOAD[1]), ("   ".join(names), POSITIONS[1])):
        drawing.add_annotation(
            x=1, y=height, xref="paper", yref="paper", xanchor="right", yanchor="bottom", yshift=8, text=text,
            showarrow=False, font={"color": colours.ink}, bgcolor=colours.page,
        )  # fmt: skip
    above = add_events(drawing, events, months, colours, replace(USUAL_ROOM, foot=TOP, is_behind=True))
    drawing.update_layout(margin={"t": TOP + above}, height=HEIGHT + above)
    return drawing


def _highest(load: Series, band: Band | None) -> float:
    values = [value or 0 for value in load.values]
    return max([*values, band.high if band else 0], default=0) or 1


def _add_band(drawing: go.Figure, band: Band, colours: Palette) -> None:
    drawing.add_shape(
        # By the paper: Plotly lays what goes by both axes over the events' lines.
        type="rect", xref="paper", x0=0, x1=1, y0=band.low, y1=band.high, yref="y2", fillcolor=colours.band,
        line={"width": 0}, layer="below",
    )  # fmt: skip
    drawing.add_annotation(
        x=0, y=band.low, xref="paper", yref="y2", xanchor="left", yanchor="bottom", xshift=4, showarrow=False,
        text=band.name, font={"color": colours.secondary},
    )  # fmt: skip


def _add_bars(drawing: go.Figure, every: Series, permanent: Series, colours: Palette) -> None:
    lower = permanent.values or [0.0] * len(every.groups)
    upper = _upper(every.values, lower)
    for series, values, colour in ((permanent, lower, colours.second), (every, upper, colours.first)):
        if series.groups:
            add_month_bars(drawing, series, values, colour, colours)


def _upper(every: Sequence[float | None], lower: Sequence[float | None]) -> list[float | None]:
    """What the others come to; months without either number have no bar."""
    pairs = zip(every, lower, strict=True)
    return [None if one is None or below is None else round(one - below, 6) for one, below in pairs]
