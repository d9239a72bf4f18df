"""The planted effects, found again by the page's own question on the example as it is built and written; and none beside them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.access import CHIEF, parse_viewer
from dashboard.analysis.effect import EarlyReason, EffectVerdict, TooEarly
from dashboard.answers import Answers
from dashboard.answers.courses import Course, courses, near
from dashboard.answers.effects import Effect, Untested, effects
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


def test_the_new_workflow_is_found_as_shorter_processing(found: dict) -> None:
    effect = found[WORKFLOW, "median_processing_days"]
    assert effect.verdict is EffectVerdict.BETTER
    # Seven tenths of about 45 days are about 14 days less.
    assert effect.result.lower < -14 < effect.result.upper < 0
    assert (effect.result.before_count, effect.result.after_count) == (24, 10)


def test_the_extra_worker_has_too_few_months_behind_it_to_be_seen(answers: Answers, found: dict) -> None:
    """Planted on cases received from June; the team takes two months, so six months of decisions hold a ramp and no step.

    The question is answered honestly, not by another test than the declared one: its numbers point the right way, and
    the number that follows the received cases is too early.
    """
    share, load = found[WORKER, "timely_decisions"], found[WORKER, "citizens_per_fte"]
    assert share.verdict is EffectVerdict.NO_CHANGE
    assert share.result.step > 0.05
    assert share.result.p_value < 0.15
    assert load.untested is Untested.MONTH_ENDS
    course = course_of(answers, WORKER)
    by_receipt = replace(course.initiative.kpi_links[-1], kpi_id="timely_by_cohort")
    (cohort,) = effects(answers, replace(course, initiative=replace(course.initiative, kpi_links=(by_receipt,))), LAST, {})
    assert isinstance(cohort.result, TooEarly)
    assert cohort.result.reason is EarlyReason.FEW_AFTER


@pytest.mark.parametrize("team", ["visitation", "botilbud", "psykiatri", "hjaelpemidler"])
def test_a_team_the_extra_worker_did_not_touch_is_not_called_changed(answers: Answers, team: str) -> None:
    course = course_of(answers, WORKER)
    links = tuple(replace(link, team_id=team, comparison_team_id=None) for link in course.initiative.kpi_links)
    untouched = replace(course, initiative=replace(course.initiative, kpi_links=links))
    assert [one.verdict for one in effects(answers, untouched, LAST, {}) if one.verdict in CHANGES] == []


@pytest.mark.parametrize("paragraph", ["100", "83", "107", "97"])
def test_a_paragraph_the_workflow_did_not_touch_is_not_called_changed(answers: Answers, paragraph: str) -> None:
    assert changed(answers, paragraph, None) == []


def test_a_bent_trend_that_fools_the_straight_line_does_not_fool_the_comparison(answers: Answers) -> None:
    """Vacancies slowed everybody down from July 2021 to June 2022; in section 112 the line through that bend ends in a step."""
    assert "timely_decisions" in changed(answers, "112", None)
    assert "timely_decisions" not in changed(answers, "112", "83")


def changed(answers: Answers, paragraph: str, comparison: str | None) -> list[str]:
    """The KPIs called changed where the workflow's links speak of another paragraph."""
    course = course_of(answers, WORKFLOW)
    links = tuple(
        replace(link, paragraph=paragraph, comparison_paragraph=comparison) for link in course.initiative.kpi_links
    )
    other = replace(course, initiative=replace(course.initiative, kpi_links=links))
    return [one.link.kpi_id for one in effects(answers, other, LAST, {}) if one.verdict in CHANGES]


def test_nothing_but_what_was_planted_is_called_changed(found: dict) -> None:
    changes = {key: effect.verdict for key, effect in found.items() if effect.verdict in CHANGES}
    # The share in time of the same paragraph may be among them, by the group the plan compares it with.
    assert (WORKFLOW, "median_processing_days") in changes
    assert {initiative for initiative, _ in changes} == {WORKFLOW}
    assert set(changes.values()) == {EffectVerdict.BETTER}


def test_a_reversal_rate_is_followed_for_a_year_and_is_too_early(found: dict) -> None:
    effect = found["cvv_quality_assurance", "reversal_rate"]
    assert (effect.verdict, effect.maturity_months) == (EffectVerdict.TOO_EARLY, 12)


def test_what_else_began_about_then_is_named(answers: Answers) -> None:
    everything = Selection(Period(Month(2021, 1), Month(2023, 11)))
    told = [one.label for one in near(course_of(answers, WORKER), courses(answers), answers.events(everything))]
    assert "Fælles undervisningsforløb" in told
    assert "Midlertidig opnormering i Handicap" in told


def test_the_steering_group_reads_the_same_verdict_where_it_reads_the_months(answers: Answers, found: dict) -> None:
    steering = Answers(answers.warehouse, parse_viewer("steering_group"), answers.register)
    told = {one.link.kpi_id: one for one in effects(steering, course_of(steering, WORKFLOW), LAST, {})}
    assert told["median_processing_days"].verdict is EffectVerdict.BETTER
    # Months with one to four late are hidden: what is left is no fair sample.
    assert told["timely_decisions"].untested is Untested.HIDDEN
    assert found[WORKFLOW, "timely_decisions"].untested is None
