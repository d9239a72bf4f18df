"""The rows behind a number, as far as the viewer may open them."""

from datetime import date

from dashboard.answers.results import CaseRows
from dashboard.answers.scope import Scope
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.query import rows_query
from dashboard.measurement import Split
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse


def rows_behind(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, part: str | None, selection: Selection, as_of: date,
    group: tuple[Split, str | None] | None,
) -> CaseRows:  # fmt: skip
    """The rows of one part, narrowed to one group of a split; columns as CaseRows tells.

    Where rows are kept back, their number is told only for a plain count and only from the small-count limit on: any
    other count could be subtracted from what the screen shows.
    """
    query = rows_query(kpi, part or kpi.main_part.name, selection, as_of, group, "rows_behind_cases")
    frame = warehouse.frame(query.sql, query.parameters)
    if scope.may_open(selection, *(group or ())):
        return CaseRows(frame, len(frame), 0)
    own = frame[frame["team_id"].isin(scope.viewer.team_ids)].reset_index(drop=True)
    kept_back = len(frame) - len(own)
    is_told = kept_back == 0 or (group is None and kpi.kind in (Kind.COUNT, Kind.STOCK) and kept_back >= scope.limit)
    return CaseRows(own, len(frame) if is_told else None, kept_back if is_told else None)
