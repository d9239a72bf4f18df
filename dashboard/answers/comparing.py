"""A number against the same number of an earlier period, where the two can be held against each other at all."""

from dataclasses import replace
from datetime import date

from dashboard.answers import facts
from dashboard.answers.counting import Counted, count_total
from dashboard.answers.scope import Scope
from dashboard.answers.telling import is_growth_told, told_total
from dashboard.kpi.assessment import movement
from dashboard.kpi.definition import Kpi
from dashboard.kpi.query import counted_period
from dashboard.measurement import Comparison, Measurement, Movement, Silence
from dashboard.selection import Period, Selection
from dashboard.suppression import hidden
from dashboard.warehouse import Warehouse


def comparisons(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, counted: Counted, now: Measurement
) -> tuple[Comparison, Comparison]:
    """Against the equally long period just before, and against the same months a year earlier.

    counted: the exact number. now: as this viewer reads it. Windows that overlap cannot be held against each other, so a
    rolling number goes back by at least its own length.
    """
    before = counted_period(kpi, selection.period).length
    year = max(12, kpi.rolling_months)
    previous, year_before = (
        _comparison(warehouse, scope, kpi, selection, day, counted, now, months) for months in (before, year)
    )
    return previous, year_before


def _comparison(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, counted: Counted, now: Measurement,
    months: int,
) -> Comparison:  # fmt: skip
    period = selection.period.shifted(-months)
    earlier = replace(selection, period=period)
    if selection.period.last_day > day or counted.pending or not _has_data(warehouse, kpi, period):
        then = Measurement(value=None, n=None, silence=Silence.NOT_COMPARABLE)
    else:
        exact = count_total(warehouse, kpi, earlier, day)
        then = told_total(warehouse, scope, kpi, earlier, day, exact).measurement
        if not is_growth_told(warehouse, scope, kpi, selection, day, months):
            then = hidden()
    difference = None if now.value is None or then.value is None else now.value - then.value
    moved = movement(kpi, now, then)
    if not kpi.is_stock and months < counted_period(kpi, selection.period).length and moved is not Movement.NONE:
        # The two share months: what differs is less than the intervals say, so nothing is told of it.
        moved = Movement.UNCLEAR
    first_day = period.first_day if kpi.is_stock else counted_period(kpi, period).first_day
    return Comparison(then, first_day, period.last_day, difference, moved)


def _has_data(warehouse: Warehouse, kpi: Kpi, period: Period) -> bool:
    """Whether every extract of the KPI reaches back over all it counts; of a stock from the month of its day on."""
    counted = counted_period(kpi, Period(period.last, period.last) if kpi.is_stock else period)
    return all(facts.reaches_back(warehouse, mart, counted.first) for mart in kpi.marts)
