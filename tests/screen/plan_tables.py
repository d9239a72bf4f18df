"""The plans of data/reference as rows for a small warehouse, and the example's register beside it."""

import csv
from functools import cache
from pathlib import Path

from dashboard.access import CHIEF, Viewer
from dashboard.register import Content, Register, Writer
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import AS_OF, small_cases

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
TABLES = (
    "plans", "plan_goals", "goal_kpis", "initiatives", "initiative_phases", "initiative_milestones",
    "initiative_dependencies", "initiative_notes", "initiative_kpis",
)  # fmt: skip


@cache
def plan_tables() -> dict[str, list[dict]]:
    """``reference.<table>`` → its rows as text, None where nothing stands; the teams are those of the small warehouse."""
    tables = {}
    for name in TABLES:
        with (REFERENCE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            tables[f"reference.{name}"] = [
                {key: value or None for key, value in row.items()} for row in csv.DictReader(file, delimiter=";")
            ]
    teams = {"handicap": "T1", "botilbud": "T2", "hjaelpemidler": "T3"}
    for link in tables["reference.initiative_kpis"]:
        link["team_id"], link["comparison_team_id"] = (
            teams.get(link[key]) for key in ("team_id", "comparison_team_id")
        )
    return tables


def with_plans(folder: Path, *rows: tuple, is_example: bool = True) -> Path:
    """A small municipality that has the four plans. rows: its slides (kpi_ids, chart, text)."""
    deck = [{"slide": n, "kpi_ids": ids, "chart": chart, "text": text} for n, (ids, chart, text) in enumerate(rows, 1)]
    others = plan_tables() | {"reference.deck": deck}
    return contract_warehouse(folder, small_cases(300), AS_OF, is_example=is_example, others=others)


def write(folder: Path, when: object, content: Content, viewer: Viewer = CHIEF, initials: str = "MK", **more: object):
    """Save an entry as a reader would."""
    return Register.open(folder).append(viewer, Writer(initials), when, content, **more)
