"""Questions about the single worker that are no KPI: the spread within each team, and a team leader's own workers.

A worker's figures are personal data about an employee (kpis.md, "Caseload"): the spread names nobody and needs five workers
in the team, except for the team's own leader; the single workers are told to nobody but that leader. Of five workers the
quartiles are the figures of three, so everybody but that leader reads them rounded to the nearest five.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import floor
from statistics import quantiles

from dashboard.access import Role, Viewer
from dashboard.answers.results import SplitAnswer
from dashboard.answers.scope import Scope
from dashboard.kpi.query import SQL, rows_query, stock_day
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import Measurement, Split
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse

FEWEST_WORKERS = 5
ROUNDED_TO = 5
Place = tuple[str | None, str | None]  # worker_id, team_id


@dataclass(frozen=True)
class TeamSpread:
    """Citizens per full-time position over the workers of one team.

    team: the team's own number as this viewer reads it. workers: caseworkers with hours in the team as their main one.
    quartiles: lower quartile, median, upper quartile; None where there are too few workers, or the number is not told.
    is_rounded: they are told to the nearest ``ROUNDED_TO``.
    """

    team_id: str
    team: Measurement
    workers: int
    quartiles: tuple[float, float, float] | None
    is_rounded: bool = False


@dataclass(frozen=True)
class WorkerLoad:
    """What one caseworker has in one team. worker_id: the initials; None is the rest: nobody, or who is no caseworker there.

    fte: share of a full-time position in this team. citizens: None where assignments were not delivered.
    open_cases, points: the team's own cases with this worker as primary responsible.
    """

    worker_id: str | None
    fte: float
    is_temporary: bool
    citizens: int | None
    open_cases: int
    points: float


@dataclass(frozen=True)
class OwnTeam:
    """A leader's own team on one day; workers in the alphabetical order of their initials, the rest last."""

    team_id: str
    day: date
    workers: tuple[WorkerLoad, ...]


@dataclass(frozen=True)
class CaseWeight:
    """The points of one kind of case. application_type: None is any other."""

    paragraph: str
    application_type: str | None
    weight: float
    is_example: bool
    valid_from: date


def team_spreads(
    warehouse: Warehouse, scope: Scope, teams: SplitAnswer, selection: Selection, as_of: date
) -> tuple[TeamSpread, ...]:
    """The spread in each team of the split of citizens_per_fte by team, in its order; teams without a worker left out."""
    everywhere = replace(selection, unit_ids=(), team_ids=())
    positions = _positions(warehouse, everywhere, as_of)
    citizens = _citizens(warehouse, everywhere, as_of)
    loads = _loads_by_team(positions, citizens)
    return tuple(
        _spread(scope, selection, group.group, group.measurement, loads[group.group])
        for group in teams.groups if group.group in loads
    )  # fmt: skip


def own_teams(
    warehouse: Warehouse, viewer: Viewer, selection: Selection, as_of: date, has_citizens: bool
) -> tuple[OwnTeam, ...]:
    """The single workers of the teams the viewer leads, as far as the selection keeps these; empty for everybody else."""
    if viewer.role is not Role.TEAM_LEADER:
        return ()
    # A position has no paragraph: what is shared out is all the team has, as in open_cases_per_fte.
    own = replace(selection, team_ids=_led(viewer, selection), paragraphs=(), application_types=())
    if not own.team_ids:
        return ()
    positions = _positions(warehouse, own, as_of)
    citizens = _citizens(warehouse, own, as_of) if has_citizens else None
    cases = _open_cases(warehouse, own, as_of)
    teams = sorted({team for _, team in positions if team is not None})
    day = stock_day(selection, as_of)
    return tuple(OwnTeam(team, day, _workers(team, positions, citizens, cases)) for team in teams)


def case_weights(warehouse: Warehouse, day: date) -> tuple[CaseWeight, ...]:
    """The points in force on a day; where there are none every case weighs one."""
    sql = (SQL / "case_weights_in_force.sql").read_text(encoding="utf-8")
    return tuple(CaseWeight(*row) for row in warehouse.rows(sql, {"day": day}))


def _led(viewer: Viewer, selection: Selection) -> tuple[str, ...]:
    return tuple(sorted(viewer.team_ids & frozenset(selection.team_ids or viewer.team_ids)))


def _positions(warehouse: Warehouse, selection: Selection, as_of: date) -> dict[Place, tuple[float, bool]]:
    """Full-time positions and whether they are temporary, per caseworker and team."""
    query = rows_query(find_kpi("fte"), "cases", selection, as_of, None, "workers_in_force")
    return {
        (worker, team): (fte, is_temporary)
        for worker, team, fte, is_temporary in warehouse.rows(query.sql, query.parameters)
    }


def _citizens(warehouse: Warehouse, selection: Selection, as_of: date) -> dict[Place, int]:
    query = rows_query(find_kpi("citizens_per_fte"), "numerator", selection, as_of, None, "citizens_by_worker")
    return {(worker, team): citizens for worker, team, citizens in warehouse.rows(query.sql, query.parameters)}


def _open_cases(warehouse: Warehouse, selection: Selection, as_of: date) -> dict[Place, tuple[int, float]]:
    query = rows_query(find_kpi("open_cases"), "cases", selection, as_of, None, "open_cases_by_worker")
    return {
        (worker, team): (cases, points) for worker, team, cases, points in warehouse.rows(query.sql, query.parameters)
    }


def _loads_by_team(
    positions: Mapping[Place, tuple[float, bool]], citizens: Mapping[Place, int]
) -> dict[str | None, list[tuple[int, float]]]:
    """Citizens and full-time positions of each worker with hours, under the worker's main team: the one with most hours,
    then the lowest id, as the warehouse places the citizens."""
    hours: dict[str | None, dict[str | None, float]] = {}
    for (worker, team), (fte, _) in positions.items():
        hours.setdefault(worker, {})[team] = fte
    loads: dict[str | None, list[tuple[int, float]]] = {}
    for worker, by_team in hours.items():
        main = min(by_team, key=lambda team: (-by_team[team], team is None, team or ""))
        if sum(by_team.values()) > 0:
            loads.setdefault(main, []).append((citizens.get((worker, main), 0), sum(by_team.values())))
    return loads


def _spread(
    scope: Scope, selection: Selection, team_id: str, team: Measurement, loads: Iterable[tuple[int, float]]
) -> TeamSpread:
    """Whoever may not open the team's rows reads no quartiles where some worker has a small number of citizens."""
    workers = list(loads)
    leads = scope.viewer.role is Role.TEAM_LEADER and team_id in scope.viewer.team_ids
    is_small = any(1 <= citizens < scope.limit for citizens, _ in workers)
    is_told = team.value is not None and (not is_small or scope.may_open(selection, Split.TEAM, team_id))
    is_enough = len(workers) >= (2 if leads else FEWEST_WORKERS)
    values = [citizens / fte for citizens, fte in workers]
    told = tuple(quantiles(values, n=4, method="inclusive")) if is_enough and is_told else None
    if told and not leads:
        told = tuple(float(ROUNDED_TO * floor(value / ROUNDED_TO + 0.5)) for value in told)
    return TeamSpread(team_id, team, len(workers), told, is_rounded=not leads)


def _workers(
    team: str, positions: Mapping[Place, tuple[float, bool]], citizens: Mapping[Place, int] | None,
    cases: Mapping[Place, tuple[int, float]],
) -> tuple[WorkerLoad, ...]:  # fmt: skip
    """Everybody who holds a position in the team, and last what is with nobody of them."""
    names = sorted(worker for worker, place in positions if place == team)
    told = [
        WorkerLoad(
            name, *positions[name, team], None if citizens is None else citizens.get((name, team), 0),
            *cases.get((name, team), (0, 0.0)),
        )
        for name in names
    ]  # fmt: skip
    rest = [count for (worker, place), count in cases.items() if place == team and worker not in names]
    others = {worker: count for (worker, place), count in (citizens or {}).items() if place == team}
    citizens_left = sum(count for worker, count in others.items() if worker not in names)
    if rest or citizens_left:
        opened, points = (sum(axis) for axis in zip((0, 0.0), *rest, strict=True))
        told.append(WorkerLoad(None, 0.0, False, None if citizens is None else citizens_left, opened, points))
    return tuple(told)
