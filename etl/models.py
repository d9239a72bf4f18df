"""Runs the SQL of ``sql/``: each file one select, its stem the table's name, in the order that stands here."""

from pathlib import Path

import duckdb

_SQL = Path(__file__).with_name("sql")

INTERMEDIATE = (
    "clocked_cases",
    "deadline_rule_matches",
    "rule_deadlines",
    "case_weights",
    "placed_workers",
    "worker_teams",
)
MARTS = (
    "cases",
    "appeals",
    "board_decisions",
    "workers",
    "assignments",
    "worker_changes",
    "stock_month_ends",
)
# Read by several models that each need little of it: computing it again is cheaper than storing it.
VIEWS = ("clocked_cases", "placed_workers")
CHECKS = (
    "no_case_lost",
    "no_appeal_lost",
    "no_board_decision_lost",
    "assignment_days_are_kept",
    "case_dates_are_in_order",
    "stock_balances",
)


class CheckFailed(AssertionError):
    """A promise of the marts does not hold: the program is wrong, not the data."""


def build_models(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the intermediate tables and the marts."""
    for schema, names in (("intermediate", INTERMEDIATE), ("marts", MARTS)):
        connection.execute(f"create schema if not exists {schema}")
        for name in names:
            kind = "view" if name in VIEWS else "table"
            connection.execute(f"create or replace {kind} {schema}.{name} as {_read(schema, name)}")


def run_checks(connection: duckdb.DuckDBPyConnection) -> None:
    """Each check selects what must not be; raises CheckFailed with how many such rows there are."""
    for name in CHECKS:
        rows = connection.execute(f"select count(*) from ({_read('checks', name)})").fetchone()[0]
        if rows:
            raise CheckFailed(f"{name}: {rows} rows")


def _read(folder: str, name: str) -> str:
    return (_SQL / folder / f"{name}.sql").read_text(encoding="utf-8")
