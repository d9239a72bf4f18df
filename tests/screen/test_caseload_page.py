"""Sager pr. medarbejder opens on every kind of warehouse, says the right sentence, and shows what Answers tell."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import parse_viewer
from dashboard.answers import Answers
from dashboard.charts.load_bars import Band, Bar, Part, load_bars
from dashboard.charts.load_trend import load_trend
from dashboard.charts.marked_rows import Mark, Row, marked_rows
from dashboard.charts.month_series import Series
from dashboard.charts.style import Theme
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import GroupMeasurement, Measurement, Silence
from dashboard.selection import Month, Period, Selection
from dashboard.ui.guide import Stand, stand
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse
from tests.answers.test_caseload_questions import ASSIGNED, WORKERS, citizens, open_case, worker
from tests.screen.conftest import shown

AS_OF = date(2023, 11, 30)
BAND = {"caseload_band_low": "45", "caseload_band_high": "65"}
LEADER = "team_leader:T1"
INITIALS = tuple(f"SB{number}" for number in range(1, 9))


def cases(seed: int = 3) -> list[dict]:
    draw = random.Random(seed)
    told = []
    for number in range(150):
        received = date(2022, 1 + number % 12, 1 + number % 28)
        decided = date(2023, 1 + number % 11, 15) if number % 3 else None
        told.append(
            open_case(
                f"S{number}", draw.choice(("SB1", "SB2", "SB6", None)), draw.choice(("T1", "T2")), received_date=received,
                decided_date=decided, citizen_id=f"C{number % 90}",
                deadline_date=date(2023, 6, 1), paragraph=draw.choice(("85", "97")),
            )
        )  # fmt: skip
    return [*told, open_case("S150", None, "T3", unit_id="E2")]


def changes() -> list[dict]:
    """Twelve planned and six unplanned changes to Team 1, two unplanned to Team 2."""
    told = [("T1", "planned")] * 12 + [("T1", "unplanned")] * 6 + [("T2", "unplanned")] * 2
    return [
        {
            "citizen_id": f"C{number}",
            "worker_id": "SB2",
            "unit_id": "E1",
            "team_id": team,
            "change_reason": reason,
            "change_date": date(2023, 5, 1),
        }
        for number, (team, reason) in enumerate(told)
    ]


def municipality(folder: Path, **more: object) -> Path:
    others = {"marts.workers": WORKERS, "marts.assignments": ASSIGNED, "marts.worker_changes": changes()}
    weights = [{"paragraph": "85", "weight": 1.5, "is_example": True, "valid_from": date(2020, 1, 1)}]
    others |= {"reference.case_weights": weights}
    return contract_warehouse(folder, cases(), AS_OF, is_example=True, settings=BAND, **({"others": others} | more))


class TestThePageOpens:
    def test_on_a_normal_warehouse(self, run_app, tmp_path):
        """352 citizens on 6.5 positions: 282 of them in Team 1's 4.5, 70 in Team 2's 2."""
        app = run_app(municipality(tmp_path), "caseload")
        page = shown(app)
        assert not app.exception
        assert "Sager pr. medarbejder" in page
        assert "Der er 54,2 borgere pr. fuldtidsstilling, inden for det vejledende sagstal på 45–65" in page
        assert "352 borgere på 6,5 fuldtidsstillinger" in page
        assert "inden for vejledende 45–65" in page
        assert "ikke et lovkrav" in page
        assert page.count('class="tile-value"') == 5
        assert "20 skift af fast sagsbehandler i perioden, 8 af dem ikke planlagt" in page
        assert "Vægtene er eksempler og ikke kommunens egne." in page

    def test_of_one_team_alone_it_tells_that_teams_number(self, run_app, tmp_path):
        """282 citizens on 4.5 positions; 70 on 2."""
        folder = municipality(tmp_path)
        page = shown(run_app(folder, "caseload", team="T1"))
        assert "Borgere pr. fuldtidsstilling i Team 1: 62,7, inden for det vejledende sagstal" in page
        page = shown(run_app(folder, "caseload", team="T2"))
        assert "Borgere pr. fuldtidsstilling i Team 2: 35,0, under det vejledende sagstal" in page
        assert "i hvert team" not in page

    def test_on_an_empty_warehouse_it_says_that_there_are_no_cases(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, [], AS_OF), "caseload")
        assert not app.exception
        assert "Der er ingen sager i det valgte" in shown(app)

    def test_where_assignments_were_not_delivered_another_number_takes_the_place_and_no_band(self, run_app, tmp_path):
        app = run_app(municipality(tmp_path, others={"marts.workers": WORKERS}), "caseload")
        page = shown(app)
        assert not app.exception
        assert find_kpi("citizens_with_open_case_per_fte").label in page
        assert "Sagsbehandlerforløb er ikke leveret." in page
        assert "vejledende 45–65" not in page
        assert "Oplysningerne er ikke leveret i udtrækket." in page
        assert "Noget gik galt" not in page

    def test_where_a_filter_leaves_no_cases_it_says_so_though_there_are_positions(self, run_app, tmp_path):
        app = run_app(municipality(tmp_path), "caseload", team="T3", paragraph="97")
        assert not app.exception
        assert "Der er ingen sager i det valgte" in shown(app)
        assert not app.get("plotly_chart")

    def test_where_nobody_has_a_position_it_says_so_in_place_of_empty_axes(self, run_app, tmp_path):
        app = run_app(municipality(tmp_path, others={"marts.workers": [], "marts.assignments": ASSIGNED}), "caseload")
        assert not app.exception
        assert shown(app).count("Der er ingen fuldtidsstillinger i det valgte.") == 2

    def test_where_workers_were_not_delivered_it_says_so(self, run_app, tmp_path):
        app = run_app(municipality(tmp_path, others={}), "caseload", viewer=LEADER)
        page = shown(app)
        assert not app.exception
        assert page.count("ikke leveret") >= 5
        assert "Medarbejdere er ikke leveret i udtrækket." in page
        assert "Noget gik galt" not in page

    def test_where_one_team_has_no_workers(self, run_app, tmp_path):
        """Team 3 has neither positions nor citizens: a dash, not a zero."""
        app = run_app(municipality(tmp_path), "caseload")
        names = [
            note["text"]
            for one in app.get("plotly_chart")
            for note in json.loads(one.proto.spec)["layout"]["annotations"]
        ]
        assert "<b>Team 3</b> · ingen stillinger" in names
        assert "Der er ingen fuldtidsstillinger i det valgte" in shown(run_app(tmp_path, "caseload", team="T3"))

    def test_a_chosen_team_does_not_stand_under_its_units_name(self, run_app, tmp_path):
        """282 citizens on Team 1's 4.5 positions are no number of Enhed Nord's."""
        app = run_app(municipality(tmp_path), "caseload", team="T1")
        names = [
            note["text"]
            for one in app.get("plotly_chart")
            for note in json.loads(one.proto.spec)["layout"]["annotations"]
        ]
        assert "<b>Team 1 62,7</b> · 282 på 4,5" in names
        assert [name for name in names if "Enhed" in name] == []

    @pytest.mark.parametrize("viewer", ["chief", LEADER, "steering_group"])
    def test_for_everybody_with_every_filter(self, run_app, tmp_path, viewer):
        folder = municipality(tmp_path)
        for address in ({"team": "T1"}, {"unit": "E1", "paragraph": "85"}, {"type": "new"}, {"from": "2023-11"}):
            app = run_app(folder, "caseload", viewer=viewer, **address)
            assert not app.exception
            assert "Noget gik galt" not in shown(app)

    def test_a_filter_positions_cannot_follow_is_said(self, run_app, tmp_path):
        page = shown(run_app(municipality(tmp_path), "caseload", paragraph="85"))
        assert "Filtret på paragraf gælder ikke for tallene pr. fuldtidsstilling" in page
        assert "352 borgere på 6,5 fuldtidsstillinger" in page


class TestTheSingleWorkers:
    @pytest.mark.parametrize("viewer", ["chief", "steering_group", "team_leader:T2", "team_leader:T3"])
    def test_are_nowhere_on_the_page_for_anybody_else(self, run_app, tmp_path, viewer):
        app = run_app(municipality(tmp_path), "caseload", viewer=viewer, team="T1")
        everything = repr(app.main) + shown(app)
        assert [one for one in INITIALS if one in everything] == []

    def test_are_not_shown_to_the_chief_who_is_told_why(self, run_app, tmp_path):
        page = shown(run_app(municipality(tmp_path), "caseload"))
        assert "De vises kun for teamets egen leder" in page

    def test_are_not_shown_to_a_leader_who_looks_at_another_team(self, run_app, tmp_path):
        page = shown(run_app(municipality(tmp_path), "caseload", viewer=LEADER, team="T2"))
        assert "Tal for den enkelte sagsbehandler vises kun for eget team." in page

    def test_are_shown_to_their_leader_in_the_order_of_their_initials_with_a_sum(self, run_app, tmp_path):
        app = run_app(municipality(tmp_path), "caseload", viewer=LEADER)
        page = shown(app)
        places = [page.index(f">{one}<") for one in INITIALS[:5]]
        assert places == sorted(places)
        assert ">SB6<" not in page
        assert "Tallene er personoplysninger om medarbejdere." in page
        own = Selection(Period(Month(2022, 12), Month(2023, 11)), team_ids=("T1",))
        told = Answers(Warehouse.newest(tmp_path), parse_viewer(LEADER))
        opened = told.measure("open_cases_per_fte", own).measurement.numerator
        assert f"<td>4,50</td><td>282</td><td>{opened}</td>" in page.split("<tfoot>")[1]

    def test_have_no_file_and_no_way_to_sort_them(self, run_app, tmp_path):
        app = run_app(municipality(tmp_path), "caseload", viewer=LEADER)
        assert [one for one in app.dataframe if "SB1" in str(one.value)] == []


class TestSmallCounts:
    def test_a_team_of_few_citizens_is_hidden_from_the_steering_group_everywhere(self, run_app, tmp_path):
        workers = [worker("SB1", "T1"), worker("SB6", "T2")]
        assigned = citizens("SB1", "T1", 60) + citizens("SB6", "T2", 3)
        folder = municipality(tmp_path, others={"marts.workers": workers, "marts.assignments": assigned})
        bars = {}
        for viewer in ("chief", "steering_group"):
            app = run_app(folder, "caseload", viewer=viewer)
            bars[viewer] = lying_bars(app)
        assert [tuple(trace["x"]) for trace in bars["chief"]][1] == (60, 3, None)
        hidden = [value for trace in bars["steering_group"] for value in trace["x"]]
        assert 3 not in hidden
        assert "60" not in str(bars["steering_group"][1]["x"])


def lying_bars(app: AppTest) -> list[dict]:
    """The traces of the page's first chart of lying bars."""
    specs = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
    return next([*spec["data"]] for spec in specs if spec["data"] and spec["data"][0].get("orientation") == "h")


class TestTheGuide:
    BAND = Band(45, 65, "Vejledende 45–65")

    def told(self, value: float | None, n: int = 100) -> Stand | None:
        silence = Silence.NO_CASES if value is None else None
        return stand(find_kpi("citizens_per_fte"), Measurement(value, n, silence=silence), self.BAND)

    def test_both_ends_belong_to_the_band(self):
        assert [self.told(value) for value in (44.9, 45, 65, 65.1)] == [
            Stand.UNDER, Stand.WITHIN, Stand.WITHIN, Stand.OVER,
        ]  # fmt: skip

    def test_nothing_is_said_on_few_citizens_or_without_a_number(self):
        assert self.told(80, find_kpi("citizens_per_fte").minimum_cases - 1) is None
        assert self.told(None) is None
        assert stand(find_kpi("citizens_per_fte"), Measurement(80, 100), None) is None


class TestTheCharts:
    def test_bars_begin_at_zero_and_a_hidden_one_is_no_bar(self):
        bars = [Bar("Team 1 80", 80, "a"), Bar("Team 2 skjult", None, "b"), Bar("Team 3 0", 0, "c")]
        drawing = load_bars([Part("Teams", bars, Band(45, 65, "Vejledende"))], Theme.LIGHT, "intet")
        assert drawing.data[0].x[:2] == (80, None)
        assert 0 < drawing.data[0].x[2] < 1
        assert drawing.layout.xaxis.range[0] == 0
        assert [(one.x0, one.x1) for one in drawing.layout.shapes if one.type == "rect"] == [(45, 65)] * 3

    def test_the_guides_band_lies_under_the_names_which_would_punch_holes_into_it(self):
        band = Band(45, 65, "Vejledende")
        bars = [Bar(f"Team {number}", 50, "") for number in range(3)]
        rows = [Row(f"Team {number}", "", {"median": 50.0}) for number in range(3)]
        marks = {"median": Mark("circle", "●", "median")}
        for drawing in (
            load_bars([Part("Teams", bars, band)], Theme.LIGHT, ""),
            marked_rows(rows, marks, "", "", Theme.LIGHT, "", band),
        ):
            names = [note.y for note in drawing.layout.annotations if note.text.startswith("Team ")]
            bands = [(one.y0, one.y1) for one in drawing.layout.shapes if one.type == "rect"]
            # The axis runs downwards: a name stands on its own y, and reaches 0.45 of a row up.
            assert all(top >= name for name, (top, _) in zip(names, bands, strict=True))
            assert all(bottom <= name - 0.45 for name, (_, bottom) in zip(names[1:], bands, strict=False))

    def test_of_nothing_says_why(self):
        assert load_bars([Part("Teams", [])], Theme.DARK, "intet").layout.annotations[0].text == "intet"
        assert marked_rows([], {}, "", "", Theme.DARK, "intet").layout.annotations[0].text == "intet"
        none = Series("", (), (), ())
        assert load_trend(none, (none, none), None, Theme.DARK, "intet").layout.annotations[0].text == "intet"

    def test_a_row_without_a_value_has_no_mark(self):
        rows = [Row("Team 1", "a", {"median": 50.0}, (40.0, 60.0)), Row("Team 2", "b")]
        drawing = marked_rows(rows, {"median": Mark("circle", "●", "median")}, "", "", Theme.LIGHT, "")
        assert drawing.data[0].x == (50.0, None)
        assert [(one.x0, one.x1) for one in drawing.layout.shapes] == [(40.0, 60.0)]

    def test_temporary_positions_stand_on_the_permanent_ones(self):
        def months(*values: float | None) -> Series:
            groups = [
                GroupMeasurement(f"2023-{place:02d}", Measurement(value, None)) for place, value in enumerate(values, 1)
            ]
            return Series("", groups, [""] * len(groups), [""] * len(groups))

        drawing = load_trend(months(50, 60), (months(10, 10.5), months(10, 9.5)), None, Theme.LIGHT, "")
        assert [trace.y for trace in drawing.data[:2]] == [(10, 9.5), (0, 1)]
        assert drawing.data[2].y == (50, 60)
