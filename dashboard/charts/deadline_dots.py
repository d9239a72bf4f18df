"""How long each paragraph takes against its deadline (after Stephen Few's bullet): P50, P80 and P90 on one line, the
deadline as an upright bar. A paragraph's name stands over its line, so that long names stay readable on a phone."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.answers.results import ParagraphDeadline
from dashboard.charts.style import Palette, Theme, empty_figure, figure, palette
from dashboard.words import words

ROW_HEIGHT = 52
MARGIN_TOP, MARGIN_BOTTOM = 36, 44


def height(rows: int) -> int:
    """The figure's height in pixels for so many paragraphs."""
    return MARGIN_TOP + MARGIN_BOTTOM + ROW_HEIGHT * max(rows, 1)


def deadline_dots(
    rows: Sequence[ParagraphDeadline], names: Sequence[str], sentences: Sequence[str], theme: Theme
) -> go.Figure:
    """One line per row in order from the top. names: what stands over each line. sentences: what hovering says.

    The stretch beyond the deadline is in the colour of worse; points carry the paragraph as customdata.
    """
    if not rows:
        return empty_figure(theme, height(0), words("common")("silence_explanation.no_cases"))
    colours = palette(theme)
    drawing = figure(theme, height(len(rows)))
    drawing.update_layout(margin={"l": 8, "r": 16, "t": MARGIN_TOP, "b": MARGIN_BOTTOM})
    longest = max((end for row in rows for end in (row.p90.value, row.deadline_days) if end), default=1)
    drawing.update_xaxes(showgrid=True, range=[-longest * 0.01, longest * 1.04], tickformat=",d", nticks=6)
    drawing.update_xaxes(title_text=words("deadlines")("paragraphs.axis"), title_standoff=4)
    drawing.update_yaxes(range=[len(rows) - 0.3, -0.75], showgrid=False, showticklabels=False)
    for place, (row, name) in enumerate(zip(rows, names, strict=True)):
        _add_row(drawing, place, row, name, colours)
    _add_points(drawing, rows, sentences, colours)
    _add_key(drawing, colours)
    return drawing


def _add_row(drawing: go.Figure, place: int, row: ParagraphDeadline, name: str, colours: Palette) -> None:
    drawing.add_annotation(
        x=0, xref="paper", y=place, xanchor="left", yanchor="bottom", yshift=6, text=name, showarrow=False,
        font={"color": colours.ink}, bgcolor=colours.page, borderpad=1,
    )  # fmt: skip
    if row.median.value is not None and row.p90.value is not None:
        edge = row.p90.value if row.deadline_days is None else row.deadline_days
        inside = (row.median.value, max(row.median.value, min(row.p90.value, edge)))
        outside = (min(max(row.median.value, edge), row.p90.value), row.p90.value)
        for (start, end), colour in ((inside, colours.series), (outside, colours.worse)):
            if end > start:
                drawing.add_shape(type="line", x0=start, x1=end, y0=place, y1=place, line={"color": colour, "width": 4})
    if row.deadline_days is not None:
        drawing.add_shape(
            type="line", x0=row.deadline_days, x1=row.deadline_days, y0=place - 0.2, y1=place + 0.2,
            line={"color": colours.ink, "width": 4},
        )  # fmt: skip


def _add_points(
    drawing: go.Figure, rows: Sequence[ParagraphDeadline], sentences: Sequence[str], colours: Palette
) -> None:
    for values, symbol, size in (
        ([row.median.value for row in rows], "circle-open", 12),
        ([row.p80.value for row in rows], "diamond", 11),
        ([row.p90.value for row in rows], "circle", 12),
    ):
        marks = [
            colours.worse if value and row.deadline_days and value > row.deadline_days else colours.series
            for value, row in zip(values, rows, strict=True)
        ]
        drawing.add_scatter(
            x=values, y=list(range(len(rows))), mode="markers", customdata=[row.paragraph for row in rows],
            marker={"symbol": symbol, "size": size, "color": marks, "line": {"width": 2, "color": marks}},
            hovertext=list(sentences), hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False,
        )  # fmt: skip


def _add_key(drawing: go.Figure, colours: Palette) -> None:
    text = words("deadlines")
    drawing.add_annotation(
        x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=8, showarrow=False,
        text=f"○ {text('paragraphs.p50')}   ◆ P80   ● P90   <b>❘</b> {text('paragraphs.deadline')}   "
        f'<b><span style="color:{colours.worse}">━</span></b> {text("paragraphs.beyond")}',
        font={"color": colours.secondary},
    )  # fmt: skip
