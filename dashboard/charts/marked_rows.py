"""Marks on one line per row, from zero: a spread with its median, or two measures of the same team. Names over the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.load_bars import Band
from dashboard.charts.style import UNSELECTED, Palette, Theme, empty_figure, figure, palette

ROW, MARGIN_TOP, MARGIN_BOTTOM = 52, 60, 44  # pixels
LINE, HALF_BAND = 0.2, 0.17  # of a row: where the marks stand under its name, and half the guide's band behind them


@dataclass(frozen=True)
class Mark:
    """One kind of mark. symbol: Plotly's. sign: the same as a letter, for the key. name: what it is."""

    symbol: str
    sign: str
    name: str
    size: int = 12


@dataclass(frozen=True)
class Row:
    """One row. name: the text over its line. values: by the name of the mark, absent where there is none.

    line: the ends of the stroke the marks stand on, None for none. row_id: customdata, an empty text for none.
    """

    name: str
    sentence: str
    values: Mapping[str, float] = field(default_factory=dict)
    line: tuple[float, float] | None = None
    row_id: str = ""


def height(rows: int) -> int:
    """The figure's height in pixels for so many rows."""
    return MARGIN_TOP + MARGIN_BOTTOM + ROW * max(rows, 1)


@drawn_once
def marked_rows(
    rows: Sequence[Row], marks: Mapping[str, Mark], line_name: str, axis: str, theme: Theme, sentence: str,
    band: Band | None = None,
) -> go.Figure:  # fmt: skip
    """The rows in order from the top. line_name: what the stroke means. axis: the axis title.

    sentence: what stands there where there is no row.
    """
    if not rows:
        return empty_figure(theme, height(0), sentence)
    colours = palette(theme)
    drawing = figure(theme, height(len(rows)))
    drawing.update_layout(margin={"l": 12, "r": 24, "t": MARGIN_TOP, "b": MARGIN_BOTTOM})
    drawing.update_xaxes(showgrid=True, range=[0, _longest(rows, band) * 1.04], tickformat=",d", nticks=6, tickangle=0)
    drawing.update_xaxes(title_text=axis, title_standoff=4)
    drawing.update_yaxes(range=[len(rows) - 0.6, -0.6], showgrid=False, showticklabels=False)
    if band:
        _add_band(drawing, band, len(rows), colours)
    for place, row in enumerate(rows):
        _add_row(drawing, place, row, colours)
    for name, mark in marks.items():
        _add_marks(drawing, rows, name, mark, colours)
    signs = [f"{mark.sign} {mark.name}" for mark in marks.values()]
    signs += [f"<b>━</b> {line_name}"] if line_name else []
    _add_text(drawing, "   ".join(signs), 30, colours.ink)
    return drawing


def _longest(rows: Sequence[Row], band: Band | None) -> float:
    ends = [end for row in rows for end in (*row.values.values(), *(row.line or ()))]
    return max([*ends, band.high if band else 0], default=0) or 1


def _add_row(drawing: go.Figure, place: int, row: Row, colours: Palette) -> None:
    drawing.add_annotation(
        x=0, xref="paper", y=place - 0.02, xanchor="left", yanchor="bottom", text=row.name, showarrow=False,
        font={"color": colours.ink}, bgcolor=colours.page, borderpad=1, align="left",
    )  # fmt: skip
    if row.line:
        line = {"color": colours.previous, "width": 6}
        ends = {"x0": row.line[0], "x1": row.line[1], "y0": place + LINE, "y1": place + LINE}
        drawing.add_shape(type="line", line=line, layer="below", **ends)


def _add_marks(drawing: go.Figure, rows: Sequence[Row], name: str, mark: Mark, colours: Palette) -> None:
    is_open = mark.symbol.endswith("-open")
    drawing.add_scatter(
        x=[row.values.get(name) for row in rows], y=[place + LINE for place in range(len(rows))], mode="markers",
        cliponaxis=False, customdata=[row.row_id for row in rows], hovertext=[row.sentence for row in rows],
        hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
        # An open mark is filled with the page's colour: the stroke it stands on ends at its edge.
        marker={"symbol": mark.symbol.removesuffix("-open"), "size": mark.size,
                "color": colours.page if is_open else colours.second,
                "line": {"width": 2 if is_open or mark.symbol.startswith("line") else 0, "color": colours.second}},
    )  # fmt: skip


def _add_band(drawing: go.Figure, band: Band, rows: int, colours: Palette) -> None:
    """Behind the marks of each row, and not behind the names, whose ground would punch holes into it."""
    for place in range(rows):
        ends = {"y0": place + LINE - HALF_BAND, "y1": place + LINE + HALF_BAND}
        drawing.add_shape(
            type="rect", x0=band.low, x1=band.high, fillcolor=colours.band, line={"width": 0}, layer="below", **ends
        )
    drawing.add_annotation(
        x=band.high, y=1, yref="paper", xanchor="right", yanchor="bottom", yshift=4, showarrow=False, text=band.name,
        font={"color": colours.secondary},
    )  # fmt: skip


def _add_text(drawing: go.Figure, text: str, up: int, colour: str) -> None:
    drawing.add_annotation(
        x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", xshift=-8, yshift=up, showarrow=False,
        text=text, font={"color": colour},
    )  # fmt: skip
