"""The steering group's slides, as the municipality has written them in reference.deck."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.answers.plan_reading import plans
from dashboard.answers.plans import Plan
from dashboard.kpi.definition import Kpi
from dashboard.kpi.registry import registry
from dashboard.warehouse import Warehouse

CHARTS = ("tiles", "trend", "flow", "groups")
PLAN = "plan"  # the chart of a plan: its kpi_ids name the plan instead


@dataclass(frozen=True)
class Slide:
    """One row of the deck. kpis: in the row's order, the first decides the title. text: one line under the chart, or empty.

    unknown: what the row names in vain: KPI ids, the chart, or an empty text where it names no KPI at all. Such a slide
    says so instead of showing half of what was meant. plan: the one a slide of a plan shows, else None.
    """

    kpis: tuple[Kpi, ...]
    chart: str
    text: str
    unknown: tuple[str, ...]
    plan: Plan | None = None


def deck(warehouse: Warehouse) -> tuple[Slide, ...]:
    """The slides in the order of their numbers."""
    rows = warehouse.rows("select kpi_ids, chart, text from reference.deck order by slide, kpi_ids")
    known = {plan.plan_id: plan for plan in plans(warehouse)}
    return tuple(_plan_slide(known, *row) if row[1] == PLAN else _slide(*row) for row in rows)


def _plan_slide(known: Mapping[str, Plan], plan_id: str | None, chart: str, text: str | None) -> Slide:
    plan = known.get((plan_id or "").strip())
    return Slide((), chart, text or "", () if plan else ((plan_id or "").strip(),), plan)


def _slide(kpi_ids: str | None, chart: str | None, text: str | None) -> Slide:
    known = registry()
    named = [one.strip() for one in (kpi_ids or "").split(",")]
    unknown = [one for one in named if one not in known]
    unknown += [] if chart in CHARTS else [chart or ""]
    return Slide(tuple(known[one] for one in named if one in known), chart or "", text or "", tuple(unknown))
