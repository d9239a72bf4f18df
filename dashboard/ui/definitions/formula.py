"""A definition's formula in SQL, as it stands in the file: one readable select per part, not the query that is run."""

from dashboard.kpi.definition import Kind, Kpi, Part
from dashboard.words import words


def formula_sql(kpi: Kpi) -> str:
    """One select per part under a comment that says which part it is. Placeholders begin with a dollar sign."""
    return "\n\n".join(_select(kpi, part) for part in kpi.parts.values())


def _select(kpi: Kpi, part: Part) -> str:
    name = words("frame")(f"definition.parts.{part.name}")
    conditions = [f"({part.expression})"]
    if kpi.kind is Kind.SHARE and part.name == "numerator":
        # A share's numerator is counted inside its denominator.
        conditions.insert(0, f"({kpi.parts['denominator'].expression})")
    if not kpi.is_stock:
        conditions.append(f"{part.counted_on} between $first_day and $last_day")
    where = "\n  and ".join(conditions)
    return f"-- {name}: {part.words}\nselect {_aggregate(kpi, part)}\nfrom marts.{part.mart}\nwhere {where}"


def _aggregate(kpi: Kpi, part: Part) -> str:
    if part.value:
        return f"max({part.value})" if kpi.kind is Kind.EXTREME else f"quantile_cont({part.value}, {kpi.quantile})"
    return part.amount or (f"count(distinct {part.distinct})" if part.distinct else "count(*)")
