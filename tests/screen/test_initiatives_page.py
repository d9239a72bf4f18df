"""Handleplan without a browser: what the plan says, what is recorded, and who may write."""

import json
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest

from dashboard.access import parse_viewer
from dashboard.initiative import InitiativeStatus
from dashboard.register import (
    Event,
    EventKind,
    Kind,
    MilestoneMark,
    Note,
    PdsaDo,
    PdsaPlan,
    PdsaStudy,
    PhaseDates,
    Register,
    StatusUpdate,
    Withdrawal,
)
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import AS_OF, small_cases
from tests.screen.conftest import shown
from tests.screen.plan_tables import plan_tables, with_plans, write

MEETINGS = "cvv_weekly_meetings"
STAFFING, STARTED = "cvv_temporary_staffing", "cvv_temporary_staffing_start"
NOON = datetime(2023, 11, 20, 11, tzinfo=UTC)
LATE = StatusUpdate(
    MEETINGS, InitiativeStatus.AT_RISK, "Juristen mangler", "Aftale om jurist", date(2023, 12, 4), "Skal hun frigøres?"
)


def plain(page: str) -> str:
    """The words of the page."""
    text = re.sub(r"<style.*?</style>|<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text))).replace("\u2011", "-").replace("\xa0", " ")


@pytest.fixture
def folder(tmp_path):
    return with_plans(tmp_path)


@pytest.fixture
def page(run_app, folder):
    """The words of the page at an address."""

    def words_of(**address: str) -> str:
        app = run_app(folder, "initiatives", **address)
        assert not app.exception
        told = plain(shown(app))
        assert "Noget gik galt" not in told
        return told

    return words_of


class TestThePlan:
    def test_without_any_status_says_so_and_claims_nothing(self, page):
        told = page()
        assert "Der er endnu ingen status for planens 9 indsatser" in told
        assert "ingen faktiske startdatoer er registreret" in told
        assert "går efter planen" not in told

    def test_counts_what_is_recorded_and_names_what_is_wanted(self, page, folder):
        write(folder, NOON, LATE)
        write(
            folder, datetime(2023, 9, 20, tzinfo=UTC), StatusUpdate("cvv_supervision", InitiativeStatus.ON_TRACK, "ok")
        )
        told = page()
        assert (
            "1 af 9 indsatser går efter planen eller er gennemført, 1 er bagud eller i risiko for det, 7 har ingen status"
            in told
        )
        assert "Ikke opdateret i mere end 4 uger: Supervision." in told
        assert "Der ønskes en beslutning: Ugentlige socialfaglige møder." in told
        assert "4. december 2023: Aftale om jurist" in told
        assert "Skal hun frigøres?" in told

    def test_has_its_rows_in_the_order_of_the_paper_timetable(self, run_app, folder):
        app = run_app(folder, "initiatives")
        names = re.findall(r'<li><a href="[^"]*">([^<]*)</a><p class="plan-status', shown(app))
        assert names == [
            "Samarbejde med borgerrådgiver", "Ugentlige socialfaglige møder", "Tilgængelighed",
            "Fælles undervisningsforløb", "Fælles retning, faglig strategi og fagligt fundament",
            "Midlertidig opnormering", "Sagsoverblik og sagsbehandlingsprocesser", "Kvalitetssikring af afgørelser",
            "Supervision",
        ]  # fmt: skip

    def test_has_the_ten_bars_of_the_paper_in_its_columns(self, run_app, folder):
        """March is the first of ten columns; a bar begins at the left of its month's, and ends are December but two."""
        (chart,) = run_app(folder, "initiatives").get("plotly_chart")
        planned = json.loads(chart.proto.spec)["data"][0]
        march, april, may, june, september, november, december = (place - 0.5 for place in (0, 1, 2, 3, 6, 9, 10))
        starts = [march, april, april, may, may, september, june, june, june, september]
        assert planned["base"] == starts
        ends = [base + length for base, length in zip(planned["base"], planned["x"], strict=True)]
        assert ends == pytest.approx([december] * 3 + [november, september] + [december] * 5)

    def test_tells_why_an_initiative_is_not_on_plan(self, page, folder):
        write(folder, NOON, LATE)
        assert (
            "Bagud eller i risiko for det Ugentlige socialfaglige møder ◐ Risiko for forsinkelse. Juristen mangler"
            in page()
        )

    def test_of_another_municipality_is_a_model_that_nobody_follows_up(self, page):
        told = page(plan="copenhagen_2017")
        assert "12 indsatser under 5 mål" in told
        assert "Planen er Københavns Kommunes og vises som model" in told
        assert "Ikke opdateret" not in told
        assert "Beslutninger, der ønskes" not in told

    def test_lists_initiatives_without_dates_apart(self, page):
        told = page(plan="cvv_reversals_2022")
        assert "tidslinje" not in told
        assert "Uden datoer i planen Planen angiver ingen datoer for disse indsatser." in told
        assert "Kurser i den gode afgørelse" in told

    def test_has_goals_that_say_they_are_not_measured(self, page):
        assert "God modtagelse og kontakt" in page()
        assert "på deres præmisser. Ikke målt" in page()
        assert "»Ikke målt« betyder, at intet af dashboardets nøgletal er knyttet til målet." in page()

    @pytest.mark.parametrize(
        ("address", "is_kept"),
        [({}, False), ({"plan": "cvv_reversals_2022"}, True), ({"initiative": STAFFING}, True)],
    )
    def test_keeps_the_period_only_where_a_number_of_it_stands_on_the_page(self, run_app, folder, address, is_kept):
        told = [one.proto.body for one in run_app(folder, "initiatives", **address).get("html")]
        (resting,) = [one for one in told if 'class="resting"' in one]
        assert ("kun i de nøgletal, der er knyttet til planen" in resting) is is_kept
        assert ("Filtrene bruges ikke på denne side." in resting) is not is_kept

    def test_may_be_narrowed_to_a_goal(self, run_app, folder):
        app = run_app(folder, "initiatives", plan="copenhagen_2017")
        (goal,) = [one for one in app.selectbox if one.label == "Mål"]
        goal.set_value("cph17_goal_5").run()
        cards = re.findall(r'<li><a href="[^"]*">([^<]*)</a>', shown(app))
        assert set(cards) == {"5.1 Porteføljestyringsværktøj", "5.2 Økonomistyring og kapacitet"}

    def test_that_does_not_exist_is_told_and_the_own_plan_shown(self, page):
        told = page(plan="cvv_2099", initiative="nothing")
        assert "Linket nævner »nothing«, »cvv_2099«, som hverken er en plan eller en indsats her." in told
        assert "I stedet vises »Handleplan på myndighedsområdet i CVV 2023«." in told
        assert "Der er endnu ingen status for planens 9 indsatser" in told

    def test_is_missed_kindly_where_the_municipality_has_none(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, small_cases(20), AS_OF), "initiatives")
        assert not app.exception
        assert "Der er ingen handleplan endnu" in shown(app)


class TestAnInitiative:
    def test_opens_by_its_address_and_says_what_the_plan_does_not(self, page):
        told = page(initiative=MEETINGS)
        assert "Tilbage til hele planen" not in told  # a button, not text of ours
        assert "Ugentlige socialfaglige møder" in told
        assert "Der er endnu ikke skrevet en status." in told
        assert re.search(r"Ansvarlig ikke angivet", told)
        assert "Notens dato ikke angivet: Planlægning igangsat. Forventes opstartet efter sommerferien." in told

    def test_tells_its_dates_and_how_far_they_are_from_the_plan(self, page, folder):
        write(folder, NOON, PhaseDates("cvv_availability", "cvv_availability", date(2023, 9, 4)))
        told = page(initiative="cvv_availability")
        assert "Planlagt april 2023 til december 2023 (antaget). Begyndt 4. september 2023" in told
        assert "Begyndt 127 dage forsinket" in told
        assert "Forsinkelse regnes fra den sidste dag, planen tillader" in told

    def test_whose_bar_holds_the_planning_too_is_not_late_for_beginning_after_its_first_month(self, page, folder):
        write(folder, NOON, PhaseDates(MEETINGS, MEETINGS, date(2023, 8, 21)))
        told = page(initiative=MEETINGS)
        assert "Begyndt 21. august 2023; planlægningen er med i bjælken" in told
        assert "dage forsinket" not in told
        assert "ingen registreret start kan måles mod planen" in page()
        write(folder, NOON, PhaseDates("cvv_supervision", "cvv_supervision", date(2023, 10, 9)))
        assert "Supervision begyndte 9 dage senere end planlagt" in page()

    def test_of_several_phases_says_which_is_late(self, page, folder):
        write(folder, NOON, PhaseDates("cvv_common_direction", "cvv_common_direction_concrete", date(2023, 10, 9)))
        assert "Begyndt 9 dage forsinket (konkret)" in page(initiative="cvv_common_direction")
        assert "Fælles retning, faglig strategi og fagligt fundament (konkret) begyndte 9 dage senere" in page()

    def test_that_is_done_without_a_recorded_end_says_so(self, page, folder):
        write(folder, NOON, PhaseDates("cvv_availability", "cvv_availability", date(2023, 4, 3)))
        assert "har ingen registreret slutning" not in page()
        write(folder, NOON, StatusUpdate("cvv_availability", InitiativeStatus.DONE, "Alle har et nummer"))
        told = page()
        assert "✓ Gennemført Slut ikke registreret Opdateret 20. november 2023" in told
        assert "En udfyldning, der toner ud, har ingen registreret slutning." in told

    def test_planned_to_end_in_a_year_ends_with_it(self, page):
        assert "Planlagt 1. juni 2023 til udgangen af 2023." in page(initiative="cvv_temporary_staffing")

    def test_has_its_kpis_as_this_viewer_is_told_them(self, page):
        told = page(initiative="cvv_temporary_staffing")
        assert "Skal ned." in told
        assert "T1, pr. 30. november 2023. " in told.replace("Team 1", "T1")  # what is in stock has a day and no period
        assert "Ikke målt: intet nøgletal er knyttet til indsatsen." in page(initiative="cvv_supervision")

    def test_names_what_it_builds_on_and_what_builds_on_it(self, page):
        assert "Bygger på 1.1 Borgerdialog og læringspraksis." in page(initiative="cph17_2_2")
        assert "Er forudsætning for 2.2 Revitalisering" in page(initiative="cph17_1_1")

    def test_keeps_everything_written_in_its_log_and_shows_what_was_corrected(self, page, folder):
        first = write(folder, NOON, Note(MEETINGS, "Mødet er flyttet")).entry
        write(folder, NOON, Note(MEETINGS, "Mødet er aflyst"), corrects=first.entry_id)
        write(folder, NOON, PdsaPlan(MEETINGS, "t1", "Sag på mødet", "Én sag pr. møde", "Færre hjemvisninger"))
        taken = write(folder, NOON, MilestoneMark(MEETINGS, "x", is_done=True, done_date=date(2023, 4, 3))).entry
        write(folder, NOON, Withdrawal("Skrevet ved en fejl"), corrects=taken.entry_id)
        told = page(initiative=MEETINGS)
        for words in ("Mødet er flyttet", "rettet 20. november 2023 kl. 12.00", "Mødet er aflyst",
                      "trukket tilbage 20. november 2023 kl. 12.00: Skrevet ved en fejl", "Centerchef (MK)",
                      "Forventning: Færre hjemvisninger", "Mangler at blive udført."):  # fmt: skip
            assert words in told, words

    def test_what_was_taken_back_is_folded_and_not_told_to_the_steering_group(self, page, folder):
        taken = write(folder, NOON, Note(MEETINGS, "Fru Hansen ringede")).entry
        write(folder, NOON, Withdrawal("Nævnte en borger"), corrects=taken.entry_id)
        told = page(initiative=MEETINGS, viewer="steering_group")
        assert "Fru Hansen" not in told
        assert "trukket tilbage 20. november 2023 kl. 12.00: Nævnte en borger" in told
        assert "Vis det, der stod" not in told
        assert "Vis det, der stod Fru Hansen ringede" in page(initiative=MEETINGS, viewer="chief")

    def test_a_small_number_another_team_typed_is_told_to_be_hidden(self, page, folder):
        write(folder, NOON, PdsaPlan(MEETINGS, "t1", "Sag på mødet", "Én sag", "Færre"))
        write(folder, NOON, PdsaDo(MEETINGS, "t1", "Seks møder", date(2023, 10, 2)))
        write(
            folder, NOON, PdsaStudy(MEETINGS, "t1", "Set", "timely_decisions", 0.5, 3), parse_viewer("team_leader:T1")
        )
        hidden = "Afgørelser inden for fristen: skjult, fordi tallet kan bygge på ganske få sager."
        for viewer in ("chief", "team_leader:T1"):
            told = page(initiative=MEETINGS, viewer=viewer)
            assert "Afgørelser inden for fristen: 50,0 %, n = 3" in told
            assert hidden not in told
        for viewer in ("team_leader:T2", "steering_group"):
            told = page(initiative=MEETINGS, viewer=viewer)
            assert hidden in told
            assert "n = 3" not in told

    def test_written_as_an_example_says_so(self, page, folder):
        write(folder, NOON, LATE, is_example=True)
        assert "Eksempel." in page(initiative=MEETINGS)
        assert "Status, datoer og beslutninger er eksempler." in page()


class TestWhoWrites:
    @pytest.mark.parametrize(
        ("viewer", "writes"), [("chief", True), ("team_leader:T1", True), ("steering_group", False)]
    )
    def test_the_steering_group_reads_alone(self, run_app, folder, viewer, writes):
        app = run_app(folder, "initiatives", initiative=MEETINGS, viewer=viewer)
        assert bool([one for one in app.text_input if one.label == "Dine initialer"]) is writes
        assert ("Styregruppen læser planen" in shown(app)) is not writes

    def test_no_initials_are_told_to_the_steering_group(self, page, folder):
        write(folder, NOON, LATE, initials="QXZ")
        assert "QXZ" in page(initiative=MEETINGS)
        assert "QXZ" not in page(initiative=MEETINGS, viewer="steering_group")

    def test_nobody_writes_about_a_model(self, run_app, folder):
        app = run_app(folder, "initiatives", initiative="cph17_1_1")
        assert not [one for one in app.text_input if one.label == "Dine initialer"]
        assert "Der skrives kun om egne planer" in shown(app)


class TestWriting:
    """Through the widgets, as a writer would."""

    @pytest.fixture
    def app(self, run_app, folder):
        app = run_app(folder, "initiatives", initiative=MEETINGS)
        app.text_input(key="writer_typed").set_value("mk").run()
        return app

    def field(self, app, kind: str, label: str):
        (one,) = [each for each in app.get(kind) if each.label == label]
        return one

    def save(self, app):
        (button,) = [one for one in app.button if one.label == "Gem"]
        button.click().run()
        assert not app.exception
        return plain(shown(app))

    def test_a_status_stands_on_the_page_and_in_the_register_with_its_writer(self, app, folder):
        self.field(app, "radio", "Status").set_value("off_track").run()
        self.field(app, "text_area", "Begrundelse").set_value("Ingen tid").run()
        told = self.save(app)
        assert "Gemt." in told
        assert "■ Bagud" in told
        assert self.field(app, "text_area", "Begrundelse").value == ""
        (entry,) = Register.open(folder).entries(parse_viewer("chief"))
        assert (entry.content.reason, entry.written_by.initials, entry.is_example) == ("Ingen tid", "MK", True)

    def test_a_fault_is_told_beside_its_field_and_nothing_typed_is_lost(self, app, folder):
        self.field(app, "radio", "Status").set_value("on_track").run()
        self.field(app, "text_area", "Næste skridt (kan udelades)").set_value("Nyt møde").run()
        assert "Begrundelse skal udfyldes." in self.save(app)
        assert self.field(app, "text_area", "Næste skridt (kan udelades)").value == "Nyt møde"
        self.field(app, "text_area", "Begrundelse").set_value("Se 010170-1234").run()
        assert "CPR-nummer" in self.save(app)
        assert Register.open(folder).entries(parse_viewer("chief")) == ()

    def test_what_another_wrote_meanwhile_is_told_and_both_are_kept(self, app, folder):
        write(folder, NOON, LATE, parse_viewer("team_leader:T1"), "AB")
        self.field(app, "radio", "Status").set_value("on_track").run()
        before = plain(shown(app))
        assert "Mens du skrev, har Teamleder for Team 1 (AB) skrevet:" in before
        assert "Juristen mangler" in before
        self.field(app, "text_area", "Begrundelse").set_value("Går fint").run()
        after = self.save(app)
        assert "Din tekst er også gemt, og begge står i loggen." in after
        assert len(Register.open(folder).entries(parse_viewer("chief"))) == 2
        assert "Mens du skrev" not in plain(shown(app.run()))

    def test_what_stood_there_before_and_one_s_own_is_not_told_as_another_s(self, run_app, folder):
        write(folder, NOON, LATE, parse_viewer("team_leader:T1"), "AB")
        app = run_app(folder, "initiatives", initiative=MEETINGS)
        app.text_input(key="writer_typed").set_value("MK").run()
        for reason in ("Først", "Dernæst"):
            self.field(app, "radio", "Status").set_value("on_track").run()
            self.field(app, "text_area", "Begrundelse").set_value(reason).run()
            assert "Mens du skrev" not in self.save(app)

    def test_a_draft_comes_back_in_a_new_session_and_may_be_dropped(self, app, run_app, folder):
        self.field(app, "text_area", "Begrundelse").set_value("Halvt skrevet").run()
        again = run_app(folder, "initiatives", initiative=MEETINGS)
        again.text_input(key="writer_typed").set_value("MK").run()
        assert self.field(again, "text_area", "Begrundelse").value == "Halvt skrevet"
        assert "Kladden fra" in plain(shown(again))
        (drop,) = [one for one in again.button if one.label == "Kassér kladde"]
        drop.click().run()
        assert self.field(again, "text_area", "Begrundelse").value == ""
        assert "Kladden fra" not in plain(shown(again))
        other = run_app(folder, "initiatives", initiative=MEETINGS)
        other.text_input(key="writer_typed").set_value("MK").run()
        assert self.field(other, "text_area", "Begrundelse").value == ""

    def test_a_saved_entry_leaves_no_draft(self, app, run_app, folder):
        self.field(app, "radio", "Status").set_value("on_track").run()
        self.field(app, "text_area", "Begrundelse").set_value("Færdigt").run()
        self.save(app)
        again = run_app(folder, "initiatives", initiative=MEETINGS)
        again.text_input(key="writer_typed").set_value("MK").run()
        assert self.field(again, "text_area", "Begrundelse").value == ""

    def test_initials_that_are_none_are_refused_kindly(self, run_app, folder):
        app = run_app(folder, "initiatives", initiative=MEETINGS)
        app.text_input(key="writer_typed").set_value("M1").run()
        assert "Skriv to til fire bogstaver" in plain(shown(app))

    def test_dates_of_a_phase_move_its_bar(self, app, folder):
        app.get("button_group")[0].set_value("phase").run()
        self.field(app, "date_input", "Faktisk start").set_value(date(2023, 9, 4)).run()
        assert "Begyndt 4. september 2023; planlægningen er med i bjælken" in self.save(app)
        (entry,) = Register.open(folder).entries(parse_viewer("chief"))
        assert entry.content == PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4), None)

    def test_dates_that_stand_are_shown_and_an_end_is_added_to_them(self, app, folder):
        write(folder, NOON, PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4)))
        app.get("button_group")[0].set_value("phase").run()
        assert self.field(app, "date_input", "Faktisk start").value == date(2023, 9, 4)
        self.field(app, "date_input", "Faktisk slut (kan udelades)").set_value(date(2023, 10, 2)).run()
        assert "Gemt." in self.save(app)
        standing = Register.open(folder).standing(parse_viewer("chief"), MEETINGS)
        assert standing.phases[MEETINGS] == PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4), date(2023, 10, 2))

    def test_a_draft_brings_back_what_was_typed_alone_and_undoes_nobody_s_correction(self, app, run_app, folder):
        write(folder, NOON, PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4)))
        app.get("button_group")[0].set_value("phase").run()
        self.field(app, "date_input", "Faktisk slut (kan udelades)").set_value(date(2023, 10, 2)).run()
        corrected = PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 11))
        write(folder, NOON, corrected, parse_viewer("team_leader:T1"), "AB")
        again = run_app(folder, "initiatives", initiative=MEETINGS)
        again.text_input(key="writer_typed").set_value("mk").run()
        again.get("button_group")[0].set_value("phase").run()
        assert self.field(again, "date_input", "Faktisk start").value == date(2023, 9, 11)
        assert self.field(again, "date_input", "Faktisk slut (kan udelades)").value == date(2023, 10, 2)
        assert "Gemt." in self.save(again)
        standing = Register.open(folder).standing(parse_viewer("chief"), MEETINGS)
        assert standing.phases[MEETINGS] == PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 11), date(2023, 10, 2))

    @pytest.mark.parametrize(
        ("initiative", "kind", "written"),
        [
            (MEETINGS, "phase", PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4))),
            (STAFFING, "milestone", MilestoneMark(STAFFING, STARTED, is_done=True, done_date=date(2023, 4, 3))),
        ],
    )
    def test_what_is_saved_unchanged_is_not_written_again(self, run_app, folder, initiative, kind, written):
        write(folder, NOON, written)
        app = run_app(folder, "initiatives", initiative=initiative)
        app.text_input(key="writer_typed").set_value("mk").run()
        app.get("button_group")[0].set_value(kind).run()
        for choice in (one for one in app.selectbox if one.label == "Milepæl"):
            choice.set_value(STARTED).run()
        assert "Intet er ændret, så der er ikke gemt noget." in self.save(app)
        assert "Intet er ændret" not in plain(shown(app.run()))
        assert [one.content for one in Register.open(folder).entries(parse_viewer("chief"))] == [written]

    @pytest.mark.parametrize(
        ("written", "kind", "label", "told"),
        [
            (None, "phase", None, "Faktisk start skal udfyldes."),
            (PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4)), "phase", "Faktisk start",
             "Faktisk start er allerede skrevet og kan ikke slettes her."),
            (PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4), date(2023, 10, 2)), "phase",
             "Faktisk slut (kan udelades)", "Faktisk slut er allerede skrevet og kan ikke slettes her."),
        ],
    )  # fmt: skip
    def test_an_empty_date_erases_nothing(self, app, folder, written, kind, label, told):
        if written:
            write(folder, NOON, written)
        app.get("button_group")[0].set_value(kind).run()
        if label:
            self.field(app, "date_input", label).set_value(None).run()
        assert told in self.save(app)
        kept = Register.open(folder).entries(parse_viewer("chief"))
        assert [entry.content for entry in kept] == ([written] if written else [])

    def test_a_milestone_that_is_done_shows_its_day_and_no_empty_day_opens_it_again(self, run_app, folder):
        marked = MilestoneMark(STAFFING, STARTED, is_done=True, done_date=date(2023, 4, 3))
        write(folder, NOON, marked)
        app = run_app(folder, "initiatives", initiative=STAFFING)
        app.text_input(key="writer_typed").set_value("mk").run()
        app.get("button_group")[0].set_value("milestone").run()
        choices = [one for one in app.selectbox if one.label == "Milepæl"]
        if choices:
            choices[0].set_value(STARTED).run()
        day = self.field(app, "date_input", "Nået den")
        assert day.value == date(2023, 4, 3)
        day.set_value(None).run()
        assert "Nået den er allerede skrevet og kan ikke slettes her." in self.save(app)
        assert [one.content for one in Register.open(folder).entries(parse_viewer("chief"))] == [marked]

    def test_dates_another_wrote_meanwhile_stand_in_the_fields_its_writer_has_not_touched(self, app, folder):
        app.get("button_group")[0].set_value("phase").run()
        write(folder, NOON, PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4)), parse_viewer("team_leader:T1"), "AB")
        self.field(app, "date_input", "Faktisk slut (kan udelades)").set_value(date(2023, 10, 2)).run()
        assert "Mens du skrev, har Teamleder for Team 1 (AB) skrevet:" in plain(shown(app))
        self.save(app)
        standing = Register.open(folder).standing(parse_viewer("chief"), MEETINGS)
        assert standing.phases[MEETINGS] == PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4), date(2023, 10, 2))

    def test_a_test_is_written_one_step_at_a_time(self, app, folder):
        app.get("button_group")[0].set_value("pdsa").run()
        for label, text in (
            ("Plan: hvad vil I prøve, hvor og hvornår", "Én sag"),
            ("Forventning: hvad tror I, der sker", "Færre"),
        ):
            self.field(app, "text_area", label).set_value(text).run()
        self.field(app, "text_input", "Prøvehandlingens navn").set_value("Sag på mødet").run()
        told = self.save(app)
        assert "Mangler at blive udført." in told
        assert "Gemt." in told
        (plan,) = Register.open(folder).entries(parse_viewer("chief"))
        self.field(app, "selectbox", "Prøvehandling").set_value(f"{plan.content.test_id}:do").run()
        self.field(app, "date_input", "Begyndt").set_value(date(2023, 10, 2)).run()
        self.field(app, "text_area", "Hvad skete der").set_value("Fem møder").run()
        told = self.save(app)
        assert "Mangler at blive undersøgt." in told
        assert told.count("Gemt.") == 1
        assert self.field(app, "selectbox", "Prøvehandling").value == f"{plan.content.test_id}:study"
        assert "Gemt." not in plain(shown(app.run()))

    @pytest.mark.parametrize(
        ("observed", "count", "saved"),
        [
            ("83,4 %", "1.250", (0.834, 1250)),
            ("1,5", "12", (0.015, 12)),
            ("1.5", "12", "Målt værdi kan ikke gemmes sådan. Der skal stå: et tal med komma, for eksempel 83,4."),
            ("0.834", "12", "Målt værdi kan ikke gemmes sådan. Der skal stå: et tal med komma, for eksempel 83,4."),
            ("83,4", "3,7", "Antal bag målingen (n) kan ikke gemmes sådan. Der skal stå: et helt tal, for eksempel 1.250."),
            ("83,4", "1.25", "Antal bag målingen (n) kan ikke gemmes sådan. Der skal stå: et helt tal, for eksempel 1.250."),
            ("150", "30", "Det målte tal kan ikke gemmes sådan. Der skal stå: en andel fra 0 til 100 %."),
        ],
    )  # fmt: skip
    def test_a_test_s_number_is_kept_as_it_is_meant_or_refused(self, app, folder, observed, count, saved):
        told, studies = self.studied(app, folder, "timely_decisions", observed, count)
        if isinstance(saved, str):
            assert (saved in told, studies) == (True, [])
        else:
            (study,) = studies
            assert (study.observed, study.observed_count) == (pytest.approx(saved[0]), saved[1])

    def test_a_rate_per_hundred_is_typed_as_it_is_read(self, app, folder):
        told, studies = self.studied(app, folder, "complaints_per_100_refusals", "12", "50")
        assert [one.observed for one in studies] == [pytest.approx(0.12)]
        assert "Klager pr. 100 hele eller delvise afslag: 12,0, n = 50" in told

    def studied(self, app, folder, kpi_id, observed, count):
        """What the page tells and the register holds after such a number is typed of a test that is done."""
        write(folder, NOON, PdsaPlan(MEETINGS, "t1", "Sag på mødet", "Én sag", "Færre"))
        self.done_by_another(folder)
        app.get("button_group")[0].set_value("pdsa").run()
        self.field(app, "selectbox", "Prøvehandling").set_value("t1:study").run()
        self.field(app, "text_area", "Hvad viser det").set_value("Set")
        self.field(app, "selectbox", "Nøgletal (kan udelades)").set_value(kpi_id)
        self.field(app, "text_input", "Målt værdi (kan udelades)").set_value(observed)
        self.field(app, "text_input", "Antal bag målingen (n) (kan udelades)").set_value(count)
        told = self.save(app)
        kept = Register.open(folder).entries(parse_viewer("chief"), Kind.PDSA_STUDY)
        return told, [one.content for one in kept]

    @pytest.fixture
    def at_the_doing(self, app, folder):
        """A writer who has opened the step of a test that another is about to write, too."""
        write(folder, NOON, PdsaPlan(MEETINGS, "t1", "Sag på mødet", "Én sag", "Færre"))
        app.get("button_group")[0].set_value("pdsa").run()
        self.field(app, "selectbox", "Prøvehandling").set_value("t1:do").run()
        return app

    def done_by_another(self, folder):
        content = PdsaDo(MEETINGS, "t1", "Seks møder", date(2023, 10, 2))
        write(folder, NOON, content, parse_viewer("team_leader:T1"), "AB")

    @pytest.mark.parametrize("is_kept", [False, True], ids=["typed_last", "kept_as_draft"])
    def test_two_who_write_the_same_step_of_a_test_are_told_and_both_are_kept(self, at_the_doing, folder, is_kept):
        app = at_the_doing
        self.field(app, "date_input", "Begyndt").set_value(date(2023, 10, 3))
        self.field(app, "text_area", "Hvad skete der").set_value("Fem møder")
        if is_kept:
            app.run()
        self.done_by_another(folder)
        told = self.save(app)
        assert "Mens du skrev, har Teamleder for Team 1 (AB) skrevet:" in told
        assert "Din tekst er også gemt, og begge står i loggen." in told
        done = Register.open(folder).entries(parse_viewer("chief"), Kind.PDSA_DO)
        assert [one.content.done for one in done] == ["Seks møder", "Fem møder"]
        assert self.field(app, "selectbox", "Prøvehandling").value == "t1:study"

    def test_who_has_typed_nothing_goes_on_to_the_step_that_is_next_now(self, at_the_doing, folder):
        self.done_by_another(folder)
        at_the_doing.run()
        assert self.field(at_the_doing, "selectbox", "Prøvehandling").value == "t1:study"

    def test_a_draft_of_a_step_that_another_has_written_is_offered_back(self, at_the_doing, run_app, folder):
        self.field(at_the_doing, "text_area", "Hvad skete der").set_value("Fem møder").run()
        self.done_by_another(folder)
        again = run_app(folder, "initiatives", initiative=MEETINGS)
        again.text_input(key="writer_typed").set_value("mk").run()
        again.get("button_group")[0].set_value("pdsa").run()
        choice = self.field(again, "selectbox", "Prøvehandling")
        assert "Sag på mødet: din kladde til det, der skete (en anden har skrevet trinnet)" in choice.options
        choice.set_value("t1:do").run()
        assert self.field(again, "text_area", "Hvad skete der").value == "Fem møder"
        (drop,) = [one for one in again.button if one.label == "Kassér kladde"]
        drop.click().run()
        assert self.field(again, "selectbox", "Prøvehandling").value == "t1:study"
        assert not any("din kladde" in one for one in self.field(again, "selectbox", "Prøvehandling").options)

    def test_what_was_written_by_mistake_is_taken_back_and_stays_in_the_log(self, app):
        self.field(app, "radio", "Status").set_value("off_track").run()
        self.field(app, "text_area", "Begrundelse").set_value("Forkert indsats").run()
        self.save(app)
        app.get("button_group")[0].set_value("withdrawal").run()
        self.field(app, "text_area", "Hvorfor det tages tilbage").set_value("Skrevet det forkerte sted").run()
        told = self.save(app)
        assert "Der er endnu ikke skrevet en status." in told
        assert re.search(r"trukket tilbage [^:]*: Skrevet det forkerte sted", told)
        assert told.count("Gemt.") == 1


class TestEvents:
    def test_are_listed_and_written_by_the_chief_on_the_plan_s_page(self, run_app, folder):
        write(folder, NOON, Event(date(2023, 9, 11), "Nyt fagsystem", EventKind.NEW_SYSTEM))
        told = plain(shown(run_app(folder, "initiatives")))
        assert "11. september 2023: Nyt fagsystem Nyt system · hele området · Centerchef (MK)" in told

    def test_of_the_set_up_stand_among_them_and_are_said_to_be_nobody_s_entry(self, run_app, tmp_path):
        set_up = [(date(2023, 6, 1), "Ny arbejdsgang")]
        folder = contract_warehouse(tmp_path, small_cases(20), AS_OF, events=set_up, others=plan_tables())
        write(folder, NOON, Event(date(2023, 5, 11), "Nyt fagsystem", EventKind.NEW_SYSTEM))
        told = plain(shown(run_app(folder, "initiatives")))
        assert "1. juni 2023: Ny arbejdsgang Sat op i events.csv · hele området" in told
        assert told.index("Nyt fagsystem") < told.index("Ny arbejdsgang")

    def test_may_be_taken_back_and_leave_the_curves(self, run_app, folder):
        write(folder, NOON, Event(date(2023, 9, 11), "Nyt fagsystem", EventKind.NEW_SYSTEM))
        app = run_app(folder, "initiatives")
        app.text_input(key="writer_typed").set_value("MK").run()
        (reason,) = [one for one in app.text_area if one.label == "Hvorfor det tages tilbage"]
        reason.set_value("Blev udskudt").run()
        [one for one in app.button if one.label == "Gem"][-1].click().run()
        told = plain(shown(app))
        assert "Ingen hændelser er skrevet her." in told
        assert told.count("Gemt.") == 1
        assert Register.open(folder).events(parse_viewer("chief")) == ()
        assert "11. september 2023: Nyt fagsystem 20. november 2023 kl. 12.00, Centerchef (MK) Taget tilbage" in told
        assert [one.label for one in app.expander] == ["Skriv en hændelse", "Taget tilbage (1)"]

    def test_that_were_taken_back_are_not_told_to_the_steering_group(self, page, folder):
        wrong = write(folder, NOON, Event(date(2023, 9, 11), "Fru Hansen", EventKind.OTHER)).entry
        write(folder, NOON, Withdrawal("Nævnte en borger"), corrects=wrong.entry_id)
        for viewer, is_told in (("chief", True), ("team_leader:T1", True), ("steering_group", False)):
            told = page(viewer=viewer)
            assert ("Fru Hansen" in told) is is_told
            assert ("Taget tilbage 20. november 2023 kl. 12.00, Centerchef (MK): Nævnte en borger" in told) is is_told

    def test_stand_on_the_curves_of_other_pages(self, run_app, folder):
        write(folder, NOON, Event(date(2023, 9, 11), "Nyt fagsystem", EventKind.NEW_SYSTEM))
        charts = [one.proto.spec for one in run_app(folder, "deadlines").get("plotly_chart")]
        assert any("Nyt fagsystem" in spec for spec in charts)


def test_where_what_is_written_cannot_be_read_the_plan_and_the_numbers_still_can(run_app, folder):
    (folder / "register").mkdir(exist_ok=True)
    (folder / "register" / "register.sqlite").write_bytes(b"not a database at all" * 500)
    for page, expected in (("initiatives", "Status kan ikke hentes for planens 9 indsatser"), ("deadlines", "%")):
        app = run_app(folder, page)
        told = plain(shown(app))
        assert not app.exception
        assert "Det, der er skrevet, kan ikke hentes." in told
        assert expected in told


def test_what_somebody_types_is_no_markup_anywhere(run_app, folder):
    typed = '<a href="https://example.org">klik</a> & <b>fed</b>'
    write(folder, NOON, StatusUpdate(MEETINGS, InitiativeStatus.OFF_TRACK, typed, typed, None, typed))
    write(folder, NOON, PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4)))
    write(folder, NOON, Note(MEETINGS, typed))
    write(folder, NOON, Event(date(2023, 9, 11), typed, EventKind.OTHER))
    for page, address in (("initiatives", {}), ("initiatives", {"initiative": MEETINGS}), ("deadlines", {})):
        app = run_app(folder, page, **address)
        drawn = "".join(one.proto.spec for one in app.get("plotly_chart"))
        for part in (shown(app), drawn):
            assert '<a href="https://example.org' not in part
            assert '<a href=\\"https://example.org' not in part
            assert "<b>fed" not in part
