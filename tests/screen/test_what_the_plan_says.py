"""What a plan's document says beside its initiatives, as the page has it."""

import json
import re

import pytest

from tests.screen.conftest import shown
from tests.screen.plan_tables import plan_tables, with_plans
from tests.screen.test_initiatives_page import plain


@pytest.fixture
def page(run_app, tmp_path):
    folder = with_plans(tmp_path)

    def words_of(**address: str) -> str:
        return plain(shown(run_app(folder, "initiatives", **address)))

    return words_of


def of_no_initiative(table: str, plan_id: str) -> list[dict]:
    return [
        row for row in plan_tables()[f"reference.{table}"] if row["plan_id"] == plan_id and not row["initiative_id"]
    ]


@pytest.mark.parametrize(("plan", "notes", "milestones"), [("cvv_reversals_2022", 9, 3), ("copenhagen_2017", 0, 10)])
def test_every_note_and_milestone_of_no_initiative_stands_on_the_plan_s_page(page, plan, notes, milestones):
    told = page(plan=plan)
    said = [row["text"] for row in of_no_initiative("initiative_notes", plan)]
    named = [row["title"] for row in of_no_initiative("initiative_milestones", plan)]
    assert (len(said), len(named)) == (notes, milestones)
    assert [words for words in said + named if re.sub(r"\s+", " ", words) not in told] == []


def test_what_the_document_tells_as_done_is_told_as_its_words_and_what_it_plans_as_planned(page):
    told = page(plan="cvv_reversals_2022")
    assert (
        "◆ Inde over hovedparten af klager fra borgere over en afgørelse Sket ifølge planens tekst: fra primo 2023."
        in told
    )
    assert "◆ Fælles Fagligt Fundament Sket ifølge planens tekst; dato ikke angivet." in told
    told = page(plan="copenhagen_2017")
    assert "◇ Der arbejdes videre med temaet Planlagt fra andet halvår af 2018. Mål: 1. " in told


def test_a_milestone_of_an_initiative_the_document_tells_as_done_is_no_open_one(page):
    told = page(initiative="cvv_availability")
    assert "◆ Alle afdelinger i CVV har et bestemt telefonnr. Sket ifølge planens tekst: primo april." in told
    told = page(initiative="cvv_temporary_staffing")
    assert "◇ Der starter erfaren socialrådgiver i stillingen Planlagt den 1. juni 2023. Ikke meldt nået." in told


def test_a_phase_the_document_tells_as_begun_is_not_told_to_have_ended_nor_to_lack_a_start(page):
    told = page(initiative="cph17_5_1")
    assert "Ifølge planens tekst begyndt november 2017, planlagt slut 1. kvartal 2018. Udbredes" in told
    assert "Planlagt start herefter." in told
    assert "Sket ifølge planens tekst: oktober 2017 – december 2017." in page(initiative="cph17_3_1")
    assert "Planlagt 1. kvartal 2018. " in page(initiative="cph17_4_1")


def test_a_plan_that_says_nothing_beside_its_initiatives_has_no_such_list(page):
    assert "Det siger planen" not in page(plan="cvv_2023")


def test_what_was_done_at_the_beginning_of_april_is_drawn_there_and_filled(run_app, tmp_path):
    (chart,) = run_app(with_plans(tmp_path), "initiatives").get("plotly_chart")
    (drawn,) = [one for one in json.loads(chart.proto.spec)["data"] if "diamond" in str(one.get("marker"))]
    places = dict(zip(drawn["x"], drawn["marker"]["color"], strict=True))
    assert sorted(places) == pytest.approx([0.5 + 0.5 / 30, 2.5 + 0.5 / 30], abs=0.02)  # 1 April and 1 June; March is 0
    filled, hollow = (places[place] for place in sorted(places))
    assert filled != hollow
