"""KPIs whose counts add up, so that two of them tell a third: what must not be small beside a number that is told.

A number is kept back where one it would give away is hidden from this viewer (``parents``); and its small-count rule is
asked of the counts beside it too. Numbers with the same counts beside them hide the same groups.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dashboard.answers.counting import Counted, count_groups, count_total
from dashboard.answers.scope import Scope
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.query import possible_splits
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import Split
from dashboard.selection import Selection
from dashboard.suppression import Beside, Counts
from dashboard.warehouse import Warehouse

CountId = tuple[str, str]  # kpi_id and numerator, denominator, remainder or cases
Sum = tuple[tuple[int, CountId], ...]  # counts to add (1) and to take away (-1)
Groups = dict[str | None, Counted]


@dataclass(frozen=True)
class Family:
    """What one KPI tells together with others. parents: KPIs it is kept back with. alternatives, rests: see ``Beside``.

    wholes: KPIs told by paragraph or as a total, of which it is the part of some paragraphs.
    """

    parents: tuple[str, ...] = ()
    alternatives: tuple[Sum, ...] = ()
    rests: tuple[Sum, ...] = ()
    wholes: tuple[str, ...] = ()


def _only(kpi_id: str, part: str = "numerator") -> Sum:
    return ((1, (kpi_id, part)),)


def _less(whole: CountId, *parts: CountId) -> Sum:
    return ((1, whole), *((-1, part) for part in parts))


def _shares(parent: str, kpi_ids: tuple[str, ...], rests: tuple[Sum, ...] = ()) -> dict[str, Family]:
    """Shares of the same cases that exclude each other: with all but one the last is told."""
    return dict.fromkeys(kpi_ids, Family((parent,), tuple(_only(kpi_id) for kpi_id in kpi_ids), rests))


RATE, GENERAL, DISABILITY, OTHER = (
    "reversal_rate", "reversal_rate_general", "reversal_rate_disability", "reversal_rate_other_laws",
)  # fmt: skip
SIDES = ("numerator", "remainder")
WITHOUT_LAW = tuple(_less((RATE, side), (GENERAL, side), (OTHER, side)) for side in SIDES)
FAMILIES: dict[str, Family] = {
    "complaints_per_100_refusals": Family(("complaints",), rests=(_only("complaints_over_other_decisions", "cases"),)),
    "complaints_over_other_decisions": Family(
        ("complaints",),
        rests=tuple(_only("complaints_per_100_refusals", part) for part in ("numerator", "denominator")),
    ),
    # The rest was dismissed.
    "board_decisions": Family(rests=(_less(("board_decisions", "cases"), (RATE, "denominator")),)),
    "reversals": Family((RATE,), rests=(_only(RATE, "remainder"),)),
    "remittals_per_application": Family(("remitted_share",)),
    # It rests on the very cases of the rate, whose n is hidden with the rate.
    "days_to_board_outcome": Family((RATE,)),
    GENERAL: Family((RATE,), rests=(*(_only(OTHER, side) for side in SIDES), *WITHOUT_LAW), wholes=(RATE,)),
    OTHER: Family((RATE,), rests=(*(_only(GENERAL, side) for side in SIDES), *WITHOUT_LAW), wholes=(RATE,)),
    DISABILITY: Family(
        (GENERAL,), rests=tuple(_less((GENERAL, side), (DISABILITY, side)) for side in SIDES), wholes=(GENERAL, RATE)
    ),
    # Closed is decided and withdrawn.
    "clearance_rate": Family(
        ("received_cases", "decisions", "withdrawn_cases"),
        rests=(_only("decisions", "cases"), _only("withdrawn_cases", "cases")),
    ),
    **_shares(RATE, ("upheld_share", "remitted_share", "changed_share")),
    **_shares(
        "decisions",
        ("granted_share", "partly_granted_share", "refused_share", "ended_share"),
        (_less(("decisions", "cases"), ("granted_share", "denominator")),),
    ),
}  # fmt: skip


def family(kpi: Kpi) -> Family:
    """The family of a KPI; an empty one where its counts add up with no other's."""
    return FAMILIES.get(kpi.kpi_id, Family())


def beside_total(warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date) -> Beside:
    """The counts beside the whole number, less the viewer's own."""
    part = scope.own_part(selection)

    def others(count_id: CountId) -> int:
        own = _total(warehouse, kpi, count_id, part, day) if part else 0
        return _total(warehouse, kpi, count_id, selection, day) - own

    return _added(kpi, None, others)


def beside_groups(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, split: Split
) -> dict[str | None, Beside]:
    """The counts beside each group that has any, less the viewer's own."""
    part = scope.own_part(selection)

    def counted(count_id: CountId) -> tuple[Groups, Groups]:
        own = _by_group(warehouse, kpi, count_id, part, day, split) if part else {}
        return _by_group(warehouse, kpi, count_id, selection, day, split), own

    counts = {count_id: counted(count_id) for count_id in _count_ids(kpi, split)}
    groups = {group for all_, _ in counts.values() for group in all_}

    def beside(group: str | None) -> Beside:
        def others(count_id: CountId) -> int:
            all_, own = counts[count_id]
            return _n(all_, group) - _n(own, group)

        return _added(kpi, split, others)

    return {group: beside(group) for group in groups}


def others_by_month(
    warehouse: Warehouse, scope: Scope, kpi_id: str, selection: Selection, day: date
) -> dict[str | None, int]:
    """A count by month, less the viewer's own."""
    part, kpi, count_id = scope.own_part(selection), find_kpi(kpi_id), (kpi_id, "cases")
    own = _by_group(warehouse, kpi, count_id, part, day, Split.MONTH) if part else {}
    all_ = _by_group(warehouse, kpi, count_id, selection, day, Split.MONTH)
    return {month: _n(all_, month) - _n(own, month) for month in all_}


def none_beside(kpi: Kpi, split: Split) -> Beside:
    """Of a group without cases: as many counts as the others have, all of them nothing."""
    return _added(kpi, split, lambda _: 0)


def relative(kpi: Kpi, kpi_id: str) -> Kpi:
    """Another KPI, counted as this one is: on the same days, with the same time to mature."""
    return kpi.recount(find_kpi(kpi_id)) if kpi.recount else find_kpi(kpi_id)


def count_of(counted: Kpi, count_id: CountId, rolling_months: int = 0) -> Kpi:
    """One part of a KPI as a count of its own, counted as the other is."""
    kpi_id, name = count_id
    kpi = relative(counted, kpi_id)
    part = kpi.parts["denominator" if name == "remainder" else name]
    if kpi.kind is Kind.SHARE and name in SIDES:
        inside = f"coalesce(({kpi.parts['numerator'].expression}), false)"
        whole = kpi.parts["denominator"].expression
        part = replace(part, expression=f"({whole}) and {inside if name == 'numerator' else f'not {inside}'}")
    parts = {"cases": replace(part, name="cases")}
    return replace(kpi, kind=Kind.COUNT, parts=parts, rolling_months=rolling_months)


def _total(warehouse: Warehouse, kpi: Kpi, count_id: CountId, selection: Selection, day: date) -> int:
    """One of the counts over the months the KPI covers; worked out once for all its family."""
    months = kpi.rolling_months
    return warehouse.worked_out(
        ("family total", kpi.recount, count_id, months, selection, day),
        lambda: count_total(warehouse, count_of(kpi, count_id, months), selection, day).measurement.n or 0,
    )


def _by_group(
    warehouse: Warehouse, kpi: Kpi, count_id: CountId, selection: Selection, day: date, split: Split
) -> Groups:
    months = kpi.rolling_months
    return warehouse.worked_out(
        ("family groups", kpi.recount, count_id, months, selection, day, split),
        lambda: count_groups(warehouse, count_of(kpi, count_id, months), selection, day, split),
    )


def _added(kpi: Kpi, split: Split | None, others: Callable[[CountId], int]) -> Beside:
    def add(sums: tuple[Sum, ...]) -> Counts:
        return tuple(
            sum(sign * others(count_id) for sign, count_id in one) for one in sums if _is_possible(kpi, one, split)
        )

    return Beside(add(family(kpi).alternatives), add(family(kpi).rests))


def _count_ids(kpi: Kpi, split: Split) -> set[CountId]:
    sums = (*family(kpi).alternatives, *family(kpi).rests)
    return {count_id for one in sums if _is_possible(kpi, one, split) for _, count_id in one}


def _is_possible(kpi: Kpi, one: Sum, split: Split | None) -> bool:
    return split is None or all(split in possible_splits(count_of(kpi, count_id)) for _, count_id in one)


def _n(groups: Groups, group: str | None) -> int:
    return (groups[group].measurement.n or 0) if group in groups else 0
