"""What a control chart says: is the newest point signal or noise, and do the limits meet the target.

As the icons of NHS England's Making Data Count: variation is judged on the newest point, assurance on its limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.analysis.control_chart import (
    Assurance,
    ChartKind,
    ControlChart,
    ControlPoint,
    NotJudged,
    Side,
    Signal,
    Trend,
    Variation,
)

# Which of several signals of the newest point is told first: the one that lasts, then the one that is strongest.
ORDER = (Signal.SHIFT, Signal.RUN_TOO_LONG, Signal.OUTSIDE, Signal.TREND, Signal.NEAR_LIMIT, Signal.TOO_FEW_CROSSINGS)
SHARES = (ChartKind.P, ChartKind.P_PRIME)  # their n tells how far chance reaches even where nothing has moved


@dataclass(frozen=True)
class Finding:
    """One rule the newest point is part of. side: of the centre it holds on; a rising trend is ABOVE, a falling one
    BELOW; None where the rule has no way (too few crossings). since: the first position. length: how many points, up to
    the newest; of NEAR_LIMIT those near it; of TOO_FEW_CROSSINGS the useful points of the phase."""

    signal: Signal
    side: Side | None
    since: int
    length: int
    variation: Variation


@dataclass(frozen=True)
class Verdict:
    """variation: that of the first finding. position: the newest point with a value, the one judged; None without any.
    findings: every rule it is part of, the one to be told first before the others."""

    variation: Variation
    position: int | None = None
    findings: tuple[Finding, ...] = ()
    not_judged: NotJudged | None = None
    is_provisional: bool = False

    @property
    def signal(self) -> Signal | None:
        return self.findings[0].signal if self.findings else None

    @property
    def side(self) -> Side | None:
        return self.findings[0].side if self.findings else None

    @property
    def since(self) -> int | None:
        return self.findings[0].since if self.findings else None

    @property
    def length(self) -> int | None:
        return self.findings[0].length if self.findings else None


def variation(chart: ControlChart, direction: str) -> Verdict:
    """Whether the newest point with a value is part of a signal, and for the better or worse.

    direction: which way the KPI is better, "up", "down" or "neutral". Of DAYS_BETWEEN it is that of the number of events:
    "down" makes more days between them the better. What was a signal before and is none at the newest point is common
    variation now; the chart's points show it. A single value off a baseline that never moved is not judged. A trend is
    judged by where it goes, every other rule by its side.
    """
    points = [point for point in chart.points[chart.current.start :] if point.value is not None and not point.is_open]
    newest = points[-1].position if points else None
    if chart.not_judged:
        return Verdict(Variation.NOT_JUDGED, newest, not_judged=chart.not_judged, is_provisional=chart.is_provisional)
    better = better_side(chart.kind, direction)
    found = _findings(chart, chart.points[chart.current.start : newest + 1], better)
    if not found and chart.kind not in SHARES and not chart.current.has_spread and points[-1].side is not None:
        return Verdict(
            Variation.NOT_JUDGED, newest, not_judged=NotJudged.NO_SPREAD, is_provisional=chart.is_provisional
        )
    return Verdict(
        found[0].variation if found else Variation.COMMON, newest, found, is_provisional=chart.is_provisional
    )


def assurance(chart: ControlChart, target: float | None, direction: str) -> Assurance:
    """Whether the process as it is meets its target, fails it, or hits and misses by chance.

    By the limits of the newest point that has some: wholly on the good side, wholly on the bad side, or the target between
    them; exactly on the target is met. Not judged on provisional limits, where the points follow from each other, or where
    a point has left limits without any width, which then tell nothing of the process. A target of days between events is
    not that of the KPI, so there it is never judged. target: in the chart's unit.
    """
    if target is None or direction == "neutral":
        return Assurance.NO_TARGET
    limited = [point for point in chart.points[chart.current.start :] if point.lower is not None and not point.is_open]
    dependent = chart.given_reason in (NotJudged.AUTOCORRELATED, NotJudged.OVERLAPPING)
    has_left = not chart.current.has_spread and any(point.side is not None for point in limited)
    if not limited or dependent or has_left or chart.is_provisional or chart.kind is ChartKind.DAYS_BETWEEN:
        return Assurance.NOT_JUDGED
    lower, upper = limited[-1].lower, limited[-1].upper
    worst, best = (lower, upper) if direction == "up" else (-upper, -lower)
    target = target if direction == "up" else -target
    if worst >= target:
        return Assurance.MET
    return Assurance.NOT_MET if best < target else Assurance.HIT_AND_MISS


def better_side(kind: ChartKind, direction: str) -> Side | None:
    """The side of the centre that is better; None where none is. Few events are far between."""
    if direction == "neutral":
        return None
    return Side.ABOVE if (direction == "up") != (kind is ChartKind.DAYS_BETWEEN) else Side.BELOW


def point_variation(point: ControlPoint, kind: ChartKind, direction: str) -> Variation:
    """What one point of the chart says by itself, for its mark: common, better, worse or undirected. Of several signals
    the first in ORDER decides, as in ``variation``; a point that was not judged carries no signal and is common."""
    signal = next((signal for signal in ORDER if signal in point.signals), None)
    return _variation(_way(point, signal), better_side(kind, direction)) if signal else Variation.COMMON


def _variation(way: Side | None, better: Side | None) -> Variation:
    if way is None or better is None:
        return Variation.UNDIRECTED
    return Variation.BETTER if way is better else Variation.WORSE


def _way(point: ControlPoint, signal: Signal) -> Side | None:
    if signal is Signal.TREND:
        return Side.ABOVE if point.trend is Trend.RISING else Side.BELOW
    return point.side


def _findings(chart: ControlChart, points: Sequence[ControlPoint], better: Side | None) -> tuple[Finding, ...]:
    """points: those of the newest phase up to the one judged, which is the last."""
    newest = points[-1]
    found = []
    for signal in ORDER:
        if signal in newest.signals:
            way = _way(newest, signal)
            row = _row(points, signal, way)
            found.append(Finding(signal, way, row[0], len(row), _variation(way, better)))
    runs = chart.current.runs
    if runs and Signal.TOO_FEW_CROSSINGS in runs.signals:
        found.append(Finding(Signal.TOO_FEW_CROSSINGS, None, points[0].position, runs.useful, Variation.UNDIRECTED))
    return tuple(found)


def _row(points: Sequence[ControlPoint], signal: Signal, way: Side | None) -> list[int]:
    """Positions of the points, up to the newest, that the signal holds for without a break.

    Of NEAR_LIMIT those among the last three. In a run chart points on the median and gaps are stepped over.
    """
    if signal is Signal.NEAR_LIMIT:
        return [p.position for p in points[-3:] if signal in p.signals and p.side is way]
    row = []
    for point in reversed(points):
        if signal in point.signals and _way(point, signal) is way and not _is_tie(signal, point, points, row):
            row.append(point.position)
        elif signal is not Signal.RUN_TOO_LONG or point.side is not None:
            break
    return row[::-1]


def _is_tie(signal: Signal, point: ControlPoint, points: Sequence[ControlPoint], row: Sequence[int]) -> bool:
    """Whether the point ends one trend where the next begins with the same value: two trends, not one."""
    return signal is Signal.TREND and bool(row) and point.value == points[row[-1] - points[0].position].value
