"""Fixed workers of citizens with running help: who followed whom, and why."""

from dataclasses import dataclass

import numpy as np

from etl.demo_data.citizens import Citizens
from etl.demo_data.days import NONE
from etl.demo_data.draws import stream
from etl.demo_data.intake import Intake, home_positions
from etl.demo_data.plan import Plan
from etl.demo_data.staff import Segment, Staff

FIRST, PLANNED, UNPLANNED = 0, 1, 2
_FAR_AHEAD = 30_000
_SHORTEST = 60
_LONGEST_BEFORE = 1_400


@dataclass(frozen=True)
class Assignments:
    """One entry per period of one worker with one citizen, by citizen and first day.

    worker: index into Staff.segments. last: NONE while it runs. reason: FIRST, PLANNED or UNPLANNED.
    """

    citizen: np.ndarray
    worker: np.ndarray
    first: np.ndarray
    last: np.ndarray
    reason: np.ndarray


def assign_workers(plan: Plan, seed: int, intake: Intake, citizens: Citizens, staff: Staff) -> Assignments:
    """The chain of fixed workers for each citizen with running help."""
    rng = stream(seed, "assignments")
    citizen, first = _citizens_with_help(plan, rng, intake)
    size = len(citizen)
    lasting = first + _SHORTEST + (rng.exponential(520, size)).astype(np.int32)
    ends = (rng.random(size) < plan.assignments["ended_share"]) & (lasting <= plan.as_of)
    end = np.where(ends, lasting, plan.as_of + 1)
    position = home_positions(citizens, staff)[citizen]
    seen_from = np.maximum(first, plan.first_day)
    switch = (rng.random(size) < plan.assignments["switch_share"]) & (end - seen_from > 200)
    middle = seen_from + ((end - seen_from) * rng.uniform(0.2, 0.8, size)).astype(np.int32)
    changed = np.where(switch, middle, end)
    other = _next_position(citizens, staff, citizen, position)
    spans = (
        np.concatenate([citizen, citizen[switch]]),
        np.concatenate([position, other[switch]]),
        np.concatenate([first, changed[switch]]),
        np.concatenate([changed, end[switch]]),
    )
    return _reasoned(plan, rng, *_by_holder(staff, *spans))


def _next_position(citizens: Citizens, staff: Staff, citizen: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Another position of the citizen's home team."""
    first = np.array([positions[0] for positions in staff.positions])[citizens.team[citizen]]
    count = np.array([len(positions) for positions in staff.positions])[citizens.team[citizen]]
    return first + (position - first + 1) % count


def _citizens_with_help(plan: Plan, rng: np.random.Generator, intake: Intake) -> tuple[np.ndarray, np.ndarray]:
    running = np.array([kind.running for kind in plan.kinds])[intake.kind]
    citizen, row = np.unique(np.where(running, intake.citizen, -1), return_index=True)
    kept = (citizen >= 0) & (rng.random(len(citizen)) < plan.assignments["citizen_share"])
    citizen, row = citizen[kept], row[kept]
    size = len(citizen)
    first = intake.received[row] + rng.integers(1, 15, size)
    earlier = plan.first_day - rng.integers(1, _LONGEST_BEFORE, size)
    first = np.where(rng.random(size) < plan.assignments["before_2021_share"], earlier, first)
    known = first <= plan.as_of
    return citizen[known], first[known]


def _by_holder(staff: Staff, citizen: np.ndarray, position: np.ndarray, first: np.ndarray, end: np.ndarray) -> tuple:
    """Cut each span where the position changes hands; ``end`` is the day after the last. Vacancies stay gaps."""
    parts = []
    by_position: dict[int, list[int]] = {}
    for index, segment in enumerate(staff.segments):
        if not segment.is_temporary:
            by_position.setdefault(segment.position, []).append(index)
    depth = max(len(held) for held in by_position.values())
    for number in range(depth):
        index = np.array([held[number] if number < len(held) else NONE for _, held in sorted(by_position.items())])
        starts = np.array([NONE if i == NONE else staff.segments[i].first for i in index])
        # A position without so many holders has a span that is empty.
        stops = np.array([NONE if i == NONE else _end(staff.segments[i]) for i in index])
        low, high = np.maximum(first, starts[position]), np.minimum(end, stops[position])
        kept = high > low
        parts.append((citizen[kept], index[position][kept], low[kept], high[kept]))
    return tuple(np.concatenate(columns) for columns in zip(*parts, strict=True))


def _end(segment: Segment) -> int:
    """The day after the segment's last; far ahead while it runs."""
    return _FAR_AHEAD if segment.last == NONE else segment.last + 1


def _reasoned(
    plan: Plan, rng: np.random.Generator, citizen: np.ndarray, worker: np.ndarray, first: np.ndarray, end: np.ndarray
) -> Assignments:
    order = np.lexsort((first, citizen))
    citizen, worker, first, end = citizen[order], worker[order], first[order], end[order]
    is_first = np.concatenate([[True], citizen[1:] != citizen[:-1]])[: len(citizen)]
    unplanned = rng.random(len(citizen)) < plan.assignments["unplanned_share"]
    reason = np.where(is_first, FIRST, np.where(unplanned, UNPLANNED, PLANNED))
    return Assignments(citizen, worker, first, np.where(end > plan.as_of, NONE, end - 1), reason)
