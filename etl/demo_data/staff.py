"""Positions and the people who hold them one after another."""

from dataclasses import dataclass, replace

import numpy as np

from etl.demo_data.days import NONE
from etl.demo_data.draws import stream
from etl.demo_data.plan import Plan

_FTES = (1.0, 1.0, 1.0, 0.8, 0.86, 0.92)
_DEPARTURE_SHARES = (0.38, 0.10)  # of the positions: a first and a second departure
_LONGEST_VACANCY = 75
_HOURS_CHANGED_SHARE = 0.3  # of the employments longer than 400 days in the example


@dataclass(frozen=True)
class Segment:
    """One worker in one position; ``last`` is NONE while it runs.

    ``fte_changed``: first day with ``later_fte``. ``moved``: first day in ``later_team``. Nobody has both.
    """

    position: int
    worker_id: str
    team: int
    fte: float
    first: int
    last: int
    is_temporary: bool = False
    fte_changed: int = NONE
    later_fte: float = 0.0
    moved: int = NONE
    later_team: int = NONE


@dataclass(frozen=True)
class Staff:
    """``positions[t]`` are team t's positions; ``holder[position, day - first_day]`` the index into ``segments``."""

    segments: list[Segment]
    positions: list[np.ndarray]
    holder: np.ndarray
    first_day: int

    @property
    def temporary(self) -> np.ndarray:
        """Indices into ``segments`` of the temporary workers."""
        return np.array([index for index, segment in enumerate(self.segments) if segment.is_temporary], dtype=np.int32)

    def responsible(self, position: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Index into ``segments`` of who holds the position that day, or of the next holder while it is vacant."""
        return self.holder[position, np.clip(day - self.first_day, 0, self.holder.shape[1] - 1)]


def employ_staff(plan: Plan, seed: int, cases: int) -> Staff:
    """Caseworkers in proportion to the cases (27 and one temporary at ``cases_per_staffing``)."""
    rng = stream(seed, "staff")
    scale = max(1, round(cases / plan.cases_per_staffing))
    segments: list[Segment] = []
    positions: list[np.ndarray] = []
    position = 0
    for team_index, team in enumerate(plan.teams):
        count = team.caseworkers * scale
        for _ in range(count):
            segments += _holders(plan, rng, position, team_index, len(segments))
            position += 1
        positions.append(np.arange(position - count, position))
    _move_one(plan, segments)
    extra = plan.team_index(plan.planted.extra_worker_team)
    start = plan.planted.extra_worker_from
    for index in range(scale):
        worker_id = f"SB{len(segments) + 1:03d}"
        segments.append(Segment(position + index, worker_id, extra, 1.0, start, NONE, is_temporary=True))
    return Staff(segments, positions, _holder_table(plan, segments, position), plan.first_day)


def _move_one(plan: Plan, segments: list[Segment]) -> None:
    """Let the first worker of the team who was there before the day and still is go to the other team on that day."""
    day, team = plan.planted.moved_worker_on, plan.team_index(plan.planted.moved_worker_from)
    for index, segment in enumerate(segments):
        stays = segment.team == team and segment.first < day and segment.last == NONE
        if stays and segment.fte_changed == NONE:
            segments[index] = replace(segment, moved=day, later_team=plan.team_index(plan.planted.moved_worker_to))
            return


def _holders(plan: Plan, rng: np.random.Generator, position: int, team: int, known: int) -> list[Segment]:
    """The one to three people of one position, the first employed before the example begins."""
    first = plan.first_day - int(rng.integers(60, 2_900))
    departures = sum(rng.random() < share for share in _DEPARTURE_SHARES)
    leaving = np.sort(rng.integers(plan.first_day + 60, plan.as_of - 60, departures))
    if departures == 2 and leaving[1] - leaving[0] < 2 * _LONGEST_VACANCY:
        leaving = leaving[:1]
    segments = []
    for number, last in enumerate([*leaving.tolist(), NONE]):
        fte = _FTES[rng.integers(len(_FTES))]
        changed, later = _changed_hours(plan, rng, first, last)
        segments.append(Segment(position, f"SB{known + number + 1:03d}", team, fte, first, last, False, changed, later))
        first = last + 1 + int(rng.integers(0, _LONGEST_VACANCY))
    return segments


def _changed_hours(plan: Plan, rng: np.random.Generator, first: int, last: int) -> tuple[int, float]:
    end = plan.as_of if last == NONE else last
    start = max(first, plan.first_day)
    if end - start < 400 or rng.random() > _HOURS_CHANGED_SHARE:
        return NONE, 0.0
    return int(rng.integers(start + 100, end - 100)), 0.7


def _holder_table(plan: Plan, segments: list[Segment], positions: int) -> np.ndarray:
    days = np.arange(plan.first_day, plan.as_of + 1)
    table = np.zeros((positions, len(days)), dtype=np.int32)
    # Latest holder first: each earlier one then takes the days up to the own departure, vacancies stay with the next.
    for index in range(len(segments) - 1, -1, -1):
        segment = segments[index]
        if not segment.is_temporary:
            held = days <= segment.last if segment.last != NONE else np.ones(len(days), dtype=bool)
            table[segment.position, held] = index
    return table
