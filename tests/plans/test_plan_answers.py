"""The plans as a page asks for them: own first, every part in its place, what is not said empty."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.access import Role, Viewer
from dashboard.answers.plans import DependencyKind, Expected, Goal, Precision
from dashboard.answers.questions import Answers
from dashboard.initiative import InitiativeStatus
from dashboard.warehouse import Warehouse
from etl.demo_data.plan import load_plan
from etl.plan_rows import DIRECTIONS, KINDS, PRECISIONS, STATUSES
from tests.etl.folders import REFERENCE, built, municipality
from tests.plans.test_plan_loading import tables

DATA = Path(__file__).resolve().parents[2] / "data" / "reference"
READER = Viewer(Role.STEERING_GROUP)


def answers(folder: Path, reference: dict[str, str] | None = None) -> Answers:
    """The answers to the steering group: a plan counts no one, so everybody reads it whole."""
    built(municipality(folder, reference=reference))
    return Answers(Warehouse.newest(folder), READER)


def is_measured(goal: Goal) -> bool:
    """Whether a KPI of ours measures it."""
    return any(measure.kpi_id is not None and measure.is_known for measure in goal.measures)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory) -> Answers:
    """The plans of data/reference, over one case of a municipality with the example's teams and paragraphs."""
    reference = {file.stem: file.read_text(encoding="utf-8-sig") for file in DATA.glob("*.csv")}
    return answers(tmp_path_factory.mktemp("adopted"), {name: reference[name] for name in REFERENCE})


class TestTheAdoptedPlans:
    def test_the_own_plans_come_first_and_the_models_say_so(self, adopted):
        told = [(plan.plan_id, plan.is_model, plan.municipality) for plan in adopted.plans()]
        assert told == [
            ("cvv_2023", False, "Ishøj Kommune"), ("cvv_reversals_2022", False, "Ishøj Kommune"),
            ("copenhagen_2017", True, "Københavns Kommune"), ("copenhagen_2015", True, "Københavns Kommune"),
        ]  # fmt: skip

    def test_their_parts_are_as_many_as_the_documents_have(self, adopted):
        counts = [
            (len(plan.initiatives), len(plan.goals), sum(len(one.phases) for one in plan.initiatives))
            for plan in adopted.plans()
        ]
        assert counts == [(9, 4, 10), (2, 1, 0), (12, 5, 13), (14, 1, 8)]

    def test_an_initiative_has_its_phases_notes_links_and_what_it_waits_for(self, adopted):
        cvv, _, copenhagen, _ = adopted.plans()
        staffing = cvv.initiative("cvv_temporary_staffing")
        (phase,) = staffing.phases
        assert (phase.planned_start, phase.start_precision) == (date(2023, 6, 1), Precision.DAY)
        assert (phase.planned_end, phase.end_precision, phase.end_is_assumed) == (
            date(2023, 12, 31),
            Precision.YEAR,
            False,
        )
        assert [note.text for note in staffing.notes] == [
            "Der starter erfaren socialrådgiver i stillingen den 1. juni 2023."
        ]
        assert {(link.kpi_id, link.expected, link.team_id) for link in staffing.kpi_links} == {
            ("citizens_per_fte", Expected.DOWN, "handicap"),
            ("median_processing_days", Expected.DOWN, "handicap"),
            ("timely_decisions", Expected.UP, "handicap"),
        }
        training = copenhagen.initiative("cph17_2_2")
        assert [(need.depends_on_id, need.kind) for need in training.depends_on] == [
            ("cph17_1_1", DependencyKind.REQUIRES), ("cph17_2_1", DependencyKind.REQUIRES),
        ]  # fmt: skip
        assert training.status is InitiativeStatus.NOT_STARTED
        assert not training.has_dates
        assert cvv.initiative("cph17_2_2") is None

    def test_what_no_document_says_is_none(self, adopted):
        cvv = adopted.plans()[0]
        for one in cvv.initiatives:
            assert (one.goal_id, one.status, one.success_criteria) == (None, None, None)
        assert {note.noted_on for plan in adopted.plans() for one in plan.initiatives for note in one.notes} == {None}

    def test_goals_without_a_kpi_are_not_measured(self, adopted):
        told = {plan.plan_id: [is_measured(goal) for goal in plan.goals] for plan in adopted.plans()}
        assert told == {
            "cvv_2023": [False] * 4,
            "cvv_reversals_2022": [True],
            "copenhagen_2017": [False, True, True, False, False],
            "copenhagen_2015": [True],
        }
        (satisfaction,) = adopted.plans()[2].measures
        assert (satisfaction.measure, satisfaction.kpi_id) == ("Tilfredsheden hos borgerne", None)

    def test_every_kpi_the_plans_link_to_is_defined(self, adopted):
        assert adopted.unknown_plan_kpis() == ()

    def test_the_example_s_links_point_where_effects_were_planted_and_compare_with_what_was_not_touched(self, adopted):
        planted = load_plan().planted
        links = [
            link for one in adopted.plans()[0].initiatives for link in one.kpi_links if link.team_id or link.paragraph
        ]
        assert {link.team_id or link.paragraph for link in links} == {
            planted.extra_worker_team,
            planted.workflow_paragraph,
        }
        teams = {kind.paragraph: kind.team for kind in load_plan().kinds}
        compared = [link for link in links if link.comparison_team_id or link.comparison_paragraph]
        assert compared
        for link in compared:
            other = link.comparison_team_id or teams[link.comparison_paragraph]
            assert other != planted.extra_worker_team
            is_staffing = link.kpi_id == "citizens_per_fte"
            touched = (planted.moved_worker_from, planted.moved_worker_to) if is_staffing else (teams["85"], "botilbud")
            assert other not in touched


class TestAnyPlan:
    def test_the_own_plan_comes_before_a_model_that_stands_first_in_the_file(self, tmp_path):
        turned = tables()
        head, own, model = turned["plans"].split("\n")[:3]
        turned["plans"] = "\n".join([head, model, own]) + "\n"
        assert [plan.plan_id for plan in answers(tmp_path, turned).plans()] == ["p", "q"]

    def test_an_unknown_kpi_is_told_and_measures_nothing(self, tmp_path):
        told = answers(tmp_path, tables(initiative_kpis="b;no_such_kpi;up;;;;;;true;", goal_kpis="q;h;nor_this_one;;;"))
        assert told.unknown_plan_kpis() == ("no_such_kpi", "nor_this_one")
        own, model = told.plans()
        assert [link.is_known for link in own.initiative("b").kpi_links] == [False]
        assert not is_measured(model.goals[0])
        assert is_measured(own.goals[0])

    def test_milestones_and_notes_stand_with_the_initiative_or_the_plan_they_are_of(self, tmp_path):
        own, model = answers(tmp_path, tables(initiative_notes="t;p;;;Om planen;")).plans()
        assert [one.milestone_id for one in own.initiative("a").milestones] == ["m"]
        assert (own.milestones, [one.milestone_id for one in model.milestones]) == ((), ["n"])
        assert [note.note_id for note in own.initiative("a").notes] == ["s"]
        assert [note.note_id for note in own.notes] == ["t"]
        assert own.initiative("b").parent_id == "a"

    def test_without_a_plan_there_is_none(self, tmp_path):
        told = answers(tmp_path)
        assert told.plans() == ()
        assert told.unknown_plan_kpis() == ()


def test_the_loader_and_the_dashboard_know_the_same_words():
    assert set(STATUSES) == set(InitiativeStatus)
    assert set(PRECISIONS) == set(Precision)
    assert set(DIRECTIONS) == set(Expected)
    assert set(KINDS) == set(DependencyKind)
