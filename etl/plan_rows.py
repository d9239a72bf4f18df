"""The action plans' tables: their columns, and what one row must say. A document's silence is an empty cell."""

import re
from pathlib import Path

from etl.reference_rows import Row, RowCheck, invalid

STATUSES = ("not_started", "on_track", "at_risk", "off_track", "done", "retired")
PRECISIONS = ("day", "month", "quarter", "half_year", "year")
DIRECTIONS = ("up", "down")
KINDS = ("requires", "related")

# table -> its columns in the file's order, and the columns no two rows may share.
PLAN_SCHEMAS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "plans": (
        (
            "plan_id text", "title text", "municipality text?", "owner_role text?", "first_date date?",
            "last_date date?", "period_text text?", "is_model boolean", "document text", "note text?",
        ),
        ("plan_id",),
    ),
    "plan_goals": (
        ("goal_id text", "plan_id text", "number text?", "title text", "description text?"),
        ("goal_id",),
    ),
    "goal_kpis": (
        ("plan_id text", "goal_id text?", "kpi_id text?", "measure text?", "target_text text?", "note text?"),
        ("plan_id", "goal_id", "kpi_id", "measure"),
    ),
    "initiatives": (
        (
            "initiative_id text", "plan_id text", "number text?", "title text", "goal_id text?", "parent_id text?",
            "purpose text?", "description text?", "owner_role text?", "success_criteria text?", "next_step text?",
            "status text?", "status_reason text?",
        ),
        ("initiative_id",),
    ),
    "initiative_phases": (
        (
            "phase_id text", "initiative_id text", "label text?", "planned_start date?", "start_precision text?",
            "start_text text?", "start_is_assumed boolean", "start_is_reported boolean", "start_includes_planning boolean",
            "planned_end date?", "end_precision text?", "end_text text?", "end_is_assumed boolean",
            "end_is_reported boolean", "note text?",
        ),
        ("phase_id",),
    ),
    "initiative_milestones": (
        (
            "milestone_id text", "plan_id text", "goal_id text?", "initiative_id text?", "title text",
            "planned_date date?", "precision text?", "date_text text?", "is_reported boolean", "note text?",
        ),
        ("milestone_id",),
    ),
    "initiative_dependencies": (
        ("initiative_id text", "depends_on_id text", "kind text", "basis text?"),
        ("initiative_id", "depends_on_id"),
    ),
    "initiative_notes": (
        ("note_id text", "plan_id text", "initiative_id text?", "noted_on date?", "text text", "status text?"),
        ("note_id",),
    ),
    "initiative_kpis": (
        (
            "initiative_id text", "kpi_id text", "expected_direction text", "team_id text?", "paragraph text?",
            "comparison_team_id text?", "comparison_paragraph text?", "comparison_fixed_on date?", "is_example boolean",
            "note text?",
        ),
        ("initiative_id", "kpi_id", "team_id", "paragraph"),
    ),
}  # fmt: skip


def _check_plan(file: Path, line: int, row: Row) -> None:
    _in_order(file, line, row, "first_date", "last_date")


def _check_goal_kpi(file: Path, line: int, row: Row) -> None:
    """A row names a KPI of ours, the document's own measure, or both."""
    if row["kpi_id"] is None and row["measure"] is None:
        raise invalid(file, line, "kpi_id", "no_measure")
    _check_kpi_id(file, line, row)


def _check_initiative(file: Path, line: int, row: Row) -> None:
    """A status without its reason says nothing (kpis.md, "Initiatives")."""
    _one_of(file, line, row, "status", STATUSES)
    if row["status"] is not None and row["status_reason"] is None:
        raise invalid(file, line, "status_reason", "status_without_reason", status=row["status"])
    if row["parent_id"] == row["initiative_id"]:
        raise invalid(file, line, "parent_id", "own_parent", value=row["initiative_id"])


def _check_phase(file: Path, line: int, row: Row) -> None:
    for end in ("start", "end"):
        _dated(file, line, row, f"planned_{end}", f"{end}_precision")
        # An assumption has no words of the document beside it, so its note must say what it rests on.
        if row[f"{end}_is_assumed"] and row["note"] is None:
            raise invalid(file, line, "note", "assumed_without_note")
        if row[f"{end}_is_assumed"] and row[f"planned_{end}"] is None:
            raise invalid(file, line, f"planned_{end}", "blank")
    if row["start_includes_planning"] and row["planned_start"] is None:
        raise invalid(file, line, "planned_start", "blank")
    _in_order(file, line, row, "planned_start", "planned_end")


def _check_milestone(file: Path, line: int, row: Row) -> None:
    _dated(file, line, row, "planned_date", "precision")


def _check_dependency(file: Path, line: int, row: Row) -> None:
    _one_of(file, line, row, "kind", KINDS)
    if row["initiative_id"] == row["depends_on_id"]:
        raise invalid(file, line, "depends_on_id", "depends_on_itself", value=row["initiative_id"])


def _check_note(file: Path, line: int, row: Row) -> None:
    _one_of(file, line, row, "status", STATUSES)


def _check_kpi_link(file: Path, line: int, row: Row) -> None:
    """A comparison stands for what the initiative did not touch, so it must differ from what it did."""
    _one_of(file, line, row, "expected_direction", DIRECTIONS)
    _check_kpi_id(file, line, row)
    for own in ("team_id", "paragraph"):
        other = f"comparison_{own}"
        if row[other] is not None and row[other] == row[own]:
            raise invalid(file, line, other, "compared_with_itself", value=row[own])
    if (
        row["comparison_fixed_on"] is not None
        and row["comparison_team_id"] is None
        and row["comparison_paragraph"] is None
    ):
        raise invalid(file, line, "comparison_fixed_on", "fixed_without_comparison", value=row["comparison_fixed_on"])


def _check_kpi_id(file: Path, line: int, row: Row) -> None:
    """Which KPI ids there are is the dashboard's to know."""
    kpi_id = row["kpi_id"]
    if kpi_id is not None and not re.fullmatch(r"[a-z][a-z0-9_]*", kpi_id):
        raise invalid(file, line, "kpi_id", "bad_kpi_id", value=kpi_id)


def _one_of(file: Path, line: int, row: Row, column: str, allowed: tuple[str, ...]) -> None:
    if row[column] is not None and row[column] not in allowed:
        raise invalid(file, line, column, "unknown_value", field=column, value=row[column], allowed=", ".join(allowed))


def _dated(file: Path, line: int, row: Row, day: str, precision: str) -> None:
    """How exact a date is belongs to it: a month shown as its first day would be read as that day."""
    _one_of(file, line, row, precision, PRECISIONS)
    if row[day] is not None and row[precision] is None:
        raise invalid(file, line, precision, "date_without_precision", value=row[day])
    if row[day] is None and row[precision] is not None:
        raise invalid(file, line, day, "precision_without_date", value=row[precision])


def _in_order(file: Path, line: int, row: Row, first: str, last: str) -> None:
    if row[first] is not None and row[last] is not None and row[last] < row[first]:
        raise invalid(file, line, last, "ends_before", value=row[last], first=row[first])


PLAN_CHECKS: dict[str, RowCheck] = {
    "plans": _check_plan,
    "goal_kpis": _check_goal_kpi,
    "initiatives": _check_initiative,
    "initiative_phases": _check_phase,
    "initiative_milestones": _check_milestone,
    "initiative_dependencies": _check_dependency,
    "initiative_notes": _check_note,
    "initiative_kpis": _check_kpi_link,
}
