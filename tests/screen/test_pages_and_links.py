"""Every page opens, a link opens the view it was made from, and what a link may not say is told."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import CHIEF, Role, Viewer
from dashboard.answers import Answers
from dashboard.charts.style import Theme
from dashboard.selection import Month, Period, Selection
from dashboard.ui.frame import STATE, Frame
from dashboard.ui.links import page_link
from dashboard.ui.page_names import PROJECTED, STEMS
from dashboard.warehouse import Warehouse
from dashboard.words import words
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import small_cases
from tests.screen.conftest import open_link, shown

AS_OF = date(2023, 11, 30)
LEADER_OF_T1 = Viewer(Role.TEAM_LEADER, frozenset({"T1"}))
STEERING_GROUP = Viewer(Role.STEERING_GROUP)
WHOLE = Selection(Period(Month(2022, 12), Month(2023, 11)))
NARROW = Selection(Period(Month(2023, 2), Month(2023, 5)), ("E1",), ("T1", "T2"), ("85", "112"), ("new",))


@pytest.fixture
def example(tmp_path):
    return contract_warehouse(tmp_path, small_cases(300), AS_OF, is_example=True)


@pytest.fixture
def real(tmp_path):
    return contract_warehouse(tmp_path, small_cases(300), AS_OF)


def frame_of(app: AppTest) -> Frame:
    return app.session_state[STATE]


def frame(folder, viewer: Viewer = CHIEF, selection: Selection = WHOLE) -> Frame:
    return Frame(Answers(Warehouse.newest(folder), viewer), selection, Theme.LIGHT, "deadlines")


class TestEveryPage:
    @pytest.mark.parametrize("stem", STEMS)
    @pytest.mark.parametrize("count", [300, 0], ids=["normal", "empty"])
    def test_opens_without_an_exception(self, run_app, tmp_path, stem, count):
        app = run_app(contract_warehouse(tmp_path, small_cases(count)[:count], AS_OF, is_example=True), stem)
        assert not app.exception
        assert "Noget gik galt" not in shown(app)
        assert "Siden kan ikke vises endnu" not in shown(app)

    @pytest.mark.parametrize("stem", [stem for stem in STEMS if stem not in PROJECTED])
    def test_has_its_title_its_day_and_says_that_the_data_are_examples(self, run_app, example, stem):
        page = shown(run_app(example, stem))
        assert f"<h1>{words('frame')(f'pages.{stem}')}</h1>" in page
        assert "Data pr. 30. november 2023" in page
        assert "Eksempeldata." in page

    @pytest.mark.parametrize("stem", sorted(PROJECTED))
    def test_that_is_projected_has_nothing_of_the_frame_around_it(self, run_app, example, stem):
        page = shown(run_app(example, stem))
        assert '<header class="heading">' not in page
        assert 'class="footer"' not in page
        assert 'class="notice' not in page

    def test_keeps_what_was_chosen_on_another(self, run_app, example):
        app = run_app(example, "deadlines")
        app.multiselect(key="team").set_value(["T1"]).run()
        app.selectbox(key="viewer_choice").set_value("steering_group").run()
        for stem in STEMS:
            app.switch_page(f"../pages/{stem}.py").run()
            assert frame_of(app).page == stem
            assert frame_of(app).selection.team_ids == ("T1",)
            assert frame_of(app).answers.viewer == STEERING_GROUP
            assert app.query_params["viewer"] == "steering_group"


class TestALink:
    @pytest.mark.parametrize("stem", STEMS)
    @pytest.mark.parametrize("viewer", [CHIEF, LEADER_OF_T1, STEERING_GROUP], ids=str)
    def test_opens_the_page_selection_and_viewer_it_was_made_with(self, monkeypatch, example, stem, viewer):
        monkeypatch.setenv("DATA_DIR", str(example))
        opened = frame_of(open_link(page_link(stem, frame(example, viewer, NARROW))))
        assert (opened.page, opened.selection, opened.answers.viewer) == (stem, NARROW, viewer)

    def test_walks_on_from_page_to_page(self, monkeypatch, example):
        monkeypatch.setenv("DATA_DIR", str(example))
        here = frame(example, LEADER_OF_T1, NARROW)
        for stem in (*STEMS, *STEMS[:1]):
            here = frame_of(open_link(page_link(stem, here)))
            assert (here.page, here.selection, here.answers.viewer) == (stem, NARROW, LEADER_OF_T1)

    def test_is_relative_and_written_as_the_filters_write_the_address(self, example):
        link = page_link("appeals", frame(example, LEADER_OF_T1), paragraph="85", team=["T1", "T2"])
        assert link == "appeals?team=Team+1&team=Team+2&paragraph=%C2%A7+85+St%C3%B8tte&viewer=team_leader:T1"
        assert page_link("overview", frame(example)) == "./"

    def test_may_leave_out_or_change_a_part(self, example):
        month = Period(Month(2023, 3), Month(2023, 3))
        link = page_link("deadlines", frame(example, selection=NARROW), period=month, team=None, type=None, kpi="x")
        paragraphs = "paragraph=%C2%A7+85+St%C3%B8tte&paragraph=%C2%A7+112+St%C3%B8tte"
        assert link == f"deadlines?from=mar+2023&to=mar+2023&unit=Enhed+Nord&{paragraphs}&kpi=x"

    def test_with_a_team_outside_its_unit_leaves_the_team_out_and_tells(self, run_app, example):
        app = run_app(example, "decisions", unit="E2", team=["T1", "T3"])
        assert frame_of(app).selection.unit_ids == ("E2",)
        assert frame_of(app).selection.team_ids == ("T3",)
        assert "»Team 1« hører ikke under den valgte enhed og er derfor ikke valgt." in shown(app)
        assert "Der findes ikke noget valg" not in shown(app)


class TestTheChoiceOfViewer:
    def test_names_the_chief_each_team_leader_and_the_steering_group(self, run_app, example):
        choice = run_app(example).selectbox(key="viewer_choice")
        leaders = [f"Teamleder for Team {number}" for number in (1, 2, 3)]
        assert choice.options == ["Centerchef", *leaders, "Styregruppe"]
        assert choice.value == "chief"

    def test_says_what_is_shown(self, run_app, example):
        told = "Sager kan kun åbnes for eget team, og for de andre teams er tal under 5 skjult."
        app = run_app(example, viewer="team_leader:T1")
        assert "Vist som: Teamleder for Team 1." in shown(app)
        assert told in shown(app)
        app.selectbox(key="viewer_choice").set_value("chief").run()
        assert told not in shown(app)
        assert "viewer" not in app.query_params

    def test_takes_a_leader_of_two_teams_from_the_address(self, run_app, example):
        app = run_app(example, viewer="team_leader:T2,T1")
        assert frame_of(app).answers.viewer == Viewer(Role.TEAM_LEADER, frozenset({"T1", "T2"}))
        assert "Vist som: Teamleder for Team 1, Team 2." in shown(app)

    @pytest.mark.parametrize("text", ["team_leader:T9", "team_leader:T1,T9", "team_leader", "mayor", "chief:T1", ""])
    def test_falls_back_to_the_chief_and_tells_where_the_address_names_nobody(self, run_app, example, text):
        app = run_app(example, viewer=text)
        assert frame_of(app).answers.viewer == CHIEF
        assert "Linket blev ikke forstået helt." in shown(app)
        assert f"»{text}«" in shown(app)
        app.multiselect(key="team").set_value(["T1"]).run()
        assert "Linket blev ikke forstået helt." not in shown(app)
        app.selectbox(key="viewer_choice").set_value("steering_group").run()
        assert frame_of(app).answers.viewer == STEERING_GROUP

    @pytest.mark.parametrize("text", ["team_leader:T1", "steering_group", "chief", "mayor"])
    def test_is_not_there_on_the_municipalitys_own_data_and_a_link_cannot_bring_it(self, run_app, real, text):
        app = run_app(real, viewer=text)
        assert frame_of(app).answers.viewer == CHIEF
        assert "viewer_choice" not in [one.key for one in app.selectbox]
        assert "Rollen i linket bruges ikke." in shown(app)
        assert "Rollen i linket" not in shown(run_app(real))
