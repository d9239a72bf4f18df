"""One share per row on 0-100 %, with its 95 % interval and a published figure to hold it against; names over the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import UNSELECTED, Palette, Theme, figure, palette
from dashboard.measurement import Measurement

ROW, MARGIN_TOP, MARGIN_BOTTOM = 50, 8, 32  # pixels
TICKS = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True)
class Row:
    """One share. name: the text over its line. reference: a published figure 0-1. is_few: too few cases, an open point.

    A row without a measurement is a heading over the rows below it.
    """

    name: str
    measurement: Measurement | None = None
    sentence: str = ""
    row_id: str = ""
    reference: float | None = None
    is_few: bool = False


def height(rows: int) -> int:
    """The figure's height in pixels for so many rows, headings included."""
    return MARGIN_TOP + MARGIN_BOTTOM + ROW * max(rows, 1)


@drawn_once
def share_rows(rows: Sequence[Row], theme: Theme) -> go.Figure:
    """One line per row in order from the top. A share without a value has no point and says why in its name."""
    colours = palette(theme)
    drawing = figure(theme, height(len(rows)))
    drawing.update_layout(margin={"l": 8, "r": 24, "t": MARGIN_TOP, "b": MARGIN_BOTTOM})
    drawing.update_xaxes(showgrid=False, range=[-0.02, 1.02], tickvals=TICKS, tickangle=0)
    drawing.update_xaxes(ticktext=[formatting.percent(value, 0) for value in TICKS])
    drawing.update_yaxes(range=[len(rows) - 0.6, -0.6], showgrid=False, showticklabels=False, showline=False)
    for place, row in enumerate(rows):
        _add_row(drawing, place, row, colours)
    shares = [(place, row) for place, row in enumerate(rows) if row.measurement is not None]
    drawing.add_scatter(
        x=[row.measurement.value for _, row in shares], y=[_line(place) for place, _ in shares], mode="markers",
        cliponaxis=False, customdata=[row.row_id for _, row in shares], hovertext=[row.sentence for _, row in shares],
        hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
        marker={"size": 13, "color": [colours.page if row.is_few else colours.series for _, row in shares],
                "line": {"width": 2, "color": colours.series}},
    )  # fmt: skip
    return drawing


def _line(place: int) -> float:
    """Where the row's line lies, under its name."""
    return place + 0.22


def _add_row(drawing: go.Figure, place: int, row: Row, colours: Palette) -> None:
    is_heading = row.measurement is None
    drawing.add_annotation(
        x=0, xref="paper", y=place + (0.3 if is_heading else 0), xanchor="left", yanchor="bottom", text=row.name,
        showarrow=False, font={"color": colours.secondary if is_heading else colours.ink}, bgcolor=colours.page, borderpad=1,
    )  # fmt: skip
    if row.measurement is None:
        return
    for tick in TICKS:
        # A gridline of the row's own height: one through all rows would be cut by every name.
        ends = {"y0": _line(place) - 0.2, "y1": _line(place) + 0.24}
        drawing.add_shape(
            type="line", x0=tick, x1=tick, line={"color": colours.line, "width": 1}, layer="below", **ends
        )
    if row.measurement.interval:
        low, high = row.measurement.interval
        line = {"color": colours.previous, "width": 6}
        drawing.add_shape(type="line", x0=low, x1=high, y0=_line(place), y1=_line(place), line=line, layer="below")
    if row.reference is not None:
        line = {"color": colours.ink, "width": 3}
        ends = {"y0": _line(place) - 0.17, "y1": _line(place) + 0.17}
        drawing.add_shape(type="line", x0=row.reference, x1=row.reference, line=line, **ends)
