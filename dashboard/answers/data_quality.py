"""What the numbers rest on: deliveries, findings, usable rows and the configuration in force. None of it is a KPI.

Counts of delivered lines are no counts of people: everybody reads them. A finding is a fault in somebody's case or complaint
("sent back, and no new case"), so its small counts follow kpis.md like any other. What names a row (key, value, line,
message) is read by those who may open every row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from dashboard.answers.questions import Answers
from dashboard.suppression import hidden_places


@dataclass(frozen=True)
class Source:
    """One supplier table of this run. as_of: of its newest file. read = accepted + quarantined + superseded."""

    source: str
    table_name: str
    as_of: date | None
    files: int
    read: int
    accepted: int
    quarantined: int
    superseded: int


@dataclass(frozen=True)
class RunOfSource:
    """One source of one run, as quality.run_history keeps them. finished_at: UTC."""

    finished_at: datetime
    source: str
    table_name: str
    as_of: date | None
    read: int
    accepted: int
    quarantined: int
    superseded: int
    findings: int


@dataclass(frozen=True)
class BrokenRule:
    """How often a rule was broken in one column of one source. findings: None where hidden. example: one finding's message,
    None where it is not told."""

    rule: str
    severity: str
    source: str
    column_name: str | None
    findings: int | None
    example: str | None


def may_read_findings(answers: Answers) -> bool:
    """Whether the viewer may read which rows are at fault: a finding has no team, so it takes the right to all rows."""
    return answers.viewer.may_open_rows(None)


def sources(answers: Answers) -> tuple[Source, ...]:
    """Every source of this run, largest first."""
    rows = answers.warehouse.rows(
        "select source, any_value(table_name), max(extract_date), count(*), sum(physical_records)::bigint, "
        "sum(accepted)::bigint, sum(quarantined)::bigint, sum(superseded)::bigint "
        "from quality.source_files group by source order by sum(physical_records) desc, source"
    )
    return tuple(Source(*row[:4], *(count or 0 for count in row[4:])) for row in rows)


def run_history(answers: Answers) -> tuple[RunOfSource, ...]:
    """Every run that was kept, oldest first, and in it every source."""
    rows = answers.warehouse.rows(
        "select finished_at, source, table_name, as_of_date, physical_records, accepted, quarantined, superseded, findings "
        "from quality.run_history order by finished_at, run_id, source"
    )
    return tuple(RunOfSource(*row[:4], *(count or 0 for count in row[4:])) for row in rows)


def broken_rules(answers: Answers) -> tuple[BrokenRule, ...]:
    """The findings counted by rule, gravest first and then most first."""
    rows = answers.warehouse.rows(
        "select rule, severity, source, column_name, count(*), arg_min(message, finding_id) from quality.findings "
        "group by rule, severity, source, column_name "
        "order by list_position(['reject', 'quarantine', 'warn'], severity), count(*) desc, rule, source, column_name"
    )
    is_told = may_read_findings(answers)
    hidden = frozenset() if is_told else _hidden(rows, answers.small_count_limit)
    return tuple(
        BrokenRule(*row[:4], None if place in hidden else row[4], row[5] if is_told else None)
        for place, row in enumerate(rows)
    )


def count_of_findings(answers: Answers) -> int | None:
    """All findings of this run; None where they are few and the viewer may not open every row."""
    ((count,),) = answers.warehouse.rows("select count(*) from quality.findings")
    return None if is_few(answers, count) else count


def is_few(answers: Answers, count: int) -> bool:
    """Whether so many faulty rows are a small count to this viewer."""
    return not may_read_findings(answers) and 0 < count < answers.small_count_limit


def _hidden(rows: Sequence[tuple], limit: int) -> frozenset[int]:
    """Which of the counts are not told beside their total: small ones, and further ones in an order that tells no size."""
    in_order = sorted(range(len(rows)), key=lambda place: tuple(str(one) for one in rows[place][:4]))
    counts = [rows[place][4] for place in in_order]
    chosen, _ = hidden_places(
        [(count,) for count in counts], [0 < count < limit for count in counts], lambda one: 0 < one[0] < limit, limit
    )
    return frozenset(in_order[one] for one in chosen)


def findings(answers: Answers) -> pd.DataFrame:
    """Every finding, personal values masked as they are stored; no row for a viewer who may not read them.

    Columns: severity, rule, source, file, line, key, column_name, value, message.
    """
    return answers.warehouse.frame(
        "select severity, rule, source, file, line, key, column_name, value, message from quality.findings "
        "where $is_told order by finding_id",
        {"is_told": may_read_findings(answers)},
    )
