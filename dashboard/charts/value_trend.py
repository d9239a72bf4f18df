"""One number per month as a line from zero: a stock, a load, a ratio; with its target and a guide's band."""

from collections.abc import Callable, Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.event_places import USUAL_ROOM, EventRoom
from dashboard.charts.events import add_events
from dashboard.charts.months import add_month_axis, marker_size
from dashboard.charts.narrow import add_far_ticks
from dashboard.charts.style import Palette, Theme, figure, palette
from dashboard.charts.target_steps import target_steps
from dashboard.charts.ticks import round_ticks
from dashboard.measurement import GroupMeasurement
from dashboard.selection import Month

HEIGHT, TOP = 340, 16
ROOM_ABOVE = 1.12  # of the highest value


def value_trend(
    groups: Sequence[GroupMeasurement],
    targets: Sequence[float | None],
    band: tuple[float, float] | None,
    write: Callable[[float], str],
    theme: Theme,
    events: Sequence[tuple[date, str]] = (),
    room: EventRoom = USUAL_ROOM,
) -> go.Figure:
    """The months of ``groups`` in order, a month without a value a gap, an unfinished one an open point.

    targets: in force in each month. band: low and high of what a guide calls usual. write: a value as it is read.
    events: what happened when.
    """
    colours = palette(theme)
    months = [Month.parse(group.group) for group in groups]
    values = [group.measurement.value for group in groups]
    highest = max([one for one in (*values, *targets, *(band or ())) if one is not None], default=0) or 1
    drawing = figure(theme, HEIGHT)
    drawing.update_layout(margin={"l": 52, "r": 76, "t": TOP, "b": 56})
    drawing.update_yaxes(range=[0, highest * ROOM_ABOVE], nticks=5)
    # A count is written without decimals, so its ticks must be whole.
    ticks = round_ticks(highest, decimals=0 if write(0.1) == write(0) else 1)
    drawing.update_yaxes(tickvals=ticks, ticktext=[write(tick) for tick in ticks])
    add_month_axis(drawing, months, colours)
    if band:
        drawing.add_shape(
            type="rect", x0=-0.6, x1=len(groups) - 0.4, y0=band[0], y1=band[1], fillcolor=colours.band,
            line={"width": 0}, layer="below",
        )  # fmt: skip
    for corners in target_steps(targets):
        places, levels = zip(*corners, strict=True)
        line = {"color": colours.ink, "width": 1.5, "dash": "dash"}
        drawing.add_scatter(x=places, y=levels, mode="lines", line=line, hoverinfo="skip", cliponaxis=False)
    _add_line(drawing, groups, values, write, colours)
    beside = [*values[-1:], *targets[-1:]]
    add_far_ticks(drawing, {tick: write(tick) for tick in ticks}, beside, colours)
    if months:
        drawing.update_layout(margin={"t": TOP + add_events(drawing, events, months, colours, room)})
    return drawing


def _add_line(
    drawing: go.Figure,
    groups: Sequence[GroupMeasurement],
    values: Sequence[float | None],
    write: Callable[[float], str],
    colours: Palette,
) -> None:
    fills = [colours.page if group.is_unfinished else colours.series for group in groups]
    drawing.add_scatter(
        x=list(range(len(values))), y=list(values), mode="lines+markers", connectgaps=False, cliponaxis=False,
        line={"color": colours.series, "width": 2.5}, hoverinfo="skip",
        marker={"size": marker_size(len(values), 10), "color": fills, "line": {"color": colours.series, "width": 2}},
    )  # fmt: skip
    last = next((place for place in reversed(range(len(values))) if values[place] is not None), None)
    if last is not None:
        drawing.add_annotation(
            x=last, y=values[last], xanchor="left", xshift=10, showarrow=False, text=f"<b>{write(values[last])}</b>",
            font={"color": colours.ink, "size": 16},
        )  # fmt: skip
