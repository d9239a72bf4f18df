"""Accepted rows run by run: one small line per source, each on its own scale from zero, named and ending in its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from plotly.subplots import make_subplots

from dashboard import formatting
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import Figure, Theme, figure, palette

ROW, MARGIN = 88, 16


@dataclass(frozen=True)
class SourceLine:
    """name: above the line. accepted: rows per run, None where the source was not in the run. sentences: the hovers."""

    name: str
    accepted: Sequence[int | None]
    sentences: Sequence[str]


@drawn_once
def run_history_chart(theme: Theme, lines: Sequence[SourceLine]) -> Figure:
    """One row per source over the same runs, oldest to the left."""
    colours, height = palette(theme), MARGIN + ROW * max(len(lines), 1)
    drawing = make_subplots(
        rows=max(len(lines), 1), cols=1, shared_xaxes=True, vertical_spacing=0, figure=figure(theme, height)
    )
    for place, line in enumerate(lines, start=1):
        drawing.add_scatter(
            x=list(range(len(line.accepted))), y=list(line.accepted), mode="lines+markers", row=place, col=1,
            line={"color": colours.series, "width": 2}, marker={"color": colours.series, "size": 8},
            hovertext=list(line.sentences), hoverinfo="text",
        )  # fmt: skip
        most = max((count for count in line.accepted if count is not None), default=0)
        # The upper third of each row is left for its name.
        drawing.update_yaxes(
            range=[-0.15 * (most or 1), 2.1 * (most or 1)], visible=False, fixedrange=True, row=place, col=1
        )
        axis = "" if place == 1 else str(place)
        drawing.add_annotation(
            xref="paper", x=0, yref=f"y{axis} domain", y=0.98, xanchor="left", yanchor="top", showarrow=False,
            text=line.name, font={"color": colours.ink},
        )  # fmt: skip
        last = line.accepted[-1] if line.accepted else None
        if last is not None:
            drawing.add_annotation(
                xref="x" + axis, x=len(line.accepted) - 1, yref="y" + axis, y=last, xanchor="left", xshift=8,
                showarrow=False, text=formatting.number(last), font={"color": colours.ink},
            )  # fmt: skip
    runs = max((len(line.accepted) for line in lines), default=1)
    drawing.update_xaxes(visible=False, range=[-0.05 * runs, runs - 1 + 0.05 * runs], fixedrange=True)
    drawing.update_layout(margin={"l": 8, "r": 56, "t": 8, "b": 8}, height=height)
    return drawing
