"""A plan that cannot be used is one Danish sentence with file, line and column; a municipality may have none."""

import duckdb
import pytest

from etl.errors import ReferenceInvalid
from etl.plan_rows import PLAN_SCHEMAS
from etl.reference import load_reference
from tests.etl.folders import REFERENCE, municipality

RIGHT = {
    "plans": ["p;Plan;;;2023-01-01;2023-12-31;2023;false;plan.txt;", "q;Anden;;;;;;true;anden.txt;"],
    "plan_goals": ["g;p;;Mål;", "h;q;;Mål;"],
    "goal_kpis": ["p;g;open_cases;;;", "p;;;Tilfredshed;;"],
    "initiatives": ["a;p;;A;g;;;;;;;;", "b;p;;B;;a;;;;;;done;Færdig", "c;p;;C;;;;;;;;;", "d;q;;D;h;;;;;;;;"],
    "initiative_phases": ["a1;a;;2023-03-01;month;Marts;false;false;false;2023-12-31;month;;true;false;Antaget"],
    "initiative_milestones": ["m;p;;a;Møde;2023-04-30;month;april;false;", "n;q;h;;Status;;;årligt;false;"],
    "initiative_dependencies": ["a;c;requires;", "c;a;related;"],
    "initiative_notes": ["s;p;a;;Sagt;on_track"],
    "initiative_kpis": ["a;open_cases;down;t1;;t2;;2023-02-01;true;"],
    "events": ["2023-03-01;Start;;;a;false"],
}
# What is wrong -> table, the row put last, its column, and what the sentence must name.
FAULTS = {
    "a plan twice": ("plans", "p;X;;;;;;true;x.txt;", "plan_id", "p"),
    "a plan that ends first": ("plans", "r;X;;;2023-02-01;2023-01-31;;true;x.txt;", "last_date", "2023-01-31"),
    "a plan without document": ("plans", "r;X;;;;;;true;;", "document", "tomt"),
    "a goal of no plan": ("plan_goals", "i;r;;Mål;", "plan_id", "plans.csv"),
    "a goal twice": ("plan_goals", "g;p;;Mål;", "goal_id", "g"),
    "a measure of nothing": ("goal_kpis", "p;g;;;;", "kpi_id", "measure"),
    "a measure of no plan": ("goal_kpis", "r;;open_cases;;;", "plan_id", "plans.csv"),
    "a measure of no goal": ("goal_kpis", "p;i;open_cases;;;", "goal_id", "plan_goals.csv"),
    "a measure of another plan's goal": ("goal_kpis", "p;h;open_cases;;;", "goal_id", "anden plan"),
    "a KPI named in Danish": ("goal_kpis", "p;g;Åbne sager;;;", "kpi_id", "Åbne sager"),
    "an initiative of no plan": ("initiatives", "e;r;;E;;;;;;;;;", "plan_id", "plans.csv"),
    "an initiative twice": ("initiatives", "a;p;;E;;;;;;;;;", "initiative_id", "a"),
    "an unknown goal": ("initiatives", "e;p;;E;i;;;;;;;;", "goal_id", "plan_goals.csv"),
    "another plan's goal": ("initiatives", "e;p;;E;h;;;;;;;;", "goal_id", "anden plan"),
    "a part of nothing": ("initiatives", "e;p;;E;;f;;;;;;;", "parent_id", "initiatives.csv"),
    "a part of itself": ("initiatives", "e;p;;E;;e;;;;;;;", "parent_id", "sig selv"),
    "a part of another plan's": ("initiatives", "e;p;;E;;d;;;;;;;", "parent_id", "anden plan"),
    "a part of a part": ("initiatives", "e;p;;E;;b;;;;;;;", "parent_id", "ét niveau"),
    "an unknown status": ("initiatives", "e;p;;E;;;;;;;;i gang;x", "status", "on_track"),
    "a status without reason": ("initiatives", "e;p;;E;;;;;;;;done;", "status_reason", "begrundelse"),
    "a phase of nothing": ("initiative_phases", "x;e;;;;;false;false;false;;;;false;false;", "initiative_id", "initiatives.csv"),
    "a phase twice": ("initiative_phases", "a1;b;;;;;false;false;false;;;;false;false;", "phase_id", "a1"),
    "a phase that ends first": (
        "initiative_phases", "x;b;;2023-05-01;month;;false;false;false;2023-04-30;month;;false;false;", "planned_end",
        "2023-04-30",
    ),
    "a start without precision": (
        "initiative_phases", "x;b;;2023-05-01;;;false;false;false;;;;false;false;", "start_precision", "2023-05-01",
    ),
    "a precision without date": ("initiative_phases", "x;b;;;;;false;false;false;;year;;false;false;", "planned_end", "year"),
    "an unknown precision": (
        "initiative_phases", "x;b;;2023-05-01;uge;;false;false;false;;;;false;false;", "start_precision", "half_year",
    ),
    "an assumed end without a word why": (
        "initiative_phases", "x;b;;;;;false;false;false;2023-05-31;month;;true;false;", "note", "bemærkning",
    ),
    "an assumed end that is not there": ("initiative_phases", "x;b;;;;;false;false;false;;;;true;false;n", "planned_end", "tomt"),
    "planning in a bar without a start": (
        "initiative_phases", "x;b;;;;;false;false;true;;;;false;false;", "planned_start", "tomt",
    ),
    "a start neither assumed nor not": ("initiative_phases", "x;b;;;;;;false;false;;;;false;false;", "start_is_assumed", "tomt"),
    "an event of no initiative": ("events", "2023-06-01;Start;;;e;false", "initiative_id", "initiatives.csv"),
    "a milestone of nothing": ("initiative_milestones", "x;p;;e;X;;;;false;", "initiative_id", "initiatives.csv"),
    "a milestone of another plan's": ("initiative_milestones", "x;p;;d;X;;;;false;", "initiative_id", "anden plan"),
    "a milestone of no plan": ("initiative_milestones", "x;r;;;X;;;;false;", "plan_id", "plans.csv"),
    "a milestone of no goal": ("initiative_milestones", "x;p;i;;X;;;;false;", "goal_id", "plan_goals.csv"),
    "a milestone of another plan's goal": ("initiative_milestones", "x;p;h;;X;;;;false;", "goal_id", "anden plan"),
    "a milestone twice": ("initiative_milestones", "m;p;;;X;;;;false;", "milestone_id", "m"),
    "a milestone without precision": ("initiative_milestones", "x;p;;;X;2023-01-31;;;false;", "precision", "2023-01-31"),
    "a milestone on no day": ("initiative_milestones", "x;p;;;X;31-01-2023;day;;false;", "planned_date", "31-01-2023"),
    "a dependency of nothing": ("initiative_dependencies", "e;a;requires;", "initiative_id", "initiatives.csv"),
    "a dependency on nothing": ("initiative_dependencies", "a;e;requires;", "depends_on_id", "initiatives.csv"),
    "a dependency on itself": ("initiative_dependencies", "a;a;related;", "depends_on_id", "sig selv"),
    "a dependency of no kind": ("initiative_dependencies", "b;a;venter;", "kind", "requires, related"),
    "a dependency twice": ("initiative_dependencies", "a;c;requires;", "initiative_id", "a"),
    "a note of no plan": ("initiative_notes", "x;r;;;Sagt;", "plan_id", "plans.csv"),
    "a note of another plan's": ("initiative_notes", "x;p;d;;Sagt;", "initiative_id", "anden plan"),
    "a note of no initiative": ("initiative_notes", "x;p;e;;Sagt;", "initiative_id", "initiatives.csv"),
    "a note that says nothing": ("initiative_notes", "x;p;a;;;", "text", "tomt"),
    "a note of an unknown status": ("initiative_notes", "x;p;a;;Sagt;godt", "status", "godt"),
    "a link of nothing": ("initiative_kpis", "e;open_cases;up;;;;;;true;", "initiative_id", "initiatives.csv"),
    "a link to no KPI id": ("initiative_kpis", "a;Sager;up;;;;;;true;", "kpi_id", "Sager"),
    "a link to nowhere": ("initiative_kpis", "a;decisions;ned;;;;;;true;", "expected_direction", "up, down"),
    "a link to no team": ("initiative_kpis", "a;decisions;up;t9;;;;;true;", "team_id", "teams.csv"),
    "a link to no paragraph": ("initiative_kpis", "a;decisions;up;;999;;;;true;", "paragraph", "paragraphs.csv"),
    "compared with no team": ("initiative_kpis", "a;decisions;up;t1;;t9;;;true;", "comparison_team_id", "teams.csv"),
    "compared with no paragraph": (
        "initiative_kpis", "a;decisions;up;;85;;999;;true;", "comparison_paragraph", "paragraphs.csv",
    ),
    "compared with itself": ("initiative_kpis", "a;decisions;up;t1;;t1;;;true;", "comparison_team_id", "sig selv"),
    "a comparison fixed with nothing": (
        "initiative_kpis", "a;decisions;up;t1;;;;2023-02-01;true;", "comparison_fixed_on", "2023-02-01",
    ),
    "a link twice": ("initiative_kpis", "a;open_cases;up;t1;;;;;true;", "initiative_id", "a"),
}  # fmt: skip


def tables(**more: str) -> dict[str, str]:
    """The right plans, with one more row at the end of the named tables."""
    return {
        name: "\n".join([REFERENCE[name].strip(), *lines, *([more[name]] if name in more else [])]) + "\n"
        for name, lines in RIGHT.items()
    }


def load(folder, reference: dict[str, str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    load_reference(connection, municipality(folder, {}, reference=reference) / "reference")
    return connection


def sentence_of(folder, reference: dict[str, str]) -> str:
    with pytest.raises(ReferenceInvalid) as caught:
        load(folder, reference)
    return str(caught.value)


def test_right_plans_are_loaded_row_for_row(tmp_path):
    loaded = load(tmp_path, tables())
    for name, lines in RIGHT.items():
        assert loaded.execute(f"select count(*) from reference.{name}").fetchone() == (len(lines),)
    assert loaded.execute("select is_model, first_date from reference.plans order by rowid").fetchall()[1] == (
        True,
        None,
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_a_plan_that_cannot_be_used_names_file_line_and_column(tmp_path, fault):
    table, row, column, named = FAULTS[fault]
    sentence = sentence_of(tmp_path, tables(**{table: row}))
    assert f"{table}.csv, linje {len(RIGHT[table]) + 2}, kolonnen {column}: " in sentence
    assert named in sentence.split(f"kolonnen {column}: ")[1]
    assert sentence.endswith(".")


def test_requirements_in_a_ring_are_told_with_the_ring(tmp_path):
    sentence = sentence_of(tmp_path, tables(initiative_dependencies="c;b;requires;\nb;a;requires;"))
    assert "initiative_dependencies.csv, linje 5, kolonnen depends_on_id: " in sentence
    ring = sentence.split("i ring: ")[1].rstrip(".").split(", ")
    assert ring[0] == ring[-1]
    assert set(ring) == {"a", "b", "c"}


def test_what_only_hangs_together_may_do_so_both_ways(tmp_path):
    loaded = load(tmp_path, tables(initiative_dependencies="b;d;related;\nd;b;related;"))
    told = loaded.execute("select initiative_id, depends_on_id from reference.initiative_dependencies").fetchall()
    assert {("b", "d"), ("d", "b")} <= set(told)


def test_a_municipality_may_have_no_plan_at_all(tmp_path):
    loaded = load(tmp_path, {})
    for name in PLAN_SCHEMAS:
        assert loaded.execute(f"select count(*) from reference.{name}").fetchone() == (0,)


def test_the_files_without_a_plan_must_still_be_there(tmp_path):
    folder = municipality(tmp_path, {}) / "reference"
    for name, (columns, _) in PLAN_SCHEMAS.items():
        header = ";".join(column.split()[0] for column in columns)
        assert (folder / f"{name}.csv").read_text(encoding="utf-8") == header + "\n"
