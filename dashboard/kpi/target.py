"""Which target holds on a day. Targets have only valid_from: each row holds until the KPI's next one (design.md)."""

from collections.abc import Iterable
from datetime import date

from dashboard.measurement import Target

TargetRow = tuple[str, float | None, bool, date]  # kpi_id, value, is_example, valid_from


def target_in_force(rows: Iterable[TargetRow], kpi_id: str, day: date) -> Target | None:
    """The target of ``kpi_id`` on ``day``; None before the first row and after a row with an empty value."""
    begun = [row for row in rows if row[0] == kpi_id and row[3] <= day]
    if not begun:
        return None
    _, value, is_example, valid_from = max(begun, key=lambda row: row[3])
    return None if value is None else Target(value, valid_from, bool(is_example))
