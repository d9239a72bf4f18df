"""Dated, reasoned corrections of single values (``data/reference/corrections.csv``), made before anything is typed.

A correction names the value it expects to replace. Where the source holds another by now, nothing is changed and a
finding says so: the night's load goes on, and the row can be deleted.
"""

import duckdb

from etl.findings import Findings, Place, Severity
from etl.mapping import Mapping
from etl.staging_sql import quoted


def apply_corrections(connection: duckdb.DuckDBPyConnection, mapping: Mapping, findings: Findings) -> None:
    """Correct ``raw.<source>``. The key is the business key as the extract writes it, several parts joined by " / "."""
    rows = connection.execute(
        "select key, \"column\", coalesce(expected_value, ''), coalesce(new_value, '')"
        " from reference.corrections where source = ?",
        [mapping.source],
    ).fetchall()
    for key, column_name, expected, new in rows:
        column = mapping.column(column_name)
        place = Place(mapping.source, "corrections.csv", key=key, column=column_name)
        if column is None or column.personal:
            findings.add("correction_unusable", Severity.WARN, place)
            continue
        found, as_expected = _matches(connection, mapping, key, column_name, expected)
        if not found:
            findings.add("correction_unmatched", Severity.WARN, place)
        elif not as_expected:
            findings.add("correction_outdated", Severity.WARN, place)
        else:
            connection.execute(
                f"update raw.{quoted(mapping.source)} set {quoted(column_name)} = $new"
                f" where {_key(mapping)} = $key and coalesce(trim({quoted(column_name)}), '') = $expected",
                {"new": new, "key": key, "expected": expected},
            )


def _matches(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, key: str, column: str, expected: str
) -> tuple[int, int]:
    """How many delivered rows have the key, and how many of them the expected value."""
    return connection.execute(
        f"select count(*), count(*) filter (coalesce(trim({quoted(column)}), '') = $expected)"
        f" from raw.{quoted(mapping.source)} where {_key(mapping)} = $key",
        {"expected": expected, "key": key},
    ).fetchone()


def _key(mapping: Mapping) -> str:
    delivered = [name for name in mapping.table.key if mapping.column(name)]
    return "concat_ws(' / ', " + ", ".join(f"trim({quoted(name)})" for name in delivered) + ")"
