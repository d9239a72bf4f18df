"""A course in steps as a flow (Sankey): columns of nodes with their counts, and between them as many as went each way."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import Palette, Theme, figure, palette

HEIGHT, MARGIN_TOP, MARGIN_BOTTOM = 440, 40, 8
GAP, THICKNESS = 26, 14  # pixels: between two nodes of a column, so that each has room for its name; and of a node


@dataclass(frozen=True)
class Node:
    """A station. column: its step, from 0. name: with its count. is_strong: what the chart is about; is_open: not over yet."""

    node_id: str
    column: int
    name: str
    count: int
    sentence: str
    is_strong: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Link:
    """So many went from one node to another."""

    source: str
    target: str
    count: int
    sentence: str


@drawn_once
def chain(
    nodes: Sequence[Node], links: Sequence[Link], steps: Sequence[str], begins: Sequence[int], theme: Theme
) -> go.Figure:
    """Nodes stand in their column in the order given. steps: what stands over each column.

    begins: per column how many ended above it in an earlier step, so that what goes on lies level.
    """
    colours = palette(theme)
    drawing = figure(theme, HEIGHT)
    drawing.update_layout(margin={"l": 8, "r": 8, "t": MARGIN_TOP, "b": MARGIN_BOTTOM})
    # Where a name crosses a band's edge it has a halo of the ground's colour; Plotly's own is a grey glow in the dark.
    halo = ", ".join(f"{right}px {down}px 1px {colours.page}" for right in (-1, 1) for down in (-1, 1))
    place = {node.node_id: number for number, node in enumerate(nodes)}
    drawing.add_sankey(
        arrangement="fixed", textfont={"color": colours.ink, "size": 14, "shadow": halo},
        node={
            "label": [node.name for node in nodes], "x": [_across(node.column, len(steps)) for node in nodes],
            "y": _down(nodes, len(steps), begins), "pad": GAP, "thickness": THICKNESS,
            "color": [_fill(node, colours) for node in nodes], "line": {"color": colours.series, "width": 1},
            "customdata": [node.sentence for node in nodes], "hovertemplate": "%{customdata}<extra></extra>",
        },
        link={
            "source": [place[link.source] for link in links], "target": [place[link.target] for link in links],
            "value": [link.count for link in links], "color": colours.band,
            "customdata": [link.sentence for link in links], "hovertemplate": "%{customdata}<extra></extra>",
        },
    )  # fmt: skip
    for column, step in enumerate(steps):
        side = "left" if column == 0 else "right" if column == len(steps) - 1 else "center"
        drawing.add_annotation(
            x=_across(column, len(steps)), y=1, xref="paper", yref="paper", xanchor=side, yanchor="bottom", yshift=8,
            text=step, showarrow=False, font={"color": colours.secondary},
        )  # fmt: skip
    return drawing


def _across(column: int, columns: int) -> float:
    # Plotly takes a place of exactly 0 for no place at all.
    return min(max(column / max(columns - 1, 1), 0.001), 0.999)


def _down(nodes: Sequence[Node], columns: int, begins: Sequence[int]) -> list[float]:
    """The middle of each node, 0 at the top; the counts are drawn at the scale of the column that needs most room."""
    room = HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
    of_column = [[node for node in nodes if node.column == column] for column in range(columns)]
    scale = min(
        (room - GAP * (len(column) - (not begin))) / (sum(node.count for node in column) + begin or 1)
        for column, begin in zip(of_column, begins, strict=True)
    )
    middles = {}
    for column, begin in zip(of_column, begins, strict=True):
        top = begin * scale + (GAP if begin else 0)
        for node in column:
            middles[node.node_id] = (top + node.count * scale / 2) / room
            top += node.count * scale + GAP
    return [middles[node.node_id] for node in nodes]


def _fill(node: Node, colours: Palette) -> str:
    if node.is_open:
        return colours.page
    return colours.second if node.is_strong else colours.first
