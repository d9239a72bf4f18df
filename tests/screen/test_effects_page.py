"""Virker indsatsen? and the variation on Overblik: the careful sentences, the reasons, and what is never said."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest

from dashboard.access import CHIEF
from dashboard.analysis.control_chart import Assurance, Side, Signal, Variation
from dashboard.analysis.control_verdict import Finding, Verdict
from dashboard.analysis.effect import StepTest
from dashboard.answers import Answers
from dashboard.answers.courses import Course, Trial
from dashboard.answers.plans import Phase
from dashboard.answers.process_control import control_answer
from dashboard.charts.style import Theme
from dashboard.kpi import wording_effect, wording_process
from dashboard.kpi.registry import find_kpi
from dashboard.kpi.wording_process import Said
from dashboard.register import PhaseDates, Rebasing, Register
from dashboard.selection import Month
from dashboard.ui.effects.choice import CHOICE
from dashboard.ui.effects.detail import strip_legend, strip_of
from dashboard.ui.process_control.drawn import control_figure
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse
from tests.answers.test_effects import FIRST, LAST, initiative, shares
from tests.answers.test_process_control import AS_OF, decided
from tests.screen.conftest import open_link, shown
from tests.screen.plan_tables import plan_tables, write

NAMES = tuple(f"måned {number}" for number in range(35))
WRITTEN_AT = datetime(2023, 11, 30, 12, tzinfo=UTC)
TIMELY, DAYS = "timely_decisions", "median_processing_days"


def plain(html: str) -> str:
    """What a reader sees."""
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    return unescape(text).replace("\u00a0", " ").replace("\u2011", "-")


def variation_of(page: str) -> str:
    """What the page says of the chart it draws."""
    return re.search(r"Afgørelser inden for fristen: .{60}", page)[0]


def said(signal: Signal | None, side: Side | None, variation: Variation, **more: object) -> Said:
    found = (Finding(signal, side, 26, 7, variation),) if signal else ()
    verdict = Verdict(variation, 34, found, is_provisional=bool(more.get("count")))
    return Said(find_kpi(TIMELY), verdict, Assurance.NO_TARGET, NAMES, "", int(more.get("count", 0)))


class TestTheSentences:
    def test_a_shift_is_told_with_its_length_and_its_month(self) -> None:
        sentence = wording_process.variation_sentence(said(Signal.SHIFT, Side.ABOVE, Variation.BETTER))
        assert sentence == "Særlig variation til det bedre: 7 måneder i træk over middel siden måned 26"

    def test_the_other_rules_have_their_own(self) -> None:
        def of(signal: Signal, side: Side) -> str:
            return wording_process.finding_text(said(signal, side, Variation.WORSE))

        assert of(Signal.TREND, Side.BELOW) == "7 måneder i træk med faldende tal siden måned 26"
        assert of(Signal.OUTSIDE, Side.BELOW) == "7 måneder i træk under den nedre grænse siden måned 26"
        assert of(Signal.NEAR_LIMIT, Side.ABOVE) == "7 af de seneste tre ligger tæt på den øvre grænse"

    def test_one_point_outside_a_limit_is_told_alone(self) -> None:
        found = Finding(Signal.OUTSIDE, Side.ABOVE, 34, 1, Variation.WORSE)
        alone = replace(said(None, None, Variation.WORSE), verdict=Verdict(Variation.WORSE, 34, (found,)))
        assert wording_process.finding_text(alone) == "måned 34 ligger over den øvre grænse"

    def test_trial_limits_say_so(self) -> None:
        sentence = wording_process.variation_sentence(said(None, None, Variation.COMMON, count=11))
        assert sentence == "Almindelig variation i måned 34 (foreløbig: kun 11 måneder)"

    def test_the_target_that_chance_decides_is_told_with_its_reason(self) -> None:
        sentence = wording_process.assurance_sentence(Assurance.HIT_AND_MISS)
        assert sentence == "Målet nås ikke stabilt: grænserne ligger på hver sin side af målet"
        assert wording_process.assurance_sentence(Assurance.NO_TARGET) == ""

    def test_a_step_is_told_with_its_way_its_interval_and_its_cases(self) -> None:
        test = StepTest(-16.27, -24.8, -7.8, 0.001, 24, 10, 0.1, False, 45.0, 0.2)
        sentence = wording_effect.step_sentence(find_kpi(DAYS), test, "februar 2023", "")
        assert sentence == (
            "Fra februar 2023 ligger tallet 16,3 dage lavere, end udviklingen før lader forvente "
            "(95 %-interval \u221224,8 til \u22127,8 dage)."
        )
        basis = wording_effect.basis_sentence(find_kpi(DAYS), test, (921, 449))
        assert basis == "24 måneder før start (921 afgørelser) og 10 måneder efter (449 afgørelser)."

    def test_no_change_is_told_to_be_no_proof_and_several_numbers_cost(self) -> None:
        test = StepTest(0.1, 0.01, 0.19, 0.03, 28, 6, 0.0, False, 0.8, 0.0)
        told = wording_effect.caution_sentence(test, 0.06, 2)
        assert "viser ikke, at der ingen er: 6 måneder er kort tid." in told
        assert "Intervallet går ikke over 0, men der er set på 2 nøgletal på én gang" in told
        assert told.endswith("p = 0,060, når der er taget højde for, at 2 nøgletal er prøvet.")

    def test_chance_is_never_told_to_be_nothing(self) -> None:
        assert [wording_effect.p_text(p) for p in (0.0, 0.0004, 0.0016)] == ["p < 0,001", "p < 0,001", "p = 0,002"]

    def test_what_began_about_then_is_listed_or_said_to_be_unwritten(self) -> None:
        assert wording_effect.near_sentence(["A (1. maj 2023)", "B (2. maj 2023)", "C (3. maj 2023)"]).endswith(
            "begyndte også A (1. maj 2023), B (2. maj 2023) og C (3. maj 2023)."
        )
        assert "skrevet op" in wording_effect.near_sentence([])


def test_the_value_at_the_edge_says_its_month_where_later_ones_are_shown(tmp_path: Path) -> None:
    for name, last, is_told in (("few", (3, 5), True), ("enough", (130, 200), False)):
        cases = decided([*shares(0.0)[:-1], last], FIRST)
        answers = Answers(Warehouse.newest(contract_warehouse(tmp_path / name, cases, AS_OF)), CHIEF)
        answer = control_answer(answers, TIMELY, LAST)
        figure = control_figure(SimpleNamespace(theme=Theme.LIGHT), answer)
        assert any("oktober 2023" in one.text for one in figure.layout.annotations) is is_told


class TestTheStrip:
    def course(self, **more: object) -> Course:
        return Course(initiative(phases=(self.phase(),)), date(2023, 2, 1), **more)

    def phase(self) -> Phase:
        dates = {"planned_start": date(2023, 3, 1), "planned_end": date(2023, 5, 31)}
        return Phase(**(dict.fromkeys(Phase.__dataclass_fields__) | dates))

    def test_what_lies_at_the_foot_is_explained_with_the_words_of_the_plans_pages(self) -> None:
        tested = strip_of(self.course(trials=(Trial("Makker", date(2023, 4, 3), None),)))
        assert [sentence for _, sentence in tested.tests] == ["Prøvehandling: Makker, fra 3. april 2023"]
        whole = "Nederst i figuren: planlagt tid som omrids, faktisk tid som fyld, ★ hvor en prøvehandling begyndte."
        assert strip_legend(tested, Month(2023, 11)) == whole

    def test_only_what_is_drawn_is_explained(self) -> None:
        assert strip_legend(strip_of(self.course()), Month(2023, 2)) == "Nederst i figuren: faktisk tid som fyld."
        assert strip_legend(strip_of(Course(initiative())), Month(2023, 11)) == ""


@pytest.fixture
def municipality(tmp_path: Path) -> Path:
    """Two own initiatives begun in February 2023 with a step in the share of T1, an own one nobody began, and the models."""
    cases = decided(shares(0.15), FIRST, paragraph="85")
    folder = contract_warehouse(tmp_path, cases, AS_OF, is_example=True, others=plan_tables())
    begun = PhaseDates("cvv_case_overview", "cvv_case_overview", date(2023, 2, 1))
    write(folder, WRITTEN_AT, begun)
    return folder


class TestThePage:
    def test_the_change_is_found_with_n_and_interval_and_no_cause(self, run_app, municipality: Path) -> None:
        page = plain(shown(run_app(municipality, "effects", initiative="cvv_case_overview")))
        assert (
            "Afgørelser inden for fristen: ændring til det bedre efter start, som ikke kan tilskrives indsatsen alene"
            in page
        )
        assert (
            "25 måneder før start (5.000 afgørelser med frist) og 10 måneder efter (2.000 afgørelser med frist)."
            in page
        )
        assert re.search(r"Fra februar 2023 ligger tallet 1\d,\d procentpoint højere", page)
        assert "95 %-interval" in page
        assert "faktisk tid som fyld" in page
        assert not re.search(r"skyldes|takket være|har virket|på grund af indsatsen", page)

    def test_every_own_initiative_stands_in_the_table_and_no_model_does(self, run_app, municipality: Path) -> None:
        html = shown(run_app(municipality, "effects"))
        (table,) = re.findall(r'<table class="effects">.*?</table>', html, re.DOTALL)
        linked = set(re.findall(r"initiative=(\w+)", table))
        own = {row["initiative_id"] for row in plan_tables()["reference.initiatives"]
               if row["plan_id"] in ("cvv_2023", "cvv_reversals_2022")}  # fmt: skip
        assert linked == own
        assert "Ikke målt" in plain(table)
        assert "▲ Ændring til det bedre" in plain(table)

    def test_an_unknown_start_is_too_early_and_says_where_to_write_it(self, run_app, municipality: Path) -> None:
        page = plain(shown(run_app(municipality, "effects", initiative="cvv_temporary_staffing")))
        assert "Afgørelser inden for fristen: for tidligt at sige" in page
        assert "Ingen har skrevet, hvornår indsatsen begyndte. Skriv den faktiske start under Handleplan." in page
        assert "Afgørelser inden for fristen: for tidligt at sige, den faktiske start mangler" in page
        assert "– For tidligt at sige Den faktiske start mangler" in page

    def test_a_comparison_is_said_to_be_fixed_beforehand_where_it_was_tested_alone(self, run_app, municipality) -> None:
        page = plain(shown(run_app(municipality, "effects", initiative="cvv_case_overview")))
        fixed = "Sammenligningen er lagt fast 16. januar 2023, før indsatsen begyndte."
        # The small municipality has no case of the paragraph that is compared with, so nothing is in common.
        assert "§ 112 Støtte er vist, men ikke brugt i testen: Der er under 12 fælles måneder før start." in page
        assert fixed not in page
        page = plain(shown(run_app(municipality, "effects", initiative="cvv_temporary_staffing")))
        assert "Team 3 er vist til sammenligning. Der er ikke lavet nogen test." in page
        assert "lagt fast" not in page.partition("Formål:")[2]

    def test_a_period_that_ends_too_early_is_said_to_be_what_leaves_the_months_out(self, run_app, municipality) -> None:
        address = {"initiative": "cvv_case_overview", "from": "2022-01"}
        page = plain(shown(run_app(municipality, "effects", to="2022-06", **address)))
        assert "Der er 18 måneder før start med mindst 10 afgørelser med frist, og der skal være 24. " in page
        assert "Den valgte periode slutter med juni 2022, og senere måneder er ikke talt med." in page
        assert "De bliver ikke flere" not in page
        assert "Den valgte periode slutter" not in plain(shown(run_app(municipality, "effects", **address)))

    def test_too_few_months_before_the_start_are_said_to_stay_too_few(self, run_app, municipality: Path) -> None:
        write(municipality, WRITTEN_AT, PhaseDates("cvv_case_overview", "cvv_case_overview", date(2022, 6, 1)))
        page = plain(shown(run_app(municipality, "effects", initiative="cvv_case_overview")))
        assert (
            "Afgørelser inden for fristen: for tidligt at sige, for få måneder før start, og de bliver ikke flere"
            in page
        )
        assert "De bliver ikke flere, så tallet kan ikke testes" in page

    def test_an_initiative_without_a_number_is_not_measured(self, run_app, municipality: Path) -> None:
        page = plain(shown(run_app(municipality, "effects", initiative="cvv_supervision")))
        assert "Ikke målt: Ingen af dashboardets nøgletal er knyttet til indsatsen." in page

    def test_a_link_opens_the_initiative_and_an_unknown_one_is_told(self, run_app, municipality: Path) -> None:
        app = run_app(municipality, "effects", initiative="cvv_quality_assurance")
        assert app.session_state[CHOICE] == "cvv_quality_assurance"
        strange = run_app(municipality, "effects", initiative="no_such")
        assert "»no_such«" in shown(strange)
        assert strange.session_state[CHOICE] == "cvv_case_overview"
        (link, *_) = re.findall(r'href="(effects\?[^"]*initiative=cvv_supervision)"', shown(app))
        assert open_link(unescape(link)).session_state[CHOICE] == "cvv_supervision"

    def test_a_municipality_without_a_plan_is_told_kindly(self, run_app, tmp_path: Path) -> None:
        page = shown(run_app(contract_warehouse(tmp_path, decided(shares(0.0), FIRST), AS_OF), "effects"))
        assert "Der er ingen indsatser at måle på" in page

    def test_the_steering_group_is_told_no_hidden_month(self, run_app, tmp_path: Path) -> None:
        months = [(n - 2, n) if place % 3 == 0 else (timely, n) for place, (timely, n) in enumerate(shares(0.15))]
        cases = decided(months, FIRST, paragraph="85")
        folder = contract_warehouse(tmp_path, cases, AS_OF, is_example=True, others=plan_tables())
        write(folder, WRITTEN_AT, PhaseDates("cvv_case_overview", "cvv_case_overview", date(2023, 2, 1)))
        page = plain(shown(run_app(folder, "effects", initiative="cvv_case_overview", viewer="steering_group")))
        assert "Afgørelser inden for fristen: vises, men testes ikke" in page
        assert "For mange af tallene er skjult i denne visning." in page

    def test_who_is_told_fewer_months_reads_that_others_may_see_another_effect(self, run_app, tmp_path: Path) -> None:
        months = [(197, n) if place == 30 else (timely, n) for place, (timely, n) in enumerate(shares(0.15))]
        cases = decided(months, FIRST, paragraph="85")
        folder = contract_warehouse(tmp_path, cases, AS_OF, is_example=True, others=plan_tables())
        write(folder, WRITTEN_AT, PhaseDates("cvv_case_overview", "cvv_case_overview", date(2023, 2, 1)))
        told = "2 måneder er skjult i denne visning og ikke med i testen. Andre kan derfor se et andet tal."
        for viewer, is_told in (("steering_group", True), ("chief", False)):
            page = plain(shown(run_app(folder, "effects", initiative="cvv_case_overview", viewer=viewer)))
            assert (told in page) is is_told
            assert ("Nogle måneder er skjult i denne visning, så andre kan se andre tal." in page) is is_told


class TestOverblik:
    def test_every_row_has_its_variation_or_the_reason(self, run_app, tmp_path: Path) -> None:
        targets = [("timely_decisions", 0.9, True, date(2021, 1, 1))]
        folder = contract_warehouse(tmp_path, decided(shares(0.15), FIRST), AS_OF, targets=targets)
        html = shown(run_app(folder, "overview"))
        cells = [plain(cell) for cell in re.findall(r'<td class="variation"[^>]*>(.*?)</td>', html)]
        timely, overdue, clearance = cells[:3]
        assert "▲ Særlig, til det bedre 10 måneder i træk over middel siden februar 2023" in timely
        assert "○ Målet nås ikke" in timely
        assert overdue.split() == ["Vurderes", "ikke", "afhænger", "af", "måneden", "før"]
        assert "Almindelig" in clearance

    def test_the_chart_behind_the_column_is_drawn_with_its_words(self, run_app, tmp_path: Path) -> None:
        folder = contract_warehouse(tmp_path, decided(shares(0.15), FIRST), AS_OF)
        page = plain(shown(run_app(folder, "overview")))
        assert "Afgørelser inden for fristen: særlig variation til det bedre: 10 måneder i træk" in page
        assert "grænserne følger antallet" in page
        assert "Aksen begynder ikke ved 0." in page

    def test_quarters_beside_the_years_number_are_drawn_for_who_opens_the_rows_only(
        self, run_app, tmp_path: Path
    ) -> None:
        cases = [
            {"case_id": f"{place}-{number}", "received_date": (FIRST + place).first_day, "team_id": "T1", "paragraph": "83",
             "decided_date": (FIRST + place).first_day} for place in range(33) for number in range(12)
        ]  # fmt: skip
        complaints = [
            {"complaint_id": case["case_id"], "case_id": case["case_id"], "received_date": case["decided_date"],
             "forwarded_date": case["decided_date"], "board_decided_date": case["decided_date"] + timedelta(days=40),
             "board_outcome": "changed" if int(case["case_id"].partition("-")[2]) < 6 else "upheld"} for case in cases
        ]  # fmt: skip
        folder = contract_warehouse(tmp_path, cases, AS_OF, is_example=True, others=complaint_tables(cases, complaints))
        for viewer, is_drawn in (("chief", True), ("steering_group", False)):
            app = run_app(folder, "overview", viewer=viewer)
            app.selectbox(key="control_choice").set_value("reversal_rate").run()
            assert ("Diagrammet vises ikke i denne visning" in shown(app)) is not is_drawn


class TestANewBase:
    def test_the_chief_writes_it_and_the_chart_begins_anew_with_the_reason(self, run_app, tmp_path: Path) -> None:
        folder = contract_warehouse(tmp_path, decided(shares(0.15), FIRST), AS_OF, is_example=True)
        app = run_app(folder, "overview")
        app.text_input(key="writer_typed").set_value("MK").run()
        key = f"write:rebasing:{TIMELY}"
        app.selectbox(key=f"{key}:from_month").set_value("2023-02")
        app.text_area(key=f"{key}:reason").set_value("Ny frist på otte uger").run()
        app.button(key=f"{key}:save").click().run()
        page = plain(shown(app))
        assert re.search(
            r"Nyt grundlag fra februar 2023: Ny frist på otte uger · \S+ \S+ \d{4} kl\. \d\d\.\d\d, Centerchef \(MK\)",
            page,
        )
        assert page.count("Gemt.") == 1
        # Ten months on limits of their own: what was a shift is ordinary now.
        assert "Almindelig foreløbig: 10 måneder" in page

    def test_a_mistaken_one_is_taken_back_and_the_chart_is_as_before(self, run_app, tmp_path: Path) -> None:
        folder = contract_warehouse(tmp_path, decided(shares(0.15), FIRST), AS_OF, is_example=True)
        app = run_app(folder, "overview")
        before = variation_of(plain(shown(app)))
        app.text_input(key="writer_typed").set_value("MK").run()
        wrong = write(folder, WRITTEN_AT, Rebasing(TIMELY, Month(2023, 9), "Forkert måned")).entry
        app.run()
        assert "Vurderes ikke for kort tid: 3 måneder" in plain(shown(app))
        app.text_area(key=f"write:withdrawal:{wrong.entry_id}:withdrawal_reason").set_value(
            "Det var et andet nøgletal"
        ).run()
        app.button(key=f"write:withdrawal:{wrong.entry_id}:save").click().run()
        page = plain(shown(app))
        assert page.count("Gemt.") == 1
        assert variation_of(page) == before
        assert "Nyt grundlag fra" not in page
        assert Register.open(folder).rebasings(CHIEF, TIMELY) == ()
        assert "Fra september 2023: Forkert måned 30. november 2023 kl. 13.00, Centerchef (MK) Taget tilbage" in page
        for viewer, is_told in (("team_leader:T1", True), ("steering_group", False)):
            again = plain(shown(run_app(folder, "overview", viewer=viewer)))
            assert ("Det var et andet nøgletal" in again) is is_told
            assert ("Forkert måned" in again) is is_told

    def test_a_month_too_late_for_limits_says_so_before_it_is_chosen(self, run_app, tmp_path: Path) -> None:
        folder = contract_warehouse(tmp_path, decided(shares(0.15), FIRST), AS_OF, is_example=True)
        app = run_app(folder, "overview")
        app.text_input(key="writer_typed").set_value("MK").run()
        told = app.selectbox(key=f"write:rebasing:{TIMELY}:from_month").options
        assert "oktober 2023 (kun 2 måneder: udsvingene vurderes ikke endnu)" in told
        assert "maj 2023 (kun 7 måneder: udsvingene vurderes ikke endnu)" in told
        assert "april 2023 (foreløbige grænser: kun 8 måneder)" in told
        assert "december 2022 (foreløbige grænser: kun 12 måneder)" in told
        assert "november 2022" in told

    def test_the_steering_group_reads_no_initials_of_it(self, run_app, tmp_path: Path) -> None:
        folder = contract_warehouse(tmp_path, decided(shares(0.15), FIRST), AS_OF, is_example=True)
        write(folder, WRITTEN_AT, Rebasing(TIMELY, Month(2022, 9), "Ny frist"), initials="QXZ")
        page = plain(shown(run_app(folder, "overview", viewer="steering_group")))
        assert "Nyt grundlag fra september 2022: Ny frist · 30. november 2023 kl. 13.00, Centerchef" in page
        assert "QXZ" not in page

    def test_nobody_else_is_offered_it(self, run_app, tmp_path: Path) -> None:
        folder = contract_warehouse(tmp_path, decided(shares(0.15), FIRST), AS_OF, is_example=True)
        for viewer in ("team_leader:T1", "steering_group"):
            assert not run_app(folder, "overview", viewer=viewer).expander
