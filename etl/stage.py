"""``raw.<source>`` becomes rows of ``staging.<table>``: typed, translated, and with what could not be read named.

Beside the table's own columns a staged row carries row_id, source, file_id, line, extract_date, key (the business key
as one text) and unreadable (the columns whose text was there but could not be read).
"""

import duckdb

from etl.extract import SourceFile
from etl.mapping import Column, Mapping
from etl.paragraphs import ParagraphReader
from etl.staging_sql import literal, plausible_expression, quoted, typed_expression
from etl.tables import Table, known_tables

DUCKDB_TYPES = {
    "text": "varchar", "code": "varchar", "paragraph": "varchar", "date": "date", "date_list": "date[]",
    "integer": "integer", "decimal": "double", "boolean": "boolean",
}  # fmt: skip
OWN_COLUMNS = (
    "row_id bigint, source varchar, file_id integer, line bigint, extract_date date, key varchar, unreadable varchar[]"
)


def create_staging(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty ``staging`` tables for every known table, delivered or not, so that no later SQL has to ask."""
    connection.execute("create schema if not exists staging")
    for table in known_tables().values():
        columns = ", ".join(f"{name} {DUCKDB_TYPES[type_]}" for name, type_ in table.columns.items())
        connection.execute(f"create or replace table staging.{table.name} ({OWN_COLUMNS}, {columns})")


def register_files(connection: duckdb.DuckDBPyConnection, files: list[SourceFile]) -> None:
    """``raw.files``: one row per file that was read."""
    connection.execute(
        """
        create or replace table raw.files (
            file_id integer, source varchar, table_name varchar, file varchar, sha256 varchar, file_bytes bigint,
            physical_records bigint, extract_date date, delivered_columns varchar[], ignored_columns varchar[]
        )
        """
    )
    for file in files:
        connection.execute(
            "insert into raw.files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                file.file_id, file.mapping.source, file.mapping.table.name, file.name, file.sha256, file.file_bytes,
                file.physical_records, file.extract_date, file.delivered_columns, file.ignored_columns,
            ],
        )  # fmt: skip


def stage_source(connection: duckdb.DuckDBPyConnection, mapping: Mapping, paragraphs: ParagraphReader) -> None:
    """Insert one source's rows into ``staging.<table>``."""
    columns = _with_constants(mapping)
    _read_paragraphs(connection, mapping, paragraphs)
    names = [quoted(column.name) for column in columns]
    trimmed = ", ".join(f"nullif({_raw_value(column, mapping)}, '') as {quoted(column.name)}" for column in columns)
    typed = ", ".join(f"{_typed(column, mapping)} as {quoted(column.name)}" for column in columns)
    plausible = ", ".join(
        f"{plausible_expression(column, 'typed.' + quoted(column.name))} as {quoted(column.name)}" for column in columns
    )
    lost = {
        column.name: f"(trimmed.{quoted(column.name)} is not null and staged.{quoted(column.name)} is null)"
        for column in columns
        if column.type != "paragraph"  # an unmatched paragraph has a rule of its own
    }
    named = ", ".join(f"case when {condition} then {literal(name)} end" for name, condition in lost.items())
    # The three steps see the same rows in the same order of columns; DuckDB evaluates them in one pass.
    connection.execute(
        f"""
        insert into staging.{mapping.table.name}
            (row_id, source, file_id, line, extract_date, key, unreadable, {", ".join(names)})
        with trimmed as (select row_id, file_id, line, {trimmed} from raw.{quoted(mapping.source)} as raw),
        typed as (select trimmed, {typed} from trimmed {_paragraph_join(columns)}),
        staged as (select trimmed, {plausible} from typed)
        select
            trimmed.row_id, {literal(mapping.source)}, trimmed.file_id, trimmed.line, files.extract_date,
            {_key(mapping.table)},
            case
                when {" or ".join(lost.values())} then list_filter([{named}], name -> name is not null)
                else []::varchar[]
            end,
            {", ".join("staged." + name for name in names)}
        from staged join raw.files on files.file_id = trimmed.file_id
        """
    )


def _with_constants(mapping: Mapping) -> list[Column]:
    constants = [Column(name, (), mapping.table.columns[name]) for name in mapping.constants]
    return [column for column in mapping.columns if column.name not in mapping.constants] + constants


def _raw_value(column: Column, mapping: Mapping) -> str:
    if column.name in mapping.constants:
        return literal(mapping.constants[column.name])
    return f"raw.{quoted(column.name)}"


def _typed(column: Column, mapping: Mapping) -> str:
    if column.type == "paragraph":
        return "paragraph_readings.paragraph"
    return typed_expression(column, f"trimmed.{quoted(column.name)}", mapping)


def _paragraph_join(columns: list[Column]) -> str:
    if not any(column.type == "paragraph" for column in columns):
        return ""
    return "left join raw.paragraph_readings on paragraph_readings.spelling = trimmed.paragraph"


def _read_paragraphs(connection: duckdb.DuckDBPyConnection, mapping: Mapping, paragraphs: ParagraphReader) -> None:
    """``raw.paragraph_readings``: each distinct spelling read once."""
    connection.execute(
        "create or replace table raw.paragraph_readings (spelling varchar primary key, paragraph varchar)"
    )
    column = mapping.column("paragraph")
    if "paragraph" in mapping.constants:
        spellings = [mapping.constants["paragraph"]]
    elif column:
        rows = connection.execute(f"select distinct paragraph from raw.{quoted(mapping.source)}").fetchall()
        spellings = [text for (text,) in rows if text]
    else:
        return
    translations = mapping.codes.get("paragraph", {})
    readings = [(text, paragraphs.read(translations.get(text.lower(), text))) for text in spellings]
    connection.executemany("insert into raw.paragraph_readings values (?, ?)", readings or [("", None)])


def _key(table: Table) -> str:
    """The business key as one text; null where a part is missing that may not be: such rows are never the same one."""
    parts = [f"coalesce(staged.{name}::varchar, '')" for name in table.key]
    if len(parts) == 1:
        return f"staged.{table.key[0]}::varchar"
    missing = " or ".join(f"staged.{name} is null" for name in table.key if name in table.required)
    return f"case when not ({missing}) then concat_ws(' / ', {', '.join(parts)}) end"
