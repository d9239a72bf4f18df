"""Whatever lies in the raw folder: a finding or a named error, never another exception, and every record is counted."""

import csv
import os
import random
import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import EtlError
from etl.findings import Severity
from etl.outcome import Outcome
from etl.pipeline import build
from etl.records import UnreadableFile, read_delimited, read_workbook
from tests.etl.folders import ask, built, column, findings, mapping, municipality, rejected, rows_text, workbook

GOOD = rows_text(*({"case_id": f"A{n}", "subtype": 'æøå "citat";\nlinje'} for n in range(30)))
XLSX = {"format": "xlsx", "files": "cases.xlsx"}


def outcome_of(folder) -> Outcome | EtlError:
    """What a check comes to; any exception but an EtlError fails the test."""
    try:
        outcome = build(folder, publishes=False)
    except EtlError as error:
        return error
    for file in outcome.files:
        assert file.read == file.accepted + file.quarantined + file.superseded
    assert outcome.is_rejected == any(row.severity is Severity.REJECT for row in outcome.rules)
    assert all("{" not in row.message for row in outcome.rules)
    return outcome


def blocks_of(path, encoding="utf-8", quote='"', delimiter=";"):
    """Lines, bad lines and values of a text file, or the finding it is refused with."""

    def choose(header):
        return list(range(len(header)))

    try:
        blocks = list(read_delimited(path, delimiter, quote, encoding, choose))
    except UnreadableFile as error:
        return error.finding
    return [line for block in blocks for line in block.lines], [bad for block in blocks for bad in block.bad_lines]


def refusal_of(path) -> str | None:
    """The finding a workbook is refused with, None where it can be read."""
    try:
        list(read_workbook(path, "", lambda header: list(range(len(header)))))
    except UnreadableFile as error:
        return error.finding
    return None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "latin-1"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(content=st.one_of(st.binary(max_size=400), st.text('";,\n\r\0 a\u00e6\ufeff1\t', max_size=200).map(str.encode)))
def test_random_bytes_are_records_bad_lines_or_a_refusal(tmp_path, encoding, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    read = blocks_of(path, encoding)
    if isinstance(read, str):
        assert read in {"file_empty", "unclosed_quote", "wrong_encoding"}
        return
    lines, bad = read
    seen = lines + [line.line for line in bad]
    assert len(seen) == len(set(seen))  # no line is counted twice
    text = path.open(encoding=encoding).read()
    assert max(seen, default=0) <= text.count("\n") + 1


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(rows=st.lists(st.lists(st.text('ab";\n\u00e6 ', max_size=6), min_size=3, max_size=3), max_size=12))
def test_what_a_csv_writer_wrote_comes_back_field_by_field(tmp_path, rows):
    path = tmp_path / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerows([["a", "b", "c"], *rows])
    blocks = list(read_delimited(path, ";", '"', "utf-8", lambda header: list(range(len(header)))))
    read = [list(row) for block in blocks for row in zip(*(part.to_pylist() for part in block.columns), strict=True)]
    assert [bad for block in blocks for bad in block.bad_lines] == []
    # A line break inside a text means nothing and blanks around it neither.
    assert read == [[value.replace("\n", " ").strip() for value in row] for row in rows]


def test_random_damage_to_a_good_file_is_never_another_exception(tmp_path):
    rng = random.Random(5)
    data = GOOD.encode()
    for number in range(10):
        damaged = bytearray(data)
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(damaged))
            damaged[at : at + rng.randrange(3)] = rng.randbytes(rng.randrange(3)) or b'"'
        if number % 2:
            del damaged[rng.randrange(len(damaged)) :]
        outcome_of(municipality(tmp_path / str(number), {"cases.csv": bytes(damaged)}))


def test_a_truncated_file_loses_no_more_than_its_last_record_without_a_word(tmp_path):
    data = GOOD.encode()
    folder = municipality(tmp_path, {"cases.csv": data[:-25]})
    snapshot = built(folder)
    assert len(column(snapshot, "case_id")) >= 28
    assert ask(snapshot, "select physical_records - accepted from quality.source_files")[0][0] >= 1


def test_a_row_of_two_hundred_columns_costs_itself_only(tmp_path):
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text({}) + ";".join("x" * 200) + "\n"}))
    assert column(snapshot, "case_id") == ["A1"]
    assert "200 felter" in findings(snapshot, "wrong_field_count")[0]["message"]


@pytest.mark.parametrize("quoted", [True, False])
def test_a_very_long_line_is_a_value_like_any_other_or_set_aside(tmp_path, quoted):
    text = "x" * 3_000_000
    long = rows_text({"case_id": "A2"}).splitlines()[1].replace("85", f'"{text}"' if quoted else text)
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text({}) + long + "\n"}))
    assert "A1" in column(snapshot, "case_id")
    assert ask(snapshot, "select physical_records from quality.source_files") == [(2,)]


class TestFilesThatChange:
    def test_a_file_that_grows_while_it_is_read_is_refused(self, tmp_path):
        folder = municipality(tmp_path, {"cases.csv": rows_text(*({"case_id": f"A{n}"} for n in range(150_000)))})
        path = folder / "raw" / "cases.csv"
        stop = threading.Event()

        def write_on() -> None:
            with path.open("a", encoding="utf-8") as file:
                while not stop.is_set():
                    file.write(rows_text({"case_id": "B"}).splitlines()[1] + "\n")
                    file.flush()
                    stop.wait(0.002)

        writer = threading.Thread(target=write_on)
        begin = lambda step, **_: writer.start() if step == "reading" else None  # noqa: E731
        try:
            found = rejected(folder, on_step=begin)
        finally:
            stop.set()
            writer.join()
        assert found["file_changed"][0] == "cases.csv"

    def test_a_file_that_is_gone_when_its_turn_comes_is_refused(self, tmp_path):
        folder = municipality(tmp_path)
        path = folder / "raw" / "cases.csv"
        found = rejected(folder, on_step=lambda step, **_: path.unlink() if step == "reading" else None)
        assert found["file_unreadable"][0] == "cases.csv"

    def test_a_folder_in_the_place_of_a_file_is_refused(self, tmp_path):
        folder = municipality(tmp_path)
        path = folder / "raw" / "cases.csv"

        def replace(step: str, **_: object) -> None:
            if step == "reading":
                path.unlink()
                path.mkdir()

        assert "file_unreadable" in rejected(folder, on_step=replace)

    def test_a_file_that_cannot_be_read_is_refused(self, tmp_path):
        """Opening a process's own memory succeeds and reading it fails, for the administrator too."""
        memory = Path("/proc/self/mem")
        folder = municipality(tmp_path)
        path = folder / "raw" / "cases.csv"
        if memory.exists():
            path.unlink()
            path.symlink_to(memory)
        else:
            path.chmod(0)
        assert "file_unreadable" in rejected(folder)


class TestWorkbooks:
    @pytest.fixture
    def good(self, tmp_path) -> bytes:
        workbook(
            tmp_path / "good.xlsx", [["case_id", "received_date", "application_type"], ["A1", date(2023, 3, 1), "new"]]
        )
        return (tmp_path / "good.xlsx").read_bytes()

    def refused(self, folder, content: bytes, **fields) -> str:
        raw = {"cases.xlsx": content}
        found = rejected(municipality(folder, raw, sources={"cases": mapping(**(XLSX | fields))}))
        ((rule, (file, _, _)),) = found.items()
        assert file == "cases.xlsx"
        return rule

    def test_what_is_no_workbook_is_refused(self, tmp_path, good):
        contents = {
            "random": random.Random(1).randbytes(5000),
            "empty": b"",
            "text": GOOD.encode(),
            "encrypted": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
            "half": good[: len(good) // 2],
            "without end": good[:-30],
        }
        for name, content in contents.items():
            assert self.refused(tmp_path / name, content) == "file_unreadable", name

    def test_a_zip_without_sheets_is_refused(self, tmp_path):
        for name, entries in {
            "empty": {},
            "other": {"a.txt": "x"},
            "no sheets": {"xl/workbook.xml": "<workbook><sheets/></workbook>", "[Content_Types].xml": "<Types/>",
                          "xl/_rels/workbook.xml.rels": "<Relationships/>"},
            "bad xml": {"xl/workbook.xml": "<workbook><sheets", "xl/_rels/workbook.xml.rels": "<"},
        }.items():  # fmt: skip
            path = tmp_path / f"{name}.xlsx"
            with zipfile.ZipFile(path, "w") as archive:
                for entry, text in entries.items():
                    archive.writestr(entry, text)
            assert self.refused(tmp_path / name, path.read_bytes()) == "file_unreadable", name

    def test_random_damage_to_a_workbook_is_a_refusal_or_readable(self, tmp_path, good):
        rng = random.Random(3)
        path = tmp_path / "x.xlsx"
        refusals = 0
        for _ in range(400):
            damaged = bytearray(good)
            for _ in range(rng.randrange(1, 8)):
                damaged[rng.randrange(len(damaged))] = rng.randrange(256)
            path.write_bytes(damaged)
            refusals += refusal_of(path) is not None
        assert refusals > 50

    def test_damage_inside_the_sheet_is_a_refusal_or_readable(self, tmp_path, good):
        (tmp_path / "in.xlsx").write_bytes(good)
        rng = random.Random(4)
        with zipfile.ZipFile(tmp_path / "in.xlsx") as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        path = tmp_path / "x.xlsx"
        for _ in range(200):
            name = rng.choice([name for name in parts if name.startswith("xl/")])
            damaged = bytearray(parts[name])
            for _ in range(rng.randrange(1, 4)):
                at = rng.randrange(len(damaged))
                damaged[at : at + rng.randrange(2)] = rng.choice(
                    [b"", b"<", b"9", b"\xff", b"-", b"999999999999", b">"]
                )
            with zipfile.ZipFile(path, "w") as archive:
                for other, content in (parts | {name: bytes(damaged)}).items():
                    archive.writestr(other, content)
            assert refusal_of(path) in {None, "file_unreadable", "file_empty"}


def test_a_name_with_bytes_that_are_no_letters_is_shown_and_loaded(tmp_path):
    folder = municipality(tmp_path, {})
    name = b"cases_\xe6.csv"
    (folder / "raw").joinpath(os.fsdecode(name)).write_text(rows_text({}), encoding="utf-8")
    snapshot = built(folder)
    assert column(snapshot, "case_id") == ["A1"]
    assert ask(snapshot, "select file from quality.source_files") == [("cases_?.csv",)]
