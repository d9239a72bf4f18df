"""Counts the number, the part of it the viewer may open and the units above it, and tells what may be read of them."""

from collections.abc import Mapping
from datetime import date

from dashboard.answers.counting import Counted, count_groups, count_total, zero
from dashboard.answers.results import Choices
from dashboard.answers.scope import Scope
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Selection
from dashboard.suppression import others_counts
from dashboard.warehouse import Warehouse

Groups = dict[str | None, Counted]


def told_total(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, counted: Counted
) -> Counted:
    """The number over the whole selection, with the counts beside it, as this viewer may read them."""
    part = scope.own_part(selection)
    own = count_total(warehouse, kpi, part, day) if part else None
    return scope.total(kpi, selection, counted, own)


def told_groups(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, split: Split, total: Measurement,
    counted: Groups, choices: Choices,
) -> dict[str | None, Measurement]:  # fmt: skip
    """The groups of a split as this viewer may read them.

    total: as this viewer reads it. Where small counts leave nothing to tell apart, groups without cases are hidden too,
    also those that are otherwise not listed: the list itself would tell that each group has a case.
    """
    if scope.tells_all(kpi, selection, split):
        return {group: one.measurement for group, one in counted.items()}
    part = scope.own_part(selection)
    own = count_groups(warehouse, kpi, part, day, split) if part else {}
    units = {}
    if split is Split.TEAM and counted:
        units = _units_of_teams(warehouse, scope, kpi, selection, day, total, counted, choices)
    listed = {group: zero(kpi) for group in _choosable(split, selection, choices) if counted} | counted
    told = scope.groups(kpi, selection, split, total, listed, own, units)
    return {group: one for group, one in told.items() if group in counted or one.silence is Silence.SUPPRESSED}


def _choosable(split: Split, selection: Selection, choices: Choices) -> tuple[str, ...]:
    if split is Split.PARAGRAPH:
        return selection.paragraphs or tuple(one.paragraph for one in choices.paragraphs)
    if split is Split.APPLICATION_TYPE:
        return selection.application_types or choices.application_types
    return ()


def _units_of_teams(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, total: Measurement,
    teams: Groups, choices: Choices,
) -> dict[str | None, tuple[str | None, Measurement]]:  # fmt: skip
    """The unit of each team with the unit's number as this viewer reads it.

    Empty where the cases name other units than their teams do: a unit is then no sum of teams.
    """
    counted = count_groups(warehouse, kpi, selection, day, Split.UNIT)
    unit_of = {team.team_id: team.unit_id for team in choices.teams}
    if _sums(kpi, {team: (unit_of.get(team), one) for team, one in teams.items()}) != _sums(
        kpi, {unit: (unit, one) for unit, one in counted.items()}
    ):
        return {}
    told = told_groups(warehouse, scope, kpi, selection, day, Split.UNIT, total, counted, choices)
    return {team: (unit_of.get(team), told[unit_of.get(team)]) for team in teams if unit_of.get(team) in told}


def _sums(kpi: Kpi, placed: Mapping[str | None, tuple[str | None, Counted]]) -> dict[str | None, tuple[int, ...]]:
    """The additive counts per unit; units without cases left out."""
    sums: dict[str | None, tuple[int, ...]] = {}
    for unit, one in placed.values():
        counts = others_counts(kpi, one.measurement, None)
        sums[unit] = tuple(a + b for a, b in zip(sums.get(unit, (0,) * len(counts)), counts, strict=True))
    return {unit: counts for unit, counts in sums.items() if any(counts)}
