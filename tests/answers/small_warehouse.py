"""A warehouse written straight from etl/contract.toml, for tests that ask questions rather than load files.

Rows are given as the entities of kpis.md; the derived columns are computed here row by row in plain Python, so that they
are independent of the SQL that computes them in etl/.
"""

import tomllib
from collections.abc import Collection
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd

CONTRACT = Path(__file__).parents[2] / "etl" / "contract.toml"
UNITS = [("E1", "Enhed Nord"), ("E2", "Enhed Syd")]
TEAMS = [("T1", "Team 1", "E1"), ("T2", "Team 2", "E1"), ("T3", "Team 3", "E2")]
PARAGRAPHS = ["83", "85", "97", "101", "112"]
USUAL = frozenset({"case_id", "received_date", "application_type", "decided_date", "team_id", "paragraph"})


def contract_warehouse(
    folder: Path,
    cases: list[dict],
    as_of: date = date(2023, 11, 30),
    *,
    name: str = "warehouse_20231201T000000",
    is_example: bool = False,
    targets: list[tuple] = (),
    events: list[tuple] = (),
    settings: dict[str, str] | None = None,
    contract_version: int | None = None,
    delivered: Collection[str] | None = None,
    others: dict[str, list[dict]] | None = None,
) -> Path:
    """Write ``<folder>/warehouse/<name>.duckdb`` with these cases and return ``folder``.

    cases: dicts of entity columns; only case_id and received_date are needed. unit_id follows the team where absent,
    deadline_source follows deadline_date ("delivered", else "none"); follow-ups and own initiatives have no deadline.
    targets: (kpi_id, value, is_example, valid_from). events: (event_date, label). delivered: the columns of the one
    file; where not given, those of the cases and ``USUAL``. others: the rows of further tables by their whole name
    (``marts.workers``), as the contract has them; a delivered table among them is delivered with all its columns.
    """
    contract = tomllib.loads(CONTRACT.read_text(encoding="utf-8"))
    tables = {
        "marts.cases": [derived(case) for case in cases],
        "reference.units": [dict(zip(("unit_id", "unit_name"), row, strict=True)) for row in UNITS],
        "reference.teams": [dict(zip(("team_id", "team_name", "unit_id"), row, strict=True)) for row in TEAMS],
        "reference.paragraphs": [_paragraph(one) for one in PARAGRAPHS],
        "reference.targets": [
            dict(zip(("kpi_id", "value", "is_example", "valid_from"), row, strict=True)) for row in targets
        ],
        "reference.events": [
            dict(zip(("event_date", "label"), row, strict=True)) | {"is_example": False} for row in events
        ],
        "reference.settings": [
            {"setting": key, "value": value, "is_assumption": False}
            for key, value in ({"small_count_limit": "5"} | (settings or {})).items()
        ],
        "quality.run": [
            {
                "run_id": name.removeprefix("warehouse_"),
                "code_version": "test",
                "municipality_name": "Prøveby Kommune",
                "contract_version": contract["version"] if contract_version is None else contract_version,
                "is_example": is_example,
                "started_at": datetime(2023, 12, 1, 5, 0),
                "finished_at": datetime(2023, 12, 1, 5, 1),
            }
        ],
        "quality.source_files": [
            {
                "source": "cases",
                "table_name": "cases",
                "file": "cases.csv",
                "delivered_columns": sorted(USUAL.union(*cases) if delivered is None else delivered),
            }
        ],
        "quality.tables": [
            {"table_name": "cases", "accepted_rows": len(cases), "is_delivered": True, "as_of_date": as_of}
        ]
        + [
            {"table_name": table, "accepted_rows": 0, "is_delivered": False, "as_of_date": None}
            for table in ("appeals", "workers", "assignments")
        ],
    }
    _add_others(tables, others or {}, contract, as_of)
    path = Path(folder) / "warehouse" / f"{name}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        for schema in ("marts", "reference", "quality"):
            connection.execute(f"create schema {schema}")
            for table, facts in contract[schema].items():
                _write(connection, f"{schema}.{table}", facts["columns"], tables.get(f"{schema}.{table}", []))
    return Path(folder)


def _add_others(tables: dict[str, list[dict]], others: dict[str, list[dict]], contract: dict, as_of: date) -> None:
    """Put the rows of further tables in; those a supplier delivers are marked so, with every column in their one file."""
    tables |= others
    for told in tables["quality.tables"]:
        rows = others.get(f"marts.{told['table_name']}")
        if rows is not None:
            told |= {"accepted_rows": len(rows), "is_delivered": True, "as_of_date": as_of}
            columns = sorted(contract["marts"][told["table_name"]]["columns"])
            name = told["table_name"]
            file = {"source": name, "table_name": name, "file": f"{name}.csv", "delivered_columns": columns}
            tables["quality.source_files"].append(file)


def derived(case: dict) -> dict:
    """The case with every column of marts.cases that follows from its entity columns."""
    if case.get("application_type") in ("follow_up", "own_initiative"):
        case = case | {"deadline_date": None, "deadline_source": "none"}
    decided, deadline, sent = (case.get(f"{name}_date") for name in ("decided", "deadline", "sent"))
    received, notice, start = case["received_date"], case.get("notice_date"), case.get("start_date")
    withdrawn = case.get("withdrawn_date")
    unit_of_team = {team: unit for team, _, unit in TEAMS}
    gross = (decided - received).days if decided else None
    return {
        "unit_id": unit_of_team.get(case.get("team_id")),
        "deadline_source": "delivered" if deadline else "none",
        "application_type": "new",
        "case_weight": 1.0,
        "is_appealable": True if case.get("paragraph") in PARAGRAPHS else None,
        "is_deadline_example": False,
        "is_received_date_assumed": False,
        "gross_days": gross,
        "net_days": None if gross is None else gross - (case.get("waiting_days") or 0),
        "dispatch_days": (sent - decided).days if sent and decided else None,
        "is_timely": decided <= deadline if decided and deadline else None,
        "is_notified_in_time": None if deadline is None else notice is not None and notice <= deadline,
        "is_started_in_time": start <= received + timedelta(days=14) if start else None,
        "closed_date": decided or withdrawn,
        "notice_dates": [notice] if notice else [],
    } | case


def _paragraph(number: str) -> dict:
    return {"paragraph": number, "law": "SEL", "label": f"§ {number}", "short_name": "Støtte", "is_appealable": True}


def _write(connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], rows: list[dict]) -> None:
    types = {name: text.split("|")[0].strip() for name, text in columns.items()}
    connection.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
    unknown = {name for row in rows for name in row} - set(types)
    assert not unknown, f"{table} has no column {unknown}"
    if rows:
        frame = pd.DataFrame([{name: row.get(name) for name in types} for row in rows], dtype=object)  # noqa: F841
        casts = ", ".join(f"cast({name} as {kind})" for name, kind in types.items())
        connection.execute(f"insert into {table} select {casts} from frame")
