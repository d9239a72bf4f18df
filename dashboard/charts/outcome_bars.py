"""Decisions by how they ended: stacked bars per month, and lying bars per paragraph as counts or as shares of 100 %.

The outcomes keep their order and their look on every chart: dark, middle, light with an edge, grey, and open for those
without one; so they are told apart in grey too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.event_places import USUAL_ROOM
from dashboard.charts.events import add_events
from dashboard.charts.months import add_month_axis
from dashboard.charts.narrow import count_axis
from dashboard.charts.style import UNSELECTED, Palette, Theme, empty_figure, figure, palette
from dashboard.selection import Month

HEIGHT = 400
ROW, MARGIN_TOP, MARGIN_BOTTOM = 48, 56, 28  # pixels
BAR = 0.34  # of a row, under its name
TICKS = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True)
class Stack:
    """One bar. name: the month, or the text over a lying bar. values: in the order of the outcomes; None where hidden.

    total: what a bar of hidden values is as long as, None where that is hidden too. sentences: what hovering says on each
    outcome. row_ids: the customdata of each.
    """

    name: str
    values: Sequence[float | None]
    total: float | None
    sentences: Sequence[str]
    row_ids: Sequence[str]
    is_unfinished: bool = False


@drawn_once
def month_stacks(
    stacks: Sequence[Stack], outcomes: Sequence[str], hidden: str, theme: Theme, sentence: str,
    events: Sequence[tuple[date, str]] = (),
) -> go.Figure:  # fmt: skip
    """One upright bar per month. outcomes: their names, from the bottom. hidden: what a bar of hidden parts is called.

    events: what happened when; their text makes the figure taller.
    """
    if not stacks:
        return empty_figure(theme, HEIGHT, sentence)
    colours = palette(theme)
    drawing = figure(theme, HEIGHT)
    drawing.update_layout(margin={"l": 48, "r": 40, "t": MARGIN_TOP, "b": 56}, barmode="stack", bargap=0.3)
    drawing.update_yaxes(rangemode="tozero", nticks=5, tickformat=",d")
    months = [Month.parse(stack.name) for stack in stacks]
    add_month_axis(drawing, months, colours)
    _add_stacks(drawing, stacks, list(range(len(stacks))), outcomes, hidden, False, colours)
    heights = [sum(value or 0 for value in stack.values) or stack.total or 0 for stack in stacks]
    highest = max(heights) or 1
    drawing.update_yaxes(range=[0, highest * 1.05])  # Plotly's own, said: without a bar it would choose another
    count_axis(drawing, "yaxis", highest, 4, None, colours)
    above = add_events(drawing, events, months, colours, replace(USUAL_ROOM, foot=MARGIN_TOP, is_behind=True))
    drawing.update_layout(margin={"t": MARGIN_TOP + above}, height=HEIGHT + above)
    return drawing


@drawn_once
def row_stacks(
    stacks: Sequence[Stack], outcomes: Sequence[str], hidden: str, is_share: bool, theme: Theme, sentence: str
) -> go.Figure:
    """One lying bar per row in order from the top, its name over it. is_share: the values are shares of 100 %."""
    if not stacks:
        return empty_figure(theme, MARGIN_TOP + MARGIN_BOTTOM + ROW, sentence)
    colours = palette(theme)
    drawing = figure(theme, MARGIN_TOP + MARGIN_BOTTOM + ROW * len(stacks))
    drawing.update_layout(margin={"l": 12, "r": 20, "t": MARGIN_TOP, "b": MARGIN_BOTTOM}, barmode="stack", bargap=0)
    longest = 1 if is_share else max((stack.total or 0 for stack in stacks), default=0) or 1
    drawing.update_xaxes(
        showgrid=True, range=[-0.005 * longest, longest * 1.01], tickangle=0, tickformat=",d", nticks=5
    )
    if is_share:
        drawing.update_xaxes(tickvals=TICKS, ticktext=[formatting.percent(value, 0) for value in TICKS])
    drawing.update_yaxes(range=[len(stacks) - 0.5, -0.5], showgrid=False, showticklabels=False)
    for place, stack in enumerate(stacks):
        drawing.add_annotation(
            x=0, xref="paper", y=place - 0.02, xanchor="left", yanchor="bottom", text=stack.name, showarrow=False,
            font={"color": colours.ink}, bgcolor=colours.page, borderpad=1, align="left",
        )  # fmt: skip
    places = [place + BAR / 2 + 0.06 for place in range(len(stacks))]
    _add_stacks(drawing, stacks, places, outcomes, hidden, True, colours)
    return drawing


def _add_stacks(
    drawing: go.Figure, stacks: Sequence[Stack], places: Sequence[float], outcomes: Sequence[str], hidden: str,
    is_lying: bool, colours: Palette,
) -> None:  # fmt: skip
    for place, (name, (fill, edge)) in enumerate(zip(outcomes, _looks(colours), strict=True)):
        if any(stack.values[place] for stack in stacks):
            _add_bar(
                drawing, name, places, [stack.values[place] for stack in stacks],
                [stack.sentences[place] for stack in stacks], [stack.row_ids[place] for stack in stacks], is_lying,
                {"color": fill, "line": {"color": edge, "width": 1}, "pattern": _patterns(stacks, colours)},
            )  # fmt: skip
    gone = [stack.total if None in stack.values else None for stack in stacks]
    if any(value is not None for value in gone):
        _add_bar(
            drawing, hidden, places, gone, [stack.sentences[0] for stack in stacks], [""] * len(stacks), is_lying,
            {"color": colours.page, "line": {"color": colours.previous, "width": 1}},
        )  # fmt: skip
    # Clicking would take a part out of the sum; the legend only names.
    # Months begin at the newest one on a phone, so there the names stand at the right end.
    side = {"x": 0, "xanchor": "left"} if is_lying else {"x": 1, "xanchor": "right"}
    drawing.update_layout(
        showlegend=True,
        legend={**side, "orientation": "h", "y": 1, "yanchor": "bottom", "itemclick": False,
                "itemdoubleclick": False, "traceorder": "normal", "font": {"color": colours.ink}, "itemwidth": 30,
                "bgcolor": colours.page},
    )  # fmt: skip


def _add_bar(
    drawing: go.Figure, name: str, places: Sequence[float], values: Sequence[float | None], sentences: Sequence[str],
    row_ids: Sequence[str], is_lying: bool, marker: dict,
) -> None:  # fmt: skip
    about = {"customdata": list(row_ids), "hovertext": list(sentences), "unselected": UNSELECTED, "marker": marker}
    sides = {"x": list(values), "y": list(places), "orientation": "h", "width": BAR} if is_lying else {}
    sides = sides or {"x": list(places), "y": list(values)}
    drawing.add_bar(name=name, hovertemplate="%{hovertext}<extra></extra>", **sides, **about)


def _looks(colours: Palette) -> tuple[tuple[str, str], ...]:
    """Fill and edge of granted, partly granted, refused, ended, and those without an outcome."""
    return (
        (colours.second, colours.page),
        (colours.first, colours.page),
        (colours.line, colours.series),
        (colours.series, colours.page),
        (colours.page, colours.series),
    )


def _patterns(stacks: Sequence[Stack], colours: Palette) -> dict:
    """Hatching marks a month that is not over."""
    shapes = ["/" if stack.is_unfinished else "" for stack in stacks]
    return {"shape": shapes, "fgcolor": colours.page, "solidity": 0.4, "fillmode": "overlay"}
