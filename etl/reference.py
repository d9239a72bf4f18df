"""The tables a municipality edits in Excel (``data/reference/*.csv``): one loader, one declared schema, errors with place."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import duckdb
import holidays

from etl.errors import ReferenceInvalid, ReferenceMissing
from etl.texts import sentence


def _text(value: str) -> str:
    return value


def _boolean(value: str) -> bool:
    if value.lower() not in ("true", "false"):
        raise ValueError(sentence("problems", "not_boolean", value=value))
    return value.lower() == "true"


def _number(value: str) -> float:
    if not re.fullmatch(r"-?\d+([.,]\d+)?", value):
        raise ValueError(sentence("problems", "not_number", value=value))
    return float(value.replace(",", "."))


def _date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(sentence("problems", "bad_date", field="", value=value).lstrip(" =")) from None


@dataclass(frozen=True)
class ReferenceColumn:
    """``read`` turns a filled cell into its value or raises ValueError with a Danish sentence."""

    name: str
    type: str
    read: Callable[[str], object] = _text
    required: bool = True


def _column(spec: str) -> ReferenceColumn:
    """Read ``name type`` or ``name type?`` (may be blank)."""
    name, type_ = spec.split()
    readers = {"text": _text, "boolean": _boolean, "number": _number, "date": _date}
    types = {"text": "VARCHAR", "boolean": "BOOLEAN", "number": "DOUBLE", "date": "DATE"}
    plain = type_.rstrip("?")
    return ReferenceColumn(name, types[plain], readers[plain], required=not type_.endswith("?"))


# table -> its columns in the file's order, and the columns no two rows may share.
_SCHEMAS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "units": (("unit_id text", "unit_name text"), ("unit_id",)),
    "teams": (("team_id text", "team_name text", "unit_id text"), ("team_id",)),
    "paragraphs": (
        ("paragraph text", "law text", "label text", "short_name text", "danmarkskort_group text?", "is_appealable boolean"),
        ("paragraph",),
    ),
    "paragraph_spellings": (("spelling text", "paragraph text"), ("spelling",)),
    "law_spellings": (("law text", "spelling text"), ("spelling",)),
    "deadlines": (
        (
            "paragraph text", "subtype text?", "application_type text?", "amount number?", "unit text?",
            "valid_from date", "is_example boolean", "note text?",
        ),
        ("paragraph", "subtype", "application_type", "valid_from"),
    ),
    "targets": (
        ("kpi_id text", "value number?", "valid_from date", "is_example boolean", "note text?"),
        ("kpi_id", "valid_from"),
    ),
    "closing_days": (("closing_date date", "name text"), ("closing_date",)),
    "corrections": (
        (
            "source text", "key text", "column text", "expected_value text?", "new_value text?", "reason text",
            "corrected_on date", "corrected_by text",
        ),
        ("source", "key", "column"),
    ),
    "events": (("event_date date", "label text", "paragraph text?", "team_id text?", "is_example boolean"), ()),
    "settings": (("setting text", "value text", "note text?", "is_assumption boolean"), ("setting",)),
}  # fmt: skip

# A remitted case looks up new; follow-ups and the municipality's own initiatives have no deadline (kpis.md).
_TYPES_WITH_DEADLINE = ("new", "renewal")
DEADLINE_UNITS = ("day", "working_day", "week", "month", "none")


@dataclass(frozen=True)
class Settings:
    """What one municipality has decided about counting and checking; defaults where it has not.

    The dashboard reads its own from the warehouse; they are read here too so that a typing error is told at once.
    """

    municipality_name: str = ""
    max_lost_rows_share: float = 0.1
    pile_up_share: float = 0.05
    deadline_rolls_to_working_day: bool = False
    snapshots_kept: int = 14
    small_count_limit: int = 5
    stale_after_days: int = 10


def load_reference(connection: duckdb.DuckDBPyConnection, folder: Path) -> Settings:
    """Fill schema ``reference`` from the folder's CSV files; raises ReferenceMissing or ReferenceInvalid."""
    connection.execute("create schema if not exists reference")
    lines: dict[str, list[int]] = {}
    for name, (specs, unique) in _SCHEMAS.items():
        columns = [_column(spec) for spec in specs]
        numbered = _read_rows(folder / f"{name}.csv", columns, unique)
        lines[name], rows = [line for line, _ in numbered], [row for _, row in numbered]
        definition = ", ".join(f'"{column.name}" {column.type}' for column in columns)
        connection.execute(f"create or replace table reference.{name} ({definition})")
        if rows:
            marks = ", ".join("?" for _ in columns)
            connection.executemany(f"insert into reference.{name} values ({marks})", rows)
    _check_links(connection, folder, lines)
    return _settings(connection, folder / "settings.csv", lines["settings"])


def _read_rows(file: Path, columns: list[ReferenceColumn], unique: tuple[str, ...]) -> list[tuple[int, list[object]]]:
    """The filled rows of one file, each with the line it ends on."""
    names = [column.name for column in columns]
    if not file.is_file():
        raise ReferenceMissing(file=file, columns=";".join(names))
    try:
        content = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _invalid(file, 1, names[0], "not_utf8") from None
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    rows: list[tuple[int, list[object]]] = []
    seen: set[tuple] = set()
    header = [cell.strip() for cell in _next_cells(file, reader, names) or []]
    if header != names:
        raise _invalid(file, 1, names[0], "wrong_header", columns=";".join(names))
    while (cells := _next_cells(file, reader, names)) is not None:
        cells = [cell.strip() for cell in cells]
        if any(cells):
            row = _read_row(file, reader.line_num, cells, columns)
            key = tuple(row[names.index(column)] for column in unique)
            if key and key in seen:
                raise _invalid(
                    file,
                    reader.line_num,
                    unique[0],
                    "duplicate_key",
                    table=file.name,
                    key=cells[names.index(unique[0])],
                )
            seen.add(key)
            rows.append((reader.line_num, row))
    return rows


def _next_cells(file: Path, reader: Iterator[list[str]], names: list[str]) -> list[str] | None:
    """The next line's cells, None at the end."""
    try:
        return next(reader, None)
    except csv.Error:
        raise _invalid(file, reader.line_num, names[0], "not_csv") from None


def _read_row(file: Path, line: int, cells: list[str], columns: list[ReferenceColumn]) -> list[object]:
    if len(cells) != len(columns):
        raise _invalid(file, line, columns[0].name, "wrong_width", found=len(cells), expected=len(columns))
    row = []
    for cell, column in zip(cells, columns, strict=True):
        if not cell and column.required:
            raise _invalid(file, line, column.name, "blank")
        try:
            row.append(column.read(cell) if cell else None)
        except ValueError as error:
            raise ReferenceInvalid(file=file, line=line, column=column.name, problem=str(error)) from None
    if file.stem == "deadlines":
        _check_deadline(file, line, dict(zip([column.name for column in columns], row, strict=True)))
    return row


def _check_deadline(file: Path, line: int, rule: dict[str, object]) -> None:
    """Only months may be halves (half a month is 15 days, kpis.md); an amount and its unit stand or fall together."""
    unit, amount, type_ = rule["unit"], rule["amount"], rule["application_type"]
    allowed = _TYPES_WITH_DEADLINE
    if type_ is not None and type_ not in allowed:
        raise _invalid(
            file, line, "application_type", "unknown_application_type", value=type_, allowed=", ".join(allowed)
        )
    if unit is not None and unit not in DEADLINE_UNITS:
        raise _invalid(file, line, "unit", "unknown_value", field="unit", value=unit, allowed=", ".join(DEADLINE_UNITS))
    if unit not in (None, "none") and amount is None:
        raise _invalid(file, line, "amount", "unit_without_amount", unit=unit)
    if unit is None and amount is not None:
        raise _invalid(file, line, "unit", "blank")
    if amount is None:
        return
    if not 0 < amount < 10_000:
        raise _invalid(file, line, "amount", "not_positive", value=amount)
    if amount * 2 % 1 or (amount % 1 and unit != "month"):
        raise _invalid(file, line, "amount", "half_amount", value=amount, unit=unit)


def _check_links(connection: duckdb.DuckDBPyConnection, folder: Path, lines: dict[str, list[int]]) -> None:
    """Every reference to a paragraph or unit must lead somewhere: a typing error would silently change a deadline."""
    links = (
        ("teams", "unit_id", "units", "unknown_unit"),
        ("deadlines", "paragraph", "paragraphs", "unknown_paragraph"),
        ("paragraph_spellings", "paragraph", "paragraphs", "unknown_paragraph"),
        ("events", "paragraph", "paragraphs", "unknown_paragraph"),
    )
    for table, column, target, problem in links:
        row = connection.execute(
            f"select rowid, {column} from reference.{table} "
            f"where {column} is not null and {column} not in (select {column} from reference.{target})"
            " order by rowid limit 1"
        ).fetchone()
        if row:
            raise _invalid(folder / f"{table}.csv", lines[table][row[0]], column, problem, value=row[1])


def _settings(connection: duckdb.DuckDBPyConnection, file: Path, lines: list[int]) -> Settings:
    rows = connection.execute("select setting, value from reference.settings order by rowid").fetchall()
    readers = {"str": _text, "float": _share, "bool": _boolean, "int": _count}
    types = {field.name: type(field.default).__name__ for field in fields(Settings)}
    given: dict[str, object] = {}
    for (name, text), line in zip(rows, lines, strict=True):
        if name not in types:
            # A misspelt setting would leave the default in force without a word.
            raise _invalid(
                file, line, "setting", "unknown_value", field="setting", value=name, allowed=", ".join(types)
            )
        try:
            given[name] = readers[types[name]](text)
        except ValueError as error:
            raise ReferenceInvalid(file=file, line=line, column="value", problem=f"{name}: {error}") from None
        # The dashboard reads what was understood, not how it was written ("5,0").
        connection.execute("update reference.settings set value = ? where setting = ?", [_as_text(given[name]), name])
    return Settings(**given)


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _share(text: str) -> float:
    number = _number(text)
    if not 0 <= number <= 1:
        raise ValueError(sentence("problems", "not_share", value=text))
    return number


def _count(text: str) -> int:
    number = _number(text)
    if number < 1 or number % 1:
        raise ValueError(sentence("problems", "not_positive", value=text))
    return int(number)


def _invalid(file: Path, line: int, column: str, problem: str, **fields: object) -> ReferenceInvalid:
    return ReferenceInvalid(file=file, line=line, column=column, problem=sentence("problems", problem, **fields))


def load_calendar(connection: duckdb.DuckDBPyConnection, first: date, last: date) -> None:
    """Write ``reference.holidays`` and ``reference.calendar`` for the days from ``first`` to ``last``.

    calendar: calendar_date, is_working_day, working_day_number (how many working days have begun up to and with that
    day). Working days are Monday to Friday without the Danish public holidays (library ``holidays``) and without the
    municipality's own closing days.
    """
    danish = holidays.country_holidays("DK", years=range(first.year, last.year + 1), language="da")
    local = connection.execute("select closing_date, name from reference.closing_days").fetchall()
    rows = [(name, False, day) for day, name in danish.items()] + [(name, True, day) for day, name in local]
    connection.execute("create or replace table reference.holidays (name varchar, is_local boolean, holiday_date date)")
    connection.executemany("insert into reference.holidays values (?, ?, ?)", sorted(rows, key=lambda row: row[2]))
    connection.execute(
        """
        create or replace table reference.calendar as
        with days as (
            select unnest(generate_series($first::date, $last::date, interval 1 day))::date as calendar_date
        ),
        judged as (
            select
                calendar_date,
                isodow(calendar_date) < 6
                    and calendar_date not in (select holiday_date from reference.holidays) as is_working_day
            from days
        )
        select *, sum(is_working_day::integer) over (order by calendar_date)::integer as working_day_number
        from judged
        """,
        {"first": first, "last": last},
    )
