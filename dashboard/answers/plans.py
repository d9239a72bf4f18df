"""The action plans as adopted: what their documents say, and nothing else. What has happened since is in the register."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.initiative import InitiativeStatus


class Precision(StrEnum):
    """How exact a planned date is: "Marts" is a month, and its first day is not meant as a day."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class DependencyKind(StrEnum):
    """Whether one initiative must wait for the other, or they only hang together."""

    REQUIRES = "requires"
    RELATED = "related"


class Expected(StrEnum):
    """Where an initiative should move a number."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Phase:
    """One bar of the timetable; label is None where the initiative has but one.

    planned_start, planned_end: the first and the last day at their precision, as the document states them; None, and no
    precision, where its words name no calendar month, quarter, half-year or year ("efter sommerferien"). start_text,
    end_text: these words, None where it says nothing. ..._is_assumed: nobody wrote it; the note says what it rests on.
    ..._is_reported: the document tells of it as having happened. start_includes_planning: the bar begins with the planning,
    so that a recorded start, which is of the running, is no later for lying after the bar's.
    """

    phase_id: str
    initiative_id: str
    label: str | None
    planned_start: date | None
    start_precision: Precision | None
    start_text: str | None
    start_is_assumed: bool
    start_is_reported: bool
    start_includes_planning: bool
    planned_end: date | None
    end_precision: Precision | None
    end_text: str | None
    end_is_assumed: bool
    end_is_reported: bool
    note: str | None


@dataclass(frozen=True)
class Milestone:
    """One milestone of an initiative, of a goal, or of the plan as a whole (both ids None).

    planned_date: the last day at its precision, the first where the words say "fra" or "primo"; None where they
    name no calendar month or longer. is_reported: the document tells of it as having happened.
    """

    milestone_id: str
    plan_id: str
    goal_id: str | None
    initiative_id: str | None
    title: str
    planned_date: date | None
    precision: Precision | None
    date_text: str | None
    is_reported: bool
    note: str | None


@dataclass(frozen=True)
class Dependency:
    """``initiative_id`` depends on ``depends_on_id``; basis: the document's words."""

    initiative_id: str
    depends_on_id: str
    kind: DependencyKind
    basis: str | None


@dataclass(frozen=True)
class PlanNote:
    """One paragraph of status, verbatim; noted_on is None where the document is not dated."""

    note_id: str
    plan_id: str
    initiative_id: str | None
    noted_on: date | None
    text: str
    status: InitiativeStatus | None


@dataclass(frozen=True)
class KpiLink:
    """One KPI an initiative should move: for which team or paragraph (None: all), and what to compare with.

    comparison_fixed_on: the day the comparison was decided; None where nobody says. is_known: there is such a KPI; a
    misspelt id is told, never asked. is_example: the link, or its team or paragraph, is
    the example's and not the document's. note: the words it rests on.
    """

    initiative_id: str
    kpi_id: str
    expected: Expected
    team_id: str | None
    paragraph: str | None
    comparison_team_id: str | None
    comparison_paragraph: str | None
    comparison_fixed_on: date | None
    is_example: bool
    note: str | None
    is_known: bool


@dataclass(frozen=True)
class GoalMeasure:
    """How a goal is measured: a KPI of ours, the document's own measure, or both; target_text: what it wants of it."""

    goal_id: str | None
    kpi_id: str | None
    measure: str | None
    target_text: str | None
    note: str | None
    is_known: bool


@dataclass(frozen=True)
class Goal:
    """One goal of a plan. number: as the document numbers it, None where it does not."""

    goal_id: str
    plan_id: str
    number: str | None
    title: str
    description: str | None
    measures: tuple[GoalMeasure, ...]


@dataclass(frozen=True)
class Initiative:
    """One initiative in the document's words; None is what the document does not say.

    parent_id: the initiative it is a part of. status: only where the document itself declares one, and then with its
    reason. milestones in the file's order; phases and notes likewise.
    """

    initiative_id: str
    plan_id: str
    number: str | None
    title: str
    goal_id: str | None
    parent_id: str | None
    purpose: str | None
    description: str | None
    owner_role: str | None
    success_criteria: str | None
    next_step: str | None
    status: InitiativeStatus | None
    status_reason: str | None
    phases: tuple[Phase, ...]
    milestones: tuple[Milestone, ...]
    notes: tuple[PlanNote, ...]
    kpi_links: tuple[KpiLink, ...]
    depends_on: tuple[Dependency, ...]

    @property
    def has_dates(self) -> bool:
        """Whether any phase has a day at either end; one without is listed beside the timetable."""
        return any(phase.planned_start or phase.planned_end for phase in self.phases)


@dataclass(frozen=True)
class Plan:
    """One plan; initiatives in the order of its timetable or text.

    is_model: another municipality's plan, shown for its form: its KPI links are never tested on this one's data.
    period_text: the document's words about the two dates. documents: the files it was read from. milestones, notes and
    measures: of the plan or its goals as a whole, those of single initiatives apart.
    """

    plan_id: str
    title: str
    municipality: str | None
    owner_role: str | None
    first_date: date | None
    last_date: date | None
    period_text: str | None
    is_model: bool
    documents: tuple[str, ...]
    note: str | None
    goals: tuple[Goal, ...]
    measures: tuple[GoalMeasure, ...]
    milestones: tuple[Milestone, ...]
    notes: tuple[PlanNote, ...]
    initiatives: tuple[Initiative, ...]

    def initiative(self, initiative_id: str) -> Initiative | None:
        """The initiative with the id; None where the plan has none."""
        return next((one for one in self.initiatives if one.initiative_id == initiative_id), None)
