"""Anhoej's two rules of a run chart: is the longest run too long, does the line cross its median too seldom.

J. Anhoej, "Diagnostic value of run chart analysis", PLOS ONE 10 (2015). Points on the median neither make nor break a run
and are left out of the number the limits belong to, and so are gaps: the limits are those of a row of coins, one for
each useful point in order.
"""

from collections.abc import Sequence
from math import comb, log2

from dashboard.analysis.control_chart import RunStatistics
from dashboard.analysis.run_rules import stretches

# R. J. Perla, L. P. Provost, S. K. Murray, "The run chart: a simple analytical tool", BMJ Quality & Safety 20 (2011).
MINIMUM_USEFUL = 10


def longest_run_limit(useful: int) -> int:
    """The longest run that chance would give among so many useful points (at least 1); longer is a signal."""
    return round(log2(useful) + 3)


def crossings_limit(useful: int) -> int:
    """The fewest crossings that chance would give; fewer is a signal. The 5th percentile of Binomial(useful - 1, 1/2):
    the smallest number with at least 5 % of the probability at or below it."""
    flips = useful - 1
    # In whole numbers: 20 × the ways to have at most so many crossings, against all ways.
    ways = 0
    for crossings in range(flips + 1):
        ways += comb(flips, crossings)
        if 20 * ways >= 2**flips:
            return crossings
    return 0


def run_statistics(sides: Sequence[int | None]) -> RunStatistics | None:
    """The two rules over sides of the median (1, -1; 0 on it, None a gap), in order; None without useful points."""
    useful = [side for side in sides if side]
    if not useful:
        return None
    runs = stretches(useful)
    longest = max(stop - start for start, stop in runs)
    return RunStatistics(
        len(useful), longest, longest_run_limit(len(useful)), len(runs) - 1, crossings_limit(len(useful))
    )


def positions_of_long_runs(sides: Sequence[int | None]) -> frozenset[int]:
    """Positions of the useful points in runs longer than the limit."""
    useful = [position for position, side in enumerate(sides) if side]
    if not useful:
        return frozenset()
    limit = longest_run_limit(len(useful))
    return frozenset(
        useful[index]
        for start, stop in stretches([sides[position] for position in useful])
        if stop - start > limit
        for index in range(start, stop)
    )
