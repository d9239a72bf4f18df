"""Physical records of one delivered file, each with the line it begins on.

Every line is taken account of: it becomes part of a record, is blank, or is set aside with its line number and field
count (never its content). The lines without quotes, nearly all of them, are only counted here and parsed in bulk by
Arrow; Python's csv module decides where a quoted record ends. Why not DuckDB's reader: it gives no line numbers for
the rows it accepts, and its rejects hold whole lines.
"""

import csv
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import compute
from python_calamine import CalamineError, CalamineWorkbook

_LINES_PER_BLOCK = 50_000
# How much of a block one of Arrow's threads parses at a time; no line of a case extract comes near it.
_BYTES_PER_TASK = 1 << 21
# A quoted text in a case system may run over some lines; a quote still open after this many was never closed.
_LONGEST_RECORD = 200
# The csv module refuses longer fields than 128 KiB unless told; a journal note may be longer.
csv.field_size_limit(1 << 24)


class UnreadableFile(Exception):
    """A delivery that must be refused whole: ``finding`` is its rule code, ``fields`` fill the rule's sentence."""

    def __init__(self, finding: str, line: int | None = None, column: str | None = None, **fields: object) -> None:
        super().__init__(finding)
        self.finding, self.line, self.column, self.fields = finding, line, column, fields


@dataclass(frozen=True)
class BadLine:
    """A line no record could be made of; ``finding`` says why."""

    line: int
    finding: str
    field_count: int | None = None


# Given the file's header, the positions of the columns to keep; may raise UnreadableFile.
ChooseColumns = Callable[[list[str]], list[int]]


@dataclass
class Block:
    """Some records: ``lines[i]`` is where record i begins; ``columns`` hold the chosen fields as trimmed text."""

    lines: list[int]
    columns: list[pa.Array]
    bad_lines: list[BadLine] = field(default_factory=list)


def read_delimited(path: Path, delimiter: str, quote: str, encoding: str, choose: ChooseColumns) -> Iterator[Block]:
    """Blocks of a text file, only the chosen columns kept. Raises UnreadableFile.

    The file's encoding is decoded strictly: a byte that does not belong names its line instead of becoming a "?".
    """
    try:
        with path.open(encoding=encoding, newline=None) as text:
            yield from _blocks(text, delimiter, quote, choose)
    except UnicodeError:
        raise UnreadableFile(
            "wrong_encoding", line=_first_undecodable_line(path, encoding), encoding=encoding
        ) from None


def _first_undecodable_line(path: Path, encoding: str) -> int:
    content = path.read_bytes()
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, errors="ignore")
        return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    except UnicodeError:  # UTF-16 without its byte order mark is refused without a position
        return 1
    return 1


def _blocks(text: Iterator[str], delimiter: str, quote: str, choose: ChooseColumns) -> Iterator[Block]:
    reader = _LineReader(text)
    header = _header(reader, delimiter, quote)
    chosen = choose(header)
    # Arrow parses one block while Python finds the records of the next.
    with ThreadPoolExecutor(max_workers=1) as parser:
        waiting: tuple[list[int], list[BadLine], Future] | None = None
        while chunk := reader.take(_LINES_PER_BLOCK):
            numbers, records, bad = _divide(chunk, reader, delimiter, quote, len(header))
            parsing = parser.submit(_parse, records, delimiter, quote, len(header), chosen)
            if waiting:
                yield Block(waiting[0], waiting[2].result(), waiting[1])
            waiting = numbers, bad, parsing
        if waiting:
            yield Block(waiting[0], waiting[2].result(), waiting[1])


class _LineReader:
    """Hands out lines and knows the number of the next one."""

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self.next_line = 1

    def take(self, count: int) -> list[str]:
        lines = list(islice(self._text, count))
        self.next_line += len(lines)
        return lines


def _header(reader: _LineReader, delimiter: str, quote: str) -> list[str]:
    lines = reader.take(1)
    if not lines:
        raise UnreadableFile("file_empty")
    # A mark of the encoding is no part of the first name, whether or not the mapping expects it.
    first = lines[0].removeprefix("\ufeff")
    if not first.strip():
        return [""]
    fields, _ = _split([first], delimiter, quote)
    if not fields:
        raise UnreadableFile("unclosed_quote", line=1)
    return [name.strip() for name in fields]


def _divide(
    lines: list[str], reader: _LineReader, delimiter: str, quote: str, width: int
) -> tuple[list[int], list[str], list[BadLine]]:
    """Line numbers and one-line texts of the records in ``lines``, and what is no record.

    ``lines`` grows from the reader where a quoted record runs over its end.
    """
    first = reader.next_line - len(lines)
    numbers: list[int] = []
    records: list[str] = []
    bad: list[BadLine] = []
    delimiters = width - 1
    index = 0
    while index < len(lines):
        line = lines[index]
        number = first + index
        index += 1
        if "\0" in line:
            bad.append(BadLine(number, "nul_character"))
        elif quote and quote in line:
            index, record = _quoted_record(lines, index - 1, reader, delimiter, quote, width, number)
            if isinstance(record, BadLine):
                bad.append(record)
            else:
                numbers.append(number)
                records.append(record)
        elif line.count(delimiter) == delimiters:
            numbers.append(number)
            records.append(line if line.endswith("\n") else line + "\n")
        elif not line.isspace():
            bad.append(BadLine(number, "wrong_field_count", line.count(delimiter) + 1))
    return numbers, records, bad


def _quoted_record(
    lines: list[str], index: int, reader: _LineReader, delimiter: str, quote: str, width: int, number: int
) -> tuple[int, str | BadLine]:
    """The record that begins at ``lines[index]``, rewritten on one line; and the index of the next record's line."""
    fields, span = _split(lines[index : index + _LONGEST_RECORD], delimiter, quote)
    missing = _LONGEST_RECORD - (len(lines) - index)
    if not fields and missing > 0:
        lines += reader.take(missing)
        fields, span = _split(lines[index : index + _LONGEST_RECORD], delimiter, quote)
    if not fields:
        return index + 1, BadLine(number, "unclosed_quote")
    if any("\0" in line for line in lines[index : index + span]):
        return index + 1, BadLine(number, "nul_character")
    if len(fields) != width:
        # Several lines that do not make a record are more likely a stray quote than one long text: only the first is
        # set aside, and the next ones are read for themselves.
        return index + 1, BadLine(number, "unclosed_quote" if span > 1 else "wrong_field_count", len(fields))
    return index + span, delimiter.join([_on_one_line(value, delimiter, quote) for value in fields]) + "\n"


def _on_one_line(value: str, delimiter: str, quote: str) -> str:
    """A field quoted anew where it must be: a line break inside a text means nothing to any column we map."""
    if delimiter in value or quote in value or "\n" in value:
        return quote + value.replace("\n", " ").replace(quote, quote + quote) + quote
    return value


def _split(lines: list[str], delimiter: str, quote: str) -> tuple[list[str], int]:
    """The fields of the first record in ``lines`` and how many lines it spans; no fields where it never ends."""
    reader = csv.reader(
        lines,
        delimiter=delimiter,
        quotechar=quote or None,
        strict=True,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
    )
    try:
        return next(reader), reader.line_num
    except (csv.Error, StopIteration):
        return [], 1


def _parse(records: list[str], delimiter: str, quote: str, width: int, chosen: list[int]) -> list[pa.Array]:
    """Records whose field count is already known to fit, as one text array per chosen field."""
    names = [str(position) for position in range(width)]
    kept = [names[position] for position in chosen]
    if not records:
        return [pa.array([], pa.string()) for _ in kept]
    longest = max(map(len, records))
    # A fixed blank looks like a blank and is meant as one; left in, "A1" would be two cases.
    text = "".join(records).replace("\u00a0", " ")
    table = arrow_csv.read_csv(
        pa.py_buffer(text.encode()),
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=max(_BYTES_PER_TASK, 4 * longest)),
        parse_options=arrow_csv.ParseOptions(delimiter=delimiter, quote_char=quote or False, ignore_empty_lines=False),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=list(dict.fromkeys(kept)),
            column_types=dict.fromkeys(kept, pa.string()),
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    )
    return [compute.utf8_trim_whitespace(table[name]).combine_chunks() for name in kept]


def read_workbook(path: Path, sheet: str, choose: ChooseColumns) -> Iterator[Block]:
    """The one block of a sheet of an XLSX file, only the chosen columns kept. Raises UnreadableFile.

    Line numbers are the sheet's row numbers. Dates become ISO text, numbers text with a decimal point.
    """
    rows = _sheet_rows(path, sheet)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(value != "" for value in row)]
    if not filled:
        raise UnreadableFile("file_empty")
    chosen = choose([_cell_text(value) for value in filled[0][1]])
    body = filled[1:]
    columns = [pa.array([_cell_text(row[position]) for _, row in body], pa.string()) for position in chosen]
    yield Block([number for number, _ in body], columns)


def _sheet_rows(path: Path, sheet: str) -> list[list[object]]:
    try:
        workbook = CalamineWorkbook.from_path(path)
        if sheet and sheet not in workbook.sheet_names:
            raise UnreadableFile("missing_sheet", sheet=sheet)
        chosen = workbook.get_sheet_by_name(sheet) if sheet else workbook.get_sheet_by_index(0)
        return chosen.to_python(skip_empty_area=False)
    except (CalamineError, BadZipFile, OSError):
        raise UnreadableFile("file_unreadable", format="XLSX") from None


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return " ".join(str(value).split())
