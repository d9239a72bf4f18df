"""Centre and limits of control charts, from the points behind them.

Everything is told as a centre and a third of the way from it to a limit ("sigma"), so that the rules can be the same for
all charts. Montgomery, Introduction to Statistical Quality Control, chapters 6.4 (individuals) and 7.2 (fractions).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from dashboard.analysis.control_chart import ChartKind
from dashboard.analysis.observations import Observation

LIMIT_FACTOR = 2.66  # times the mean moving range: three standard deviations (3 ÷ 1.128, rounded as published)
RANGE_FACTOR = 3.267  # upper limit of a moving range of two, as a multiple of the mean
MEAN_RANGE = 1.128  # mean range of two normal values with standard deviation 1 (d2)

# L. S. Nelson, "A control chart for parts-per-million nonconforming items", Journal of Quality Technology 26 (1994): the
# time between events at a constant rate, raised to 1/3.6, is nearly normal.
POWER = 1 / 3.6
# Two events on one day have less than a day between them, on average half of one; 0 would be the same as never apart.
SHORTEST_DAYS = 0.5
BEYOND_LIMIT = 0.00135  # how often a normal value lies more than three standard deviations to one side


@dataclass(frozen=True)
class Limits:
    """centre and sigma on the scale of the calculation (``scaled``). by_size: sigma is that of n = 1 and falls with its
    root. screened: positions whose moving range was left out. sigma_z: of p', else None. n: the cases behind shares."""

    centre: float
    sigma: float
    by_size: bool = False
    screened: tuple[int, ...] = ()
    sigma_z: float | None = None
    n: float = 0.0

    def sigma_at(self, n: float | None) -> float | None:
        """A third of the way to a limit, at a point with n cases; None for a share without cases."""
        if not self.by_size:
            return self.sigma
        return self.sigma / sqrt(n) if n else None


def moving_ranges(numbers: Sequence[float | None]) -> dict[int, float]:
    """Distance of each number from the one just before it, by the later's position. None is a gap, and none is taken
    across it: over two months a process may move further than over one, which would widen the limits."""
    return {
        position: abs(number - numbers[position - 1])
        for position, number in enumerate(numbers)
        if position and number is not None and numbers[position - 1] is not None
    }


def screened_mean(ranges: dict[int, float], screen: bool = True) -> tuple[float, tuple[int, ...]]:
    """The mean moving range and the positions left out of it: those above 3.267 × the mean of all, once.

    L. S. Nelson, "Control charts for individual measurements", Journal of Quality Technology 14 (1982): a single jump
    must not widen the limits it is judged by. Where all others are 0 nothing is left out, for limits without any width
    would make a signal of every point. ``ranges`` must not be empty.
    """
    mean = fsum(ranges.values()) / len(ranges)
    kept = {position: size for position, size in ranges.items() if size <= RANGE_FACTOR * mean}
    if not screen or len(kept) == len(ranges) or not any(kept.values()):
        return mean, ()
    return fsum(kept.values()) / len(kept), tuple(position for position in ranges if position not in kept)


def scaled(kind: ChartKind, value: float | None) -> float | None:
    """A value on the scale of the calculation: as it is, or of an interval in days its root."""
    if value is None or kind is not ChartKind.DAYS_BETWEEN:
        return value
    return max(value, SHORTEST_DAYS) ** POWER


def unscaled(kind: ChartKind, number: float) -> float:
    """Back from the scale of the calculation; a limit below 0 days is 0."""
    return max(number, 0.0) ** (1 / POWER) if kind is ChartKind.DAYS_BETWEEN else number


def limits(kind: ChartKind, observations: Sequence[Observation], screen: bool = True) -> Limits | None:
    """Centre and limits from these observations, gaps among them; None where they hold no moving range to tell it from.

    kind: any but RUN. screen: leave out large moving ranges once, of single values and of days between events; the rule is
    Nelson's for those (kpis.md), and shares, which must carry numerator and n, rest on all of theirs.
    """
    if kind in (ChartKind.P, ChartKind.P_PRIME):
        return share_limits(observations, is_widened=kind is ChartKind.P_PRIME)
    numbers = [scaled(kind, observation.value) for observation in observations]
    ranges = moving_ranges(numbers)
    if not ranges:
        return None
    known = [number for number in numbers if number is not None]
    mean_range, screened = screened_mean(ranges, screen)
    return Limits(fsum(known) / len(known), LIMIT_FACTOR * mean_range / 3, screened=screened)


def share_limits(observations: Sequence[Observation], is_widened: bool) -> Limits | None:
    """The binomial's limits around the share of all; ``is_widened`` multiplies them by sigma z.

    D. B. Laney, "Improved control charts for attributes", Quality Engineering 14 (2002): sigma z is the mean moving range
    of the standardised shares over 1.128. Where all shares are 0 or all are 1 there is no spread to widen.
    """
    known = [observation for observation in observations if observation.value is not None]
    count = fsum(observation.n for observation in known)
    centre = fsum(observation.numerator for observation in known) / count
    sigma = sqrt(centre * (1 - centre))
    if not is_widened or sigma == 0:
        return Limits(centre, sigma, by_size=True, n=count)
    ranges = moving_ranges(
        [
            None if observation.value is None else (observation.value - centre) / (sigma / sqrt(observation.n))
            for observation in observations
        ]
    )
    if not ranges:
        return None
    sigma_z = fsum(ranges.values()) / len(ranges) / MEAN_RANGE
    return Limits(centre, sigma * sigma_z, by_size=True, sigma_z=sigma_z, n=count)


def is_beyond_chance(observation: Observation, found: Limits) -> bool:
    """Whether a share differs from a baseline of 0 or 100 % by more than chance at its n gives.

    Such a baseline has no spread to have limits by; its own n still tells how rare an exception may be. R. A. Fisher's exact
    test (The Design of Experiments, 1935): if exceptions are as likely now as before, all k of them fall among these n and
    none among the baseline's N with probability C(n, k) ÷ C(N + n, k). A signal is less than what lies beyond a limit at
    three standard deviations: 2 of 10 after 240 without one are none yet, 3 of 10 are.
    """
    exceptions = round(abs(observation.numerator - found.centre * observation.n))
    chance = 1.0
    for drawn in range(exceptions):
        chance *= (observation.n - drawn) / (found.n + observation.n - drawn)
        if chance < BEYOND_LIMIT:
            return True
    return False
