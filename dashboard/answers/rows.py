"""The rows behind a number, as far as the viewer may open them."""

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.answers.results import AgeBand, CaseRows
from dashboard.answers.scope import Scope
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.query import group_period, months_begun, rows_query, stock_day
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import Split
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse

MARTS_WITH_ROWS = ("cases", "appeals", "board_decisions")


def rows_behind(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, part: str | None, selection: Selection, as_of: date,
    group: tuple[Split, str | None] | None,
) -> CaseRows:  # fmt: skip
    """The rows of one part, narrowed to one group of a split; columns as CaseRows tells of the part's mart.

    Of workers and their citizens none are opened: they are employees, and told by team.

    Where rows are kept back, their number is told only for a plain count and only from the small-count limit on: any
    other count could be subtracted from what the screen shows.
    """
    mart = kpi.main_part.mart if part in (None, "remainder") else kpi.parts[part].mart
    if mart not in MARTS_WITH_ROWS:
        return CaseRows(pd.DataFrame(), None, None)
    query = rows_query(
        kpi, part or kpi.main_part.name, *_months_behind(kpi, selection, as_of, group), f"rows_behind_{mart}"
    )
    frame = warehouse.frame(query.sql, query.parameters)
    if not kpi.is_stock and not months_begun(selection, as_of):
        # A period still to come has no number, even where a rolling one reaches back into months that are over.
        frame = frame.head(0)
    if scope.may_open(selection, *(group or ())):
        return CaseRows(frame, len(frame), 0)
    least_told = scope.limit if group is None and kpi.kind in (Kind.COUNT, Kind.STOCK) else None
    return _own_rows(frame, scope, least_told)


def _months_behind(
    kpi: Kpi, selection: Selection, as_of: date, group: tuple[Split, str | None] | None
) -> tuple[Selection, date, tuple[Split, str | None] | None]:
    """A rolling number of a month rests on all the months that end with it, not on the rows of that month."""
    if group and group[0] is Split.MONTH and kpi.rolling_months:
        return replace(selection, period=group_period(*group)), as_of, None
    return selection, as_of, group


def rows_in_band(
    warehouse: Warehouse, scope: Scope, band: AgeBand, is_overdue: bool, selection: Selection, as_of: date
) -> CaseRows:
    """The open cases of one age band, those over their deadline or the others; as many as the band counts."""
    query = rows_query(find_kpi("open_cases"), "cases", selection, as_of, None, "rows_behind_cases")
    frame = warehouse.frame(query.sql, query.parameters)
    day = pd.Timestamp(stock_day(selection, as_of))
    waited = (day - frame["received_date"]).dt.days
    is_in_band = waited >= band.first_day
    if band.last_day is not None:
        is_in_band &= waited <= band.last_day
    chosen = frame[is_in_band & ((frame["deadline_date"] < day) == is_overdue)].reset_index(drop=True)
    if scope.may_open(selection):
        return CaseRows(chosen, len(chosen), 0)
    return _own_rows(chosen, scope, None)


def _own_rows(frame: pd.DataFrame, scope: Scope, least_told: int | None) -> CaseRows:
    """The rows of the viewer's own teams. least_told: from how many on the number kept back is told; None is never."""
    own = frame[frame["team_id"].isin(scope.viewer.team_ids)].reset_index(drop=True)
    kept_back = len(frame) - len(own)
    is_told = kept_back == 0 or (least_told is not None and kept_back >= least_told)
    return CaseRows(own, len(frame) if is_told else None, kept_back if is_told else None)
