"""How decisions end, told together: the four outcomes and those without one are parts of the same decisions.

Told one by one, as single KPIs are, three shares would give away a hidden fourth. So where the small-count rules hide one
part of a group, the group's parts are all hidden; and so many groups are, that no part of them follows from the total.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dashboard.answers.counting import count_groups, count_total
from dashboard.answers.results import Answer, SplitAnswer
from dashboard.answers.scope import Scope
from dashboard.kpi.definition import Kpi
from dashboard.kpi.query import rows_query
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import Comparison, GroupMeasurement, Measurement, Movement, Silence, Split, Verdict
from dashboard.selection import Selection
from dashboard.suppression import OUTCOME_SPLITS, hidden, hidden_places
from dashboard.warehouse import Warehouse

DECISIONS = "decisions"
OUTCOMES = {
    "granted": "granted_share", "partly_granted": "partly_granted_share", "refused": "refused_share", "ended": "ended_share",
}  # fmt: skip
Cell = tuple[int, ...]  # decisions by outcome in the order of OUTCOMES, and last those without one


@dataclass(frozen=True)
class OutcomeGroup:
    """One row: how many decisions, and the share of each outcome as this viewer reads them; hidden all or none."""

    group: str | None
    decisions: Measurement
    shares: Mapping[str, Measurement]
    is_unfinished: bool

    def count(self, outcome: str) -> int | None:
        """Decisions with this outcome; None where hidden or not delivered."""
        share = self.shares[outcome]
        return 0 if share.silence is Silence.NO_CASES else share.numerator

    @property
    def not_stated(self) -> int | None:
        """Decisions without an outcome; None where hidden or not delivered."""
        counts = [self.count(outcome) for outcome in self.shares]
        return None if None in (*counts, self.decisions.value) else int(self.decisions.value) - sum(counts)


def outcome_groups(
    warehouse: Warehouse, scope: Scope, splits: Mapping[str, SplitAnswer], selection: Selection, as_of: date, split: Split
) -> tuple[OutcomeGroup, ...]:  # fmt: skip
    """The rows of a split in the order of the decisions' own. splits: every KPI by its id, as this viewer reads it alone."""
    shares = {name: _by_group(splits[kpi_id]) for name, kpi_id in OUTCOMES.items()}
    told = [
        OutcomeGroup(
            one.group, one.measurement, {name: _of(groups, one) for name, groups in shares.items()}, one.is_unfinished
        )
        for one in splits[DECISIONS].groups
    ]  # fmt: skip
    gone = _hidden_groups(warehouse, scope, told, selection, as_of, split)
    return tuple(_without_shares(one) if one.group in gone else one for one in told)


def outcome_answers(
    warehouse: Warehouse, scope: Scope, answers: Mapping[str, Answer], selection: Selection, as_of: date
) -> dict[str, Answer]:
    """The KPIs over the whole selection: all told or none, and so with what they are compared with. answers: by KPI id."""
    shares = {kpi_id: answers[kpi_id] for kpi_id in OUTCOMES.values()}
    if scope.may_open(selection):
        return dict(answers)
    silences = {one.measurement.silence for one in shares.values()}
    is_gone = Silence.SUPPRESSED in silences or _is_small(_others(warehouse, scope, selection, as_of), scope, None)
    earlier = {
        when: _is_earlier_gone(warehouse, scope, list(shares.values()), when, selection, as_of)
        for when in ("previous", "year_before")
    }
    return dict(answers) | {
        kpi_id: _without(answer, is_gone, {when for when, gone in earlier.items() if gone or is_gone})
        for kpi_id, answer in shares.items()
    }


def shared_paragraphs(warehouse: Warehouse, kpi: Kpi, selection: Selection, as_of: date) -> tuple[str, ...]:
    """The paragraphs under which at least two teams made the KPI's minimum of decisions, most decisions of those first."""
    query = rows_query(kpi, "denominator", selection, as_of, None, "paragraphs_by_teams")
    enough: dict[str, list[int]] = {}
    for paragraph, _, decisions in warehouse.rows(query.sql, query.parameters):
        if decisions >= kpi.minimum_cases:
            enough.setdefault(paragraph, []).append(decisions)
    shared = {paragraph: sum(counts) for paragraph, counts in enough.items() if len(counts) > 1}
    return tuple(sorted(shared, key=lambda paragraph: (-shared[paragraph], paragraph)))


def _by_group(split: SplitAnswer) -> dict[str | None, Measurement]:
    return {one.group: one.measurement for one in split.groups}


def _of(groups: Mapping[str | None, Measurement], one: GroupMeasurement) -> Measurement:
    """A group no part knows has no decisions with an outcome; where nobody delivered outcomes, no group is known."""
    if one.group in groups:
        return groups[one.group]
    silence = Silence.NO_CASES if groups else Silence.NOT_DELIVERED
    return Measurement(value=None, n=0 if groups else None, silence=silence)


def _hidden_groups(
    warehouse: Warehouse, scope: Scope, told: list[OutcomeGroup], selection: Selection, as_of: date, split: Split
) -> set[str | None]:
    """The groups whose parts are not told: those that the rules hide in one part, and those that protect them."""
    if scope.may_open(selection):
        return set()
    gone = {
        one.group for one in told
        if Silence.SUPPRESSED in {one.decisions.silence, *(share.silence for share in one.shares.values())}
    }  # fmt: skip
    cells = _others_by_group(warehouse, scope, selection, as_of, split)
    in_order = sorted(cells, key=lambda group: (group is None, group or ""))
    first = [_is_small(cells[group], scope, split) or group in gone for group in in_order]
    if not _is_small(_sum(cells.values()), scope, None):
        places, _ = hidden_places(
            [cells[group] for group in in_order], first, lambda cell: _is_small(cell, scope, split), scope.limit
        )
        gone |= {in_order[place] for place in places}
    return gone | {group for group, is_first in zip(in_order, first, strict=True) if is_first}


def _is_small(cell: Cell, scope: Scope, split: Split | None) -> bool:
    if any(1 <= count < scope.limit for count in cell):
        return True
    # By paragraph or team a share of 0 or 100 % would tell the outcome of everybody in it.
    return split in OUTCOME_SPLITS and any(cell[:-1]) and 0 in cell[:-1]


def _others(warehouse: Warehouse, scope: Scope, selection: Selection, as_of: date) -> Cell:
    """What is not the viewer's own of the whole selection."""
    own = scope.own_part(selection)
    return _less(_cell(warehouse, selection, as_of), _cell(warehouse, own, as_of) if own else None)


def _others_by_group(
    warehouse: Warehouse, scope: Scope, selection: Selection, as_of: date, split: Split
) -> dict[str | None, Cell]:
    own_part = scope.own_part(selection)
    own = _cells(warehouse, own_part, as_of, split) if own_part else {}
    return {group: _less(cell, own.get(group)) for group, cell in _cells(warehouse, selection, as_of, split).items()}


def _cell(warehouse: Warehouse, selection: Selection, as_of: date) -> Cell:
    counted = [count_total(warehouse, find_kpi(kpi_id), selection, as_of).measurement for kpi_id in OUTCOMES.values()]
    every = count_total(warehouse, find_kpi(DECISIONS), selection, as_of).measurement
    return _placed([one.numerator or 0 for one in counted], every.n or 0)


def _cells(warehouse: Warehouse, selection: Selection, as_of: date, split: Split) -> dict[str | None, Cell]:
    counted = [count_groups(warehouse, find_kpi(kpi_id), selection, as_of, split) for kpi_id in OUTCOMES.values()]
    every = count_groups(warehouse, find_kpi(DECISIONS), selection, as_of, split)
    return {
        group: _placed(
            [one[group].measurement.numerator or 0 if group in one else 0 for one in counted], all_.measurement.n
        )
        for group, all_ in every.items()
    }


def _placed(counts: list[int], every: int) -> Cell:
    return (*counts, every - sum(counts))


def _less(cell: Cell, own: Cell | None) -> Cell:
    return cell if own is None else tuple(all_ - mine for all_, mine in zip(cell, own, strict=True))


def _sum(cells: Iterable[Cell]) -> Cell:
    return tuple(sum(axis) for axis in zip(*cells, strict=True)) or (0,) * (len(OUTCOMES) + 1)


def _without_shares(group: OutcomeGroup) -> OutcomeGroup:
    return replace(group, shares=dict.fromkeys(group.shares, hidden()))


def _is_earlier_gone(
    warehouse: Warehouse, scope: Scope, shares: list[Answer], when: str, selection: Selection, as_of: date
) -> bool:
    comparisons = [getattr(answer, when) for answer in shares]
    if Silence.SUPPRESSED in {one.measurement.silence for one in comparisons}:
        return True
    months = selection.period.length if when == "previous" else 12
    earlier = replace(selection, period=selection.period.shifted(-months))
    is_known = all(one.measurement.silence is not Silence.NOT_COMPARABLE for one in comparisons)
    return is_known and _is_small(_others(warehouse, scope, earlier, as_of), scope, None)


def _without(answer: Answer, is_gone: bool, earlier_gone: set[str]) -> Answer:
    """The answer without its value, or without what it is compared with."""
    kept = {when: _silent(getattr(answer, when)) for when in earlier_gone}
    if is_gone:
        kept |= {"measurement": hidden(), "verdict": Verdict.NO_VALUE}
    return replace(answer, **kept)


def _silent(comparison: Comparison) -> Comparison:
    if comparison.measurement.silence is Silence.NOT_COMPARABLE:
        return comparison
    return replace(comparison, measurement=hidden(), difference=None, movement=Movement.NONE)
