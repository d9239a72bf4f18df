"""Reversals by the month of the municipality's own decision, every month seen after the same time.

A decision is complained of, reassessed and judged months later. Seen today, young months show the few quick outcomes only,
so that an initiative's months would always look better (or worse) than the old ones. Therefore each month counts only what was
known within the same number of months from the decision, and a month whose last decision has not had that time is immature: it
is told, and neither judged nor tested.
"""

from calendar import monthrange
from datetime import date


def mature_from(month: date, maturity: int) -> date:
    """The day from which the last decision of the month has had its ``maturity`` months."""
    return _later(month.replace(day=monthrange(month.year, month.month)[1]), maturity)


def _later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
