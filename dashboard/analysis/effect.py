"""Does an initiative work? One test, declared before the series is seen: a step at the actual start (kpis.md).

The months before and after are one regression: level + linear trend + step (0 before the start, 1 from it) + noise that
follows its own last month (effect_noise); the twelve months of the year as well, once there are SEASON_BEFORE points before
and SEASON_AFTER after. Months without a value, or with weight 0, are gaps. The p-value is that of a bootstrap: REPLICATES
series without any step are drawn from the AR(1) noise fitted to the series as if there were none, and p is the share of them
with a step at least as large, measured in its own standard error. The interval comes from the same replicates
(step ± their 95th percentile × standard error), so it leaves out 0 exactly where p is at most 5 %.

What it can see (35 months, 6 after, 2,000 series of each kind; tests/analysis/test_effect_simulation.py): a step of two standard
deviations is found in 86 % of series with independent noise, 70 % at AR(1) 0.3 and 67 % at 0.6, where a test told phi and the
spread beforehand would find 92, 79 and 74 %. So "no change to see" is no proof of no change. Without a step 4.0, 5.3 and 5.6 %
are called a change. A trend that bends before the start looks like a step: only a comparison group can tell the two apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

import numpy as np

from dashboard.analysis.effect_noise import Floats, fit, noise, step_model
from dashboard.analysis.effect_start import EffectStart
from dashboard.kpi.definition import Direction

MINIMUM_BEFORE = 24
MINIMUM_AFTER = 6
SEASON_BEFORE = 24
SEASON_AFTER = 12
MONTHS_OF_YEAR = 12
REPLICATES = 1999
LEVEL = 0.05
EXACT = 1e-9  # residuals below this part of the largest value are rounding: the line fits exactly


class EffectVerdict(StrEnum):
    TOO_EARLY = "too_early"
    NO_CHANGE = "no_change"
    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"  # a change in a KPI without a better direction


class EarlyReason(StrEnum):
    """Why there is no test."""

    UNKNOWN_START = "unknown_start"
    FEW_BEFORE = "few_before"
    FEW_AFTER = "few_after"


@dataclass(frozen=True)
class TooEarly:
    """No test. The counts are the points there are; both 0 where the start is unknown."""

    reason: EarlyReason
    before_count: int
    after_count: int


@dataclass(frozen=True)
class StepTest:
    """The test's answer; step, interval, level and trend in the unit of the values.

    step: how much higher the months from the start on lie than the trend of the months before leads to expect.
    lower, upper: its 95 % interval. p_value: 0-1, not adjusted. phi: how much of a month's noise goes on into the next.
    level_before: what the line without the step says for the first month after. trend: its rise per month.
    """

    step: float
    lower: float
    upper: float
    p_value: float
    before_count: int
    after_count: int
    phi: float
    has_season: bool
    level_before: float
    trend: float


@dataclass(frozen=True)
class _Design:
    """The n points that hold a value: values, root of the weights, position (n,), terms without the step (n, k), step (n,)."""

    values: Floats
    roots: Floats
    positions: Floats
    terms: Floats
    step: Floats
    has_season: bool


def step_test(
    values: Sequence[float | None],
    start: EffectStart | None,
    weights: Sequence[float | None] | None = None,
    minimum_before: int = MINIMUM_BEFORE,
    seed: int | None = None,
) -> StepTest | TooEarly:
    """The step at ``start`` in whole, finished months in order, a gap being None or NaN.

    weights: cases behind each value, for shares and quantiles: noise variance is taken as inversely proportional to them.
    minimum_before: fewer only for a difference to a comparison group. seed: of the bootstrap; by default made from the data,
    so the same series always gets the same answer.
    """
    if start is None:
        return TooEarly(EarlyReason.UNKNOWN_START, 0, 0)
    numbers, roots, positions = _points(values, weights, start)
    after_count = int((positions >= start.position).sum())
    before_count = len(positions) - after_count
    if before_count < minimum_before:
        return TooEarly(EarlyReason.FEW_BEFORE, before_count, after_count)
    if after_count < MINIMUM_AFTER:
        return TooEarly(EarlyReason.FEW_AFTER, before_count, after_count)
    design = _design(numbers, roots, positions, start.position)
    if seed is None:
        seed = crc32(np.concatenate([numbers, roots, positions, [start.position]]).tobytes())
    return _tested(design, (before_count, after_count), np.random.default_rng(seed))


def _points(
    values: Sequence[float | None], weights: Sequence[float | None] | None, start: EffectStart
) -> tuple[Floats, Floats, Floats]:
    """The values that count, the roots of their weights (mean weight 1) and their positions."""
    numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
    loads = np.ones(len(numbers)) if weights is None else np.array([weight or 0 for weight in weights], dtype=float)
    if len(loads) != len(numbers):
        raise ValueError("one weight per value")
    counted = np.isfinite(numbers) & (loads > 0)
    if start.left_out is not None and 0 <= start.left_out < len(numbers):
        counted[start.left_out] = False
    loads = loads[counted]
    return (
        numbers[counted],
        np.sqrt(loads / loads.mean()) if len(loads) else loads,
        np.flatnonzero(counted).astype(float),
    )


def _design(numbers: Floats, roots: Floats, positions: Floats, first_after: int) -> _Design:
    """Level, trend (0 at the first month after) and, where there is enough of them, the months of the year."""
    step = (positions >= first_after).astype(float)
    terms = np.column_stack([np.ones(len(positions)), positions - first_after])
    after_count = step.sum()
    if len(positions) - after_count >= SEASON_BEFORE and after_count >= SEASON_AFTER:
        month = positions.astype(int) % MONTHS_OF_YEAR
        seen = np.unique(month)
        # Centred, so that the level stays the level of a whole year; one month follows from the others.
        season = (month[:, None] == seen[:-1]).astype(float) - (month == seen[-1])[:, None]
        with_season = np.column_stack([terms, season])
        if np.linalg.matrix_rank(np.column_stack([with_season, step])) == with_season.shape[1] + 1:
            return _Design(numbers, roots, positions, with_season, step, has_season=True)
    return _Design(numbers, roots, positions, terms, step, has_season=False)


def _tested(design: _Design, counts: tuple[int, int], random: np.random.Generator) -> StepTest:
    """Fit, bootstrap and answer."""
    weighted = design.roots[:, None]
    everything = np.column_stack([design.terms, design.step])
    plain = _least_squares(everything * weighted, design.values * design.roots)
    left = (design.values - everything @ plain) * design.roots
    if np.abs(left).max() <= EXACT * max(np.abs(design.values).max(), EXACT):
        return _exact(design, counts, plain)
    model = step_model(design.terms * weighted, design.step * design.roots, design.positions)
    # Only the residuals are fitted: the answer is the same, and large levels cost no digits.
    found = fit(model, left[None, :] + plain[-1] * design.step * design.roots)
    drawn = fit(model, noise(model, float(found.null_phi[0]), REPLICATES, random))
    ratios = np.sort(np.abs(drawn.step) / drawn.standard_error)[::-1]
    step, error = float(found.step[0]), float(found.standard_error[0])
    p_value = (1 + int((ratios >= abs(step) / error).sum())) / (REPLICATES + 1)
    half = float(ratios[round(LEVEL * (REPLICATES + 1)) - 1]) * error
    phi, line = float(found.phi[0]), _line(design, step)
    return StepTest(step, step - half, step + half, p_value, *counts, phi, design.has_season, *line)


def _least_squares(terms: Floats, values: Floats) -> Floats:
    return np.linalg.lstsq(terms, values, rcond=None)[0]


def _line(design: _Design, step: float) -> tuple[float, float]:
    """Level at the first month after and rise per month of the line that goes with the step."""
    rest = (design.values - step * design.step) * design.roots
    return tuple(float(number) for number in _least_squares(design.terms * design.roots[:, None], rest)[:2])


def _exact(design: _Design, counts: tuple[int, int], plain: Floats) -> StepTest:
    """A series without noise: constant, or exactly a line with a step. Without a step nothing changed; with one it surely did."""
    step = float(plain[-1])
    is_flat = abs(step) <= EXACT * max(np.abs(design.values).max(), EXACT)
    step, p_value = (0.0, 1.0) if is_flat else (step, 1 / (REPLICATES + 1))
    return StepTest(step, step, step, p_value, *counts, 0.0, design.has_season, float(plain[0]), float(plain[1]))


def holm(p_values: Sequence[float | None]) -> tuple[float | None, ...]:
    """The p-values adjusted for being several (S. Holm, Scandinavian Journal of Statistics 6, 1979), in the same order.

    None stands for no test: it stays None and does not count among the several.
    """
    tested = sorted((value, place) for place, value in enumerate(p_values) if value is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    largest = 0.0
    for rank, (value, place) in enumerate(tested):
        largest = max(largest, min(1.0, (len(tested) - rank) * value))
        adjusted[place] = largest
    return tuple(adjusted)


def verdict(result: StepTest | TooEarly, adjusted_p: float | None, direction: Direction) -> EffectVerdict:
    """What may be said: adjusted_p is the test's place in ``holm``; direction is the way the KPI should move."""
    if isinstance(result, TooEarly) or adjusted_p is None:
        return EffectVerdict.TOO_EARLY
    if adjusted_p > LEVEL:
        return EffectVerdict.NO_CHANGE
    if direction is Direction.NEUTRAL:
        return EffectVerdict.CHANGED
    return EffectVerdict.BETTER if (result.step > 0) == (direction is Direction.UP) else EffectVerdict.WORSE
