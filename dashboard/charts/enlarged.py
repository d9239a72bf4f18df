"""A chart for the projector: the same drawing with everything that is measured in pixels made larger."""

from collections.abc import Mapping, Set

import plotly.graph_objects as go

from dashboard.charts.style import SMALL_PRINT

BODY = 24  # pixels at 1920x1080 (../shared/look.md, "Projector")
FACTOR = BODY / SMALL_PRINT
PIXELS = {"size", "xshift", "yshift", "minsize", "borderpad"}
PIXELS_WITHIN = {"margin": {"l", "r", "t", "b"}, "line": {"width"}, "title": {"standoff"}}


def enlarged(drawing: go.Figure, height: int, zoom: float) -> go.Figure:
    """A copy for a slide shown at ``zoom`` times 1920x1080, where its text is ``BODY`` pixels and it is ``height`` high.

    The drawing itself stays as it is.
    """
    tree = _enlarged(drawing.to_plotly_json(), "", FACTOR * zoom)
    tree["layout"]["height"] = round(height * zoom)
    return go.Figure(tree)


def _enlarged(node: object, key: str, factor: float) -> object:
    if isinstance(node, Mapping):
        by_pixel = {f"{axis}{end}" for axis in "xy" for end in "01" if node.get(f"{axis}sizemode") == "pixel"}
        return {name: _value(part, name, key, by_pixel, factor) for name, part in node.items()}
    if isinstance(node, list | tuple):
        return [_enlarged(part, key, factor) for part in node]
    return node


def _value(part: object, name: str, parent: str, by_pixel: Set[str], factor: float) -> object:
    is_length = name in PIXELS or name in PIXELS_WITHIN.get(parent, ()) or name in by_pixel
    if is_length and isinstance(part, int | float):
        return part * factor
    return _enlarged(part, name, factor)
