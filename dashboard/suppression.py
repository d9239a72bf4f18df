"""Small counts (kpis.md): what a viewer who may not open the rows behind a number is told instead of it.

The limit comes from reference.settings. A group of a split is a cell of additive counts: a count; a share's numerator
and remainder; a ratio's two counts; the n of a quantile, an extreme or a load (positions are no secret: with them the
value of a load tells how much is carried), with the citizen-years of a load on citizens. Positions alone are never
hidden. For a team leader a cell holds only the rows of others, since the own ones can be subtracted. What the hidden
cells of a told total are together follows by subtraction, so further cells are hidden until that union is not small
either and pins no cell. The total itself stays: it is told elsewhere anyway. Where the range "fewer than" would pin a
cell, the cell is only told to be hidden. Every unit that is told is such a total of its teams; of a hidden unit no team
is told. Within one team or paragraph no outcome is told that everybody got. Rolling windows of neighbouring months
differ by single months: see ``leaves_months_open``.

KPIs whose counts add up are held together (``answers/families.py``): a number is kept back where one it would give away is
hidden, and the counts that follow from it must not be small either. So complaints over refusals and over other decisions,
the board's three outcomes and its dismissals, what is decided and withdrawn beside what is closed, and the outcomes of
decisions are told only where none of them is small. The open cases at month ends are thinned out, so that what came in and
went between two told ends leaves no few hidden (``stocks_told``). Courses and control charts that reach further back than the
period hide what the period's own screens do (``answers/series.py``). A load on a single caseworker is told only to who may open
the team's rows (``answers/single_workers.py``), and the spread over five is rounded (``answers/caseload.py``).

What this does not protect against: two different selections (one team more, one month less, a cell asked for on its own);
KPIs over almost the same cases that are no family (decided - decided with a deadline; reversals with and without a time to
mature); a stock of complaints beside those that came in and were finished.
Whoever asks freely can subtract those; a printed or projected page of one selection is safe.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard.kpi.definition import Kind, Kpi
from dashboard.measurement import Measurement, Silence, Split

DEFAULT_LIMIT = 5  # where the municipality has set none
BANDS_IN_DAYS = (0, 30, 90, 180, 365, 730)
OUTCOME_SPLITS = (Split.PARAGRAPH, Split.TEAM)
SPLITS_BY_OUTCOME = (Split.DECISION_OUTCOME, Split.REASSESSMENT_OUTCOME, Split.BOARD_OUTCOME)
TOLD_BY_RANGE = (Kind.COUNT, Kind.STOCK)
TWO_COUNTS = (Kind.SHARE, Kind.RATIO)
Counts = tuple[float, ...]


@dataclass(frozen=True)
class Rule:
    """limit: counts from 1 to limit - 1 are small. split: what the number is one part of, or None.

    tells_range: a small count reads "fewer than limit"; False where the viewer knows a part of it, so that the range
    would speak of another number than the one to protect. is_narrow: the selection is one of teams or paragraphs.
    """

    limit: int
    split: Split | None = None
    tells_range: bool = True
    is_narrow: bool = False


@dataclass(frozen=True)
class Beside:
    """What other numbers of the same screen tell together with this one, less the viewer's own (see answers.families).

    alternatives: the counts of the ways the same cases went, this number's own among them: all are told or none. rests:
    counts that follow when this number is told. is_kept_back: a number this one would give away is hidden itself.
    """

    alternatives: Counts = ()
    rests: Counts = ()
    is_kept_back: bool = False


NOTHING_BESIDE = Beside()


@dataclass(frozen=True)
class Part:
    """One group of a split as subtraction sees it.

    own: the part of it the viewer may open. block: the told total it is a part of, None where there is none.
    is_of_small_total: the groups add up to a total that is hidden. is_of_hidden_unit: a team whose unit is hidden.
    """

    measurement: Measurement
    own: Measurement | None = None
    block: str | None = None
    is_of_small_total: bool = False
    is_of_hidden_unit: bool = False
    beside: Beside = NOTHING_BESIDE


def hidden() -> Measurement:
    """A number that is not told at all."""
    return Measurement(value=None, n=None, silence=Silence.SUPPRESSED)


def suppressed(
    kpi: Kpi, measurement: Measurement, rule: Rule, own: Measurement | None = None, beside: Beside = NOTHING_BESIDE
) -> Measurement:
    """The measurement as a viewer without all its rows may read it.

    own: the same number over the rows the viewer may open; what the others add to it is what must not be small.
    """
    if not kpi.counts_citizens or measurement.silence not in (None, Silence.NO_CASES):
        return measurement
    counts = others_counts(kpi, measurement, own)
    cell = with_beside(counts, beside)
    if own is not None and not any(cell):
        return measurement
    if beside.is_kept_back or (_is_small(kpi, cell, rule, beside) and not any(0 < one < rule.limit for one in counts)):
        return hidden()
    if _is_small(kpi, cell, rule, beside):
        return replace(hidden(), fewer_than=rule.limit if kpi.kind in TOLD_BY_RANGE and rule.tells_range else None)
    if kpi.kind is Kind.QUANTILE:
        # The bounds of a quantile's interval are the days of single cases.
        return replace(measurement, interval=None)
    if kpi.kind is Kind.EXTREME and measurement.value is not None:
        return replace(
            measurement, value=None, band_days=max(band for band in BANDS_IN_DAYS if band < measurement.value)
        )
    return measurement


def suppressed_groups(kpi: Kpi, parts: Sequence[Part], rule: Rule) -> tuple[Measurement, ...]:
    """The groups of one split as the viewer may read them, safe against subtraction from the totals that are told.

    parts: in an order that tells nothing of their size and is the same for every KPI (the ids): further cells are hidden
    in that order.
    """
    if not kpi.counts_citizens:
        return tuple(part.measurement for part in parts)
    told = [suppressed(kpi, part.measurement, rule, part.own, part.beside) for part in parts]
    cells = [with_beside(others_counts(kpi, part.measurement, part.own), part.beside) for part in parts]
    beside = parts[0].beside if parts else NOTHING_BESIDE
    if rule.is_narrow and rule.split in SPLITS_BY_OUTCOME and sum(any(cell) for cell in cells) == 1:
        # All of them ended alike: which way is told by no row, not even by the empty ones.
        return tuple(hidden() for _ in parts)
    is_first = [one.silence is Silence.SUPPRESSED for one in told]
    # A hidden unit may have nothing but empty teams besides one: none of them may be told.
    bare = {
        place for place, part in enumerate(parts) if part.is_of_hidden_unit and (part.own is None or any(cells[place]))
    }
    for block in {part.block for part in parts} - {None}:
        places = [place for place, part in enumerate(parts) if part.block == block]
        chosen, tells_range = hidden_places(
            [cells[place] for place in places],
            [is_first[place] for place in places],
            lambda counts: _is_small(kpi, counts, rule, beside),
            rule.limit,
        )
        bare |= {places[one] for one in chosen if not (tells_range and is_first[places[one]])}
    places = {place for place, part in enumerate(parts) if part.is_of_small_total}
    # So many groups with a case each all but fill a total known to be small: each would be 1.
    if kpi.kind not in TWO_COUNTS and sum(is_first[place] for place in places) >= rule.limit - 2:
        bare |= places
    return tuple(hidden() if place in bare else one for place, one in enumerate(told))


def hidden_places(
    cells: Sequence[Counts], is_first: Sequence[bool], is_small: Callable[[Counts], bool], limit: int
) -> tuple[frozenset[int], bool]:
    """Which cells of one told total to hide, and whether the first ones may still read "fewer than limit".

    cells: the additive counts of each group. is_first: hidden for its own sake. is_small: whether such counts are small.
    Cells without cases hide nothing and stay, unless the others hold hardly more than a case each: then all are hidden.
    """
    chosen = [place for place, one in enumerate(is_first) if one]
    further = [place for place, one in enumerate(is_first) if not one and any(cells[place])]
    while chosen and _betrays(union := _union([cells[place] for place in chosen]), len(chosen), is_small, limit):
        if not further:
            return frozenset(range(len(cells)) if _is_scant(union, len(chosen)) else chosen), False
        chosen.append(further.pop(0))
    return frozenset(chosen), not chosen or not _range_betrays(len(chosen), union[0], limit)


def others_counts(kpi: Kpi, measurement: Measurement, own: Measurement | None) -> Counts:
    """The additive counts of a measurement, less the part the viewer may open."""
    counts = _cell(kpi, measurement)
    if own is None:
        return counts
    # Years are sums of fractions: what is left of them is rounded, so that nothing is nothing.
    return tuple(round(all_ - mine, 3) for all_, mine in zip(counts, _cell(kpi, own), strict=True))


def leaves_months_open(months: Sequence[Counts], length: int, limit: int) -> bool:
    """Whether windows of ``length`` months, one ending with each month from that number on, leave every month unknown.

    months: the additive counts of each month, in order; length: a year or whole years. From neighbouring windows
    follows by how much a month differs from the same month of the other years, so all of a calendar month are known up
    to the least of them. What those least counts add up to is all a reader does not know: each may be anything from
    nothing to that sum. The sum must leave as many values as "fewer than limit" does.
    """
    least = [tuple(min(axis) for axis in zip(*months[first::length], strict=True)) for first in range(length)]
    return all(sum(axis) >= limit - 2 for axis in zip(*least, strict=True))


def leaves_quarter_open(months: Sequence[Sequence[Counts]], limit: int) -> bool:
    """As ``leaves_months_open``, where the sum of these months of one year is told too.

    months: of each calendar month of the quarter, or of the part of it that is counted, the counts of every year. A month
    that is a part by itself is told in all years by its neighbouring windows, so none of its counts may be small.
    """
    if len(months) == 1:
        return not any(0 < count < limit for counts in months[0] for count in counts)
    least = [tuple(min(axis) for axis in zip(*years, strict=True)) for years in months]
    return all(sum(axis) >= limit - 2 for axis in zip(*least, strict=True))


def stocks_told(
    is_hidden: Sequence[bool], hidden_flows: Sequence[tuple[bool, Sequence[int]]], limit: int
) -> frozenset[int]:
    """Which month ends of a stock may be told beside its flows (received, decided, withdrawn).

    is_hidden: month ends hidden for their own sake. hidden_flows: of each flow whether its total is told, and what the
    hidden months hold, 0 where the month is told. Two ends tell by how much the stock grew, and with the told flows what
    the hidden ones add up to. So the ends are told from the last one back, each only where the hidden months up to the
    next told end are none or not few; what lies before an end told is what the flow's total leaves, and must not be few
    either.
    """

    def is_safe(first: int, last: int, flows: Sequence[Sequence[int]]) -> bool:
        cells = [[count for count in flow[first : last + 1] if count] for flow in flows]
        return not any(cell and (sum(cell) < limit or _range_betrays(len(cell), sum(cell), limit)) for cell in cells)

    ends = [place for place, one in enumerate(is_hidden) if not one]
    if not ends:
        return frozenset()
    every = [months for _, months in hidden_flows]
    of_totals = [months for is_told, months in hidden_flows if is_told]
    told: list[int] = []
    last = len(is_hidden) - 1
    for place in reversed(ends):
        # The flows' totals reach up to the end of the period, whether the stock of that end is told or not.
        is_after_safe = is_safe(place + 1, told[-1], every) if told else is_safe(place + 1, last, of_totals)
        if place == last or (is_after_safe and is_safe(0, place, of_totals)):
            told.append(place)
    return frozenset(told)


def _betrays(union: Counts, count: int, is_small: Callable[[Counts], bool], limit: int) -> bool:
    """Whether the sum of so many hidden cells, each with a case at least, is small or may leave each a single value."""
    # A reader who knows the order of hiding may know that all of them are small: then the largest sum pins them too.
    fills_all = any(axis == count * (limit - 1) for axis in union)
    return is_small(union) or fills_all or _is_scant(union, count)


def _is_scant(union: Counts, count: int) -> bool:
    """Whether so many cells hold a case each and at most one more: with the one more, being hidden tells not which it is."""
    return sum(union) <= count + 1


def _range_betrays(count: int, total: int, limit: int) -> bool:
    """Whether a total of so many hidden cells could leave the ones told as 1 to limit - 1 a single value.

    Asked for every possible number of such cells, so that silence about the range does not tell how many there are.
    """

    def is_pinned(small: int) -> bool:
        large = count - small
        most = min(limit - 1, total - (small - 1) - large * limit)
        least = 1 if large else max(1, total - (small - 1) * (limit - 1))
        return least == most

    return any(is_pinned(small) for small in range(1, count + 1))


def _union(cells: Sequence[Counts]) -> Counts:
    return tuple(sum(axis) for axis in zip(*cells, strict=True))


def with_beside(counts: Counts, beside: Beside) -> Counts:
    """The number's own counts, then those beside it: as many for every group of one split."""
    return counts + beside.alternatives + beside.rests


def _is_small(kpi: Kpi, cell: Counts, rule: Rule, beside: Beside) -> bool:
    """cell: as ``with_beside`` makes it; beside: of any group, for what its places mean."""
    if any(0 < count < rule.limit for count in cell):
        return True
    # A share of 0 or 100 % by paragraph or team would tell the outcome of everybody in it.
    counts = cell[: len(cell) - len(beside.rests)]
    tells_everybody = kpi.kind is Kind.SHARE and 0 in counts and any(counts)
    return kpi.is_outcome and (rule.is_narrow or rule.split in OUTCOME_SPLITS) and tells_everybody


def _cell(kpi: Kpi, measurement: Measurement) -> Counts:
    # Where the extract lacks months nothing is counted.
    numerator, denominator = measurement.numerator or 0, measurement.denominator or 0
    if kpi.kind is Kind.SHARE:
        return numerator, denominator - numerator
    if kpi.kind is Kind.RATIO:
        return numerator, denominator
    if kpi.is_carried_by_citizens:
        return measurement.n or 0, denominator
    return (measurement.n or 0,)
