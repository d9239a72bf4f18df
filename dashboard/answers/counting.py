"""From the rows of a measurement query to exact measurements, before scope and suppression."""

from dataclasses import dataclass, replace
from datetime import date

from dashboard.analysis.intervals import wilson
from dashboard.answers.facts import first_day, reaches_back
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.query import counted_period, measurement_query, months_begun, result_columns
from dashboard.measurement import TIME_SPLITS, Measurement, Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse

# The delivered tables a mart is made of, the one its rows come from first; a mart not listed is its own table.
TABLES_OF_MART = {
    "board_decisions": ("appeals",),
    "assignments": ("assignments", "workers"),
    "worker_changes": ("assignments", "workers"),
}


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
    return tables_of(kpi) <= delivered and all(
        set(part.needs_columns) <= _delivered_columns(warehouse, table_of_rows(part.mart))
        and _are_filled(warehouse, part.mart, part.needs_values)
        for part in kpi.parts.values()
    )


def tables_of(kpi: Kpi) -> frozenset[str]:
    """The delivered tables the KPI rests on."""
    return frozenset(table for mart in kpi.marts for table in _tables_of_mart(mart))


def table_of_rows(mart: str) -> str:
    """The delivered table a mart's rows come from."""
    return _tables_of_mart(mart)[0]


def _tables_of_mart(mart: str) -> tuple[str, ...]:
    return TABLES_OF_MART.get(mart, (mart,))


def count_total(warehouse: Warehouse, kpi: Kpi, selection: Selection, as_of: date) -> Counted:
    """The KPI over the whole selection."""
    if not is_delivered(warehouse, kpi):
        return Counted(Measurement(value=None, n=None, silence=Silence.NOT_DELIVERED))
    if not kpi.is_stock and not months_begun(selection, as_of):
        # A count of a period still to come is unknown, not zero.
        return Counted(replace(zero(kpi).measurement, value=None, silence=Silence.NO_CASES))
    if not _is_whole(warehouse, kpi, selection.period):
        return Counted(Measurement(value=None, n=None, silence=Silence.NOT_WHOLE))
    return _ask(warehouse, kpi, selection, as_of, None).get("", _counted(kpi, {}))


def count_groups(
    warehouse: Warehouse, kpi: Kpi, selection: Selection, as_of: date, split: Split
) -> dict[str | None, Counted]:
    """The KPI per group that has cases; every month or quarter of the period that had begun, also the empty ones.

    A rolling KPI by month is counted anew over the months that end with each; by quarter over the quarter itself.
    """
    is_to_come = not months_begun(selection, as_of) and (split in TIME_SPLITS or not kpi.is_stock)
    if is_to_come or not is_delivered(warehouse, kpi):
        return {}
    if split is Split.MONTH and kpi.rolling_months:
        return {
            str(month): count_total(warehouse, kpi, window(selection, month), as_of)
            for month in months_begun(selection, as_of)
        }
    if split not in TIME_SPLITS and not _is_whole(warehouse, kpi, selection.period):
        return {}
    found = _ask(warehouse, kpi, selection, as_of, split)
    if split not in TIME_SPLITS:
        return found
    names = dict.fromkeys(_time_group(split, month) for month in _months_counted(kpi, selection, as_of))
    return {name: found.get(name, _counted(kpi, {})) for name in names}


def _is_whole(warehouse: Warehouse, kpi: Kpi, period: Period) -> bool:
    """Whether every extract a rolling number rests on reaches back over the months it must cover.

    Those are its last twelve, also of a longer period; of two registers held against each other all that are counted. A
    register begins with its first row; an empty one has nothing to miss.
    """
    if not kpi.rolling_months:
        return True
    months = counted_period(kpi, Period(period.last, period.last))
    if kpi.kind is Kind.RATIO:
        months = counted_period(kpi, period)
    filled = [mart for mart in kpi.marts if first_day(warehouse, mart) is not None]
    return all(reaches_back(warehouse, mart, months.first) for mart in filled)


def window(selection: Selection, month: Month) -> Selection:
    """What a rolling number of one month is counted over: its own months up to that one."""
    return replace(selection, period=Period(month, month))


def _months_counted(kpi: Kpi, selection: Selection, as_of: date) -> list[Month]:
    return months_begun(replace(selection, period=counted_period(kpi, selection.period)), as_of)


def _time_group(split: Split, month: Month) -> str:
    return str(month) if split is Split.MONTH else f"{month.year}-Q{(month.number + 2) // 3}"


def zero(kpi: Kpi) -> Counted:
    """The measurement of a group without cases."""
    return _counted(kpi, {})


def _ask(
    warehouse: Warehouse, kpi: Kpi, selection: Selection, as_of: date, split: Split | None
) -> dict[str | None, Counted]:
    query = measurement_query(kpi, selection, as_of, split)
    names = result_columns(kpi)
    rows = [dict(zip(names, row, strict=True)) for row in warehouse.rows(query.sql, query.parameters)]
    return {row["group_id"]: _counted(kpi, row) for row in rows}


def _counted(kpi: Kpi, row: dict) -> Counted:
    def part(name: str) -> int | None:
        return int(row.get(f"{name}_n", 0)) if name in kpi.parts else None

    return Counted(_measurement(kpi, row), pending=part("pending"), without_rule=part("without_rule"))


def _measurement(kpi: Kpi, row: dict) -> Measurement:
    n = int(row.get(f"{kpi.main_part.name}_n", 0))
    if kpi.kind in (Kind.COUNT, Kind.STOCK):
        return Measurement(value=float(_amount(kpi, row, "cases")), n=n)
    if kpi.kind is Kind.LOAD:
        return _load(n, _amount(kpi, row, "numerator"), _amount(kpi, row, "denominator"))
    silence = Silence.NO_CASES if n == 0 else None
    if kpi.kind in (Kind.SHARE, Kind.RATIO):
        numerator = int(row.get("numerator_n", 0))
        interval = wilson(numerator, n) if n and kpi.kind is Kind.SHARE else None
        value = numerator / n if n else None
        return Measurement(value, n, numerator=numerator, denominator=n, interval=interval, silence=silence)
    value = float(row["value"]) if n else None
    has_interval = n and kpi.kind is Kind.QUANTILE
    interval = (float(row["lower"]), float(row["upper"])) if has_interval else None
    return Measurement(value, n, interval=interval, silence=silence)


def _load(n: int, numerator: float, denominator: float) -> Measurement:
    """Nobody to carry it gives no number; nothing to carry gives 0."""
    value = numerator / denominator if denominator else None
    silence = None if denominator else Silence.NO_CASES
    return Measurement(value, n, numerator=numerator, denominator=denominator, silence=silence)


def _amount(kpi: Kpi, row: dict, name: str) -> float:
    """What a part adds up to: its count or its sum, rounded where adding fractions leaves a tail; whole numbers are ints."""
    if not kpi.parts[name].amount:
        return int(row.get(f"{name}_n", 0))
    amount = round(float(row.get(f"{name}_amount", 0)), 6)
    return int(amount) if amount.is_integer() else amount


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
