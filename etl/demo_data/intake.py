"""What comes in: when, which kind of case, from whom, and who is responsible."""

from dataclasses import dataclass

import numpy as np

from etl.demo_data.citizens import Citizens
from etl.demo_data.days import WorkingDays, in_season
from etl.demo_data.draws import choose, stream
from etl.demo_data.plan import TYPES, Plan
from etl.demo_data.staff import Staff

_OTHER_TEAMS_CITIZEN_SHARE = 0.12  # of the cases come from a citizen whose home team is another
JULY, CHRISTMAS = ((7, 1), (7, 31)), ((12, 20), (1, 2))


@dataclass
class Intake:
    """One entry per case in order of receipt. kind, team, type: positions in plan.kinds, plan.teams and TYPES.

    position: whose table the case lies on. worker: index into Staff.segments. Changed only where a remitted case
    takes the place of an ordinary one.
    """

    received: np.ndarray
    kind: np.ndarray
    team: np.ndarray
    type: np.ndarray
    citizen: np.ndarray
    position: np.ndarray
    worker: np.ndarray
    is_urgent: np.ndarray

    def __len__(self) -> int:
        return len(self.received)


def receive_cases(plan: Plan, seed: int, count: int, citizens: Citizens, staff: Staff, working: WorkingDays) -> Intake:
    """``count`` cases received from the plan's first day to its as-of day."""
    rng = stream(seed, "intake")
    received = _received_days(plan, rng, count, working)
    kind = choose(rng, [kind.weight for kind in plan.kinds], count)
    team = np.array([plan.team_index(kind.team) for kind in plan.kinds], dtype=np.int32)[kind]
    citizen = _citizens(rng, team, citizens)
    position = _positions(rng, team, citizen, citizens, staff)
    worker = staff.responsible(position, received)
    return Intake(
        received=received,
        kind=kind,
        team=team,
        type=_types(plan, rng, kind),
        citizen=citizen,
        position=position,
        worker=_with_temporary(plan, rng, received, team, worker, staff),
        is_urgent=rng.random(count) < plan.urgent_share,
    )


def _received_days(plan: Plan, rng: np.random.Generator, count: int, working: WorkingDays) -> np.ndarray:
    days = np.arange(plan.first_day, plan.as_of + 1)
    weight = np.where(working.is_working(days), 1.0, plan.weekend_weight)
    weight *= np.where(in_season(days, *JULY), plan.planted.july_intake_factor, 1.0)
    weight *= np.where(in_season(days, *CHRISTMAS), plan.planted.christmas_intake_factor, 1.0)
    weight *= (1 + plan.yearly_growth) ** ((days - plan.first_day) / 365.25)
    # Busier after the new year and after the summer holidays, as municipal desks know it.
    weight *= np.where(in_season(days, (1, 8), (3, 15)) | in_season(days, (8, 15), (10, 10)), 1.08, 1.0)
    return np.sort(days[choose(rng, weight, count)]).astype(np.int32)


def _types(plan: Plan, rng: np.random.Generator, kind: np.ndarray) -> np.ndarray:
    running = np.array([entry.running for entry in plan.kinds])[kind]
    drawn = {
        name: choose(rng, [plan.application_types[name][type_] for type_ in TYPES[:4]], len(kind))
        for name in ("running", "once")
    }
    return np.where(running, drawn["running"], drawn["once"]).astype(np.int32)


def _citizens(rng: np.random.Generator, team: np.ndarray, citizens: Citizens) -> np.ndarray:
    teams = len(citizens.first) - 1
    home = np.where(rng.random(len(team)) < _OTHER_TEAMS_CITIZEN_SHARE, rng.integers(0, teams, len(team)), team)
    first, count = citizens.first[home], np.diff(citizens.first)[home]
    # Some citizens apply often: the square of a uniform draw favours the low numbers of the team.
    return (first + (rng.random(len(team)) ** 1.6 * count).astype(int)).astype(np.int32)


def home_positions(citizens: Citizens, staff: Staff) -> np.ndarray:
    """The position whose holder is the citizen's fixed worker."""
    numbers = np.arange(len(citizens.team)) - citizens.first[citizens.team]
    first = np.array([positions[0] for positions in staff.positions])
    count = np.array([len(positions) for positions in staff.positions])
    return (first[citizens.team] + numbers % count[citizens.team]).astype(np.int32)


def _positions(
    rng: np.random.Generator, team: np.ndarray, citizen: np.ndarray, citizens: Citizens, staff: Staff
) -> np.ndarray:
    first = np.array([positions[0] for positions in staff.positions])
    count = np.array([len(positions) for positions in staff.positions])
    anyone = first[team] + (rng.random(len(team)) * count[team]).astype(int)
    return np.where(citizens.team[citizen] == team, home_positions(citizens, staff)[citizen], anyone).astype(np.int32)


def _with_temporary(
    plan: Plan, rng: np.random.Generator, received: np.ndarray, team: np.ndarray, worker: np.ndarray, staff: Staff
) -> np.ndarray:
    """From the planted day the temporary workers take their part of their team's new cases."""
    extra = plan.team_index(plan.planted.extra_worker_team)
    share = len(staff.temporary) / (len(staff.temporary) + len(staff.positions[extra]))
    taken = (team == extra) & (received >= plan.planted.extra_worker_from) & (rng.random(len(team)) < share)
    return np.where(taken, staff.temporary[rng.integers(0, len(staff.temporary), len(team))], worker).astype(np.int32)
