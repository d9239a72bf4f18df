"""Styregruppe without a browser: what each slide says, and that nobody's role opens more than the steering group may see."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard.access import Role, Viewer
from dashboard.answers import Answers
from dashboard.charts.enlarged import FACTOR, enlarged
from dashboard.charts.style import Theme
from dashboard.charts.value_trend import value_trend
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Measurement
from dashboard.selection import Month, Period, Selection
from dashboard.ui.steering_group.said import title_compared
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import AS_OF, small_cases
from tests.screen.conftest import shown
from tests.screen.test_overview_page import plain

YEAR = Selection(Period(Month(2022, 12), Month(2023, 11)))


def with_deck(folder, *rows: tuple, cases: list[dict] | None = None, **more):
    slides = [
        {"slide": number, "kpi_ids": kpi_ids, "chart": chart, "text": text}
        for number, (kpi_ids, chart, text) in enumerate(rows, start=1)
    ]
    return contract_warehouse(
        folder, small_cases() if cases is None else cases, AS_OF, is_example=True,
        others={"reference.deck": slides, **more},
    )  # fmt: skip


def test_slides_come_in_the_order_of_their_numbers(run_app, tmp_path):
    folder = with_deck(tmp_path, ("open_cases", "trend", "Første"), ("decisions", "trend", "Anden"))
    assert "Første." in shown(run_app(folder, "steering_group"))
    assert "Anden." in shown(run_app(folder, "steering_group", slide="2"))


def test_the_numbers_are_the_steering_groups(run_app, tmp_path):
    folder = with_deck(tmp_path, ("timely_decisions,clearance_rate", "tiles", None))
    page = plain(shown(run_app(folder, "steering_group")))
    answers = Answers(Warehouse.newest(folder), Viewer(Role.STEERING_GROUP))
    for kpi_id in ("timely_decisions", "clearance_rate"):
        answer = answers.measure(kpi_id, YEAR)
        assert wording.value_text(answer.kpi, answer.measurement) in page
        assert wording.n_text(answer.kpi, answer.measurement) in page


@pytest.mark.parametrize("viewer", ["chief", "team_leader:T1", "steering_group"])
def test_no_role_reads_a_small_count_on_a_slide(run_app, tmp_path, viewer):
    three = [
        {"case_id": f"S{number}", "received_date": date(2023, 1, 2), "deadline_date": date(2023, 2, 1), "team_id": "T1"}
        for number in range(3)
    ]
    folder = with_deck(tmp_path, ("overdue_open_cases", "tiles", None), cases=three)
    page = plain(shown(run_app(folder, "steering_group", viewer=viewer)))
    assert "færre end 5" in page
    assert "n er skjult" in page
    assert not re.search(r"\b3 (sager|åbne)", page)


def test_the_share_in_time_never_stands_alone(run_app, tmp_path):
    for chart in ("tiles", "trend", "groups"):
        page = plain(shown(run_app(with_deck(tmp_path / chart, ("timely_decisions", chart, None)), "steering_group")))
        assert "åbne sager over fristen" in page
        assert "90 % er afgjort inden for" in page


def overdue(count: int, received: date) -> list[dict]:
    """Cases received on a day, still open, with a deadline a month later."""
    return [
        {"case_id": f"{received}-{number}", "received_date": received, "deadline_date": received + timedelta(days=30),
         "team_id": "T1"}
        for number in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "since", "told"),
    [
        (30, 10, "Åbne sager over fristen: 40, ingen sikker ændring fra året før"),
        (30, 0, "Åbne sager over fristen: 30, uændret fra året før"),
        (20, 60, "Åbne sager over fristen: 80, dårligere end året før (20)"),
    ],
)
def test_a_title_tells_a_change_only_where_the_tile_would(run_app, tmp_path, before, since, told):
    cases = overdue(before, date(2022, 6, 1)) + overdue(since, date(2023, 3, 1))
    folder = with_deck(tmp_path, ("overdue_open_cases", "trend", None), cases=cases)
    assert told in plain(shown(run_app(folder, "steering_group")))


def test_a_title_says_neither_sure_nor_unsure_of_what_one_event_moves(tmp_path):
    cases = overdue(30, date(2022, 6, 1)) + overdue(10, date(2023, 3, 1))
    folder = contract_warehouse(tmp_path, cases, AS_OF, is_example=True)
    answers = Answers(Warehouse.newest(folder), Viewer(Role.STEERING_GROUP))
    answer = answers.measure("overdue_open_cases", YEAR)
    in_bunches = replace(answer, kpi=replace(answer.kpi, comes_in_bunches=True))
    assert title_compared(answers, answer) == "Åbne sager over fristen: 40, ingen sikker ændring fra året før"
    assert title_compared(answers, in_bunches) == "Åbne sager over fristen: 40 mod 30 året før"


def test_the_month_end_a_title_holds_a_stock_against_is_on_its_chart(run_app, tmp_path):
    cases = overdue(30, date(2022, 6, 1)) + overdue(10, date(2023, 3, 1))
    folder = with_deck(tmp_path, ("overdue_open_cases", "trend", None), cases=cases)
    drawn = json.loads(run_app(folder, "steering_group").get("plotly_chart")[0].proto.spec)
    line = next(one for one in drawn["data"] if one["mode"] == "lines+markers")
    assert len(line["x"]) == 13
    texts = [one["text"] for one in drawn["layout"]["annotations"]]
    assert {"30", "<b>40</b>", "Sager ved månedens slut"} <= set(texts)


def test_a_number_of_a_day_beside_numbers_of_a_year_tells_its_day(run_app, tmp_path):
    folder = with_deck(tmp_path, ("timely_decisions,open_cases", "tiles", None))
    page = plain(shown(run_app(folder, "steering_group")))
    assert "December 2022 – november 2023, hele området" in page
    assert "Opgjort 30. november 2023" in page


def test_a_change_beyond_chance_has_the_colour_of_the_verdict_and_no_other_has(run_app, tmp_path):
    for since, is_coloured in ((60, True), (10, False)):
        cases = overdue(20, date(2022, 6, 1)) + overdue(since, date(2023, 3, 1))
        folder = with_deck(tmp_path / str(since), ("overdue_open_cases", "tiles", None), cases=cases)
        assert ('<p class="worse">' in shown(run_app(folder, "steering_group"))) is is_coloured


def test_points_that_cover_a_year_each_say_so(run_app, tmp_path):
    cases = [
        {"case_id": f"S{number}", "received_date": (day := date(2021, 1, 1) + timedelta(days=number * 4)), "paragraph": "85",
         "decided_date": day + timedelta(days=20), "decision_outcome": "refused", "team_id": "T1"}
        for number in range(240)
    ]  # fmt: skip
    complaints = [
        {"complaint_id": f"K{number}", "case_id": f"S{number}", "received_date": cases[number]["decided_date"]}
        for number in range(0, 240, 4)
    ]
    deck = [{"slide": 1, "kpi_ids": "reassessment_changes", "chart": "trend", "text": None}]
    others = complaint_tables(cases, complaints) | {"reference.deck": deck}
    folder = contract_warehouse(tmp_path, cases, AS_OF, is_example=True, others=others)
    assert "Hvert punkt er de 12 måneder, der slutter med måneden." in plain(shown(run_app(folder, "steering_group")))


def test_a_title_over_hidden_teams_speaks_of_those_shown(run_app, tmp_path):
    def decided(team: str, late: int, timely: int) -> list[dict]:
        days = [40] * late + [10] * timely
        return [
            {"case_id": f"{team}{number}", "team_id": team, "received_date": date(2023, 1, 2),
             "deadline_date": date(2023, 2, 1), "decided_date": date(2023, 1, 2) + timedelta(days=taken)}
            for number, taken in enumerate(days)
        ]  # fmt: skip

    told = decided("T1", 20, 20) + decided("T2", 20, 20)
    deck = ("timely_decisions", "groups", None)
    hidden = with_deck(tmp_path / "hidden", deck, cases=told + decided("T3", 2, 20) + decided("T4", 3, 20))
    page = plain(shown(run_app(hidden, "steering_group")))
    assert "ingen sikker forskel mellem de viste teams" in page
    assert "Skjulte tal kunne ellers føre til enkelte borgere" in page
    open_to_all = with_deck(tmp_path / "open", deck, cases=told + decided("T3", 20, 20))
    page = plain(shown(run_app(open_to_all, "steering_group")))
    assert "ingen sikker forskel mellem teams" in page
    assert "Skjulte tal" not in page


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (("timely_decisionz", "tiles", None), "»timely_decisionz«"),
        (("decisions", "pie", None), "»pie«"),
        (("decisions", "flow", None), "flow"),
        ((None, "trend", None), "mangler"),
    ],
)
def test_a_wrong_row_is_told_on_its_own_slide_and_the_others_work(run_app, tmp_path, row, named):
    folder = with_deck(tmp_path, row, ("decisions", "trend", None))
    page = plain(shown(run_app(folder, "steering_group")))
    assert "Denne slide kan ikke vises" in page
    assert "data/reference/deck.csv" in page
    assert named in page
    other = run_app(folder, "steering_group", slide="2")
    assert "Denne slide kan ikke vises" not in shown(other)
    assert len(other.get("plotly_chart")) == 1


def test_no_slides_at_all_is_said_kindly(run_app, tmp_path):
    assert "Der er ingen slides at vise" in shown(run_app(with_deck(tmp_path), "steering_group"))


def test_what_nobody_delivered_says_so(run_app, tmp_path):
    for chart in ("tiles", "trend", "groups"):
        folder = with_deck(tmp_path / chart, ("reversal_rate", chart, None))
        page = shown(run_app(folder, "steering_group"))
        assert "Oplysningerne er ikke leveret i udtrækket." in page
        assert "Omgørelsesprocent" in page


def test_an_empty_municipality_has_slides_without_an_exception(run_app, tmp_path):
    rows = [("timely_decisions", chart, None) for chart in ("tiles", "trend", "groups")]
    folder = with_deck(tmp_path, *rows, ("open_cases,received_cases,decisions", "flow", None), cases=[])
    for number in range(1, 5):
        app = run_app(folder, "steering_group", slide=str(number))
        assert not app.exception
        assert "Noget gik galt" not in shown(app)


class TestTheCharts:
    GROUPS = (
        GroupMeasurement("2023-01", Measurement(40.0, 40)),
        GroupMeasurement("2023-02", Measurement(None, None)),
        GroupMeasurement("2023-03", Measurement(60.0, 60), is_unfinished=True),
    )

    def figure(self):
        return value_trend(self.GROUPS, [None, 50.0, 50.0], (45, 65), lambda value: f"{value:.0f}", Theme.LIGHT)

    def test_a_line_begins_at_zero_and_a_hidden_month_is_a_gap(self):
        drawing = self.figure()
        line = next(trace for trace in drawing.data if trace.mode == "lines+markers")
        assert list(line.y) == [40.0, None, 60.0]
        assert drawing.layout.yaxis.range[0] == 0
        assert line.connectgaps is False

    def test_the_band_and_the_last_value_are_drawn(self):
        drawing = self.figure()
        assert [(shape.y0, shape.y1) for shape in drawing.layout.shapes] == [(45, 65)]
        assert "<b>60</b>" in [note.text for note in drawing.layout.annotations]

    def test_enlarged_text_is_24_pixels_and_the_drawing_itself_stays(self):
        drawing = self.figure()
        large = enlarged(drawing, 620, 1.0)
        assert large.layout.font.size == pytest.approx(24)
        assert large.layout.xaxis.tickfont.size == pytest.approx(24)
        assert large.layout.margin.l == pytest.approx(52 * FACTOR)
        assert (large.layout.height, drawing.layout.font.size) == (620, 14)

    def test_a_smaller_window_has_everything_smaller(self):
        small = enlarged(self.figure(), 620, 0.71)
        assert small.layout.font.size == pytest.approx(24 * 0.71)
        assert small.layout.height == 440
