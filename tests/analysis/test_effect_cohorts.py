"""Reversals by decision month, each month seen after the same time."""

from datetime import date

import pytest

from dashboard.analysis.effect_cohorts import Cohort, Outcome, cohorts, mature_from, months_between

JANUARY, FEBRUARY, MARCH = date(2023, 1, 1), date(2023, 2, 1), date(2023, 3, 1)


def test_each_month_counts_what_was_known_within_the_same_time_and_a_young_month_is_immature():
    """Hand count at 6 months: January 1 of 3 + 2 of 4 (the 9 of 9 came later), February 0 of 2, March too young on 30 August."""
    outcomes = [
        Outcome(JANUARY, 4, 1, 3),
        Outcome(JANUARY, 6, 2, 4),
        Outcome(JANUARY, 7, 9, 9),
        Outcome(FEBRUARY, 5, 0, 2),
        Outcome(MARCH, 3, 1, 1),
        Outcome(date(2022, 12, 1), 3, 5, 5),
    ]
    found = cohorts(outcomes, [JANUARY, FEBRUARY, MARCH], maturity=6, as_of=date(2023, 8, 30))
    assert found == (Cohort(JANUARY, 3, 7, True), Cohort(FEBRUARY, 0, 2, True), Cohort(MARCH, 1, 1, False))
    assert [cohort.share for cohort in found] == [pytest.approx(3 / 7), 0.0, None]


def test_later_outcomes_never_change_a_month_that_was_mature():
    """The point of equal maturity: what is counted for January is the same in September and a year later."""
    early = [Outcome(JANUARY, 5, 1, 4)]
    late = [*early, Outcome(JANUARY, 11, 3, 3)]
    then = cohorts(early, [JANUARY], 6, date(2023, 8, 1))
    assert then == cohorts(late, [JANUARY], 6, date(2024, 8, 1))


def test_a_month_without_outcomes_is_a_gap_and_not_zero():
    assert cohorts([], [JANUARY], 6, date(2023, 12, 31))[0] == Cohort(JANUARY, 0, 0, True)
    assert cohorts([], [JANUARY], 6, date(2023, 12, 31))[0].share is None


@pytest.mark.parametrize(
    ("month", "maturity", "day"),
    [
        (JANUARY, 6, date(2023, 7, 31)),
        (date(2022, 8, 1), 6, date(2023, 2, 28)),
        (date(2023, 8, 1), 6, date(2024, 2, 29)),
        (FEBRUARY, 0, date(2023, 2, 28)),
        (date(2022, 12, 1), 1, date(2023, 1, 31)),
    ],
)
def test_a_month_is_mature_when_its_last_day_has_had_its_time(month, maturity, day):
    assert mature_from(month, maturity) == day
    assert cohorts([], [month], maturity, day)[0].is_mature
    assert not cohorts([], [month], maturity, date.fromordinal(day.toordinal() - 1))[0].is_mature


@pytest.mark.parametrize(
    ("decided", "known", "months"),
    [
        (date(2023, 1, 15), date(2023, 1, 15), 0),
        (date(2023, 1, 15), date(2023, 1, 16), 1),
        (date(2023, 1, 15), date(2023, 2, 15), 1),
        (date(2023, 1, 15), date(2023, 2, 16), 2),
        (date(2023, 1, 31), date(2023, 2, 28), 1),
        (date(2023, 1, 31), date(2023, 3, 1), 2),
        (date(2022, 11, 30), date(2023, 5, 30), 6),
        (date(2023, 3, 1), date(2023, 1, 1), 0),
    ],
)
def test_months_are_counted_from_day_to_day_and_rounded_up(decided, known, months):
    assert months_between(decided, known) == months


def test_every_outcome_of_a_mature_month_that_was_known_in_time_was_known_on_the_as_of_day():
    """Otherwise a mature month could still grow: the last day's decisions at the limit, over months of every length."""
    for first in (date(2023, month, 1) for month in range(1, 13)):
        for maturity in (1, 5, 6):
            last = mature_from(first, 0)
            assert months_between(last, mature_from(first, maturity)) == maturity
            assert months_between(last, date.fromordinal(mature_from(first, maturity).toordinal() + 1)) == maturity + 1
