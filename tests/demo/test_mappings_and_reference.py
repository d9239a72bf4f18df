"""The example, its mappings and its reference tables say the same; a build finds exactly what was planted."""

import csv
import re
import shutil
import tomllib
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl.demo_data.plan import load_plan, load_words
from etl.pipeline import build
from tests.demo.raw_files import case_files, read_appeals, read_assignments, read_case_file, read_workers

DATA = Path(__file__).parents[2] / "data"
README = (DATA / "README.md").read_text(encoding="utf-8")
# Delivered and on purpose never read.
UNREAD = {"BorgerNavn", "SagType", "Status", "Bemærkning", "OpholdsKommune", "Tidsforbrug"}


def mapping(name: str) -> dict:
    return tomllib.loads((DATA / f"sources/{name}.toml").read_text(encoding="utf-8"))


def reference(name: str) -> list[dict[str, str]]:
    with (DATA / f"reference/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def headers(source: dict) -> set[str]:
    known = set()
    for column in source["columns"].values():
        known |= set(column["header"] if isinstance(column["header"], list) else [column["header"]])
    return known | {source["extract_date"].get("column")}


def delivered(raw: Path, source: str) -> set[str]:
    if source == "sager":
        first_lines = (path.read_text("utf-8-sig").split("\n", 1)[0] for path in case_files(raw))
        return {name for line in first_lines for name in line.strip().split(";")}
    read = {"klager": read_appeals, "medarbejdere": read_workers, "sagsbehandlerforloeb": read_assignments}
    return set(read[source](raw).columns)


@pytest.mark.parametrize("source", ["sager", "klager", "medarbejdere", "sagsbehandlerforloeb"])
def test_every_delivered_column_is_mapped_or_left_unread_on_purpose(default_raw: Path, source: str) -> None:
    mapped = headers(mapping(source)) - {None}
    assert delivered(default_raw, source) == mapped | (delivered(default_raw, source) & UNREAD)


def test_the_name_of_a_citizen_is_not_mapped() -> None:
    for path in (DATA / "sources").glob("*.toml"):
        assert "BorgerNavn" not in headers(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("source", "column", "header"),
    [
        ("sager", "application_type", "Henvendelsestype"),
        ("sager", "decision_outcome", "Afgørelsestype"),
        ("sager", "subtype", "Facet"),
        ("klager", "reassessment_outcome", "Resultat af genvurdering"),
        ("klager", "board_outcome", "Ankestyrelsens afgørelse"),
        ("klager", "reversal_reason", "Årsag til omgørelse"),
        ("medarbejdere", "role", "Stilling"),
        ("sagsbehandlerforloeb", "change_reason", "Årsag til skift"),
    ],
)
def test_every_code_that_occurs_is_translated_and_every_translation_occurs(
    default_raw: Path, source: str, column: str, header: str
) -> None:
    read = {
        "sager": lambda raw: read_case_file(case_files(raw)[0])[0],
        "klager": read_appeals,
        "medarbejdere": read_workers,
        "sagsbehandlerforloeb": read_assignments,
    }
    values = set(read[source](default_raw)[header])
    assert values - {""} == set(mapping(source)["codes"][column]) - {""}


def test_staff_remember_the_deadlines_the_reference_table_has() -> None:
    """Notices are written before `deadline_days`: within five days of the rule in force (working days are not fixed)."""
    length = {"day": 1.0, "working_day": 1.4, "week": 7.0, "month": 30.4, "none": 0.0}
    for kind in load_plan().kinds:
        rules = [
            row
            for row in reference("deadlines")
            if row["paragraph"] == kind.paragraph and row["subtype"] in ("", kind.subtype)
        ]
        for type_, remembered in (("", kind.deadline_days), ("renewal", kind.renewal_deadline_days)):
            fitting = [row for row in rules if row["application_type"] == type_]
            best = max(fitting, key=lambda row: (row["subtype"], date.fromisoformat(row["valid_from"])), default=None)
            assert (best is None) == (remembered is None)
            if best:
                days = float(best["amount"] or 0) * length[best["unit"]]
                assert abs(days - remembered) <= 5, (kind.paragraph, kind.subtype, type_)


def test_every_deadline_target_event_and_weight_is_marked_as_an_example() -> None:
    for name in ("deadlines", "targets", "events", "case_weights"):
        rows = reference(name)
        assert rows
        assert {row["is_example"] for row in rows} == {"true"}


def test_every_paragraph_has_an_example_weight_of_one_and_a_half_or_two_points() -> None:
    rows = reference("case_weights")
    assert {row["paragraph"] for row in rows} == {row["paragraph"] for row in reference("paragraphs")}
    assert {row["weight"] for row in rows} == {"1", "1,5", "2"}


def test_the_national_figures_are_those_published_and_no_line_is_drawn_over_a_break() -> None:
    """Read off domain.md section 1.4 by hand; where it says no day of retrieval, none is made up."""
    told = {
        (row["kpi_id"].removeprefix("reversal_rate_"), row["first_date"][:4]): (row["value"], row["is_series_break"])
        for row in reference("benchmarks")
    }
    assert told == {
        ("general", "2017"): ("0,38", "false"), ("general", "2018"): ("0,37", "false"),
        ("general", "2020"): ("0,362", "false"), ("general", "2021"): ("0,318", "true"),
        ("general", "2022"): ("0,375", "false"), ("general", "2023"): ("0,39", "true"),
        ("disability", "2017"): ("0,21", "false"), ("disability", "2019"): ("0,46", "true"),
        ("disability", "2020"): ("0,424", "false"), ("disability", "2021"): ("0,343", "true"),
    }  # fmt: skip
    for row in reference("benchmarks"):
        assert (row["first_date"][4:], row["last_date"][4:]) == ("-01-01", "-12-31")
        assert row["retrieved_date"] == ""


def test_the_standard_deck_goes_from_headlines_over_deadlines_and_reversals_to_caseload() -> None:
    first = [row["kpi_ids"].split(",")[0] for row in reference("deck")]
    assert [int(row["slide"]) for row in reference("deck")] == list(range(1, len(first) + 1))
    assert reference("deck")[0]["chart"] == "tiles"
    places = [first.index(kpi_id, 1) for kpi_id in ("timely_decisions", "reversal_rate", "citizens_per_fte")]
    assert places == sorted(places)


def test_the_example_has_what_every_screen_shows(warehouse: duckdb.DuckDBPyConnection) -> None:
    counts = warehouse.execute(
        """
        select
            (select count(*) from marts.appeals where clock_ended_date is null and received_date < date '2023-11-02'),
            (select count(*) from marts.appeals where clock_ended_date is null and received_date >= date '2023-11-02'),
            (select count(*) from marts.appeals where forwarded_date is not null and board_decided_date is null),
            (select count(*) from marts.appeals where forwarding_deadline_date is not null),
            (select count(*) from marts.board_decisions where board_outcome = 'dismissed'),
            (select count(*) from marts.board_decisions where danmarkskort_group = 'voksenhandicap'),
            (select count(*) from marts.board_decisions where complaint_count > 1),
            (select count(*) from marts.workers where is_temporary),
            (select count(*) from (select worker_id from marts.workers group by all having count(distinct team_id) > 1)),
            (select count(*) from marts.worker_changes where change_reason = 'unplanned')
        """
    ).fetchone()
    assert all(counts), counts


def test_example_deadlines_use_every_unit_a_half_month_and_a_change() -> None:
    rows = reference("deadlines")
    assert {row["unit"] for row in rows} == {"day", "working_day", "week", "month", "none"}
    assert "1.5" in {row["amount"] for row in rows}
    assert {row["valid_from"] for row in rows if row["paragraph"] == "97"} == {"2018-01-01", "2022-07-01"}


def test_the_readme_tells_the_planted_factors() -> None:
    planted = load_plan().planted
    for factor in (planted.workflow_factor, planted.extra_worker_factor, planted.july_intake_factor):
        assert f"× {factor:.2f}".replace(".", ",") in README


def test_the_words_of_the_example_name_every_team() -> None:
    assert set(load_words()["teams"]) == {row["team_id"] for row in reference("teams")}


@pytest.fixture(scope="module")
def warehouse(default_raw: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("built")
    for name in ("sources", "reference"):
        shutil.copytree(DATA / name, folder / name)
    shutil.copytree(default_raw, folder / "raw")
    (folder / "pseudonym.key").write_text("k" * 40, encoding="utf-8")
    outcome = build(folder)
    assert outcome.snapshot
    with duckdb.connect(outcome.snapshot, read_only=True) as connection:
        yield connection


def test_a_build_finds_exactly_what_the_readme_says_was_planted(warehouse: duckdb.DuckDBPyConnection) -> None:
    told = {rule: int(count) for rule, count in re.findall(r"^\| .+ \| `(\w+)` \| (\d+) \|$", README, re.MULTILINE)}
    assert len(told) == 14
    found = dict(warehouse.execute("select rule, count(*) from quality.findings group by rule").fetchall())
    assert {rule: found.get(rule) for rule in told} == told


def test_nothing_else_is_wrong_with_the_example(warehouse: duckdb.DuckDBPyConnection) -> None:
    told = {rule for rule, _ in re.findall(r"^\| .+ \| `(\w+)` \| (\d+) \|$", README, re.MULTILINE)}
    # A decision date that cannot be read leaves a sent date without one: the same rows seen twice.
    others = "select distinct rule from quality.findings where severity <> 'warn'"
    assert {rule for (rule,) in warehouse.execute(others).fetchall()} <= told


def test_every_paragraph_spelling_but_the_planted_ones_is_read(warehouse: duckdb.DuckDBPyConnection) -> None:
    read = {row[0] for row in warehouse.execute("select distinct paragraph from marts.cases").fetchall()}
    assert read - {None} == {kind.paragraph for kind in load_plan().kinds}


def test_the_built_example_is_believable(warehouse: duckdb.DuckDBPyConnection) -> None:
    share, overdue, year = warehouse.execute(
        """
        select
            avg(is_timely::integer) filter (decided_date > '2022-11-30'),
            count(*) filter (closed_date is null and deadline_date < '2023-11-30'),
            count(*) filter (received_date > '2022-11-30')
        from marts.cases
        """
    ).fetchone()
    assert 0.75 < share < 0.85
    assert 0.025 < overdue / year < 0.06
