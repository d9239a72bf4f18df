"""The time axis: one step per month at 0, 1, 2 …, ``jan feb mar`` under it and the year once (../shared/look.md)."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.narrow import every_second
from dashboard.charts.style import Palette
from dashboard.selection import Month

LABELS_AT_MOST = 13  # more month names than this would touch each other on a phone
FEW = 6  # so many months have room for their names everywhere
HALF_NAME = 8  # pixels: what two neighbouring years may take of each other's room on a phone


def add_month_axis(drawing: go.Figure, months: Sequence[Month], colours: Palette, year_line: int = 2) -> None:
    """Name the months along x; the year stands under the first month and every January, ``year_line`` lines below."""
    shown = labelled(months)
    drawing.update_xaxes(
        range=[-0.6, len(months) - 0.4],
        tickmode="array",
        tickvals=shown,
        ticktext=[thinned(formatting.short_month(months[place]), place, months) for place in shown],
        tickangle=0,
        ticks="",
    )
    begins = [place for place in shown if place == shown[0] or months[place].year != months[place - step(months)].year]
    for place, following in zip(begins, [*begins[1:], None], strict=True):
        # December alone before January: the two years would touch, so the first leans left and the second right.
        leans = "right" if following == place + 1 else "left"
        text = str(months[place].year)
        add_under_axis(drawing, place, text, colours.secondary, year_line, leans)


def add_under_axis(drawing: go.Figure, place: float, text: str, colour: str, line: int, leans: str = "center") -> None:
    """Write under the axis at ``place``; line 1 is the month names' own line. leans: the side that stands flush."""
    shift = {"center": 0, "left": -HALF_NAME, "right": HALF_NAME}[leans]
    drawing.add_annotation(
        x=place, y=0, xref="x", yref="paper", yanchor="top", yshift=-4 - 20 * (line - 1), text=text, showarrow=False,
        font={"color": colour}, xanchor=leans, xshift=shift,
    )  # fmt: skip


def step(months: Sequence[Month]) -> int:
    """Every how many months one is named: all of them, then every 2nd, 3rd, 6th or 12th."""
    return next((size for size in (1, 2, 3, 6) if len(months) <= LABELS_AT_MOST * size), 12)


def marker_size(months: int, usual: int) -> int:
    """Pixels: points that would touch each other are drawn smaller."""
    return usual if months <= 2 * LABELS_AT_MOST else usual - 3


def fits_narrow(months: Sequence[Month], events: Sequence[object] = ()) -> bool:
    """Whether a phone shows so many months without scrolling, every second one named; events in words need more room."""
    return step(months) == 1 and not events


def thinned(text: str, place: int, months: Sequence[Month]) -> str:
    """What stands under a month; on a phone that shows all months at once, every second one has it, the newest too."""
    is_kept = not fits_narrow(months) or len(months) <= FEW or (len(months) - 1 - place) % 2 == 0
    return text if is_kept else every_second(text)


def labelled(months: Sequence[Month]) -> list[int]:
    """The places whose months are named; with quarters and half years the first place decides the beat."""
    return list(range(0, len(months), step(months)))


def place_of(day: date, first: Month) -> float:
    """Where a day lies on the axis: a month's point stands in its middle."""
    month = Month.of(day)
    return first.months_until(month) + (day.day - 0.5) / monthrange(month.year, month.number)[1] - 0.5
