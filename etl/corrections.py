"""Dated, reasoned corrections of single values (``data/reference/corrections.csv``), made before anything is typed.

A correction names the value it expects to replace. Where the source holds another by now, nothing is changed and a
finding says so: the night's load goes on, and the row can be deleted.
"""

import duckdb

from etl.findings import Findings, Place, Severity
from etl.mapping import Mapping
from etl.staging_sql import quoted


def apply_corrections(connection: duckdb.DuckDBPyConnection, mapping: Mapping, findings: Findings) -> None:
    """Correct ``raw.<source>``. The key is the business key as the extract writes it (or its
    pseudonym, where it is a personal column), several parts joined by " / "."""
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
        delivered = _newest_value(connection, mapping, key, column_name)
        if delivered is None:
            findings.add("correction_unmatched", Severity.WARN, place)
        elif delivered != expected:
            findings.add("correction_outdated", Severity.WARN, place)
        else:
            connection.execute(
                f"update raw.{quoted(mapping.source)} set {quoted(column_name)} = $new"
                f" where {_key(mapping)} = $key and coalesce(trim({quoted(column_name)}), '') = $expected",
                {"new": new, "key": key, "expected": expected},
            )


def report_unknown_sources(connection: duckdb.DuckDBPyConnection, mappings: list[Mapping], findings: Findings) -> None:
    """A correction of a source nobody has described would never be made, and nobody would know."""
    known = {mapping.source for mapping in mappings}
    rows = connection.execute('select source, key, "column" from reference.corrections').fetchall()
    for source, key, column_name in rows:
        if source not in known:
            place = Place(source, "corrections.csv", key=key, column=column_name)
            findings.add("correction_unusable", Severity.WARN, place)


def _newest_value(connection: duckdb.DuckDBPyConnection, mapping: Mapping, key: str, column: str) -> str | None:
    """What the newest delivered version of a row says, blank as ""; None where no row has the key."""
    row = connection.execute(
        f"select coalesce(trim({quoted(column)}), '') from raw.{quoted(mapping.source)} as raw"
        f" join raw.files using (file_id) where {_key(mapping)} = $key"
        " order by files.extract_date desc, files.file desc, raw.line desc limit 1",
        {"key": key},
    ).fetchone()
    return row[0] if row else None


def _key(mapping: Mapping) -> str:
    delivered = [name for name in mapping.table.key if mapping.column(name)]
    return "concat_ws(' / ', " + ", ".join(f"trim({quoted(name)})" for name in delivered) + ")"
