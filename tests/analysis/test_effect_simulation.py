"""SIMULATION (some 20 seconds): how often the one test is wrong, and what it can see. The limits are those of the issue.

Series of 35 months with 6 after the start, as the example municipality has; 500 of each kind, from fixed seeds. "Seasonal" is
a share: each month's cases and timely ones are drawn with July's and December's intake and a July and December dip, of
the size of the example (12,000 cases: 245 decisions a month, 80 % timely; in July 155 and 7 points fewer, in December 205 and
3 fewer). A step is two standard deviations of the months around the level: for AR(1) the noise's marginal one, for the season
that of the shares over a year.
"""

from math import erf, sqrt

import numpy as np
import pytest

from dashboard.analysis.effect import step_test
from dashboard.analysis.effect_start import EffectStart

SERIES, MONTHS, BEFORE = 500, 35, 29
START = EffectStart(BEFORE)
JUNE = 6  # the calendar month of the start


def autoregressive(phi: float, seed: int) -> list[tuple[np.ndarray, None]]:
    """Normal noise with standard deviation 1, each month keeping phi of the last."""
    noise = np.random.default_rng(seed).standard_normal((SERIES, MONTHS))
    for month in range(1, MONTHS):
        noise[:, month] = phi * noise[:, month - 1] + sqrt(1 - phi**2) * noise[:, month]
    return [(row, None) for row in noise]


def seasonal(seed: int, start_month: int = JUNE) -> list[tuple[np.ndarray, np.ndarray]]:
    """Timely shares in units of their standard deviation, and their cases."""
    random = np.random.default_rng(seed)
    calendar = (np.arange(MONTHS) - BEFORE + start_month - 1) % 12 + 1
    cases = random.poisson(np.select([calendar == 7, calendar == 12], [155, 205], 245), (SERIES, MONTHS))
    share = np.select([calendar == 7, calendar == 12], [0.73, 0.77], 0.80)
    shares = random.binomial(cases, share) / cases
    return list(zip(shares / shares[:, :24].std(), cases, strict=True))


KINDS = {
    "independent": lambda seed: autoregressive(0, seed),
    "AR(1) 0.3": lambda seed: autoregressive(0.3, seed),
    "AR(1) 0.6": lambda seed: autoregressive(0.6, seed),
    "seasonal": seasonal,
}


def called_a_change(series, step: float = 0.0) -> float:
    """The share of the series in which the test sees a change at the 5 % level."""
    after = np.arange(MONTHS) >= BEFORE
    return sum(step_test(row + step * after, START, cases).p_value <= 0.05 for row, cases in series) / len(series)


def best_possible(phi: float, step: float) -> float:
    """The power of the test that is told phi and the spread, which no fair test can pass: generalised least squares."""
    x = np.column_stack([np.ones(MONTHS), np.arange(MONTHS), np.arange(MONTHS) >= BEFORE])
    apart = np.abs(np.subtract.outer(np.arange(MONTHS), np.arange(MONTHS)))
    covariance = np.where(apart == 0, 1.0, phi**apart)
    error = sqrt(np.linalg.inv(x.T @ np.linalg.inv(covariance) @ x)[2, 2])
    below = [0.5 * (1 + erf((side * step / error - 1.959964) / sqrt(2))) for side in (1, -1)]
    return sum(below)


@pytest.mark.parametrize("kind", KINDS)
def test_at_most_seven_per_cent_of_series_without_an_effect_are_called_a_change(kind):
    assert called_a_change(KINDS[kind](seed=1)) <= 0.07


def walks(seed: int) -> list[tuple[np.ndarray, None]]:
    """Each month the last one and something new: no level to return to."""
    return [(row, None) for row in np.random.default_rng(seed).standard_normal((SERIES, MONTHS)).cumsum(axis=1)]


@pytest.mark.parametrize("series", [autoregressive(0.9, 4), walks(4)], ids=["AR(1) 0.9", "random walk"])
def test_month_ends_that_hang_together_are_not_called_a_change_either(series):
    """Stocks at month ends: limits give a false signal in 99.6 % of series at AR(1) 0.9 (kpis.md), this test in one of twenty."""
    assert called_a_change(series) <= 0.07


@pytest.mark.parametrize("kind", ["independent", "seasonal"])
def test_at_least_eighty_per_cent_of_steps_of_two_standard_deviations_are_found(kind):
    assert called_a_change(KINDS[kind](seed=2), step=2.0) >= 0.80


@pytest.mark.parametrize("phi", [0.3, 0.6])
def test_with_autocorrelated_noise_no_test_could_find_eighty_per_cent_and_this_one_finds_nearly_what_can_be_found(phi):
    """The issue's 80 % is out of reach here: a test told phi and the spread finds 79 and 74 %."""
    best = best_possible(phi, 2.0)
    assert best < 0.80
    assert called_a_change(autoregressive(phi, seed=2)[:300], step=2.0) >= best - 0.13


def test_the_best_possible_power_agrees_with_the_textbook_where_nothing_is_correlated():
    """Without correlation the step's variance is 1 ÷ (sum of squares of the step after level and trend are taken out)."""
    month, step = np.arange(MONTHS) - 17.0, (np.arange(MONTHS) >= BEFORE) - 6 / 35
    left = (step**2).sum() - (step * month).sum() ** 2 / (month**2).sum()
    assert best_possible(0, 2.0) == pytest.approx(0.5 * (1 + erf((2 * sqrt(left) - 1.959964) / sqrt(2))), abs=1e-6)


@pytest.mark.parametrize("phi", [0, 0.6])
def test_the_interval_holds_the_step_in_nineteen_of_twenty_series(phi):
    after = np.arange(MONTHS) >= BEFORE
    answers = [step_test(row + 2 * after, START) for row, _ in autoregressive(phi, seed=3)[:300]]
    assert sum(answer.lower <= 2 <= answer.upper for answer in answers) / 300 >= 0.93
