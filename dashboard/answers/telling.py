"""Counts the number, the part of it the viewer may open and the units above it, and tells what may be read of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dashboard.answers.counting import Counted, count_groups, count_total, zero
from dashboard.answers.facts import choices as choices_of
from dashboard.answers.families import beside_groups, beside_total, family, none_beside, others_by_month, relative
from dashboard.answers.results import Choices
from dashboard.answers.scope import Scope
from dashboard.answers.single_workers import is_one_workers, without_single_workers
from dashboard.answers.windows import told_windows, windows_tell_quarters
from dashboard.kpi.definition import Kpi, Steps
from dashboard.kpi.query import group_period, possible_splits
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Period, Selection
from dashboard.suppression import NOTHING_BESIDE, Beside, hidden, others_counts, stocks_told
from dashboard.warehouse import Warehouse
from dashboard.words import words

Groups = dict[str | None, Counted]
# Their groups are the words of common.toml; time has its own, teams and units are always listed.
NAMED_SPLITS = (
    Split.DECISION_OUTCOME, Split.REASSESSMENT_OUTCOME, Split.BOARD_OUTCOME, Split.REVERSAL_REASON, Split.CHANGE_REASON,
)  # fmt: skip
# Outcomes told one by one and as shares of each other: all of them or none.
# Stocks, also those told by a load on positions, and what goes in and out of them.
OF_OPEN_CASES = ("received_cases", "decisions", "withdrawn_cases")
FLOWS_OF = {
    **dict.fromkeys(("open_cases", "open_cases_per_fte", "weighted_open_cases_per_fte"), OF_OPEN_CASES),
    "unsent_decisions": ("decisions", "median_dispatch_days"),
}
ALL_OR_NONE = {"board_decisions": (Split.BOARD_OUTCOME,)}


def told_total(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, counted: Counted
) -> Counted:
    """The number over the whole selection, with the counts beside it, as this viewer may read them."""
    if is_one_workers(warehouse, scope.viewer, kpi, selection, day):
        return Counted(hidden())
    if scope.tells_all(kpi, selection):
        return counted
    part = scope.own_part(selection)
    own = count_total(warehouse, kpi, part, day) if part else None
    beside = beside_total(warehouse, scope, kpi, selection, day)
    parents = [relative(kpi, parent) for parent in family(kpi).parents]
    is_kept_back = any(_is_hidden(warehouse, scope, parent, selection, day) for parent in parents) or (
        _leaves_few_paragraphs(warehouse, scope, kpi, selection, day)
    )
    return scope.total(kpi, selection, counted, own, replace(beside, is_kept_back=is_kept_back))


def told_groups(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, split: Split, total: Measurement,
    counted: Groups, choices: Choices,
) -> dict[str | None, Measurement]:  # fmt: skip
    """The groups of a split as this viewer may read them, citizens' small counts and single caseworkers kept from it.

    total: as this viewer reads it.
    """
    told = _told_groups(warehouse, scope, kpi, selection, day, split, total, counted, choices)
    return without_single_workers(warehouse, scope.viewer, kpi, selection, day, split, told, choices)


def _told_groups(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, split: Split, total: Measurement,
    counted: Groups, choices: Choices,
) -> dict[str | None, Measurement]:  # fmt: skip
    """The groups with the small counts of citizens hidden.

    total: as this viewer reads it. Where small counts leave nothing to tell apart, groups without cases are hidden too,
    also those that are otherwise not listed: the list itself would tell that each group has a case.
    """
    if scope.tells_all(kpi, selection, split):
        return {group: one.measurement for group, one in counted.items()}
    if split is Split.MONTH and kpi.kpi_id in FLOWS_OF:
        return _told_stock(warehouse, scope, kpi, selection, day, total, counted, choices)
    if split is Split.MONTH and kpi.rolling_months:
        beside = _beside_groups(warehouse, scope, kpi, selection, day, split, counted, choices)
        return told_windows(warehouse, scope, kpi, selection, day, total, counted, beside)
    if split is Split.QUARTER and kpi.rolling_months:
        months = count_groups(warehouse, kpi, selection, day, Split.MONTH)
        windows = _told_groups(warehouse, scope, kpi, selection, day, Split.MONTH, total, months, choices)
        if windows_tell_quarters(warehouse, scope, kpi, selection, day, windows):
            return dict.fromkeys(counted, hidden())
    part = scope.own_part(selection)
    own = count_groups(warehouse, kpi, part, day, split) if part else {}
    units = {}
    if split is Split.TEAM and counted:
        units = _units_of_teams(warehouse, scope, kpi, selection, day, total, counted, choices)
    if split is Split.MONTH and kpi.process_control.steps is Steps.QUARTERS and not kpi.is_stock:
        units = _quarters_of_months(warehouse, scope, kpi, selection, day, total, choices)
    listed = {group: zero(kpi) for group in _choosable(split, selection, choices) if counted} | counted
    beside = _beside_groups(warehouse, scope, kpi, selection, day, split, listed, choices)
    told = scope.groups(kpi, selection, split, total, listed, own, units, beside)
    if split in ALL_OR_NONE.get(kpi.main_part.mart, ()) and Silence.SUPPRESSED in {
        one.silence for one in told.values()
    }:
        told = dict.fromkeys(told, hidden())
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


def is_growth_told(warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, months: int) -> bool:
    """Whether a stock may stand beside the one so many months before: what the two differ by tells of the flows between.

    Between the end of the period before and that of a year before it is their flows that must be told.
    """
    if kpi.kpi_id not in FLOWS_OF or scope.tells_all(kpi, selection):
        return True
    period = selection.period
    if months < period.length:
        return False
    between = [period] if months == period.length else [Period(period.last - (months - 1), period.first - 1)]
    if period.length < months < 2 * period.length:
        # The two earlier periods overlap: by what they differ the first months of the one tell of the last of the other.
        between.append(Period(period.first - months, period.first - period.length - 1))
    return not any(
        _is_hidden(warehouse, scope, find_kpi(flow), replace(selection, period=one), day)
        for flow in FLOWS_OF[kpi.kpi_id]
        for one in between
    )


def _told_stock(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, total: Measurement,
    counted: Groups, choices: Choices,
) -> dict[str | None, Measurement]:  # fmt: skip
    """A stock at the ends of months, without those ends that tell, with the flows between, of a few hidden ones."""
    part = scope.own_part(selection)
    own = count_groups(warehouse, kpi, part, day, Split.MONTH) if part else {}
    told = scope.groups(kpi, selection, Split.MONTH, total, counted, own, {}, dict.fromkeys(counted, NOTHING_BESIDE))
    hidden_flows = []
    for one in FLOWS_OF[kpi.kpi_id]:
        gone = _hidden_groups(warehouse, scope, find_kpi(one), selection, day, Split.MONTH, choices)
        others = others_by_month(warehouse, scope, one, selection, day)
        is_told = not _is_hidden(warehouse, scope, find_kpi(one), selection, day)
        hidden_flows.append((is_told, [others.get(month, 0) if month in gone else 0 for month in counted]))
    is_first = [told[month].silence is Silence.SUPPRESSED for month in counted]
    kept = stocks_told(is_first, hidden_flows, scope.limit)
    return {month: told[month] if place in kept or is_first[place] else hidden() for place, month in enumerate(counted)}


def _is_hidden(warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date) -> bool:
    """Whether the number is kept from this viewer."""

    def told() -> bool:
        counted = count_total(warehouse, kpi, selection, day)
        return told_total(warehouse, scope, kpi, selection, day, counted).measurement.silence is Silence.SUPPRESSED

    return warehouse.worked_out(("is hidden", scope, kpi.kpi_id, kpi.recount, kpi.rolling_months, selection, day), told)


def _hidden_groups(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, split: Split, choices: Choices
) -> set[str | None]:
    """The groups of a split that are kept from this viewer."""
    if split not in possible_splits(kpi):
        return set()

    def told() -> set[str | None]:
        total = told_total(warehouse, scope, kpi, selection, day, count_total(warehouse, kpi, selection, day))
        counted = count_groups(warehouse, kpi, selection, day, split)
        counted = with_empty_groups(kpi, selection, split, counted, choices)
        groups = told_groups(warehouse, scope, kpi, selection, day, split, total.measurement, counted, choices)
        return {group for group, one in groups.items() if one.silence is Silence.SUPPRESSED}

    question = ("hidden groups", scope, kpi.kpi_id, kpi.recount, kpi.rolling_months, selection, day, split)
    return warehouse.worked_out(question, told)


def _beside_groups(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, split: Split, groups: Groups,
    choices: Choices,
) -> dict[str | None, Beside]:  # fmt: skip
    """What stands beside each group, and whether it would give away what another KPI hides."""
    counted = beside_groups(warehouse, scope, kpi, selection, day, split)
    kept_back = {
        group
        for parent in family(kpi).parents
        for group in _hidden_groups(warehouse, scope, relative(kpi, parent), selection, day, split, choices)
    }
    empty = none_beside(kpi, split)
    return {group: replace(counted.get(group, empty), is_kept_back=group in kept_back) for group in groups}


def _leaves_few_paragraphs(warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date) -> bool:
    """Whether the paragraphs hidden of a whole, among those the KPI counts or among the others, are few together."""
    for name in family(kpi).wholes:
        whole = relative(kpi, name)
        hidden_ones = _hidden_groups(
            warehouse, scope, whole, selection, day, Split.PARAGRAPH, choices_of(warehouse, day)
        )
        inside, all_ = (_others_sum(warehouse, scope, one, selection, day, hidden_ones) for one in (kpi, whole))
        outside = tuple(every - mine for every, mine in zip(all_, inside, strict=True))
        if any(0 < count < scope.limit for count in inside + outside):
            return True
    return False


def _others_sum(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, paragraphs: set[str | None]
) -> tuple[float, ...]:
    """The additive counts of some paragraphs together, less the viewer's own."""
    part = scope.own_part(selection)
    counted = count_groups(warehouse, kpi, selection, day, Split.PARAGRAPH)
    own = count_groups(warehouse, kpi, part, day, Split.PARAGRAPH) if part else {}
    cells = [
        others_counts(kpi, one.measurement, own[group].measurement if group in own else None)
        for group, one in counted.items()
        if group in paragraphs
    ]
    return tuple(sum(axis) for axis in zip(others_counts(kpi, zero(kpi).measurement, None), *cells, strict=True))


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


def _quarters_of_months(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, total: Measurement, choices: Choices
) -> dict[str | None, tuple[str | None, Measurement]]:  # fmt: skip
    """The quarter of each month with the quarter's number as this viewer reads it: of a KPI whose chart is by quarters."""
    counted = count_groups(warehouse, kpi, selection, day, Split.QUARTER)
    told = _told_groups(warehouse, scope, kpi, selection, day, Split.QUARTER, total, counted, choices)
    return {
        str(month): (quarter, one)
        for quarter, one in told.items()
        for month in group_period(Split.QUARTER, quarter).months()
    }


def _sums(kpi: Kpi, placed: Mapping[str | None, tuple[str | None, Counted]]) -> dict[str | None, tuple[float, ...]]:
    """The additive counts per unit; units without cases left out."""
    sums: dict[str | None, tuple[float, ...]] = {}
    for unit, one in placed.values():
        counts = others_counts(kpi, one.measurement, None)
        # Rounded, because years of citizens are sums of fractions.
        sums[unit] = tuple(round(a + b, 3) for a, b in zip(sums.get(unit, (0,) * len(counts)), counts, strict=True))
    return {unit: counts for unit, counts in sums.items() if any(counts)}
