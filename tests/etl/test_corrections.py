"""Corrections change what they expect to find and nothing else, and say so when the source has moved on."""

from datetime import date

from tests.etl.folders import REFERENCE, ask, built, findings, mapping, municipality, rows_text

HEAD = REFERENCE["corrections"]
DATED = {"file_name": r"_(\d{8})\.csv$"}


def corrected(tmp_path, corrections, raw, **fields):
    text = HEAD + "".join(f"{row};Aftalt med teamet;2023-11-01;ABC\n" for row in corrections)
    sources = {"cases": mapping(**fields)}
    return built(municipality(tmp_path, raw, sources=sources, reference={"corrections": text}))


def warned(snapshot, rule):
    return [(row["severity"], row["source"], row["file"], row["key"], row["column_name"])
            for row in findings(snapshot, rule)]  # fmt: skip


def test_the_expected_value_is_replaced_before_the_rules_are_asked(tmp_path):
    raw = {"cases.csv": rows_text({"decided_date": "2022-04-01"}, {"case_id": "A2", "decided_date": ""})}
    corrections = [
        "cases;A1;decided_date;2022-04-01;2023-04-01",
        "cases;A2;team_id;t1;t2",
        "cases;A2;decided_date;;2023-05-01",
    ]
    snapshot = corrected(tmp_path, corrections, raw)
    answer = ask(snapshot, "select case_id, decided_date, team_id from marts.cases order by all")
    assert answer == [("A1", date(2023, 4, 1), "t1"), ("A2", date(2023, 5, 1), "t2")]
    assert [row["rule"] for row in findings(snapshot) if row["rule"].startswith("correction")] == []


def test_a_source_that_says_something_else_by_now_is_left_alone_and_reported(tmp_path):
    raw = {"cases.csv": rows_text({"decided_date": "2023-04-02"})}
    snapshot = corrected(tmp_path, ["cases;A1;decided_date;2022-04-01;2023-04-01"], raw)
    assert ask(snapshot, "select decided_date from marts.cases") == [(date(2023, 4, 2),)]
    assert warned(snapshot, "correction_outdated") == [("warn", "cases", "corrections.csv", "A1", "decided_date")]


def test_only_the_newest_version_decides_whether_the_source_has_moved_on(tmp_path):
    raw = {
        "cases_20231129.csv": rows_text({"decided_date": "2022-04-01"}),
        "cases_20231130.csv": rows_text({"decided_date": "2023-04-02"}),
    }
    snapshot = corrected(tmp_path, ["cases;A1;decided_date;2022-04-01;2023-04-01"], raw, extract_date=DATED)
    assert ask(snapshot, "select decided_date from marts.cases") == [(date(2023, 4, 2),)]
    assert len(warned(snapshot, "correction_outdated")) == 1


def test_a_key_nobody_has_a_column_nobody_knows_and_a_source_nobody_described_are_reported(tmp_path):
    columns = {name: {"header": name} for name in ("case_id", "received_date", "application_type")}
    columns["citizen_id"] = {"header": "citizen_id", "type": "cpr"}
    corrections = [
        "cases;A9;received_date;;2023-01-01",
        "cases;A1;sagsnr;x;y",
        "cases;A1;citizen_id;x;y",
        "sager;A1;team_id;x;y",
    ]
    snapshot = corrected(tmp_path, corrections, {"cases.csv": rows_text({})}, columns=columns)
    assert warned(snapshot, "correction_unmatched") == [("warn", "cases", "corrections.csv", "A9", "received_date")]
    assert {(source, column) for _, source, _, _, column in warned(snapshot, "correction_unusable")} == {
        ("cases", "sagsnr"), ("cases", "citizen_id"), ("sager", "team_id"),
    }  # fmt: skip
    assert all("{" not in row["message"] for row in findings(snapshot))


def test_a_new_value_nobody_can_read_is_reported_like_any_other(tmp_path):
    raw = {"cases.csv": rows_text({"informed_date": "2023-04-01"})}
    snapshot = corrected(tmp_path, ["cases;A1;informed_date;2023-04-01;snart"], raw)
    (found,) = findings(snapshot, "unreadable_value")
    assert (found["column_name"], found["value"]) == ("informed_date", "snart")


def test_a_key_of_several_parts_is_written_with_slashes_between(tmp_path):
    head = HEAD + "workers;w1 / t1 / 2021-01-01;fte;1;0,5;Deltid;2023-11-01;ABC\n"
    snapshot = built(municipality(
        tmp_path, {"cases.csv": rows_text({}), "workers.csv": rows_text({}, table="workers")},
        sources={"cases": mapping(), "workers": mapping("workers")}, reference={"corrections": head},
    ))  # fmt: skip
    assert ask(snapshot, "select fte from marts.workers") == [(0.5,)]
