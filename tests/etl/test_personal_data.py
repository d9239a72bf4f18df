"""No CPR number and no citizen's name leaves the reading of a file: not in a table, a message or a log."""

import hashlib
import hmac
import os
import re
import tempfile
from pathlib import Path

import duckdb
import pytest

from etl.errors import IdentifierNeedsKey
from etl.masking import MASK, masked, masked_sql
from etl.pipeline import build
from etl.pseudonym import Pseudonymiser
from tests.etl.folders import KEY, ask, built, column, findings, mapping, municipality, rows_text
from tests.processes import run_module

# Each planted number stands in one place only, so that a leak tells where it came from.
CPR = {
    place: f"{day:02}{month:02}70-1{number:03}"
    for number, (place, day, month) in enumerate(
        (place, 1 + n % 28, 1 + n % 12)
        for n, place in enumerate([
            "own column", "quarantined row", "case id", "team", "worker", "subtype", "date", "paragraph", "code",
            "number", "header", "file name", "unmapped file name", "torn line", "open quote", "ignored column",
            "notice list", "bool", "remitted from", "case id of a bad row", "appeal's case", "date of a warning",
            "rejected header", "error",
        ])
    )
}  # fmt: skip
NAMES = ["Ørnulf Æblegren", "Grimhild Åkær-Vig"]


def forms(cpr: str) -> set[str]:
    """How a number could show: with and without hyphen, and without the leading zero."""
    plain = cpr.replace("-", "")
    return {cpr, plain, cpr.lstrip("0"), plain.lstrip("0")}


def leaks(text: str) -> list[str]:
    found = [place for place, cpr in CPR.items() if any(form in text for form in forms(cpr))]
    return found + [name for name in NAMES if name in text or name.split()[1] in text]


def everything_in(snapshot: Path) -> str:
    """Every value of every table as text, and the file's own bytes."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        rows = [connection.execute(f"select * from {schema}.{table}").fetchall() for schema, table in tables]
    return repr(rows) + snapshot.read_bytes().decode("latin-1") + snapshot.read_bytes().decode("utf-8", errors="ignore")


def planted(folder: Path) -> Path:
    """A delivery with a citizen's number in every wrong place a delivery has."""
    columns = {name: {"header": name} for name in (
        "case_id", "team_id", "worker_id", "paragraph", "subtype", "application_type", "decision_outcome",
        "remitted_from_complaint_id", "is_urgent", "waiting_days", "received_date", "informed_date", "notice_date",
        "decided_date",
    )} | {"citizen_id": {"header": "CPR", "type": "cpr"}}  # fmt: skip
    names = [*list(columns)[:-1], "CPR", "BorgerNavn", f"Note {CPR['header']} [/b]"]

    def line(**values: str) -> str:
        row = {"case_id": "A", "team_id": "t1", "worker_id": "w1", "paragraph": "85", "application_type": "new",
               "received_date": "2023-03-01", "CPR": CPR["own column"], "BorgerNavn": NAMES[0]} | values  # fmt: skip
        return ";".join(row.get(name, "") for name in names)

    lines = [
        ";".join(names),
        line(case_id="A1", **{names[-1]: CPR["ignored column"]}),
        line(case_id="A2", CPR=CPR["quarantined row"], received_date="", BorgerNavn=NAMES[1]),
        line(case_id=CPR["case id"]),
        line(case_id="A4", team_id=CPR["team"]),
        line(case_id="A5", worker_id=f"AB {CPR['worker'].replace('-', '')}"),
        line(case_id="A6", subtype=f"søn af {CPR['subtype'].replace('-', ' - ')}, se også {CPR['subtype']}"),
        line(case_id="A7", decided_date=CPR["date"].replace("-", "")),
        line(case_id="A8", paragraph=CPR["paragraph"].replace("-", "\u2013")),
        line(case_id="A9", decision_outcome=CPR["code"]),
        line(case_id="A10", waiting_days=CPR["number"].replace("-", "")),
        line(case_id="A11", waiting_days=CPR["number"].replace("-", "").lstrip("0")),
        line(case_id="A12") + f";{CPR['torn line']};{NAMES[1]}",
        line(case_id="A13", subtype=f'"{CPR["open quote"]} {NAMES[1]}'),
        line(case_id="A14", notice_date=f"2023-04-01,{CPR['notice list']}"),
        line(case_id="A15", is_urgent=CPR["bool"].replace("-", "")),
        line(case_id="A16", remitted_from_complaint_id=CPR["remitted from"]),
        line(case_id=CPR["case id of a bad row"], received_date="2024-01-01"),
        line(case_id="A19", team_id=NAMES[0], worker_id=NAMES[1], decision_outcome=NAMES[1], informed_date=NAMES[0]),
        line(case_id="A20", decided_date=NAMES[0], application_type=NAMES[1], subtype=NAMES[0], is_urgent=NAMES[1]),
        line(case_id=NAMES[1], remitted_from_complaint_id=NAMES[0], waiting_days=NAMES[0]),
        line(case_id="A21", worker_id=f"{CPR['worker'][:4]}19{CPR['worker'][4:]}"),
        line(case_id="A18", informed_date=CPR["date of a warning"].replace("-", "").lstrip("0")),
    ]
    raw = {
        f"cases {CPR['file name']} [b].csv": "\n".join(lines),
        f"{CPR['unmapped file name'].replace('-', '')}.csv": NAMES[0],
        "appeals.csv": rows_text({"case_id": CPR["appeal's case"]}, {"complaint_id": "K2", "case_id": CPR["case id"]},
                                 table="appeals"),
    }  # fmt: skip
    sources = {"cases": mapping(columns=columns), "appeals": mapping("appeals")}
    return municipality(folder, raw, sources=sources)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """The command line's exit code and everything it wrote."""
    process = run_module("etl", [*arguments, "--data", str(folder)], {**os.environ, "COLUMNS": "400"})
    return process.returncode, process.stdout + process.stderr


def test_no_planted_number_or_name_is_in_the_snapshot_the_findings_or_the_terminal(tmp_path):
    folder = planted(tmp_path)
    code, output = run(folder, "build")
    assert code == 0, output
    assert leaks(output) == []
    (snapshot,) = (folder / "warehouse").glob("*.duckdb")
    assert leaks(everything_in(snapshot)) == []
    others = [path for path in (folder / "warehouse").rglob("*") if path.is_file() and path != snapshot]
    assert [leaks(path.read_text(encoding="latin-1")) for path in others] == [[]] * len(others)
    assert len(column(snapshot, "case_id")) == 15
    assert MASK in repr(ask(snapshot, "select raw_row from quality.quarantined_rows"))


def test_a_number_in_a_column_of_identifiers_still_tells_rows_apart_and_joins_them(tmp_path):
    snapshot = built(planted(tmp_path))
    assert ask(snapshot, "select count(*) from marts.appeals join marts.cases using (case_id)") == [(1,)]
    hidden = findings(snapshot, "cpr_in_text")
    assert {row["column_name"] for row in hidden} >= {"case_id", "team_id", "worker_id", "subtype", "paragraph"}
    assert {(row["value"], row["key"]) for row in hidden} == {(None, None)}


def test_a_rejected_delivery_says_nothing_personal(tmp_path):
    header = f"{CPR['rejected header']};{NAMES[0]};A1\n"
    code, output = run(municipality(tmp_path, {"cases.csv": header * 3}), "build")
    assert (code, leaks(output)) == (1, [])
    assert "Traceback" not in output


def test_an_error_about_a_file_s_name_does_not_repeat_a_number_in_it(tmp_path):
    raw = {"EKSEMPELDATA.txt": "x", f"{CPR['error']}.csv": "x"}
    code, output = run(municipality(tmp_path, raw), "build")
    assert (code, leaks(output)) == (2, [])
    assert MASK in output


def test_a_pseudonym_is_the_keyed_hash_of_the_ten_digits_however_they_were_written(tmp_path):
    spellings = ["0101701234", "010170-1234", " 010170 1234 ", "101701234", "10170-1234", "010170 - 1234"]
    rows = [{"case_id": str(n), "citizen_id": text} for n, text in enumerate([*spellings, "020170-1234", "", " "])]
    columns = {name: {"header": name} for name in ("case_id", "received_date", "application_type", "paragraph")}
    columns["citizen_id"] = {"header": "citizen_id", "type": "cpr"}
    snapshot = built(
        municipality(tmp_path, {"cases.csv": rows_text(*rows)}, sources={"cases": mapping(columns=columns)})
    )
    # an independent computation: RFC 2104 by hand
    pad = KEY.encode().ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in pad) + b"0101701234").digest()
    expected = hashlib.sha256(bytes(byte ^ 0x5C for byte in pad) + inner).hexdigest()[:32]
    read = [value for (value,) in ask(snapshot, "select citizen_id from marts.cases order by case_id")]
    assert read[:6] == [expected] * 6
    assert read[6] not in (expected, None)
    assert read[7:] == [None, None]


def test_another_key_gives_another_pseudonym_and_the_environment_goes_before_the_file(tmp_path, monkeypatch):
    columns = {name: {"header": name} for name in ("case_id", "received_date", "application_type")}
    columns["citizen_id"] = {"header": "citizen_id", "type": "cpr"}
    text = rows_text({"citizen_id": "010170-1234"})
    folder = municipality(tmp_path, {"cases.csv": text}, sources={"cases": mapping(columns=columns)})
    from_file = column(built(folder), "citizen_id")
    monkeypatch.setenv("PSEUDONYM_KEY", "e" * 32)
    from_environment = column(built(folder), "citizen_id")
    expected = hmac.new(b"e" * 32, b"0101701234", hashlib.sha256).hexdigest()[:32]
    assert from_environment == [expected]
    assert from_file != from_environment


def test_the_key_is_neither_in_the_snapshot_nor_in_the_terminal(tmp_path):
    folder = planted(tmp_path)
    _, output = run(folder, "check")
    assert KEY not in output
    assert KEY not in everything_in(built(folder))


def test_an_identifier_that_is_a_cpr_number_is_never_hashed_without_a_key(tmp_path):
    folder = municipality(tmp_path, {"cases.csv": rows_text({"case_id": "010170-1234"})}, key=None)
    with pytest.raises(IdentifierNeedsKey) as caught:
        build(folder)
    assert "case_id" in str(caught.value)
    assert "1234" not in str(caught.value)


def test_quarantined_rows_keep_what_helps_repair_with_the_personal_fields_masked(tmp_path):
    columns = {name: {"header": name} for name in ("case_id", "received_date", "application_type", "subtype")}
    columns["citizen_id"] = {"header": "citizen_id", "type": "text", "personal": True}
    row = {"citizen_id": NAMES[0], "received_date": "i går", "subtype": "se 010170-1234"}
    folder = municipality(
        tmp_path, {"cases.csv": rows_text(row, {"case_id": "A2"})}, sources={"cases": mapping(columns=columns)}
    )
    ((rules, raw_row),) = ask(built(folder), "select rules, raw_row from quality.quarantined_rows")
    assert rules == ["unreadable_value"]
    assert '"received_date":"i går"' in raw_row
    assert f'"citizen_id":"{MASK}"' in raw_row
    assert leaks(raw_row) == []
    assert "010170" not in raw_row


def test_two_files_whose_names_differ_in_a_number_only_are_still_two(tmp_path):
    raw = {
        "cases_010170-1234.csv": rows_text({"case_id": "A1"}),
        "cases_020270-1234.csv": rows_text({"case_id": "A2", "received_date": ""}),
    }
    snapshot = built(municipality(tmp_path, raw))
    assert column(snapshot, "case_id") == ["A1"]
    assert ask(snapshot, "select accepted, quarantined from quality.source_files order by file") == [(1, 0), (0, 1)]


def test_nothing_is_left_in_the_temporary_folder(tmp_path, monkeypatch):
    private = tmp_path / "tmp"
    private.mkdir()
    monkeypatch.setenv("TMPDIR", str(private))
    monkeypatch.setattr(tempfile, "tempdir", None)
    built(planted(tmp_path / "folder"))
    assert list(private.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("010170-1234", MASK),
        ("0101701234.", f"{MASK}."),
        ("a0101701234b", f"a{MASK}b"),
        ("010170-1234 010270-1234", f"{MASK} {MASK}"),
        ("010170 - 1234", MASK),
        ("010170\u20131234", MASK),
        ("101004113302", "101004113302"),
        ("00101701234", "00101701234"),
        ("320170-1234", "320170-1234"),
        ("011370-1234", "011370-1234"),
        ("2023-03-01 12:34", "2023-03-01 12:34"),
        ("01-03-2023", "01-03-2023"),
        ("sager_20231130.csv", "sager_20231130.csv"),
    ],
)
def test_only_what_looks_like_a_cpr_number_is_masked_and_sql_does_the_same(text, expected):
    assert masked(text) == expected
    assert duckdb.execute(f"select {masked_sql('?')}", [text]).fetchone()[0] == expected


def test_a_pseudonym_is_thirty_two_hexadecimal_signs():
    assert re.fullmatch("[0-9a-f]{32}", Pseudonymiser(KEY.encode())("010170-1234"))


NAME = "Anna Berg"


def test_a_name_in_the_wrong_column_stays_hidden_however_often_its_row_is_delivered(tmp_path):
    """The same shifted row comes again with every overlapping extract; three extracts do not make it a team."""
    rows = rows_text({"case_id": "A1", "team_id": NAME, "worker_id": NAME}, {"case_id": "A2"})
    raw = {f"cases_{number}.csv": rows for number in range(4)}
    snapshot = built(municipality(tmp_path, raw))
    assert NAME not in everything_in(snapshot)
    assert {row["column_name"] for row in findings(snapshot, "name_in_text")} == {"team_id", "worker_id"}


def test_a_team_of_two_words_is_told_when_three_cases_have_it(tmp_path):
    rows = [{"case_id": f"A{number}", "team_id": "Team Nord"} for number in range(3)]
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text(*rows)}))
    assert [row["value"] for row in findings(snapshot, "unknown_team")] == ["Team Nord"] * 3


def test_case_numbers_that_are_words_are_told_apart_and_joined(tmp_path):
    raw = {
        "cases.csv": rows_text({"case_id": "Nord sag et"}, {"case_id": "Nord sag to"}),
        "appeals.csv": rows_text({"case_id": "Nord sag to"}, table="appeals"),
    }
    sources = {"cases": mapping(), "appeals": mapping("appeals")}
    snapshot = built(municipality(tmp_path, raw, sources=sources))
    assert len(column(snapshot, "case_id")) == 2
    assert ask(snapshot, "select count(*) from marts.appeals join marts.cases using (case_id)") == [(1,)]
    with pytest.raises(IdentifierNeedsKey):
        build(municipality(tmp_path / "uden", raw, sources=sources, key=None))
