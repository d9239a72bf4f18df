"""How a number stands against its target and an earlier period.

Verdict: the exact value against the target, never its rounded text, and never on fewer than minimum_cases.

Movement is only told where chance alone would seldom (one time in twenty) give as much, both sides rest on at least
minimum_cases cases, and the KPI has a better direction:
- share: Newcombe's interval of the difference, built from the two Wilson intervals, leaves out zero;
- ratio: the log of the two ratios differs by more than 1.96 standard errors, the four counts taken as Poisson;
- count and stock: the two counts differ by more than 1.96 times the root of their sum (Poisson, equal length);
- quantile: the two intervals of ordered values do not overlap (stricter than one in twenty);
- load: the log of the two differs by more than 1.96 standard errors, the rows carried (also of points) taken as Poisson
  and those who carry them as known;
- extreme: one single case decides it, so it is never told to be better or worse;
- what comes in bunches (a worker who leaves hands over all citizens at once): rows that do not come one by one are no
  Poisson counts, so it is never told either.
"""

from math import log, sqrt

from dashboard.analysis.intervals import Z_95, difference_of_shares
from dashboard.kpi.definition import Direction, Kind, Kpi
from dashboard.measurement import Measurement, Movement, Target, Verdict


def verdict(kpi: Kpi, measurement: Measurement, target: Target | None) -> Verdict:
    """How the value stands against its target."""
    if not kpi.has_target or target is None or kpi.direction is Direction.NEUTRAL:
        return Verdict.NO_TARGET
    if measurement.value is None:
        return Verdict.NO_VALUE
    if (measurement.n or 0) < kpi.minimum_cases:
        return Verdict.TOO_FEW
    is_met = measurement.value >= target.value if kpi.direction is Direction.UP else measurement.value <= target.value
    return Verdict.MET if is_met else Verdict.NOT_MET


def movement(kpi: Kpi, now: Measurement, then: Measurement, z: float = Z_95) -> Movement:
    """Whether the value became better or worse than ``then`` by more than chance; see the module.

    z: how many standard errors are more than chance; larger where many numbers are compared at once.
    """
    if now.value is None or then.value is None:
        return Movement.NONE
    if min(now.n or 0, then.n or 0) < kpi.minimum_cases or not _differ(kpi, now, then, z):
        return Movement.UNCLEAR
    if kpi.direction is Direction.NEUTRAL:
        return Movement.NEUTRAL
    is_up = now.value > then.value
    return Movement.BETTER if is_up == (kpi.direction is Direction.UP) else Movement.WORSE


def _differ(kpi: Kpi, now: Measurement, then: Measurement, z: float) -> bool:
    if kpi.comes_in_bunches:
        return False
    if not kpi.counts_citizens:
        return now.value != then.value
    if kpi.kind is Kind.SHARE:
        low, high = difference_of_shares((now.numerator, now.denominator), (then.numerator, then.denominator), z)
        return low > 0 or high < 0
    if kpi.kind is Kind.RATIO:
        return _ratios_differ(now, then, (now.numerator, now.denominator, then.numerator, then.denominator), z)
    if kpi.kind is Kind.LOAD:
        return _ratios_differ(now, then, (now.n, then.n), z)
    if kpi.kind in (Kind.COUNT, Kind.STOCK):
        return abs(now.value - then.value) > z * sqrt(now.value + then.value)
    # Without its interval, as who may not open the rows reads it, a quantile is never told to have moved.
    if kpi.kind is Kind.QUANTILE and now.interval and then.interval:
        return now.interval[0] > then.interval[1] or now.interval[1] < then.interval[0]
    return False


def _ratios_differ(now: Measurement, then: Measurement, counts: tuple[float, ...], z: float) -> bool:
    if min(counts) == 0 or not (now.value and then.value):
        return False
    return abs(log(now.value / then.value)) > z * sqrt(sum(1 / count for count in counts))
