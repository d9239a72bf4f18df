"""What became of every record: the rows kept out, for repair, and per file the sum that must add up."""

import duckdb

from etl.mapping import Mapping
from etl.masking import MASK, masked_sql
from etl.quality import shown_value
from etl.staging_sql import literal, quoted
from etl.tables import known_tables


def store_quarantined_rows(connection: duckdb.DuckDBPyConnection, mappings: list[Mapping]) -> None:
    """Fill ``quality.quarantined_rows``: each row kept out, for repair: personal fields masked, and texts that may be a name."""
    connection.execute(
        """
        create or replace table quality.quarantined_rows as
        select files.source, files.file, [bad_lines.rule] as rules, null::varchar as raw_row, bad_lines.line,
            bad_lines.field_count
        from raw.bad_lines join raw.files using (file_id)
        """
    )
    for mapping in mappings:
        fields = ", ".join(
            f"{quoted(column.name)} := "
            + (literal(MASK) if column.personal else shown_value(column, f"raw.{quoted(column.name)}"))
            for column in mapping.columns
        )
        connection.execute(
            f"""
            insert into quality.quarantined_rows
            select files.source, files.file,
                (
                    select list(distinct rule order by rule) from quality.findings
                    where findings.source = files.source and findings.file = files.file and findings.line = raw.line
                        and findings.severity = 'quarantine'
                ),
                {masked_sql(f"to_json(struct_pack({fields}))::varchar")}, raw.line, null
            from staging.quarantined join raw.{quoted(mapping.source)} as raw using (row_id) join raw.files using (file_id)
            where quarantined.table_name = '{mapping.table.name}'
            """
        )


def reconcile_files(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``quality.source_files`` and see that every physical record ended as exactly one of three things."""
    selects = ["select file_id, 'superseded' as fate from staging.superseded"]
    for table in known_tables():
        selects.append(f"select file_id, 'accepted' from accepted.{table}")
        selects.append(
            f"select file_id, 'quarantined' from staging.quarantined join staging.{table} using (row_id)"
            f" where table_name = '{table}'"
        )
    per_row = " union all ".join(selects)
    connection.execute(
        f"""
        create or replace table quality.source_files as
        with fates as ({per_row} union all select file_id, 'quarantined' from raw.bad_lines)
        select files.source, files.table_name, files.file, files.sha256, files.file_bytes, files.physical_records,
            count(*) filter (fate = 'accepted') as accepted,
            count(*) filter (fate = 'quarantined') as quarantined,
            count(*) filter (fate = 'superseded') as superseded,
            files.extract_date, files.delivered_columns, files.ignored_columns
        from raw.files left join fates using (file_id)
        group by all
        order by files.source, files.file
        """
    )
    lost = connection.execute(
        "select file from quality.source_files where physical_records <> accepted + quarantined + superseded"
    ).fetchall()
    if lost:
        raise AssertionError(f"records of {lost} are neither accepted, quarantined nor superseded")
