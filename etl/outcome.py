"""What a run came to, as values: for the closing tables and for tests."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from etl.findings import Severity


@dataclass(frozen=True)
class FileRow:
    """One line of the closing table."""

    file: str
    extract_date: date | None
    read: int
    accepted: int
    quarantined: int
    superseded: int
    ignored_columns: list[str]


@dataclass(frozen=True)
class RuleRow:
    """One line of the closing table of findings, with the first place it was found."""

    rule: str
    severity: Severity
    count: int
    file: str
    line: int | None
    message: str


@dataclass
class Outcome:
    """What a run came to. snapshot is None for a check and for a rejected delivery."""

    is_rejected: bool
    files: list[FileRow] = field(default_factory=list)
    rules: list[RuleRow] = field(default_factory=list)
    cases: int = 0
    as_of: date | None = None
    snapshot: Path | None = None


def read_outcome(connection: duckdb.DuckDBPyConnection, is_rejected: bool, snapshot: Path | None) -> Outcome:
    """Gather the outcome from the working database; a run rejected while reading has findings and no file counts."""
    outcome = Outcome(is_rejected, rules=_rule_rows(connection), snapshot=snapshot)
    if _has_table(connection, "quality", "source_files"):
        rows = connection.execute(
            "select file, extract_date, physical_records, accepted, quarantined, superseded, ignored_columns"
            " from quality.source_files order by source, file"
        ).fetchall()
        outcome.files = [FileRow(*row) for row in rows]
        outcome.cases, outcome.as_of = connection.execute(
            "select accepted_rows, as_of_date from quality.tables where table_name = 'cases'"
        ).fetchone()
    return outcome


def _has_table(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> bool:
    found = connection.execute(
        "select count(*) from duckdb_tables() where schema_name = ? and table_name = ?", [schema, name]
    ).fetchone()
    return found[0] > 0


def _rule_rows(connection: duckdb.DuckDBPyConnection) -> list[RuleRow]:
    rows = connection.execute(
        """
        select rule, severity, count(*), first(file order by finding_id), first(line order by finding_id),
            first(message order by finding_id)
        from quality.findings
        group by rule, severity
        order by case severity when 'reject' then 1 when 'quarantine' then 2 else 3 end, count(*) desc, rule
        """
    ).fetchall()
    return [RuleRow(rule, Severity(severity), *rest) for rule, severity, *rest in rows]
