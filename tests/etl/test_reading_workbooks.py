"""XLSX deliveries: Excel's own dates, numbers and booleans, blank rows and sheets."""

from datetime import date, datetime

import pytest

from tests.etl.folders import ask, built, column, findings, mapping, municipality, rejected, rows_text, workbook

HEAD = ["worker_id", "team_id", "fte", "is_temporary", "valid_from", "valid_to"]


def workers(tmp_path, rows, written_sheet="Ark1", first_row=0, **fields):
    """A folder with one case and a workers sheet."""
    fields = {"format": "xlsx", "sheet": "Ark1", "date_formats": ["excel", "iso", "dmy"]} | fields
    folder = municipality(
        tmp_path,
        {"cases.csv": rows_text({})},
        sources={"cases": mapping(), "workers": mapping("workers", "workers.xlsx", **fields)},
    )
    workbook(folder / "raw" / "workers.xlsx", rows, written_sheet, first_row)
    return folder


def test_dates_datetimes_serials_and_texts_all_give_the_day_that_excel_shows(tmp_path):
    day = date(2023, 3, 1)
    rows = [
        ["a", "t1", 1, True, day, None],
        ["b", "t1", 1, False, datetime(2023, 3, 1, 23, 59), None],
        ["c", "t1", 1, None, 44986, None],  # 1 March 2023: 44927 is 1 January 2023, + 31 + 28
        ["d", "t1", 1, None, 44986.99, None],
        ["e", "t1", 1, None, "01-03-2023", None],
        ["f", "t1", 1, None, "2023-03-01", "2023-03-01 08:15"],
    ]
    snapshot = built(workers(tmp_path, [HEAD, *rows]))
    assert column(snapshot, "valid_from", "marts.workers") == [day] * 6
    assert ask(snapshot, "select valid_to from marts.workers where worker_id = 'f'") == [(day,)]


def test_numbers_come_with_their_decimals_whole_numbers_as_ids_and_texts_with_a_comma_too(tmp_path):
    rows = [[1001, "t1", 0.8, None, date(2023, 1, 1), None], ["x", "t1", "0,5", None, date(2023, 1, 1), None]]
    snapshot = built(workers(tmp_path, [HEAD, *rows]))
    assert ask(snapshot, "select worker_id, fte from marts.workers order by all") == [("1001", 0.8), ("x", 0.5)]


def test_booleans_of_excel_are_booleans(tmp_path):
    rows = [[name, "t1", 1, value, date(2023, 1, 1), None] for name, value in [("a", True), ("b", False), ("c", None)]]
    snapshot = built(workers(tmp_path, [HEAD, *rows]))
    assert ask(snapshot, "select worker_id, is_temporary from marts.workers order by all") == [
        ("a", True), ("b", False), ("c", None),
    ]  # fmt: skip


def test_blank_rows_are_no_records_and_line_numbers_are_the_sheet_s_rows(tmp_path):
    rows = [HEAD, [None] * 6, ["a", "t1", 1, None, date(2023, 1, 1), None], [None] * 6,
            ["b", "t1", 7, None, date(2023, 1, 1), None]]  # fmt: skip
    snapshot = built(workers(tmp_path, rows, first_row=2))
    assert [(row["line"], row["key"]) for row in findings(snapshot, "implausible_fte")] == [(7, "b / t1 / 2023-01-01")]
    files = "select physical_records, accepted, quarantined from quality.source_files where table_name = 'workers'"
    assert ask(snapshot, files) == [(2, 1, 1)]


def test_a_cpr_number_that_excel_made_a_number_gives_the_same_citizen(tmp_path):
    folder = municipality(
        tmp_path,
        {"cases.csv": rows_text({"citizen_id": "010170-1234"})},
        sources={
            "cases": mapping(columns={
                name: {"header": name} for name in ("case_id", "received_date", "application_type")
            } | {"citizen_id": {"header": "citizen_id", "type": "cpr"}}),
            "assignments": mapping(
                "assignments", "assignments.xlsx", format="xlsx",
                columns={"citizen_id": {"header": "CPR", "type": "cpr"}, "worker_id": "Medarbejder", "from_date": "Fra"},
            ),
        },
    )  # fmt: skip
    workbook(folder / "raw" / "assignments.xlsx", [["CPR", "Medarbejder", "Fra"], [101701234, "w1", date(2023, 1, 1)]])
    snapshot = built(folder)
    joined = "select count(*) from marts.cases join marts.assignments using (citizen_id)"
    assert ask(snapshot, joined) == [(1,)]


@pytest.mark.parametrize("sheet", ["ark1", "Ukendt"])
def test_a_sheet_that_is_not_there_rejects_and_names_the_sheet(tmp_path, sheet):
    found = rejected(workers(tmp_path, [HEAD, ["a", "t1", 1, None, date(2023, 1, 1), None]], sheet=sheet))
    assert found["missing_sheet"][0] == "workers.xlsx"
    assert sheet in found["missing_sheet"][2]


def test_without_a_sheet_in_the_mapping_the_first_is_read(tmp_path):
    folder = workers(tmp_path, [HEAD, ["a", "t1", 1, None, date(2023, 1, 1), None]], "Noget")
    toml = (folder / "sources" / "workers.toml").read_text(encoding="utf-8")
    (folder / "sources" / "workers.toml").write_text(toml.replace('"sheet" = "Ark1"\n', ""), encoding="utf-8")
    assert column(built(folder), "worker_id", "marts.workers") == ["a"]


def test_an_empty_sheet_is_refused(tmp_path):
    assert rejected(workers(tmp_path, []))["file_empty"][0] == "workers.xlsx"
