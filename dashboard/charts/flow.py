"""Work coming in, decided and standing: bars for the two flows, above them the stock on its own axis from zero."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.event_places import USUAL_ROOM, EventRoom
from dashboard.charts.events import add_events
from dashboard.charts.month_series import Series, add_month_bars, add_month_line, highest_of
from dashboard.charts.months import add_month_axis
from dashboard.charts.narrow import count_axis
from dashboard.charts.style import Theme, empty_figure, figure, palette
from dashboard.selection import Month
from dashboard.words import words

HEIGHT, TOP = 368, 36  # pixels: without events, and what the upper series' name takes above the plot


@drawn_once
def flow(
    received: Series, decided: Series, stock: Series, theme: Theme, events: Sequence[tuple[date, str]] = (),
    room: EventRoom = USUAL_ROOM,
) -> go.Figure:  # fmt: skip
    """Two small multiples over the same months; below received and decided, above the stock at month end.

    events: what happened when; its text makes the figure taller, and the plots keep their height.
    """
    if not received.groups:
        return empty_figure(theme, HEIGHT, words("common")("silence_explanation.not_delivered"))
    colours = palette(theme)
    months = [Month.parse(group.group) for group in received.groups]
    drawing = figure(theme, HEIGHT)
    axis = drawing.layout.yaxis.to_plotly_json()
    drawing.update_layout(
        margin={"l": 52, "r": 48, "t": TOP, "b": 56}, barmode="group", bargap=0.3, bargroupgap=0.08,
        yaxis={**axis, "domain": [0, 0.46], "rangemode": "tozero", "nticks": 4, "tickformat": ",d"},
        yaxis2={**axis, "domain": [0.66, 1], "rangemode": "tozero", "nticks": 3, "tickformat": ",d"},
    )  # fmt: skip
    add_month_axis(drawing, months, colours)
    for series, colour in ((received, colours.first), (decided, colours.second)):
        add_month_bars(drawing, series, series.values, colour, colours)
    add_month_line(drawing, stock, colours.series, 0, colours)
    count_axis(drawing, "yaxis", highest_of(received, decided), 3, None, colours)
    count_axis(drawing, "yaxis2", highest_of(stock), 2, stock.values[-1] if stock.values else None, colours)
    names = f'<span style="color:{colours.first}">■</span> {received.name}   '
    names += f'<span style="color:{colours.second}">■</span> {decided.name}'
    # At the right end, beside the newest months: on a phone that is the end in sight.
    for text, height in ((stock.name, 1), (names, 0.46)):
        drawing.add_annotation(
            x=1, y=height, xref="paper", yref="paper", xanchor="right", yanchor="bottom", yshift=10,
            text=text, showarrow=False, font={"color": colours.ink}, bgcolor=colours.page,
        )  # fmt: skip
    above = add_events(drawing, events, months, colours, replace(room, foot=TOP, is_behind=True))
    drawing.update_layout(margin={"t": TOP + above}, height=HEIGHT + above)
    return drawing
