"""The plans' own documents beside the checkout, and the tables read from them."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "documents"
REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
CVV, TIMETABLE = "handleplan-cvv-2023.txt", "handleplan-cvv-2023-tidsplan.txt"
REVERSALS = "opfoelgning-omgoerelsesprocent-2022.txt"
COPENHAGEN_2017, COPENHAGEN_2015 = "koebenhavn-udviklingsplan-handicap-2017.txt", "koebenhavn-suf-fokuspunkter-2015.txt"
TABLES = (
    "plans", "plan_goals", "goal_kpis", "initiatives", "initiative_phases", "initiative_milestones",
    "initiative_dependencies", "initiative_notes", "initiative_kpis",
)  # fmt: skip
BULLET = "\uf0b7"

documents_absent = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the plans' documents (../shared/documents) are not beside this checkout"
)

Row = dict[str, str]


@cache
def raw(file: str) -> str:
    """A document as it is stored."""
    return (SHARED / file).read_text(encoding="utf-8")


def plain(text: str) -> str:
    """Without line ends, bullets and the hyphens that only break a word over two lines."""
    text = re.sub(r"(?<=\w)-\n(?=\w)", "", text)
    return re.sub(r"\s+", " ", text.replace(" -\n", " -").replace(BULLET, " ")).strip()


@cache
def rows(table: str) -> tuple[Row, ...]:
    """The rows of one table of data/reference as text."""
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file, delimiter=";"))


def of_plan(table: str, plan_id: str) -> list[Row]:
    """The rows of a plan, by their own plan_id or their initiative's."""
    plan_of = {row["initiative_id"]: row["plan_id"] for row in rows("initiatives")}
    return [row for row in rows(table) if row.get("plan_id", plan_of.get(row.get("initiative_id", ""))) == plan_id]


def documents_of(plan_id: str) -> str:
    """The text of all documents a plan was read from."""
    (plan,) = of_plan("plans", plan_id)
    return plain("\n".join(raw(name.strip()) for name in plan["document"].split(",")))


def notes_of(initiative_id: str) -> list[str]:
    """The status paragraphs of one initiative in order."""
    return [row["text"] for row in rows("initiative_notes") if row["initiative_id"] == initiative_id]
