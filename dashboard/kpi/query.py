"""From a definition and a selection to SQL text with bound $parameters. Pure: nothing is run here.

Every part counts over ``known_<mart>``: the mart as it was known at the end of each as_of_date (sql/known_<mart>.sql).
A stock asked by month takes one as_of_date per month end; everything else takes one.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.analysis.intervals import Z_95
from dashboard.kpi.definition import Kind, Kpi, Part
from dashboard.measurement import Split
from dashboard.selection import Month, Selection

SQL = Path(__file__).parents[1] / "sql"
GROUP_COLUMNS = {
    Split.TEAM: "team_id",
    Split.UNIT: "unit_id",
    Split.PARAGRAPH: "paragraph",
    Split.APPLICATION_TYPE: "application_type",
}
DIMENSIONS = {
    "unit_id": "unit_ids",
    "team_id": "team_ids",
    "paragraph": "paragraphs",
    "application_type": "application_types",
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


def measurement_query(kpi: Kpi, selection: Selection, as_of: date, split: Split | None = None) -> Query:
    """One row per group: group_id, then per part ``<part>_n`` and for extreme and quantile ``value``, ``lower``, ``upper``.

    Each part is its own CTE grouped by the split; the parts are then full outer joined, so a group that only one part
    knows is kept. Without a split the one row's group_id is an empty text.
    """
    marts = "".join(f"known_{mart} as (\n{_known(mart)}),\n\n" for mart in sorted(kpi.marts))
    parts = ",\n\n".join(_part_cte(kpi, part, selection, split) for part in kpi.parts.values())
    names = list(kpi.parts)
    columns = [f"coalesce({', '.join(f'{name}_part.group_id' for name in names)}) as group_id"]
    columns += [f"coalesce({name}_part.n, 0) as {name}_n" for name in names]
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
        columns.append("count(*) as n")
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
    conditions += [f"list_contains(${name}, {column})" for column, name in _chosen(selection).items()]
    return "\n    and ".join(conditions)


def _condition(kpi: Kpi, part: Part, part_name: str) -> str:
    # A share's numerator is counted inside its denominator, so it can never pass 100 %.
    if kpi.kind is Kind.SHARE and part_name in ("numerator", "remainder"):
        inside = f"coalesce(({kpi.parts['numerator'].expression}), false)"
        return f"({kpi.parts['denominator'].expression}) and {inside if part_name == 'numerator' else f'not {inside}'}"
    return f"({part.expression})"


def _group(part: Part, split: Split) -> str:
    return f"strftime({part.counted_on}, '%Y-%m')" if split is Split.MONTH else GROUP_COLUMNS[split]


def _join(earlier: list[str], name: str) -> str:
    known = ", ".join(f"{one}_part.group_id" for one in earlier)
    return f"full outer join {name}_part on coalesce({known}) is not distinct from {name}_part.group_id"


def _chosen(selection: Selection) -> dict[str, str]:
    return {column: name for column, name in DIMENSIONS.items() if getattr(selection, name)}


def _parameters(kpi: Kpi, selection: Selection, as_of: date, split: Split | None) -> dict[str, object]:
    parameters: dict[str, object] = {name: list(getattr(selection, name)) for name in _chosen(selection).values()}
    if not kpi.is_stock:
        parameters |= {"first_day": selection.period.first_day, "last_day": selection.period.last_day}
        days = [as_of]
    elif split is Split.MONTH:
        days = [min(month.last_day, as_of) for month in months_begun(selection, as_of)]
    else:
        days = [stock_day(selection, as_of)]
    return parameters | {"as_of_dates": days}


def _known(mart: str) -> str:
    return _file(f"known_{mart}")


def _file(stem: str) -> str:
    return (SQL / f"{stem}.sql").read_text(encoding="utf-8")
