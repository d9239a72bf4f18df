"""The steering group's slides, as the municipality has written them in reference.deck."""

from dataclasses import dataclass

from dashboard.kpi.definition import Kpi
from dashboard.kpi.registry import registry
from dashboard.warehouse import Warehouse

CHARTS = ("tiles", "trend", "flow", "groups")


@dataclass(frozen=True)
class Slide:
    """One row of the deck. kpis: in the row's order, the first decides the title. text: one line under the chart, or empty.

    unknown: what the row names in vain: KPI ids, the chart, or an empty text where it names no KPI at all. Such a slide
    says so instead of showing half of what was meant.
    """

    kpis: tuple[Kpi, ...]
    chart: str
    text: str
    unknown: tuple[str, ...]


def deck(warehouse: Warehouse) -> tuple[Slide, ...]:
    """The slides in the order of their numbers."""
    rows = warehouse.rows("select kpi_ids, chart, text from reference.deck order by slide, kpi_ids")
    return tuple(_slide(*row) for row in rows)


def _slide(kpi_ids: str | None, chart: str | None, text: str | None) -> Slide:
    known = registry()
    named = [one.strip() for one in (kpi_ids or "").split(",")]
    unknown = [one for one in named if one not in known]
    unknown += [] if chart in CHARTS else [chart or ""]
    return Slide(tuple(known[one] for one in named if one in known), chart or "", text or "", tuple(unknown))
