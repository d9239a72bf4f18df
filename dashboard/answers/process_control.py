"""Signal or noise: the control chart of a KPI over all the months there are, and what it says, on behalf of a viewer.

Everything is worked out from what this viewer is told: a centre or a limit that rested on hidden months would tell of them.
What a viewer is not told is a gap, and where that is too much nothing is judged: what is left is no fair sample, since
small counts are hidden just because they are small. Where a page shows totals of shorter periods too (``beside``), a month that
is hidden within one of them is hidden here as well: else it were the total less the other months. Months that are not over,
cohorts with cases still to mature, the first months of a register that begins empty (start_up) and months on fewer than the
definition's minimum_cases are shown and are gaps to the chart too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dashboard.analysis.chart_choice import choose_kind
from dashboard.analysis.control_chart import Assurance, ChartKind, ControlChart, NotJudged, Rebasing, Variation
from dashboard.analysis.control_verdict import Verdict, assurance, variation
from dashboard.analysis.observations import Observation, shares, values
from dashboard.analysis.process_control import control_chart
from dashboard.answers.facts import first_day
from dashboard.answers.questions import Answers
from dashboard.answers.series import told_series
from dashboard.answers.start_up import marked
from dashboard.kpi.definition import Kind, Kpi, Steps
from dashboard.kpi.query import group_period, ignored_dimensions
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import GroupMeasurement, Silence, Split, Target
from dashboard.selection import Month, Period, Selection
from dashboard.suppression import hidden

MOST_HIDDEN = 0.1  # of the points with cases: more, and those that are told are no fair sample
SPLITS = {Steps.MONTHS: Split.MONTH, Steps.QUARTERS: Split.QUARTER, Steps.MONTH_ENDS: Split.MONTH}
Rebased = tuple[Month, str]  # from which month on, and the stored reason
NOTHING_SAID = Verdict(Variation.NOT_JUDGED)


class Unjudged(StrEnum):
    """Why there is no verdict, besides what lies in the numbers (analysis.control_chart.NotJudged)."""

    NOT_DELIVERED = "not_delivered"
    NO_CHART = "no_chart"  # the definition says so, and why
    HIDDEN = "hidden"  # too many of the points are kept from this viewer
    NEWEST_HIDDEN = "newest_hidden"
    NEWEST_FEW = "newest_few"  # the newest point rests on fewer than minimum_cases


@dataclass(frozen=True)
class ControlAnswer:
    """One KPI's control chart. selection: over all the months there are up to the asked period's end.

    groups: the points in order, targets: in force at each; a point of ``chart`` has the position of its group, and is a gap
    there where it is shown but not judged. chart: None where there is none. why: why there is no verdict, else None.
    ignored: filters the KPI cannot follow.
    """

    kpi: Kpi
    selection: Selection
    as_of: date
    split: Split
    groups: tuple[GroupMeasurement, ...]
    targets: tuple[Target | None, ...]
    chart: ControlChart | None
    verdict: Verdict = NOTHING_SAID
    assurance: Assurance = Assurance.NOT_JUDGED
    why: Unjudged | NotJudged | None = None
    ignored: tuple[Split, ...] = ()

    @property
    def has_hidden(self) -> bool:
        """Whether any point is kept from this viewer."""
        return any(one.measurement.silence is Silence.SUPPRESSED for one in self.groups)

    @property
    def start_up_count(self) -> int:
        """How many of the first points are shown and not judged because the register begins empty."""
        return sum(one.is_starting_up for one in self.groups)

    @property
    def target(self) -> Target | None:
        """The one in force at the newest point."""
        return self.targets[-1] if self.targets else None

    def first_month_of(self, position: int) -> Month:
        """The first month of the point at a position."""
        return group_period(self.split, self.groups[position].group).first

    def month_of(self, position: int) -> Month:
        """The last month of the point at a position."""
        return group_period(self.split, self.groups[position].group).last


def control_answer(
    answers: Answers, kpi_id: str, selection: Selection, rebasings: tuple[Rebased, ...] = (),
    until: Month | None = None, beside: tuple[Period, ...] = (),
) -> ControlAnswer:  # fmt: skip
    """The control chart of a KPI and its verdict; raises UnknownKpi.

    rebasings: where the process is said to be another one. until: the limits rest on the months before this one and hold
    for all; None lets them rest on all months. beside: periods whose totals the same page shows.
    """
    question = ("control chart", answers.viewer, kpi_id, selection, rebasings, until, beside)
    return answers.warehouse.worked_out(question, lambda: _answer(answers, kpi_id, selection, rebasings, until, beside))


def is_drawn_beside_totals(answers: Answers, kpi: Kpi, selection: Selection) -> bool:
    """Whether the points may be read on a page that shows totals of months they cut across.

    Twelve months less the quarters within them leave single months: only who may open the rows reads those.
    """
    return kpi.process_control.steps is not Steps.QUARTERS or answers.scope.may_open(selection)


def whole_series(answers: Answers, kpi: Kpi, selection: Selection) -> Selection:
    """The selection over all months from the first one with cases that every register of the KPI knows, to the period's end."""
    begins = [first_day(answers.warehouse, mart) for mart in kpi.marts]
    # Assignments reach back for years to the few that are still in force: that is no course of anything.
    known = [answers.choices.first_month, *(Month.of(day) for day in begins if day is not None)]
    last = selection.period.last
    return replace(selection, period=Period(min(max(known), last), last))


def is_judged(kpi: Kpi, one: GroupMeasurement) -> bool:
    """Whether a point goes into centre, limits and rules: over, whole, told, and on enough cases."""
    is_whole = not (one.is_unfinished or one.is_provisional or one.is_starting_up)
    return is_whole and one.measurement.value is not None and (one.measurement.n or 0) >= kpi.minimum_cases


def hides_too_much(groups: Sequence[GroupMeasurement]) -> bool:
    """Whether more than a tenth of the points that may have cases are kept from the viewer."""
    counted = [one for one in groups if not one.is_starting_up]
    with_cases = [one for one in counted if one.measurement.silence is not Silence.NO_CASES]
    kept_back = sum(one.measurement.silence is Silence.SUPPRESSED for one in with_cases)
    return kept_back > MOST_HIDDEN * len(with_cases)


def _answer(
    answers: Answers, kpi_id: str, selection: Selection, rebasings: tuple[Rebased, ...], until: Month | None,
    beside: tuple[Period, ...],
) -> ControlAnswer:  # fmt: skip
    kpi = find_kpi(kpi_id)
    steps = kpi.process_control.steps
    split = SPLITS.get(steps, Split.MONTH)
    asked = whole_series(answers, kpi, selection)
    ignored = ignored_dimensions(kpi, selection)
    is_delivered = answers.is_delivered(kpi_id)
    if steps is Steps.NONE or not is_delivered:
        why = Unjudged.NO_CHART if is_delivered else Unjudged.NOT_DELIVERED
        return ControlAnswer(kpi, asked, answers.as_of_of(kpi), split, (), (), None, why=why, ignored=ignored)
    told = told_series(answers, kpi_id, selection, asked.period.first, split)
    gone = set() if kpi.is_stock else _hidden_beside(answers, kpi_id, selection, split, beside)
    groups = marked(answers, kpi, asked, split, _without(told.groups, gone))
    answer = ControlAnswer(kpi, asked, told.as_of, split, groups, told.targets, None, ignored=ignored)
    return judged_answer(answer, rebasings, until)


def _hidden_beside(
    answers: Answers, kpi_id: str, selection: Selection, split: Split, beside: tuple[Period, ...]
) -> set[str | None]:
    """The months that are hidden within a shorter period the same page tells the total of."""
    if split is not Split.MONTH:
        return set()
    told = (answers.split(kpi_id, replace(selection, period=period), split).groups for period in beside)
    return {one.group for groups in told for one in groups if one.measurement.silence is Silence.SUPPRESSED}


def _without(groups: tuple[GroupMeasurement, ...], gone: set[str | None]) -> tuple[GroupMeasurement, ...]:
    return tuple(replace(one, measurement=hidden()) if one.group in gone else one for one in groups)


def judged_answer(
    answer: ControlAnswer, rebasings: tuple[Rebased, ...] = (), until: Month | None = None
) -> ControlAnswer:
    """The answer with its chart and verdict, made from its groups; empty ones before the first with any cases are left out."""
    answer = _from_first(answer)
    if not any(is_judged(answer.kpi, one) for one in answer.groups):
        return replace(answer, why=Unjudged.HIDDEN if answer.has_hidden else NotJudged.NO_POINTS)
    return _judged(replace(answer, chart=_chart(answer, rebasings, until)))


def _from_first(answer: ControlAnswer) -> ControlAnswer:
    """Nothing is known of the time before the first case."""
    known = (place for place, one in enumerate(answer.groups) if one.measurement.silence is not Silence.NO_CASES)
    first = next(known, len(answer.groups))
    return replace(answer, groups=answer.groups[first:], targets=answer.targets[first:])


def _chart(answer: ControlAnswer, rebasings: tuple[Rebased, ...], until: Month | None) -> ControlChart:
    kpi = answer.kpi
    series = observations(kpi, answer.groups)
    choice = choose_kind(kpi.kind, series, override=kpi.process_control.chart)
    kind, reason = choice.kind, choice.not_judged
    if kind is ChartKind.DAYS_BETWEEN:
        # A point here is a month or quarter, and between events there are others. So few of them say nothing by month.
        kind, reason = ChartKind.RUN, NotJudged.TOO_FEW_CASES
    before = _position(answer, until) if until else None
    return control_chart(
        kind, series, bounds=(0.0, 1.0 if kpi.kind is Kind.SHARE else None), given_reason=reason,
        baseline=(0, before) if before else None,
        rebasings=[Rebasing(_position(answer, month), why) for month, why in rebasings],
    )  # fmt: skip


def observations(kpi: Kpi, groups: Sequence[GroupMeasurement]) -> tuple[Observation, ...]:
    """What goes into the chart; what is not judged is a gap."""
    judged = [one.measurement if is_judged(kpi, one) else None for one in groups]
    if kpi.kind is Kind.SHARE:
        return shares([one and (one.numerator, one.denominator) for one in judged])
    return values([one and one.value for one in judged], [one and one.n for one in judged])


def _position(answer: ControlAnswer, month: Month) -> int:
    """The first point that lies wholly from the month on; one after the last where none does."""
    begins = [group_period(answer.split, one.group).first for one in answer.groups]
    return next((place for place, begin in enumerate(begins) if begin >= month), len(begins))


def _judged(answer: ControlAnswer) -> ControlAnswer:
    """With its verdict: none where the newest finished point is not among the judged, or too much is hidden."""
    kpi, chart = answer.kpi, answer.chart
    if hides_too_much(answer.groups) and not kpi.is_stock:
        return replace(answer, chart=None, why=Unjudged.HIDDEN)
    if why := chart.not_judged or _why_not_newest(answer):
        return replace(answer, why=why)
    newest = next(target for target, point in zip(reversed(answer.targets), reversed(chart.points), strict=True)
                  if point.value is not None)  # fmt: skip
    value = newest.value if newest and kpi.has_target else None
    said, found = assurance(chart, value, kpi.direction), variation(chart, kpi.direction)
    return replace(answer, verdict=found, assurance=said, why=found.not_judged)


def _why_not_newest(answer: ControlAnswer) -> Unjudged | None:
    over = [one for one in answer.groups if not one.is_unfinished and not one.is_provisional]
    if not over or is_judged(answer.kpi, over[-1]):
        return None
    return Unjudged.NEWEST_HIDDEN if over[-1].measurement.silence is Silence.SUPPRESSED else Unjudged.NEWEST_FEW
