"""Small municipality folders, built by the real program: mapping, reference tables and deliveries of a few rows.

The default mapping's headers are our own column names and its dates ISO, so that a test says only what it is about.
"""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import xlsxwriter

from etl.findings import Severity
from etl.outcome import Outcome
from etl.pipeline import build
from etl.tables import known_tables

KEY = "k" * 40
EXTRACT_DATE = "2023-11-30"
# One row of each table about which no rule has anything to say.
RIGHT_ROWS = {
    "cases": {
        "case_id": "A1", "citizen_id": "", "team_id": "t1", "worker_id": "w1", "paragraph": "85",
        "application_type": "new", "received_date": "2023-03-01",
    },
    "appeals": {"complaint_id": "K1", "case_id": "A1", "received_date": "2023-05-01"},
    "workers": {"worker_id": "w1", "team_id": "t1", "role": "caseworker", "fte": "1", "valid_from": "2021-01-01"},
    "assignments": {"citizen_id": "c1", "worker_id": "w1", "from_date": "2023-01-01"},
}  # fmt: skip
REFERENCE = {
    "units": "unit_id;unit_name\nu1;Voksen\nu2;Velfærd\n",
    "teams": "team_id;team_name;unit_id\nt1;Handicap;u1\nt2;Visitation;u2\n",
    "paragraphs": (
        "paragraph;law;label;short_name;danmarkskort_group;is_appealable\n"
        "82 a;SEL;Gruppe;Gruppe;;false\n83;SEL;Hjælp;Hjælp;;true\n85;SEL;Støtte;Støtte;;true\n"
        "112;SEL;Hjælpemidler;Hjælpemidler;;true\n101;SEL;Misbrug;Misbrug;;true\n"
    ),
    "paragraph_spellings": "spelling;paragraph\n§§ 112-113;112\nBPA;85\n",
    "law_spellings": "law;spelling\nSEL;SEL\nSEL;Serviceloven\nSEL;Lov om social service\n",
    "deadlines": (
        "paragraph;subtype;application_type;amount;unit;valid_from;is_example;note\n"
        "82 a;;;;none;2018-01-01;true;\n83;;;2;week;2018-01-01;true;\n85;;;8;week;2018-01-01;true;\n"
        "112;;;1;month;2018-01-01;true;\n101;;;;none;2018-01-01;true;\n"
    ),
    "targets": "kpi_id;value;valid_from;is_example;note\n",
    "closing_days": "closing_date;name\n",
    "corrections": "source;key;column;expected_value;new_value;reason;corrected_on;corrected_by\n",
    "events": "event_date;label;paragraph;team_id;initiative_id;is_example\n",
    "benchmarks": (
        "kpi_id;area;first_date;last_date;value;case_count;is_series_break;source;url;retrieved_date;note\n"
    ),
    "case_weights": "paragraph;application_type;weight;valid_from;is_example;note\n",
    "deck": "slide;kpi_ids;chart;text\n",
    "plans": "plan_id;title;municipality;owner_role;first_date;last_date;period_text;is_model;document;note\n",
    "plan_goals": "goal_id;plan_id;number;title;description\n",
    "goal_kpis": "plan_id;goal_id;kpi_id;measure;target_text;note\n",
    "initiatives": (
        "initiative_id;plan_id;number;title;goal_id;parent_id;"
        "purpose;description;owner_role;success_criteria;next_step;status;status_reason\n"
    ),
    "initiative_phases": (
        "phase_id;initiative_id;label;planned_start;start_precision;start_text;start_is_assumed;"
        "start_is_reported;start_includes_planning;planned_end;end_precision;end_text;end_is_assumed;end_is_reported;note\n"
    ),
    "initiative_milestones": (
        "milestone_id;plan_id;goal_id;initiative_id;title;planned_date;precision;date_text;is_reported;note\n"
    ),
    "initiative_dependencies": "initiative_id;depends_on_id;kind;basis\n",
    "initiative_notes": "note_id;plan_id;initiative_id;noted_on;text;status\n",
    "initiative_kpis": (
        "initiative_id;kpi_id;expected_direction;team_id;"
        "paragraph;comparison_team_id;comparison_paragraph;comparison_fixed_on;is_example;note\n"
    ),
    "settings": "setting;value;note;is_assumption\nmunicipality_name;Prøve Kommune;;false\n",
}


def mapping(table: str = "cases", files: str | None = None, *, without: tuple[str, ...] = (), **fields: object) -> str:
    """A mapping as TOML; ``fields`` replace its top fields, ``columns`` and other tables are dicts.

    Nothing is personal unless ``columns`` says so, and no column is required but the table's own.
    """
    columns = {name: {"header": name} for name in known_tables()[table].columns}
    content: dict[str, object] = {
        "table": table, "files": files or f"{table}*.csv", "delimiter": ";", "encoding": "utf-8",
        "extract_date": {"value": EXTRACT_DATE}, "columns": columns,
    } | fields  # fmt: skip
    return "".join(f"{_toml_key(name)} = {_toml(value)}\n" for name, value in content.items() if name not in without)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml_key(name)} = {_toml(part)}" for name, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _toml_key(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def rows_text(*rows: dict[str, str], table: str = "cases", delimiter: str = ";") -> str:
    """A delivery of the default mapping: the given values over a right row's, quoted where they must be."""
    columns = list(known_tables()[table].columns)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\n", restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow(RIGHT_ROWS[table] | row)
    return out.getvalue()


def workbook(path: Path, rows: list[list[object]], sheet: str = "Ark1", first_row: int = 0) -> None:
    """An XLSX file with real Excel dates, numbers, booleans and texts; None leaves a cell empty."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        formats = {date: book.add_format({"num_format": "dd-mm-yyyy"}),
                   datetime: book.add_format({"num_format": "dd-mm-yyyy hh:mm"})}  # fmt: skip
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows, start=first_row):
            for position, value in enumerate(row):
                if value is not None:
                    page.write(number, position, value, formats.get(type(value)))


def municipality(
    folder: Path,
    raw: dict[str, str | bytes] | None = None,
    *,
    sources: dict[str, str] | None = None,
    reference: dict[str, str | None] | None = None,
    key: str | None = KEY,
) -> Path:
    """A folder with mappings (default: one for cases), reference tables (None leaves a file out) and deliveries.

    Writing over an earlier folder adds to it.
    """
    for room in ("raw", "sources", "reference"):
        (folder / room).mkdir(parents=True, exist_ok=True)
    for name, text in (sources if sources is not None else {"cases": mapping()}).items():
        (folder / "sources" / f"{name}.toml").write_text(text, encoding="utf-8")
    for name, text in (REFERENCE | (reference or {})).items():
        if text is not None:
            (folder / "reference" / f"{name}.csv").write_text(text, encoding="utf-8")
    for name, content in (raw if raw is not None else {"cases.csv": rows_text({})}).items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / "raw" / name).write_bytes(data)
    if key:
        (folder / "pseudonym.key").write_text(key, encoding="utf-8")
    return folder


def built(folder: Path, **options: object) -> Path:
    """The published snapshot; the delivery must not be rejected."""
    outcome: Outcome = build(folder, **options)
    rejects = [row for row in outcome.rules if row.severity is Severity.REJECT]
    assert outcome.snapshot, rejects
    return outcome.snapshot


def rejected(folder: Path, on_step: Callable[..., None] | None = None) -> dict[str, tuple[str, int | None, str]]:
    """Rule -> (file, line, sentence) of a delivery that must be rejected whole and publish nothing."""
    before = sorted((folder / "warehouse").glob("*.duckdb"))
    outcome = build(folder, on_step=on_step)
    assert outcome.is_rejected
    assert outcome.snapshot is None
    assert sorted((folder / "warehouse").glob("*.duckdb")) == before
    return {row.rule: (row.file, row.line, row.message) for row in outcome.rules if row.severity is Severity.REJECT}


def ask(snapshot: Path, sql: str, *parameters: object) -> list[tuple]:
    """The rows of a query on a published snapshot."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        return connection.execute(sql, parameters).fetchall()


def column(snapshot: Path, name: str, table: str = "marts.cases", order: str = "all") -> list[object]:
    """One column of a table in order."""
    return [value for (value,) in ask(snapshot, f"select {name} from {table} order by {order}")]


def findings(snapshot: Path, rule: str | None = None) -> list[dict[str, object]]:
    """Findings as dicts, in the order they were written."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        cursor = connection.execute("select * from quality.findings order by finding_id")
        names = [description[0] for description in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [row for row in found if rule in (None, row["rule"])]


def places(snapshot: Path, rule: str) -> list[tuple]:
    """Where a rule was broken: (file, line, key, column)."""
    return [(row["file"], row["line"], row["key"], row["column_name"]) for row in findings(snapshot, rule)]
