"""Two suppliers of one table, and deliveries that say nothing."""

import pytest

from etl.errors import FileMappedTwice
from etl.pipeline import build
from tests.etl.folders import ask, built, findings, mapping, municipality, rows_text

TWO = {"old": mapping(files="old*.csv"), "new": mapping(files="new*.csv", extract_date={"value": "2023-11-29"})}


def test_a_case_number_used_by_two_sources_is_told_since_they_may_be_two_cases(tmp_path):
    raw = {"old.csv": rows_text({}, {"case_id": "A2"}), "new.csv": rows_text({"team_id": "t2"}, {"case_id": "A3"})}
    snapshot = built(municipality(tmp_path, raw, sources=TWO))
    assert ask(snapshot, "select case_id, team_id from marts.cases order by all") == [
        ("A1", "t1"),
        ("A2", "t1"),
        ("A3", "t1"),
    ]
    (found,) = findings(snapshot, "same_key_in_two_sources")
    assert (found["source"], found["file"], found["line"], found["key"]) == ("new", "new.csv", 2, "A1")
    assert "kilden old" in found["message"]


def test_sources_without_a_common_case_number_are_simply_added(tmp_path):
    raw = {"old.csv": rows_text({}), "new.csv": rows_text({"case_id": "A3"})}
    snapshot = built(municipality(tmp_path, raw, sources=TWO))
    assert ask(snapshot, "select count(*) from marts.cases") == [(2,)]
    assert findings(snapshot, "same_key_in_two_sources") == []


def test_a_file_is_never_read_as_two_deliveries_of_one_table(tmp_path):
    folder = municipality(tmp_path, sources={"one": mapping(files="c*.csv"), "two": mapping(files="cases.csv")})
    with pytest.raises(FileMappedTwice, match=r"cases\.csv.*one, two"):
        build(folder)


def test_an_extract_without_rows_does_not_make_the_data_newer(tmp_path):
    dated = {"cases": mapping(extract_date={"file_name": r"_(\d{8})\.csv$"})}
    raw = {"cases_20231128.csv": rows_text({}), "cases_20231129.csv": rows_text()}
    snapshot = built(municipality(tmp_path, raw, sources=dated))
    assert ask(snapshot, "select as_of_date::varchar from quality.tables where table_name = 'cases'") == [
        ("2023-11-28",)
    ]
    assert [row["file"] for row in findings(snapshot, "empty_delivery")] == ["cases_20231129.csv"]


def test_an_optional_table_without_rows_is_delivered(tmp_path):
    raw = {"cases.csv": rows_text({}), "appeals.csv": rows_text(table="appeals")}
    snapshot = built(municipality(tmp_path, raw, sources={"cases": mapping(), "appeals": mapping("appeals")}))
    assert ask(snapshot, "select is_delivered, accepted_rows from quality.tables where table_name = 'appeals'") == [
        (True, 0)
    ]


def test_a_file_named_after_a_citizen_is_not_named_when_it_is_mapped_twice(tmp_path):
    raw = {"cases 010170-1234.csv": rows_text({})}
    folder = municipality(tmp_path, raw, sources={"one": mapping(files="c*.csv"), "two": mapping(files="cases*.csv")})
    with pytest.raises(FileMappedTwice) as error:
        build(folder)
    assert "010170" not in str(error.value)
