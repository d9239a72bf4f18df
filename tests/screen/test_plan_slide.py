"""The plan on the projector: the steering group's own, with what is to be decided and no person."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.charts.enlarged import FACTOR
from dashboard.charts.gantt import Row, Tone
from dashboard.initiative import InitiativeStatus
from dashboard.register import PhaseDates, StatusUpdate
from dashboard.ui.steering_group.plan import fitted, short_decision
from tests.screen.conftest import shown
from tests.screen.plan_tables import with_plans, write
from tests.screen.test_initiatives_page import plain

MEETINGS = "cvv_weekly_meetings"
SAID = StatusUpdate(
    MEETINGS, InitiativeStatus.OFF_TRACK, "Ingen tid", "Aftale", date(2023, 12, 4), "Skal juristen med?"
)


@pytest.fixture
def folder(tmp_path):
    folder = with_plans(
        tmp_path, ("cvv_2023", "plan", "Til drøftelse"), ("copenhagen_2017", "plan", None), ("x", "plan", None)
    )
    write(folder, datetime(2023, 11, 20, tzinfo=UTC), SAID, initials="QXZ", is_example=True)
    write(folder, datetime(2023, 11, 20, tzinfo=UTC), PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4)), initials="QXZ")
    return folder


def spec(app) -> dict:
    (chart,) = app.get("plotly_chart")
    return json.loads(chart.proto.spec)


@pytest.mark.parametrize("viewer", ["chief", "team_leader:T1", "steering_group"])
def test_it_says_how_the_plan_stands_and_what_is_wanted_and_names_nobody(run_app, folder, viewer):
    app = run_app(folder, "steering_group", viewer=viewer)
    told = plain(shown(app))
    assert not app.exception
    assert "0 af 9 indsatser går efter planen eller er gennemført, 1 er bagud eller i risiko for det" in told
    assert "Ønsket beslutning, Ugentlige socialfaglige møder: Skal juristen med?" in told
    assert "Status, datoer og beslutninger er eksempler." in told
    assert "n: 9 indsatser" in told
    assert "Til drøftelse" in told
    assert "QXZ" not in repr(app.main) + told


def test_its_chart_has_the_recorded_status_and_bar_in_type_for_the_room(run_app, folder):
    drawn = spec(run_app(folder, "steering_group"))
    notes = [note["text"] for note in drawn["layout"]["annotations"]]
    assert any("■ Bagud" in note for note in notes)
    assert drawn["layout"]["font"]["size"] == pytest.approx(14 * FACTOR)
    fills = drawn["data"][1]
    assert fills["customdata"] == [MEETINGS]


def test_a_model_is_told_to_be_one(run_app, folder):
    told = plain(shown(run_app(folder, "steering_group", slide="2")))
    assert "12 indsatser under 5 mål" in told
    assert "(model fra Københavns Kommune)" in told


def test_a_plan_that_does_not_exist_is_told_on_its_own_slide(run_app, folder):
    told = plain(shown(run_app(folder, "steering_group", slide="3")))
    assert "nævner planen »x«, som ikke findes i data/reference/plans.csv" in told


@pytest.mark.parametrize(
    ("typed", "shown_as"),
    [
        ("Skal juristen med?", "Skal juristen med?"),
        ("x" * 150, "x" * 150),
        # 19 letters seven times and 17 of the eighth: the cut would fall inside its last word.
        ("Skal juristen med? " * 26, "Skal juristen med? " * 7 + "Skal juristen \u2026"),
        ("x" * 420, "x" * 150 + " \u2026"),
    ],
)
def test_a_long_decision_is_cut_on_the_slide_and_never_inside_a_word_that_fits(typed, shown_as):
    assert short_decision(typed) == shown_as


def test_a_decision_of_five_hundred_letters_stands_cut_on_the_slide(run_app, tmp_path):
    folder = with_plans(tmp_path, ("cvv_2023", "plan", None))
    wanted = replace(SAID, decision_wanted="Skal juristen med? " * 26)
    write(folder, datetime(2023, 11, 20, tzinfo=UTC), wanted)
    told = plain(shown(run_app(folder, "steering_group")))
    assert (
        "Ønsket beslutning, Ugentlige socialfaglige møder: " + "Skal juristen med? " * 7 + "Skal juristen \u2026"
        in told
    )
    assert "Skal juristen med? " * 8 not in told


def test_two_long_decisions_share_the_room_of_one(run_app, tmp_path):
    folder = with_plans(tmp_path, ("cvv_2023", "plan", None))
    for initiative in (MEETINGS, "cvv_supervision"):
        wanted = replace(SAID, initiative_id=initiative, decision_wanted="Skal juristen med? " * 26)
        write(folder, datetime(2023, 11, 20, tzinfo=UTC), wanted)
    told = plain(shown(run_app(folder, "steering_group")))
    # 75 letters: three times 19 and 18 of the fourth, which is all of it but its space.
    assert told.count(": " + "Skal juristen med? " * 4 + "\u2026") == 2


@pytest.mark.parametrize(("pixels", "lines"), [(60, 2), (37.5, 1), (37, 0), (18, 0)])
def test_what_stands_after_a_bar_stays_between_the_lines_of_its_row(pixels, lines):
    row = Row("a", "A", [], notes=[("Ikke opdateret i 9 uger", Tone.BAD), ("Begyndt 66 dage forsinket", Tone.BAD)])
    assert len(fitted(row, pixels).notes) == lines
