"""A warehouse built by the real loading from CSV files whose headers are our own column names."""

import csv
from datetime import date
from pathlib import Path

from etl.pipeline import build
from etl.plan_rows import PLAN_SCHEMAS
from etl.tables import known_tables
from tests.etl.folders import REFERENCE as SMALL_REFERENCE

COLUMNS = (
    "case_id", "citizen_id", "team_id", "paragraph", "application_type", "decision_outcome", "received_date", "deadline_date",
    "notice_date", "decided_date", "sent_date", "withdrawn_date", "start_date",
)  # fmt: skip
REQUIRED = ("case_id", "received_date", "application_type")
# Of the three registers every column there is; they are delivered only where the example has such rows.
REGISTERS = {name: tuple(known_tables()[name].columns) for name in ("appeals", "workers", "assignments")}
REQUIRED_OF = {"cases": REQUIRED} | {name: tuple(known_tables()[name].required) for name in REGISTERS}
PARAGRAPHS = ("83", "85", "97", "101", "112")
REFERENCE = {
    "units.csv": ["unit_id;unit_name", "E1;Enhed Nord", "E2;Enhed Syd"],
    "teams.csv": ["team_id;team_name;unit_id", "T1;Team 1;E1", "T2;Team 2;E1", "T3;Team 3;E2"],
    "paragraphs.csv": ["paragraph;law;label;short_name;danmarkskort_group;is_appealable"]
    + [
        f"{number};SEL;Hjælp efter § {number};Hjælp;{'voksenhandicap' if number == '97' else ''};true"
        for number in PARAGRAPHS
    ]
    + ["82 a;SEL;Gruppe;Gruppe;;false", "141;SUL;Alkoholbehandling;Alkohol;;true"],
    "paragraph_spellings.csv": ["spelling;paragraph"]
    + [f"{number};{number}" for number in PARAGRAPHS]
    + ["82 a;82 a", "SUL 141;141"],
    "deadlines.csv": [
        "paragraph;subtype;application_type;amount;unit;valid_from;is_example;note",
        "101;;;;none;2018-01-01;true;",
        "85;;;8;week;2018-01-01;true;",
    ],
    "targets.csv": ["kpi_id;value;valid_from;is_example;note", "timely_decisions;0.9;2021-01-01;true;"],
    "settings.csv": ["setting;value;note;is_assumption", "small_count_limit;5;;true"],
    "events.csv": ["event_date;label;paragraph;team_id;initiative_id;is_example"],
    "closing_days.csv": ["closing_date;name"],
    "corrections.csv": ["source;key;column;expected_value;new_value;reason;corrected_on;corrected_by"],
    "benchmarks.csv": [
        "kpi_id;area;first_date;last_date;value;case_count;is_series_break;source;url;retrieved_date;note"
    ],
    "deck.csv": ["slide;kpi_ids;chart;text"],
    "law_spellings.csv": ["law;spelling", "SUL;SUL"],
    "case_weights.csv": [
        "paragraph;application_type;weight;valid_from;is_example;note",
        "97;;2.5;2018-01-01;true;",
    ],
}
# No plan: only the headers.
REFERENCE |= {f"{name}.csv": [SMALL_REFERENCE[name].rstrip("\n")] for name in PLAN_SCHEMAS}


def loaded_warehouse(
    folder: Path, cases: list[dict], as_of: date, registers: dict[str, list[dict]] | None = None
) -> Path:
    """Write a municipality's folder with these rows, build it, and return the folder. Absent columns are blank.

    registers: the rows of appeals, workers and assignments, each delivered only where it is named.
    """
    for name in ("raw", "reference", "sources"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, lines in REFERENCE.items():
        (folder / "reference" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    _deliver(folder, "cases", COLUMNS, [{"application_type": "new"} | case for case in cases], as_of)
    for name, rows in (registers or {}).items():
        _deliver(folder, name, REGISTERS[name], rows, as_of)
    outcome = build(folder)
    assert outcome.snapshot, outcome
    assert all(row.quarantined == 0 for row in outcome.files), outcome
    return folder


def _deliver(folder: Path, table: str, columns: tuple[str, ...], rows: list[dict], as_of: date) -> None:
    (folder / "sources" / f"{table}.toml").write_text(_mapping(table, columns, as_of), encoding="utf-8")
    with (folder / "raw" / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";", restval="")
        writer.writeheader()
        writer.writerows({name: _text(value) for name, value in row.items()} for row in rows)


def _text(value: object) -> object:
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return str(value).lower() if isinstance(value, bool) else value


def _mapping(table: str, columns: tuple[str, ...], as_of: date) -> str:
    head = f"""
table = "{table}"
label = "{table}"
files = "{table}.csv"
format = "csv"
delimiter = ";"
encoding = "utf-8"
date_formats = ["iso"]
decimal = ","
timezone = "local"
extract_date = {{ value = "{as_of}" }}

[columns]
"""
    return head + "".join(
        f'{name} = {{ header = "{name}"{", required = true" if name in REQUIRED_OF[table] else ""} }}\n'
        for name in columns
    )
