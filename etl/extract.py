"""Delivered files become ``raw.<source>``: every value as text, with its file and line; personal values as pseudonyms."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.findings import Findings, Place, Severity
from etl.mapping import Column, Mapping
from etl.masking import masked
from etl.pseudonym import Pseudonymiser
from etl.records import BadLine, Block, UnreadableFile, read_delimited, read_workbook
from etl.staging_sql import date_expression, quoted

# Kept beside the mapped columns when the extract's date stands in one of its columns.
_EXTRACT_DATE = "extract_date_text"


@dataclass
class SourceFile:
    """What is known about one delivered file after reading it. physical_records: good and bad, blank lines apart."""

    file_id: int
    mapping: Mapping
    path: Path
    name: str
    sha256: str
    file_bytes: int
    ignored_columns: list[str]
    delivered_columns: list[str] = field(default_factory=list)
    header_width: int = 0
    physical_records: int = 0
    extract_date: date | None = None
    bad_lines: list[BadLine] = field(default_factory=list)


class _Stream:
    """Batches for Arrow to pull; an error on the way is kept, since Arrow would turn it into one of its own."""

    def __init__(self, batches: Iterator[pa.RecordBatch]) -> None:
        self._batches = batches
        self.error: UnreadableFile | None = None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        try:
            yield from self._batches
        except UnreadableFile as error:
            self.error = error


class Extractor:
    """Reads the files of all sources into one working database."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        raw_dir: Path,
        pseudonymise: Pseudonymiser,
        findings: Findings,
        on_file: Callable[[str], None],
        today: date,
    ) -> None:
        self._connection = connection
        self._raw_dir = raw_dir
        self._pseudonymise = pseudonymise
        self._findings = findings
        self._on_file = on_file
        # A day to spare: the clock is UTC, and midnight comes earlier here.
        self._last_extract_date = today + timedelta(days=1)
        self._next_row_id = 1
        self._next_file_id = 1
        self.files: list[SourceFile] = []
        connection.execute(
            "create schema if not exists raw;"
            "create or replace table raw.bad_lines (file_id integer, line bigint, rule varchar, field_count integer)"
        )

    def extract(self, mapping: Mapping) -> None:
        """Create ``raw.<source>`` and fill it from every file the mapping's pattern names, in name order."""
        columns = ", ".join(f"{quoted(column.name)} varchar" for column in mapping.columns)
        self._connection.execute(
            f"create or replace table raw.{quoted(mapping.source)}"
            f" (row_id bigint, file_id integer, line bigint, {columns}, {_EXTRACT_DATE} varchar)"
        )
        for path in delivered_files(self._raw_dir, mapping.pattern):
            self._on_file(shown_name(path.name))
            self._extract_file(mapping, path)

    def _extract_file(self, mapping: Mapping, path: Path) -> None:
        name = self._name(mapping, path)
        try:
            source_file = self._read_file(mapping, path, name)
            source_file.extract_date = self._extract_date(source_file)
            if source_file.extract_date > self._last_extract_date:
                # It decides what lies in the future, what is overdue and which months are over.
                raise UnreadableFile("extract_date_in_future", day=f"{source_file.extract_date:%d-%m-%Y}")
            self.files.append(source_file)
        except UnreadableFile as error:
            place = Place(mapping.source, name, error.line, column=error.column)
            self._findings.add(error.finding, Severity.REJECT, place, **error.fields)

    def _name(self, mapping: Mapping, path: Path) -> str:
        """The name a file has in every table and message; two files of a source never share one."""
        name = shown_name(path.relative_to(self._raw_dir).as_posix())
        taken = {file.name for file in self.files if file.mapping is mapping}
        same = sum(1 for other in taken if other == name or other.startswith(f"{name} ("))
        return f"{name} ({same + 1})" if same else name

    def _read_file(self, mapping: Mapping, path: Path, name: str) -> SourceFile:
        before = _sha256(path)
        source_file = SourceFile(self._next_file_id, mapping, path, name, before, path.stat().st_size, [])
        self._next_file_id += 1
        chosen = _ChosenColumns(mapping, source_file, self._findings)
        blocks = _blocks(mapping, path, chosen.choose)
        first = next(blocks, None)
        source_file.delivered_columns = [*chosen.names, *mapping.constants]
        if first:
            self._store(source_file, chain([first], blocks), chosen.columns)
        if _sha256(path) != before:
            raise UnreadableFile("file_changed")
        if not source_file.physical_records:
            self._findings.add("empty_delivery", Severity.WARN, Place(mapping.source, name))
        return source_file

    def _store(self, source_file: SourceFile, blocks: Iterator[Block], columns: list[Column]) -> None:
        """Insert a file's blocks as one stream: DuckDB hashes and stores one block while the next is read."""
        names = ["row_id", "line", *(column.name for column in columns)]
        schema = pa.schema([(name, pa.int64() if name in ("row_id", "line") else pa.string()) for name in names])
        stream = _Stream(self._batches(source_file, blocks, schema))
        self._connection.register("blocks", pa.RecordBatchReader.from_batches(schema, stream))
        personal = {column.name for column in columns if column.personal}
        values = [self._pseudonymise.sql(quoted(name)) if name in personal else quoted(name) for name in names]
        self._connection.execute(
            f"insert into raw.{quoted(source_file.mapping.source)} (file_id, {', '.join(map(quoted, names))})"
            f" select {source_file.file_id}, {', '.join(values)} from blocks",
            self._pseudonymise.parameters if personal else {},
        )
        self._connection.unregister("blocks")
        if stream.error:
            raise stream.error
        for bad in source_file.bad_lines:
            self._store_bad_line(source_file, bad)

    def _batches(self, source_file: SourceFile, blocks: Iterator[Block], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        for block in blocks:
            count = len(block.lines)
            source_file.physical_records += count + len(block.bad_lines)
            source_file.bad_lines += block.bad_lines
            row_ids = range(self._next_row_id, self._next_row_id + count)
            self._next_row_id += count
            lines = pa.array(block.lines, pa.int64())
            yield pa.record_batch([pa.array(row_ids, pa.int64()), lines, *block.columns], schema=schema)

    def _store_bad_line(self, source_file: SourceFile, bad: BadLine) -> None:
        self._connection.execute(
            "insert into raw.bad_lines values (?, ?, ?, ?)",
            [source_file.file_id, bad.line, bad.finding, bad.field_count],
        )
        place = Place(source_file.mapping.source, source_file.name, bad.line)
        self._findings.add(
            bad.finding, Severity.QUARANTINE, place, found=bad.field_count, expected=source_file.header_width
        )

    def _extract_date(self, source_file: SourceFile) -> date:
        """The extract's own date, as the mapping says where it stands; raises UnreadableFile."""
        where = source_file.mapping.extract_date
        if where.value:
            return where.value
        if where.file_name:
            name = source_file.path.relative_to(self._raw_dir).as_posix()
            return _date_in_name(name, where.file_name, where.format)
        expression = date_expression(f"trim({_EXTRACT_DATE})", source_file.mapping)
        newest = self._connection.execute(
            f"select max({expression}) from raw.{quoted(source_file.mapping.source)} where file_id = ?",
            [source_file.file_id],
        ).fetchone()[0]
        if newest is None:
            raise UnreadableFile("no_extract_date", column=where.column, where=where.column)
        return newest


class _ChosenColumns:
    """Decides from a file's header which positions hold the mapped columns, and reports the others."""

    def __init__(self, mapping: Mapping, source_file: SourceFile, findings: Findings) -> None:
        self._mapping, self._source_file, self._findings = mapping, source_file, findings
        self.columns: list[Column] = []

    @property
    def names(self) -> list[str]:
        """The mapped columns that were found."""
        return [column.name for column in self.columns if column.name != _EXTRACT_DATE]

    def choose(self, header: list[str]) -> list[int]:
        folded = [name.strip().casefold() for name in header]
        wanted = list(self._mapping.columns)
        if self._mapping.extract_date.column:
            wanted.append(Column(_EXTRACT_DATE, (self._mapping.extract_date.column,), "date", required=True))
        positions = []
        for column in wanted:
            position = self._position(column, folded)
            if position is not None:
                self.columns.append(column)
                positions.append(position)
        taken = set(positions)
        # A file without its header has a citizen's row where the names should be.
        self._source_file.ignored_columns += [masked(name) for index, name in enumerate(header) if index not in taken]
        self._source_file.header_width = len(header)
        return positions

    def _position(self, column: Column, folded: list[str]) -> int | None:
        headers = ", ".join(column.headers)
        places = [
            index
            for index, name in enumerate(folded)
            if name in {header.strip().casefold() for header in column.headers}
        ]
        if len(places) > 1:
            raise UnreadableFile("ambiguous_column", line=1, column=column.name, headers=headers)
        if places:
            return places[0]
        if column.required:
            raise UnreadableFile("missing_column", line=1, column=column.name, headers=headers)
        place = Place(self._mapping.source, self._source_file.name, 1, column=column.name)
        self._findings.add("absent_column", Severity.WARN, place, headers=headers)
        return None


def delivered_files(raw_dir: Path, pattern: str) -> list[Path]:
    """The files of a pattern in name order, without hidden ones and Excel's lock files."""
    return sorted(path for path in raw_dir.glob(pattern) if path.is_file() and not path.name.startswith((".", "~$")))


def shown_name(name: str) -> str:
    """A file's name as it may be shown: no CPR number, and no byte that is no letter."""
    return masked(name.encode("utf-8", errors="replace").decode())


def _blocks(mapping: Mapping, path: Path, choose: Callable[[list[str]], list[int]]) -> Iterator[Block]:
    if mapping.format == "xlsx":
        return read_workbook(path, mapping.sheet, choose)
    return read_delimited(path, mapping.delimiter, mapping.quote, mapping.encoding, choose)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise UnreadableFile("file_unreadable", format=path.suffix) from None


def _date_in_name(name: str, pattern: str, format_: str) -> date:
    match = re.search(pattern, name)
    try:
        return datetime.strptime((match and match.group(1)) or "", format_).date()
    except ValueError:
        raise UnreadableFile("no_extract_date", where=shown_name(name)) from None
