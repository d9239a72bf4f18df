"""The outline of a planned bar: closed at a date the plan states, fading out at an end it does not state."""

from collections.abc import Iterator

import plotly.graph_objects as go

STEPS = 6  # of the fading, each fainter than the one before
MOST, SHARE = 0.9, 0.4  # how much of a bar fades: so many months, and no more than this share of it
WIDTH = 1.5  # pixels


def add_outline(
    drawing: go.Figure, span: tuple[float, float], rows: tuple[float, float], is_open: tuple[bool, bool], colour: str
) -> None:
    """Draw the frame of a bar. span, rows: its ends along and across, in the axes' units. is_open: at its start, its end."""
    line = {"color": colour, "width": WIDTH}
    for begin, end, strength in stretches(span, is_open):
        for row in rows:
            drawing.add_shape(type="line", x0=begin, x1=end, y0=row, y1=row, line=line, opacity=strength)
    for end, is_faded in zip(span, is_open, strict=True):
        if not is_faded:
            drawing.add_shape(type="line", x0=end, x1=end, y0=rows[0], y1=rows[1], line=line)


def stretches(span: tuple[float, float], is_open: tuple[bool, bool]) -> Iterator[tuple[float, float, float]]:
    """Begin, end and strength (0-1) of each piece of the long sides."""
    begin, end = span
    fading = min(MOST, SHARE * (end - begin))
    solid = (begin + fading * is_open[0], end - fading * is_open[1])
    yield *solid, 1.0
    step = fading / STEPS
    for number in range(STEPS):
        strength = 1 - (number + 1) / (STEPS + 1)
        if is_open[0]:
            yield solid[0] - step * (number + 1), solid[0] - step * number, strength
        if is_open[1]:
            yield solid[1] + step * number, solid[1] + step * (number + 1), strength
