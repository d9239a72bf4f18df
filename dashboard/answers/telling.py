"""Counts the number, the part of it the viewer may open and the units above it, and tells what may be read of them."""

from collections.abc import Mapping
from datetime import date

from dashboard.answers.counting import Counted, count_groups, count_total, zero
from dashboard.answers.results import Choices
from dashboard.answers.scope import Scope
from dashboard.answers.windows import told_windows
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Selection
from dashboard.suppression import others_counts
from dashboard.warehouse import Warehouse
from dashboard.words import words

Groups = dict[str | None, Counted]
# Their groups are the words of common.toml; time has its own, teams and units are always listed.
NAMED_SPLITS = (
    Split.DECISION_OUTCOME, Split.REASSESSMENT_OUTCOME, Split.BOARD_OUTCOME, Split.REVERSAL_REASON, Split.CHANGE_REASON,
)  # fmt: skip


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
    if split is Split.MONTH and kpi.rolling_months:
        return told_windows(warehouse, scope, kpi, selection, day, total, counted)
    part = scope.own_part(selection)
    own = count_groups(warehouse, kpi, part, day, split) if part else {}
    units = {}
    if split is Split.TEAM and counted:
        units = _units_of_teams(warehouse, scope, kpi, selection, day, total, counted, choices)
    listed = {group: zero(kpi) for group in _choosable(split, selection, choices) if counted} | counted
    told = scope.groups(kpi, selection, split, total, listed, own, units)
    return {group: one for group, one in told.items() if group in counted or one.silence is Silence.SUPPRESSED}


def with_empty_groups(kpi: Kpi, selection: Selection, split: Split, counted: Groups, choices: Choices) -> Groups:
    """A team or unit of the selection without cases is shown with its zero, not left out."""
    if not counted or split not in (Split.TEAM, Split.UNIT):
        return counted
    teams = [team for team in choices.teams if not selection.unit_ids or team.unit_id in selection.unit_ids]
    teams = [team for team in teams if not selection.team_ids or team.team_id in selection.team_ids]
    if split is Split.TEAM:
        expected = [team.team_id for team in teams]
    else:
        expected = [unit.unit_id for unit in choices.units if unit.unit_id in {team.unit_id for team in teams}]
    return {group: zero(kpi) for group in expected if group not in counted} | counted


def _choosable(split: Split, selection: Selection, choices: Choices) -> tuple[str, ...]:
    if split is Split.PARAGRAPH:
        return selection.paragraphs or tuple(one.paragraph for one in choices.paragraphs)
    if split is Split.APPLICATION_TYPE:
        return selection.application_types or choices.application_types
    return tuple(words("common").table(f"{split}s")) if split in NAMED_SPLITS else ()


def _units_of_teams(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, total: Measurement,
    teams: Groups, choices: Choices,
) -> dict[str | None, tuple[str | None, Measurement]]:  # fmt: skip
    """The unit of each team with the unit's number as this viewer reads it.

    Empty where the cases name other units than their teams do: a unit is then no sum of teams. Citizens known to several
    teams are no sum either, but few are, and a unit then tells almost as much of its teams.
    """
    counted = count_groups(warehouse, kpi, selection, day, Split.UNIT)
    unit_of = {team.team_id: team.unit_id for team in choices.teams}
    of_teams = _sums(kpi, {team: (unit_of.get(team), one) for team, one in teams.items()})
    of_units = _sums(kpi, {unit: (unit, one) for unit, one in counted.items()})
    if of_teams.keys() != of_units.keys() or (of_teams != of_units and not kpi.main_part.distinct):
        return {}
    told = told_groups(warehouse, scope, kpi, selection, day, Split.UNIT, total, counted, choices)
    return {team: (unit_of.get(team), told[unit_of.get(team)]) for team in teams if unit_of.get(team) in told}


def _sums(kpi: Kpi, placed: Mapping[str | None, tuple[str | None, Counted]]) -> dict[str | None, tuple[float, ...]]:
    """The additive counts per unit; units without cases left out."""
    sums: dict[str | None, tuple[float, ...]] = {}
    for unit, one in placed.values():
        counts = others_counts(kpi, one.measurement, None)
        # Rounded, because years of citizens are sums of fractions.
        sums[unit] = tuple(round(a + b, 3) for a, b in zip(sums.get(unit, (0,) * len(counts)), counts, strict=True))
    return {unit: counts for unit, counts in sums.items() if any(counts)}
