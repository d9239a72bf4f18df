"""A snapshot is complete or not there, the newest is served, old ones are kept, and one may go back."""

import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from etl.contract import contract_tables, contract_version
from etl.errors import AnotherRunIsActive, NothingToRollBackTo, WarehouseUnreadable
from etl.pipeline import build
from etl.publish import roll_back, snapshots
from tests.etl.folders import REFERENCE, ask, built, column, mapping, municipality, rejected, rows_text
from tests.processes import run_module

MANY = rows_text(*({"case_id": f"A{n:03}", "received_date": f"2023-01-{n % 28 + 1:02}"} for n in range(100)))


def some(count: int) -> str:
    return "\n".join(MANY.splitlines()[: count + 1]) + "\n"


def tables_of(snapshot: Path) -> dict[str, list[tuple[str, str]]]:
    rows = ask(
        snapshot,
        "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns()"
        " where not internal and database_name = current_database() order by table_name, column_index",
    )
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, name, type_ in rows:
        tables.setdefault(table, []).append((name, type_))
    return tables


def full_folder(folder: Path) -> Path:
    raw = {
        "cases.csv": MANY, "appeals.csv": rows_text({"case_id": "A001"}, table="appeals"),
        "workers.csv": rows_text({}, {"worker_id": "w2", "fte": "99"}, table="workers"),
        "assignments.csv": rows_text({}, table="assignments"),
    }  # fmt: skip
    return municipality(
        folder, raw, sources={table: mapping(table) for table in ("cases", "appeals", "workers", "assignments")}
    )


def test_the_contract_is_what_is_built_both_ways_types_and_order_too(tmp_path):
    snapshot = built(full_folder(tmp_path))
    assert tables_of(snapshot) == {table: list(columns.items()) for table, columns in contract_tables().items()}
    assert ask(snapshot, "select contract_version, is_example, municipality_name from quality.run") == [
        (contract_version(), False, "Prøve Kommune")
    ]


def test_a_rebuild_from_the_same_files_gives_the_same_tables_the_run_apart(tmp_path):
    folder = full_folder(tmp_path)
    first, second = built(folder), built(folder, threads=1)
    assert first != second
    for table in contract_tables():
        if table not in ("quality.run", "quality.run_history"):
            rows = [ask(snapshot, f"select * from {table}") for snapshot in (first, second)]
            assert sorted(map(repr, rows[0])) == sorted(map(repr, rows[1])), table


def test_a_check_tells_the_same_and_publishes_nothing(tmp_path):
    folder = full_folder(tmp_path)
    checked = build(folder, publishes=False)
    assert checked.snapshot is None
    assert snapshots(folder / "warehouse") == []
    published = build(folder)
    assert (checked.files, checked.rules, checked.cases) == (published.files, published.rules, published.cases)


def test_only_as_many_snapshots_are_kept_as_the_municipality_wants(tmp_path):
    settings = REFERENCE["settings"] + "snapshots_kept;2;;false\n"
    folder = municipality(tmp_path, reference={"settings": settings})
    made = [built(folder) for _ in range(4)]
    assert snapshots(folder / "warehouse") == made[-2:]


def test_what_a_killed_run_left_is_cleared_away_and_never_served(tmp_path):
    folder = municipality(tmp_path)
    kept = built(folder)
    for name in (".building_x.duckdb", ".building_x.duckdb.wal"):
        (folder / "warehouse" / name).write_bytes(b"half")
    assert snapshots(folder / "warehouse") == [kept]
    build(folder, publishes=False)
    assert {path.name for path in (folder / "warehouse").iterdir()} <= {kept.name, ".lock"}


def test_two_runs_at_once_are_refused(tmp_path):
    folder = municipality(tmp_path)
    (folder / "warehouse").mkdir()
    with FileLock(folder / "warehouse" / ".lock"), pytest.raises(AnotherRunIsActive):
        build(folder)
    built(folder)


class TestRollback:
    def served(self, folder: Path) -> int:
        return len(column(snapshots(folder / "warehouse")[-1], "case_id"))

    def back(self, folder: Path) -> str:
        return roll_back(folder / "warehouse", "forkert udtræk", datetime.now(UTC))[1]

    def test_going_back_twice_goes_back_two_builds_and_a_new_build_goes_on_from_there(self, tmp_path):
        folder = municipality(tmp_path, {"cases.csv": some(98)})
        runs = [built(folder).stem.removeprefix("warehouse_")]
        for count in (99, 100):
            municipality(folder, {"cases.csv": some(count)})
            runs.append(built(folder).stem.removeprefix("warehouse_"))
        assert self.back(folder) == runs[1]
        assert self.served(folder) == 99
        newest = snapshots(folder / "warehouse")[-1]
        row = ask(newest, "select run_id, rolled_back_from, rollback_reason from quality.run")
        assert row == [(newest.stem.removeprefix("warehouse_"), runs[1], "forkert udtræk")]
        assert self.back(folder) == runs[0]
        assert self.served(folder) == 98
        with pytest.raises(NothingToRollBackTo):
            self.back(folder)
        built(folder)
        assert self.served(folder) == 100
        assert self.back(folder) == runs[2]

    def test_with_one_snapshot_or_none_there_is_nothing_to_go_back_to(self, tmp_path):
        folder = municipality(tmp_path)
        (folder / "warehouse").mkdir()
        with pytest.raises(NothingToRollBackTo):
            self.back(folder)
        built(folder)
        with pytest.raises(NothingToRollBackTo):
            self.back(folder)


class TestSuspiciousLoss:
    def test_a_delivery_that_loses_more_than_the_limit_is_rejected_and_the_old_snapshot_stays(self, tmp_path):
        folder = municipality(tmp_path, {"cases.csv": some(100)})
        built(folder)
        municipality(folder, {"cases.csv": some(90)})
        built(folder)  # exactly a tenth
        municipality(folder, {"cases.csv": some(80)})
        _, _, sentence = rejected(folder)["suspicious_loss"]
        assert "fra 90 til 80 rækker" in sentence
        assert "11,1 %" in sentence
        assert "10,0 %" in sentence
        assert len(column(built(folder, force=True), "case_id")) == 80

    def test_a_table_that_is_no_longer_delivered_is_a_loss_too(self, tmp_path):
        folder = full_folder(tmp_path)
        built(folder)
        (folder / "raw" / "workers.csv").unlink()
        assert "workers" in rejected(folder)["suspicious_loss"][2]

    def test_rows_set_aside_are_a_loss(self, tmp_path):
        folder = municipality(tmp_path, {"cases.csv": some(100)})
        built(folder)
        municipality(folder, {"cases.csv": some(100).replace("2023-01-0", "2024-01-0")})
        assert "suspicious_loss" in rejected(folder)

    def test_force_does_not_publish_a_delivery_without_a_single_usable_case(self, tmp_path):
        folder = municipality(tmp_path, {"cases.csv": some(3).replace("2023-", "2024-")})
        assert build(folder, force=True).is_rejected

    def test_a_first_delivery_of_own_data_is_not_compared_with_the_example(self, tmp_path):
        folder = municipality(tmp_path, {"EKSEMPELDATA.txt": "x", "klageregister.csv": some(100)},
                              sources={"cases": mapping(files="*.csv")})  # fmt: skip
        assert ask(built(folder), "select is_example from quality.run") == [(True,)]
        shutil.rmtree(folder / "raw")
        municipality(folder, {"cases.csv": some(2)}, sources={"cases": mapping(files="*.csv")})
        assert ask(built(folder), "select is_example from quality.run") == [(False,)]


def test_a_snapshot_nobody_can_open_is_named(tmp_path):
    folder = municipality(tmp_path)
    built(folder)
    (folder / "warehouse" / "warehouse_99999999T000000_000000.duckdb").write_bytes(b"x" * 5000)
    with pytest.raises(WarehouseUnreadable) as caught:
        build(folder)
    assert "warehouse_9999" in str(caught.value)


class TestCommandLine:
    def run(self, *arguments: str, env: dict[str, str] | None = None) -> tuple[int, str]:
        process = run_module("etl", arguments, os.environ | {"COLUMNS": "200"} | (env or {}))
        output = process.stdout + process.stderr
        assert "Traceback" not in output
        return process.returncode, re.sub(r"\s+", " ", output)

    def test_a_build_is_0_a_rejected_delivery_1_and_a_wrong_set_up_2(self, tmp_path):
        folder = municipality(tmp_path / "a", {"cases [fed].csv": some(100) + "A;B\n"})
        code, output = self.run("build", env={"DATA_DIR": str(folder)})
        assert code == 0
        assert "cases [fed].csv" in output
        assert re.search(r"101 .* 100 .* 1 ", output)
        assert "wrong_field_count" in output
        assert "100 sager, data pr. 30-11-2023" in output
        (folder / "raw" / "cases [fed].csv").write_text(some(10), encoding="utf-8")
        code, output = self.run("build", "--data", str(folder))
        assert code == 1
        assert "suspicious_loss" in output
        assert "det tidligere datagrundlag står ved magt" in output
        assert self.run("check", "--force", "--data", str(folder))[0] == 0
        (folder / "reference" / "teams.csv").unlink()
        code, output = self.run("check", "--data", str(folder))
        assert code == 2
        assert "teams.csv" in output
        assert len(snapshots(folder / "warehouse")) == 1

    def test_a_folder_that_does_not_exist_is_not_made(self, tmp_path):
        for arguments in (["build"], ["rollback", "--reason", "x"]):
            code, output = self.run(*arguments, "--data", str(tmp_path / "tastefejl"))
            assert code == 2
            assert "tastefejl" in output
        assert not (tmp_path / "tastefejl").exists()

    def test_a_rollback_says_what_is_served_now(self, tmp_path):
        folder = municipality(tmp_path)
        assert self.run("rollback", "--reason", "prøve", "--data", str(folder))[0] == 2
        first = built(folder)
        built(folder)
        code, output = self.run("rollback", "--reason", "prøve", "--data", str(folder))
        assert code == 0
        assert first.stem.removeprefix("warehouse_") in output

    def test_headers_and_sentences_that_look_like_markup_are_shown_whole(self, tmp_path):
        text = (
            "case_id;received_date;application_type;decision_outcome;[/b];[red];:smile:\nA1;2023-03-01;new;andet;;;\n"
        )
        code, output = self.run("check", "--data", str(municipality(tmp_path, {"cases.csv": text})))
        assert code == 0
        assert "[/b], [red], :smile:" in output
        assert "[codes.decision_outcome]" in output


def test_a_snapshot_holds_no_other_schema_than_the_contract(tmp_path):
    with duckdb.connect(str(built(municipality(tmp_path))), read_only=True) as connection:
        schemas = connection.execute("select distinct schema_name from duckdb_tables()").fetchall()
    assert {schema for (schema,) in schemas} == {"marts", "quality", "reference"}
