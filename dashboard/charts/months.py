"""The time axis: one step per month at 0, 1, 2 …, ``jan feb mar`` under it and the year once (../shared/look.md)."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.style import Palette
from dashboard.selection import Month

LABELS_AT_MOST = 13  # more month names than this would touch each other on a phone


def add_month_axis(drawing: go.Figure, months: Sequence[Month], colours: Palette, year_line: int = 2) -> None:
    """Name the months along x; the year stands under the first month and every January, ``year_line`` lines below."""
    shown = labelled(months)
    drawing.update_xaxes(
        range=[-0.6, len(months) - 0.4],
        tickmode="array",
        tickvals=shown,
        ticktext=[formatting.short_month(months[place]) for place in shown],
        tickangle=0,
        ticks="",
    )
    for place in shown:
        is_first_of_year = place == shown[0] or months[place].year != months[place - step(months)].year
        if is_first_of_year:
            add_under_axis(drawing, place, str(months[place].year), colours.secondary, year_line)


def add_under_axis(drawing: go.Figure, place: float, text: str, colour: str, line: int) -> None:
    """Write under the axis at ``place``; line 1 is the month names' own line."""
    drawing.add_annotation(
        x=place, y=0, xref="x", yref="paper", yanchor="top", yshift=-4 - 20 * (line - 1), text=text, showarrow=False,
        font={"color": colour}, align="center",
    )  # fmt: skip


def step(months: Sequence[Month]) -> int:
    """Every how many months one is named: all of them, then every 2nd, 3rd, 6th or 12th."""
    return next((size for size in (1, 2, 3, 6) if len(months) <= LABELS_AT_MOST * size), 12)


def labelled(months: Sequence[Month]) -> list[int]:
    """The places whose months are named; with quarters and half years the first place decides the beat."""
    return list(range(0, len(months), step(months)))


def place_of(day: date, first: Month) -> float:
    """Where a day lies on the axis: a month's point stands in its middle."""
    month = Month.of(day)
    return first.months_until(month) + (day.day - 0.5) / monthrange(month.year, month.number)[1] - 0.5


def add_events(
    drawing: go.Figure, events: Sequence[tuple[date, str]], months: Sequence[Month], colours: Palette
) -> None:
    """Thin vertical lines at dated events within the months, their text at the top, turned towards the middle."""
    for line, (day, label) in enumerate(sorted(events)):
        if not months[0].first_day <= day <= months[-1].last_day:
            continue
        place = place_of(day, months[0])
        is_late = place > len(months) / 2
        drawing.add_shape(
            type="line", x0=place, x1=place, y0=0, y1=1, yref="paper", line={"color": colours.previous, "width": 1},
        )  # fmt: skip
        drawing.add_annotation(
            x=place, y=1, yref="paper", yanchor="bottom", yshift=20 * (line % 2), text=label, showarrow=False,
            xanchor="right" if is_late else "left", font={"color": colours.secondary},
        )  # fmt: skip
