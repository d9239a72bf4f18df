"""What became of the decisions of each quarter: two outcomes stacked from zero, and hatched over them what is not over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.control_axis import placed_events
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.event_places import USUAL_ROOM
from dashboard.charts.events import add_placed_events
from dashboard.charts.style import UNSELECTED, Palette, Theme, figure, palette
from dashboard.charts.ticks import step_of_few
from dashboard.selection import Month

HEIGHT, TOP = 320, 56


@dataclass(frozen=True)
class Layer:
    """One part of every bar: what it is called, how many in each (None: hidden), and what hovering says on each."""

    name: str
    counts: Sequence[int | None]
    sentences: Sequence[str]


@drawn_once
def cohorts(
    names: Sequence[str],
    totals: Sequence[str],
    ids: Sequence[str],
    bottom: Layer,
    middle: Layer,
    top: Layer,
    theme: Theme,
    lasts: Sequence[Month] = (),
    events: Sequence[tuple[date, str]] = (),
) -> go.Figure:
    """One bar per quarter in order. names: under the bars. totals: over them. ids: the bars' customdata.

    events: what happened when, placed by the quarters' last months (``lasts``); their text makes the figure taller.
    """
    colours = palette(theme)
    drawing = figure(theme, HEIGHT)
    places = list(range(len(names)))
    drawing.update_layout(margin={"l": 40, "r": 8, "t": TOP, "b": 44}, barmode="stack", bargap=0.35)
    heights = [sum(layer.counts[place] or 0 for layer in (bottom, middle, top)) for place in places]
    highest = max(heights, default=0) or 1
    drawing.update_yaxes(
        rangemode="tozero", nticks=4, tickformat=",d", range=[0, highest * 1.25], dtick=step_of_few(highest)
    )
    drawing.update_xaxes(tickmode="array", tickvals=places, ticktext=list(names), tickangle=0)
    for layer, look in ((bottom, _solid(colours.second)), (middle, _solid(colours.first)), (top, _hatched(colours))):
        drawing.add_bar(
            x=places, y=[count or None for count in layer.counts], marker=look, customdata=list(ids),
            hovertext=list(layer.sentences),
            hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
        )  # fmt: skip
    _add_totals(drawing, totals, heights, colours)
    _add_key(drawing, (bottom, middle, top), colours)
    placed = placed_events(events, lasts, is_quarterly=True) if lasts else []
    above = add_placed_events(drawing, placed, len(lasts), colours, replace(USUAL_ROOM, foot=TOP, is_behind=True))
    drawing.update_layout(margin={"t": TOP + above}, height=HEIGHT + above)
    return drawing


def _add_totals(drawing: go.Figure, totals: Sequence[str], heights: Sequence[int], colours: Palette) -> None:
    for place, (total, height) in enumerate(zip(totals, heights, strict=True)):
        drawing.add_annotation(
            x=place, y=height, yanchor="bottom", yshift=2, showarrow=False, text=total, font={"color": colours.ink},
            bgcolor=colours.page,  # an event's line ends at it
        )  # fmt: skip


def _add_key(drawing: go.Figure, layers: tuple[Layer, Layer, Layer], colours: Palette) -> None:
    """At the right end, beside the newest quarters: on a phone that is the end in sight."""
    bottom, middle, top = layers
    key = f'<span style="color:{colours.second}">■</span> {bottom.name}   '
    key += f'<span style="color:{colours.first}">■</span> {middle.name}   ▨ {top.name}'
    drawing.add_annotation(
        x=1, y=1, xref="paper", yref="paper", xanchor="right", yanchor="bottom", yshift=24, showarrow=False,
        text=key, font={"color": colours.ink}, bgcolor=colours.page,
    )  # fmt: skip


def _solid(colour: str) -> dict:
    return {"color": colour, "line": {"color": colour, "width": 1.5}}


def _hatched(colours: Palette) -> dict:
    pattern = {"shape": "/", "fgcolor": colours.series, "bgcolor": colours.page, "size": 6, "solidity": 0.25}
    return {"color": colours.page, "pattern": pattern, "line": {"color": colours.series, "width": 1.5}}
