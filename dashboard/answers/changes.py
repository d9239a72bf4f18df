"""What has changed: the units, teams and paragraphs whose KPIs moved by more than chance against an earlier period.

Every number held against another may look changed by chance, so the limit grows with how many there are: Bonferroni over
all comparisons of one question, so that chance alone names something in at most one of twenty. Compared is only what
Answers tells this viewer, with kpi.assessment.movement; a hidden number is held against nothing.

One movement is told once, as near to its cause as the numbers reach: a unit or the whole steps back where the rest of it,
without the parts that moved, stands still; the parts step back where the rest moved as well.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from dashboard.answers.questions import Answers
from dashboard.answers.results import Answer
from dashboard.kpi.assessment import movement
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.query import counted_period, possible_splits
from dashboard.measurement import Comparison, Measurement, Movement, Silence, Split
from dashboard.selection import Month, Period, Selection

CHANCE = 0.05  # how often chance alone may name something, over all comparisons of one question
MOST = 6
MIXED = "mixed"
PLACES = (Split.UNIT, Split.TEAM)
SPLITS = (*PLACES, Split.PARAGRAPH)
BEYOND_ALL = 64.0  # standard errors


@dataclass(frozen=True)
class Change:
    """One number that moved. split, group: of what; both None for the whole selection.

    now_period, then_period: the months that were counted; a stock is taken on their last day. strength: the difference in
    standard errors.
    """

    kpi: Kpi
    split: Split | None
    group: str | None
    now: Measurement
    then: Measurement
    now_period: Period
    then_period: Period
    movement: Movement
    strength: float


@dataclass(frozen=True)
class Changes:
    """The few that moved most, strongest first.

    comparisons: how many numbers were held against an earlier one. kpis: those they are of; what else moved is not known
    here. against: ``year_before``, ``previous`` where the extracts reach no further back, or ``mixed``.
    """

    found: tuple[Change, ...]
    comparisons: int
    kpis: tuple[Kpi, ...]
    against: str


@dataclass(frozen=True)
class _Pair:
    """One number now and then, before it is known whether it moved."""

    kpi: Kpi
    split: Split | None
    group: str | None
    now: Measurement
    then: Measurement
    against: str
    periods: tuple[Period, Period]


def what_changed(answers: Answers, kpi_ids: Iterable[str], selection: Selection) -> Changes:
    """The changes of these KPIs over the selection, at most ``MOST``. A KPI that cannot follow its filters is left out."""
    pairs = [pair for kpi_id in kpi_ids for pair in _pairs(answers, answers.measure(kpi_id, selection))]
    compared = [pair for pair in pairs if _is_compared(pair)]
    z = NormalDist().inv_cdf(1 - CHANCE / 2 / max(len(compared), 1))
    moved = [pair for pair in compared if _way(pair.kpi, pair.now, pair.then, z)]
    told = _told_once(answers, moved, selection, z)
    found = sorted((_change(pair, z) for pair in told), key=lambda change: -change.strength)
    against = {pair.against for pair in compared}
    kpis = {pair.kpi.kpi_id: pair.kpi for pair in compared}
    held = against.pop() if len(against) == 1 else MIXED
    return Changes(tuple(found[:MOST]), len(compared), tuple(kpis.values()), held)


def _pairs(answers: Answers, answer: Answer) -> list[_Pair]:
    """The whole and every group, now and then; nothing where the KPI has no earlier period to be held against."""
    against = next((name for name in ("year_before", "previous") if _is_held(answer, getattr(answer, name))), None)
    if against is None or answer.ignored:
        return []
    earlier: Comparison = getattr(answer, against)
    then_period = Period(Month.of(earlier.first_day), Month.of(earlier.last_day))
    kpi, selection = answer.kpi, answer.selection
    then_selection = replace(selection, period=then_period)
    periods = (counted_period(kpi, selection.period), counted_period(kpi, then_period))
    pairs = [_Pair(kpi, None, None, answer.measurement, earlier.measurement, against, periods)]
    for split in SPLITS:
        if split in possible_splits(kpi):
            now, then = (_groups(answers, kpi, chosen, split) for chosen in (selection, then_selection))
            both = [group for group in now if group in then]
            # The only group is the whole under another name.
            pairs += [
                _Pair(kpi, split, group, now[group], then[group], against, periods)
                for group in both if len(now.keys() | then.keys()) > 1 and group is not None
            ]  # fmt: skip
    return pairs


def _is_held(answer: Answer, earlier: Comparison) -> bool:
    """Whether the two can be compared: whole months of delivered data, and none of them in both."""
    is_apart = answer.kpi.is_stock or earlier.last_day < counted_period(answer.kpi, answer.selection.period).first_day
    is_known = earlier.measurement.silence not in (Silence.NOT_COMPARABLE, Silence.NOT_DELIVERED, Silence.NOT_WHOLE)
    return is_apart and is_known


def _groups(answers: Answers, kpi: Kpi, selection: Selection, split: Split) -> dict[str | None, Measurement]:
    return {row.group: row.measurement for row in answers.split(kpi.kpi_id, selection, split).groups}


def _is_compared(pair: _Pair) -> bool:
    values = (pair.now.value, pair.then.value)
    return None not in values and min(pair.now.n or 0, pair.then.n or 0) >= pair.kpi.minimum_cases


def _way(kpi: Kpi, now: Measurement, then: Measurement, z: float) -> Movement | None:
    """Better or worse by more than z standard errors, or None."""
    moved = movement(kpi, now, then, z)
    return moved if moved in (Movement.BETTER, Movement.WORSE) else None


def _change(pair: _Pair, z: float) -> Change:
    way = _way(pair.kpi, pair.now, pair.then, z)
    strength = _strength(pair.kpi, pair.now, pair.then, z)
    return Change(pair.kpi, pair.split, pair.group, pair.now, pair.then, *pair.periods, way, strength)


def _strength(kpi: Kpi, now: Measurement, then: Measurement, least: float) -> float:
    """The largest z that still tells a movement, found by halving: one scale for every kind of number."""
    low, high = least, BEYOND_ALL
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (middle, high) if _way(kpi, now, then, middle) else (low, middle)
    return low


def _told_once(answers: Answers, moved: Sequence[_Pair], selection: Selection, z: float) -> list[_Pair]:
    """What moved, without those that say the same as another one."""
    unit_of = {team.team_id: team.unit_id for team in answers.choices.teams}
    echoes: set[int] = set()
    for _, same in _same_way(moved, z):
        for place, broad in same:
            within = [(spot, part) for spot, part in same if _lies_within(part, broad, unit_of)]
            for parts in (
                [one for one in within if one[1].split is not Split.PARAGRAPH and one[0] not in echoes],
                [one for one in within if one[1].split is Split.PARAGRAPH],
            ):
                if parts:
                    is_general = _is_general(broad, [part for _, part in parts], z)
                    echoes |= {spot for spot, _ in parts} if is_general else {place}
        echoes |= _crossed_echoes(answers, [one for one in same if one[0] not in echoes], selection, z)
    return [pair for place, pair in enumerate(moved) if place not in echoes]


def _same_way(moved: Sequence[_Pair], z: float) -> list[tuple[tuple, list[tuple[int, _Pair]]]]:
    """The pairs of one KPI that moved the same way with their places in ``moved``: units, then the whole, then the rest."""
    order = {Split.UNIT: 0, None: 1}
    sets: dict[tuple, list[tuple[int, _Pair]]] = {}
    for place, pair in enumerate(moved):
        sets.setdefault((pair.kpi.kpi_id, _way(pair.kpi, pair.now, pair.then, z)), []).append((place, pair))
    return [(key, sorted(same, key=lambda one: order.get(one[1].split, 2))) for key, same in sets.items()]


def _lies_within(part: _Pair, broad: _Pair, unit_of: dict[str, str | None]) -> bool:
    if broad.split is None:
        return part.split is not None
    return broad.split is Split.UNIT and part.split is Split.TEAM and unit_of.get(part.group) == broad.group


def _is_general(broad: _Pair, parts: Sequence[_Pair], z: float) -> bool:
    """Whether the movement is the broad one's own: the rest of it moved too, or there is no rest and several parts."""
    kpi = broad.kpi
    now = _rest(kpi, broad.now, [part.now for part in parts])
    then = _rest(kpi, broad.then, [part.then for part in parts])
    if now is None or then is None:
        return len(parts) > 1
    return _way(kpi, now, then, z) is not None and (now.value > then.value) == (broad.now.value > broad.then.value)


def _rest(kpi: Kpi, broad: Measurement, parts: Sequence[Measurement]) -> Measurement | None:
    """The number over what the parts leave; None where they leave nothing or one of them is hidden.

    The same citizen may be in two teams: the rest of a load is then a little too small, which decides only which of two
    true sentences is told.
    """
    if any(part.value is None for part in parts):
        return None
    if kpi.kind in (Kind.COUNT, Kind.STOCK):
        value = broad.value - sum(part.value for part in parts)
        return Measurement(value, int(value)) if value > 0 else None
    numerator = broad.numerator - sum(part.numerator for part in parts)
    denominator = broad.denominator - sum(part.denominator for part in parts)
    n = broad.n - sum(part.n for part in parts)
    if denominator <= 0 or n <= 0:
        return None
    return Measurement(max(numerator, 0) / denominator, n, numerator=max(numerator, 0), denominator=denominator)


def _crossed_echoes(
    answers: Answers, same: Sequence[tuple[int, _Pair]], selection: Selection, z: float
) -> set[int]:  # fmt: skip
    """Of a place and a paragraph that share the cases that moved, the one that would stand still without them."""
    echoes: set[int] = set()
    for spot, place in same:
        for other, paragraph in same:
            if place.split in PLACES and paragraph.split is Split.PARAGRAPH and not {spot, other} & echoes:
                shared = _shared(answers, place, paragraph, selection)
                own = [_is_general(one, [shared], z) for one in (place, paragraph)]
                if not all(own):
                    weaker = min((place, paragraph), key=lambda one: _strength(one.kpi, one.now, one.then, z))
                    is_echo = weaker is paragraph if own[0] == own[1] else own[0]
                    echoes.add(other if is_echo else spot)
    return echoes


def _shared(answers: Answers, place: _Pair, paragraph: _Pair, selection: Selection) -> _Pair:
    """The cases that belong to both, now and then."""
    kept = {"team_ids" if place.split is Split.TEAM else "unit_ids": (place.group,)}
    answer = answers.measure(place.kpi.kpi_id, replace(selection, paragraphs=(paragraph.group,), **kept))
    return replace(place, now=answer.measurement, then=getattr(answer, place.against).measurement)
