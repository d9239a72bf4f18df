"""Reversals by the month of the municipality's own decision, every month seen after the same time.

A decision is complained of, reassessed and judged months later. Seen today, young months show the few quick outcomes only,
so that an initiative's months would always look better (or worse) than the old ones. Therefore each month counts only what was
known within the same number of months from the decision, and a month whose last decision has not had that time is immature: it
is told, and neither judged nor tested.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Outcome:
    """reversed_count of judged_count outcomes for decisions of one month that became known after so many months.

    decision_month: its first day. months_after: whole months from the decision until the outcome is known, rounded up
    (``months_between``), so 0 is the same day. Dismissed complaints are in neither count (kpis.md).
    """

    decision_month: date
    months_after: int
    reversed_count: int
    judged_count: int


@dataclass(frozen=True)
class Cohort:
    """One decision month at equal maturity; share is None where nothing was judged in time or the month is immature."""

    month: date
    reversed_count: int
    judged_count: int
    is_mature: bool

    @property
    def share(self) -> float | None:
        """Reversed ÷ judged, 0-1."""
        return self.reversed_count / self.judged_count if self.is_mature and self.judged_count else None


def cohorts(outcomes: Iterable[Outcome], months: Sequence[date], maturity: int, as_of: date) -> tuple[Cohort, ...]:
    """Each of the months (first days, in order) with what was known within ``maturity`` months of its decisions.

    ``Cohort.share`` are the values and ``judged_count`` the weights of ``step_test``. An immature month has the counts known
    so far. as_of: the day the source of the outcomes was drawn; that day itself is in it.
    """
    reversed_counts, judged_counts = dict.fromkeys(months, 0), dict.fromkeys(months, 0)
    for outcome in outcomes:
        if outcome.decision_month in judged_counts and outcome.months_after <= maturity:
            reversed_counts[outcome.decision_month] += outcome.reversed_count
            judged_counts[outcome.decision_month] += outcome.judged_count
    return tuple(
        Cohort(month, reversed_counts[month], judged_counts[month], mature_from(month, maturity) <= as_of)
        for month in months
    )


def mature_from(month: date, maturity: int) -> date:
    """The day from which the last decision of the month has had its ``maturity`` months."""
    return _later(month.replace(day=monthrange(month.year, month.month)[1]), maturity)


def months_between(decided: date, known: date) -> int:
    """The fewest whole months after the decision at which the outcome was known; never below 0.

    A month after the 31st is the last day of a shorter month.
    """
    months = max(0, (known.year - decided.year) * 12 + known.month - decided.month)
    return months if known <= _later(decided, months) else months + 1


def _later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
