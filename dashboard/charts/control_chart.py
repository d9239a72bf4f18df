"""A control chart: grey series, centre and limits, the target, and what the rules found marked by shape and colour.

Over it may lie when an initiative ran (planned as outline, actual as fill), its tests, events and a group to compare with.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.analysis.control_chart import ChartKind, ControlChart, Phase, Side, Trend, Variation
from dashboard.analysis.control_verdict import point_variation
from dashboard.charts.control_axis import add_axis, place_on, placed_events
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.edge_labels import EdgeLabel, add_edge_labels
from dashboard.charts.events import add_placed_events
from dashboard.charts.initiative_strip import STRIP, Strip, add_strip
from dashboard.charts.months import marker_size
from dashboard.charts.style import SMALL_PRINT, Palette, Theme, empty_figure, figure, palette
from dashboard.charts.target_steps import target_steps
from dashboard.selection import Month

HEIGHT = 380
ROOM, ROOM_FOR_NAMES, AXIS_ROOM, FOOT = 16, 124, 60, 52  # pixels: above, right, left and below the plot
NAME_LETTERS = 16  # of one line at the right edge
AIR = 0.08  # of the span of what is drawn, above and below it
NEAR_ZERO = 0.15  # of that span: an axis that begins so little above 0 may as well begin there


@dataclass(frozen=True)
class Series:
    """What is drawn, one entry per point in order.

    lasts: the last month of each point, is_quarterly: whether a point is a quarter. values: None where there is nothing to show.
    is_open: shown and not judged. targets: in force at each. sentences: what hovering says. direction: the KPI's.
    """

    lasts: Sequence[Month]
    is_quarterly: bool
    values: Sequence[float | None]
    is_open: Sequence[bool]
    targets: Sequence[float | None]
    sentences: Sequence[str]
    direction: str


@dataclass(frozen=True)
class Names:
    """The words on the chart: of the centre, the target and the newest judged value, and of the group compared with.

    newest_about: under the value, its unit, and its period where later points are shown. expected: of the line that goes on
    as before the start.
    """

    centre: str = ""
    target: str = ""
    newest: str = ""
    comparison: str = ""
    newest_about: str = ""
    expected: str = ""


@dataclass(frozen=True)
class StepLine:
    """What a test laid through the series. first: the first point after. level: of the line before, there; trend: its rise."""

    first: int
    level: float
    trend: float
    step: float


@dataclass(frozen=True)
class Overlay:
    """What lies over the series. strip: when the initiative ran and its tests. comparison: the other group's values."""

    events: Sequence[tuple[date, str]] = ()
    strip: Strip | None = None
    comparison: Sequence[float | None] = ()
    line: StepLine | None = None


@drawn_once
def control_chart(
    chart: ControlChart | None, series: Series, names: Names, write: Callable[[float], str], theme: Theme,
    overlay: Overlay, nothing: str,
) -> go.Figure:  # fmt: skip
    """chart: the lines and signals of the same points, None where nothing is judged. write: a value as it is read.

    nothing: what stands there where no point has a value.
    """
    if all(value is None for value in series.values):
        return empty_figure(theme, HEIGHT, nothing)
    colours = palette(theme)
    drawing = figure(theme, HEIGHT)
    strip = None if overlay.strip is None or overlay.strip.is_empty else overlay.strip
    low, high = _span(chart, series, overlay)
    drawing.update_layout(margin={"l": AXIS_ROOM, "r": ROOM_FOR_NAMES, "t": ROOM, "b": FOOT})
    add_axis(drawing, series.lasts, series.is_quarterly, colours)
    _add_value_axis(drawing, low, high, strip, write)
    for phase in chart.phases if chart else ():
        _add_phase(drawing, chart, phase, colours)
    _add_target(drawing, series.targets, colours)
    _add_comparison(drawing, overlay.comparison, colours)
    _add_series(drawing, chart, series, colours)
    if overlay.line:
        _add_step_line(drawing, overlay.line, len(series.values), colours)
    plot = (HEIGHT - ROOM - FOOT) * (1 - STRIP if strip else 1)
    add_edge_labels(drawing, _labels(chart, series, names, overlay, colours), plot)
    if strip:
        add_strip(drawing, strip, lambda day: place_on(day, series.lasts, series.is_quarterly), colours)
    placed = placed_events(overlay.events, series.lasts, series.is_quarterly)
    above = add_placed_events(drawing, placed, len(series.lasts), colours)
    # The plot keeps its height: many events make the figure taller.
    drawing.update_layout(margin={"t": ROOM + above}, height=HEIGHT + above)
    return drawing


def _span(chart: ControlChart | None, series: Series, overlay: Overlay) -> tuple[float, float]:
    """From the lowest to the highest of all that is drawn."""
    lines = [line for point in chart.points for line in (point.lower, point.upper, point.centre)] if chart else []
    drawn = [one for one in (*series.values, *series.targets, *overlay.comparison, *lines) if one is not None]
    low, high = min(drawn), max(drawn)
    air = AIR * ((high - low) or abs(high) or 1)
    if 0 <= low <= NEAR_ZERO * (high - low):
        return 0.0, high + air
    return (max(0.0, low - air) if low >= 0 else low - air), high + air


def _add_value_axis(
    drawing: go.Figure, low: float, high: float, strip: Strip | None, write: Callable[[float], str]
) -> None:
    """Round numbers on the axis; the strip lies below it, where no value could be."""
    ticks = _ticks(low, high)
    drawing.update_yaxes(range=[low, high], tickvals=ticks, ticktext=[write(tick) for tick in ticks])
    if strip:
        drawing.update_yaxes(domain=[STRIP, 1])
        drawing.update_xaxes(anchor="free", position=0)


def begins_above_zero(drawing: go.Figure) -> bool:
    """Whether the values' axis is cut, so that heights must not be compared."""
    return drawing.layout.yaxis.range is not None and drawing.layout.yaxis.range[0] > 0


def _ticks(low: float, high: float) -> list[float]:
    """At most five round numbers between the two."""
    size = 10.0 ** _order((high - low) / 5)
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if (high - low) / (size * factor) <= 5)
    first = -(-low // step)
    return [round((first + count) * step, 10) for count in range(6) if (first + count) * step <= high]


def _order(number: float) -> int:
    return int(f"{number:e}".partition("e")[2])


def _add_phase(drawing: go.Figure, chart: ControlChart, phase: Phase, colours: Palette) -> None:
    """Centre, and limits as a band with thin edges that step with n; provisional ones are dotted."""
    points = chart.points[phase.start : phase.stop]
    bounded = [(point.position, point.lower, point.upper) for point in points if point.upper is not None]
    if bounded:
        places = [place + side for place, _, _ in bounded for side in (-0.5, 0.5)]
        lows, highs = ([bound[number] for bound in bounded for _ in range(2)] for number in (1, 2))
        drawing.add_scatter(
            x=[*places, *places[::-1]], y=[*highs, *lows[::-1]], mode="none", fill="toself", fillcolor=colours.band,
            hoverinfo="skip",
        )  # fmt: skip
        line = {"color": colours.previous, "width": 1, "dash": "dot" if phase.is_provisional else "solid"}
        for edge in (lows, highs):
            drawing.add_scatter(x=places, y=edge, mode="lines", line=line, hoverinfo="skip")
    centred = [point for point in points if point.centre is not None]
    if centred:
        ends = [centred[0].position - 0.5, centred[-1].position + 0.5]
        drawing.add_scatter(
            x=ends, y=[centred[0].centre] * 2, mode="lines", line={"color": colours.secondary, "width": 1}, hoverinfo="skip",
        )  # fmt: skip
    if phase.reason:
        _add_rebasing(drawing, phase.start, phase.reason, colours)


def _add_rebasing(drawing: go.Figure, position: int, reason: str, colours: Palette) -> None:
    place = position - 0.5
    line = {"color": colours.previous, "width": 1, "dash": "dash"}
    drawing.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, yref="paper", line=line)
    drawing.add_annotation(
        x=place, y=1, yref="paper", xanchor="left", yanchor="top", xshift=4, showarrow=False, text=reason, hovertext=reason,
        font={"color": colours.secondary}, bgcolor=colours.page, borderpad=1,
    )  # fmt: skip


def _add_target(drawing: go.Figure, targets: Sequence[float | None], colours: Palette) -> None:
    line = {"color": colours.ink, "width": 1.5, "dash": "dash"}
    for corners in target_steps(targets):
        places, levels = zip(*corners, strict=True)
        drawing.add_scatter(x=places, y=levels, mode="lines", line=line, hoverinfo="skip", cliponaxis=False)


def _add_comparison(drawing: go.Figure, values: Sequence[float | None], colours: Palette) -> None:
    if any(value is not None for value in values):
        drawing.add_scatter(
            x=list(range(len(values))), y=list(values), mode="lines", connectgaps=False, hoverinfo="skip",
            line={"color": colours.comparison, "width": 2, "dash": "dashdot"},
        )  # fmt: skip


def _add_series(drawing: go.Figure, chart: ControlChart | None, series: Series, colours: Palette) -> None:
    """The judged points joined by a line; what is not judged stands apart and open."""
    judged = [None if is_open else value for value, is_open in zip(series.values, series.is_open, strict=True)]
    alone = [value if is_open else None for value, is_open in zip(series.values, series.is_open, strict=True)]
    usual = marker_size(len(judged), 9)
    marks = [_mark(chart, series, place, usual, colours) for place in range(len(judged))]
    sizes, colour, shapes = (list(part) for part in zip(*marks, strict=True))
    places = list(range(len(judged)))
    drawing.add_scatter(
        x=places, y=judged, mode="lines+markers", connectgaps=False, cliponaxis=False,
        line={"color": colours.series, "width": 2}, marker={"size": sizes, "color": colour, "symbol": shapes},
        hovertext=list(series.sentences), hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    drawing.add_scatter(
        x=places, y=alone, mode="markers", cliponaxis=False, hovertext=list(series.sentences),
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"size": usual - 1, "color": colours.page, "line": {"color": colours.series, "width": 1.5}},
    )  # fmt: skip


def _add_step_line(drawing: go.Figure, line: StepLine, count: int, colours: Palette) -> None:
    """The line before, the same with the step after, and dotted where it would have gone on."""

    def level(place: int) -> float:
        return line.level + line.trend * (place - line.first)

    spans = (
        (0, line.first - 1, 0.0, "solid"),
        (line.first, count - 1, line.step, "solid"),
        (line.first, count - 1, 0.0, "dot"),
    )
    for begin, end, step, dash in spans:
        drawing.add_scatter(
            x=[begin, end], y=[level(begin) + step, level(end) + step], mode="lines", hoverinfo="skip",
            line={"color": colours.ink, "width": 1.5, "dash": dash},
        )  # fmt: skip


def _mark(chart: ControlChart | None, series: Series, place: int, usual: int, colours: Palette) -> tuple[int, str, str]:
    """Size, colour and shape: an arrow the way the signal points, blue for the better, orange for the worse."""
    if chart is None:
        return usual, colours.series, "circle"
    point = chart.points[place]
    said = point_variation(point, chart.kind, series.direction)
    if said is Variation.COMMON:
        return usual, colours.series, "circle"
    colour = {Variation.BETTER: colours.better, Variation.WORSE: colours.worse}.get(said, colours.ink)
    is_up = point.trend is Trend.RISING if point.side is None else point.side is Side.ABOVE
    return usual + 4, colour, "triangle-up" if is_up else "triangle-down"


def _labels(
    chart: ControlChart | None, series: Series, names: Names, overlay: Overlay, colours: Palette
) -> list[EdgeLabel]:
    """What stands at the right edge, the newest value first: the others make room for it."""
    judged = zip(reversed(series.values), reversed(series.is_open), strict=True)
    newest = next((value for value, is_open in judged if value is not None and not is_open), None)
    theirs = next((value for value in reversed(overlay.comparison) if value is not None), None)
    centre = chart.points[-1].centre if chart else None
    target = series.targets[-1] if series.targets else None
    line, end = overlay.line, len(series.values) - 1
    expected = line.level + line.trend * (end - line.first) if line else None
    about = "".join(f"<br>{part}" for part in wrap(names.newest_about, NAME_LETTERS, max_lines=3))
    about = f'<span style="font-size:{SMALL_PRINT}px">{about}</span>' if about else ""
    placed = (
        (newest, f"<b>{names.newest}</b>{about}" if names.newest else "", colours.ink, 16),
        (target, names.target, colours.ink, 14),
        (centre, names.centre, colours.secondary, 14),
        (expected, names.expected, colours.ink, 14),
        (theirs, "<br>".join(wrap(names.comparison, NAME_LETTERS, max_lines=2)), colours.comparison, 14),
    )
    return [EdgeLabel(value, text, colour, size) for value, text, colour, size in placed if value is not None and text]


def has_limits(chart: ControlChart | None) -> bool:
    """Whether the chart has limits at all; a run chart has none."""
    return chart is not None and chart.kind is not ChartKind.RUN and any(one.upper is not None for one in chart.points)
