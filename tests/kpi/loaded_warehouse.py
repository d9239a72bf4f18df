"""A warehouse built by the real loading from a CSV file whose headers are our own column names."""

import csv
from datetime import date
from pathlib import Path

from etl.pipeline import build

COLUMNS = (
    "case_id", "team_id", "paragraph", "application_type", "decision_outcome", "received_date", "deadline_date",
    "notice_date", "decided_date", "sent_date", "withdrawn_date", "start_date",
)  # fmt: skip
REQUIRED = ("case_id", "received_date", "application_type")
PARAGRAPHS = ("83", "85", "97", "101", "112")
REFERENCE = {
    "units.csv": ["unit_id;unit_name", "E1;Enhed Nord", "E2;Enhed Syd"],
    "teams.csv": ["team_id;team_name;unit_id", "T1;Team 1;E1", "T2;Team 2;E1", "T3;Team 3;E2"],
    "paragraphs.csv": ["paragraph;law;label;short_name;danmarkskort_group;is_appealable"]
    + [f"{number};SEL;Hjælp efter § {number};Hjælp;;true" for number in PARAGRAPHS],
    "paragraph_spellings.csv": ["spelling;paragraph"] + [f"{number};{number}" for number in PARAGRAPHS],
    "deadlines.csv": [
        "paragraph;subtype;application_type;amount;unit;valid_from;is_example;note",
        "101;;;;none;2018-01-01;true;",
        "85;;;8;week;2018-01-01;true;",
    ],
    "targets.csv": ["kpi_id;value;valid_from;is_example;note", "timely_decisions;0.9;2021-01-01;true;"],
    "settings.csv": ["setting;value;note;is_assumption", "small_count_limit;5;;true"],
    "events.csv": ["event_date;label;paragraph;team_id;is_example"],
    "closing_days.csv": ["closing_date;name"],
    "corrections.csv": ["source;key;column;expected_value;new_value;reason;corrected_on;corrected_by"],
    "law_spellings.csv": ["law;spelling"],
}


def loaded_warehouse(folder: Path, cases: list[dict], as_of: date) -> Path:
    """Write a municipality's folder with these cases, build it, and return the folder. Absent columns are blank."""
    for name in ("raw", "reference", "sources"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, lines in REFERENCE.items():
        (folder / "reference" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "sources" / "cases.toml").write_text(_mapping(as_of), encoding="utf-8")
    with (folder / "raw" / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";", restval="")
        writer.writeheader()
        writer.writerows({"application_type": "new"} | case for case in cases)
    outcome = build(folder)
    assert outcome.snapshot, outcome
    assert all(row.quarantined == 0 for row in outcome.files), outcome
    return folder


def _mapping(as_of: date) -> str:
    head = f"""
table = "cases"
label = "Sager"
files = "cases.csv"
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
        f'{name} = {{ header = "{name}"{", required = true" if name in REQUIRED else ""} }}\n' for name in COLUMNS
    )
