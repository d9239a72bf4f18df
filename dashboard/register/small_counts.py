"""A number somebody typed of a PDSA test, as a reader who may not open the rows behind it is told it (kpis.md). Pure."""

from dataclasses import replace

from dashboard.access import Role, Viewer
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.registry import registry
from dashboard.measurement import Measurement, Split
from dashboard.register.pdsa_entries import PdsaStudy
from dashboard.suppression import TWO_COUNTS, Rule, suppressed


def told_study(study: PdsaStudy, written_as: Viewer, viewer: Viewer, limit: int) -> PdsaStudy:
    """The study with its number, or without number and n: then its KPI alone says that there is one.

    The rows behind it are those of the teams its writer leads; of the chief's nobody knows which, so they are everybody's.
    The steering group reads none: its screens are projected, and what was typed is no total of theirs.
    """
    is_open = study.observed is None or viewer.may_open_rows(written_as.team_ids or None)
    if is_open or (viewer.role is not Role.STEERING_GROUP and not _is_small(study, limit)):
        return study
    return replace(study, observed=None, observed_count=None)


def _is_small(study: PdsaStudy, limit: int) -> bool:
    """Whether the number may tell of a few cases. What an id stands for that nobody defines is not known, so it may."""
    kpi = registry().get(study.kpi_id)
    if kpi is None:
        return True
    counts = [study.observed_count, study.observed] if kpi.kind in (Kind.COUNT, Kind.STOCK) else [study.observed_count]
    rule = Rule(limit, Split.TEAM)
    return any(suppressed(kpi, _measured(kpi, study, count), rule).value is None for count in counts)


def _measured(kpi: Kpi, study: PdsaStudy, count: float) -> Measurement:
    """As if it had been counted; the numerator follows from a share and its n."""
    n, value = round(count), study.observed
    two = {"numerator": round(value * n), "denominator": n} if kpi.kind in TWO_COUNTS else {}
    return Measurement(value, n, **two)
