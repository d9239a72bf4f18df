"""The other three deliveries: appeals (hand-kept, cp1252), workers (XLSX) and assignments (UTF-16, tabs)."""

import codecs
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import xlsxwriter

from etl.demo_data.appeals import BOARD, REASONS, REASSESSMENTS, Appeals
from etl.demo_data.assignments import Assignments
from etl.demo_data.citizens import Citizens
from etl.demo_data.days import NONE, date_of
from etl.demo_data.draws import choose, stream
from etl.demo_data.faults import fault_count
from etl.demo_data.folder import APPEALS_FILE, ASSIGNMENTS_FILE, WORKERS_FILE
from etl.demo_data.identifiers import MISSING_CASE, board_case_id, case_id, complaint_id
from etl.demo_data.plan import Plan, load_words
from etl.demo_data.rendering import DayTexts, lines, looked_up
from etl.demo_data.staff import Segment, Staff

_DATE_FORMS = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
_DATE_WEIGHTS = (0.80, 0.14, 0.06)  # one hand, many habits
# Teams whose caseworkers are called something else in the payroll system.
_ASSESSOR_TEAMS = ("visitation", "hjaelpemidler")


def write_appeals(raw: Path, plan: Plan, seed: int, appeals: Appeals, case_number: np.ndarray) -> None:
    """The register with some complaints over cases that do not exist; ``case_number`` by row of the case table."""
    rng = stream(seed, "register")
    words, size = load_words(), len(appeals)
    number = case_number[appeals.case]
    unremitted = np.flatnonzero(appeals.board != BOARD.index("remitted"))
    missing = rng.permutation(unremitted)[: fault_count(plan, "appeal_without_case", len(case_number))]
    number[missing] = MISSING_CASE + np.arange(len(missing))
    style = choose(rng, _DATE_WEIGHTS, size)
    columns = {
        "complaint": pa.array(_complaint_ids(appeals), pa.string()),
        "case_id": case_id(number),
        "reassessment": looked_up([words["reassessments"][name] for name in REASSESSMENTS], appeals.reassessment),
        "board_case": pa.array(_board_cases(appeals), pa.string()),
        "board": looked_up([words["board"][name] for name in BOARD], appeals.board),
        "reason": looked_up([words["reasons"][name] for name in REASONS], appeals.reason),
        "jurist": looked_up([words["no"], words["yes"]], appeals.has_jurist.astype(np.int32)),
        "hours": pa.array([f"{hours:.2f}".replace(".", ",") for hours in appeals.hours.tolist()], pa.string()),
        "updated": DayTexts(_DATE_FORMS[0])(np.full(size, plan.as_of)),
        **_register_days(appeals, style),
    }
    header = ";".join(words["appeal_columns"].values()) + "\r\n"
    content = header.encode() + (lines([columns[name] for name in words["appeal_columns"]], ";") if size else b"")
    (raw / APPEALS_FILE).write_bytes(content.decode().encode("cp1252"))


def _complaint_ids(appeals: Appeals) -> list[str]:
    return [complaint_id(number, received) for number, received in enumerate(appeals.received.tolist())]


def _board_cases(appeals: Appeals) -> list[str]:
    pairs = zip(appeals.board_case.tolist(), appeals.board_decided.tolist(), strict=True)
    return ["" if number == NONE else board_case_id(number, decided) for number, decided in pairs]


def _register_days(appeals: Appeals, style: np.ndarray) -> dict[str, pa.Array]:
    written = [DayTexts(form) for form in _DATE_FORMS]
    texts = {}
    for name in ("received", "reassessed", "maintains", "forwarded", "closed", "board_decided", "board_received"):
        days = getattr(appeals, name)
        forms = np.array([form(days).to_pylist() for form in written], dtype=object).reshape(len(written), len(days))
        texts[name] = pa.array(forms[style, np.arange(len(days))], pa.string())
    return texts


def write_workers(raw: Path, plan: Plan, staff: Staff) -> None:
    """One row per employment period; dates as Excel dates, FTE as decimal numbers."""
    words = load_words()
    # In memory: the parts of the file then bear a fixed time, and the created property is set, so that equal
    # content gives equal bytes.
    book = xlsxwriter.Workbook(raw / WORKERS_FILE, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    book.set_properties({"created": datetime.combine(date_of(plan.as_of), datetime.min.time())})
    sheet = book.add_worksheet(words["worker_sheet"]["name"])
    sheet.write_row(0, 0, list(words["worker_columns"].values()))
    for row, entry in enumerate(_employments(plan, staff), start=1):
        sheet.write_row(row, 0, [entry[name] for name in words["worker_columns"]])
    book.close()


def _employments(plan: Plan, staff: Staff) -> list[dict]:
    rows = []
    for segment in staff.segments:
        if segment.moved != NONE:
            rows.append(_employment(plan, segment, segment.fte, segment.first, segment.moved - 1))
            moved = replace(segment, team=segment.later_team)
            rows.append(_employment(plan, moved, segment.fte, segment.moved, segment.last))
        elif segment.fte_changed == NONE:
            rows.append(_employment(plan, segment, segment.fte, segment.first, segment.last))
        else:
            rows.append(_employment(plan, segment, segment.fte, segment.first, segment.fte_changed - 1))
            rows.append(_employment(plan, segment, segment.later_fte, segment.fte_changed, segment.last))
    words = load_words()
    for member in plan.other_staff:
        segment = Segment(NONE, member.worker_id, plan.team_index(member.team), member.fte, plan.first_day - 400, NONE)
        entry = _employment(plan, segment, member.fte, segment.first, NONE)
        rows.append(entry | {"role": words["roles"][member.role]})
    return rows


def _employment(plan: Plan, segment: Segment, fte: float, first: int, last: int) -> dict:
    words, team = load_words(), plan.teams[segment.team].id
    return {
        "worker_id": segment.worker_id,
        "team": words["teams"][team],
        "role": words["roles"]["assessor" if team in _ASSESSOR_TEAMS else "caseworker"],
        "fte": fte,
        "temporary": words["yes"] if segment.is_temporary else words["no"],
        "valid_from": date_of(first),
        "valid_to": None if last == NONE else date_of(last),
        "extracted": date_of(plan.as_of),
    }


def write_assignments(raw: Path, assignments: Assignments, citizens: Citizens, staff: Staff) -> None:
    """Tab-separated UTF-16; the first day as an ISO timestamp with offset, the last as a plain ISO date."""
    words = load_words()
    cpr = pa.array([f"{number:010d}" for number in citizens.cpr.tolist()], pa.string())
    changes = [words["changes"][name] for name in ("first", "planned", "unplanned")]
    columns = {
        "citizen_id": cpr.take(pa.array(assignments.citizen)),
        "worker": looked_up([segment.worker_id for segment in staff.segments], assignments.worker),
        "from": DayTexts("%Y-%m-%dT00:00:00+01:00")(assignments.first),
        "to": DayTexts("%Y-%m-%d")(assignments.last),
        "reason": looked_up(changes, assignments.reason),
    }
    header = "\t".join(words["assignment_columns"].values()) + "\r\n"
    content = lines([columns[name] for name in words["assignment_columns"]], "\t") if len(assignments.citizen) else b""
    (raw / ASSIGNMENTS_FILE).write_bytes(codecs.BOM_UTF16_LE + (header.encode() + content).decode().encode("utf-16-le"))
