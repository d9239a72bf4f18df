"""Names at the right edge of a plot, each beside its level, moved apart where they would meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

APART = 20  # pixels between the middles of two texts


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
    taken: list[float] = []
    for label in labels:
        middle = free_place(label.level / per_pixel, taken)
        taken.append(middle)
        drawing.add_annotation(
            x=1, xref="paper", y=label.level, yshift=round(middle - label.level / per_pixel), xanchor="left", xshift=8,
            yanchor="middle", showarrow=False, text=label.text, align="left",
            font={"color": label.colour, "size": label.size},
        )  # fmt: skip


def free_place(wanted: float, taken: Sequence[float]) -> float:
    """The place nearest to the wanted one that is at least ``APART`` from all taken; all in pixels."""
    beside = [place + side * APART for place in taken for side in (-1, 1)]
    free = [place for place in (wanted, *beside) if all(abs(place - other) >= APART - 1e-6 for other in taken)]
    return min(free, key=lambda place: abs(place - wanted))
