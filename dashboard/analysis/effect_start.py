"""From which month on an initiative counts as started."""

from dataclasses import dataclass
from datetime import date

FIRST_DAYS = 3  # a start on the 1st, or on the first working day after a weekend or New Year's Day


@dataclass(frozen=True)
class EffectStart:
    """position: the first month counted as after; it may lie outside the series. left_out: the month of the start itself
    where it is neither before nor after, else None."""

    position: int
    left_out: int | None = None


def effect_start(first_month: date, actual_start: date | None) -> EffectStart | None:
    """Where the step lies in a series whose position 0 is the month of ``first_month``; None: the start is unknown.

    The rule was set before any series was looked at: a start on one of the first FIRST_DAYS days of a month makes that
    month the first one after. A later start leaves its month out, since its cases are of both kinds, and the next month
    is the first one after.
    """
    if actual_start is None:
        return None
    month = (actual_start.year - first_month.year) * 12 + actual_start.month - first_month.month
    return EffectStart(month) if actual_start.day <= FIRST_DAYS else EffectStart(month + 1, left_out=month)
