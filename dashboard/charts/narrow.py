"""Words of a chart that a phone leaves out, or alone shows: only the browser knows how wide the chart is.

The style sheets set the two variables there (ui/style.css, ui/steering_group/slide.css); everywhere else a chart is as if
this module were not there.
"""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.charts.style import Palette
from dashboard.charts.ticks import round_ticks

NEAR = 0.16  # of the plot's height: closer than this a text of two lines, or one turned away from another, would be met


def every_second(text: str) -> str:
    """Left out where a phone shows the whole chart, too narrow for all of them."""
    return f'<span style="opacity: var(--every-second, 1)">{text}</span>'


def count_axis(
    drawing: go.Figure, name: str, highest: float, most: int, last: float | None, colours: Palette, decimals: int = 0
) -> None:
    """Round ticks on the axis ``name`` (``yaxis``, ``yaxis2``), and the same at the far end. last: told there.

    decimals: none for a count; they are written where a tick needs them.
    """
    places = round_ticks(highest, most, decimals)
    written = decimals if any(tick != int(tick) for tick in places) else 0
    ticks = {tick: formatting.number(tick, written) for tick in places}
    drawing.layout[name].update(tickmode="array", tickvals=list(ticks), ticktext=list(ticks.values()))
    add_far_ticks(drawing, ticks, [last], colours, name.replace("axis", ""))


def add_far_ticks(
    drawing: go.Figure, ticks: Mapping[float, str], taken: Sequence[float | None], colours: Palette, axis: str = "y"
) -> None:
    """The value axis once more, right of the plot, seen where a chart that scrolls opens there, out of sight of its axis.

    ticks: level → text, in order. taken: the levels of what stands there already.
    """
    low, high = drawing.layout[f"{axis[0]}axis{axis[1:]}"].domain or (0, 1)
    # One of two axes over each other has but a part of the height.
    near = NEAR * ((max(ticks) - min(ticks)) or 1) / (high - low)
    others = [one for one in taken if one is not None]
    for level, text in ticks.items():
        if all(abs(level - one) >= near for one in others):
            drawing.add_annotation(
                x=1, xref="paper", y=level, yref=axis, xanchor="left", xshift=6, showarrow=False, hovertext="",
                text=f'<span style="opacity: var(--far-axis, 0)">{text}</span>', font={"color": colours.secondary},
            )  # fmt: skip
