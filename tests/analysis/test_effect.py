"""The one test of an initiative: against a slow recount by the textbook's formulas, and on series whose answer is known."""

from math import inf, log, nan, sqrt

import numpy as np
import pytest

from dashboard.analysis.effect import EarlyReason, EffectVerdict, StepTest, TooEarly, holm, step_test, verdict
from dashboard.analysis.effect_noise import PHI, fit, noise, step_model
from dashboard.analysis.effect_start import EffectStart
from dashboard.kpi.definition import Direction

START = EffectStart(29)


def noisy(seed: int, months: int = 35, step: float = 0.0, after: int = 29) -> list[float]:
    values = np.random.default_rng(seed).standard_normal(months)
    return [float(value) + (step if month >= after else 0.0) for month, value in enumerate(values)]


def recounted(values, positions, after, weights):
    """Step, standard error and phi by generalised least squares with the covariance matrix written out, phi by phi."""
    at = np.array(positions)
    x = np.column_stack([np.ones(len(at)), at, at >= after])
    likelihood, steps, variances = restricted_fits(values, at, x, weights)
    plausible = np.exp(likelihood - likelihood.max())
    plausible /= plausible.sum()
    step = plausible @ steps
    return step, sqrt(plausible @ (variances + (steps - step) ** 2)), plausible @ PHI


def restricted_fits(values, at, x, weights):
    """For each phi: restricted log likelihood, last coefficient and its variance."""
    y = np.array(values)
    n, k = x.shape
    found = []
    for phi in PHI:
        covariance = np.array([[phi ** abs(a - b) if a != b else 1.0 for b in at] for a in at])
        covariance /= np.sqrt(np.outer(weights, weights))
        inverse = np.linalg.inv(covariance)
        information = x.T @ inverse @ x
        beta = np.linalg.solve(information, x.T @ inverse @ y)
        spread = (y - x @ beta) @ inverse @ (y - x @ beta) / (n - k)
        restricted = -0.5 * (
            np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1] + (n - k) * log(spread)
        )
        found.append((restricted, beta[-1], spread * np.linalg.inv(information)[-1, -1]))
    return [np.array(column) for column in zip(*found, strict=True)]


@pytest.mark.parametrize("seed", range(8))
def test_step_error_and_phi_equal_a_slow_recount_over_gaps_and_with_weights(seed):
    random = np.random.default_rng(seed)
    positions = sorted(random.choice(40, size=33, replace=False).tolist())
    values, weights = random.standard_normal(33).cumsum() / 2, random.uniform(0.2, 3.0, 33)
    roots = np.sqrt(weights)
    at = np.array(positions, dtype=float)
    model = step_model(np.column_stack([np.ones(33), at]) * roots[:, None], (at >= 27).astype(float) * roots, at)
    found = fit(model, (values * roots)[None, :])
    step, error, phi = recounted(values, positions, 27, weights)
    assert found.step[0] == pytest.approx(step, rel=1e-9)
    assert found.standard_error[0] == pytest.approx(error, rel=1e-9)
    assert found.phi[0] == pytest.approx(phi, rel=1e-9)
    without_step = restricted_fits(values, at, np.column_stack([np.ones(33), at]), weights)[0]
    assert found.null_phi[0] == PHI[without_step.argmax()]


def test_the_answer_of_the_test_is_that_recount_with_an_interval_of_equal_halves():
    values = noisy(3, step=1.5)
    result = step_test(values, START)
    step, _, phi = recounted(values, range(35), 29, np.ones(35))
    assert (result.step, result.phi) == (pytest.approx(step, rel=1e-9), pytest.approx(phi, rel=1e-9))
    assert result.upper - result.step == pytest.approx(result.step - result.lower)


def test_the_drawn_noise_has_the_correlation_asked_for_also_over_a_gap():
    positions = np.array([0.0, 1, 2, 5, 6, 7, 8, 9])
    terms = np.ones((8, 1))
    model = step_model(terms, (positions > 6).astype(float), positions)
    series = noise(model, 0.6, 200_000, np.random.default_rng(1))
    seen = np.corrcoef(series.T)
    assert seen[0, 1] == pytest.approx(0.6, abs=0.01)
    assert seen[2, 3] == pytest.approx(0.6**3, abs=0.01)
    assert series.std() == pytest.approx(1, abs=0.01)


def test_a_line_with_a_step_is_found_exactly():
    result = step_test([10 + 0.5 * month + (7 if month >= 29 else 0) for month in range(35)], START)
    assert result.step == pytest.approx(7)
    assert (result.lower, result.upper, result.p_value) == (result.step, result.step, 1 / 2000)
    assert result.trend == pytest.approx(0.5)
    assert result.level_before == pytest.approx(10 + 0.5 * 29)


@pytest.mark.parametrize("value", [0.0, 1.0, 83.4])
def test_a_series_that_never_varies_has_no_change(value):
    result = step_test([value] * 35, START)
    assert (result.step, result.lower, result.upper, result.p_value) == (0, 0, 0, 1)
    assert result.level_before == pytest.approx(value)


def test_a_straight_line_has_no_change():
    assert step_test([3 + 0.1 * month for month in range(35)], START).p_value == 1


def test_the_smallest_p_is_one_in_the_replicates_and_the_series_itself():
    assert step_test(noisy(1, step=20.0), START).p_value == 1 / 2000


def test_the_interval_leaves_out_zero_exactly_where_p_is_at_most_five_per_cent():
    seen = set()
    for seed in range(40):
        result = step_test(noisy(seed, step=1.3), START)
        leaves_out = result.lower > 0 or result.upper < 0
        assert leaves_out == (result.p_value <= 0.05)
        seen.add(leaves_out)
    assert seen == {True, False}


def test_the_same_series_gets_the_same_answer_and_another_bootstrap_nearly_the_same():
    values = noisy(8, step=1.2)
    assert step_test(values, START) == step_test(list(values), START)
    others = [step_test(values, START, seed=seed) for seed in (1, 2)]
    assert others[0].step == others[1].step
    assert others[0] != others[1]
    assert abs(others[0].p_value - others[1].p_value) < 0.03


def test_unit_level_and_trend_of_the_series_do_not_matter():
    values = noisy(5, step=1.0)
    plain = step_test(values, START, seed=1)
    moved = step_test([1e6 + 40 * month - 250 * value for month, value in enumerate(values)], START, seed=1)
    assert moved.step == pytest.approx(-250 * plain.step, rel=1e-6)
    assert (moved.lower, moved.upper) == (
        pytest.approx(-250 * plain.upper, rel=1e-6),
        pytest.approx(-250 * plain.lower, rel=1e-6),
    )
    assert moved.p_value == plain.p_value


def test_gaps_may_be_none_not_a_number_or_a_month_without_cases():
    values = noisy(6, months=36, after=30)
    weights = [200.0] * 36
    start = EffectStart(30)
    gap = [None if month == 12 else value for month, value in enumerate(values)]
    expected = step_test(gap, start, weights)
    assert expected.before_count == 29
    assert step_test([nan if value is None else value for value in gap], start, weights) == expected
    assert step_test([inf if value is None else value for value in gap], start, weights) == expected
    for empty in (0, None, nan):
        assert step_test(values, start, [empty if month == 12 else 200.0 for month in range(36)]) == expected


def test_a_gap_is_not_closed_up():
    """With months 10-12 missing the later months keep their place on the trend."""
    values = [None if month in (10, 11, 12) else 2.0 * month for month in range(38)]
    result = step_test(values, EffectStart(30))
    assert result.trend == pytest.approx(2)
    assert result.before_count == 27


def test_a_month_with_few_cases_weighs_little():
    values = noisy(2)
    values[31] += 40
    weights = [250.0] * 35
    weights[31] = 0.001
    assert abs(step_test(values, START, weights).step) < 1.5 < step_test(values, START).step


def test_weights_count_against_each_other_only():
    values, weights = noisy(4), [float(100 + 7 * month) for month in range(35)]
    assert (
        step_test(values, START, weights, seed=1).p_value
        == step_test(values, START, [w * 10 for w in weights], seed=1).p_value
    )


def test_a_weight_is_wanted_for_every_value():
    with pytest.raises(ValueError, match="one weight per value"):
        step_test([1.0] * 35, START, [1.0] * 34)


@pytest.mark.parametrize(
    ("months", "start", "expected"),
    [
        (35, None, TooEarly(EarlyReason.UNKNOWN_START, 0, 0)),
        (29, EffectStart(23), TooEarly(EarlyReason.FEW_BEFORE, 23, 6)),
        (29, EffectStart(24), TooEarly(EarlyReason.FEW_AFTER, 24, 5)),
        (35, EffectStart(-3), TooEarly(EarlyReason.FEW_BEFORE, 0, 35)),
        (35, EffectStart(40), TooEarly(EarlyReason.FEW_AFTER, 35, 0)),
        (31, EffectStart(25, left_out=24), None),
        (30, EffectStart(24, left_out=23), TooEarly(EarlyReason.FEW_BEFORE, 23, 6)),
        (30, EffectStart(24), None),
        (0, EffectStart(0), TooEarly(EarlyReason.FEW_BEFORE, 0, 0)),
    ],
)
def test_there_is_no_test_under_24_months_before_6_after_or_without_a_start(months, start, expected):
    result = step_test(noisy(1, months), start)
    assert isinstance(result, StepTest) if expected is None else result == expected


def test_the_points_that_count_are_those_with_a_value():
    values = [None, *noisy(1, 29)]
    assert step_test(values, EffectStart(24)) == TooEarly(EarlyReason.FEW_BEFORE, 23, 6)


def test_the_month_of_the_start_is_left_out():
    values = noisy(7, months=36)
    wild = [value if month != 29 else 1000.0 for month, value in enumerate(values)]
    assert step_test(wild, EffectStart(30, left_out=29)) == step_test(values, EffectStart(30, left_out=29))


def test_the_months_of_the_year_are_taken_in_with_24_before_and_12_after_only():
    season = [0, 0, 0, 0, 0, 0, -8, 0, 0, 0, 0, -5]
    wave = [20.0 + season[month % 12] + (3 if month >= 24 else 0) for month in range(36)]
    result = step_test(wave, EffectStart(24))
    assert result.has_season
    assert result.step == pytest.approx(3)
    assert result.level_before == pytest.approx(20 - 13 / 12)
    assert not step_test(wave[:35], EffectStart(24)).has_season
    assert not step_test([None, *wave[1:]], EffectStart(24), minimum_before=23).has_season


def test_a_calendar_month_never_seen_leaves_the_season_in():
    wave = [None if month % 12 == 6 else 20.0 + (month % 12) ** 2 + (3 if month >= 36 else 0) for month in range(54)]
    result = step_test(wave, EffectStart(36))
    assert result.has_season
    assert result.step == pytest.approx(3)


def test_holm_equals_the_hand_calculation():
    """Ranked 0.005, 0.01, 0.03, 0.04: times 4, 3, 2, 1 = 0.02, 0.03, 0.06, 0.04; never below the one before: 0.06."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.6, 0.7]) == (1.0, 1.0)
    assert holm([0.03]) == (0.03,)
    assert holm([]) == ()


def test_holm_does_not_count_what_was_not_tested():
    assert holm([None, 0.02, None, 0.04]) == (None, 0.04, None, 0.04)


def test_the_verdict_follows_direction_and_adjusted_p():
    up, down = StepTest(2, 1, 3, 0.001, 29, 6, 0, False, 10, 0), StepTest(-2, -3, -1, 0.001, 29, 6, 0, False, 10, 0)
    assert verdict(up, 0.05, Direction.UP) is EffectVerdict.BETTER
    assert verdict(down, 0.05, Direction.UP) is EffectVerdict.WORSE
    assert verdict(up, 0.05, Direction.DOWN) is EffectVerdict.WORSE
    assert verdict(down, 0.05, Direction.DOWN) is EffectVerdict.BETTER
    assert verdict(down, 0.05, Direction.NEUTRAL) is EffectVerdict.CHANGED
    assert verdict(up, 0.0501, Direction.UP) is EffectVerdict.NO_CHANGE
    early = TooEarly(EarlyReason.FEW_AFTER, 29, 5)
    assert verdict(early, None, Direction.UP) is EffectVerdict.TOO_EARLY
