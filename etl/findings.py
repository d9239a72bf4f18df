"""Where everything that is wrong with the data is written down: rule, severity, file, line, key, column and a sentence."""

from dataclasses import dataclass
from enum import StrEnum

import duckdb

from etl.masking import masked, masked_sql
from etl.texts import sentence


class Severity(StrEnum):
    REJECT = "reject"  # the file, and with it the whole delivery
    QUARANTINE = "quarantine"  # the row
    WARN = "warn"  # nothing is kept out


@dataclass(frozen=True)
class Place:
    """Where a finding is. line: physical line or sheet row, None for a whole file."""

    source: str
    file: str
    line: int | None = None
    key: str | None = None
    column: str | None = None


class Findings:
    """The table ``quality.findings`` while it is being written. Every text passes the CPR mask on its way in."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        connection.execute(
            """
            create schema if not exists quality;
            create or replace sequence quality.finding_ids;
            create or replace table quality.findings (
                finding_id bigint default nextval('quality.finding_ids'),
                rule varchar, severity varchar, source varchar, file varchar, key varchar,
                column_name varchar, value varchar, message varchar, line bigint
            )
            """
        )

    def add(self, rule: str, severity: Severity, place: Place, value: str | None = None, **fields: object) -> None:
        """One finding whose sentence stands in texts.toml under ``[findings] rule``."""
        message = sentence("findings", rule, line=place.line, key=place.key, column=place.column, **fields)
        texts = [masked(text) if text else text for text in (place.key, place.column, value, message)]
        self._connection.execute(
            "insert into quality.findings (rule, severity, source, file, key, column_name, value, message, line)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [rule, severity, place.source, masked(place.file), *texts, place.line],
        )

    def add_selected(self, select: str, parameters: dict[str, object] | None = None) -> int:
        """Findings from a select with the columns rule, severity, source, file, key, column_name, value, message, line.

        Returns how many there were.
        """
        text_columns = ", ".join(f"{masked_sql(name + '::varchar')} as {name}" for name in ("key", "value", "message"))
        row = self._connection.execute(
            f"insert into quality.findings (rule, severity, source, file, key, column_name, value, message, line)"
            f" select rule, severity, source, file, key, column_name, value, message, line"
            f" from (select * replace ({text_columns}) from ({select}))"
            f" order by source, file, line, rule, column_name",
            parameters or {},
        ).fetchone()
        return row[0]

    def count(self, severity: Severity) -> int:
        return self._connection.execute(
            "select count(*) from quality.findings where severity = ?", [severity]
        ).fetchone()[0]
