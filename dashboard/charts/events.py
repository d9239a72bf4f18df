"""Dated events on a time axis: what may explain a turn, as thin lines with their text above the plot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.charts.months import place_of
from dashboard.charts.style import Palette
from dashboard.selection import Month

EVENT_LETTERS, EVENT_LEVELS, EVENT_HEIGHT = 24, 3, 40
NUMBER_HEIGHT, NUMBER_WIDTH = 22, 40  # pixels: the row of numbers, and what the widest of them needs
CUT = " \u2026"
EVENT_WIDTH, USUAL_WIDTH = 172, 430  # pixels: of a text, and of the months on the narrowest chart


@dataclass(frozen=True)
class EventRoom:
    """What the events' texts have above the plot, in pixels of the chart.

    width: of the months on the narrowest such chart. levels: how many texts may stand over each other. foot: what stands
    between the plot and the lowest text, such as the names of the series. is_still: nobody can hover, so an event whose
    text would be cut has a number.
    """

    width: int = USUAL_WIDTH
    levels: int = EVENT_LEVELS
    foot: int = 0
    is_still: bool = False


USUAL_ROOM = EventRoom()
# A slide keeps its height, so there is one row of texts. The months have 900 pixels on a projector and 470 on a phone.
SLIDE_ROOM = EventRoom(width=600, levels=1, is_still=True)


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

    Text is turned towards the middle and cut to two lines (hovering shows it all). Where neighbours would meet, it takes
    the next level up; where no level is free, the line has a number, and ``numbered_events`` tells whose it is.
    """
    shown = [(place, label) for place, label in events if -0.5 <= place <= count - 0.5]
    levels = _levels(shown, count, room)
    numbered = [one for one, level in zip(shown, levels, strict=True) if level >= room.levels]
    foot = room.foot + (NUMBER_HEIGHT if numbered else 0)
    for (place, label), level in zip(shown, levels, strict=True):
        is_told = level < room.levels
        line = {"type": "line", "x0": place, "x1": place, "line": {"color": colours.previous, "width": 1}}
        drawing.add_shape(y0=0, y1=1, yref="paper", **line)
        # Above the plot the line reaches up to its text, in pixels.
        top = foot + EVENT_HEIGHT * (level + 1) if is_told else room.foot
        drawing.add_shape(y0=0, y1=top, yref="paper", ysizemode="pixel", yanchor=1, **line)
        if is_told:
            _add_text(drawing, place, label, foot + EVENT_HEIGHT * level, _side(place, count), colours)
    _add_numbers(drawing, numbered, NUMBER_WIDTH * count / room.width, room.foot, colours)
    drawing.update_layout(meta=[label for _, label in numbered])
    above = foot + EVENT_HEIGHT * (max((level for level in levels if level < room.levels), default=-1) + 1)
    return above - room.foot


def numbered_events(drawing: go.Figure) -> tuple[str, ...]:
    """The events that stand as 1, 2, 3 … on the chart, for lack of room; their words belong under it."""
    return tuple(drawing.layout.meta or ())


def _add_text(drawing: go.Figure, place: float, label: str, height: int, side: str, colours: Palette) -> None:
    """The text beside its line, so many pixels above the plot."""
    shift = -4 if side == "right" else 4
    drawing.add_annotation(
        x=place, y=1, yref="paper", yanchor="bottom", hovertext=escape(label, quote=False), showarrow=False, bgcolor=colours.page,
        font={"color": colours.secondary}, text=_broken(label), xanchor=side, align=side, xshift=shift, yshift=height,
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


def _levels(events: Sequence[tuple[float, str]], months: int, room: EventRoom) -> list[int]:
    """The lowest level on which each text meets none before it; one beyond the last for a text that may not be cut."""
    width = EVENT_WIDTH * months / room.width
    taken: list[list[tuple[float, float]]] = []
    levels = []
    for place, label in events:
        if room.is_still and _broken(label).endswith(CUT):
            levels.append(room.levels)
            continue
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
    lines = wrap(text, EVENT_LETTERS, max_lines=2, placeholder=CUT)
    return "<br>".join(escape(line, quote=False) for line in lines)
