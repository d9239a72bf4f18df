"""Published figures on a chart of shares by month: one level line per figure, never joined to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.style import Palette

ROOM_FOR_NAME = 112  # pixels right of the months
MONTHS_OF_NAME = 5  # a shorter line is told on hovering only
NEAR = 0.15  # shares: closer than this the name would meet the last value's text
HALF_TEXT, PIXELS_OF_ALL = 12, 200  # pixels: half that text, and 100 % on the lowest plot


@dataclass(frozen=True)
class Reference:
    """One figure over the months ``first`` to ``last`` (places on the axis, both included); name: at most two lines.

    is_extended: drawn beyond the days it was published for, dotted. break_name: written at its beginning where the
    series breaks there, else empty.
    """

    first: int
    last: int
    value: float
    name: str
    sentence: str
    is_extended: bool = False
    break_name: str = ""


def add_references(
    drawing: go.Figure, references: Sequence[Reference], months: int, last_value: float | None, colours: Palette
) -> None:
    """Thin level lines in ink; hovering tells the source. The one that reaches the newest month is named beside it.

    last_value: of the series itself, whose text the name is turned away from.
    """
    for one in references:
        start, end = one.first - 0.5, one.last + 0.5
        drawing.add_scatter(
            x=[start, (start + end) / 2, end], y=[one.value] * 3, mode="lines", cliponaxis=False,
            line={"color": colours.ink, "width": 1.5, "dash": "dot" if one.is_extended else "solid"},
            hovertext=one.sentence, hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
        if one.last == months - 1:
            side, up = _turned_away(one.value, last_value)
            _name(drawing, end, one, side, (6, up), colours)
        elif end - start >= MONTHS_OF_NAME:
            _name(drawing, start, one, "bottom", (2, 0), colours)
        if one.break_name:
            _add_break(drawing, start, one.break_name, colours)


def _turned_away(value: float, last_value: float | None) -> tuple[str, float]:
    """Which side of the name stands at the line, and by how many pixels it is moved up."""
    if last_value is None or abs(last_value - value) >= NEAR:
        return "middle", 0.0
    apart = max(0.0, HALF_TEXT - abs(last_value - value) * PIXELS_OF_ALL)
    return ("top", -apart) if value <= last_value else ("bottom", apart)


def _name(
    drawing: go.Figure, place: float, one: Reference, side: str, shift: tuple[float, float], colours: Palette
) -> None:
    drawing.add_annotation(
        x=place, y=one.value, xanchor="left", yanchor=side, xshift=shift[0], yshift=shift[1], showarrow=False, text=one.name,
        align="left", font={"color": colours.ink},
    )  # fmt: skip


def _add_break(drawing: go.Figure, place: float, name: str, colours: Palette) -> None:
    line = {"color": colours.previous, "width": 1, "dash": "dash"}
    drawing.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, yref="paper", line=line, layer="below")
    drawing.add_annotation(
        x=place, y=0, yref="paper", xanchor="left", yanchor="bottom", xshift=4, showarrow=False, text=name,
        font={"color": colours.secondary}, bgcolor=colours.page, borderpad=1,
    )  # fmt: skip
