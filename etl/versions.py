"""Which of several versions of a row is the newest: the only one that is judged and may count.

Order matters: an older version never steps in for a newer one that is faulty, since it is known to be out of date.
"""

import duckdb

from etl.findings import Findings
from etl.mapping import Mapping
from etl.staging_sql import literal, quoted
from etl.tables import Table, known_tables
from etl.texts import sentence


def supersede_old_versions(connection: duckdb.DuckDBPyConnection, mappings: list[Mapping], findings: Findings) -> None:
    """Move rows whose key stands in a newer extract, or further down in the same one, to ``staging.superseded``.

    Of a source that delivers the whole table each time, every row of an older extract goes there first.
    """
    connection.execute(
        "create or replace table staging.superseded (table_name varchar, row_id bigint, file_id integer)"
    )
    for mapping in mappings:
        if mapping.delivery == "full":
            _supersede_older_extracts(connection, mapping)
    for table in known_tables():
        connection.execute(
            f"""
            insert into staging.superseded
            with repeated as (select key from staging.{table} where key is not null group by key having count(*) > 1),
            ranked as (
                select
                    {table}.row_id,
                    file_id,
                    row_number() over (
                        partition by key order by {table}.extract_date desc, files.file desc, {table}.line desc
                    ) as recency
                from staging.{table} join repeated using (key) join raw.files using (file_id)
            )
            select '{table}', row_id, file_id from ranked where recency > 1
            """
        )
        _judge_duplicates(known_tables()[table], findings)
        _judge_shared_keys(known_tables()[table], findings)
        connection.execute(
            f"delete from staging.{table} where row_id in (select row_id from staging.superseded where table_name = '{table}')"
        )


def _supersede_older_extracts(connection: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """A newest file without a single record replaces nothing: it may as well be an export that failed."""
    older = """
        select file_id from raw.files
        where source = $source
            and extract_date < (
                select max(extract_date) from raw.files where source = $source and physical_records > 0
            )
    """
    source = {"source": mapping.source}
    connection.execute(
        f"insert into staging.superseded select '{mapping.table.name}', row_id, file_id"
        f" from staging.{mapping.table.name} where file_id in ({older})",
        source,
    )
    connection.execute(f"delete from staging.{mapping.table.name} where file_id in ({older})", source)


def _judge_duplicates(table: Table, findings: Findings) -> None:
    """Versions of one extract date that say different things: the last line is used, the others are reported."""
    columns = ", ".join(quoted(name) for name in table.columns)
    findings.add_selected(
        f"""
        with repeated as (
            select key, extract_date from staging.{table.name}
            where key is not null group by key, extract_date having count(*) > 1
        ),
        versions as (
            select {table.name}.*, hash({columns}) as content from staging.{table.name} join repeated using (key, extract_date)
        ),
        disagreeing as (select key, extract_date from versions group by all having count(distinct content) > 1)
        select 'duplicate_disagrees' as rule, 'warn' as severity, source, file, key, '{table.key[0]}' as column_name,
            null as value,
            replace({literal(sentence("findings", "duplicate_disagrees", key="{key}"))}, '{{key}}', key) as message, line
        from versions join disagreeing using (key, extract_date) join raw.files using (file_id, source)
        where row_id in (select row_id from staging.superseded where table_name = '{table.name}')
        """
    )


def _judge_shared_keys(table: Table, findings: Findings) -> None:
    """Keys that two sources use: one of the rows is dropped, and they may well be two different cases."""
    message = literal(sentence("findings", "same_key_in_two_sources", key="{key}", other="{other}"))
    findings.add_selected(
        f"""
        with shared as (select key from staging.{table.name} group by key having count(distinct source) > 1),
        versions as (select {table.name}.* from staging.{table.name} join shared using (key)),
        used as (
            select key, source as other from versions
            where row_id not in (select row_id from staging.superseded where table_name = '{table.name}')
        )
        select 'same_key_in_two_sources' as rule, 'warn' as severity, versions.source, file, key,
            '{table.key[0]}' as column_name, null as value,
            replace(replace({message}, '{{key}}', key), '{{other}}', other) as message, line
        from versions join used using (key) join raw.files using (file_id)
        where versions.source <> other
        """
    )
