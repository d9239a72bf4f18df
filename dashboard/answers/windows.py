"""A rolling number month by month, told to who may not open its rows.

The windows overlap, so the difference of two neighbours tells of single months, and with that of single decisions. All of them
are told where what they leave open is not small (suppression.leaves_months_open). Otherwise only those that share no month
are: the one that ends the period, and every one a whole length before it that lies within the period.
"""

from dataclasses import replace
from datetime import date

from dashboard.answers.counting import Counted, count_groups, count_total
from dashboard.answers.families import beside_groups, beside_total, none_beside
from dashboard.answers.scope import TOTAL, Scope
from dashboard.kpi.definition import Kpi
from dashboard.kpi.query import counted_period
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.suppression import (
    Beside,
    Counts,
    Part,
    hidden,
    leaves_months_open,
    leaves_quarter_open,
    others_counts,
    suppressed,
    suppressed_groups,
    with_beside,
)
from dashboard.warehouse import Warehouse


def told_windows(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date, total: Measurement,
    counted: dict[str | None, Counted], beside: dict[str | None, Beside],
) -> dict[str | None, Measurement]:  # fmt: skip
    """The windows by their last month as this viewer may read them; total: over the whole selection, as this viewer reads it."""
    own_part = scope.own_part(selection)
    own = count_groups(warehouse, kpi, own_part, day, Split.MONTH) if own_part else {}
    windows = {
        month: (one.measurement, own[month].measurement if month in own else None) for month, one in counted.items()
    }
    if not any(any(others_counts(kpi, *one)) for one in windows.values()):
        return {month: all_ for month, (all_, _) in windows.items()}
    if str(selection.period.last) not in windows:
        # The total covers other months than the last window: the two would tell of the months between.
        return {month: hidden() for month in windows}
    rule = scope.rule(selection, Split.MONTH, tells_range=False)
    told = {month: suppressed(kpi, all_, rule, mine, beside[month]) for month, (all_, mine) in windows.items()}
    has_hidden = any(one.silence is Silence.SUPPRESSED for one in told.values())
    is_tiled = selection.period.length <= kpi.rolling_months or selection.period.length % kpi.rolling_months == 0
    if is_tiled and not has_hidden and not kpi.is_stock:
        months = _others_by_month(warehouse, scope, kpi, selection, own_part, day)
        if leaves_months_open(months, kpi.rolling_months, scope.limit):
            return told
    apart = _apart(warehouse, scope, kpi, selection, own_part, day, total, windows, beside)
    return {month: apart.get(month, hidden()) for month in windows}


def windows_tell_quarters(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, day: date,
    told: dict[str | None, Measurement],
) -> bool:  # fmt: skip
    """Whether quarters beside these windows would tell of single months. told: the windows as this viewer reads them.

    Windows that share no month tell no more than the total, which the quarters are safe beside, where the period is no
    longer than one. Beside neighbouring windows each quarter must leave its own months open.
    """
    shown = sum(one.silence is not Silence.SUPPRESSED for one in told.values())
    if selection.period.length > kpi.rolling_months:
        return True
    if shown <= 1:
        return False
    months = _others_by_month(warehouse, scope, kpi, selection, scope.own_part(selection), day)
    year = counted_period(kpi, selection.period).months()
    start = len(months) - len(year)
    places: dict[tuple[int, int], list[int]] = {}
    for number, month in enumerate(year):
        places.setdefault((month.year, (month.number - 1) // 3), []).append((start + number) % kpi.rolling_months)
    return not all(
        leaves_quarter_open([months[place :: kpi.rolling_months] for place in quarter], scope.limit)
        for quarter in places.values()
    )


def _others_by_month(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, own_part: Selection | None, day: date
) -> list[Counts]:
    """What is not the viewer's own in each single month that any of the windows covers, with the counts beside it."""
    single = replace(kpi, rolling_months=0)
    first = selection.period.first - (kpi.rolling_months - 1)

    def by_month(asked: Selection) -> dict[str | None, Counted]:
        return count_groups(
            warehouse, single, replace(asked, period=Period(first, asked.period.last)), day, Split.MONTH
        )

    own = by_month(own_part) if own_part else {}
    asked = replace(selection, period=Period(first, selection.period.last))
    beside = beside_groups(warehouse, scope, single, asked, day, Split.MONTH)
    return [
        with_beside(
            others_counts(kpi, one.measurement, own[month].measurement if month in own else None),
            beside.get(month, none_beside(kpi, Split.MONTH)),
        )
        for month, one in by_month(selection).items()
    ]


def _apart(
    warehouse: Warehouse, scope: Scope, kpi: Kpi, selection: Selection, own_part: Selection | None, day: date,
    total: Measurement, windows: dict[str | None, tuple[Measurement, Measurement | None]],
    beside: dict[str | None, Beside],
) -> dict[str | None, Measurement]:  # fmt: skip
    """The windows that share no month, safe against subtraction from the total: with what is left of it they make it up."""
    lasts = _lasts(kpi, selection.period)
    cells = {str(last): windows[str(last)] for last in lasts}
    begin = lasts[0] - (kpi.rolling_months - 1)
    if not kpi.is_stock and selection.period.first < begin:
        rest = Period(selection.period.first, begin - 1)
        single, asked = replace(kpi, rolling_months=0), replace(selection, period=rest)
        beside = beside | {None: beside_total(warehouse, scope, single, asked, day)}
        cells = {None: tuple(_count(warehouse, kpi, one, rest, day) for one in (selection, own_part))} | cells
    is_told = total.silence is not Silence.SUPPRESSED
    block = TOTAL if is_told and not kpi.is_stock else None
    parts = [
        Part(all_, mine, block, not is_told and not kpi.is_stock, beside=beside[last])
        for last, (all_, mine) in cells.items()
    ]
    rule = scope.rule(selection, Split.MONTH, tells_range=False)
    return dict(zip(cells, suppressed_groups(kpi, parts, rule), strict=True))


def _lasts(kpi: Kpi, period: Period) -> list[Month]:
    """The last months of the windows that share no month, in order: the period's own, and those wholly within it."""
    whole = max(1, period.length // kpi.rolling_months)
    return [period.last - kpi.rolling_months * back for back in reversed(range(whole))]


def _count(
    warehouse: Warehouse, kpi: Kpi, selection: Selection | None, period: Period, day: date
) -> Measurement | None:
    if selection is None:
        return None
    return count_total(warehouse, replace(kpi, rolling_months=0), replace(selection, period=period), day).measurement
