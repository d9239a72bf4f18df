"""Dated events on a time axis: what may explain a turn, as thin lines with their text above the plot."""

from collections.abc import Sequence
from datetime import date
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.charts.event_places import CUT, EVENT_LETTERS, USUAL_ROOM, EventRoom, event_places
from dashboard.charts.months import place_of
from dashboard.charts.style import Palette
from dashboard.selection import Month

EVENT_HEIGHT = 44  # pixels: two lines of text, and air between them and the text above
NUMBER_HEIGHT, NUMBER_WIDTH = 22, 40  # pixels: the row of numbers, and what the widest of them needs


def add_events(
    drawing: go.Figure, events: Sequence[tuple[date, str]], months: Sequence[Month], colours: Palette,
    room: EventRoom = USUAL_ROOM,
) -> int:  # fmt: skip
    """Thin vertical lines at dated events within the months, their text at the top. Returns the pixels the text needs."""
    placed = [(place_of(day, months[0]), label) for day, label in sorted(events)]
    return add_placed_events(drawing, placed, len(months), colours, room)


def add_placed_events(
    drawing: go.Figure, events: Sequence[tuple[float, str]], count: int, colours: Palette, room: EventRoom = USUAL_ROOM
) -> int:
    """The same of events by their place on an axis of so many points, in order.

    Text is cut to two lines (hovering shows it all) and stands where it meets no other text and no other event's line
    (``event_places``); where there is no such place, the line has a number, and ``numbered_events`` tells whose it is.
    """
    shown = [(place, label) for place, label in events if -0.5 <= place <= count - 0.5]
    texts = [_broken(label) for _, label in shown]
    spots = event_places([(place, text) for (place, _), text in zip(shown, texts, strict=True)], count, room)
    numbered = [one for one, spot in zip(shown, spots, strict=True) if spot is None]
    foot = room.foot + (NUMBER_HEIGHT if numbered else 0)
    for (place, label), text, spot in zip(shown, texts, spots, strict=True):
        line = {"type": "line", "x0": place, "x1": place, "line": {"color": colours.previous, "width": 1},
                "layer": "below" if room.is_behind else "above"}  # fmt: skip
        drawing.add_shape(y0=0, y1=1, yref="paper", **line)
        # Above the plot the line reaches up to its text, in pixels.
        top = foot + EVENT_HEIGHT * (spot.level + 1) if spot else room.foot
        drawing.add_shape(y0=0, y1=top, yref="paper", ysizemode="pixel", yanchor=1, **line)
        if spot:
            height = foot + EVENT_HEIGHT * spot.level
            _add_text(drawing, place, label, text, height, "right" if spot.is_left_of_line else "left", colours)
    _add_numbers(drawing, numbered, NUMBER_WIDTH * count / room.width, room.foot, colours)
    drawing.update_layout(meta=[label for _, label in numbered])
    return foot - room.foot + EVENT_HEIGHT * (max((spot.level for spot in spots if spot), default=-1) + 1)


def numbered_events(drawing: go.Figure) -> tuple[str, ...]:
    """The events that stand as 1, 2, 3 … on the chart, for lack of room; their words belong under it."""
    return tuple(drawing.layout.meta or ())


def _add_text(
    drawing: go.Figure, place: float, label: str, text: str, height: int, side: str, colours: Palette
) -> None:  # fmt: skip
    """The text beside its line, so many pixels above the plot."""
    shift = -4 if side == "right" else 4
    drawing.add_annotation(
        x=place, y=1, yref="paper", yanchor="bottom", hovertext=escape(label, quote=False), showarrow=False, bgcolor=colours.page,
        font={"color": colours.secondary}, text=text, xanchor=side, align=side, xshift=shift, yshift=height,
    )  # fmt: skip


def _add_numbers(
    drawing: go.Figure, events: Sequence[tuple[float, str]], width: float, foot: int, colours: Palette
) -> None:
    """A number at each line, right above the plot; those nearer than ``width`` to the first of them are written as one."""
    groups: list[list[int]] = []
    for place in range(len(events)):
        if groups and events[place][0] - events[groups[-1][0]][0] < width:
            groups[-1].append(place)
        else:
            groups.append([place])
    for group in groups:
        first, last = group[0], group[-1]
        drawing.add_annotation(
            x=events[first][0], y=1, yref="paper", yanchor="bottom", xanchor="center", yshift=foot,
            text=f"{first + 1}" if first == last else f"{first + 1}\u2013{last + 1}", showarrow=False, bgcolor=colours.page,
            hovertext="<br>".join(escape(events[one][1], quote=False) for one in group), font={"color": colours.ink},
        )  # fmt: skip


def _broken(label: str) -> str:
    """The label in at most two lines; a paragraph sign keeps its number, and a typed tag is no markup."""
    text = label.replace("\u00a7 ", "\u00a7\u00a0")
    lines = wrap(text, EVENT_LETTERS, max_lines=2, placeholder=CUT)
    return "<br>".join(escape(line, quote=False) for line in lines)
