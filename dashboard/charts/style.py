"""Palette, template and Danish conventions of every chart (../shared/look.md, "Colour has meaning, and never alone").

Colours come from the Danish public sector's shared design system (npm: dkfds). Light and dark are two designed palettes.
Text stands at 4.5:1 or more against its ground, marks at 3:1 or more: tests/screen holds both.
"""

from dataclasses import dataclass
from enum import StrEnum

import plotly.graph_objects as go

Figure = go.Figure  # the name the ui knows a chart by
FONT = "'IBM Plex Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
SMALL_PRINT = 14
UNSELECTED = {"marker": {"opacity": 0.55}}  # what was not clicked steps back, and can still be read
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Palette:
    """One theme's colours by meaning.

    better, worse: marks of a verdict; *_text: the same meaning in words. first, second: two series without a verdict,
    apart in lightness as well as hue. comparison: the group a series is drawn beside, its name too. previous: an earlier
    period. band: a 95 % interval behind its series.
    """

    page: str
    panel: str
    line: str
    ink: str
    secondary: str
    faint: str
    link: str
    better: str
    better_text: str
    worse: str
    worse_text: str
    series: str
    previous: str
    band: str
    first: str
    second: str
    comparison: str


LIGHT = Palette(
    page="#FFFFFF", panel="#F5F5F5", line="#DCDCDC", ink="#1A1A1A", secondary="#454545", faint="#707070",
    link="#0059B3", better="#2171B5", better_text="#08519C", worse="#D94801", worse_text="#A63603",
    series="#707070", previous="#8E8E8E", band="#E4E4E4", first="#807DBA", second="#54278F",
    comparison="#54278F",
)  # fmt: skip
DARK = Palette(
    page="#15181C", panel="#20252B", line="#3B434C", ink="#F2F3F4", secondary="#C9CED4", faint="#A2A9B1",
    link="#8CC2F5", better="#6BAED6", better_text="#9ECAE1", worse="#FD8D3C", worse_text="#FDAE6B",
    series="#A2A9B1", previous="#7E868F", band="#323941", first="#807DBA", second="#DADAEB",
    comparison="#9E9AC8",
)  # fmt: skip


def palette(theme: Theme) -> Palette:
    """The colours of a theme."""
    return DARK if theme is Theme.DARK else LIGHT


class Drawing(go.Figure):
    """A figure that takes its annotations and shapes in one go: adding them one by one, Plotly checks all earlier ones again."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._waiting: dict[str, list[dict]] = {"annotations": [], "shapes": []}
        self._finished: dict | None = None
        super().__init__(*args, **kwargs)

    def finish(self) -> None:
        """Work out the specification once for all who look; nothing may be changed or added afterwards."""
        self._finished = self.to_dict()

    def add_annotation(self, **annotation: object) -> "Drawing":
        """As Plotly's own."""
        self._waiting["annotations"].append(annotation)
        return self

    def add_shape(self, **shape: object) -> "Drawing":
        """As Plotly's own."""
        self._waiting["shapes"].append(shape)
        return self

    @property
    def layout(self) -> go.Layout:
        """The layout with everything added so far."""
        self._put_in()
        return self._layout_obj

    @layout.setter
    def layout(self, layout: dict) -> None:
        go.Figure.layout.fset(self, layout)

    def to_dict(self) -> dict:
        """The figure as Plotly's specification, with everything added so far."""
        if self._finished is not None:
            return self._finished
        self._put_in()
        return super().to_dict()

    def _put_in(self) -> None:
        for name, waiting in self._waiting.items():
            if waiting:
                self._waiting[name] = []
                self._layout_obj[name] = [*self._layout_obj[name], *waiting]


def figure(theme: Theme, height: int) -> go.Figure:
    """An empty figure of a fixed height in the house style: thin few gridlines, Danish separators, nothing to drag."""
    colours = palette(theme)
    axis = {
        "gridcolor": colours.line, "zeroline": False, "linecolor": colours.previous, "fixedrange": True,
        "tickfont": {"color": colours.secondary, "size": SMALL_PRINT}, "automargin": False,
        "title": {"font": {"color": colours.secondary, "size": SMALL_PRINT}},
    }  # fmt: skip
    small_print = {"family": FONT, "size": SMALL_PRINT, "color": colours.ink}
    layout = {
        "template": "none", "height": height, "separators": ",.", "showlegend": False, "dragmode": False,
        "hovermode": "closest", "margin": {"l": 8, "r": 8, "t": 32, "b": 40}, "font": small_print,
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"bgcolor": colours.panel, "bordercolor": colours.previous, "align": "left", "font": small_print},
        "xaxis": {**axis, "showgrid": False}, "yaxis": axis, "uniformtext": {"minsize": SMALL_PRINT, "mode": "hide"},
    }  # fmt: skip
    # Given at birth: updating a layout afterwards took Plotly ten times as long.
    return Drawing(layout=layout)


def empty_figure(theme: Theme, height: int, sentence: str) -> go.Figure:
    """A figure of the usual height that says why there is nothing to see."""
    drawing = figure(theme, height)
    drawing.update_xaxes(visible=False)
    drawing.update_yaxes(visible=False)
    drawing.add_annotation(
        x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="top", showarrow=False, text=sentence,
        font={"color": palette(theme).secondary},
    )  # fmt: skip
    return drawing
