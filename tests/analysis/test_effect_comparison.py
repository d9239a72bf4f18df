"""Which series the one test is made on when there is a comparison group."""

from math import nan

import numpy as np
import pytest

from dashboard.analysis.effect import EarlyReason, StepTest, TooEarly, step_test
from dashboard.analysis.effect_comparison import ComparisonUse, Series, difference_series, effect_test
from dashboard.analysis.effect_start import EffectStart

START = EffectStart(29)


def noise(seed: int, months: int = 35) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(months)


def test_a_comparison_fixed_beforehand_makes_the_one_test_one_of_the_difference():
    own, other = Series(noise(1).tolist()), Series(noise(2).tolist())
    answer = effect_test(own, START, other, is_fixed_beforehand=True)
    assert answer.use is ComparisonUse.TESTED
    assert answer.result == step_test((noise(1) - noise(2)).tolist(), START)
    assert answer.result != step_test(own.values, START)


def test_what_hits_both_alike_is_no_effect():
    """A bend in the trend and a common step of 10: a change in the own series, none in the difference."""
    months = np.arange(35)
    common = np.minimum(months, 18) * 2.0 + 10 * (months >= 29)
    own, other = Series((common + noise(1)).tolist()), Series((common + noise(2)).tolist())
    assert effect_test(own, START).result.p_value <= 0.05
    assert effect_test(own, START, other, is_fixed_beforehand=True).result.p_value > 0.05


def test_a_step_in_the_own_series_alone_is_found_in_the_difference():
    months = np.arange(35)
    common = np.minimum(months, 18) * 2.0
    own = Series((common + noise(1) - 6 * (months >= 29)).tolist())
    result = effect_test(own, START, Series((common + noise(2)).tolist()), is_fixed_beforehand=True).result
    assert result.p_value <= 0.05
    assert result.lower < -6 < result.upper


@pytest.mark.parametrize(
    ("comparison", "is_fixed", "use"),
    [
        (None, False, ComparisonUse.NONE),
        (None, True, ComparisonUse.NONE),
        (Series([1.0] * 35), False, ComparisonUse.NOT_FIXED),
        (Series([None] * 18 + [1.0] * 17), True, ComparisonUse.TOO_FEW_PARALLEL),
        (Series([None] * 17 + [1.0] * 18), True, ComparisonUse.TESTED),
        (Series([1.0] * 35, [0.0] * 18 + [9.0] * 17), True, ComparisonUse.TOO_FEW_PARALLEL),
        (Series([nan] * 18 + [1.0] * 17), True, ComparisonUse.TOO_FEW_PARALLEL),
    ],
)
def test_a_comparison_is_tested_only_if_fixed_and_with_twelve_months_in_common_before_the_start(
    comparison, is_fixed, use
):
    own = Series(noise(1).tolist(), [9.0] * 35)
    answer = effect_test(own, START, comparison, is_fixed)
    assert answer.use is use
    assert isinstance(answer.result, StepTest)
    if use is not ComparisonUse.TESTED:
        assert answer.result == step_test(own.values, START, own.weights)


def test_the_month_of_the_start_is_not_one_of_the_twelve():
    other = Series([None] * 17 + [1.0] * 18)
    answer = effect_test(Series(noise(1, 35).tolist()), EffectStart(29, left_out=28), other, is_fixed_beforehand=True)
    assert answer.use is ComparisonUse.TOO_FEW_PARALLEL


def test_a_comparison_does_not_shorten_what_the_own_series_must_have():
    own, other = Series(noise(1, 29).tolist()), Series(noise(2, 29).tolist())
    answer = effect_test(own, EffectStart(23), other, is_fixed_beforehand=True)
    assert answer.result == TooEarly(EarlyReason.FEW_BEFORE, 23, 6)
    assert answer.use is ComparisonUse.TOO_EARLY
    assert effect_test(own, None, other, is_fixed_beforehand=True).result.reason is EarlyReason.UNKNOWN_START


def test_the_difference_must_itself_have_six_months_after():
    other = Series([1.0] * 34 + [None])
    answer = effect_test(Series(noise(1).tolist()), START, other, is_fixed_beforehand=True)
    assert answer.result == TooEarly(EarlyReason.FEW_AFTER, 29, 5)
    assert answer.use is ComparisonUse.TOO_EARLY


def test_the_difference_has_a_gap_where_either_has_one_and_the_weight_of_both():
    difference = difference_series(
        Series([5.0, None, 3.0, 4.0], [20, 10, 0, 30]), Series([1.0, 1.0, 1.0, nan], [30, 9, 8, 60])
    )
    assert difference.values == [4.0, None, None, None]
    assert difference.weights == pytest.approx([12, 0, 0, 0])  # 1 ÷ (1/20 + 1/30)
    assert difference_series(Series([5.0], [10]), Series([1.0])).weights is None
