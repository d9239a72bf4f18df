"""From a definition and a selection to SQL text with bound $parameters. Pure: nothing is run here.

Every part counts over ``known_<mart>``: the mart as it was known at the end of each as_of_date (sql/known_<mart>.sql).
A stock asked by month takes one as_of_date per month end; everything else takes one. What one of a KPI's marts does not
have (full-time positions have no paragraph) neither divides the KPI nor filters any of its parts.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dashboard.analysis.intervals import Z_95
from dashboard.errors import SplitNotPossible
from dashboard.kpi.definition import Kind, Kpi, Part
from dashboard.measurement import TIME_SPLITS, Split
from dashboard.selection import Month, Period, Selection

SQL = Path(__file__).parents[1] / "sql"
OF_CASES = (Split.TEAM, Split.UNIT, Split.PARAGRAPH, Split.APPLICATION_TYPE, Split.DECISION_OUTCOME)
SPLITS_OF_MART = {
    "cases": OF_CASES,
    "appeals": (*OF_CASES, Split.REASSESSMENT_OUTCOME, Split.BOARD_OUTCOME, Split.REVERSAL_REASON),
    "board_decisions": (*OF_CASES, Split.BOARD_OUTCOME, Split.REVERSAL_REASON),
    "workers": (Split.TEAM, Split.UNIT),
    "assignments": (Split.TEAM, Split.UNIT),
    "worker_changes": (Split.TEAM, Split.UNIT, Split.CHANGE_REASON),
}
GROUP_COLUMNS = {Split.TEAM: "team_id", Split.UNIT: "unit_id"}  # every other split is named as its column
DIMENSIONS = {
    Split.UNIT: "unit_ids",
    Split.TEAM: "team_ids",
    Split.PARAGRAPH: "paragraphs",
    Split.APPLICATION_TYPE: "application_types",
}


@dataclass(frozen=True)
class Query:
    """SQL text and the values of its $parameters."""

    sql: str
    parameters: dict[str, object]


def stock_day(selection: Selection, as_of: date) -> date:
    """The day a stock is taken: the earlier of period end and as-of (kpis.md)."""
    return min(selection.period.last_day, as_of)


def months_begun(selection: Selection, as_of: date) -> list[Month]:
    """The months of the period that had begun at ``as_of``; later ones are no gaps but future."""
    return [month for month in selection.period.months() if month.first_day <= as_of]


def possible_splits(kpi: Kpi) -> tuple[Split, ...]:
    """What the KPI may be divided by: the time its kind allows, and what every one of its marts has."""
    times = (Split.MONTH,) if kpi.is_stock else TIME_SPLITS
    return times + tuple(split for split in Split if all(split in SPLITS_OF_MART[mart] for mart in kpi.marts))


def check_split(kpi: Kpi, split: Split) -> None:
    """Raises SplitNotPossible."""
    if split not in possible_splits(kpi):
        raise SplitNotPossible(kpi_id=kpi.kpi_id, split=split, known=", ".join(possible_splits(kpi)))


def ignored_dimensions(kpi: Kpi, selection: Selection) -> tuple[Split, ...]:
    """The filters of the selection that the KPI cannot follow and therefore leaves unused."""
    possible = possible_splits(kpi)
    return tuple(split for split, name in DIMENSIONS.items() if getattr(selection, name) and split not in possible)


def counted_period(kpi: Kpi, period: Period) -> Period:
    """The months that are counted: the period, of a rolling KPI at least so many months up to its end."""
    if period.length >= kpi.rolling_months:
        return period
    return Period(period.last - (kpi.rolling_months - 1), period.last)


def group_period(split: Split, group: str) -> Period:
    """The months a group of a time split is named after: ``2023-05`` or ``2023-Q2``."""
    if split is Split.MONTH:
        return Period(Month.parse(group), Month.parse(group))
    year, _, number = group.partition("-Q")
    last = Month(int(year), 3 * int(number))
    return Period(last - 2, last)


def result_columns(kpi: Kpi) -> list[str]:
    """The columns of ``measurement_query`` in order."""
    names = ["group_id", *(f"{name}_n" for name in kpi.parts)]
    names += [f"{name}_amount" for name, part in kpi.parts.items() if part.amount]
    return names + (["value", "lower", "upper"] if kpi.main_part.value else [])


def measurement_query(kpi: Kpi, selection: Selection, as_of: date, split: Split | None = None) -> Query:
    """One row per group with the columns of ``result_columns``; raises SplitNotPossible.

    Each part is its own CTE grouped by the split; the parts are then full outer joined, so a group that only one part
    knows is kept. Without a split the one row's group_id is an empty text.
    """
    if split:
        check_split(kpi, split)
    marts = "".join(f"known_{mart} as (\n{_known(mart)}),\n\n" for mart in sorted(kpi.marts))
    parts = ",\n\n".join(_part_cte(kpi, part, selection, split) for part in kpi.parts.values())
    names = list(kpi.parts)
    columns = [f"coalesce({', '.join(f'{name}_part.group_id' for name in names)}) as group_id"]
    columns += [f"coalesce({name}_part.n, 0) as {name}_n" for name in names]
    columns += [f"coalesce({name}_part.amount, 0) as {name}_amount" for name, part in kpi.parts.items() if part.amount]
    columns += ["cases_part.value", "cases_part.lower", "cases_part.upper"] if kpi.main_part.value else []
    joins = "".join(f"\n{_join(names[:place], name)}" for place, name in enumerate(names) if place)
    sql = f"with {marts}{parts}\n\nselect {', '.join(columns)}\nfrom {names[0]}_part{joins}\norder by group_id"
    return Query(sql, _parameters(kpi, selection, as_of, split))


def rows_query(
    kpi: Kpi, part_name: str, selection: Selection, as_of: date, group: tuple[Split, str | None] | None, question: str
) -> Query:
    """The rows behind one number: ``sql/<question>.sql`` over the part's rows; ``group`` narrows to one bar of a split.

    part_name: a part of the KPI, or ``remainder`` (denominator rows outside the numerator).
    """
    part = kpi.main_part if part_name == "remainder" else kpi.parts[part_name]
    split = group[0] if group else None
    group_clause, parameters = "", _parameters(kpi, selection, as_of, split)
    if group:
        group_clause = f"\n    and {_group(part, split)} is not distinct from $group_id"
        parameters["group_id"] = group[1]
    chosen = f"select * from known_{part.mart}\n    where {_where(kpi, part, selection, part_name)}{group_clause}"
    sql = f"with known_{part.mart} as (\n{_known(part.mart)}),\n\nchosen as (\n    {chosen}\n)\n\n{_file(question)}"
    return Query(sql, parameters)


def _part_cte(kpi: Kpi, part: Part, selection: Selection, split: Split | None) -> str:
    group = _group(part, split) if split else "''"
    columns = [f"{group} as group_id"]
    if part.value:
        columns += [f"count({part.value}) as n", *_aggregates(kpi, part)]
    else:
        columns.append(f"count(distinct {part.distinct}) as n" if part.distinct else "count(*) as n")
    if part.amount:
        columns.append(f"{part.amount} as amount")
    where = _where(kpi, part, selection, part.name)
    body = f"select {', '.join(columns)}\n    from known_{part.mart}\n    where {where}\n    group by 1"
    return f"{part.name}_part as (\n    {body}\n)"


def _aggregates(kpi: Kpi, part: Part) -> list[str]:
    if kpi.kind is Kind.EXTREME:
        return [f"max({part.value}) as value", "null as lower", "null as upper"]
    # The ordered values at the ranks of analysis.intervals.quantile_ranks; one definition, written twice because SQL
    # must pick them where the values are: a test holds the two together.
    q, n = kpi.quantile, f"count({part.value})"
    spread = f"{Z_95} * sqrt({n} * {q} * (1 - {q}))"
    ordered = f"list_sort(list({part.value}) filter ({part.value} is not null))"
    low = f"greatest(1, floor({n} * {q} - {spread}))"
    high = f"least({n}, ceil({n} * {q} + {spread}) + 1)"
    return [
        f"quantile_cont({part.value}, {kpi.quantile}) as value",
        f"{ordered}[({low})::integer] as lower",
        f"{ordered}[({high})::integer] as upper",
    ]


def _where(kpi: Kpi, part: Part, selection: Selection, part_name: str) -> str:
    conditions = [_condition(kpi, part, part_name)]
    if not kpi.is_stock:
        conditions.append(f"{part.counted_on} between $first_day and $last_day")
    conditions += [f"list_contains(${name}, {column})" for column, name in _chosen(kpi, selection).items()]
    return "\n    and ".join(conditions)


def _condition(kpi: Kpi, part: Part, part_name: str) -> str:
    # A share's numerator is counted inside its denominator, so it can never pass 100 %.
    if kpi.kind is Kind.SHARE and part_name in ("numerator", "remainder"):
        inside = f"coalesce(({kpi.parts['numerator'].expression}), false)"
        return f"({kpi.parts['denominator'].expression}) and {inside if part_name == 'numerator' else f'not {inside}'}"
    return f"({part.expression})"


def _group(part: Part, split: Split) -> str:
    if split is Split.MONTH:
        return f"strftime({part.counted_on}, '%Y-%m')"
    if split is Split.QUARTER:
        return f"year({part.counted_on}) || '-Q' || quarter({part.counted_on})"
    return GROUP_COLUMNS.get(split, str(split))


def _join(earlier: list[str], name: str) -> str:
    known = ", ".join(f"{one}_part.group_id" for one in earlier)
    return f"full outer join {name}_part on coalesce({known}) is not distinct from {name}_part.group_id"


def _chosen(kpi: Kpi, selection: Selection) -> dict[str, str]:
    possible = possible_splits(kpi)
    used = {split: name for split, name in DIMENSIONS.items() if split in possible and getattr(selection, name)}
    return {GROUP_COLUMNS.get(split, str(split)): name for split, name in used.items()}


def _parameters(kpi: Kpi, selection: Selection, as_of: date, split: Split | None) -> dict[str, object]:
    chosen = _chosen(kpi, selection).values()
    parameters: dict[str, object] = {name: list(getattr(selection, name)) for name in chosen}
    if not kpi.is_stock:
        period = counted_period(kpi, selection.period)
        parameters |= {"first_day": period.first_day, "last_day": period.last_day}
        days = [as_of]
    elif split is Split.MONTH:
        days = [min(month.last_day, as_of) for month in months_begun(selection, as_of)]
    else:
        days = [stock_day(selection, as_of)]
    return parameters | {"as_of_dates": days}


def _known(mart: str) -> str:
    return _file(f"known_{mart}")


@cache
def _file(stem: str) -> str:
    return (SQL / f"{stem}.sql").read_text(encoding="utf-8")
