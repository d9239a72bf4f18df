"""Overblik on a normal, an empty and a partly filled warehouse: the right rows, numbers and sentences."""

import re
from datetime import date, timedelta

import pytest

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.kpi import wording
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import AS_OF, small_cases
from tests.screen.conftest import open_link, shown

YEAR = Selection(Period(Month(2022, 12), Month(2023, 11)))
TARGETS = [("timely_decisions", 0.9, True, date(2021, 1, 1))]


def plain(html: str) -> str:
    """The text a reader sees."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("&nbsp;", " ").replace("\u2011", "-")


def rows(html: str) -> list[str]:
    """The headline rows as text."""
    return [plain(row) for row in re.findall(r"<tr>(.*?)</tr>", html)][1:]


@pytest.fixture
def normal(tmp_path):
    return contract_warehouse(tmp_path, small_cases(), AS_OF, is_example=True, targets=TARGETS)


@pytest.fixture
def staffed(tmp_path):
    """Sixty citizens of two full-time workers: 30 each, below the guide."""
    workers = [
        {"worker_id": one, "team_id": team, "unit_id": "E1", "role": "caseworker", "fte": 1.0, "is_temporary": False,
         "valid_from": date(2020, 1, 1)} for one, team in (("A", "T1"), ("B", "T2"))
    ]  # fmt: skip
    assignments = [
        {"citizen_id": f"C{number}", "worker_id": "A" if number < 30 else "B", "unit_id": "E1",
         "team_id": "T1" if number < 30 else "T2", "from_date": date(2020, 1, 1)} for number in range(60)
    ]  # fmt: skip
    return contract_warehouse(
        tmp_path, small_cases(), AS_OF, settings={"caseload_band_low": "45", "caseload_band_high": "65"},
        others={"marts.workers": workers, "marts.assignments": assignments},
    )  # fmt: skip


def dropped() -> list[dict]:
    """Two years of 200 decisions in each of three teams; of T1's 180 and then 110 are in time, else 180."""
    cases = [
        {"received_date": date(2021, 11, 1), "decided_date": date(2021, 11, 9), "team_id": "T1", "paragraph": "83"}
    ]
    for year in (2021, 2022):
        for team in ("T1", "T2", "T3"):
            timely = 110 if (year, team) == (2022, "T1") else 180
            received = date(year, 12, 1)
            cases += [
                {"received_date": received, "deadline_date": received + timedelta(days=40), "team_id": team,
                 "paragraph": ("83", "85", "97", "112")[number % 4],
                 "decided_date": received + timedelta(days=35 if number < timely else 45)} for number in range(200)
            ]  # fmt: skip
    return [case | {"case_id": f"S{number}"} for number, case in enumerate(cases)]


class TestTheTable:
    def test_every_row_shows_what_the_answers_say(self, run_app, normal):
        page = shown(run_app(normal, "overview"))
        answers = Answers(Warehouse.newest(normal), CHIEF)
        for kpi_id, row in zip(("timely_decisions", "overdue_open_cases", "clearance_rate"), rows(page), strict=False):
            answer = answers.measure(kpi_id, YEAR)
            assert answer.kpi.label in row
            assert wording.value_text(answer.kpi, answer.measurement) in row
            assert wording.n_text(answer.kpi, answer.measurement) in row

    def test_the_share_in_time_stands_with_the_overdue_the_oldest_and_the_90th_percentile(self, run_app, normal):
        overdue = [
            case for case in small_cases() if not case.get("decided_date") and case["deadline_date"] < AS_OF
        ]  # fmt: skip
        oldest = max((AS_OF - case["deadline_date"]).days for case in overdue)
        block = " ".join(rows(shown(run_app(normal, "overview")))[:2])
        assert f"{len(overdue):,}".replace(",", ".") in block
        assert f"den ældste er {oldest:,} dage efter fristen".replace(",", ".") in block
        assert "90 % er afgjort inden for" in block

    def test_the_verdict_is_told_in_shape_and_words_with_the_target(self, run_app, normal):
        assert "○ Målet er ikke nået Mål 90 % (eksempel)" in rows(shown(run_app(normal, "overview")))[0]

    def test_what_nobody_delivered_says_so_in_its_row(self, run_app, normal):
        for row in rows(shown(run_app(normal, "overview")))[3:]:
            assert "Oplysningerne er ikke leveret i udtrækket." in row

    def test_a_hidden_number_is_hidden_and_says_why(self, run_app, tmp_path):
        # Three of the 53 decisions were late: with the total they would be told.
        late = [case | {"decided_date": date(2023, 1, 5)} for case in dropped()[-53:-3]]
        late += [
            case | {"decided_date": date(2023, 1, 20), "deadline_date": date(2023, 1, 10)} for case in dropped()[-3:]
        ]
        other = contract_warehouse(tmp_path, late, AS_OF, is_example=True)
        (row, *_) = rows(shown(run_app(other, "overview", viewer="steering_group")))
        assert "skjult" in row
        assert "Tallet er skjult, fordi det ellers kunne føre til enkelte borgere eller en enkelt sagsbehandler." in row
        assert " af 53" not in row

    def test_citizens_are_held_against_the_guide(self, run_app, staffed):
        (row,) = [one for one in rows(shown(run_app(staffed, "overview"))) if "Borgere pr. fuldtidsstilling" in one]
        assert "30,0" in row
        assert "60 borgere på 2,0 fuldtidsstillinger" in row
        assert "Under de vejledende 45–65" in row

    def test_one_period_has_two_comparisons_and_a_whole_year_one(self, run_app, normal):
        page = shown(run_app(normal, "overview", **{"from": "2023-09", "to": "2023-11"}))
        assert "Mod perioden før" in page
        assert "Mod perioden før" not in shown(run_app(normal, "overview"))

    def test_every_label_leads_to_its_screen_with_the_same_selection(self, run_app, normal):
        page = shown(run_app(normal, "overview", team="T2"))
        (address,) = re.findall(r'<th scope="row"><a href="([^"]+)">Afgørelser inden for fristen</a>', page)
        assert address.startswith("deadlines?")
        opened = open_link(address.replace("&amp;", "&"))
        assert "<h1>Sagsbehandlingsfrister</h1>" in shown(opened)
        assert opened.multiselect(key="team").value == ["T2"]


class TestWhatHasChanged:
    def test_a_team_that_dropped_is_named_with_both_counts_and_a_link_to_it(self, run_app, tmp_path):
        page = shown(run_app(contract_warehouse(tmp_path, dropped(), AS_OF), "overview"))
        (item,) = re.findall(r"<li>(.*?)</li>", page.partition('<ol class="changes">')[2])
        told = plain(item)
        assert "▼ Dårligere" in told
        assert "I Team 1 faldt andelen af afgørelser inden for fristen fra 90,0 % til 55,0 %." in told
        assert "110 af 200 afgørelser med frist i december 2022 – november 2023" in told
        assert "180 af 200 afgørelser med frist i december 2021 – november 2022" in told
        assert "team=Team+1" in item

    def test_the_numbers_that_were_searched_are_named_and_no_other(self, run_app, tmp_path):
        page = plain(shown(run_app(contract_warehouse(tmp_path, dropped(), AS_OF), "overview")))
        searched = ("Afgørelser inden for fristen", "Åbne sager over fristen", "Afviklingsgrad")
        assert f"Der er ledt i {', '.join(searched)}, samlet og i enheder" in page
        assert "De tydeligste ændringer i 3 nøgletal" in page

    def test_reassessments_that_piled_up_are_searched_too(self, run_app, tmp_path):
        late = [
            {"complaint_id": f"K{one}", "case_id": f"S{one}", "received_date": date(2023, 3, 1)} for one in range(60)
        ]
        first = {"complaint_id": "K99", "case_id": "S0", "received_date": date(2021, 11, 1),
                 "reassessment_outcome": "maintained", "reassessed_date": date(2021, 11, 9),
                 "forwarded_date": date(2021, 11, 9)}  # fmt: skip
        folder = contract_warehouse(tmp_path, dropped(), AS_OF, others=complaint_tables(dropped(), [first, *late]))
        page = plain(shown(run_app(folder, "overview")))
        assert "antallet af genvurderinger over fire uger fra 0 til 60." in page

    def test_nothing_changed_is_said_kindly(self, run_app, tmp_path):
        calm = [case for case in dropped() if case["team_id"] != "T1"]
        page = plain(shown(run_app(contract_warehouse(tmp_path, calm, AS_OF), "overview")))
        assert "kan ikke skelnes fra tilfældige udsving" in page

    def test_a_period_that_is_not_over_is_not_compared(self, run_app, tmp_path):
        folder = contract_warehouse(tmp_path, dropped(), date(2023, 11, 15))
        page = plain(shown(run_app(folder, "overview", **{"from": "2022-12", "to": "2023-11"})))
        assert "Perioden er ikke slut. Der sammenlignes, når alle dens måneder er hele." in page


def test_an_empty_municipality_offers_to_widen(run_app, tmp_path):
    app = run_app(contract_warehouse(tmp_path, [], AS_OF), "overview")
    assert not app.exception
    assert "Der er ingen sager i det valgte" in shown(app)
