"""A load on one caseworker's position is that caseworker's own figure: who may not open the rows does not read it (kpis.md).

What several teams carry together is told; where it and the other teams' loads would leave the figure of one caseworker,
one more team's load is hidden.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dashboard.access import Viewer
from dashboard.answers.counting import count_groups, count_total
from dashboard.answers.results import Choices
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Selection
from dashboard.suppression import hidden
from dashboard.warehouse import Warehouse

ALL = "all"


def is_on_positions(kpi: Kpi) -> bool:
    """Whether the KPI is a load on full-time positions."""
    return kpi.kind is Kind.LOAD and not kpi.is_carried_by_citizens


def is_one_workers(warehouse: Warehouse, viewer: Viewer, kpi: Kpi, selection: Selection, day: date) -> bool:
    """Whether the whole number is one caseworker's own, and not of a team whose rows the viewer may open."""
    if not is_on_positions(kpi) or _opens(viewer, selection):
        return False
    return count_total(warehouse, _caseworkers(), selection, day).measurement.n == 1


def without_single_workers(
    warehouse: Warehouse, viewer: Viewer, kpi: Kpi, selection: Selection, day: date, split: Split,
    told: Mapping[str | None, Measurement], choices: Choices,
) -> dict[str | None, Measurement]:  # fmt: skip
    """The groups without those that are one caseworker's own, or would leave one by subtraction from unit or total."""
    if not is_on_positions(kpi) or _opens(viewer, selection):
        return dict(told)
    found = count_groups(warehouse, _caseworkers(), selection, day, split)
    workers = {group: found[group].measurement.n or 0 if group in found else 0 for group in told}
    gone = {group for group, count in workers.items() if count == 1 and not _is_led(viewer, split, group)}
    if split is not Split.MONTH:
        unit_of = {team.team_id: team.unit_id for team in choices.teams} if split is Split.TEAM else {}
        for whole in {unit_of.get(group, ALL) for group in gone} | {ALL}:
            parts = [group for group in _in_order(told) if whole in (ALL, unit_of.get(group, ALL))]
            # The own team's load is known to its leader anyway.
            others = [group for group in parts if workers[group] and not _is_led(viewer, split, group)]
            gone |= _one_more(others, gone, told)
    return {group: hidden() if group in gone else one for group, one in told.items()}


def _one_more(
    parts: list[str | None], gone: set[str | None], told: Mapping[str | None, Measurement]
) -> set[str | None]:
    """Of a whole with one silent part the next, so that no part is what the others leave."""
    silent = [group for group in parts if group in gone or told[group].silence is Silence.SUPPRESSED]
    further = [group for group in parts if group not in silent]
    return set(further[:1]) if len(silent) == 1 and silent[0] in gone else set()


def _in_order(told: Mapping[str | None, Measurement]) -> list[str | None]:
    return sorted(told, key=lambda group: (group is None, group or ""))


def _opens(viewer: Viewer, selection: Selection) -> bool:
    return viewer.may_open_rows(frozenset(selection.team_ids) or None)


def _is_led(viewer: Viewer, split: Split, group: str | None) -> bool:
    return split is Split.TEAM and group is not None and viewer.may_open_rows(frozenset({group}))


def _caseworkers() -> Kpi:
    """The different caseworkers with hours, as a stock."""
    kpi = find_kpi("fte")
    part = kpi.parts["cases"]
    counted = replace(part, expression=f"({part.expression}) and fte > 0", distinct="worker_id", amount=None)
    return replace(kpi, parts={"cases": counted})
