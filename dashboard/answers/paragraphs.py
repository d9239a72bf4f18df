"""Two questions that are no KPI: open cases by age, and how long each paragraph takes against its deadline."""

from datetime import date

from dashboard.answers.counting import zero
from dashboard.answers.results import AgeBand, ParagraphDeadline, SplitAnswer
from dashboard.answers.scope import Scope
from dashboard.kpi.query import rows_query
from dashboard.kpi.registry import find_kpi
from dashboard.selection import Selection
from dashboard.suppression import hidden_places
from dashboard.warehouse import Warehouse

AGE_BANDS = ((0, 30), (31, 60), (61, 90), (91, 180), (181, None))


def age_bands(warehouse: Warehouse, scope: Scope, selection: Selection, as_of: date) -> tuple[AgeBand, ...]:
    """The open cases by days since receipt at the end of the period (or the as-of date)."""
    cells = _bands(warehouse, selection, as_of)
    own_part = scope.own_part(selection)
    own = _bands(warehouse, own_part, as_of) if own_part else [(0, 0)] * len(cells)
    others = [(all_[0] - mine[0], all_[1] - mine[1]) for all_, mine in zip(cells, own, strict=True)]
    is_hidden = [False] * len(cells) if scope.may_open(selection) else _hidden_bands(others, scope.limit)
    return tuple(
        AgeBand(*band, None, None) if is_gone else AgeBand(*band, sum(cell), cell[0])
        for band, cell, is_gone in zip(AGE_BANDS, cells, is_hidden, strict=True)
    )


def paragraph_deadlines(
    warehouse: Warehouse, splits: dict[str, SplitAnswer], selection: Selection, as_of: date
) -> tuple[ParagraphDeadline, ...]:
    """One row per paragraph with decided cases, most first; the numbers are those of the KPIs themselves.

    splits: median_, p80_, p90_processing_days and timely_decisions by paragraph, as this viewer reads them.
    """
    query = rows_query(find_kpi("timely_decisions"), "denominator", selection, as_of, None, "paragraph_deadlines")
    deadlines = {paragraph: facts for paragraph, *facts in warehouse.rows(query.sql, query.parameters)}
    by_kpi = {kpi_id: {row.group: row.measurement for row in answer.groups} for kpi_id, answer in splits.items()}
    timely = splits["timely_decisions"].kpi
    return tuple(
        ParagraphDeadline(
            paragraph=row.group,
            median=row.measurement,
            p80=by_kpi["p80_processing_days"][row.group],
            p90=by_kpi["p90_processing_days"][row.group],
            timely=by_kpi["timely_decisions"].get(row.group, zero(timely).measurement),
            deadline_days=deadlines.get(row.group, (None, False))[0],
            deadline_varies=deadlines.get(row.group, (None, False))[1],
        )
        for row in splits["median_processing_days"].groups
    )


def _bands(warehouse: Warehouse, selection: Selection, as_of: date) -> list[tuple[int, int]]:
    """Overdue and other open cases of each band."""
    query = rows_query(find_kpi("open_cases"), "cases", selection, as_of, None, "age_bands")
    found = {band: (overdue, in_time) for band, overdue, in_time in warehouse.rows(query.sql, query.parameters)}
    bands = [found.pop(first, (0, 0)) for first, _ in AGE_BANDS]
    if found:
        raise AssertionError(f"sql/age_bands.sql knows bands that AGE_BANDS does not: {sorted(found)}")
    return bands


def _hidden_bands(cells: list[tuple[int, int]], limit: int) -> list[bool]:
    """Which bands to hide, where open_cases and overdue_open_cases tell their sums unless those are small themselves."""

    def is_small(counts: tuple[int, ...]) -> bool:
        return any(1 <= count < limit for count in counts)

    overdue, in_time = (sum(axis) for axis in zip(*cells, strict=True))
    small = [is_small(cell) for cell in cells]
    if is_small((overdue + in_time,)):
        return [any(cell) for cell in cells] if sum(small) < limit - 1 else [True] * len(cells)
    is_overdue_told = not is_small((overdue,))
    told = cells if is_overdue_told else [(sum(cell),) for cell in cells]
    places, _ = hidden_places(told, small, is_small, limit)
    return [place in places for place in range(len(cells))]
