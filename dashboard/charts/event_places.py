"""Where the texts of events stand over a plot: on which level, and on which side of their lines.

A line reaches from the plot up to its own text, so a text on a higher level may stand over a line that ends below it. No
text meets another one of its level, and none is crossed by another event's line: it would read as that one's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

EVENT_LETTERS, EVENT_LEVELS = 24, 3  # of a line of text, and of texts over each other
CUT = " \u2026"  # ends a text that is not told whole
USUAL_WIDTH = 430  # pixels: of the months on the narrowest chart
# Pixels: of a letter; of the air at a text's own line and at its far end, where another line would seem its own; and how far
# a text may reach beyond the months.
LETTER, AIR, OUTSIDE = 6.9, 6 + 12, 40
TRIES = 3000  # where so many steps find no best arrangement, the best so far is good enough


@dataclass(frozen=True)
class Spot:
    """A text's level from the plot up, its side, and what it covers on the axis."""

    place: float
    level: int
    is_left_of_line: bool
    start: float
    end: float


Spots = tuple[Spot | None, ...]


@dataclass(frozen=True)
class EventRoom:
    """What the events' texts have above the plot, in pixels of the chart.

    width: of the months on the narrowest such chart. levels: how many texts may stand over each other. foot: what stands
    between the plot and the lowest text, such as the names of the series. is_still: nobody can hover, so an event whose
    text would be cut has a number. is_behind: the lines stand behind bars; they would be lost behind a band.
    """

    width: int = USUAL_WIDTH
    levels: int = EVENT_LEVELS
    foot: int = 0
    is_still: bool = False
    is_behind: bool = False


USUAL_ROOM = EventRoom()
# A slide keeps its height, so there is one row of texts. The months have 900 pixels on a projector and 470 on a phone.
SLIDE_ROOM = EventRoom(width=600, levels=1, is_still=True)


def event_places(events: Sequence[tuple[float, str]], months: int, room: EventRoom = USUAL_ROOM) -> Spots:
    """The spot of each event, given by its place on the axis (in order) and its text; None where there is no room.

    Of all arrangements the one with fewest left out, then with fewest levels, then with the lowest texts.
    """
    options = [_options(place, text, months, room) for place, text in events]
    search = _Search(options)
    search.go_on((), (0, 0, 0))
    return search.best


def _options(place: float, text: str, months: int, room: EventRoom) -> list[Spot]:
    """The lowest levels first, and of each the side towards the middle."""
    if room.is_still and text.endswith(CUT):
        return []
    pixel = months / room.width
    width = (max(len(unescape(line)) for line in text.split("<br>")) * LETTER + AIR) * pixel
    low, high = -0.5 - OUTSIDE * pixel, months - 0.5 + OUTSIDE * pixel
    sides = (True, False) if place > months / 2 else (False, True)
    spans = [(is_left, place - width if is_left else place, place if is_left else place + width) for is_left in sides]
    inside = [span for span in spans if low <= span[1] and span[2] <= high]
    return [Spot(place, level, *span) for level in range(room.levels) for span in inside]


class _Search:
    """Tries the options of one event after the other, and turns back where the rest cannot become the best."""

    def __init__(self, options: Sequence[Sequence[Spot]]) -> None:
        self.options = options
        self.best: Spots = (None,) * len(options)
        self.least = (len(options) + 1, 0, 0)
        self.left = TRIES

    def go_on(self, spots: Spots, cost: tuple[int, int, int]) -> None:
        """cost: how many are left out, the highest level, and the sum of levels."""
        self.left -= 1
        if cost >= self.least:
            return
        if len(spots) == len(self.options):
            self.best, self.least = spots, cost
            return
        out, highest, levels = cost
        for spot in self.options[len(spots)]:
            if self.left > 0 and all(_is_clear(spot, other) for other in spots if other):
                self.go_on((*spots, spot), (out, max(highest, spot.level), levels + spot.level))
        if self.left > 0 or not self._has_whole():
            self.go_on((*spots, None), (out + 1, highest, levels))

    def _has_whole(self) -> bool:
        return self.least[0] <= len(self.options)


def _is_clear(one: Spot, other: Spot) -> bool:
    """Whether the two texts are apart, and neither line runs through the other's text."""
    is_apart = one.level != other.level or one.end <= other.start or other.end <= one.start
    return is_apart and not _crosses(one, other) and not _crosses(other, one)


def _crosses(line: Spot, text: Spot) -> bool:
    return line.level >= text.level and text.start < line.place < text.end
