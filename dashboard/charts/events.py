"""Dated events on a time axis: what may explain a turn, as thin lines with their text above the plot."""

from collections.abc import Sequence
from datetime import date
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.charts.months import place_of
from dashboard.charts.style import Palette
from dashboard.selection import Month

EVENT_LETTERS, EVENT_LEVELS, EVENT_HEIGHT = 24, 3, 40
EVENT_WIDTH, USUAL_WIDTH = 172, 430  # pixels: of a text, and of the months on the narrowest chart


def add_events(
    drawing: go.Figure, events: Sequence[tuple[date, str]], months: Sequence[Month], colours: Palette
) -> int:
    """Thin vertical lines at dated events within the months, their text at the top. Returns the pixels the text needs."""
    placed = [(place_of(day, months[0]), label) for day, label in sorted(events)]
    return add_placed_events(drawing, placed, len(months), colours)


def add_placed_events(drawing: go.Figure, events: Sequence[tuple[float, str]], count: int, colours: Palette) -> int:
    """The same of events by their place on an axis of so many points, in order.

    Text is turned towards the middle and cut to two lines (hovering shows it all). Where neighbours would meet, it takes
    the next level up; where no level is free, hovering over a dot tells it.
    """
    shown = [(place, label) for place, label in events if -0.5 <= place <= count - 0.5]
    levels = _levels([place for place, _ in shown], count)
    for (place, label), level in zip(shown, levels, strict=True):
        is_told = level < EVENT_LEVELS
        line = {"type": "line", "x0": place, "x1": place, "line": {"color": colours.previous, "width": 1}}
        drawing.add_shape(y0=0, y1=1, yref="paper", **line)
        # Above the plot the line reaches up to its text, in pixels.
        top = EVENT_HEIGHT * (level + 1) if is_told else 0
        drawing.add_shape(y0=0, y1=top, yref="paper", ysizemode="pixel", yanchor=1, **line)
        _add_text(drawing, place, label, level if is_told else None, _side(place, count), colours)
    return EVENT_HEIGHT * (max((level for level in levels if level < EVENT_LEVELS), default=-1) + 1)


def _add_text(drawing: go.Figure, place: float, label: str, level: int | None, side: str, colours: Palette) -> None:
    """The text beside its line; level None is a dot that tells it on hovering."""
    if level is None:
        look = {"text": "\u2022", "xanchor": "center"}
    else:
        shift = -4 if side == "right" else 4
        look = {"text": _broken(label), "xanchor": side, "align": side, "xshift": shift, "yshift": EVENT_HEIGHT * level}
    drawing.add_annotation(
        x=place, y=1, yref="paper", yanchor="bottom", hovertext=escape(label, quote=False), showarrow=False, bgcolor=colours.page,
        font={"color": colours.secondary}, **look,
    )  # fmt: skip


def _levels(places: Sequence[float], months: int) -> list[int]:
    """The lowest level on which each text meets none before it, by its width on a chart of usual width."""
    width = EVENT_WIDTH * months / USUAL_WIDTH
    taken: list[list[tuple[float, float]]] = []
    levels = []
    for place in places:
        start = place - width if _side(place, months) == "right" else place
        level = next(
            (n for n, spans in enumerate(taken) if all(_apart(start, width, span) for span in spans)), len(taken)
        )
        if level == len(taken):
            taken.append([])
        taken[level].append((start, start + width))
        levels.append(level)
    return levels


def _apart(start: float, width: float, span: tuple[float, float]) -> bool:
    return start >= span[1] or start + width <= span[0]


def _side(place: float, months: int) -> str:
    return "right" if place > months / 2 else "left"


def _broken(label: str) -> str:
    """The label in at most two lines; a paragraph sign keeps its number, and a typed tag is no markup."""
    text = label.replace("\u00a7 ", "\u00a7\u00a0")
    lines = wrap(text, EVENT_LETTERS, max_lines=2, placeholder=" \u2026")
    return "<br>".join(escape(line, quote=False) for line in lines)
