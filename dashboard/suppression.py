"""Small counts (kpis.md): what a viewer who may not open the rows behind a number is told instead of it.

The limit comes from reference.settings. Within one split hidden cells are completed so that subtraction from the total
tells nothing: among the shown counts of a split, each group is a cell of additive counts (a count; a share's numerator
and remainder; a ratio's two counts; the n of a quantile or an extreme).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.kpi.definition import Kind, Kpi
from dashboard.measurement import Measurement, Silence, Split

BANDS_IN_DAYS = (0, 30, 90, 180, 365, 730)
OUTCOME_SPLITS = (Split.PARAGRAPH, Split.TEAM)


@dataclass(frozen=True)
class Rule:
    """limit: counts from 1 to limit - 1 are small. split: what the number is one part of, or None."""

    limit: int
    split: Split | None = None


def hidden() -> Measurement:
    """A number that is not told at all."""
    return Measurement(value=None, n=None, silence=Silence.SUPPRESSED)


def suppressed(kpi: Kpi, measurement: Measurement, rule: Rule, own: Measurement | None = None) -> Measurement:
    """The measurement as a viewer without all its rows may read it.

    own: the same number over the rows the viewer may open; what the others add to it must not be small either.
    """
    if measurement.silence not in (None, Silence.NO_CASES):
        return measurement
    if _is_small(kpi, _cell(kpi, measurement), rule):
        count_told = kpi.kind in (Kind.COUNT, Kind.STOCK) and own is None
        return replace(hidden(), fewer_than=rule.limit if count_told else None)
    if own is not None and _is_small(kpi, _less(_cell(kpi, measurement), _cell(kpi, own)), rule):
        return hidden()
    if kpi.kind is Kind.EXTREME and measurement.value is not None:
        return replace(
            measurement, value=None, band_days=max(band for band in BANDS_IN_DAYS if band < measurement.value)
        )
    return measurement


def suppressed_groups(
    kpi: Kpi, groups: Sequence[Measurement], is_own: Sequence[bool], total_is_shown: bool, rule: Rule,
    own: Sequence[Measurement | None] = (),
) -> tuple[tuple[Measurement, ...], bool]:  # fmt: skip
    """The groups of one split, and whether the total must be hidden as well.

    is_own: groups whose rows the viewer may open; they stay exact. own: of the other groups, the part the viewer may
    open. Where the total is shown, further groups are hidden until no small count follows from it; where none is left to
    hide, the total is.
    """
    parts = own or [None] * len(groups)
    told = [
        group if mine else suppressed(kpi, group, rule, part)
        for group, mine, part in zip(groups, is_own, parts, strict=True)
    ]
    if not total_is_shown:
        return tuple(told), False
    is_hidden = [group.silence is Silence.SUPPRESSED for group in told]
    additional = additionally_hidden(
        [_cell(kpi, group) for group in groups],
        is_hidden,
        list(is_own),
        rule.limit,
        all(group.fewer_than for group, is_gone in zip(told, is_hidden, strict=True) if is_gone),
    )
    if additional is None:
        return tuple(told), True
    return tuple(hidden() if place in additional else group for place, group in enumerate(told)), False


def additionally_hidden(
    cells: Sequence[tuple[int, ...]], is_small: Sequence[bool], is_own: Sequence[bool], limit: int, is_told_small: bool
) -> frozenset[int] | None:
    """Which further places to hide so that the shown total betrays no small cell; None where nothing can.

    cells: the additive counts of each group. is_told_small: hidden small cells read "fewer than limit", so the reader
    knows them to lie in 1 to limit - 1. Further cells are taken in the order given, not by size: their size must not be
    something the choice tells. Empty cells come last, since they hide least.
    """
    small = [place for place, is_one in enumerate(is_small) if is_one]
    if not small:
        return frozenset()
    free = [place for place, own in enumerate(is_own) if not own and not is_small[place]]
    candidates = sorted(free, key=lambda place: sum(cells[place]) == 0)
    chosen: list[int] = []
    while not _is_safe(cells, small, chosen, limit, is_told_small):
        if not candidates:
            return None
        chosen.append(candidates.pop(0))
    return frozenset(chosen)


def _is_safe(
    cells: Sequence[tuple[int, ...]], small: list[int], chosen: list[int], limit: int, is_told_small: bool
) -> bool:
    count = len(small) + len(chosen)
    if count < 2:
        return False
    if not is_told_small:
        return True
    # A reader knows the sum of the hidden cells, each small one in 1 to limit - 1, and may guess that the others are at
    # least the limit. The largest a small cell could be, and the smallest, must differ.
    hidden_sum = sum(cells[place][0] for place in [*small, *chosen])
    others_small = len(small) - 1
    largest = min(limit - 1, hidden_sum - others_small - limit * len(chosen))
    smallest = 1 if chosen else max(1, hidden_sum - others_small * (limit - 1))
    return largest > smallest


def _is_small(kpi: Kpi, counts: tuple[int, ...], rule: Rule) -> bool:
    if any(1 <= count < rule.limit for count in counts):
        return True
    # A share of 0 or 100 % by paragraph or team would tell the outcome of everybody in it.
    tells_everybody = kpi.kind is Kind.SHARE and 0 in counts
    return kpi.is_outcome and rule.split in OUTCOME_SPLITS and tells_everybody


def _less(counts: tuple[int, ...], own: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(count - mine for count, mine in zip(counts, own, strict=True))


def _cell(kpi: Kpi, measurement: Measurement) -> tuple[int, ...]:
    if kpi.kind is Kind.SHARE:
        return measurement.numerator, measurement.denominator - measurement.numerator
    if kpi.kind is Kind.RATIO:
        return measurement.numerator, measurement.denominator
    return (measurement.n or 0,)
