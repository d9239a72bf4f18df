"""What a control chart is made of: points, phases, signals and verdicts. Shapes only; process_control.py makes the charts."""

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How centre and limits are found."""

    P = "p"  # shares; limits from the binomial of each point's n
    P_PRIME = "p_prime"  # Laney: the binomial's limits times the variation found between the points
    XMR = "xmr"  # single values; limits from the ranges between neighbours
    RUN = "run"  # the median and no limits
    DAYS_BETWEEN = "days_between"  # the time between rare events


class Signal(StrEnum):
    """The rule that a point is part of."""

    OUTSIDE = "outside"  # beyond a limit
    SHIFT = "shift"  # seven or more in a row on one side of the centre
    TREND = "trend"  # seven or more in a row strictly rising or strictly falling
    NEAR_LIMIT = "near_limit"  # two of three in a row in the outer third or beyond, on the same side
    RUN_TOO_LONG = "run_too_long"  # of a run chart
    TOO_FEW_CROSSINGS = "too_few_crossings"  # of a run chart; speaks of the whole phase, so no point carries it


class Side(StrEnum):
    ABOVE = "above"
    BELOW = "below"


class Trend(StrEnum):
    RISING = "rising"
    FALLING = "falling"


class Variation(StrEnum):
    """What the newest point says."""

    COMMON = "common"  # as chance alone would have it
    BETTER = "better"
    WORSE = "worse"
    UNDIRECTED = "undirected"  # special, but no way is better, or the rule has no way (too few crossings)
    NOT_JUDGED = "not_judged"


class Assurance(StrEnum):
    """What the limits say of the target, as long as nothing changes."""

    MET = "met"
    NOT_MET = "not_met"
    HIT_AND_MISS = "hit_and_miss"  # chance alone decides from month to month
    NO_TARGET = "no_target"
    NOT_JUDGED = "not_judged"


class NotJudged(StrEnum):
    """Why there is no verdict. The first three are known beforehand (chart_choice.py), the others found in the points."""

    AUTOCORRELATED = "autocorrelated"  # a stock at month ends: each is mostly the one before
    OVERLAPPING = "overlapping"  # windows that share months
    TOO_FEW_CASES = "too_few_cases"  # a share whose rarer side happens less than once a period
    NO_POINTS = "no_points"
    TOO_FEW_POINTS = "too_few_points"
    NO_SPREAD = "no_spread"  # a value off a baseline that never moved: nothing tells how far chance reaches
    TOO_FEW_RANGES = "too_few_ranges"  # gaps leave too few neighbours to measure the variation from month to month


@dataclass(frozen=True)
class Rebasing:
    """From this position the process is another one, and centre, limits and rules begin anew. reason: as stored, for the
    chart to show."""

    position: int
    reason: str


@dataclass(frozen=True)
class RunStatistics:
    """Anhoej's two rules over one phase of a run chart. useful: points off the median; the limits belong to that number."""

    useful: int
    longest_run: int
    longest_run_limit: int
    crossings: int
    crossings_limit: int

    @property
    def signals(self) -> frozenset[Signal]:
        """The rules that are broken; which side and where the longest run is, its points say."""
        broken = set()
        if self.longest_run > self.longest_run_limit:
            broken.add(Signal.RUN_TOO_LONG)
        if self.crossings < self.crossings_limit:
            broken.add(Signal.TOO_FEW_CROSSINGS)
        return frozenset(broken)


@dataclass(frozen=True)
class ControlPoint:
    """One point, in the unit of what was given (a share is 0-1, an interval days).

    value: None is a gap. n: cases behind it, None where not told. centre, lower, upper: the lines at this point; None
    where there are none (a run chart has no limits, a gap of a share has no n to have limits by, too few points have
    neither). side: of the centre, None on it. trend: which way, where signals hold TREND. is_open: an interval still
    running, shown and never judged.
    """

    position: int
    value: float | None
    n: float | None = None
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    side: Side | None = None
    signals: frozenset[Signal] = frozenset()
    trend: Trend | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Phase:
    """Positions start to stop (not in it), with one centre and one set of limits.

    baseline: first position and the one after the last of those behind the limits; is_frozen where they are not all of
    the phase. count: points with a value in it. reason: of the re-basing the phase begins with, None for the first.
    is_provisional: fewer than 13 points behind the limits. screened: positions whose range from the point before was
    left out of the limits. sigma_z: of a p' chart, how much wider than the binomial's its limits are. has_spread: False
    where no point behind the limits differs from its neighbour (100 % every month): then the limits lie on the centre.
    Shift and trend are judged as ever, and a later share by an exact test (limits.is_beyond_chance); of a later single value
    nothing tells how far chance reaches, so it has no verdict, and nor has the target. runs: of a run chart.
    """

    start: int
    stop: int
    baseline: tuple[int, int]
    is_frozen: bool = False
    count: int = 0
    reason: str | None = None
    is_provisional: bool = False
    not_judged: NotJudged | None = None
    screened: tuple[int, ...] = ()
    sigma_z: float | None = None
    has_spread: bool = True
    runs: RunStatistics | None = None


@dataclass(frozen=True)
class ControlChart:
    """A series with its lines and signals. points: one per position given, gaps too. phases: in order, at least one.
    given_reason: why it is not judged, where that was known beforehand."""

    kind: ChartKind
    points: tuple[ControlPoint, ...]
    phases: tuple[Phase, ...]
    given_reason: NotJudged | None = None

    @property
    def current(self) -> Phase:
        """The newest phase, the one the verdicts speak of."""
        return self.phases[-1]

    @property
    def not_judged(self) -> NotJudged | None:
        """Why the newest phase has no verdict, None where it has one."""
        return self.given_reason or self.current.not_judged

    @property
    def is_provisional(self) -> bool:
        """Whether the newest limits rest on fewer than 13 points."""
        return self.current.is_provisional

    @property
    def baseline(self) -> tuple[int, int] | None:
        """The positions the newest limits are frozen on (first, one after the last), None where they rest on all."""
        return self.current.baseline if self.current.is_frozen else None

    @property
    def screened(self) -> tuple[int, ...]:
        """Positions whose moving range was left out of the limits, in all phases."""
        return tuple(position for phase in self.phases for position in phase.screened)
