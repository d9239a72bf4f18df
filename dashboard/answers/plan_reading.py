"""The plans read from their tables, each row once and in the order of its file."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from dashboard.answers.plans import (
    Dependency,
    DependencyKind,
    Expected,
    Goal,
    GoalMeasure,
    Initiative,
    KpiLink,
    Milestone,
    Phase,
    Plan,
    PlanNote,
    Precision,
)
from dashboard.initiative import InitiativeStatus
from dashboard.kpi.registry import registry
from dashboard.warehouse import Warehouse

Read = TypeVar("Read")


def plans(warehouse: Warehouse) -> tuple[Plan, ...]:
    """Every plan, the municipality's own first; empty where it has none."""
    return warehouse.worked_out("plans", lambda: _plans(warehouse))


def unknown_kpi_ids(plans: Iterable[Plan]) -> tuple[str, ...]:
    """The KPI ids the plans link to that no definition answers to, in order: a misspelling to be told, not an error."""
    links = (link for plan in plans for one in plan.initiatives for link in one.kpi_links)
    measures = (measure for plan in plans for one in (plan, *plan.goals) for measure in one.measures)
    return tuple(sorted({one.kpi_id for one in (*links, *measures) if one.kpi_id is not None and not one.is_known}))


def _plans(warehouse: Warehouse) -> tuple[Plan, ...]:
    return tuple(_plan(warehouse, row) for row in _rows(warehouse, "plans", _PLAN, "is_model, rowid"))


def _plan(warehouse: Warehouse, row: tuple) -> Plan:
    *facts, document, note = row
    plan_id = facts[0]
    notes = _grouped(_rows(warehouse, "initiative_notes", _NOTE), _note, "initiative_id", plan_id)
    milestones = _grouped(_rows(warehouse, "initiative_milestones", _MILESTONE), _milestone, "initiative_id", plan_id)
    measures = _measures(warehouse, plan_id)
    return Plan(
        *facts,
        documents=tuple(name.strip() for name in document.split(",")),
        note=note,
        goals=tuple(
            Goal(*goal, measures=tuple(measures[goal[0]]))
            for goal in _rows(warehouse, "plan_goals", _GOAL)
            if goal[1] == plan_id
        ),
        measures=tuple(measures[None]),
        milestones=tuple(milestones[None]),
        notes=tuple(notes[None]),
        initiatives=_initiatives(warehouse, plan_id, milestones, notes),
    )


def _measures(warehouse: Warehouse, plan_id: str) -> dict[str | None, list[GoalMeasure]]:
    found = defaultdict(list)
    for owner, goal_id, kpi_id, *texts in _rows(warehouse, "goal_kpis", _MEASURE):
        if owner == plan_id:
            found[goal_id].append(GoalMeasure(goal_id, kpi_id, *texts, is_known=kpi_id in registry()))
    return found


def _initiatives(
    warehouse: Warehouse, plan_id: str, milestones: dict[str, list[Milestone]], notes: dict[str, list[PlanNote]]
) -> tuple[Initiative, ...]:
    phases = _grouped(_rows(warehouse, "initiative_phases", _PHASE), _phase, "initiative_id")
    links = _grouped(_rows(warehouse, "initiative_kpis", _LINK), _link, "initiative_id")
    needs = _grouped(_rows(warehouse, "initiative_dependencies", _DEPENDENCY), _dependency, "initiative_id")
    return tuple(
        Initiative(
            *facts,
            status=_status(status),
            status_reason=reason,
            phases=tuple(phases[facts[0]]),
            milestones=tuple(milestones[facts[0]]),
            notes=tuple(notes[facts[0]]),
            kpi_links=tuple(links[facts[0]]),
            depends_on=tuple(needs[facts[0]]),
        )
        for *facts, status, reason in _rows(warehouse, "initiatives", _INITIATIVE)
        if facts[1] == plan_id
    )


def _phase(row: tuple) -> Phase:
    phase = Phase(*row)
    return replace(
        phase, start_precision=_precision(phase.start_precision), end_precision=_precision(phase.end_precision)
    )


def _milestone(row: tuple) -> Milestone:
    milestone = Milestone(*row)
    return replace(milestone, precision=_precision(milestone.precision))


def _precision(value: str | None) -> Precision | None:
    return None if value is None else Precision(value)


def _note(row: tuple) -> PlanNote:
    *facts, status = row
    return PlanNote(*facts, _status(status))


def _link(row: tuple) -> KpiLink:
    initiative_id, kpi_id, expected, *rest = row
    return KpiLink(initiative_id, kpi_id, Expected(expected), *rest, is_known=kpi_id in registry())


def _dependency(row: tuple) -> Dependency:
    initiative_id, depends_on_id, kind, basis = row
    return Dependency(initiative_id, depends_on_id, DependencyKind(kind), basis)


def _status(value: str | None) -> InitiativeStatus | None:
    return None if value is None else InitiativeStatus(value)


def _grouped(
    rows: Iterable[tuple], read: Callable[[tuple], Read], by: str, plan_id: str | None = None
) -> dict[str | None, list[Read]]:
    """The rows read, by one of their ids, in order; of one plan where it is given."""
    found = defaultdict(list)
    for one in map(read, rows):
        if plan_id is None or one.plan_id == plan_id:
            found[getattr(one, by)].append(one)
    return found


def _rows(warehouse: Warehouse, table: str, columns: str, order: str = "rowid") -> list[tuple]:
    """The rows of a table in the order of its file."""
    return warehouse.rows(f"select {columns} from reference.{table} order by {order}")


_PLAN = "plan_id, title, municipality, owner_role, first_date, last_date, period_text, is_model, document, note"
_GOAL = "goal_id, plan_id, number, title, description"
_MEASURE = "plan_id, goal_id, kpi_id, measure, target_text, note"
_INITIATIVE = (
    "initiative_id, plan_id, number, title, goal_id, parent_id, purpose, description, owner_role, success_criteria, "
    "next_step, status, status_reason"
)
_PHASE = (
    "phase_id, initiative_id, label, planned_start, start_precision, start_text, start_is_assumed, start_is_reported, "
    "start_includes_planning, planned_end, end_precision, end_text, end_is_assumed, end_is_reported, note"
)
_MILESTONE = (
    "milestone_id, plan_id, goal_id, initiative_id, title, planned_date, precision, date_text, is_reported, note"
)
_DEPENDENCY = "initiative_id, depends_on_id, kind, basis"
_NOTE = "note_id, plan_id, initiative_id, noted_on, text, status"
_LINK = (
    "initiative_id, kpi_id, expected_direction, team_id, paragraph, comparison_team_id, comparison_paragraph, "
    "comparison_fixed_on, is_example, note"
)
