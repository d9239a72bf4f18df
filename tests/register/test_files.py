"""Everything written, as files and back: nothing lost, nothing changed, nothing added twice."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from dashboard.access import CHIEF
from dashboard.errors import FaultyRegisterFile, NewerRegister, NoRegisterFiles
from dashboard.register import Kind, Note, Register, Withdrawal
from dashboard.register.cells import cell_of, value_of
from dashboard.register.exporting import export, file_name, kinds_of
from dashboard.register.importing import Imported, import_files
from dashboard.words import error_sentence
from tests.register.postgresql_server import Server
from tests.register.somewhere import NOW, Somewhere, one_of_each, status, write

Files = dict[str, bytes]


def files_in(folder: Path) -> Files:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def fill(register: Register) -> Register:
    """Every kind, a correction, an example, and something taken back."""
    entries = [write(register, content).entry for content in one_of_each()]
    write(register, status(reason="Rettet"), corrects=entries[0].entry_id, is_example=True)
    write(register, Withdrawal("Fejl"), corrects=entries[9].entry_id)
    return register


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled register, and its export in ``files``; nobody changes it."""
    place = Somewhere(tmp_path_factory.mktemp("written"), None)
    export(fill(place.open()), place.folder / "files")
    place.leave()
    return place.folder


@pytest.fixture
def sqlite(written: Path, tmp_path: Path) -> Register:
    """The filled register, to be written in."""
    shutil.copytree(written / "register", tmp_path / "sqlite" / "register")
    place = Somewhere(tmp_path / "sqlite", None)
    yield place.open()
    place.leave()


@pytest.fixture
def exported(written: Path, tmp_path: Path) -> Path:
    """Its export, to be changed."""
    return shutil.copytree(written / "files", tmp_path / "files")


@pytest.fixture
def empty(tmp_path: Path) -> Register:
    place = Somewhere(tmp_path / "empty", None)
    yield place.open()
    place.leave()


def test_from_sqlite_by_files_to_postgresql_and_to_files_again_is_the_same(
    sqlite: Register, exported: Path, postgresql: Server, tmp_path: Path
) -> None:
    place = Somewhere(tmp_path, postgresql.new_database())
    register = place.open()
    assert import_files(register, exported, NOW) == Imported(added=13, known=0)
    export(register, tmp_path / "again")
    assert files_in(tmp_path / "again") == files_in(exported)
    assert register.entries(CHIEF) == sqlite.entries(CHIEF)
    assert register.version() == sqlite.version()
    place.leave()


def test_a_second_import_adds_nothing_and_what_is_new_comes_after(
    sqlite: Register, exported: Path, empty: Register
) -> None:
    own = write(empty, Note("a", "Skrevet her først")).entry
    assert import_files(empty, exported, NOW) == Imported(13, 0)
    write(sqlite, Note("a", "Skrevet siden"))
    export(sqlite, exported)
    assert import_files(empty, exported, NOW) == Imported(1, 13)
    assert import_files(empty, exported, NOW) == Imported(0, 14)
    entries = empty.entries(CHIEF)
    assert [entry.number for entry in entries] == list(range(1, 16))
    assert entries[0] == own
    assert [entry.entry_id for entry in entries[1:]] == [entry.entry_id for entry in sqlite.entries(CHIEF)]


def test_the_files_are_as_the_house_writes_them_and_the_manifest_counts_them(exported: Path) -> None:
    files = files_in(exported)
    assert set(files) == {"manifest.json", *(file_name(kind) for kind in Kind)}
    manifest = json.loads(files["manifest.json"])
    assert (manifest["schema_version"], manifest["entries"]) == (2, 13)
    for kind in Kind:
        text = files[file_name(kind)].decode("utf-8")
        assert text.startswith("\ufeffnumber;entry_id;initiative_id;written_at;")
        rows = list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))
        assert len(rows) == manifest["files"][file_name(kind)] > 0
        assert manifest["sha256"][file_name(kind)] == sha256(files[file_name(kind)]).hexdigest()


@pytest.mark.parametrize(
    "text", ["=1+1", "'=1+1", "''=x", "+45", "-", "@x", "'", "'a", "a=b", "\tx", 'a"b;c', "linje\nlinje", "æøå"]
)
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless_and_comes_back(text: str) -> None:
    cell = cell_of(text)
    assert cell[0] not in "=+-@\t"
    assert value_of(str, cell) == text


def test_a_first_version_export_has_no_files_of_later_kinds(exported: Path, empty: Register) -> None:
    manifest = json.loads((exported / "manifest.json").read_text())
    later = {file_name(kind) for kind in Kind} - {file_name(kind) for kind in kinds_of(1)}
    assert later == {"rebasings.csv", "withdrawals.csv"}
    for name in later:
        (exported / name).unlink()
        del manifest["files"][name]
        del manifest["sha256"][name]
    (exported / "manifest.json").write_text(json.dumps(manifest | {"schema_version": 1}))
    assert import_files(empty, exported, NOW).added == 11


def unseal(folder: Path) -> None:
    """As exports were before there were checksums, so that what is wrong in a row is found there."""
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["sha256"]
    (folder / "manifest.json").write_text(json.dumps(manifest))


def say(manifest: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "manifest.json").write_text(manifest)


def cut(file: str, count: int) -> Callable[[Path], None]:
    return lambda folder: (folder / file).write_bytes((folder / file).read_bytes()[:-count])


def change(file: str, before: str, after: str) -> Callable[[Path], None]:
    """Replace a text that must stand there once."""

    def edit(folder: Path) -> None:
        text = (folder / file).read_bytes().decode()
        assert text.count(before) >= 1, before
        (folder / file).write_bytes(text.replace(before, after, 1).encode())

    return edit


def drop_last_row(file: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        lines = (folder / file).read_bytes().splitlines(keepends=True)
        (folder / file).write_bytes(b"".join(lines[:-1]))

    return edit


def repeat_last_row(file: str, **cells: tuple[str, str]) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / file).read_bytes().decode()
        row = text.splitlines(keepends=True)[-1]
        for before, after in cells.values():
            assert before in row
            row = row.replace(before, after, 1)
        (folder / file).write_bytes((text + row).encode())
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["files"][file] += 1
        (folder / "manifest.json").write_text(json.dumps(manifest))

    return edit


FAULTS = {
    "unknown word": (change("status_updates.csv", "on_track", "paa_vej"), "status_updates.csv", 2, "status"),
    "no date": (change("phase_dates.csv", "2023-06-01", "1.6.2023"), "phase_dates.csv", 2, "actual_start"),
    "no month": (change("rebasings.csv", "2023-02", "2023-2"), "rebasings.csv", 2, "from_month"),
    "no number": (change("pdsa_studies.csv", "38.1", "38,1"), "pdsa_studies.csv", 2, "observed"),
    "not finite": (change("pdsa_studies.csv", "38.1", "nan"), "pdsa_studies.csv", 2, "observed"),
    "no boolean": (change("events.csv", ";false;", ";nej;"), "events.csv", 2, "is_example"),
    "no time": (change("notes.csv", "+00:00", ""), "notes.csv", 2, "written_at"),
    "no reason": (change("pdsa_acts.csv", ";Det virkede for alle", ";"), "pdsa_acts.csv", 2, "reason"),
    "no writer": (change("notes.csv", ";MK;", ";;"), "notes.csv", 2, "initials"),
    "wrong writer": (change("notes.csv", ";MK;", ";M1;"), "notes.csv", 2, "initials"),
    "unknown role": (change("notes.csv", ";chief;", ";boss;"), "notes.csv", 2, "written_as"),
    "a cpr number": (change("notes.csv", "Linje 1", "Om 010190-1234"), "notes.csv", 2, "text"),
    "an end before": (change("pdsa_dos.csv", "2023-03-31", "2023-01-31"), "pdsa_dos.csv", 2, "ended_on"),
    "a date ahead": (change("milestone_marks.csv", "2023-05-09", "2024-05-09"), "milestone_marks.csv", 2, "done_date"),
    "second line": (change("milestone_marks.csv", "false;\r\n", "falsk;\r\n"), "milestone_marks.csv", 3, "is_done"),
    "too few cells": (change("notes.csv", "opnormering;", ""), "notes.csv", 2, "-"),
    "an open quote": (change("notes.csv", '""anførsel""', '"anførsel'), "notes.csv", 2, "-"),
    "another header": (change("events.csv", "event_date", "dato"), "events.csv", 1, "-"),
    "a lost row": (drop_last_row("status_updates.csv"), "status_updates.csv", 2, "-"),
    "a lost file": (lambda folder: (folder / "notes.csv").unlink(), "notes.csv", 1, "-"),
    "an empty file": (lambda folder: (folder / "notes.csv").write_bytes(b""), "notes.csv", 1, "-"),
    "another encoding": (
        lambda folder: (folder / "notes.csv").write_bytes(
            (folder / "notes.csv").read_bytes().decode("utf-8-sig").replace("–", "-").encode("cp1252")
        ),
        "notes.csv", 2, "-",
    ),
    "a number twice": (change("notes.csv", "\r\n5;", "\r\n4;"), "notes.csv", 2, "number"),
    "an entry twice": (repeat_last_row("events.csv", number=("10;", "99;")), "events.csv", 3, "entry_id"),
    "nothing to correct": (change("withdrawals.csv", ";false;Fejl", "x;false;Fejl"), "withdrawals.csv", 2, "corrects_id"),
    "a step too early": (change("pdsa_plans.csv", "\r\n6;", "\r\n60;"), "pdsa_dos.csv", 2, "test_id"),
    "written after today": (change("notes.csv", "2023-11-30", "2999-11-30"), "notes.csv", 2, "written_at"),
    "written at the end of time": (
        change("notes.csv", "2023-11-30T09:15:00+00:00", "9999-12-31T23:59:59+00:00"), "notes.csv", 2, "written_at",
    ),
    "written after all time": (
        change("phase_dates.csv", "2023-11-30T09:15:00+00:00", "9999-12-31T23:59:59-10:00"), "phase_dates.csv", 2, "written_at",
    ),
    "written before all time": (
        change("notes.csv", "2023-11-30T09:15:00+00:00", "0001-01-01T00:00:00+10:00"), "notes.csv", 2, "written_at",
    ),
    "written long ago": (change("notes.csv", "2023-11-30", "0023-11-30"), "notes.csv", 2, "written_at"),
    "a month long after": (change("rebasings.csv", "2023-02", "9999-12"), "rebasings.csv", 2, "from_month"),
    "a day long after": (change("events.csv", ";2023-06-01;", ";9999-12-31;"), "events.csv", 2, "event_date"),
    "a writer who only reads": (change("notes.csv", ";chief;", ";steering_group;"), "notes.csv", 2, "written_as"),
    "a leader of the chief's": (change("rebasings.csv", ";chief;", ";team_leader:a;"), "rebasings.csv", 2, "written_as"),
    "another team's leader": (change("events.csv", ";chief;", ";team_leader:a;"), "events.csv", 2, "written_as"),
    "an event taken back by another team's leader": (
        change("withdrawals.csv", ";chief;", ";team_leader:a;"), "withdrawals.csv", 2, "written_as",
    ),
    "an id that is none": (change("notes.csv", "\r\n5;", "\r\n5;\u200b"), "notes.csv", 2, "entry_id"),
    "an endless id": (change("notes.csv", "\r\n5;", "\r\n5;" + "x" * 80), "notes.csv", 2, "entry_id"),
    "an impossible number": (change("pdsa_studies.csv", "38.1", "-38.1"), "pdsa_studies.csv", 2, "observed"),
    "cut in its last row": (cut("notes.csv", 40), "notes.csv", 2, "-"),
    "a version of all": (say('{"schema_version": 1e999, "files": {}}'), "manifest.json", 1, "schema_version"),
    "a version before the first": (say('{"schema_version": 0, "files": {}}'), "manifest.json", 1, "schema_version"),
    "no version": (say('{"schema_version": null, "files": {}}'), "manifest.json", 1, "schema_version"),
    "a manifest without end": (say("[" * 100_000), "manifest.json", 1, "-"),
    "a manifest that is a list": (say("[]"), "manifest.json", 1, "-"),
    "no manifest": (change("manifest.json", "{", "["), "manifest.json", 1, "-"),
    "a file too few": (change("manifest.json", "notes.csv", "noter.csv"), "manifest.json", 1, "files"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_line_and_column_and_nothing_is_added(
    exported: Path, empty: Register, fault: str
) -> None:
    edit, file, line, column = FAULTS[fault]
    unseal(exported)
    edit(exported)
    with pytest.raises(FaultyRegisterFile) as refused:
        import_files(empty, exported, NOW)
    assert (refused.value.file, refused.value.line, refused.value.column) == (file, line, column)
    assert error_sentence(refused.value).startswith(f"{file}, linje {line}, kolonne {column}: ")
    assert "010190" not in error_sentence(refused.value)
    assert empty.entries(CHIEF) == ()


@pytest.mark.parametrize(
    "edit",
    [
        cut("status_updates.csv", 40),
        cut("status_updates.csv", 1),
        change("notes.csv", "Linje 1", "Linje 0"),
        lambda folder: (folder / "notes.csv").write_bytes(b""),
        change("manifest.json", '"sha256": {', '"sha256": {"x": "y",'),
        say('{"schema_version": 2, "sha256": []}'),
    ],
)  # fmt: skip
def test_an_export_that_is_not_as_it_was_written_is_refused_whole(
    exported: Path, empty: Register, edit: Callable[[Path], None]
) -> None:
    edit(exported)
    with pytest.raises(FaultyRegisterFile):
        import_files(empty, exported, NOW)
    assert empty.entries(CHIEF) == ()


def test_an_export_from_before_there_were_checksums_is_taken(exported: Path, empty: Register) -> None:
    unseal(exported)
    assert import_files(empty, exported, NOW) == Imported(13, 0)


def test_a_correction_of_something_else_is_a_fault(exported: Path, empty: Register, sqlite: Register) -> None:
    first, *_ = sqlite.entries(CHIEF, Kind.NOTE)
    unseal(exported)
    change("status_updates.csv", sqlite.entries(CHIEF)[0].entry_id + ";true", first.entry_id + ";true")(exported)
    with pytest.raises(FaultyRegisterFile) as refused:
        import_files(empty, exported, NOW)
    assert (refused.value.file, refused.value.line, refused.value.column) == ("status_updates.csv", 3, "corrects_id")


def test_an_entry_that_was_changed_in_a_file_is_refused_where_it_already_stands(
    exported: Path, sqlite: Register
) -> None:
    before = sqlite.entries(CHIEF)
    unseal(exported)
    change("notes.csv", "Linje 1", "Linje 0")(exported)
    with pytest.raises(FaultyRegisterFile) as refused:
        import_files(sqlite, exported, NOW)
    assert (refused.value.file, refused.value.column) == ("notes.csv", "entry_id")
    assert sqlite.entries(CHIEF) == before


def test_a_folder_without_an_export_and_one_of_a_newer_version_are_named(
    exported: Path, empty: Register, tmp_path: Path
) -> None:
    with pytest.raises(NoRegisterFiles):
        import_files(empty, tmp_path / "nowhere", NOW)
    change("manifest.json", '"schema_version": 2', '"schema_version": 3')(exported)
    with pytest.raises(NewerRegister):
        import_files(empty, exported, NOW)


def test_an_export_over_an_earlier_one_leaves_nothing_of_it(exported: Path, empty: Register, tmp_path: Path) -> None:
    export(empty, exported)
    shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
    export(empty, tmp_path / "fresh")
    assert files_in(exported) == files_in(tmp_path / "fresh")
