"""A reader who knows the rule of hiding by heart: works through every small table and keeps those that read the same."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from dashboard.access import parse_viewer
from dashboard.answers.counting import Counted
from dashboard.answers.scope import Scope
from dashboard.kpi.definition import Kind, Kpi
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Month, Period, Selection

Cell = tuple[int, ...]
Table = tuple[Cell, ...]
STEERING_GROUP = parse_viewer("steering_group")
SELECTION = Selection(Period(Month(2023, 1), Month(2023, 4)))


def measurement(kpi: Kpi, cell: Cell) -> Measurement:
    """What is counted where the cell holds these additive counts."""
    if kpi.kind is Kind.SHARE:
        n = sum(cell)
        silence = None if n else Silence.NO_CASES
        return Measurement(cell[0] / n if n else None, n, numerator=cell[0], denominator=n, silence=silence)
    if kpi.is_carried_by_citizens:
        silence = None if cell[1] else Silence.NO_CASES
        return Measurement(cell[0] / cell[1] if cell[1] else None, *(cell[0], *cell), silence=silence)
    if kpi.kind is Kind.RATIO:
        value = cell[0] / cell[1] if cell[1] else None
        return Measurement(value, cell[1], *cell, silence=None if cell[1] else Silence.NO_CASES)
    (n,) = cell
    if kpi.kind is Kind.LOAD:
        # One position in every group, known to all: the value tells how much is carried.
        return Measurement(float(n), n, n, 1.0)
    has_value = n or kpi.kind in (Kind.COUNT, Kind.STOCK)
    return Measurement(float(n) if has_value else None, n, silence=None if has_value else Silence.NO_CASES)


def pinned_cells(kpi: Kpi, groups: int, most: int, limit: int, teams_in_units: bool = False) -> Iterator[str]:
    """Each cell of 1 to limit - 1 that has one value only in all the tables which read the same.

    most: the largest sum of each count. teams_in_units: the first half of the groups are the teams of one unit, the rest
    those of another, and the split by unit is read as well.
    """
    reads: dict[tuple, list[Table]] = defaultdict(list)
    for table in _tables(kpi, groups, most):
        reads[_read(kpi, table, Scope(STEERING_GROUP, limit), teams_in_units)].append(table)
    for tables in reads.values():
        for place, axis in product(range(groups), range(len(tables[0][0]))):
            values = {table[place][axis] for table in tables}
            if len(values) == 1 and 0 < min(values) < limit:
                yield f"{tables[0]}: place {place}, count {axis}"


def _tables(kpi: Kpi, groups: int, most: int) -> Iterator[Table]:
    counts = [one for one in product(range(most + 1), repeat=groups) if sum(one) <= most]
    axes = 2 if kpi.kind in (Kind.SHARE, Kind.RATIO) or kpi.is_carried_by_citizens else 1
    for axis_counts in product(counts, repeat=axes):
        yield tuple(zip(*axis_counts, strict=True))


def _read(kpi: Kpi, table: Table, scope: Scope, teams_in_units: bool) -> tuple:
    total = scope.total(kpi, SELECTION, Counted(measurement(kpi, _sum(table))), None).measurement
    if not teams_in_units:
        groups = scope.groups(kpi, SELECTION, Split.UNIT, total, _counted(kpi, table), {}, {}, {})
        return total, *groups.values()
    half = len(table) // 2
    cells = [_sum(table[:half]), _sum(table[half:])]
    units = scope.groups(kpi, SELECTION, Split.UNIT, total, _counted(kpi, cells), {}, {}, {})
    unit_of = {str(place): str(int(place >= half)) for place in range(len(table))}
    above = {team: (unit, units[unit]) for team, unit in unit_of.items()}
    teams = scope.groups(kpi, SELECTION, Split.TEAM, total, _counted(kpi, table), {}, above, {})
    return total, *units.values(), *teams.values()


def _counted(kpi: Kpi, table: list[Cell] | Table) -> dict[str | None, Counted]:
    return {str(place): Counted(measurement(kpi, cell)) for place, cell in enumerate(table)}


def _sum(table: list[Cell] | Table) -> Cell:
    return tuple(sum(axis) for axis in zip(*table, strict=True))
