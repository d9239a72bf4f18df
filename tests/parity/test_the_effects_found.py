"""The planted effects, found again by the page's own question on the example as it is built and written; and none beside them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.access import CHIEF, parse_viewer
from dashboard.analysis.effect import EarlyReason, EffectVerdict
from dashboard.answers import Answers
from dashboard.answers.courses import Course, courses, near
from dashboard.answers.effects import Effect, Untested, effects
from dashboard.answers.plans import KpiLink
from dashboard.register import Register
from dashboard.register.importing import import_files
from dashboard.register_command import EXAMPLE
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse

LAST = Selection(Period(Month(2022, 12), Month(2023, 11)))
WORKFLOW, WORKER = "cvv_case_overview", "cvv_temporary_staffing"
CHANGES = (EffectVerdict.BETTER, EffectVerdict.WORSE, EffectVerdict.CHANGED)


@pytest.fixture(scope="module")
def answers(example_municipality: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    register = Register.in_folder(tmp_path_factory.mktemp("register"))
    import_files(register, EXAMPLE)
    return Answers(Warehouse.newest(example_municipality), CHIEF, register)


@pytest.fixture(scope="module")
def found(answers: Answers) -> dict[tuple[str, str], Effect]:
    """Every effect of the plan by initiative and KPI."""
    return {
        (one.initiative.initiative_id, effect.link.kpi_id): effect
        for one in courses(answers)
        for effect in effects(answers, one, LAST, {})
    }


def course_of(answers: Answers, initiative_id: str) -> Course:
    return next(one for one in courses(answers) if one.initiative.initiative_id == initiative_id)


def test_the_actual_starts_are_those_that_were_planted(answers: Answers) -> None:
    assert course_of(answers, WORKFLOW).start == date(2023, 2, 1)
    assert course_of(answers, WORKER).start == date(2023, 6, 1)


def test_the_new_workflow_is_found_in_the_months_its_cases_were_received(found: dict) -> None:
    effect = found[WORKFLOW, "timely_by_cohort"]
    assert effect.verdict is EffectVerdict.BETTER
    # Half of some 50 days against a deadline of 56: lognormal with sigma 0.6, that is 58 % and 91 % in time without the cases
    # that get stuck, and what is just late is hurried: some 25 points more.
    assert 0 < effect.result.lower < 0.25 < effect.result.upper
    # May 2021 has nine cases; the deadlines of October 2023's run still.
    assert (effect.result.before_count, effect.result.after_count) == (24, 8)


def test_the_temporary_worker_is_found_in_the_load(found: dict) -> None:
    effect = found[WORKER, "citizens_per_fte"]
    assert effect.verdict is EffectVerdict.BETTER
    assert effect.adjusted_p < 0.01
    # From 81 citizens per position at the end of May, before a vacancy was filled too.
    assert -81 / 3 < effect.result.step < -81 / 6
    assert (effect.result.before_count, effect.result.after_count) == (29, 6)


@pytest.mark.parametrize(("initiative_id", "before"), [(WORKFLOW, 19), (WORKER, 23)])
@pytest.mark.parametrize("kpi_id", ["median_processing_days", "timely_decisions"])
def test_numbers_by_month_of_decision_are_too_early_since_their_first_six_months_hold_quick_cases_only(
    found: dict, initiative_id: str, before: int, kpi_id: str
) -> None:
    effect = found[initiative_id, kpi_id]
    assert effect.verdict is EffectVerdict.TOO_EARLY
    assert (effect.result.reason, effect.result.before_count) == (EarlyReason.FEW_BEFORE, before)
    assert effect.control.start_up_count == 6


@pytest.mark.parametrize("team", ["visitation", "botilbud", "psykiatri", "hjaelpemidler"])
@pytest.mark.parametrize("initiative_id", [WORKER, WORKFLOW])
def test_a_team_the_extra_worker_did_not_touch_is_not_called_changed(
    answers: Answers, team: str, initiative_id: str
) -> None:
    links = course_of(answers, WORKER).initiative.kpi_links
    links = tuple(replace(link, team_id=team, comparison_team_id=None) for link in links)
    course = course_of(answers, initiative_id)
    told = {one.link.kpi_id: one.verdict for one in effects(answers, with_links(course, links), LAST, {})}
    assert told["citizens_per_fte"] is EffectVerdict.NO_CHANGE
    assert not set(told.values()) & set(CHANGES)


@pytest.mark.parametrize(("paragraph", "is_tested"), [("112", True), ("83", True), ("100", False), ("107", False)])
def test_a_paragraph_the_workflow_did_not_touch_is_not_called_changed(
    answers: Answers, paragraph: str, is_tested: bool
) -> None:
    course = course_of(answers, WORKFLOW)
    links = tuple(replace(link, paragraph=paragraph, comparison_paragraph=None) for link in course.initiative.kpi_links)
    told = {one.link.kpi_id: one.verdict for one in effects(answers, with_links(course, links), LAST, {})}
    assert not set(told.values()) & set(CHANGES)
    assert (told["timely_by_cohort"] is EffectVerdict.NO_CHANGE) == is_tested


def with_links(course: Course, links: tuple[KpiLink, ...]) -> Course:
    return replace(course, initiative=replace(course.initiative, kpi_links=links))


def test_nothing_but_what_was_planted_is_called_changed(found: dict) -> None:
    changes = {key: effect.verdict for key, effect in found.items() if effect.verdict in CHANGES}
    better = EffectVerdict.BETTER
    assert changes == {(WORKFLOW, "timely_by_cohort"): better, (WORKER, "citizens_per_fte"): better}


def test_a_reversal_rate_is_followed_for_a_year_and_is_too_early(found: dict) -> None:
    effect = found["cvv_quality_assurance", "reversal_rate"]
    assert (effect.verdict, effect.maturity_months) == (EffectVerdict.TOO_EARLY, 12)


def test_what_else_began_about_then_is_named(answers: Answers) -> None:
    everything = Selection(Period(Month(2021, 1), Month(2023, 11)))
    told = [one.label for one in near(course_of(answers, WORKER), courses(answers), answers.events(everything))]
    assert "Fælles undervisningsforløb" in told
    assert not [name for name in told if name.startswith("Midlertidig opnormering")]


def test_the_steering_group_reads_the_same_verdict_where_it_reads_the_months(answers: Answers, found: dict) -> None:
    steering = Answers(answers.warehouse, parse_viewer("steering_group"), answers.register)
    load = effects(steering, course_of(steering, WORKER), LAST, {})[0]
    assert (load.link.kpi_id, load.verdict) == ("citizens_per_fte", EffectVerdict.BETTER)
    told = {one.link.kpi_id: one for one in effects(steering, course_of(steering, WORKFLOW), LAST, {})}
    # Months with one to four late are hidden: what is left is no fair sample.
    assert told["timely_by_cohort"].untested is Untested.HIDDEN
    assert found[WORKFLOW, "timely_by_cohort"].untested is None
