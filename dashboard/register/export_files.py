"""The files of an export read row by row; every fault is named with file, line and column.

A file that is not as the export wrote it is refused by its checksum. An export from before there were checksums is still
taken, since it may be all there is: held against the number of its rows and the end of its last line only.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from dashboard.access import parse_viewer
from dashboard.errors import (
    DashboardError,
    DateAhead,
    EmptyField,
    FaultyRegisterFile,
    HoldsCprNumber,
    NewerRegister,
    NoRegisterFiles,
    TooLong,
    WrongField,
)
from dashboard.register.cells import DELIMITER, example_of, value_of
from dashboard.register.checking import EARLIEST, SLACK, checked, clean
from dashboard.register.entry import CONTENTS, Kind, Writer
from dashboard.register.exporting import (
    ENTRY_TYPES,
    MANIFEST,
    SCHEMA_VERSION,
    Manifest,
    checksum,
    column_types,
    file_name,
    kinds_of,
)
from dashboard.register.field_rules import ID_LENGTH
from dashboard.register.values import field_types
from dashboard.register.writing import NewEntry
from dashboard.words import error_sentence, words

Named = TypeVar("Named")
_MAY_BE_EMPTY = ("initiative_id", "corrects_id")
_OF_A_FIELD = (EmptyField, TooLong, HoldsCprNumber, WrongField, DateAhead)


@dataclass(frozen=True)
class Place:
    """Where in the files something stands."""

    file: str
    line: int

    def fault(self, column: str, problem: str) -> FaultyRegisterFile:
        """problem: a name in texts/register.toml, or a whole sentence of another error."""
        text = words("register")
        sentence = text(f"faults.{problem}") if text.has(f"faults.{problem}") else problem
        return FaultyRegisterFile(file=self.file, line=self.line, column=column, problem=sentence)


@dataclass(frozen=True)
class FileEntry:
    """An entry as a file holds it, with its number there and its place."""

    number: int
    new: NewEntry
    place: Place


def read_files(folder: Path, now: datetime) -> list[FileEntry]:
    """Every entry of an export by its number; raises NoRegisterFiles, NewerRegister or FaultyRegisterFile.

    now: aware; nothing can have been written later.
    """
    manifest = _manifest(folder)
    found = [entry for kind in manifest.counts for entry in _file(folder, manifest, kind, now)]
    found.sort(key=lambda entry: entry.number)
    for before, after in pairwise(found):
        if before.number == after.number:
            raise after.place.fault("number", "number_twice")
    return found


def _manifest(folder: Path) -> Manifest:
    file = folder / MANIFEST
    if not file.is_file():
        raise NoRegisterFiles(folder=folder)
    place = Place(MANIFEST, 1)
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
        version, counts = content["schema_version"], dict(content["files"])
        checksums = None if content.get("sha256") is None else dict(content["sha256"])
    except OSError:
        raise place.fault("-", "missing") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise place.fault("-", "manifest") from None
    if type(version) is not int or version < 1:
        raise place.fault("schema_version", "manifest")
    if version > SCHEMA_VERSION:
        raise NewerRegister(place=str(folder), found=str(version), known=str(SCHEMA_VERSION))
    kinds = kinds_of(version)
    names = {file_name(kind) for kind in kinds}
    if set(counts) != names or not all(type(count) is int for count in counts.values()):
        raise place.fault("files", "manifest")
    if checksums is not None and set(checksums) != names:
        raise place.fault("sha256", "manifest")
    sealed = checksums and {kind: checksums[file_name(kind)] for kind in kinds}
    return Manifest(version, {kind: counts[file_name(kind)] for kind in kinds}, sealed)


def _file(folder: Path, manifest: Manifest, kind: Kind, now: datetime) -> list[FileEntry]:
    name = file_name(kind)
    content = _content(folder / name)
    if manifest.checksums is not None and checksum(content) != manifest.checksums[kind]:
        raise Place(name, 1).fault("-", "not_as_written")
    found = []
    for place, cells in _rows(name, content, list(column_types(kind))):
        found.append(_entry(kind, place, cells, now))
    if len(found) != manifest.counts[kind]:
        raise Place(name, len(found) + 1).fault("-", "count")
    return found


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Place(file.name, 1).fault("-", "missing") from None


def _rows(name: str, content: bytes, columns: list[str]) -> Iterator[tuple[Place, dict[str, str]]]:
    """Each row by its columns, with the line it begins on."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Place(name, line).fault("-", "encoding") from None
    if text and not text.endswith("\n"):
        raise Place(name, text.count("\n") + 1).fault("-", "cut")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER, strict=True)
    begins = 1
    try:
        for cells in reader:
            place, begins = Place(name, begins), reader.line_num + 1
            if place.line == 1:
                if cells != columns:
                    raise place.fault("-", "header")
            elif len(cells) != len(columns):
                raise place.fault("-", "width")
            else:
                yield place, dict(zip(columns, cells, strict=True))
    except csv.Error:
        raise Place(name, begins).fault("-", "quotes") from None
    if begins == 1:
        raise Place(name, 1).fault("-", "header")


def _entry(kind: Kind, place: Place, cells: dict[str, str], now: datetime) -> FileEntry:
    values = {column: _value(place, column, type_, cells[column]) for column, type_ in column_types(kind).items()}
    for column in ENTRY_TYPES:
        if values[column] is None and column not in _MAY_BE_EMPTY:
            raise place.fault(column, "empty")
    _check_ids(place, values)
    _check_time(place, values["written_at"], now)
    viewer = _named(place, "written_as", lambda: parse_viewer(values["written_as"]))
    writer = _named(place, "initials", lambda: Writer(values["initials"]))
    content = CONTENTS[kind](**{name: values[name] for name in field_types(kind)})
    try:
        content = checked(content, values["written_at"].date())
    except _OF_A_FIELD as error:
        raise place.fault(error.name, error_sentence(error)) from None
    new = NewEntry(
        values["entry_id"],
        content,
        viewer,
        writer.initials,
        values["written_at"],
        values["corrects_id"],
        values["is_example"],
    )
    return FileEntry(values["number"], new, place)


def _check_ids(place: Place, values: dict[str, object]) -> None:
    """An id is a short word that both databases hold."""
    for column in ("entry_id", "corrects_id"):
        name = values[column] or ""
        if len(name) > ID_LENGTH or clean(name) != name:
            raise place.fault(column, "not_id")


def _check_time(place: Place, written_at: datetime, now: datetime) -> None:
    if written_at.date() < EARLIEST:
        raise place.fault("written_at", "written_early")
    if written_at - now > SLACK:
        raise place.fault("written_at", "written_ahead")


def _value(place: Place, column: str, kind: type, cell: str) -> object:
    try:
        return value_of(kind, cell)
    except ValueError:
        raise place.fault(column, f"not_{example_of(kind)}") from None


def _named(place: Place, column: str, read: Callable[[], Named]) -> Named:
    try:
        return read()
    except DashboardError as error:
        raise place.fault(column, error_sentence(error)) from None
