"""A source that delivers the whole list each time: the newest extract replaces the older ones."""

from datetime import date

from tests.etl.folders import ask, built, findings, mapping, municipality, rejected, rows_text

DATED = {"file_name": r"_(\d{8})\.csv$", "format": "%Y%m%d"}
FATES = (
    "select file, physical_records, accepted, quarantined, superseded from quality.source_files"
    " where table_name = 'workers' order by file"
)
WORKERS = "select worker_id, fte from marts.workers order by all"


def worker(name: str, **values: str) -> dict[str, str]:
    return {"worker_id": name} | values


def whole(tmp_path, files: dict[str, str], delivery: str = "full"):
    sources = {"cases": mapping(), "workers": mapping("workers", extract_date=DATED, delivery=delivery)}
    return municipality(tmp_path, {"cases.csv": rows_text({"worker_id": ""})} | files, sources=sources)


def workers(*rows: dict[str, str]) -> str:
    return rows_text(*rows, table="workers")


def test_rows_that_stand_only_in_an_older_whole_list_are_gone_and_counted_as_superseded(tmp_path):
    files = {
        "workers_20231031.csv": workers(worker("w1"), worker("w2"), worker("w3", fte="0,5")),
        "workers_20231130.csv": workers(worker("w1"), worker("w3", fte="0,8")),
    }
    snapshot = built(whole(tmp_path / "full", files))
    assert ask(snapshot, WORKERS) == [("w1", 1.0), ("w3", 0.8)]
    assert ask(snapshot, FATES) == [("workers_20231031.csv", 3, 0, 0, 3), ("workers_20231130.csv", 2, 2, 0, 0)]
    overlapping = built(whole(tmp_path / "overlapping", files, "overlapping"))
    assert ask(overlapping, WORKERS) == [("w1", 1.0), ("w2", 1.0), ("w3", 0.8)]
    assert ask(overlapping, FATES) == [("workers_20231031.csv", 3, 1, 0, 2), ("workers_20231130.csv", 2, 2, 0, 0)]


def test_a_row_whose_key_was_corrected_does_not_stand_twice(tmp_path):
    """An employment's key holds its first day: where that is corrected, only a whole list can take the old row away."""
    files = {
        "workers_20231031.csv": workers(worker("w1", valid_from="2021-01-01")),
        "workers_20231130.csv": workers(worker("w1", valid_from="2021-02-01")),
    }
    snapshot = built(whole(tmp_path, files))
    assert ask(snapshot, "select valid_from from marts.workers") == [(date(2021, 2, 1),)]


def test_older_faults_are_no_longer_reported_and_bad_lines_still_add_up(tmp_path):
    files = {
        "workers_20231031.csv": workers(worker("w1", fte="37"), worker("w2"), worker("w2", fte="0,5")) + "for;faa\n",
        "workers_20231130.csv": workers(worker("w1"), worker("w4", fte="38")),
    }
    snapshot = built(whole(tmp_path, files))
    assert ask(snapshot, WORKERS) == [("w1", 1.0)]
    assert ask(snapshot, FATES) == [("workers_20231031.csv", 4, 0, 1, 3), ("workers_20231130.csv", 2, 1, 1, 0)]
    assert [row["file"] for row in findings(snapshot, "implausible_fte")] == ["workers_20231130.csv"]
    assert findings(snapshot, "duplicate_disagrees") == []


def test_two_files_of_one_day_are_one_list_in_two_parts(tmp_path):
    files = {
        "workers_a_20231130.csv": workers(worker("w1")),
        "workers_b_20231130.csv": workers(worker("w2")),
        "workers_a_20231129.csv": workers(worker("w3")),
    }
    assert ask(built(whole(tmp_path, files)), WORKERS) == [("w1", 1.0), ("w2", 1.0)]


def test_an_empty_newest_list_replaces_nothing(tmp_path):
    files = {"workers_20231031.csv": workers(worker("w1")), "workers_20231130.csv": workers()}
    snapshot = built(whole(tmp_path, files))
    assert ask(snapshot, WORKERS) == [("w1", 1.0)]
    as_of = "select as_of_date from quality.tables where table_name = 'workers'"
    assert ask(snapshot, as_of) == [(date(2023, 10, 31),)]


def test_a_whole_list_of_one_source_leaves_another_sources_rows_alone(tmp_path):
    sources = {
        "cases": mapping(),
        "north": mapping("workers", "north_*.csv", extract_date=DATED, delivery="full"),
        "south": mapping("workers", "south_*.csv", extract_date=DATED, delivery="full"),
    }
    folder = municipality(tmp_path, {
        "cases.csv": rows_text({"worker_id": ""}),
        "north_20231031.csv": workers(worker("w1")), "north_20231130.csv": workers(worker("w2")),
        "south_20231031.csv": workers(worker("w3")),
    }, sources=sources)  # fmt: skip
    assert ask(built(folder), WORKERS) == [("w2", 1.0), ("w3", 1.0)]


def test_a_whole_list_that_lost_most_of_its_rows_is_rejected_like_any_other_loss(tmp_path):
    many = [worker(f"w{number:02}") for number in range(20)]
    folder = whole(tmp_path, {"workers_20231031.csv": workers(*many)})
    built(folder)
    whole(tmp_path, {"workers_20231130.csv": workers(*many[:10])})
    assert "workers" in rejected(folder)["suspicious_loss"][2]
