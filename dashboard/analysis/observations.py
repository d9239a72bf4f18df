"""What goes into a control chart: one observation per period in order, a gap where nothing is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isnan


@dataclass(frozen=True)
class Observation:
    """value: None is a gap. numerator, n: of a share, whose value is their quotient; n alone may be told of any value.
    is_open: an interval still running."""

    value: float | None
    numerator: float | None = None
    n: float | None = None
    is_open: bool = False


def shares(pairs: Iterable[tuple[float, float] | None]) -> tuple[Observation, ...]:
    """Shares 0-1 of (numerator, denominator), in order. None is a gap, and so is a denominator of 0: no cases, no share."""
    return tuple(Observation(None) if pair is None else _share(*pair) for pair in pairs)


def _share(numerator: float, denominator: float) -> Observation:
    return Observation(numerator / denominator if denominator else None, numerator, denominator)


def values(numbers: Iterable[float | None], n: Sequence[float | None] | None = None) -> tuple[Observation, ...]:
    """Single values in order, None or not-a-number for a gap; n: the cases behind each, where told."""
    numbers = [None if number is None or isnan(number) else float(number) for number in numbers]
    sizes = n if n is not None else [None] * len(numbers)
    return tuple(Observation(number, None, size) for number, size in zip(numbers, sizes, strict=True))


def days_between(days: Iterable[date], as_of: date) -> tuple[Observation, ...]:
    """Days from each event to the next, and last the interval still running from the newest event to ``as_of``.

    Days in any order; those after ``as_of`` are left out. Two events on one day are 0 days apart: both are shown. The
    time before the first event is unknown and no interval. No events give none; one gives the running interval alone.
    """
    known = sorted(day for day in days if day <= as_of)
    closed = [Observation(float((later - earlier).days)) for earlier, later in pairwise(known)]
    return (*closed, Observation(float((as_of - known[-1]).days), is_open=True)) if known else ()
