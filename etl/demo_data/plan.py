"""The example municipality's plan, read from ``etl/demo/municipality.toml``; days as numbers (see days.py)."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from etl.demo_data.days import day_number

_FOLDER = Path(__file__).resolve().parent.parent / "demo"

TYPES = ("new", "renewal", "follow_up", "own_initiative", "remitted")
OUTCOMES = ("granted", "partly_granted", "refused", "ended")
SUBTYPES = ("", "complex", "larger", "insulin")


@dataclass(frozen=True)
class Kind:
    """One kind of case. ``median`` and ``sigma``: lognormal processing days; ``deadline_days`` 0 means none."""

    paragraph: str
    subtype: str
    team: str
    weight: float
    median: float
    sigma: float
    deadline_days: int
    running: bool
    renewal_deadline_days: int | None = None


@dataclass(frozen=True)
class Team:
    """``caseworkers`` positions per staffing; ``ages`` of its citizens at the as-of day."""

    id: str
    caseworkers: int
    ages: list[int]


@dataclass(frozen=True)
class StaffMember:
    """Somebody who decides no cases."""

    worker_id: str
    team: str
    role: str
    fte: float


@dataclass(frozen=True)
class Processing:
    """What makes a case quick or slow: factors on its processing days, shares of the cases hit."""

    urgent_factor: float
    renewal_factor: float
    follow_up_factor: float
    slow_down_from: int
    slow_down_to: int
    slow_down_factor: float
    stuck_share: float
    stuck_factor: float
    parked_share: float
    parked_days: list[int]
    pulled_share: float
    month_spread: float
    longest_days: int


@dataclass(frozen=True)
class Planted:
    """The effects a reader should be able to find again."""

    workflow_from: int
    workflow_paragraph: str
    workflow_factor: float
    extra_worker_from: int
    extra_worker_team: str
    extra_worker_factor: float
    moved_worker_on: int
    moved_worker_from: str
    moved_worker_to: str
    july_intake_factor: float
    christmas_intake_factor: float
    july_deferred_share: float
    christmas_deferred_share: float


@dataclass(frozen=True)
class Plan:
    """The whole plan; the sections that are only drawn from stay dictionaries of shares."""

    first_day: int
    as_of: int
    full_extract_day: int
    daily_extract_days: list[int]
    daily_window_days: int
    cases_per_staffing: int
    cases_per_citizen: float
    yearly_growth: float
    weekend_weight: float
    withdrawn_share: float
    urgent_share: float
    remitted_share: float
    processing: Processing
    planted: Planted
    notices: dict[str, float]
    outcomes: dict[str, float]
    appeals: dict
    assignments: dict[str, float]
    faults: dict[str, float]
    application_types: dict[str, dict[str, float]]
    teams: list[Team]
    other_staff: list[StaffMember]
    kinds: list[Kind]

    def team_index(self, team_id: str) -> int:
        return [team.id for team in self.teams].index(team_id)


def _days_as_numbers(value: object) -> object:
    if isinstance(value, date):
        return day_number(value)
    if isinstance(value, dict):
        return {key: _days_as_numbers(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_days_as_numbers(entry) for entry in value]
    return value


@cache
def load_plan() -> Plan:
    """The plan as it stands in the file; a missing or unknown field stops with TypeError."""
    entry = _days_as_numbers(tomllib.loads((_FOLDER / "municipality.toml").read_text(encoding="utf-8")))
    parts = {"processing": Processing, "planted": Planted}
    lists = {"teams": Team, "other_staff": StaffMember, "kinds": Kind}
    plain = {field.name: entry[field.name] for field in fields(Plan) if field.name not in parts | lists}
    return Plan(
        **plain,
        **{name: kind(**entry[name]) for name, kind in parts.items()},
        **{name: [kind(**row) for row in entry[name]] for name, kind in lists.items()},
    )


@cache
def load_words() -> dict:
    """The Danish the files are written in (``etl/demo/words.toml``)."""
    return tomllib.loads((_FOLDER / "words.toml").read_text(encoding="utf-8"))
