"""Several files of one table: the newest version of a row counts, the others are counted, and nobody steps in."""

from datetime import date, timedelta

from tests.etl.folders import ask, built, column, findings, mapping, municipality, places, rejected, rows_text

DATED = {"file_name": r"_(\d{8})\.csv$", "format": "%Y%m%d"}
FATES = "select file, physical_records, accepted, quarantined, superseded from quality.source_files order by file"


def daily(tmp_path, files, **fields):
    return municipality(tmp_path, files, sources={"cases": mapping(extract_date=DATED, **fields)})


def test_the_newest_extract_wins_whatever_the_order_of_the_files_and_the_rest_is_counted(tmp_path):
    snapshot = built(daily(tmp_path, {
        "cases_b_20231129.csv": rows_text({"decided_date": "2023-04-01"}, {"case_id": "A2"}),
        "cases_a_20231130.csv": rows_text({"decided_date": "2023-04-02"}, {"case_id": "A3"}),
    }))  # fmt: skip
    answer = ask(snapshot, "select case_id, decided_date from marts.cases order by all")
    assert answer == [("A1", date(2023, 4, 2)), ("A2", None), ("A3", None)]
    assert ask(snapshot, FATES) == [("cases_a_20231130.csv", 2, 2, 0, 0), ("cases_b_20231129.csv", 2, 1, 0, 1)]
    assert findings(snapshot, "duplicate_disagrees") == []


def test_an_older_version_never_steps_in_for_a_newer_faulty_one(tmp_path):
    snapshot = built(daily(tmp_path, {
        "cases_20231129.csv": rows_text({}, {"case_id": "A2"}),
        "cases_20231130.csv": rows_text({"received_date": "31-31-2023"}),
    }))  # fmt: skip
    assert column(snapshot, "case_id") == ["A2"]
    assert ask(snapshot, FATES) == [("cases_20231129.csv", 2, 1, 0, 1), ("cases_20231130.csv", 1, 0, 1, 0)]


def test_a_row_that_only_stands_twice_is_no_finding_but_one_that_disagrees_is(tmp_path):
    text = rows_text({}, {}, {"case_id": "A2"}, {"case_id": "A2", "team_id": "t2"})
    snapshot = built(daily(tmp_path, {"cases_20231130.csv": text}))
    assert ask(snapshot, "select case_id, team_id from marts.cases order by all") == [("A1", "t1"), ("A2", "t2")]
    assert places(snapshot, "duplicate_disagrees") == [("cases_20231130.csv", 4, "A2", "case_id")]


def test_the_as_of_is_the_newest_extract_of_a_source_and_the_earliest_among_sources(tmp_path):
    sources = {
        "a": mapping(files="a_*.csv", extract_date=DATED),
        "b": mapping(files="b_*.csv", extract_date=DATED),
    }
    snapshot = built(municipality(tmp_path, {
        "a_20231128.csv": rows_text({}), "a_20231130.csv": rows_text({}),
        "b_20231129.csv": rows_text({"case_id": "B1"}),
    }, sources=sources))  # fmt: skip
    rows = "select table_name, is_delivered, as_of_date, accepted_rows from quality.tables order by table_name"
    assert ask(snapshot, rows) == [
        ("appeals", False, None, 0), ("assignments", False, None, 0),
        ("cases", True, date(2023, 11, 29), 2), ("workers", False, None, 0),
    ]  # fmt: skip


def test_the_extract_date_may_stand_in_a_column_and_its_newest_value_counts(tmp_path):
    text = "case_id;received_date;application_type;Opdateret\nA1;2023-03-01;new;\nA2;2023-03-01;new; 2023-10-05 \n"
    folder = municipality(
        tmp_path, {"cases.csv": text}, sources={"cases": mapping(extract_date={"column": "opdateret"})}
    )
    snapshot = built(folder)
    assert ask(snapshot, "select extract_date from quality.source_files") == [(date(2023, 10, 5),)]


def test_an_extract_date_nobody_can_read_rejects_the_delivery(tmp_path):
    for number, (file, extract_date) in enumerate([
        ("cases_20231301.csv", DATED),
        ("cases_ny.csv", DATED),
        ("cases.csv", {"file_name": r"cases(_\d{8})?\.csv"}),
        ("cases.csv", {"column": "informed_date"}),
    ]):  # fmt: skip
        sources = {"cases": mapping(extract_date=extract_date)}
        found = rejected(municipality(tmp_path / str(number), {file: rows_text({})}, sources=sources))
        assert found["no_extract_date"][0] == file


def test_an_extract_date_in_the_future_rejects_the_delivery(tmp_path):
    """One typing error in it would make every date right and every month over."""
    tomorrow = date.today() + timedelta(days=2)
    found = rejected(daily(tmp_path / "a", {f"cases_{tomorrow:%Y%m%d}.csv": rows_text({})}))
    assert f"{tomorrow:%d-%m-%Y}" in found["extract_date_in_future"][2]
    text = (
        "case_id;received_date;application_type;Opdateret\nA1;2023-03-01;new;2023-11-30\nA2;2023-03-01;new;9999-12-31\n"
    )
    sources = {"cases": mapping(extract_date={"column": "Opdateret"})}
    assert "extract_date_in_future" in rejected(municipality(tmp_path / "b", {"cases.csv": text}, sources=sources))


def test_rows_without_a_whole_key_are_each_set_aside_and_never_taken_for_one_another(tmp_path):
    rows = [{"valid_from": "snart"}, {"valid_from": "senere"}, {"worker_id": ""}, {"worker_id": ""}]
    folder = municipality(
        tmp_path,
        {"cases.csv": rows_text({}), "workers.csv": rows_text(*rows, table="workers")},
        sources={"cases": mapping(), "workers": mapping("workers")},
    )
    snapshot = built(folder)
    assert ask(snapshot, FATES)[1] == ("workers.csv", 4, 0, 4, 0)


def test_one_rejected_file_rejects_the_delivery_and_names_the_right_file(tmp_path):
    bad = rows_text({"case_id": "A7"}).encode() + b"\xff\n"
    folder = daily(tmp_path, {"cases_20231128.csv": bad, "cases_20231129.csv": rows_text({"subtype": "010170-1234"})})
    assert rejected(folder)["wrong_encoding"][0] == "cases_20231128.csv"


def test_a_file_nobody_asked_for_is_reported_and_hidden_ones_are_not(tmp_path):
    raw = {"cases.csv": rows_text({}), "sager.csv": "x", "~$cases.csv": "x", ".skjult.csv": "x"}
    snapshot = built(municipality(tmp_path, raw))
    assert [row["file"] for row in findings(snapshot, "unmapped_file")] == ["sager.csv"]
