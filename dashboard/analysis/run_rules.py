"""The four rules of charts with limits, on plain vectors; None is a gap.

Outside the limits, seven on one side, seven in trend, two of three near the same limit: the rules of NHS England, Making
Data Count. A gap ends every row: "seven months in a row" must be true as it stands, and nobody knows the missing month.
"""

from collections.abc import Sequence
from itertools import pairwise

RUN_LENGTH = 7
TREND_LENGTH = 7  # points, so six steps
OUTSIDE_AT = 3.0  # sigma
NEAR_AT = 2.0
# Above what rounding leaves, so that a point on a line is on it.
ROUNDING = 1e-9


def outside(distances: Sequence[float | None]) -> frozenset[int]:
    """Positions beyond a limit. distances: from the centre in sigma, with sign; exactly on the limit is within."""
    return frozenset(
        position
        for position, distance in enumerate(distances)
        if distance is not None and abs(distance) > OUTSIDE_AT + ROUNDING
    )


def shifts(sides: Sequence[int | None]) -> frozenset[int]:
    """Positions in a row of seven or more on one side (1 above, -1 below). A point on the centre (0) ends a row."""
    return frozenset(
        position
        for start, stop in stretches(sides)
        if sides[start] and stop - start >= RUN_LENGTH
        for position in range(start, stop)
    )


def trends(numbers: Sequence[float | None]) -> dict[int, int]:
    """Positions in a row of seven or more strictly rising (1) or strictly falling (-1) points. Two alike end a row.

    The point a trend turns at ends the one and begins the other; if both are long enough it counts to the newer.
    """
    steps = [None if None in pair else (pair[1] > pair[0]) - (pair[1] < pair[0]) for pair in pairwise(numbers)]
    found = {}
    for start, stop in stretches(steps):
        if steps[start] and stop - start >= TREND_LENGTH - 1:
            found |= dict.fromkeys(range(start, stop + 1), steps[start])
    return found


def near_limits(distances: Sequence[float | None]) -> frozenset[int]:
    """Positions in the outer third or beyond it that are two or three of three in a row, on the same side.

    The third point may lie anywhere (Western Electric, Statistical Quality Control Handbook, 1956), but must be known.
    """
    found = set()
    for start in range(len(distances) - 2):
        three = distances[start : start + 3]
        if None in three:
            continue
        for sign in (1, -1):
            near = [start + offset for offset, distance in enumerate(three) if sign * distance > NEAR_AT + ROUNDING]
            if len(near) >= 2:
                found |= set(near)
    return frozenset(found)


def stretches(marks: Sequence[int | None]) -> list[tuple[int, int]]:
    """First position and the one after the last of every row of equal marks; gaps are in none."""
    found = []
    start = 0
    for position in range(1, len(marks) + 1):
        if position == len(marks) or marks[position] != marks[start]:
            if marks[start] is not None:
                found.append((start, position))
            start = position
    return found
