"""The time axis of a control chart: months as everywhere, or quarters with one step each."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.months import add_month_axis, add_under_axis, place_of
from dashboard.charts.style import Palette
from dashboard.selection import Month
from dashboard.words import words

MONTHS_OF_QUARTER = 3


def add_axis(drawing: go.Figure, lasts: Sequence[Month], is_quarterly: bool, colours: Palette) -> None:
    """lasts: the last month of each point."""
    if not is_quarterly:
        add_month_axis(drawing, lasts, colours)
        return
    names = [words("process_control")("chart.quarter", number=month.number // MONTHS_OF_QUARTER) for month in lasts]
    places = list(range(len(lasts)))
    shown = places if len(places) <= 8 else places[::2] if len(places) <= 16 else places[::4]
    drawing.update_xaxes(
        range=[-0.6, len(lasts) - 0.4], tickmode="array", tickvals=shown, ticktext=[names[place] for place in shown],
        tickangle=0, ticks="",
    )  # fmt: skip
    for place in places:
        if place == 0 or lasts[place].year != lasts[place - 1].year:
            add_under_axis(drawing, place, str(lasts[place].year), colours.secondary, 2, "left" if place else "center")


def place_on(day: date, lasts: Sequence[Month], is_quarterly: bool) -> float:
    """Where a day lies on the axis; it may lie outside the points."""
    if not is_quarterly:
        return place_of(day, lasts[0])
    # A quarter's point stands in its middle month.
    return place_of(day, lasts[0] - 1) / MONTHS_OF_QUARTER


def placed_events(
    events: Sequence[tuple[date, str]], lasts: Sequence[Month], is_quarterly: bool
) -> list[tuple[float, str]]:
    """Dated events by their place."""
    return [(place_on(day, lasts, is_quarterly), label) for day, label in sorted(events)]
