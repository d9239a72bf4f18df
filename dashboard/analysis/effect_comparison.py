"""Which series the one test is made on: the KPI's own, or its difference to a group the initiative did not touch.

A group that was fixed beforehand and has MINIMUM_PARALLEL months before the start in common with the own series turns the one
test into a test of own minus comparison; it is not a second test, so Holm counts it once. Otherwise the group is drawn only.

The difference, and not a joint model with an estimated coefficient: what hits both alike (a law, a holiday, a vacancy, a
slow turn of the trend that the straight line misses) then drops out whole, nothing more is estimated from some thirty months,
and the sentence can say what was measured. The price is a wider interval, by up to the root of 2 where the two have nothing
in common; and a change in the comparison group looks like the opposite change in the own one, so both are drawn. With
12 months before and 6 after a step of two standard deviations is found in 43 % of series, and 4 to 5 % without one are called
a change (1,500 series each of independent noise, AR(1) 0.3 and 0.6). It is for shares and for numbers of like level: what
slows every case down by a tenth is six days in one group and one in another. Of 300 series each (45 days in one group, 15 in
the other, the same noise) 4 to 8 % are called a change where there is none, but 20 to 30 % where both became a tenth slower
and 54 to 70 % where they became a fifth slower; a comparison is there to prevent just that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from dashboard.analysis.effect import StepTest, TooEarly, step_test
from dashboard.analysis.effect_start import EffectStart

MINIMUM_PARALLEL = 12


class ComparisonUse(StrEnum):
    """What the comparison group was used for."""

    NONE = "none"  # there is none
    TESTED = "tested"  # the test is of the difference
    TOO_EARLY = "too_early"  # drawn only: nothing is tested yet
    NOT_FIXED = "not_fixed"  # drawn only: chosen after the start, or not known when
    UNLIKE_LEVEL = "unlike_level"  # drawn only: the difference of such numbers follows their levels
    TOO_FEW_PARALLEL = "too_few_parallel"  # drawn only: under MINIMUM_PARALLEL months before the start in common


@dataclass(frozen=True)
class Series:
    """values: one per month in order, None for a gap. weights: the cases behind each value, or None: all alike."""

    values: Sequence[float | None]
    weights: Sequence[float | None] | None = None


@dataclass(frozen=True)
class EffectTest:
    """result: of the own series, or of the difference where use is TESTED. It may be TooEarly for want of months in common
    after the start; a comparison that could be used is TOO_EARLY with it."""

    result: StepTest | TooEarly
    use: ComparisonUse


def effect_test(
    own: Series, start: EffectStart | None, comparison: Series | None = None, is_fixed_beforehand: bool = False,
    is_like_level: bool = True,
) -> EffectTest:  # fmt: skip
    """The one test of a KPI; own and comparison cover the same months. The own series must be long enough either way.

    is_like_level: what hits both groups alike is as large in one as in the other.
    """
    if comparison is not None and not is_like_level:
        return EffectTest(step_test(own.values, start, own.weights), ComparisonUse.UNLIKE_LEVEL)
    use, difference = _use(own, start, comparison, is_fixed_beforehand)
    result = step_test(own.values, start, own.weights)
    if difference is not None and isinstance(result, StepTest):
        result = step_test(difference.values, start, difference.weights, minimum_before=MINIMUM_PARALLEL)
    if isinstance(result, TooEarly) and use in (ComparisonUse.TESTED, ComparisonUse.TOO_FEW_PARALLEL):
        use = ComparisonUse.TOO_EARLY
    return EffectTest(result, use)


def _use(
    own: Series, start: EffectStart | None, comparison: Series | None, is_fixed_beforehand: bool
) -> tuple[ComparisonUse, Series | None]:
    """What the comparison is for, and the difference where it is tested."""
    if comparison is None:
        return ComparisonUse.NONE, None
    if not is_fixed_beforehand:
        return ComparisonUse.NOT_FIXED, None
    difference = difference_series(own, comparison)
    if start is not None:
        before = [
            value
            for place, value in enumerate(difference.values[: max(0, start.position)])
            if place != start.left_out and value is not None
        ]
        if len(before) >= MINIMUM_PARALLEL:
            return ComparisonUse.TESTED, difference
    return ComparisonUse.TOO_FEW_PARALLEL, None


def difference_series(own: Series, comparison: Series) -> Series:
    """Own minus comparison in the months where both have a value, a gap in the others.

    A weight is 1 ÷ (1/own + 1/comparison), since the variances of the two add up; without weights on both sides there are none.
    """
    pairs = zip(_counted(own), _counted(comparison), strict=True)
    values = [None if mine is None or theirs is None else mine - theirs for mine, theirs in pairs]
    if own.weights is None or comparison.weights is None:
        return Series(values)
    loads = zip(values, own.weights, comparison.weights, strict=True)
    return Series(values, [0.0 if value is None else 1 / (1 / mine + 1 / theirs) for value, mine, theirs in loads])


def _counted(series: Series) -> list[float | None]:
    """The values, None where there is none or no case behind it."""
    weights = [1.0] * len(series.values) if series.weights is None else series.weights
    pairs = zip(series.values, weights, strict=True)
    return [
        value if value is not None and isfinite(value) and weight and weight > 0 else None for value, weight in pairs
    ]
