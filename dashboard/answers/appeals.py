"""Two questions about complaints that are no KPI: the way each complaint went, and the published figures to compare with."""

from dataclasses import dataclass
from datetime import date

from dashboard.answers.scope import Scope
from dashboard.kpi.query import rows_query
from dashboard.kpi.registry import find_kpi
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse


@dataclass(frozen=True)
class Way:
    """One way through the course of a complaint, and how many complaints took it.

    decision: refused, partly_granted, ended, other (granted, not stated or unknown case). reassessment: changed,
    partly_changed, maintained, fallen (withdrawn, out of time or closed), fallen_undated (nobody wrote when), not_reassessed
    (sent on without one), waiting.
    board: upheld, changed (annulled too), remitted, dismissed, pending (at the board), ended (at the municipality),
    waiting (still there).
    """

    decision: str
    reassessment: str
    board: str
    complaints: int


@dataclass(frozen=True)
class Benchmark:
    """One published figure: of whom, of which days, from where and when it was taken down; value as the KPI's own unit.

    is_series_break: not comparable with the figure before it. retrieved_date: None where not stated.
    """

    area: str
    source: str
    value: float
    is_series_break: bool
    first_date: date
    last_date: date
    retrieved_date: date | None


def complaint_chain(warehouse: Warehouse, scope: Scope, selection: Selection, as_of: date) -> tuple[Way, ...] | None:
    """The ways of the complaints received in the period, as known at ``as_of``; together they are the KPI complaints.

    None for who may not open all of the rows: the crossings are so many and so small that hiding them leaves no chain.
    """
    if not scope.may_open(selection):
        return None
    query = rows_query(find_kpi("complaints"), "cases", selection, as_of, None, "complaint_chain")
    return tuple(Way(*row) for row in warehouse.rows(query.sql, query.parameters))


def benchmarks(warehouse: Warehouse, kpi_id: str) -> tuple[Benchmark, ...]:
    """The published figures of one KPI, oldest first."""
    rows = warehouse.rows(
        "select area, source, value, is_series_break, first_date, last_date, retrieved_date "
        "from reference.benchmarks where kpi_id = $kpi_id order by first_date, last_date",
        {"kpi_id": kpi_id},
    )
    return tuple(Benchmark(*row) for row in rows)
