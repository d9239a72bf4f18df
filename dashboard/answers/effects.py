"""Does an initiative work: for each KPI it should move, the one pre-declared test at its actual start (kpis.md).

Everything is worked out from what this viewer is told, as in ``process_control``. Nothing here claims a cause: the answer says
whether there is a change after the start that chance alone would seldom give, and what else began about then.

Stocks at month ends are tested too. Limits cannot judge what hangs together from one end to the next (kpis.md), but the test
draws its series without a step from just that. Of 2,500 of them it calls a change in 5.3 % at AR(1) 0.9, 5.5 % at 0.95 and 5.0 %
of random walks (tests/analysis/test_effect_simulation.py holds 500 of the first and the last).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.analysis.effect import (
    MINIMUM_AFTER,
    MINIMUM_BEFORE,
    EarlyReason,
    EffectVerdict,
    StepTest,
    TooEarly,
    holm,
    verdict,
)
from dashboard.analysis.effect_comparison import ComparisonUse, Series, effect_test
from dashboard.analysis.effect_start import EffectStart, effect_start
from dashboard.answers.courses import Course
from dashboard.answers.effect_cohorts import MATURITY_MONTHS, cohort_answer, is_seen_by_cohort
from dashboard.answers.plans import KpiLink
from dashboard.answers.process_control import (
    ControlAnswer,
    Rebased,
    Unjudged,
    control_answer,
    hides_too_much,
    is_judged,
)
from dashboard.answers.questions import Answers
from dashboard.kpi.definition import Direction, Kind, Kpi, Steps
from dashboard.kpi.query import group_period
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import Silence, Split
from dashboard.selection import Month, Selection

WEIGHTED = (Kind.SHARE, Kind.QUANTILE)


class Untested(StrEnum):
    """Why a KPI is shown and not tested, however long one waits."""

    UNKNOWN_KPI = "unknown_kpi"
    NOT_DELIVERED = "not_delivered"
    NO_CHART = "no_chart"
    QUARTERS = "quarters"  # too few a month for a test of months
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Effect:
    """One KPI of one initiative. kpi, control: None where there is no such KPI.

    control: the control chart with limits from before the start. comparison: the same KPI of the group the initiative does
    not touch, use: what it was used for. result: None where it is not tested, and then untested says why. adjusted_p: by
    Holm over the initiative's tested KPIs. before_cases, after_cases: the cases behind the months tested, of a
    stock at an average month end. hidden_months: those kept from this viewer and so not tested, which others may be told.
    maturity_months: of decision cohorts, how long each is followed; else None. is_final: too few months before the start,
    which will not become more: waiting brings no test. is_cut: the chosen period ends before the data do, and what came
    later is not counted.
    """

    link: KpiLink
    course: Course
    kpi: Kpi | None = None
    control: ControlAnswer | None = None
    comparison: ControlAnswer | None = None
    use: ComparisonUse = ComparisonUse.NONE
    result: StepTest | TooEarly | None = None
    untested: Untested | None = None
    adjusted_p: float | None = None
    verdict: EffectVerdict | None = None
    before_cases: int = 0
    after_cases: int = 0
    hidden_months: int = 0
    maturity_months: int | None = None
    is_final: bool = False
    is_cut: bool = False


def effects(
    answers: Answers, course: Course, selection: Selection, rebasings: Mapping[str, tuple[Rebased, ...]]
) -> tuple[Effect, ...]:
    """One answer per KPI the initiative should move, in the plan's order; empty where it names none.

    selection: only its period's end is used, for each link has its own team or paragraph. rebasings: by KPI.
    """
    question = ("effects", answers.viewer, course, selection.period, tuple(sorted(rebasings.items())))
    return answers.warehouse.worked_out(question, lambda: _effects(answers, course, selection, rebasings))


def _effects(
    answers: Answers, course: Course, selection: Selection, rebasings: Mapping[str, tuple[Rebased, ...]]
) -> tuple[Effect, ...]:
    links = course.initiative.kpi_links
    found = [_effect(answers, link, course, selection, rebasings.get(link.kpi_id, ())) for link in links]
    adjusted = holm([one.result.p_value if isinstance(one.result, StepTest) else None for one in found])
    return tuple(_with_verdict(one, p_value) for one, p_value in zip(found, adjusted, strict=True))


def _effect(
    answers: Answers, link: KpiLink, course: Course, selection: Selection, rebasings: tuple[Rebased, ...]
) -> Effect:
    """Without the verdict, which depends on the initiative's other KPIs."""
    empty = Effect(link, course)
    if not link.is_known:
        return replace(empty, untested=Untested.UNKNOWN_KPI)
    kpi = find_kpi(link.kpi_id)
    own = _of(selection, link.team_id, link.paragraph)
    other = _of(selection, link.comparison_team_id, link.comparison_paragraph)
    has_comparison = bool(link.comparison_team_id or link.comparison_paragraph)
    until = Month.of(course.start) if course.start else None
    shown = replace(
        empty, kpi=kpi, control=_chart(answers, kpi, own, rebasings, until),
        comparison=_chart(answers, kpi, other, (), until) if has_comparison else None,
        maturity_months=MATURITY_MONTHS if is_seen_by_cohort(kpi) else None,
    )  # fmt: skip
    if untested := _why_untested(kpi, shown.control, course):
        return replace(shown, untested=untested)
    return _tested(answers, shown, own, other if has_comparison else None)


def _of(selection: Selection, team_id: str | None, paragraph: str | None) -> Selection:
    return Selection(
        selection.period,
        team_ids=(team_id,) if team_id else (),
        paragraphs=(paragraph,) if paragraph else (),
    )


def _chart(
    answers: Answers, kpi: Kpi, selection: Selection, rebasings: tuple[Rebased, ...], until: Month | None
) -> ControlAnswer:
    if is_seen_by_cohort(kpi):
        return cohort_answer(answers, kpi, selection, Split.QUARTER)
    return control_answer(answers, kpi.kpi_id, selection, rebasings, until)


def _why_untested(kpi: Kpi, control: ControlAnswer, course: Course) -> Untested | None:
    if control.why is Unjudged.NOT_DELIVERED:
        return Untested.NOT_DELIVERED
    if course.start is not None and hides_too_much(control.groups):
        return Untested.HIDDEN
    if is_seen_by_cohort(kpi):
        return None
    return {Steps.NONE: Untested.NO_CHART, Steps.QUARTERS: Untested.QUARTERS}.get(kpi.process_control.steps)


def _tested(answers: Answers, shown: Effect, own: Selection, other: Selection | None) -> Effect:
    """The test of the months; of reversals those of decision months at equal maturity."""
    kpi, course = shown.kpi, shown.course
    months = cohort_answer(answers, kpi, own, Split.MONTH) if is_seen_by_cohort(kpi) else shown.control
    if not months.groups:
        return replace(shown, result=TooEarly(EarlyReason.FEW_BEFORE, 0, 0))
    first = group_period(Split.MONTH, months.groups[0].group).first_day
    start = effect_start(first, course.start)
    beside = shown.comparison if other and not is_seen_by_cohort(kpi) else None
    # What days in two groups differ by depends on their levels: a common tenth is six days in one and one in the other.
    tested = effect_test(
        _series(kpi, months, months), start, _series(kpi, beside, months) if beside else None,
        is_fixed_beforehand(shown.link, course), is_like_level=kpi.kind is Kind.SHARE,
    )  # fmt: skip
    if isinstance(tested.result, TooEarly) and _would_be_enough(months, tested.result):
        return replace(shown, untested=Untested.HIDDEN)
    before, after = _cases(kpi, months, start)
    used = [months, beside] if tested.use is ComparisonUse.TESTED else [months]
    return replace(
        shown, result=tested.result, use=tested.use, before_cases=before, after_cases=after,
        hidden_months=len(set().union(*map(_hidden_months, used))), is_final=_is_final(months, tested.result, start),
        is_cut=(own.period.last + 1).last_day <= months.as_of,
    )  # fmt: skip


def is_fixed_beforehand(link: KpiLink, course: Course) -> bool:
    """Whether the plan says that its comparison was chosen before the initiative began; without a start nothing is late."""
    fixed_on = link.comparison_fixed_on
    return fixed_on is not None and (course.start is None or fixed_on < course.start)


def _series(kpi: Kpi, answer: ControlAnswer, like: ControlAnswer) -> Series:
    """The judged months, in the months of ``like``; weighted by their cases where the number is a share or a quantile."""
    judged = {one.group: one.measurement for one in answer.groups if is_judged(kpi, one)}
    found = [judged.get(one.group) for one in like.groups]
    weights = [one and one.n for one in found] if kpi.kind in WEIGHTED else None
    return Series([one and one.value for one in found], weights)


def _is_final(months: ControlAnswer, result: StepTest | TooEarly, start: EffectStart | None) -> bool:
    """Whether the months before the start stay too few: time adds none, but for those that still wait for
    their answers; nor does another period, but for those beyond its end."""
    if start is None or not isinstance(result, TooEarly) or result.reason is not EarlyReason.FEW_BEFORE:
        return False
    waiting = sum(one.is_provisional or one.is_unfinished for one in months.groups[: max(start.position, 0)])
    beyond = max(start.position - len(months.groups), 0)
    return result.before_count + waiting + beyond < MINIMUM_BEFORE


def _would_be_enough(months: ControlAnswer, early: TooEarly) -> bool:
    """Whether it is too early only because months are kept from this viewer: waiting would not help."""
    missing = {
        EarlyReason.FEW_BEFORE: MINIMUM_BEFORE - early.before_count,
        EarlyReason.FEW_AFTER: MINIMUM_AFTER - early.after_count,
    }
    return 0 < missing.get(early.reason, 0) <= len(_hidden_months(months))


def _hidden_months(answer: ControlAnswer) -> set[str]:
    """The months kept from this viewer, of those that count."""
    return {
        one.group for one in answer.groups if one.measurement.silence is Silence.SUPPRESSED and not one.is_starting_up
    }


def _cases(kpi: Kpi, months: ControlAnswer, start: EffectStart | None) -> tuple[int, int]:
    """The cases behind the judged months before and from the start; who is in stock at several ends is no several cases."""
    if start is None:
        return 0, 0
    counts = {
        place: one.measurement.n or 0
        for place, one in enumerate(months.groups)
        if is_judged(kpi, one) and place != start.left_out
    }
    before = [count for place, count in counts.items() if place < start.position]
    after = [count for place, count in counts.items() if place >= start.position]
    if not kpi.is_stock:
        return sum(before), sum(after)
    return tuple(round(sum(side) / len(side)) if side else 0 for side in (before, after))


def _with_verdict(effect: Effect, adjusted_p: float | None) -> Effect:
    if effect.result is None:
        return effect
    said = verdict(effect.result, adjusted_p, Direction(effect.link.expected))
    return replace(effect, adjusted_p=adjusted_p, verdict=said)
