"""Words of a chart that a phone leaves out, or alone shows: only the browser knows how wide the chart is.

The style sheets set the two variables there (ui/style.css, ui/steering_group/slide.css); everywhere else a chart is as if
this module were not there.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.style import Palette

NEAR = 0.16  # of the axis: closer than this a text of two lines, or one turned away from another, would be met


def every_second(text: str) -> str:
    """Left out where a phone shows the whole chart, too narrow for all of them."""
    return f'<span style="opacity: var(--every-second, 1)">{text}</span>'


def add_far_ticks(drawing: go.Figure, ticks: dict[float, str], taken: Sequence[float | None], colours: Palette) -> None:
    """The value axis once more, right of the plot, seen where a chart that scrolls opens there, out of sight of its axis.

    ticks: level → text, in order. taken: the levels of what stands there already.
    """
    reach = max(ticks) - min(ticks)
    others = [one for one in taken if one is not None]
    for level, text in ticks.items():
        if all(abs(level - one) >= NEAR * reach for one in others):
            drawing.add_annotation(
                x=1, xref="paper", y=level, xanchor="left", xshift=6, showarrow=False, hovertext="",
                text=f'<span style="opacity: var(--far-axis, 0)">{text}</span>', font={"color": colours.secondary},
            )  # fmt: skip
