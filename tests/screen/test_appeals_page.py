"""The page about complaints opens on every kind of warehouse, and its numbers are those counted by hand."""

import json
from datetime import date, timedelta

import pytest

from dashboard.access import CHIEF
from dashboard.answers import Answers, Benchmark, Way
from dashboard.charts.chain import Link, Node, chain
from dashboard.charts.cohorts import Layer, cohorts
from dashboard.charts.named_bars import ROW_AT_MOST, Look, Row, named_bars
from dashboard.charts.share_rows import Row as ShareRow
from dashboard.charts.share_rows import share_rows
from dashboard.charts.style import Theme
from dashboard.measurement import Measurement, Silence
from dashboard.selection import Month, Period, Selection
from dashboard.ui.appeals.chain import stations_of
from dashboard.ui.appeals.national import known_figure, references
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse
from tests.screen.conftest import plain_tables, shown

AS_OF = date(2023, 11, 30)
YEAR = Selection(Period(Month(2022, 12), Month(2023, 11)))
TEAMS, PARAGRAPHS = ("T1", "T2", "T3"), ("85", "97", "112")
OUTCOMES = ("upheld", "remitted", "upheld", "changed", "dismissed", "upheld", "annulled", "remitted")
REASONS = {"remitted": "information_basis", "changed": "reasoning", "annulled": "information_basis"}


def cases() -> list[dict]:
    """Sixty refusals, one a week back from the as-of date, over three teams and paragraphs."""
    return [
        {"case_id": f"S{one}", "received_date": AS_OF - timedelta(days=30 + 7 * one),
         "decided_date": AS_OF - timedelta(days=10 + 7 * one), "deadline_date": AS_OF - timedelta(days=7 * one),
         "sent_date": AS_OF - timedelta(days=8 + 7 * one) if one else None, "team_id": TEAMS[one % 3],
         "paragraph": PARAGRAPHS[one % 3], "application_type": "new", "decision_outcome": "refused"}
        for one in range(60)
    ]  # fmt: skip


def complaints() -> list[dict]:
    """One over each case but the newest five, seven days later; those over older decisions went the whole way."""
    return [_complaint(one, case) for one, case in enumerate(cases()) if one >= 5]


def _complaint(one: int, case: dict) -> dict:
    received = case["decided_date"] + timedelta(days=7)
    facts = {"complaint_id": f"K{one:02d}", "case_id": case["case_id"], "received_date": received}
    if one < 10:
        return facts
    facts |= {"reassessment_outcome": "maintained", "reassessed_date": received + timedelta(days=20),
              "forwarded_date": received + timedelta(days=20 if one % 4 else 40)}  # fmt: skip
    if one < 30:
        return facts
    outcome = OUTCOMES[one % 8]
    return facts | {"board_outcome": outcome, "board_decided_date": received + timedelta(days=150),
                    "reversal_reason": REASONS.get(outcome)}  # fmt: skip


NATIONAL = {
    "kpi_id": "reversal_rate_general", "area": "hele landet", "source": "Danmarkskortet", "value": 0.375,
    "is_series_break": False, "first_date": date(2022, 1, 1), "last_date": date(2022, 12, 31),
    "retrieved_date": date(2023, 6, 24),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    tables = complaint_tables(cases(), complaints()) | {"reference.benchmarks": [NATIONAL]}
    return contract_warehouse(tmp_path, cases(), AS_OF, is_example=True, others=tables)


def decided() -> list[dict]:
    """The decisions of Ankestyrelsen in the twelve months to the as-of date, counted by hand below."""
    return [one for one in complaints() if one.get("board_decided_date") and one["board_decided_date"] <= AS_OF
            and one["board_decided_date"] > date(2022, 11, 30)]  # fmt: skip


class TestThePageOpens:
    def test_on_a_normal_warehouse(self, run_app, folder):
        app = run_app(folder, "appeals")
        assert not app.exception
        page = shown(app)
        assert "Klager og omgørelser" in page
        assert page.count('class="tile-value"') == 8
        assert len(app.get("plotly_chart")) == 6
        assert "en hjemvist sag behøver ikke at ende med et andet resultat" in page
        assert "ikke det, der offentliggøres for kommunen på Danmarkskortet" in page

    def test_with_the_rate_counted_by_hand(self, run_app, folder):
        outcomes = [one["board_outcome"] for one in decided()]
        substantive = [one for one in outcomes if one != "dismissed"]
        reversed_ = [one for one in substantive if one != "upheld"]
        page = shown(run_app(folder, "appeals"))
        assert f"{len(reversed_)} af {len(substantive)} realitetsbehandlede klagesager" in page
        assert f"Ankestyrelsen stadfæstede {outcomes.count('upheld')} af {len(substantive)}" in page

    def test_with_the_complaints_and_the_clock_counted_by_hand(self, run_app, folder):
        received = [one for one in complaints() if date(2022, 11, 30) < one["received_date"] <= AS_OF]
        waiting = [one for one in complaints() if "reassessment_outcome" not in one]
        late = [one for one in waiting if one["received_date"] + timedelta(days=28) < AS_OF]
        page = shown(run_app(folder, "appeals"))
        assert f"{len(received)} <small>klager</small>" in page
        assert f"{len(waiting)} klager til genvurdering, {len(late)} over 4 uger" in page
        assert f"Af {len(received)} klager er" in page

    def test_says_that_who_was_reassessed_may_still_be_at_the_municipality(self, run_app, tmp_path):
        """The chain then tells more at the municipality than the panel of those it has not reassessed."""
        told = "»Stadig i kommunen« er også klager, der er genvurderet, men hverken sluttet eller sendt videre."
        for number, is_told in enumerate((False, True)):
            rows = complaints()
            if is_told:
                rows[6]["forwarded_date"] = None  # maintained, and not sent on
            others = complaint_tables(cases(), rows)
            page = shown(run_app(contract_warehouse(tmp_path / str(number), cases(), AS_OF, others=others), "appeals"))
            assert (told in page) is is_told

    def test_with_the_day_on_which_the_complaints_of_an_earlier_period_stood_where_they_are_shown(
        self, run_app, folder
    ):
        received = [one for one in complaints() if date(2022, 12, 31) < one["received_date"] <= date(2023, 6, 30)]
        undecided = [one for one in received if not one.get("board_decided_date")]
        # Some were answered after the period: the day in the sentence is the one that is counted at.
        assert any(one.get("board_decided_date", AS_OF) > date(2023, 6, 30) for one in received)
        page = shown(run_app(folder, "appeals", **{"from": "2023-01", "to": "2023-06"}))
        assert f"Af {len(received)} klager er {len(undecided)} endnu ikke afgjort" in page
        assert "og hvor de stod 30. november 2023." in page

    @pytest.mark.parametrize(("viewer", "is_told"), [("chief", True), ("steering_group", False)])
    def test_with_the_case_no_act_is_known_of_where_its_rows_may_be_opened(self, run_app, tmp_path, viewer, is_told):
        tables = complaint_tables(cases(), complaints())
        substantive = [one for one in decided() if one["board_outcome"] != "dismissed"]
        (lost,) = [
            one for one in tables["marts.board_decisions"] if one["complaint_id"] == substantive[0]["complaint_id"]
        ]
        lost |= {"law": None, "paragraph": None}
        folder = contract_warehouse(tmp_path, cases(), AS_OF, is_example=True, others=tables)
        app = run_app(folder, "appeals", viewer=viewer)
        names = [note["text"] for chart in app.get("plotly_chart")
                 for note in json.loads(chart.proto.spec)["layout"]["annotations"]]  # fmt: skip
        assert ("<b>Uden kendt lov</b> \u00b7 1 realitetsbehandlet klagesag" in names) is is_told

    def test_with_where_the_countrys_figure_comes_from(self, run_app, folder):
        page = shown(run_app(folder, "appeals"))
        assert "landets tal for socialområdet generelt 2022 (Danmarkskortet; hentet 24. juni 2023), prikket" in page

    def test_and_says_when_nobody_wrote_down_the_day_of_a_figure(self, run_app, tmp_path):
        figure = NATIONAL | {"retrieved_date": None}
        tables = complaint_tables(cases(), complaints()) | {"reference.benchmarks": [figure]}
        page = shown(run_app(contract_warehouse(tmp_path, cases(), AS_OF, others=tables), "appeals"))
        assert "(Danmarkskortet; hentningsdatoen er ikke noteret)" in page

    def test_on_an_empty_warehouse(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, [], AS_OF), "appeals")
        assert not app.exception
        assert "Der er ingen sager i det valgte" in shown(app)

    def test_where_complaints_were_not_delivered(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, cases(), AS_OF), "appeals")
        assert not app.exception
        page = shown(app)
        assert page.count("Oplysningerne er ikke leveret i udtrækket.") >= 6
        assert page.count("ikke leveret") >= 8
        assert "Ingen klager" not in page
        assert not app.get("plotly_chart")

    def test_where_no_complaint_has_come_yet(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, cases(), AS_OF, others=complaint_tables(cases(), [])), "appeals")
        assert not app.exception
        page = shown(app)
        assert "Der er ikke modtaget klager i det valgte." in page
        assert "Der er ingen sager at regne på i det valgte" not in page
        assert "Ankestyrelsen har ikke taget stilling til nogen klagesag i det valgte." in page
        assert "Ingen klager ligger til genvurdering" in page
        assert not app.get("plotly_chart")

    def test_where_the_complaints_cover_less_than_twelve_months(self, run_app, tmp_path):
        late = [one for one in complaints() if one["received_date"] >= date(2023, 3, 1)]
        answered = [one | {"board_outcome": "remitted", "board_decided_date": date(2023, 10, 2)} for one in late]
        tables = complaint_tables(cases(), answered)
        app = run_app(contract_warehouse(tmp_path, cases(), AS_OF, others=tables), "appeals")
        assert not app.exception
        page = shown(app)
        assert "dækker ikke 12 måneder" in page
        assert "Udtrækket går ikke så langt tilbage, at tallet dækker 12 måneder." in page
        assert "100,0 %" not in page

    def test_where_few_cases_are_judged_by_no_sentence(self, run_app, tmp_path):
        few = [one for one in complaints() if "board_outcome" in one][:5]
        few[0] |= {"received_date": date(2022, 11, 30)}  # so that the register reaches back over the twelve months
        app = run_app(contract_warehouse(tmp_path, cases(), AS_OF, others=complaint_tables(cases(), few)), "appeals")
        assert not app.exception
        assert "det er for få til en vurdering" in shown(app)


class TestWhoMayNotOpenTheRows:
    def test_reads_a_sentence_in_place_of_the_chain(self, run_app, folder):
        page = shown(run_app(folder, "appeals", viewer="steering_group"))
        assert "de kun vises for den, der må se alle sagerne bag" in page
        assert "Fra afgørelse til Ankestyrelsens udfald" in page

    def test_reads_no_case_number(self, run_app, folder):
        app = run_app(folder, "appeals", viewer="steering_group")
        assert "kan ikke åbnes i denne visning" in shown(app)
        assert not any("Sag" in one.value.columns for one in app.dataframe)
        assert not any("Sag" in row for table in plain_tables(app) for row in table)


class TestTheRowsBehindANumber:
    def test_a_month_of_the_rate_opens_all_its_twelve_months(self, run_app, folder):
        app = run_app(folder, "appeals")
        app.selectbox(key="drill_trend").set_value("2023-11").run()
        substantive = [one for one in decided() if one["board_outcome"] != "dismissed"]
        assert f"12 måneder til og med november 2023: {len(substantive)}" in shown(app)
        app.toggle(key="all_cases_trend-2023-11").set_value(True).run()
        assert any(len(one.value) == len(substantive) and "Udfald" in one.value.columns for one in app.dataframe)

    def test_the_clock_tells_the_longest_overdue_first(self, run_app, folder):
        app = run_app(folder, "appeals")
        (table,) = [one for one in plain_tables(app) if "Mangler" in one[0]]
        waiting = [one for one in complaints() if "reassessment_outcome" not in one]
        ends = sorted(one["received_date"] + timedelta(days=28) for one in waiting)
        over = [(AS_OF - day).days for day in ends if day < AS_OF]
        assert [int(row["Dage over"]) for row in table if row["Dage over"]] == over
        left = [int(row["Dage til frist"]) for row in table if row["Dage til frist"]]
        assert left == [(day - AS_OF).days for day in ends if day >= AS_OF]

    def test_a_complaint_to_be_sent_on_stands_in_the_list_with_its_own_deadline(self, run_app, tmp_path):
        partly = {"complaint_id": "K1", "case_id": "S9", "received_date": date(2023, 9, 20),
                  "reassessment_outcome": "partly_changed", "reassessed_date": date(2023, 10, 1),
                  "citizen_maintains_date": date(2023, 10, 20)}  # fmt: skip
        tables = complaint_tables(cases(), [partly])
        app = run_app(contract_warehouse(tmp_path, cases(), AS_OF, others=tables), "appeals")
        assert "Ingen klager ligger til genvurdering; 1 skal sendes videre" in shown(app)
        ((row,),) = [one for one in plain_tables(app) if "Mangler" in one[0]]
        assert row["Mangler"] == "Videresendelse"
        assert row["Dage over"] == "13"  # 20 October and 28 days is 17 November


class TestUnsentDecisions:
    def test_stand_on_the_page_about_deadlines(self, run_app, folder):
        app = run_app(folder)
        assert "Én afgørelse er truffet, men ikke sendt" in shown(app)
        ((row,),) = [one for one in plain_tables(app) if "Dage siden afgørelse" in one[0]]
        assert (row["Sag"], row["Dage siden afgørelse"]) == ("S0", "10")

    def test_are_not_told_of_where_nobody_delivered_when_they_were_sent(self, run_app, tmp_path):
        bare = [{name: value for name, value in case.items() if name != "sent_date"} for case in cases()]
        page = shown(run_app(contract_warehouse(tmp_path, bare, AS_OF)))
        assert "Fra afgørelse til afsendelse" in page
        assert "ikke sendt</h2>" not in page


class TestTheSumsAgree:
    def test_the_outcomes_of_the_denominator_are_all_of_it(self, folder):
        asked = Answers(Warehouse.newest(folder), CHIEF)
        parts = [asked.measure(kpi, YEAR).measurement for kpi in ("upheld_share", "remitted_share", "changed_share")]
        assert sum(one.numerator for one in parts) == parts[0].denominator
        assert sum(one.value for one in parts) == pytest.approx(1)


class TestTheChain:
    def test_what_ended_at_the_municipality_has_no_outcome(self):
        assert stations_of(Way("refused", "changed", "ended", 3))[-1] == "place_ended"

    def test_what_is_still_there_is_not_decided_yet(self):
        assert stations_of(Way("refused", "waiting", "waiting", 3))[-2:] == ["place_waiting", "board_open"]

    def test_ways_lie_level_with_what_ended_above_them(self):
        nodes = [Node("a", 0, "A 10", 10, ""), Node("b", 1, "B 4", 4, ""), Node("c", 1, "C 6", 6, ""),
                 Node("d", 2, "D 6", 6, "")]  # fmt: skip
        links = [Link("a", "b", 4, ""), Link("a", "c", 6, ""), Link("c", "d", 6, "")]
        (sankey,) = chain(nodes, links, ["1", "2", "3"], [0, 0, 4], Theme.LIGHT).data
        assert sankey.link.value == (4, 6, 6)
        assert sankey.node.y[3] == pytest.approx(sankey.node.y[2])


class TestTheBars:
    def test_a_hidden_count_has_no_bar_and_zero_a_stub(self):
        rows = [Row("A", 20, ""), Row("B", None, ""), Row("C", 0, "", look=Look.OPEN)]
        (bars,) = named_bars(rows, Theme.LIGHT, 300).data
        assert bars.x[0] == 20
        assert bars.x[1] is None
        assert 0 < bars.x[2] < 0.1

    def test_few_rows_on_a_tall_figure_do_not_fall_apart(self):
        drawing = named_bars([Row("A", 20, ""), Row("B", 10, "")], Theme.LIGHT, 680)
        margin = drawing.layout.margin
        assert drawing.layout.height == 680
        assert (680 - margin.t - margin.b) / 2 <= ROW_AT_MOST

    @pytest.mark.parametrize("count", [1, 5])
    def test_on_a_page_a_figure_is_as_tall_as_its_rows(self, count):
        layout = named_bars([Row("A", 20, "")] * count, Theme.LIGHT).layout
        assert layout.height - layout.margin.t - layout.margin.b == count * ROW_AT_MOST
        assert layout.margin.b < 10

    def test_a_share_on_few_cases_is_an_open_point(self):
        page = share_rows(
            [ShareRow("A", Measurement(0.5, 6), is_few=True), ShareRow("B", Measurement(0.5, 60))], Theme.LIGHT
        )
        colours = page.data[0].marker.color
        assert colours[0] == "#FFFFFF"
        assert colours[1] != "#FFFFFF"

    def test_a_heading_has_no_point_and_a_silent_share_none_either(self):
        silent = ShareRow("B", Measurement(None, None, silence=Silence.SUPPRESSED))
        assert share_rows([ShareRow("A"), silent], Theme.LIGHT).data[0].x == (None,)

    def test_what_is_pending_is_hatched(self):
        layers = [Layer(name, [1], [""]) for name in ("a", "b", "c")]
        drawn = cohorts(["1"], ["1 af 2"], ["2023-Q1"], *layers, Theme.DARK).data
        assert [bool(one.marker.pattern.shape) for one in drawn] == [False, False, True]


def figure(year: int, value: float, is_break: bool = False) -> Benchmark:
    return Benchmark("hele landet", "Kilde", value, is_break, date(year, 1, 1), date(year, 12, 31), None)


class TestTheCountrysLine:
    MONTHS = YEAR.period.months()

    def test_stands_over_its_own_months_and_the_newest_is_carried_on(self):
        drawn = references([figure(2021, 0.3), figure(2022, 0.375)], self.MONTHS)
        assert [(one.first, one.last, one.is_extended) for one in drawn] == [(0, 0, False), (1, 11, True)]

    def test_is_never_one_line_over_a_break(self):
        drawn = references([figure(2022, 0.375), figure(2023, 0.39, is_break=True)], self.MONTHS)
        assert [(one.first, one.last, bool(one.break_name)) for one in drawn] == [(0, 0, False), (1, 11, True)]

    def test_of_a_year_still_to_come_is_not_known(self):
        assert known_figure([figure(2022, 0.375), figure(2024, 0.4)], Month(2023, 11)).value == 0.375
        assert known_figure([figure(2024, 0.4)], Month(2023, 11)) is None


def test_where_all_of_a_chart_is_hidden_a_sentence_stands_instead(run_app, tmp_path):
    """Of one team's complaints Ankestyrelsen decided on eight: no outcome, reason or quarter of them is the steering group's."""
    others = complaint_tables(cases(), complaints())
    folder = contract_warehouse(tmp_path, cases(), AS_OF, is_example=True, others=others)
    app = run_app(folder, "appeals", viewer="steering_group", team="T1")
    drawn = {chart.proto.id.rsplit("-chart_", 1)[-1].removesuffix("_0") for chart in app.get("plotly_chart")}
    assert not {"mix", "reasons", "groups"} & drawn
    assert shown(app).count("Tallet er skjult, fordi det ellers kunne føre til enkelte borgere") >= 3
    chief = run_app(folder, "appeals", team="T1")
    drawn = {chart.proto.id.rsplit("-chart_", 1)[-1].removesuffix("_0") for chart in chief.get("plotly_chart")}
    assert {"mix", "reasons", "groups"} <= drawn
