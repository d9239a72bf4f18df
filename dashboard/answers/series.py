"""Months or quarters beyond the selected period, beside that period's own numbers: a control chart, a small course.

Asked as one long period they would hide other months than the selection's own screens do, and the two together would tell of
each month hidden: the total less the months told. So each stretch between the periods that are told as a whole (the selected
one, the one before, the same months a year before) hides its months as a selection of that stretch does.
"""

from dataclasses import replace
from itertools import pairwise

from dashboard.answers.families import family
from dashboard.answers.questions import Answers
from dashboard.answers.results import SplitAnswer
from dashboard.answers.telling import FLOWS_OF
from dashboard.kpi.definition import Kpi
from dashboard.kpi.query import counted_period
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import GroupMeasurement, Measurement, Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.suppression import hidden

YEAR = 12
# What goes in and out of the stocks, and numbers over the same cases.
FLOWS = {flow for flows in FLOWS_OF.values() for flow in flows} | {
    f"{name}_days" for name in ("median_processing", "p80_processing", "p90_processing", "p90_dispatch")
}
Rows = tuple[GroupMeasurement, ...]
Pieces = dict[str | None, list[Measurement]]


def told_series(answers: Answers, kpi_id: str, selection: Selection, first: Month, split: Split) -> SplitAnswer:
    """The KPI by month or quarter from ``first`` to the period's end, safe beside what the selection's screens tell.

    A quarter that lies in two stretches is told where both its parts are. Raises UnknownKpi, SplitNotPossible.
    """
    kpi, last = find_kpi(kpi_id), selection.period.last
    whole = answers.split(kpi_id, replace(selection, period=Period(min(first, last), last)), split)
    if answers.scope.may_open(selection) or not kpi.counts_citizens or _stands_alone(kpi, split):
        return whole
    if kpi.kpi_id in FLOWS_OF and _are_flows_told(answers, kpi, selection, first):
        return whole
    pieces = _pieces(answers, whole, selection)
    rows = [replace(row, measurement=_told(split, row.measurement, pieces.get(row.group, []))) for row in whole.groups]
    return replace(whole, groups=tuple(rows))


def _are_flows_told(answers: Answers, kpi: Kpi, selection: Selection, first: Month) -> bool:
    """Whether no month of what goes in and out of the stock is hidden: then two ends of it tell of nothing that is."""
    flows = [told_series(answers, flow, selection, first, Split.MONTH) for flow in FLOWS_OF[kpi.kpi_id]]
    return all(row.measurement.silence is not Silence.SUPPRESSED for flow in flows for row in flow.groups)


def _stands_alone(kpi: Kpi, split: Split) -> bool:
    """Whether what is told of the months adds up to no total: stocks without flows; rolling windows have their own rule."""
    return kpi.kpi_id not in FLOWS_OF if kpi.is_stock else split is Split.MONTH and bool(kpi.rolling_months)


def _told(split: Split, whole: Measurement, pieces: list[Measurement]) -> Measurement:
    if not pieces or any(one.silence is Silence.SUPPRESSED for one in pieces):
        return hidden()
    return pieces[0] if split is Split.MONTH else whole


def _pieces(answers: Answers, whole: SplitAnswer, selection: Selection) -> Pieces:
    """What each stretch tells of each group; nothing of the time before the period where that would not be safe."""
    kpi, split = whole.kpi, whole.split
    period = counted_period(kpi, selection.period)
    own = answers.split(kpi.kpi_id, replace(selection, period=period), split)
    stretches = [own.groups]
    is_own_hidden = [one.measurement.silence is Silence.SUPPRESSED for one in own.groups]
    # A year before that lies partly within the period, or windows that leave no quarter to tell, speak of its months too.
    is_silent = any(is_own_hidden) if period.length > YEAR else bool(kpi.rolling_months) and all(is_own_hidden)
    # Two stocks tell with the flows between them of what the flows hide.
    if not is_silent and kpi.kpi_id not in FLOWS_OF:
        stretches += _before(answers, whole, selection, period)
    pieces: Pieces = {}
    for row in (row for stretch in stretches for row in stretch):
        pieces.setdefault(row.group, []).append(row.measurement)
    return pieces


def _before(answers: Answers, whole: SplitAnswer, selection: Selection, period: Period) -> list[Rows]:
    """The stretches before the period; none where one that is only a part of a told total is hidden, being small."""
    totals = [period.shifted(-months) for months in (period.length, YEAR)]
    if _is_flow(whole.kpi):
        # The stocks of now and a year before tell what went in and out between.
        totals.append(Period(period.last - (YEAR - 1), period.last))
    stretches = _stretches(period, totals, whole.selection.period.first)
    asked = [answers.split(whole.kpi.kpi_id, replace(selection, period=one), whole.split) for one in stretches]
    rows: list[Rows] = []
    for stretch, told in zip(stretches, asked, strict=True):
        is_within = any(one.first <= stretch.first and stretch.last <= one.last for one in totals)
        if is_within and stretch not in totals and told.total.silence is Silence.SUPPRESSED:
            return []
        # Months of no told total follow from nothing: only those hidden for their own sake are, as either way has them.
        is_by_either = not is_within and whole.split is Split.MONTH and not family(whole.kpi).parents
        rows.append(_told_by_either(told, whole) if is_by_either else told.groups)
    return rows


def _stretches(period: Period, totals: list[Period], first: Month) -> list[Period]:
    """The time before the period, cut where one of the totals begins or ends."""
    edges = {period.first} | {one.first for one in totals} | {one.last + 1 for one in totals}
    cuts = sorted(one for one in edges | {min(first, *edges)} if one <= period.first)
    return [Period(begin, end - 1) for begin, end in pairwise(cuts)]


def _is_flow(kpi: Kpi) -> bool:
    """Whether it tells what goes in or out of a stock, or is kept back with such a number."""
    return bool({kpi.kpi_id, *family(kpi).parents} & FLOWS)


def _told_by_either(told: SplitAnswer, whole: SplitAnswer) -> Rows:
    by_month = {row.group: row for row in whole.groups}
    return tuple(
        by_month.get(row.group, row) if row.measurement.silence is Silence.SUPPRESSED else row for row in told.groups
    )
