"""A share of several groups side by side: a point with its 95 % interval on 0-100 %, the target as a dashed line."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.style import Theme, empty_figure, figure, palette
from dashboard.measurement import GroupMeasurement, Target
from dashboard.words import words

HEIGHT = 400


def share_rows(
    groups: Sequence[GroupMeasurement],
    names: Sequence[str],
    sentences: Sequence[str],
    target: Target | None,
    theme: Theme,
) -> go.Figure:
    """One line per group in order from the top; the name stands over its line. A group without a value says why in its name."""
    if not groups:
        return empty_figure(theme, HEIGHT, words("common")("silence_explanation.no_cases"))
    colours = palette(theme)
    drawing = figure(theme, HEIGHT)
    drawing.update_layout(margin={"l": 8, "r": 24, "t": 44, "b": 36})
    ticks = [0, 0.25, 0.5, 0.75, 1]
    labels = [formatting.percent(value, 0) for value in ticks]
    drawing.update_xaxes(showgrid=True, range=[-0.03, 1.03], tickvals=ticks, ticktext=labels, tickangle=0)
    drawing.update_yaxes(range=[len(groups) - 0.6, -0.8], showgrid=False, showticklabels=False)
    for place, (group, name) in enumerate(zip(groups, names, strict=True)):
        drawing.add_annotation(
            x=0, xref="paper", y=place, xanchor="left", yanchor="bottom", yshift=14, text=name, showarrow=False,
            font={"color": colours.ink}, bgcolor=colours.page, align="left",
        )  # fmt: skip
        if group.measurement.interval:
            low, high = group.measurement.interval
            line = {"color": colours.previous, "width": 6}
            drawing.add_shape(type="line", x0=low, x1=high, y0=place, y1=place, line=line, layer="below")
    if target is not None:
        line = {"color": colours.ink, "width": 1.5, "dash": "dash"}
        drawing.add_shape(type="line", x0=target.value, x1=target.value, y0=0, y1=1, yref="paper", line=line)
        drawing.add_annotation(
            x=target.value, y=1, yref="paper", yanchor="bottom", yshift=4, showarrow=False, font={"color": colours.ink},
            text=words("deadlines")("trend.target", value=formatting.percent(target.value, 0)),
        )  # fmt: skip
    drawing.add_scatter(
        x=[group.measurement.value for group in groups], y=list(range(len(groups))), mode="markers", cliponaxis=False,
        marker={"size": 14, "color": colours.series}, customdata=[group.group for group in groups],
        hovertext=list(sentences), hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    return drawing
