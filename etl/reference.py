"""The tables a municipality edits in Excel (``data/reference/*.csv``) as schema ``reference``, and its settings as values."""

from dataclasses import dataclass, fields
from pathlib import Path

import duckdb

from etl.errors import ReferenceInvalid
from etl.plan_links import LINKS, check_plans
from etl.plan_rows import PLAN_CHECKS, PLAN_SCHEMAS
from etl.reference_rows import (
    ROW_CHECKS,
    SCHEMAS,
    boolean_value,
    column_of,
    invalid,
    number_value,
    read_rows,
    text_value,
)
from etl.texts import sentence


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
    partial_forwarding_clock: bool = True
    board_outcomes_are_published: bool = False
    caseload_band_low: int = 45
    caseload_band_high: int = 65


def load_reference(connection: duckdb.DuckDBPyConnection, folder: Path) -> Settings:
    """Fill schema ``reference`` from the folder's CSV files; raises ReferenceMissing or ReferenceInvalid."""
    connection.execute("create schema if not exists reference")
    lines: dict[str, list[int]] = {}
    checks = ROW_CHECKS | PLAN_CHECKS
    for name, (specs, unique) in (SCHEMAS | PLAN_SCHEMAS).items():
        columns = [column_of(spec) for spec in specs]
        numbered = read_rows(folder / f"{name}.csv", columns, unique, checks.get(name))
        lines[name], rows = [line for line, _ in numbered], [row for _, row in numbered]
        definition = ", ".join(f'"{column.name}" {column.type}' for column in columns)
        connection.execute(f"create or replace table reference.{name} ({definition})")
        if rows:
            marks = ", ".join("?" for _ in columns)
            connection.executemany(f"insert into reference.{name} values ({marks})", rows)
    _check_links(connection, folder, lines)
    check_plans(connection, folder, lines)
    return _settings(connection, folder / "settings.csv", lines["settings"])


def _check_links(connection: duckdb.DuckDBPyConnection, folder: Path, lines: dict[str, list[int]]) -> None:
    """Every reference to another table must lead somewhere: a typing error would silently change a deadline."""
    links = (
        ("teams", "unit_id", "units", "unit_id", "unknown_unit"),
        ("deadlines", "paragraph", "paragraphs", "paragraph", "unknown_paragraph"),
        ("paragraph_spellings", "paragraph", "paragraphs", "paragraph", "unknown_paragraph"),
        ("events", "paragraph", "paragraphs", "paragraph", "unknown_paragraph"),
        ("case_weights", "paragraph", "paragraphs", "paragraph", "unknown_paragraph"),
        *LINKS,
    )
    for table, column, target, key, problem in links:
        row = connection.execute(
            f"select rowid, {column} from reference.{table} "
            f"where {column} is not null and {column} not in (select {key} from reference.{target})"
            " order by rowid limit 1"
        ).fetchone()
        if row:
            raise invalid(folder / f"{table}.csv", lines[table][row[0]], column, problem, value=row[1])


def _settings(connection: duckdb.DuckDBPyConnection, file: Path, lines: list[int]) -> Settings:
    rows = connection.execute("select setting, value from reference.settings order by rowid").fetchall()
    readers = {"str": text_value, "float": _share, "bool": boolean_value, "int": _count}
    types = {field.name: type(field.default).__name__ for field in fields(Settings)}
    given: dict[str, object] = {}
    for (name, text), line in zip(rows, lines, strict=True):
        if name not in types:
            # A misspelt setting would leave the default in force without a word.
            raise invalid(file, line, "setting", "unknown_value", field="setting", value=name, allowed=", ".join(types))
        try:
            given[name] = readers[types[name]](text)
        except ValueError as error:
            raise ReferenceInvalid(file=file, line=line, column="value", problem=f"{name}: {error}") from None
        # The dashboard reads what was understood, not how it was written ("5,0").
        connection.execute("update reference.settings set value = ? where setting = ?", [_as_text(given[name]), name])
    settings = Settings(**given)
    if settings.caseload_band_low >= settings.caseload_band_high:
        name = "caseload_band_high" if "caseload_band_high" in given else "caseload_band_low"
        line = lines[[setting for setting, _ in rows].index(name)]
        raise invalid(
            file, line, "value", "empty_band", low=settings.caseload_band_low, high=settings.caseload_band_high
        )
    return settings


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _share(text: str) -> float:
    number = number_value(text)
    if not 0 <= number <= 1:
        raise ValueError(sentence("problems", "not_share", value=text))
    return number


def _count(text: str) -> int:
    number = number_value(text)
    if number < 1 or number % 1:
        raise ValueError(sentence("problems", "not_positive", value=text))
    return int(number)
