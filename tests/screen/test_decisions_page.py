"""Afgørelser opens on every kind of warehouse, counts as Answers do, and compares teams without ranking them."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.funnel import Names, Point, funnel
from dashboard.charts.outcome_bars import Stack, month_stacks, row_stacks
from dashboard.charts.style import Theme
from tests.answers.small_warehouse import contract_warehouse
from tests.answers.test_caseload_questions import OUTCOMES, decided, numbered
from tests.screen.conftest import shown

AS_OF = date(2023, 11, 30)


def outcomes(team: str, paragraph: str, **counts: int) -> list[dict]:
    """So many decisions of each outcome, spread over January to October; ``none`` has no outcome."""
    told = [outcome if outcome != "none" else None for outcome, count in counts.items() for _ in range(count)]
    return [
        decided(outcome, 1 + place % 10, team_id=team, paragraph=paragraph, unit_id="E2" if team == "T3" else "E1")
        for place, outcome in enumerate(told)
    ]


# § 85: Team 1 refuses 20 of 100, Team 2 60 of 100, Team 3 decides too little to be judged. § 97: Team 1 alone.
CASES = [
    *outcomes("T1", "85", granted=60, partly_granted=10, refused=20, ended=10),
    *outcomes("T2", "85", granted=20, partly_granted=10, refused=60, ended=10),
    *outcomes("T3", "85", granted=3, refused=2),
    *outcomes("T1", "97", granted=200, partly_granted=30, refused=20, ended=10, none=8),
]


@pytest.fixture
def folder(tmp_path) -> Path:
    return contract_warehouse(tmp_path, numbered(CASES), AS_OF, is_example=True)


def charts(app: AppTest) -> list[dict]:
    return [json.loads(one.proto.spec) for one in app.get("plotly_chart")]


def notes(chart: dict) -> list[str]:
    return [note["text"] for note in chart["layout"].get("annotations", ())]


class TestThePageOpens:
    def test_on_a_normal_warehouse(self, run_app, folder):
        """473 decisions, 465 of them with an outcome, 283 of those granted: 60.9 %."""
        app = run_app(folder, "decisions")
        page = shown(app).replace("&nbsp;", " ")
        assert not app.exception
        assert "<h1>Afgørelser</h1>" in page
        assert page.count('class="tile-value"') == 5
        assert '<p class="tile-value">473</p>' in page
        assert '<p class="tile-value">60,9 %</p>' in page
        assert "283 af 465 afgørelser med oplyst udfald" in page
        assert "8 afgørelser har ikke et oplyst udfald og indgår ikke i andelene." in page
        assert len(charts(app)) == 4

    def test_on_an_empty_warehouse_it_says_that_there_are_no_cases(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, [], AS_OF), "decisions")
        assert not app.exception
        assert "Der er ingen sager i det valgte" in shown(app)

    def test_where_outcomes_were_not_delivered_it_says_so_and_counts_the_decisions(self, run_app, tmp_path):
        bare = [{key: value for key, value in case.items() if key != "decision_outcome"} for case in numbered(CASES)]
        app = run_app(contract_warehouse(tmp_path, bare, AS_OF), "decisions")
        page = shown(app)
        assert not app.exception
        assert '<p class="tile-value">473</p>' in page
        assert page.count('<p class="tile-value">ikke leveret</p>') == 4
        assert "Oplysningerne er ikke leveret i udtrækket." in page
        assert "Der blev truffet 473 afgørelser" in page
        assert "Noget gik galt" not in page
        months = charts(app)[0]["data"]
        assert [trace["name"] for trace in months] == ["Fordeling ikke leveret"]
        assert sum(months[0]["y"]) == 473

    def test_where_decision_dates_were_not_delivered_it_says_so(self, run_app, tmp_path):
        bare = [{"case_id": f"S{number}", "received_date": date(2023, 5, 1)} for number in range(20)]
        folder = contract_warehouse(tmp_path, bare, AS_OF, delivered=("case_id", "received_date"))
        app = run_app(folder, "decisions")
        assert not app.exception
        assert "Noget gik galt" not in shown(app)

    @pytest.mark.parametrize("viewer", ["chief", "team_leader:T1", "steering_group"])
    def test_for_everybody_with_every_filter(self, run_app, folder, viewer):
        addresses = ({"team": "T1"}, {"unit": "E2"}, {"paragraph": "97"}, {"type": "new"}, {"from": "2023-10"},
                     {"paragraf": "97"}, {"udfald": "granted"})  # fmt: skip
        for address in addresses:
            app = run_app(folder, "decisions", viewer=viewer, **address)
            assert not app.exception
            assert "Noget gik galt" not in shown(app)

    def test_in_an_unfinished_month(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, numbered(CASES), date(2023, 11, 14)), "decisions", to="2023-11")
        assert not app.exception
        assert "Skraverede søjler: måneden er ikke slut." in shown(app)


class TestTheNumbers:
    def test_of_every_month_and_paragraph_add_up_to_the_decisions(self, run_app, folder):
        months, volume, *_ = charts(run_app(folder, "decisions"))
        assert sum(sum(trace["y"]) for trace in months["data"]) == 473
        assert sum(sum(trace["x"]) for trace in volume["data"]) == 473

    def test_of_a_paragraph_are_hand_counts(self, run_app, folder):
        """§ 97 has most decisions and stands first."""
        _, volume, shares, _ = charts(run_app(folder, "decisions"))
        assert [trace["x"] for trace in volume["data"]] == [[200, 83], [30, 20], [20, 82], [10, 20], [8, 0]]
        assert [trace["x"][0] for trace in shares["data"]] == pytest.approx([200 / 260, 30 / 260, 20 / 260, 10 / 260])
        assert "<b>§ 97 Støtte</b> · 268" in notes(volume)
        assert "<b>§ 85 Støtte</b> · afslag 40,0 % af 205" in notes(shares)

    def test_of_one_paragraph_alone_are_not_compared(self, run_app, folder):
        page = shown(run_app(folder, "decisions", paragraph="97"))
        assert "7,7&nbsp;% af afgørelserne efter §&nbsp;97 Støtte er afslag" in page

    def test_open_the_decisions_behind_them(self, run_app, folder):
        app = run_app(folder, "decisions")
        app.selectbox(key="drill_decision_paragraphs").set_value("refused:97").run()
        assert "Afslag efter § 97 Støtte: 20" in shown(app)
        assert not app.exception


class TestUniformity:
    def test_begins_with_the_paragraph_several_teams_decide(self, run_app, folder):
        """All together refuse 82 of 205: 0.4 ± 3.09 × 0.049 = 0.249 to 0.551, so both large teams lie outside."""
        app = run_app(folder, "decisions")
        assert app.selectbox(key="choice_paragraf").value == "85"
        page = shown(app)
        assert "§&nbsp;85 Støtte: Team 1 og Team 2 ligger uden for 99,8&nbsp;%‑grænsen" in page
        names = notes(charts(app)[3])
        assert "Team 1 20,0 %" in names
        assert "Team 2 60,0 %" in names
        assert "Team 3: for få" in names

    def test_follows_the_address(self, run_app, folder):
        """Granted: 60, 20 and 3 of 100, 100 and 5."""
        app = run_app(folder, "decisions", paragraf="85", udfald="granted")
        assert charts(app)[3]["data"][-1]["y"] == [0.6, 0.2, 0.6]
        assert app.selectbox(key="choice_udfald").value == "granted"

    def test_writes_a_choice_into_the_address(self, run_app, folder):
        app = run_app(folder, "decisions")
        app.selectbox(key="choice_paragraf").set_value("97").run()
        assert app.query_params["paragraf"] in ("97", ["97"])
        app.selectbox(key="choice_paragraf").set_value("85").run()
        assert "paragraf" not in app.query_params

    def test_an_unknown_paragraph_in_the_address_falls_back_and_is_told(self, run_app, folder):
        app = run_app(folder, "decisions", paragraf="999")
        assert app.selectbox(key="choice_paragraf").value == "85"
        assert "Linket blev ikke forstået helt." in shown(app)
        assert "»999«" in shown(app)

    def test_of_one_team_alone_there_is_nothing_to_compare(self, run_app, folder):
        app = run_app(folder, "decisions", paragraf="97")
        assert "Kun Team 1 har truffet afgørelser efter §&nbsp;97 Støtte i perioden" in shown(app)
        assert len(charts(app)) == 3

    def test_compares_with_all_teams_also_where_one_is_selected(self, run_app, folder):
        app = run_app(folder, "decisions", team="T1", paragraf="85")
        assert "Filtret på team og enhed gælder ikke her" in shown(app)
        assert len(charts(app)[3]["data"][-1]["x"]) == 3

    def test_names_no_hidden_team_and_no_point_of_it(self, run_app, folder):
        """Team 3 refuses two: it is hidden from the steering group, and a second team with it."""
        app = run_app(folder, "decisions", viewer="steering_group")
        points = charts(app)[3]["data"][-1] if len(charts(app)) == 4 else {"x": []}
        assert 5 not in points["x"]
        assert len(points["x"]) <= 1
        assert "Team 3: for få" not in [name for chart in charts(app) for name in notes(chart)]


class TestSmallCounts:
    def test_a_hidden_outcome_hides_the_share_of_every_outcome(self, run_app, tmp_path):
        cases = outcomes("T1", "85", granted=60, partly_granted=30, refused=3, ended=20)
        app = run_app(contract_warehouse(tmp_path, numbered(cases), AS_OF, is_example=True), "decisions",
                      viewer="steering_group")  # fmt: skip
        page = shown(app)
        assert page.count('<p class="tile-value">skjult</p>') == len(OUTCOMES)
        assert "Når én af dem er skjult, er de det alle." in page
        assert "60 af 113" not in page

    def test_tables_and_files_hold_no_hidden_number(self, run_app, tmp_path):
        """The months of few refusals are hidden in the table as on the chart."""
        cases = [
            *outcomes("T1", "85", granted=200, partly_granted=100, refused=100, ended=100),
            *[decided("refused", 11)] * 3,
        ]
        app = run_app(contract_warehouse(tmp_path, numbered(cases), AS_OF, is_example=True), "decisions",
                      viewer="steering_group")  # fmt: skip
        app.toggle(key="table_decision_months").set_value(True).run()
        table = next(one.value for one in app.dataframe if "Afslag" in one.value.columns)
        november = table[table["Måned"] == "november 2023"].iloc[0]
        assert november["Bemærkning"] == "skjult"
        assert str(november["Afslag"]) == "<NA>"


class TestTheCharts:
    STACKS = (
        Stack("2023-01", (6, 2, 2, 0, 0), 10, [""] * 5, ["a"] * 5),
        Stack("2023-02", (None,) * 5, 12, ["skjult"] * 5, [""] * 5, True),
        Stack("2023-03", (None,) * 5, None, ["skjult"] * 5, [""] * 5),
    )
    NAMES = ("Bevilget", "Delvist", "Afslag", "Ophør", "Uden")

    def test_hidden_parts_are_one_bar_of_the_whole(self):
        drawing = month_stacks(self.STACKS, self.NAMES, "Skjult", Theme.LIGHT, "intet")
        assert {trace.name: trace.y for trace in drawing.data} == {
            "Bevilget": (6, None, None), "Delvist": (2, None, None), "Afslag": (2, None, None), "Skjult": (None, 12, None),
        }  # fmt: skip

    def test_an_unfinished_month_is_hatched(self):
        drawing = month_stacks(self.STACKS, self.NAMES, "Skjult", Theme.LIGHT, "intet")
        assert drawing.data[0].marker.pattern.shape == ("", "/", "")

    def test_shares_reach_from_nothing_to_everything(self):
        low, high = row_stacks(self.STACKS, self.NAMES, "Skjult", True, Theme.DARK, "intet").layout.xaxis.range
        assert low <= 0
        assert high >= 1

    def test_of_nothing_say_why(self):
        for drawing in (
            month_stacks((), self.NAMES, "", Theme.DARK, "intet"),
            row_stacks((), self.NAMES, "", True, Theme.DARK, "intet"),
        ):
            assert drawing.layout.annotations[0].text == "intet"

    def test_the_funnels_limits_have_their_names_on_one_side_the_outer_one_above(self):
        points = [Point("A", 400, 0.13, "", "a"), Point("B", 1, 0.0, "", "b", is_few=True)]
        drawing = funnel(points, 0.13, Names("", "alle teams", "95", "99,8"), Theme.LIGHT)
        notes = {note.text: note for note in drawing.layout.annotations}
        assert 0.13 < notes["95"].y < notes["99,8"].y
        # A name at the bottom stands over its point, clear of the axis and its numbers.
        assert (notes["A"].yanchor, notes["B"].yanchor) == (None, "bottom")
        # The point of a single decision stands clear of the numbers of the axis.
        assert drawing.layout.xaxis.range[0] < 0

    def test_the_funnel_of_none_refused_has_an_axis_all_the_same(self):
        points = [Point("A", 12, 0.0, "", "a"), Point("B", 1, 0.0, "", "b", is_few=True)]
        drawing = funnel(points, 0.0, Names("", "alle teams", "95", "99,8"), Theme.LIGHT)
        assert drawing.layout.yaxis.range == (0, 0.1)
        assert [text.replace("\u00a0", " ") for text in drawing.layout.yaxis.ticktext] == ["0 %", "5 %", "10 %"]

    def test_the_funnel_is_narrowest_at_the_largest_team(self):
        """At 400 of p = 0.2 the standard error is 0.02: the outer limits lie at 0.2 ± 3.0902 × 0.02 there."""
        points = [Point("A", 400, 0.2, "", "a"), Point("B", 20, 0.5, "", "b", is_few=True)]
        drawing = funnel(points, 0.2, Names("", "", "", ""), Theme.LIGHT)
        low, high = drawing.data[0], drawing.data[1]
        place = min(range(len(low.x)), key=lambda one: abs(low.x[one] - 400))
        assert low.x[place] == pytest.approx(400, rel=0.01)
        assert (low.y[place], high.y[place]) == pytest.approx((0.2 - 0.0618, 0.2 + 0.0618), abs=0.001)
        assert drawing.data[-1].x == (400, 20)
        assert drawing.layout.yaxis.range[1] >= 0.5
