"""Reversals by the municipality's own decisions, each followed equally long, so that young decisions can be held against old.

A decision is complained of and answered by Ankestyrelsen months later. Counted by the day of that answer, the months after an
initiative's start are full of decisions made before it; counted by the decision without a limit, young months hold only the
quick answers. So every decision counts what was known within ``MATURITY_MONTHS`` of it, and a month whose last decision has
not had that time is shown as provisional and never tested.
"""

from dataclasses import replace
from datetime import date

from dashboard.analysis.effect_cohorts import mature_from
from dashboard.answers.counting import count_groups, count_total
from dashboard.answers.process_control import ControlAnswer, Unjudged, judged_answer, whole_series
from dashboard.answers.questions import Answers
from dashboard.answers.start_up import marked
from dashboard.answers.telling import told_groups, told_total
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.query import group_period
from dashboard.measurement import GroupMeasurement, Split
from dashboard.selection import Period, Selection

MATURITY_MONTHS = 12  # nine of ten decisions of Ankestyrelsen are known by then; set before any effect was looked at
BY_OUTCOME, BY_DECISION = "board_decided_date", "decided_date"


def is_seen_by_cohort(kpi: Kpi) -> bool:
    """Whether the KPI is a share of Ankestyrelsen's decisions, which speak of the municipality's own long before."""
    return kpi.kind is Kind.SHARE and kpi.main_part.counted_on == BY_OUTCOME


def cohort_answer(answers: Answers, kpi: Kpi, selection: Selection, split: Split) -> ControlAnswer:
    """The share by month or quarter of the municipality's decision, on behalf of the viewer; immature ones provisional."""
    question = ("cohorts at equal maturity", answers.viewer, kpi.kpi_id, selection, split)
    return answers.warehouse.worked_out(question, lambda: _answer(answers, kpi, selection, split))


def at_equal_maturity(kpi: Kpi) -> Kpi:
    """The KPI counted on the municipality's decision, with what was known so many months after it."""
    known_in_time = f"{BY_OUTCOME} <= {BY_DECISION} + interval '{MATURITY_MONTHS} months'"
    parts = {
        name: replace(part, counted_on=BY_DECISION, expression=f"({part.expression}) and {known_in_time}")
        for name, part in kpi.parts.items()
    }
    return replace(kpi, parts=parts, rolling_months=0, recount=at_equal_maturity)


def _answer(answers: Answers, kpi: Kpi, selection: Selection, split: Split) -> ControlAnswer:
    asked, day = whole_series(answers, kpi, selection), answers.as_of_of(kpi)
    empty = ControlAnswer(kpi, asked, day, split, (), (), None, why=Unjudged.NOT_DELIVERED)
    if not answers.is_delivered(kpi.kpi_id):
        return empty
    warehouse, scope, cohort = answers.warehouse, answers.scope, at_equal_maturity(kpi)
    total = told_total(warehouse, scope, cohort, asked, day, count_total(warehouse, cohort, asked, day)).measurement
    counted = count_groups(warehouse, cohort, asked, day, split)
    told = told_groups(warehouse, scope, cohort, asked, day, split, total, counted, answers.choices)
    groups = tuple(
        GroupMeasurement(group, one, is_unfinished=_is_cut(split, group, asked.period, day),
                         is_provisional=not _is_mature(split, group, day))
        for group, one in told.items()
    )  # fmt: skip
    groups = marked(answers, cohort, asked, split, groups)
    return judged_answer(replace(empty, groups=groups, targets=(None,) * len(groups), why=None))


def _is_cut(split: Split, group: str, counted: Period, day: date) -> bool:
    """Whether a quarter is not wholly among the months that are counted, or not over."""
    months = group_period(split, group)
    return not (counted.first <= months.first and months.last <= counted.last) or months.last_day > day


def _is_mature(split: Split, group: str, day: date) -> bool:
    return mature_from(group_period(split, group).last.first_day, MATURITY_MONTHS) <= day
