"""What a chart's axis counts, written over its top tick, and the value the newest one is held against."""

import plotly.graph_objects as go

from dashboard.charts.style import Palette

ROOM, USUAL = 32, 16  # pixels over the plot: for the words of the axis, and what a chart keeps free there anyway


def with_axis_told(drawing: go.Figure, axis: str, first: tuple[float, str] | None, colours: Palette) -> go.Figure:
    """A copy with these words over its axis; the drawing itself may be finished. first: the first point and its value."""
    copy = go.Figure(drawing.to_plotly_json())
    margin, font = copy.layout.margin, {"color": colours.secondary}
    copy.update_layout(margin={"t": margin.t + ROOM - USUAL})
    copy.add_annotation(
        x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", xshift=-margin.l, yshift=8, text=axis,
        showarrow=False, font=font, borderpad=0, bgcolor=colours.page,
    )  # fmt: skip
    if first:
        value, told = first
        copy.add_annotation(x=0, y=value, yanchor="bottom", yshift=8, text=told, showarrow=False, font=font)
    return copy
