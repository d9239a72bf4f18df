"""One reference table of ``data/reference``: its declared columns, its rows as values, errors with file, line and column."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.errors import ReferenceInvalid, ReferenceMissing
from etl.tables import known_tables
from etl.texts import sentence

Row = dict[str, object]  # column -> value, None where blank
RowCheck = Callable[[Path, int, Row], None]  # file, line, row; raises ReferenceInvalid


def text_value(value: str) -> str:
    return value


def boolean_value(value: str) -> bool:
    if value.lower() not in ("true", "false"):
        raise ValueError(sentence("problems", "not_boolean", value=value))
    return value.lower() == "true"


def number_value(value: str) -> float:
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
    read: Callable[[str], object] = text_value
    required: bool = True


def column_of(spec: str) -> ReferenceColumn:
    """Read ``name type`` or ``name type?`` (may be blank)."""
    name, type_ = spec.split()
    readers = {"text": text_value, "boolean": boolean_value, "number": number_value, "date": _date}
    types = {"text": "VARCHAR", "boolean": "BOOLEAN", "number": "DOUBLE", "date": "DATE"}
    plain = type_.rstrip("?")
    return ReferenceColumn(name, types[plain], readers[plain], required=not type_.endswith("?"))


# table -> its columns in the file's order, and the columns no two rows may share.
SCHEMAS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
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
    "events": (
        (
            "event_date date", "label text", "paragraph text?", "team_id text?", "initiative_id text?",
            "is_example boolean",
        ),
        (),
    ),
    "benchmarks": (
        (
            "kpi_id text", "area text", "first_date date", "last_date date", "value number", "case_count number?",
            "is_series_break boolean", "source text", "url text?", "retrieved_date date?", "note text?",
        ),
        ("kpi_id", "area", "first_date"),
    ),
    "case_weights": (
        (
            "paragraph text", "application_type text?", "weight number?", "valid_from date", "is_example boolean",
            "note text?",
        ),
        ("paragraph", "application_type", "valid_from"),
    ),
    "deck": (("slide number", "kpi_ids text", "chart text", "text text?"), ("slide",)),
    "settings": (("setting text", "value text", "note text?", "is_assumption boolean"), ("setting",)),
}  # fmt: skip

# A remitted case looks up new; follow-ups and the municipality's own initiatives have no deadline (kpis.md).
_TYPES_WITH_DEADLINE = ("new", "renewal")
_DEADLINE_UNITS = ("day", "working_day", "week", "month", "none")
_CHARTS = ("tiles", "trend", "flow", "groups", "plan")


def read_rows(
    file: Path, columns: list[ReferenceColumn], unique: tuple[str, ...], check: RowCheck | None
) -> list[tuple[int, list[object]]]:
    """The filled rows of one file, each with the line it ends on; raises ReferenceMissing or ReferenceInvalid."""
    names = [column.name for column in columns]
    if not file.is_file():
        raise ReferenceMissing(file=file, columns=";".join(names))
    try:
        content = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise invalid(file, 1, names[0], "not_utf8") from None
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    rows: list[tuple[int, list[object]]] = []
    seen: set[tuple] = set()
    header = [cell.strip() for cell in _next_cells(file, reader, names) or []]
    if header != names:
        raise invalid(file, 1, names[0], "wrong_header", columns=";".join(names))
    while (cells := _next_cells(file, reader, names)) is not None:
        cells = [cell.strip() for cell in cells]
        if any(cells):
            row = _read_row(file, reader.line_num, cells, columns, check)
            key = tuple(row[names.index(column)] for column in unique)
            if key and key in seen:
                raise invalid(
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
        raise invalid(file, reader.line_num, names[0], "not_csv") from None


def _read_row(
    file: Path, line: int, cells: list[str], columns: list[ReferenceColumn], check: RowCheck | None
) -> list[object]:
    if len(cells) != len(columns):
        raise invalid(file, line, columns[0].name, "wrong_width", found=len(cells), expected=len(columns))
    row = []
    for cell, column in zip(cells, columns, strict=True):
        if not cell and column.required:
            raise invalid(file, line, column.name, "blank")
        try:
            row.append(column.read(cell) if cell else None)
        except ValueError as error:
            raise ReferenceInvalid(file=file, line=line, column=column.name, problem=str(error)) from None
    if check:
        check(file, line, dict(zip([column.name for column in columns], row, strict=True)))
    return row


def _check_deadline(file: Path, line: int, rule: Row) -> None:
    """Only months may be halves (half a month is 15 days, kpis.md); an amount and its unit stand or fall together."""
    unit, amount, type_ = rule["unit"], rule["amount"], rule["application_type"]
    allowed = _TYPES_WITH_DEADLINE
    if type_ is not None and type_ not in allowed:
        raise invalid(
            file, line, "application_type", "unknown_application_type", value=type_, allowed=", ".join(allowed)
        )
    if unit is not None and unit not in _DEADLINE_UNITS:
        raise invalid(file, line, "unit", "unknown_value", field="unit", value=unit, allowed=", ".join(_DEADLINE_UNITS))
    if unit not in (None, "none") and amount is None:
        raise invalid(file, line, "amount", "unit_without_amount", unit=unit)
    if unit is None and amount is not None:
        raise invalid(file, line, "unit", "blank")
    if amount is None:
        return
    if not 0 < amount < 10_000:
        raise invalid(file, line, "amount", "not_positive", value=amount)
    if amount * 2 % 1 or (amount % 1 and unit != "month"):
        raise invalid(file, line, "amount", "half_amount", value=amount, unit=unit)


def _check_benchmark(file: Path, line: int, row: Row) -> None:
    """A published figure is of whole cases and of a period that ends after it begins."""
    if row["last_date"] < row["first_date"]:
        raise invalid(file, line, "last_date", "ends_before", value=row["last_date"], first=row["first_date"])
    count = row["case_count"]
    if count is not None and (count < 1 or count % 1):
        raise invalid(file, line, "case_count", "not_positive", value=count)


def _check_weight(file: Path, line: int, row: Row) -> None:
    """Points are positive, and a misspelt case type would never match."""
    allowed, type_, weight = known_tables()["cases"].codes["application_type"], row["application_type"], row["weight"]
    if type_ is not None and type_ not in allowed:
        raise invalid(
            file, line, "application_type", "unknown_application_type", value=type_, allowed=", ".join(allowed)
        )
    if weight is not None and weight <= 0:
        raise invalid(file, line, "weight", "not_positive", value=weight)


def _check_slide(file: Path, line: int, row: Row) -> None:
    """A slide says what it shows and how; which KPI ids there are is the dashboard's to know."""
    if not all(re.fullmatch(r"[a-z][a-z0-9_]*", kpi_id.strip()) for kpi_id in row["kpi_ids"].split(",")):
        raise invalid(file, line, "kpi_ids", "bad_kpi_ids", value=row["kpi_ids"])
    if row["chart"] not in _CHARTS:
        raise invalid(
            file, line, "chart", "unknown_value", field="chart", value=row["chart"], allowed=", ".join(_CHARTS)
        )


ROW_CHECKS: dict[str, RowCheck] = {
    "deadlines": _check_deadline,
    "benchmarks": _check_benchmark,
    "case_weights": _check_weight,
    "deck": _check_slide,
}


def invalid(file: Path, line: int, column: str, problem: str, **fields: object) -> ReferenceInvalid:
    return ReferenceInvalid(file=file, line=line, column=column, problem=sentence("problems", problem, **fields))
