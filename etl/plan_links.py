"""What holds between the rows of the plans' tables: every id leads somewhere, within its own plan, and nothing in a ring."""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from etl.reference_rows import invalid

# table, column, target table, its column, problem
LINKS = (
    ("plan_goals", "plan_id", "plans", "plan_id", "unknown_plan"),
    ("goal_kpis", "plan_id", "plans", "plan_id", "unknown_plan"),
    ("goal_kpis", "goal_id", "plan_goals", "goal_id", "unknown_goal"),
    ("initiatives", "plan_id", "plans", "plan_id", "unknown_plan"),
    ("initiatives", "goal_id", "plan_goals", "goal_id", "unknown_goal"),
    ("initiatives", "parent_id", "initiatives", "initiative_id", "unknown_initiative"),
    ("initiative_phases", "initiative_id", "initiatives", "initiative_id", "unknown_initiative"),
    ("initiative_milestones", "plan_id", "plans", "plan_id", "unknown_plan"),
    ("initiative_milestones", "goal_id", "plan_goals", "goal_id", "unknown_goal"),
    ("initiative_milestones", "initiative_id", "initiatives", "initiative_id", "unknown_initiative"),
    ("initiative_dependencies", "initiative_id", "initiatives", "initiative_id", "unknown_initiative"),
    ("initiative_dependencies", "depends_on_id", "initiatives", "initiative_id", "unknown_initiative"),
    ("initiative_notes", "plan_id", "plans", "plan_id", "unknown_plan"),
    ("initiative_notes", "initiative_id", "initiatives", "initiative_id", "unknown_initiative"),
    ("events", "initiative_id", "initiatives", "initiative_id", "unknown_initiative"),
    ("initiative_kpis", "initiative_id", "initiatives", "initiative_id", "unknown_initiative"),
    ("initiative_kpis", "team_id", "teams", "team_id", "unknown_team"),
    ("initiative_kpis", "paragraph", "paragraphs", "paragraph", "unknown_paragraph"),
    ("initiative_kpis", "comparison_team_id", "teams", "team_id", "unknown_team"),
    ("initiative_kpis", "comparison_paragraph", "paragraphs", "paragraph", "unknown_paragraph"),
)
# table, column, target table, its column, problem: the row and what it points at name the same plan
_WITHIN_A_PLAN = (
    ("goal_kpis", "goal_id", "plan_goals", "goal_id", "goal_of_another_plan"),
    ("initiatives", "goal_id", "plan_goals", "goal_id", "goal_of_another_plan"),
    ("initiatives", "parent_id", "initiatives", "initiative_id", "initiative_of_another_plan"),
    ("initiative_milestones", "goal_id", "plan_goals", "goal_id", "goal_of_another_plan"),
    ("initiative_milestones", "initiative_id", "initiatives", "initiative_id", "initiative_of_another_plan"),
    ("initiative_notes", "initiative_id", "initiatives", "initiative_id", "initiative_of_another_plan"),
)


def check_plans(connection: duckdb.DuckDBPyConnection, folder: Path, lines: dict[str, list[int]]) -> None:
    """Raise ReferenceInvalid where a row reaches into another plan, a part has parts, or dependencies go in a ring.

    lines: the line of each row of each table, in the tables' order; the ids are known to exist.
    """
    for table, column, target, key, problem in _WITHIN_A_PLAN:
        found = connection.execute(
            f"select pointing.rowid, pointing.{column} from reference.{table} as pointing "
            f"join reference.{target} as target on target.{key} = pointing.{column} "
            "where target.plan_id <> pointing.plan_id order by 1 limit 1"
        ).fetchone()
        if found:
            raise invalid(folder / f"{table}.csv", lines[table][found[0]], column, problem, value=found[1])
    _check_parts(connection, folder, lines["initiatives"])
    _check_rings(connection, folder, lines["initiative_dependencies"])


def _check_parts(connection: duckdb.DuckDBPyConnection, folder: Path, lines: list[int]) -> None:
    found = connection.execute(
        "select part.rowid, part.parent_id from reference.initiatives as part "
        "join reference.initiatives as whole on whole.initiative_id = part.parent_id "
        "where whole.parent_id is not null order by 1 limit 1"
    ).fetchone()
    if found:
        raise invalid(folder / "initiatives.csv", lines[found[0]], "parent_id", "part_of_a_part", value=found[1])


def _check_rings(connection: duckdb.DuckDBPyConnection, folder: Path, lines: list[int]) -> None:
    """A ring of requirements could never begin; what is only related may go both ways."""
    rows = connection.execute(
        "select initiative_id, depends_on_id, rowid from reference.initiative_dependencies "
        "where kind = 'requires' order by rowid"
    ).fetchall()
    graph: dict[str, set[str]] = {}
    for initiative_id, depends_on_id, _ in rows:
        graph.setdefault(initiative_id, set()).add(depends_on_id)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = error.args[1]
        last = max(row for one, other, row in rows if one in ring and other in ring)
        file = folder / "initiative_dependencies.csv"
        raise invalid(file, lines[last], "depends_on_id", "dependency_cycle", ring=", ".join(ring)) from None
