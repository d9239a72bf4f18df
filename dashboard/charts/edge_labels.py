"""Names at the right edge of a plot, each beside its level, moved apart where they would meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

LINE = 20  # pixels: the height of a line of text


@dataclass(frozen=True)
class EdgeLabel:
    """level: in the axis' unit. size: of the letters in pixels."""

    level: float
    text: str
    colour: str
    size: int


def add_edge_labels(drawing: go.Figure, labels: Sequence[EdgeLabel], height: int) -> None:
    """Write them. The first stands at its level, each later one as near its own as there is room.

    The axis must have its range. height: the plot's, in pixels.
    """
    bottom, top = drawing.layout.yaxis.range
    per_pixel = (top - bottom) / height
    taken: list[tuple[float, int]] = []
    for label in labels:
        lines = label.text.count("<br>") + 1
        middle = free_place(label.level / per_pixel, lines, taken)
        taken.append((middle, lines))
        drawing.add_annotation(
            x=1, xref="paper", y=label.level, yshift=round(middle - label.level / per_pixel), xanchor="left", xshift=8,
            yanchor="middle", showarrow=False, text=label.text, align="left",
            font={"color": label.colour, "size": label.size},
        )  # fmt: skip


def free_place(wanted: float, lines: int, taken: Sequence[tuple[float, int]]) -> float:
    """The middle nearest to the wanted one where so many lines meet none of the taken texts (middle, lines); in pixels."""
    beside = [middle + side * LINE * (lines + others) / 2 for middle, others in taken for side in (-1, 1)]
    free = [place for place in (wanted, *beside) if all(_is_clear(place, lines, one) for one in taken)]
    return min(free, key=lambda place: abs(place - wanted))


def _is_clear(place: float, lines: int, taken: tuple[float, int]) -> bool:
    return abs(place - taken[0]) >= LINE * (lines + taken[1]) / 2 - 1e-6
