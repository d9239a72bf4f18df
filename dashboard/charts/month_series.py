"""Counted series over the months of a chart: bars, and a line on its own axis above them that ends in its number."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.months import marker_size
from dashboard.charts.style import UNSELECTED, Palette
from dashboard.measurement import GroupMeasurement


@dataclass(frozen=True)
class Series:
    """One counted series per month: its name on the chart, its months in order, each one's id and what hovering says.

    The ids are the points' customdata: what a click gives back.
    """

    name: str
    groups: Sequence[GroupMeasurement]
    ids: Sequence[str]
    sentences: Sequence[str]

    @property
    def values(self) -> list[float | None]:
        """The months' numbers, None where there is none to show."""
        return [group.measurement.value for group in self.groups]


def highest_of(*series: Series) -> float:
    """The highest number of them; one where there is none."""
    return max([value or 0 for one in series for value in one.values], default=0) or 1


def add_month_bars(
    drawing: go.Figure, series: Series, values: Sequence[float | None], colour: str, colours: Palette
) -> None:
    """One bar per month, open where the month is not over.

    values: their heights; stacked on another series they are less than its own numbers.
    """
    fills = [colours.page if group.is_unfinished else colour for group in series.groups]
    drawing.add_bar(
        x=list(range(len(values))), y=list(values), customdata=list(series.ids), hovertext=list(series.sentences),
        marker={"color": fills, "line": {"color": colour, "width": 1.5}},
        hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
    )  # fmt: skip


def add_month_line(drawing: go.Figure, series: Series, colour: str, decimals: int, colours: Palette) -> None:
    """The line on the second axis, its points open where the month is not over; its last number stands beside it."""
    values = series.values
    fills = [colours.page if group.is_unfinished else colour for group in series.groups]
    drawing.add_scatter(
        x=list(range(len(values))), y=values, yaxis="y2", mode="lines+markers", connectgaps=False, cliponaxis=False,
        line={"color": colour, "width": 2.5}, customdata=list(series.ids), hovertext=list(series.sentences),
        marker={"size": marker_size(len(values), 9), "color": fills, "line": {"color": colour, "width": 2}},
        hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
    )  # fmt: skip
    last = next((place for place in reversed(range(len(values))) if values[place] is not None), None)
    if last is not None:
        drawing.add_annotation(
            x=last, y=values[last], yref="y2", xanchor="left", xshift=10, showarrow=False,
            text=f"<b>{formatting.number(values[last], decimals)}</b>", font={"color": colours.ink, "size": 16},
        )  # fmt: skip
