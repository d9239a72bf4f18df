"""Another municipality's plan: whose numbers stand under it, what its document says of each initiative, and its parts."""

import re

import pytest

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.warehouse import Warehouse
from tests.screen.conftest import shown
from tests.screen.plan_tables import with_plans
from tests.screen.test_initiatives_page import plain


@pytest.fixture
def folder(tmp_path):
    return with_plans(tmp_path, ("copenhagen_2015", "plan", None))


@pytest.fixture
def html(run_app, folder):
    return lambda plan: shown(run_app(folder, "initiatives", plan=plan))


@pytest.mark.parametrize("plan", ["copenhagen_2017", "copenhagen_2015"])
def test_a_number_under_its_goals_is_said_to_be_this_municipality_s(html, folder, plan):
    own = Answers(Warehouse.newest(folder), CHIEF).municipality_name
    numbers = [told for told in map(plain, re.findall(r"<p>(.*?)</p>", html(plan))) if told.endswith("Definition ")]
    assert numbers
    assert [told for told in numbers if not told.strip().startswith(f"I {own}: ")] == []


def test_a_number_under_an_own_goal_needs_no_such_word(html):
    numbers = [
        told for told in map(plain, re.findall(r"<p>(.*?)</p>", html("cvv_reversals_2022"))) if "Definition" in told
    ]
    assert numbers
    assert not any(told.strip().startswith("I ") for told in numbers)


def test_the_list_without_dates_has_the_status_and_reason_of_the_document(html):
    told = plain(html("copenhagen_2015"))
    assert "✕ Udgået. Der er tale om indsatser, som er fuldt implementerede" in told
    told = plain(html("copenhagen_2017"))
    assert "○ Ikke begyndt. ’Proaktiv produktionsplanlægning’ (3.2.) kan derfor først igangsættes" in told


def test_parts_are_counted_apart_and_stand_under_their_whole(html, run_app, folder):
    page = html("copenhagen_2015")
    assert "6 indsatser med 8 dele under 1 mål" in plain(page)
    (parts,) = re.findall(
        r"Understøttelse af sagsbehandlingen</a>.*?<ul class=\"plan-list\">(.*?)</ul>", page, re.DOTALL
    )
    assert "Udvikling af myndighedsområdet" in parts
    assert "Audit af sager" not in parts
    assert "Efteruddannelse af sagsbehandlere (Obligatoriske kurser inden for god sagsbehandling, Kurser i" in plain(
        page
    )
    assert "6 indsatser med 8 dele" in plain(shown(run_app(folder, "steering_group")))
