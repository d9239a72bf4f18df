"""python -m dashboard as a person at a terminal meets it."""

import csv
import io
import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from dashboard.kpi.registry import registry
from tests.answers.small_warehouse import contract_warehouse
from tests.answers.test_answers import decided
from tests.processes import run_module


def ask(*arguments: str, folder: Path | None = None, **environment: str) -> subprocess.CompletedProcess:
    """Run the command line in a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATA_DIR"}
    data = ["--data", str(folder)] if folder else []
    return run_module("dashboard", [*arguments, *data], inherited | {"COLUMNS": "120"} | environment)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """May 2023: T1 decided 3 of 4 in time, T2 8 of 8. One old case so that a year back is data."""
    day = date(2023, 5, 15)
    cases = [decided(f"A{number}", day, late=number == 0, team_id="T1") for number in range(4)]
    cases += [decided(f"B{number}", day, late=False, team_id="T2", paragraph="85") for number in range(8)]
    cases += [decided("old", date(2022, 1, 31), late=False)]
    where = tmp_path_factory.mktemp("municipality")
    targets = [("timely_decisions", 0.9, True, date(2021, 1, 1))]
    return contract_warehouse(where, cases, date(2023, 5, 31), targets=targets, is_example=True)


class TestFormats:
    def test_json_has_raw_numbers_per_group_and_in_total(self, folder: Path) -> None:
        told = ask("kpi", "timely_decisions", "--by", "team", "--from", "2023-05", "--format", "json", folder=folder)
        content = json.loads(told.stdout)
        assert told.returncode == 0
        groups = {row["group"]: (row["numerator"], row["denominator"], row["value"]) for row in content["groups"]}
        assert groups == {"T1": (3, 4, 0.75), "T2": (8, 8, 1.0), "T3": (0, 0, None)}
        assert (content["total"]["numerator"], content["total"]["denominator"]) == (11, 12)
        assert (content["as_of"], content["is_example"]) == ("2023-05-31", True)

    def test_csv_has_semicolons_and_decimal_commas(self, folder: Path) -> None:
        told = ask("kpi", "timely_decisions", "--by", "team", "--from", "2023-05", "--format", "csv", folder=folder)
        rows = list(csv.DictReader(io.StringIO(told.stdout), delimiter=";"))
        assert [(row["group"], row["value"]) for row in rows] == [
            ("T2", "1,0"),
            ("T1", "0,75"),
            ("T3", ""),
            ("", rows[3]["value"]),
        ]
        assert rows[3]["value"].startswith("0,91666")

    def test_the_table_is_danish_with_basis_interval_definition_target_and_as_of(self, folder: Path) -> None:
        told = ask("kpi", "timely_decisions", "--by", "team", "--from", "2023-05", folder=folder).stdout
        for text in (
            "Team 1",
            "75,0 %",
            "91,7 %",
            "–",
            "Mål 90 % (eksempel): Målet er nået",
            "Af de sager med en frist",
        ):
            assert text in told
        assert "Eksempeldata. Data pr. 31. maj 2023." in told

    def test_the_default_period_is_the_last_twelve_complete_months(self, folder: Path) -> None:
        content = json.loads(ask("kpi", "decisions", "--as-of", "2023-05-30", "--format", "json", folder=folder).stdout)
        assert (content["from"], content["to"]) == ("2022-05", "2023-04")

    def test_the_steering_group_reads_small_counts_hidden(self, folder: Path) -> None:
        arguments = ("kpi", "decisions", "--by", "team", "--from", "2023-05", "--viewer", "steering_group")
        told = ask(*arguments, folder=folder).stdout
        assert "færre end 5" in told
        assert "12" in told

    def test_csv_and_json_keep_what_the_table_says_of_a_row(self, tmp_path: Path) -> None:
        # Five cases 40 days over their deadline: told to the steering group as a band; three of them in T1.
        old = {"received_date": date(2023, 1, 1), "deadline_date": date(2023, 4, 21)}
        cases = [old | {"case_id": f"S{number}", "team_id": "T1" if number < 3 else "T2"} for number in range(8)]
        contract_warehouse(tmp_path, cases, date(2023, 5, 31), is_example=True)
        asked = ("--from", "2023-05", "--viewer", "steering_group")
        oldest = json.loads(ask("kpi", "oldest_overdue_days", *asked, "--format", "json", folder=tmp_path).stdout)
        assert (oldest["total"]["value"], oldest["total"]["band_days"], oldest["stock_date"]) == (
            None,
            30,
            "2023-05-31",
        )
        told = ask("kpi", "oldest_overdue_days", *asked, "--format", "csv", folder=tmp_path).stdout
        (row,) = csv.DictReader(io.StringIO(told), delimiter=";")
        assert (row["band_days"], row["as_of"], row["is_example"]) == ("30", "2023-05-31", "True")
        told = ask("kpi", "overdue_open_cases", "--team", "T1", *asked, "--format", "csv", folder=tmp_path).stdout
        (row,) = csv.DictReader(io.StringIO(told), delimiter=";")
        assert (row["value"], row["silence"], row["fewer_than"]) == ("", "suppressed", "5")

    def test_every_month_stands_beside_the_target_of_its_own_time(self, tmp_path: Path) -> None:
        targets = [
            ("timely_decisions", 0.8, True, date(2023, 4, 1)),
            ("timely_decisions", 0.9, False, date(2023, 5, 1)),
        ]
        cases = [decided(f"S{month}", date(2023, month, 15), late=False) for month in (3, 4, 5)]
        contract_warehouse(tmp_path, cases, date(2023, 5, 31), targets=targets)
        asked = ("kpi", "timely_decisions", "--by", "month", "--from", "2023-03", "--format", "json")
        content = json.loads(ask(*asked, folder=tmp_path).stdout)
        assert [(row["target"], row["is_target_example"]) for row in content["groups"]] == [
            (None, None), (0.8, True), (0.9, False),
        ]  # fmt: skip
        assert (content["target"], content["verdict"]) == (0.9, "too_few")


class TestTheList:
    def test_has_every_kpi_also_before_there_are_data(self, tmp_path: Path) -> None:
        told = ask("kpis", folder=tmp_path)
        assert told.returncode == 0
        assert all(kpi_id in told.stdout for kpi_id in registry())
        assert "intet datagrundlag" in told.stderr

    def test_marks_what_is_not_delivered_to_the_folder(self, folder: Path) -> None:
        told = ask("kpis", folder=folder)
        assert told.returncode == 0
        marked = {line.split()[1] for line in told.stdout.splitlines() if "ikke leveret" in line}
        assert {"median_dispatch_days", "withdrawn_cases"} <= marked
        assert not marked & {"timely_decisions", "open_cases"}

    def test_tells_of_targets_no_kpi_answers_to(self, tmp_path: Path) -> None:
        targets = [
            ("timely_decision", 0.9, False, date(2021, 1, 1)),
            ("timely_decisions", 0.9, False, date(2021, 1, 1)),
        ]
        told = ask("kpis", folder=contract_warehouse(tmp_path, [], targets=targets)).stdout
        assert "Der står mål for timely_decision i reference/targets.csv" in told

    def test_of_a_damaged_snapshot_is_one_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "warehouse" / "warehouse_1.duckdb").mkdir(parents=True)
        told = ask("kpis", folder=tmp_path)
        assert (told.returncode, told.stdout) == (2, "")
        assert "warehouse_1.duckdb kan ikke læses" in told.stderr


def test_a_folder_named_before_the_command_beats_the_environment(folder: Path, tmp_path: Path) -> None:
    told = ask("--data", str(folder), "kpi", "decisions", DATA_DIR=str(tmp_path))
    assert (told.returncode, told.stderr) == (0, "")


class TestThePeriodWithoutAnEnd:
    @pytest.mark.parametrize(
        ("first", "as_of", "period"),
        [
            ("2023-05", "2023-05-15", ("2023-05", "2023-05")),  # the month begun at --as-of
            ("2023-05", "2023-05-31", ("2023-05", "2023-05")),
            ("2023-03", "2023-05-15", ("2023-03", "2023-04")),  # else to the last whole month
        ],
    )
    def test_ends_with_the_last_whole_month_or_the_one_asked_for(
        self, folder: Path, first: str, as_of: str, period: tuple[str, str]
    ) -> None:
        asked = ("kpi", "decisions", "--from", first, "--as-of", as_of, "--format", "json")
        content = json.loads(ask(*asked, folder=folder).stdout)
        assert (content["from"], content["to"]) == period


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["kpi", "no_such_kpi"], "timely_decisions"),
        (["kpi"], "--help"),
        (["kpi", "decisions", "--bi", "team"], "--help"),
        (["kpi", "decisions", "--by", "colour"], "month, quarter, team, unit"),
        (["kpi", "decisions", "--team", "T99"], "T1, T2, T3"),
        (["kpi", "decisions", "--paragraph", "999"], "85"),
        (["kpi", "decisions", "--application-type", "gave"], "own_initiative"),
        (["kpi", "decisions", "--format", "pdf"], "table, csv, json"),
        (["kpi", "decisions", "--as-of", "31-05-2023"], "2023-11-30"),
        (["kpi", "decisions", "--as-of", "2024-01-01"], "31-05-2023"),
        (["kpi", "decisions", "--as-of", "9999-12-31"], "31-05-2023"),
        (["kpi", "decisions", "--as-of", "0001-01-01"], "01-01-2022"),
        (["kpi", "decisions", "--as-of", "2021-12-31"], "01-01-2022"),
        (["kpi", "decisions", "--as-of", "10000-01-01"], "2023-11-30"),
        (["kpi", "decisions", "--from", "2023-05", "--as-of", "2023-04-15"], "--as-of"),
        (["kpi", "decisions", "--from", "0001-01"], "2022-01"),
        (["kpi", "decisions", "--from", "0000-01"], "2023-11"),
        (["kpi", "decisions", "--to", "9999-12"], "2023-05"),
        (["kpi", "decisions", "--to", "99999999999999999999-01"], "2023-11"),
        (["kpi", "decisions", "--from", "maj"], "2023-11"),
        (["kpi", "decisions", "--to", "2031-01"], "2023-05"),
        (["kpi", "decisions", "--from", "2023-05", "--to", "2023-01"], "2023-01"),
        (["kpi", "decisions", "--viewer", "mayor"], "steering_group"),
        (["kpi", "decisions", "--viewer", "team_leader:T99"], "T1, T2, T3"),
    ],
)
def test_a_wrong_question_is_one_sentence_with_a_remedy(folder: Path, arguments: list[str], remedy: str) -> None:
    told = ask(*arguments, DATA_DIR=str(folder))
    assert told.returncode == 2
    assert told.stdout == ""
    assert remedy in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    assert "Traceback" not in told.stderr


class TestStart:
    def test_a_named_folder_without_deliveries_is_never_filled_with_fiction(self, tmp_path: Path) -> None:
        told = ask(folder=tmp_path)
        assert told.returncode == 2
        assert "raw" in told.stderr
        assert list(tmp_path.iterdir()) == []

    def test_a_failed_first_build_stops_with_its_exit_code_and_shows_no_fiction(self, tmp_path: Path) -> None:
        (tmp_path / "raw").mkdir()
        (tmp_path / "raw" / "cases.csv").write_text("case_id\n1\n", encoding="utf-8")
        told = ask(folder=tmp_path)
        assert told.returncode == 2  # there is no mapping: the set-up is wrong
        assert "kunne ikke bygges" in told.stderr
        assert not list(tmp_path.glob("warehouse/warehouse_*"))
