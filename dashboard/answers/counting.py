"""From the rows of a measurement query to exact measurements, before scope and suppression."""

from dataclasses import dataclass, replace
from datetime import date

from dashboard.analysis.intervals import wilson
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.query import measurement_query, months_begun
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse


@dataclass(frozen=True)
class Counted:
    """An exact measurement with the counts that stand beside it (None where the KPI has no such part)."""

    measurement: Measurement
    pending: int | None = None
    without_rule: int | None = None


def is_delivered(warehouse: Warehouse, kpi: Kpi) -> bool:
    """Whether the KPI's tables and every column it needs were delivered, and what it needs computed holds some value.

    A column is delivered when every source of its table has it in at least one file: a date that only one of two
    suppliers keeps would make the other's cases look undecided. One that is blank in every row is delivered: nobody was
    notified is another answer than no notices are kept.
    """
    delivered = {name for (name,) in warehouse.rows("select table_name from quality.tables where is_delivered")}
    return kpi.marts <= delivered and all(
        set(part.needs_columns) <= _delivered_columns(warehouse, part.mart)
        and _are_filled(warehouse, part.mart, part.needs_values)
        for part in kpi.parts.values()
    )


def count_total(warehouse: Warehouse, kpi: Kpi, selection: Selection, as_of: date) -> Counted:
    """The KPI over the whole selection."""
    if not is_delivered(warehouse, kpi):
        return Counted(Measurement(value=None, n=None, silence=Silence.NOT_DELIVERED))
    if not kpi.is_stock and not months_begun(selection, as_of):
        # A count of a period still to come is unknown, not zero.
        return Counted(replace(zero(kpi).measurement, value=None, silence=Silence.NO_CASES))
    return _ask(warehouse, kpi, selection, as_of, None).get("", _counted(kpi, {}))


def count_groups(
    warehouse: Warehouse, kpi: Kpi, selection: Selection, as_of: date, split: Split
) -> dict[str | None, Counted]:
    """The KPI per group that has cases; every month of the period that had begun, also the empty ones."""
    is_to_come = not months_begun(selection, as_of) and (split is Split.MONTH or not kpi.is_stock)
    if is_to_come or not is_delivered(warehouse, kpi):
        return {}
    found = _ask(warehouse, kpi, selection, as_of, split)
    if split is not Split.MONTH:
        return found
    return {str(month): found.get(str(month), _counted(kpi, {})) for month in months_begun(selection, as_of)}


def zero(kpi: Kpi) -> Counted:
    """The measurement of a group without cases."""
    return _counted(kpi, {})


def _ask(
    warehouse: Warehouse, kpi: Kpi, selection: Selection, as_of: date, split: Split | None
) -> dict[str | None, Counted]:
    query = measurement_query(kpi, selection, as_of, split)
    names = ["group_id", *kpi.parts, *(["value", "lower", "upper"] if kpi.main_part.value else [])]
    rows = [dict(zip(names, row, strict=True)) for row in warehouse.rows(query.sql, query.parameters)]
    return {row["group_id"]: _counted(kpi, row) for row in rows}


def _counted(kpi: Kpi, row: dict) -> Counted:
    def part(name: str) -> int | None:
        return int(row.get(name, 0)) if name in kpi.parts else None

    return Counted(_measurement(kpi, row), pending=part("pending"), without_rule=part("without_rule"))


def _measurement(kpi: Kpi, row: dict) -> Measurement:
    n = int(row.get(kpi.main_part.name, 0))
    if kpi.kind in (Kind.COUNT, Kind.STOCK):
        return Measurement(value=float(n), n=n)
    silence = Silence.NO_CASES if n == 0 else None
    if kpi.kind in (Kind.SHARE, Kind.RATIO):
        numerator = int(row.get("numerator", 0))
        interval = wilson(numerator, n) if n and kpi.kind is Kind.SHARE else None
        value = numerator / n if n else None
        return Measurement(value, n, numerator=numerator, denominator=n, interval=interval, silence=silence)
    value = float(row["value"]) if n else None
    has_interval = n and kpi.kind is Kind.QUANTILE
    interval = (float(row["lower"]), float(row["upper"])) if has_interval else None
    return Measurement(value, n, interval=interval, silence=silence)


def _are_filled(warehouse: Warehouse, mart: str, columns: tuple[str, ...]) -> bool:
    if not columns:
        return True
    # Without any row nothing is missing: the answer is none.
    counts = ", ".join(f"count(*) = 0 or count({column}) > 0" for column in columns)
    return all(warehouse.rows(f"select {counts} from marts.{mart}")[0])


def _delivered_columns(warehouse: Warehouse, mart: str) -> set[str]:
    """Our columns that every source of the mart delivered."""
    by_source: dict[str, set[str]] = {}
    sql = "select source, delivered_columns from quality.source_files where table_name = $mart"
    for source, columns in warehouse.rows(sql, {"mart": mart}):
        by_source.setdefault(source, set()).update(columns)
    return set.intersection(*by_source.values()) if by_source else set()
