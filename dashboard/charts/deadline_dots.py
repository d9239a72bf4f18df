"""How long each paragraph takes against its deadline (after Stephen Few's bullet): P50, P80 and P90 on one line, the
deadline as an upright bar. A paragraph's name stands over its line, so that long names stay readable on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.answers.results import ParagraphDeadline
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import UNSELECTED, Palette, Theme, empty_figure, figure, palette
from dashboard.words import words

ROW_HEIGHT, NAME_PART = 68, 0.8  # pixels of a row, and the part of it that lies over its line
MARGIN_TOP, MARGIN_BOTTOM = 32, 44


@dataclass(frozen=True)
class Row:
    """One paragraph. name: two lines over it. sentence: what hovering says. is_over: the stretch beyond the deadline is worse."""

    paragraph: ParagraphDeadline
    name: str
    sentence: str
    is_over: bool


def height(rows: int) -> int:
    """The figure's height in pixels for so many paragraphs."""
    return MARGIN_TOP + MARGIN_BOTTOM + ROW_HEIGHT * max(rows, 1)


@drawn_once
def deadline_dots(rows: Sequence[Row], theme: Theme) -> go.Figure:
    """One line per row in order from the top. Points carry the paragraph as customdata, an empty text for none."""
    if not rows:
        return empty_figure(theme, height(0), words("common")("silence_explanation.no_cases"))
    colours = palette(theme)
    drawing = figure(theme, height(len(rows)))
    drawing.update_layout(margin={"l": 8, "r": 16, "t": MARGIN_TOP, "b": MARGIN_BOTTOM})
    facts = [row.paragraph for row in rows]
    longest = max((end for fact in facts for end in (fact.p90.value, fact.deadline_days) if end), default=1)
    drawing.update_xaxes(showgrid=True, range=[-longest * 0.01, longest * 1.04], tickformat=",d", nticks=6)
    drawing.update_xaxes(title_text=words("deadlines")("paragraphs.axis"), title_standoff=4)
    drawing.update_yaxes(range=[len(rows) - NAME_PART, -NAME_PART], showgrid=False, showticklabels=False)
    for place, row in enumerate(rows):
        _add_row(drawing, place, row, colours)
    _add_points(drawing, rows, colours)
    _add_key(drawing, colours)
    return drawing


def _add_row(drawing: go.Figure, place: int, row: Row, colours: Palette) -> None:
    fact = row.paragraph
    drawing.add_annotation(
        x=0, xref="paper", y=place, xanchor="left", yanchor="bottom", yshift=8, text=row.name, showarrow=False,
        font={"color": colours.ink}, bgcolor=colours.page, borderpad=1, align="left",
    )  # fmt: skip
    if fact.median.value is not None and fact.p90.value is not None:
        edge = fact.p90.value if fact.deadline_days is None else fact.deadline_days
        inside = (fact.median.value, max(fact.median.value, min(fact.p90.value, edge)))
        outside = (min(max(fact.median.value, edge), fact.p90.value), fact.p90.value)
        for (start, end), colour in ((inside, colours.series), (outside, _beyond(row, colours))):
            if end > start:
                line = {"color": colour, "width": 4}
                drawing.add_shape(type="line", x0=start, x1=end, y0=place, y1=place, line=line, layer="between")
    if fact.deadline_days is not None:
        drawing.add_shape(
            type="line", x0=fact.deadline_days, x1=fact.deadline_days, y0=place - 0.16, y1=place + 0.16,
            line={"color": colours.ink, "width": 4},
        )  # fmt: skip


def _beyond(row: Row, colours: Palette) -> str:
    return colours.worse if row.is_over else colours.series


def _add_points(drawing: go.Figure, rows: Sequence[Row], colours: Palette) -> None:
    facts = [row.paragraph for row in rows]
    for number, (values, symbol, size) in enumerate(
        (
            ([fact.median.value for fact in facts], "circle", 12),
            ([fact.p80.value for fact in facts], "diamond", 11),
            ([fact.p90.value for fact in facts], "circle", 12),
        )
    ):
        marks = [
            _beyond(row, colours) if value and fact.deadline_days and value > fact.deadline_days else colours.series
            for value, row, fact in zip(values, rows, facts, strict=True)
        ]
        drawing.add_scatter(
            x=values, y=list(range(len(rows))), mode="markers", customdata=[fact.paragraph or "" for fact in facts],
            # The median is open, and filled with the page's colour: its line ends at the circle's edge.
            marker={"symbol": symbol, "size": size, "color": marks if number else colours.page,
                    "line": {"width": 2, "color": marks}},
            hovertext=[row.sentence for row in rows], hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False,
            unselected=UNSELECTED,
        )  # fmt: skip


def _add_key(drawing: go.Figure, colours: Palette) -> None:
    text = words("deadlines")
    drawing.add_annotation(
        x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", xshift=-8, yshift=8, showarrow=False,
        text=f"○ {text('paragraphs.p50')}  ◆ P80  ● P90  <b>❘</b> {text('paragraphs.deadline')}  "
        f'<b><span style="color:{colours.worse}">━</span></b> {text("paragraphs.beyond")}',
        font={"color": colours.secondary},
    )  # fmt: skip
