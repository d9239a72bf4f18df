"""How the deliveries have gone, run by run: each snapshot carries the counts of those before it."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.contract import contract_tables
from etl.staging_sql import quoted

TABLE = "quality.run_history"
# A year of daily runs and a few more.
RUNS_KEPT = 400

# What a snapshot says of its own run; a snapshot from before the history was kept can say this much.
_OWN_RUN = """
    select
        run.run_id,
        source_files.source,
        source_files.table_name,
        sum(source_files.physical_records) as physical_records,
        sum(source_files.accepted) as accepted,
        sum(source_files.quarantined) as quarantined,
        sum(source_files.superseded) as superseded,
        (select count(*) from quality.findings where findings.source = source_files.source) as findings,
        coalesce(
            max(source_files.extract_date) filter (source_files.physical_records > 0), max(source_files.extract_date)
        ) as as_of_date,
        run.finished_at
    from quality.source_files cross join quality.run
    group by all
"""


def write_run_history(connection: duckdb.DuckDBPyConnection, earlier: pa.Table | None) -> None:
    """Fill ``quality.run_history`` with this run's rows and, of ``earlier`` runs', as many as are kept.

    ``connection`` holds quality.run, quality.source_files and quality.findings of this run.
    """
    columns = contract_tables()[TABLE]
    typed = ", ".join(f"{quoted(name)}::{type_} as {quoted(name)}" for name, type_ in columns.items())
    connection.execute(f"create or replace temp table own_run as select {typed} from ({_OWN_RUN})")
    runs = "select * from own_run"
    if earlier is not None:
        connection.register("earlier_runs", earlier)
        runs += f" union all select {typed} from earlier_runs where run_id not in (select run_id from own_run)"
    connection.execute(
        f"""
        create or replace table {TABLE} as
        select * from ({runs})
        qualify dense_rank() over (order by run_id desc) <= {RUNS_KEPT}
        order by run_id, source, table_name
        """
    )
    if earlier is not None:
        connection.unregister("earlier_runs")
    connection.execute("drop table own_run")


def earlier_history(newest_first: Iterable[Path], is_example: bool) -> pa.Table | None:
    """The history in the newest of these snapshots that can be read and is of the same kind (example or own data)."""
    for snapshot in newest_first:
        history = _history_of(snapshot, is_example)
        if history is not None:
            return history
    return None


def _history_of(snapshot: Path, is_example: bool) -> pa.Table | None:
    try:
        with duckdb.connect(str(snapshot), read_only=True) as connection:
            if connection.execute("select is_example from quality.run").fetchone() != (is_example,):
                return None
            return connection.execute(
                f"select * from {TABLE}" if _has_history(connection) else _OWN_RUN
            ).to_arrow_table()
    except duckdb.Error:
        # A damaged snapshot must not stop the run that replaces it; the history goes on from the one before.
        return None


def _has_history(connection: duckdb.DuckDBPyConnection) -> bool:
    schema, name = TABLE.split(".")
    found = connection.execute(
        "select count(*) from duckdb_tables() where schema_name = ? and table_name = ?", [schema, name]
    )
    return found.fetchone()[0] > 0
