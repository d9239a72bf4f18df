"""A share per month as a line on 0-100 %, with its interval, n under each month, the target and what happened when."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.event_places import USUAL_ROOM, EventRoom
from dashboard.charts.events import add_events
from dashboard.charts.months import add_month_axis, labelled, marker_size, step, thinned
from dashboard.charts.narrow import add_far_ticks
from dashboard.charts.reference_lines import ROOM_FOR_NAME, Reference, add_references
from dashboard.charts.style import UNSELECTED, Palette, Theme, empty_figure, figure, palette
from dashboard.charts.target_steps import target_steps
from dashboard.measurement import GroupMeasurement, Target
from dashboard.selection import Month
from dashboard.words import words

HEIGHT = 400
TEXTS_APART, PIXELS_OF_ALL = 22, 200  # pixels: between two texts at the right edge, and 100 % on the lowest plot


@drawn_once
def share_trend(
    groups: Sequence[GroupMeasurement],
    sentences: Sequence[str],
    targets: Sequence[Target | None],
    events: Sequence[tuple[date, str]],
    theme: Theme,
    references: Sequence[Reference] = (),
    height: int = HEIGHT,
    room: EventRoom = USUAL_ROOM,
) -> go.Figure:
    """The share of every month in ``groups`` (in order, no month left out); ``sentences`` are what hovering says,
    ``targets`` what was in force in each month (None: nothing, and no line), ``references`` published figures.

    A month without a value is a gap. An unfinished month is an open point joined by no line. A point carries its group
    as customdata.
    """
    if not groups:
        return empty_figure(theme, height, words("common")("silence_explanation.not_delivered"))
    colours = palette(theme)
    months = [Month.parse(group.group) for group in groups]
    drawing = figure(theme, height)
    drawing.update_layout(margin={"l": 52, "r": ROOM_FOR_NAME if references else 76, "t": 52, "b": 76})
    ticks = {value: formatting.percent(value, 0) for value in (0, 0.25, 0.5, 0.75, 1)}
    drawing.update_yaxes(range=[0, 1.04], tickformat=".0%", tickvals=list(ticks), ticktext=list(ticks.values()))
    has_counts = step(months) == 1
    add_month_axis(drawing, months, colours, year_line=3 if has_counts else 2)
    for stretch in _stretches(groups):
        _add_band(drawing, groups, stretch, colours)
    _add_targets(drawing, targets, groups, colours)
    add_references(drawing, references, len(groups), groups[-1].measurement.value, colours)
    _add_line(drawing, groups, sentences, targets[-1], colours)
    beside = [groups[-1].measurement.value, targets[-1] and targets[-1].value, *(one.value for one in references)]
    add_far_ticks(drawing, ticks, beside, colours)
    if has_counts:
        _add_counts(drawing, groups, months, colours)
    drawing.update_layout(margin={"t": 16 + add_events(drawing, events, months, colours, room)})
    return drawing


def _stretches(groups: Sequence[GroupMeasurement]) -> list[list[int]]:
    """Runs of neighbouring months that are finished and have an interval."""
    runs: list[list[int]] = [[]]
    for place, group in enumerate(groups):
        if group.measurement.interval and not group.is_unfinished:
            runs[-1].append(place)
        else:
            runs.append([])
    return [run for run in runs if run]


def _add_band(drawing: go.Figure, groups: Sequence[GroupMeasurement], places: list[int], colours: Palette) -> None:
    lows = [groups[place].measurement.interval[0] for place in places]
    highs = [groups[place].measurement.interval[1] for place in places]
    edge = list(places)
    if len(places) == 1:
        # A month alone would have an area without width.
        edge, lows, highs = [places[0] - 0.2, places[0] + 0.2], lows * 2, highs * 2
    drawing.add_scatter(
        x=edge + edge[::-1], y=highs + lows[::-1], mode="none", fill="toself", fillcolor=colours.band, hoverinfo="skip",
    )  # fmt: skip


def _add_targets(
    drawing: go.Figure, targets: Sequence[Target | None], groups: Sequence[GroupMeasurement], colours: Palette
) -> None:
    """The dashed step line; its last step is named at the right edge, every earlier one where it begins."""
    line = {"color": colours.ink, "width": 1.5, "dash": "dash"}
    for corners in target_steps([None if target is None else target.value for target in targets]):
        places, values = zip(*corners, strict=True)
        drawing.add_scatter(x=places, y=values, mode="lines", line=line, hoverinfo="skip", cliponaxis=False)
        begins = corners[0::2]
        if places[-1] == len(groups) - 0.5:
            _name_target(drawing, places[-1], values[-1], colours, "middle", 12)
            begins = begins[: len(corners) // 2 - 1]
        for place, value in begins:
            _name_target(drawing, place, value, colours, "bottom", 2)


def _name_target(drawing: go.Figure, place: float, value: float, colours: Palette, side: str, right: int) -> None:
    drawing.add_annotation(
        x=place, y=value, xanchor="left", yanchor=side, xshift=right, showarrow=False,
        text=words("deadlines")("trend.target", value=_target_percent(value)), font={"color": colours.ink},
    )  # fmt: skip


def _target_percent(value: float) -> str:
    """A whole percentage without a decimal, any other with one: 90 %, 87,5 %."""
    return formatting.percent(value, 0 if round(value * 100, 6) == round(value * 100) else 1)


def _add_line(
    drawing: go.Figure, groups: Sequence[GroupMeasurement], sentences: Sequence[str], target: Target | None,
    colours: Palette,
) -> None:  # fmt: skip
    finished = [None if group.is_unfinished else group.measurement.value for group in groups]
    open_months = [group.measurement.value if group.is_unfinished else None for group in groups]
    about = {"customdata": [group.group for group in groups], "hovertext": list(sentences)}
    for values, mode, fill in ((finished, "lines+markers", colours.series), (open_months, "markers", colours.page)):
        drawing.add_scatter(
            x=list(range(len(groups))), y=values, mode=mode, connectgaps=False, line={"color": colours.series, "width": 2.5},
            marker={"size": marker_size(len(groups), 10), "color": fill, "line": {"color": colours.series, "width": 2}},
            hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False, unselected=UNSELECTED, **about,
        )  # fmt: skip
    last = next((place for place in reversed(range(len(groups))) if finished[place] is not None), None)
    if last is not None:
        # Beside the newest month, else under its own: the text must not lie on the unfinished month's point.
        is_newest = last == len(groups) - 1
        beside = {"xanchor": "left", "xshift": 10, "yshift": _away_from(target, finished[last])}
        where = beside if is_newest else {"yanchor": "top", "yshift": -10}
        drawing.add_annotation(
            x=last, y=finished[last], showarrow=False, text=f"<b>{formatting.percent(finished[last])}</b>",
            font={"color": colours.ink, "size": 16}, **where,
        )  # fmt: skip


def _away_from(target: Target | None, value: float) -> float:
    """How far the value's text is moved from the target's name, which stands at its own line, for neither to be covered."""
    if target is None:
        return 0.0
    apart = max(0.0, TEXTS_APART - abs(value - target.value) * PIXELS_OF_ALL)
    return -apart if value <= target.value else apart


def _add_counts(
    drawing: go.Figure, groups: Sequence[GroupMeasurement], months: Sequence[Month], colours: Palette
) -> None:
    drawing.add_annotation(
        x=0, y=0, xref="paper", yref="paper", xanchor="right", yanchor="top", xshift=-12, yshift=-20, text="n",
        showarrow=False, font={"color": colours.faint},
    )  # fmt: skip
    # A second line of the month's own label: a text of its own cost the browser some two milliseconds each.
    names = drawing.layout.xaxis.ticktext
    counts = [_count(groups[place], colours) for place in labelled(months)]
    lines = [thinned(count, place, months) for count, place in zip(counts, labelled(months), strict=True)]
    drawing.update_xaxes(ticktext=[f"{name}<br>{line}" for name, line in zip(names, lines, strict=True)])


def _count(group: GroupMeasurement, colours: Palette) -> str:
    count = group.measurement.n
    text = formatting.DASH if count is None else formatting.number(count)
    return f'<span style="color: {colours.faint}">{text}</span>'
