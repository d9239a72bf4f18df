"""Reversals by decision month, each month seen after the same time."""

from calendar import monthrange
from datetime import date

import duckdb
import pytest

from dashboard.analysis.effect_cohorts import mature_from


@pytest.mark.parametrize(
    ("month", "maturity", "day"),
    [
        (date(2023, 1, 1), 6, date(2023, 7, 31)),
        (date(2022, 8, 1), 6, date(2023, 2, 28)),
        (date(2023, 8, 1), 6, date(2024, 2, 29)),
        (date(2023, 2, 1), 0, date(2023, 2, 28)),
        (date(2022, 12, 1), 1, date(2023, 1, 31)),
    ],
)
def test_a_month_is_mature_when_its_last_day_has_had_its_time(month, maturity, day):
    assert mature_from(month, maturity) == day


@pytest.mark.parametrize("maturity", [1, 5, 6, 12])
def test_a_mature_month_grows_no_more(maturity):
    """What the warehouse counts as known in time, decided + so many months, lies on or before the day of maturity: for every
    decision day of two years, and for the last of each month exactly on it."""
    with duckdb.connect() as connection:
        for month in (date(year, number, 1) for year in (2023, 2024) for number in range(1, 13)):
            days = [month.replace(day=day + 1) for day in range(monthrange(month.year, month.month)[1])]
            limits = connection.execute(
                f"select (day + interval '{maturity} months')::date from unnest($1::date[]) as days(day) order by day",
                [days],
            ).fetchall()
            assert max(limits)[0] == mature_from(month, maturity)
