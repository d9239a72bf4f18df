"""Which control chart a KPI gets, by its kind and its numbers, and whether the chart may be judged at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median

from dashboard.analysis.control_chart import ChartKind, NotJudged
from dashboard.analysis.limits import share_limits
from dashboard.analysis.observations import Observation
from dashboard.analysis.process_control import FIRM_POINTS

# Binomial limits are then within 5 percentage points of any centre, less than most shares move by themselves.
LARGE_N = 1000
# The mean range between neighbours estimates a standard deviation with a relative variance of 0.826 ÷ points (J. D. Cryer,
# T. P. Ryan, Journal of Quality Technology 22, 1990); 1.645 is a normal's upper 5 %: so far above 1 may chance bring it.
RANGE_VARIANCE = 0.826
Z_ONE_SIDED_95 = 1.6448536269514722
# D. J. Wheeler, "Working with rare events" (Quality Digest, 2011): where less than one is counted in a period, most are 0 and
# neither limits nor rows say anything; the time between events does.
RARE = 1.0


@dataclass(frozen=True)
class ChartChoice:
    """The chart, and why it gives no verdict, where that follows from what the number is."""

    kind: ChartKind
    not_judged: NotJudged | None = None


def choose_kind(
    kpi_kind: str,
    observations: Sequence[Observation],
    *,
    is_overlapping: bool = False,
    override: ChartKind | None = None,
) -> ChartChoice:
    """The chart of a KPI of this kind (share, ratio, count, quantile, stock, load, extreme).

    Shares: p; p' where n is large, that is where the mean n is at least 1000 or the shares vary more from one point to
    the next than their n explains. Ratios, quantiles and counts: XmR; counts of rare events (median below one a period):
    days between them. Stocks, loads and extremes are taken at month ends and follow from each other: run chart, not
    judged; nor are windows that overlap (``is_overlapping``: a rolling rate). ``override``: another chart; the reason
    not to judge stays, for it lies in the numbers.
    """
    choice = _choice(kpi_kind, observations, is_overlapping)
    return ChartChoice(override, choice.not_judged) if override else choice


def _choice(kpi_kind: str, observations: Sequence[Observation], is_overlapping: bool) -> ChartChoice:
    if is_overlapping:
        return ChartChoice(ChartKind.RUN, NotJudged.OVERLAPPING)
    if kpi_kind in ("stock", "load", "extreme"):
        return ChartChoice(ChartKind.RUN, NotJudged.AUTOCORRELATED)
    known = [observation for observation in observations if observation.value is not None]
    if kpi_kind == "share":
        return _choice_of_share(observations, known)
    is_rare = kpi_kind == "count" and known and median(observation.value for observation in known) < RARE
    return ChartChoice(ChartKind.DAYS_BETWEEN if is_rare else ChartKind.XMR)


def _choice_of_share(observations: Sequence[Observation], known: Sequence[Observation]) -> ChartChoice:
    if not known:
        return ChartChoice(ChartKind.P)
    hits = fmean(observation.numerator for observation in known)
    misses = fmean(observation.n for observation in known) - hits
    if 0 < min(hits, misses) < RARE:
        return ChartChoice(ChartKind.P, NotJudged.TOO_FEW_CASES)
    is_large = hits + misses >= LARGE_N or is_overdispersed(observations)
    return ChartChoice(ChartKind.P_PRIME if is_large else ChartKind.P)


def is_overdispersed(observations: Sequence[Observation]) -> bool:
    """Whether shares vary more from one point to the next than the binomial at their n lets one time in twenty.

    Measured by Laney's sigma z, the same one the limits of p' get: from all ranges between neighbours, which a lasting change
    of level hardly touches and a single month far off does. Never on fewer than 13 points.
    """
    count = sum(observation.value is not None for observation in observations)
    if count < FIRM_POINTS:
        return False
    found = share_limits(observations, is_widened=True)
    if found is None or found.sigma_z is None:
        return False
    return found.sigma_z > 1 + Z_ONE_SIDED_95 * sqrt(RANGE_VARIANCE / count)
