"""Statistical process control: from observations to a control chart with its lines and signals.

What the chart says of its newest point and of its target is read by control_verdict.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import isclose
from statistics import median

from dashboard.analysis.control_chart import (
    ChartKind,
    ControlChart,
    ControlPoint,
    NotJudged,
    Phase,
    Rebasing,
    Side,
    Signal,
    Trend,
)
from dashboard.analysis.limits import Limits, is_beyond_chance, limits, moving_ranges, scaled, unscaled
from dashboard.analysis.observations import Observation
from dashboard.analysis.run_chart import MINIMUM_USEFUL, positions_of_long_runs, run_statistics
from dashboard.analysis.run_rules import ROUNDING, near_limits, outside, shifts, trends

# D. J. Wheeler, Understanding Variation (1993), p. 60: useful limits may rest on as few as five or six values. Eight is one
# more than the seven a shift takes, so that limits never rest on nothing but the signal itself.
MINIMUM_POINTS = 8
MINIMUM_RANGES = 5  # between neighbours; gaps may leave fewer than the points have
FIRM_POINTS = 13  # fewer are trial limits
Bounds = tuple[float | None, float | None]
SIDES = {1: Side.ABOVE, -1: Side.BELOW}
TRENDS = {1: Trend.RISING, -1: Trend.FALLING}


def control_chart(
    kind: ChartKind,
    observations: Sequence[Observation],
    *,
    baseline: int | tuple[int, int] | None = None,
    rebasings: Sequence[Rebasing] = (),
    screen: bool = True,
    bounds: Bounds = (None, None),
    given_reason: NotJudged | None = None,
) -> ControlChart:
    """The chart of a series in order (observations.py makes one from shares, values or days).

    baseline: the limits rest on these points and hold for all of their phase: the first so many with a value, or a range
    of positions (first, one after the last). Without it they rest on all points of the phase. It belongs to the phase it
    begins in and is cut at that phase's ends. rebasings: where a new phase begins; one at the first position gives its
    reason only, one beyond the last has not happened yet, and of two at one position the later given holds.
    screen: leave large moving ranges out of the limits once (not of shares). bounds: what a value cannot pass
    below and above, for a count (0, None); limits are cut there, shares always at 0 and 1.
    given_reason: why nothing is judged, where that is known beforehand; the lines are made, no signal is.
    """
    observations = tuple(observations)
    if kind in (ChartKind.P, ChartKind.P_PRIME):
        bounds = (0.0, 1.0)
    points, phases = [], []
    for start, stop, reason in _phases(len(observations), rebasings):
        base = _baseline(observations, start, stop, baseline)
        phase = Phase(start, stop, base or (start, stop), is_frozen=base is not None, reason=reason)
        if kind is ChartKind.RUN:
            phase, made = _run_phase(observations[start:stop], phase)
        else:
            phase, made = _limited_phase(kind, observations[start:stop], phase, screen, bounds)
        points += made if given_reason is None else [_unmarked(point) for point in made]
        phases.append(phase)
    return ControlChart(kind, tuple(points), tuple(phases), given_reason)


def _phases(length: int, rebasings: Sequence[Rebasing]) -> list[tuple[int, int, str | None]]:
    reasons = {0: None} | {max(0, rebasing.position): rebasing.reason for rebasing in rebasings}
    starts = sorted(start for start in reasons if start < length or start == 0)
    return [(start, stop, reasons[start]) for start, stop in pairwise([*starts, length])]


def _baseline(
    observations: Sequence[Observation], start: int, stop: int, baseline: int | tuple[int, int] | None
) -> tuple[int, int] | None:
    """The range of positions behind the limits of this phase, None where it is the whole phase."""
    if baseline is None:
        return None
    if isinstance(baseline, int):
        known = [position for position, each in enumerate(observations) if each.value is not None]
        baseline = (0, known[baseline - 1] + 1 if 0 < baseline <= len(known) else len(observations))
    first, last = baseline
    if not start <= max(0, first) < stop or (max(0, first) == start and last >= stop):
        return None
    return max(0, first), min(last, stop)


def _unmarked(point: ControlPoint) -> ControlPoint:
    return replace(point, signals=frozenset(), trend=None)


def _behind(phase: Phase, observations: Sequence[Observation]) -> list[Observation]:
    """The observations behind the limits, with those still running made gaps."""
    first, last = phase.baseline
    return [
        Observation(None) if observation.is_open else observation
        for observation in observations[first - phase.start : last - phase.start]
    ]


def _known(observations: Sequence[Observation]) -> int:
    return sum(observation.value is not None and not observation.is_open for observation in observations)


def _limited_phase(
    kind: ChartKind, observations: Sequence[Observation], phase: Phase, screen: bool, bounds: Bounds
) -> tuple[Phase, list[ControlPoint]]:
    """A phase of a chart with limits."""
    behind = _behind(phase, observations)
    count = _known(behind)
    phase = replace(phase, count=_known(observations), is_provisional=count < FIRM_POINTS)
    reason = _too_few(kind, behind, count)
    found = None if reason else limits(kind, behind, screen)
    if found is None:
        return replace(phase, not_judged=reason or NotJudged.TOO_FEW_RANGES), [
            _bare(phase.start + offset, observation) for offset, observation in enumerate(observations)
        ]
    phase = replace(
        phase,
        screened=tuple(phase.baseline[0] + offset for offset in found.screened),
        sigma_z=found.sigma_z,
        has_spread=found.sigma > 0,
    )
    return phase, _points(kind, observations, phase.start, found, bounds)


def _too_few(kind: ChartKind, behind: Sequence[Observation], count: int) -> NotJudged | None:
    """Why there can be no limits. Only those of P rest on no moving ranges."""
    if count == 0:
        return NotJudged.NO_POINTS
    if count < MINIMUM_POINTS:
        return NotJudged.TOO_FEW_POINTS
    ranges = moving_ranges([observation.value for observation in behind])
    return NotJudged.TOO_FEW_RANGES if kind is not ChartKind.P and len(ranges) < MINIMUM_RANGES else None


def _bare(position: int, observation: Observation) -> ControlPoint:
    return ControlPoint(position, observation.value, observation.n, is_open=observation.is_open)


def _points(
    kind: ChartKind, observations: Sequence[Observation], start: int, found: Limits, bounds: Bounds
) -> list[ControlPoint]:
    """The points of a phase with its lines and the four rules."""
    numbers = [None if each.is_open else scaled(kind, each.value) for each in observations]
    sides = [_side(number, found.centre, found.sigma) for number in numbers]
    distances = [
        None if number is None or not found.sigma else (number - found.centre) / found.sigma_at(each.n)
        for number, each in zip(numbers, observations, strict=True)
    ]
    rising = trends(numbers)
    marked = {
        Signal.OUTSIDE: outside(distances) if found.sigma else _outside_constant(observations, found),
        Signal.SHIFT: shifts(sides),
        Signal.TREND: rising.keys(),
        Signal.NEAR_LIMIT: near_limits(distances),
    }
    return [
        replace(
            _bare(start + offset, each),
            **_lines(kind, found, each.n, bounds),
            side=SIDES.get(sides[offset]),
            signals=frozenset(signal for signal, places in marked.items() if offset in places),
            trend=TRENDS.get(rising.get(offset)),
        )
        for offset, each in enumerate(observations)
    ]


def _outside_constant(observations: Sequence[Observation], found: Limits) -> frozenset[int]:
    """The same where the limits have no width: of shares by what chance gives at their n, of single values nothing tells."""
    return frozenset(
        position
        for position, each in enumerate(observations)
        if found.by_size and each.value is not None and is_beyond_chance(each, found)
    )


def _side(number: float | None, centre: float, sigma: float = 0.0) -> int | None:
    """1 above the centre, -1 below, 0 on it but for rounding."""
    if number is None:
        return None
    if isclose(number, centre, rel_tol=1e-12, abs_tol=ROUNDING * sigma):
        return 0
    return 1 if number > centre else -1


def _lines(kind: ChartKind, found: Limits, n: float | None, bounds: Bounds) -> dict[str, float | None]:
    centre = unscaled(kind, found.centre)
    sigma = found.sigma_at(n)
    if sigma is None:
        return {"centre": centre}
    lower, upper = (unscaled(kind, found.centre + sign * 3 * sigma) for sign in (-1, 1))
    lowest, highest = bounds
    return {
        "centre": centre,
        "lower": lower if lowest is None else max(lower, lowest),
        "upper": upper if highest is None else min(upper, highest),
    }


def _run_phase(observations: Sequence[Observation], phase: Phase) -> tuple[Phase, list[ControlPoint]]:
    """A phase of a run chart: the median as centre, no limits, Anhoej's rules from ten useful points on."""
    behind = [each.value for each in _behind(phase, observations) if each.value is not None]
    phase = replace(phase, count=_known(observations), is_provisional=len(behind) < FIRM_POINTS)
    points = [_bare(phase.start + offset, each) for offset, each in enumerate(observations)]
    if not behind:
        return replace(phase, not_judged=NotJudged.NO_POINTS), points
    centre = median(behind)
    sides = [None if each.is_open else _side(each.value, centre) for each in observations]
    runs = run_statistics(sides)
    is_judged = runs is not None and runs.useful >= MINIMUM_USEFUL
    long = positions_of_long_runs(sides) if is_judged else frozenset()
    marked = [
        replace(
            point,
            centre=centre,
            side=SIDES.get(sides[offset]),
            signals=frozenset({Signal.RUN_TOO_LONG} if offset in long else ()),
        )
        for offset, point in enumerate(points)
    ]
    not_judged = None if is_judged or len(set(behind)) == 1 else NotJudged.TOO_FEW_POINTS
    return replace(phase, not_judged=not_judged, runs=runs, has_spread=len(set(behind)) > 1), marked
