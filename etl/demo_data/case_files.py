"""The case system's extracts: one full, then daily ones that overlap, `;`, UTF-8 with byte order mark, dd-mm-yyyy."""

import codecs
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa

from etl.demo_data.appeals import Appeals
from etl.demo_data.case_table import Rows, Spellings, as_of_day, changed_between
from etl.demo_data.citizens import Citizens
from etl.demo_data.days import NONE, day_number
from etl.demo_data.faults import TOO_MANY_FIELDS, UNKNOWN_TEAM, UNREADABLE_DAY, last_event, plant_faults
from etl.demo_data.folder import case_file
from etl.demo_data.identifiers import case_id, complaint_id
from etl.demo_data.plan import OUTCOMES, SUBTYPES, TYPES, Plan, load_words
from etl.demo_data.rendering import DayTexts, integers, joined, lines, looked_up
from etl.demo_data.staff import Staff

_ROWS_PER_BLOCK = 100_000


class CaseWriter:
    """Writes extracts of one table of cases; keeps the lists of texts it looks up in."""

    def __init__(self, plan: Plan, citizens: Citizens, staff: Staff, appeals: Appeals, spellings: Spellings) -> None:
        self._words = load_words()
        self._plan = plan
        self._spellings = spellings.texts
        plain = [f"{number:010d}" for number in citizens.cpr.tolist()]
        hyphened = [f"{text[:6]}-{text[6:]}" for text in plain]
        self._cpr = pa.array([*hyphened, *plain, *(text.removeprefix("0") for text in plain)], pa.string())
        self._names = pa.array(citizens.names, pa.string())
        self._workers = [segment.worker_id for segment in staff.segments]
        self._complaints = [complaint_id(number, day) for number, day in enumerate(appeals.received.tolist())]
        self._days = DayTexts("%d-%m-%Y", self._words["faults"]["unreadable_dates"], UNREADABLE_DAY)
        quoted = [_quoted(text) for text in self._words["remarks"]["texts"]]
        # The last one stands unquoted on purpose: its semicolons make fields too many.
        self._remarks = [*quoted, self._words["faults"]["too_many_fields"]]

    def write(self, path: Path, rows: Rows, changed_layout: bool = False) -> None:
        """One extract in the usual layout, or in that of the case system's new version."""
        headers, order = dict(self._words["case_columns"]), list(self._words["case_columns"])
        extra = self._words["changed_layout"]
        if changed_layout:
            headers |= {name: extra[name] for name in ("case_id", "team", "paragraph")}
            order = order[4:] + order[:4]
        names = [headers[name] for name in order] + ([extra["extra_column"]] if changed_layout else [])
        size = len(rows["received"])
        with path.open("wb") as file:
            file.write(codecs.BOM_UTF8 + (";".join(names) + "\r\n").encode())
            for start in range(0, size, _ROWS_PER_BLOCK):
                block = {name: values[start : start + _ROWS_PER_BLOCK] for name, values in rows.items()}
                columns = self._columns(block)
                written = [columns[name] for name in order]
                if changed_layout:
                    written.append(pa.repeat(extra["extra_value"], len(block["received"])))
                file.write(lines(written, ";"))

    def _columns(self, rows: Rows) -> dict[str, pa.Array]:
        words = self._words
        citizen = rows["citizen"]
        return {
            "case_id": case_id(rows["number"]),
            "citizen_id": self._cpr.take(pa.array(citizen + rows["cpr_style"] * len(self._names))),
            "name": self._names.take(pa.array(citizen)),
            "case_type": pa.repeat(words["case_types"]["name"], len(citizen)),
            "worker": looked_up(self._workers, rows["worker"]),
            "paragraph": looked_up(self._spellings, rows["spelling"]),
            "urgent": looked_up([words["no"], words["yes"]], rows["urgent"]),
            "complaint": looked_up(self._complaints, rows["complaint"]),
            "waiting": integers(rows["waiting"]),
            "notices": joined(self._days(rows["notice"]), self._days(rows["second_notice"]), ","),
            "remark": looked_up(
                self._remarks, np.where(rows["remark"] == TOO_MANY_FIELDS, len(self._remarks) - 1, rows["remark"])
            ),
            **self._code_columns(rows),
            **{
                name: self._days(rows[name])
                for name in ("received", "informed", "decided", "sent", "withdrawn", "start")
            },
        }

    def _code_columns(self, rows: Rows) -> dict[str, pa.Array]:
        words = self._words
        teams = [words["teams"][team.id] for team in self._plan.teams] + [words["faults"]["unknown_team"]]
        subtypes = ["", *(words["subtypes"][name] for name in SUBTYPES[1:])]
        subtype = np.array([SUBTYPES.index(kind.subtype) for kind in self._plan.kinds])[rows["kind"]]
        closed = (rows["decided"] != NONE) | (rows["withdrawn"] != NONE)
        states = [words["case_types"]["open"], words["case_types"]["closed"]]
        return {
            "team": looked_up(teams, np.where(rows["team"] == UNKNOWN_TEAM, len(teams) - 1, rows["team"])),
            "subtype": looked_up(subtypes, subtype),
            "application_type": looked_up([words["application_types"][name] for name in TYPES], rows["type"]),
            "outcome": looked_up([words["outcomes"][name] for name in OUTCOMES], rows["outcome"]),
            "status": looked_up(states, closed.astype(np.int32)),
        }


def _quoted(text: str) -> str:
    needs_quotes = any(character in text for character in ';"\r\n')
    return '"' + text.replace('"', '""') + '"' if needs_quotes else text


def write_case_files(
    raw: Path, plan: Plan, seed: int, table: Rows, appealed: np.ndarray, writer: CaseWriter, unmatched: list[int],
    step: Callable[[], None],
) -> None:  # fmt: skip
    """The full extract with the planted faults, then the daily ones; ``step`` is called after each file."""
    full_day = plan.full_extract_day
    order = np.argsort(table["number"], kind="stable")
    rows = order[table["received"][order] <= full_day]
    full = as_of_day(table, rows, full_day)
    # No later extract holds a case whose last event lies a month back.
    untouched = (last_event(table)[rows] < full_day - 30) & ~appealed[rows] & (full["complaint"] == NONE)
    writer.write(raw / case_file(full_day), plant_faults(plan, seed, full, untouched, len(order), unmatched))
    step()
    changed_layout = day_number(load_words()["changed_layout"]["day"])
    for day in plan.daily_extract_days:
        rows = order[changed_between(table, day - plan.daily_window_days, day)[order]]
        writer.write(raw / case_file(day), as_of_day(table, rows, day), changed_layout=day == changed_layout)
        step()
