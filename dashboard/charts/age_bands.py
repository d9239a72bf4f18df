"""How long the open cases have waited: one bar per age band, those over the deadline at the bottom."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formatting
from dashboard.answers.results import AgeBand
from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import UNSELECTED, Palette, Theme, figure, palette
from dashboard.charts.ticks import step_of_few
from dashboard.words import words

HEIGHT = 368


@drawn_once
def age_bands(
    bands: Sequence[AgeBand], labels: Sequence[str], sentences: tuple[Sequence[str], Sequence[str]], theme: Theme
) -> go.Figure:
    """Below those over the deadline, above the other open cases; a hidden count is drawn as nothing and labelled so.

    sentences: what hovering says on the two. A bar's customdata is ``over:2`` or ``rest:2``, with the band's place.
    """
    colours = palette(theme)
    text = words("deadlines")
    drawing = figure(theme, HEIGHT)
    drawing.update_layout(margin={"l": 52, "r": 8, "t": 44, "b": 56}, barmode="stack", bargap=0.35)
    highest = _highest(bands)
    drawing.update_yaxes(
        rangemode="tozero", nticks=4, tickformat=",d", range=[0, highest * 1.2], dtick=step_of_few(highest)
    )
    places = list(range(len(bands)))
    drawing.update_xaxes(tickmode="array", tickvals=places, ticktext=list(labels), tickangle=0)
    drawing.update_xaxes(title_text=text("age.axis"), title_standoff=4)
    over = [band.overdue for band in bands]
    rest = [None if band.open is None or band.overdue is None else band.open - band.overdue for band in bands]
    for kind, values, said, colour in (
        ("over", over, sentences[0], colours.worse),
        ("rest", rest, sentences[1], colours.series),
    ):
        drawing.add_bar(
            x=places, y=values, marker={"color": colour, "line": {"width": 0}}, customdata=[f"{kind}:{one}" for one in places],
            hovertext=list(said),
            hovertemplate="%{hovertext}<extra></extra>", unselected=UNSELECTED,
        )  # fmt: skip
    _add_totals(drawing, bands, colours)
    names = f'<span style="color:{colours.worse}">■</span> {text("age.over")}   '
    names += f'<span style="color:{colours.series}">■</span> {text("age.within")}'
    drawing.add_annotation(
        x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", xshift=-44, yshift=14, showarrow=False,
        text=names, font={"color": colours.ink},
    )  # fmt: skip
    return drawing


def _highest(bands: Sequence[AgeBand]) -> int:
    return max((band.open or 0 for band in bands), default=0) or 1


def _add_totals(drawing: go.Figure, bands: Sequence[AgeBand], colours: Palette) -> None:
    """Over the bar how many it holds, and how many of them are over the deadline: small stretches have no room inside."""
    for place, band in enumerate(bands):
        count = words("common")("silence.suppressed") if band.open is None else formatting.number(band.open)
        said = f"<b>{count}</b>"
        if band.overdue:
            over = words("deadlines")("age.over_short", count=formatting.number(band.overdue))
            said += f'<br><span style="color:{colours.worse_text}">{over}</span>'
        drawing.add_annotation(
            x=place, y=band.open or 0, yanchor="bottom", yshift=2, showarrow=False, text=said, font={"color": colours.ink},
        )  # fmt: skip
