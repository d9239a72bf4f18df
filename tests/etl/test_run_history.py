"""Each snapshot remembers how the runs before it went."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from etl.publish import roll_back, run_id_of, snapshots
from tests.etl.folders import ask, built, mapping, municipality, rows_text

HISTORY = (
    "select run_id, source, physical_records, accepted, quarantined, superseded, findings"
    " from quality.run_history order by all"
)
# Fewer than would be a pile-up on one day.
MANY = [{"case_id": f"A{number:02}"} for number in range(29)]


def deliver(folder: Path, count: int, wrong: int = 0) -> str:
    """Build from a delivery of ``count`` cases, ``wrong`` of them received in the future; returns the run."""
    rows = [
        row | ({"received_date": "2024-01-01"} if number < wrong else {}) for number, row in enumerate(MANY[:count])
    ]
    return run_id_of(built(municipality(folder, {"cases.csv": rows_text(*rows)})))


def newest(folder: Path) -> Path:
    return snapshots(folder / "warehouse")[-1]


def test_three_builds_stand_in_the_history_with_what_each_found(tmp_path):
    runs = [deliver(tmp_path, 27), deliver(tmp_path, 29, wrong=2), deliver(tmp_path, 28)]
    assert ask(newest(tmp_path), HISTORY) == [
        (runs[0], "cases", 27, 27, 0, 0, 0), (runs[1], "cases", 29, 27, 2, 0, 2), (runs[2], "cases", 28, 28, 0, 0, 0),
    ]  # fmt: skip
    days = "select distinct table_name, as_of_date from quality.run_history"
    assert ask(newest(tmp_path), days) == [("cases", date(2023, 11, 30))]
    own = "select finished_at from quality.run_history where run_id = (select run_id from quality.run)"
    assert ask(newest(tmp_path), own) == ask(newest(tmp_path), "select finished_at from quality.run")


def test_going_back_keeps_what_was_gone_back_from_and_is_a_run_of_its_own(tmp_path):
    runs = [deliver(tmp_path, 28), deliver(tmp_path, 29, wrong=1)]
    roll_back(tmp_path / "warehouse", "forkert udtræk", datetime.now(UTC))
    runs.append(run_id_of(newest(tmp_path)))
    expected = [
        (runs[0], "cases", 28, 28, 0, 0, 0), (runs[1], "cases", 29, 28, 1, 0, 1), (runs[2], "cases", 28, 28, 0, 0, 0),
    ]  # fmt: skip
    assert ask(newest(tmp_path), HISTORY) == expected
    runs.append(deliver(tmp_path, 29))
    assert ask(newest(tmp_path), HISTORY) == [*expected, (runs[3], "cases", 29, 29, 0, 0, 0)]


def test_several_files_of_one_source_are_one_row_and_each_source_has_its_own(tmp_path):
    raw = {
        "cases_a.csv": rows_text(*MANY[:3]), "cases_b.csv": rows_text(*MANY[2:5]),
        "appeals.csv": rows_text({"case_id": "A00"}, {"complaint_id": "K2", "case_id": ""}, table="appeals"),
    }  # fmt: skip
    snapshot = built(municipality(tmp_path, raw, sources={table: mapping(table) for table in ("cases", "appeals")}))
    found = ask(snapshot, HISTORY)
    assert [row[1:] for row in found] == [("appeals", 2, 2, 0, 0, 1), ("cases", 6, 5, 0, 1, 0)]


def test_a_damaged_snapshot_does_not_stop_the_run_that_replaces_it(tmp_path):
    first = deliver(tmp_path, 28)
    (tmp_path / "warehouse" / "warehouse_20990101T000000_000000.duckdb").write_bytes(b"x" * 5000)
    after = run_id_of(built(tmp_path, force=True))
    assert [row[0] for row in ask(newest(tmp_path), HISTORY)] == [first, after]


def test_a_snapshot_from_before_the_history_was_kept_tells_of_its_own_run(tmp_path):
    first = deliver(tmp_path, 28, wrong=1)
    with duckdb.connect(str(newest(tmp_path))) as connection:
        connection.execute("drop table quality.run_history")
    second = deliver(tmp_path, 28)
    assert ask(newest(tmp_path), HISTORY) == [(first, "cases", 28, 27, 1, 0, 1), (second, "cases", 28, 28, 0, 0, 0)]


def test_the_history_of_the_example_is_not_the_municipalitys_own(tmp_path):
    sources = {"cases": mapping(files="*.csv")}
    built(municipality(tmp_path, {"EKSEMPELDATA.txt": "x", "klageregister.csv": rows_text({})}, sources=sources))
    for file in (tmp_path / "raw").iterdir():
        file.unlink()
    own = deliver(tmp_path, 2)
    assert [row[0] for row in ask(newest(tmp_path), HISTORY)] == [own]


def test_only_the_newest_400_runs_are_kept(tmp_path):
    first = deliver(tmp_path, 27)
    earlier = [f"2020{number:04}" for number in range(400)]
    with duckdb.connect(str(newest(tmp_path))) as connection:
        for run_id in earlier:
            connection.execute("insert into quality.run_history (run_id, source) values (?, 'cases')", [run_id])
    second = deliver(tmp_path, 28)
    assert [row[0] for row in ask(newest(tmp_path), HISTORY)] == [*earlier[2:], first, second]
