"""Real public case data, loaded with nothing but a mapping and reference tables."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl.pipeline import build
from tests.real.extracts import SHARED, malformed_absent, permits_absent, permits_folder, requests_folder


def ask(snapshot: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@permits_absent
def test_the_permit_extract_gives_the_official_answer(tmp_path):
    outcome = build(permits_folder(tmp_path / "permits"))
    # ../shared/real/municipal-permits/README.md and the issue: 647 cases, 393 decided, 319 of them in time, 254 open,
    # 39 of them overdue on 31 March 2011.
    row = ask(
        outcome.snapshot,
        """
        select count(*), count(decided_date), count(*) filter (is_timely), count(*) filter (closed_date is null),
            count(*) filter (closed_date is null and deadline_date < date '2011-03-31')
        from marts.cases
        """,
    )
    assert row == [(647, 393, 319, 254, 39)]


@permits_absent
def test_the_day_of_a_permit_is_the_day_written_in_the_file(tmp_path):
    """Most timestamps are minutes past local midnight: converted to UTC they would fall on the day before."""
    outcome = build(permits_folder(tmp_path / "permits"))
    with (SHARED / "municipal-permits" / "cases.csv").open(encoding="utf-8") as file:
        written = {row["case_id"]: date.fromisoformat(row["startdate"][:10]) for row in csv.DictReader(file)}
    assert dict(ask(outcome.snapshot, "select case_id, received_date from marts.cases")) == written


# file -> delimiter, date format of the mapping, and the strptime prefix that reads its dates in this recount
VARIANTS = {
    "boston311-100.csv": (",", "iso"),
    "boston311-100-with-nonascii.csv": (",", "iso"),
    "boston311-100-notime.csv": (",", "iso"),
    "boston311-dmy-100.csv": (",", "dmy"),
    "boston311-100-20dupes-random.csv": (",", "iso"),
    "boston311-100-bad.tsv": ("\t", "iso"),
}


def day(text: str, date_format: str) -> date | None:
    if not text.strip():
        return None
    if date_format == "dmy":
        d, m, y = text.split(" ")[0].split("/")
        return date(int(y), int(m), int(d))
    return date.fromisoformat(text[:10])


def recount(file: str, delimiter: str, date_format: str) -> dict[str, int]:
    """The file counted with Python's csv module alone; a case repeated word for word counts once."""
    with (SHARED / "malformed" / file).open(encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text, delimiter=delimiter))
    header, body = rows[0], rows[1:]
    fitting = {row[0]: dict(zip(header, row, strict=True)) for row in body if len(row) == len(header)}
    days = [
        {name: day(row[name], date_format) for name in ("open_dt", "target_dt", "closed_dt")}
        for row in fitting.values()
    ]
    return {
        "records": len(body),
        "unsplittable": sum(len(row) != len(header) for row in body),
        "repeated": sum(count - 1 for count in Counter(row[0] for row in body if len(row) == len(header)).values()),
        "cases": len(days),
        "decided": sum(row["closed_dt"] is not None for row in days),
        "timely": sum(
            bool(row["closed_dt"] and row["target_dt"] and row["closed_dt"] <= row["target_dt"]) for row in days
        ),
        "without_deadline": sum(row["target_dt"] is None for row in days),
    }


@malformed_absent
@pytest.mark.parametrize("file", VARIANTS)
def test_nothing_of_a_malformed_extract_is_lost_without_a_count(tmp_path, file):
    delimiter, date_format = VARIANTS[file]
    outcome = build(requests_folder(tmp_path / "requests", file, delimiter, date_format))
    expected = recount(file, delimiter, date_format)
    # A deadline before receipt is kept out with a finding; the recount of marts leaves the same rows out.
    kept_out = ask(outcome.snapshot, "select count(*) from quality.quarantined_rows where raw_row is not null")[0][0]
    assert outcome.files[0].read == expected["records"]
    assert outcome.files[0].superseded == expected["repeated"]
    assert outcome.files[0].quarantined == expected["unsplittable"] + kept_out
    assert outcome.files[0].accepted == expected["cases"] - kept_out
    row = ask(
        outcome.snapshot,
        "select count(*), count(decided_date), count(*) filter (is_timely), count(*) filter (deadline_date is null)"
        " from marts.cases",
    )
    assert kept_out == 0
    assert row == [tuple(expected[name] for name in ("cases", "decided", "timely", "without_deadline"))]


@malformed_absent
def test_a_line_that_cannot_be_split_is_told_by_file_line_and_field_count_only(tmp_path):
    outcome = build(requests_folder(tmp_path / "requests", "boston311-100-bad.tsv", "\t"))
    findings = ask(
        outcome.snapshot, "select file, line, value, message from quality.findings where rule = 'wrong_field_count'"
    )
    assert findings == [
        (
            "boston311-100-bad.tsv",
            41,
            None,
            "Linjen har 30 felter, men overskriften har 29. Se efter et skilletegn for meget eller for lidt.",
        )
    ]
    rows = ask(outcome.snapshot, "select file, line, field_count, raw_row from quality.quarantined_rows")
    assert rows == [("boston311-100-bad.tsv", 41, 30, None)]
    content = (SHARED / "malformed" / "boston311-100-bad.tsv").read_text(encoding="utf-8").splitlines()[40]
    case_id = content.split("\t")[0]
    assert case_id.encode() not in outcome.snapshot.read_bytes()


@malformed_absent
@pytest.mark.parametrize(
    ("file", "delimiter", "date_format", "rule", "line", "column"),
    [
        # declared with the wrong delimiter: the header is one long name
        ("boston311-100-bad.tsv", ",", "iso", "missing_column", 1, "case_id"),
        # declared ISO, written day first: no received date can be read, so no case is usable
        ("boston311-dmy-100.csv", ",", "iso", "unreadable_value", 2, "received_date"),
    ],
)
def test_a_wrongly_described_file_is_refused_with_its_place(tmp_path, file, delimiter, date_format, rule, line, column):
    outcome = build(requests_folder(tmp_path / "requests", file, delimiter, date_format))
    assert outcome.is_rejected
    assert outcome.snapshot is None
    row = next(row for row in outcome.rules if row.rule == rule)
    assert (row.file, row.line) == (file, line)
    assert column in row.message
