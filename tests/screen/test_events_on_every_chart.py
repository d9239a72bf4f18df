"""Every chart over time bears the events, in words or by a number whose words stand under it (issue 4)."""

import json
import re
from datetime import date

import pytest

from dashboard.charts.event_places import EventRoom
from dashboard.charts.events import EVENT_HEIGHT, add_placed_events, numbered_events
from dashboard.charts.style import LIGHT, Theme, figure
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import small_cases
from tests.screen.conftest import shown
from tests.screen.test_appeals_page import cases as appealed_cases
from tests.screen.test_appeals_page import complaint_tables, complaints
from tests.screen.test_caseload_page import AS_OF, municipality
from tests.screen.test_overview_page import plain

LABEL = "Nyt fagsystem"
EVENTS = [(date(2023, 6, 1), LABEL)]
FEW = [(date(2023, 6, 1 + day), f"Hændelse {day}") for day in range(4)]


def marked(app) -> set[str]:
    """The keys of the charts that bear the event."""
    keys = set()
    for chart in app.get("plotly_chart"):
        notes = json.loads(chart.proto.spec)["layout"].get("annotations", [])
        if any(note["text"] == LABEL for note in notes):
            keys.add(chart.proto.id.rsplit("-chart_", 1)[-1].removesuffix("_0"))
    return keys


@pytest.mark.parametrize(
    ("page", "charts"),
    [("deadlines", {"trend", "flow"}), ("caseload", {"load_trend", "flow"}), ("decisions", {"decision_months"})],
)
def test_every_month_chart_of_a_page_is_marked(run_app, tmp_path, page, charts):
    assert marked(run_app(municipality(tmp_path, events=EVENTS), page)) == charts


def test_the_reversals_by_month_and_by_quarter_are_marked(run_app, tmp_path):
    folder = contract_warehouse(
        tmp_path, appealed_cases(), AS_OF, events=EVENTS, others=complaint_tables(appealed_cases(), complaints())
    )
    assert marked(run_app(folder, "appeals")) == {"trend", "cohort"}


@pytest.mark.parametrize(
    ("kpi_ids", "chart"),
    [("timely_decisions", "trend"), ("open_cases", "trend"), ("open_cases,received_cases,decisions", "flow")],
)
class TestASlide:
    def deck(self, folder, kpi_ids: str, chart: str, events):
        slide = {"slide": 1, "kpi_ids": kpi_ids, "chart": chart, "text": "Kommunens egne ord"}
        return contract_warehouse(folder, small_cases(), AS_OF, events=events, others={"reference.deck": [slide]})

    def test_over_time_is_marked(self, run_app, tmp_path, kpi_ids, chart):
        (drawn,) = run_app(self.deck(tmp_path, kpi_ids, chart, EVENTS), "steering_group").get("plotly_chart")
        assert LABEL in [note["text"] for note in json.loads(drawn.proto.spec)["layout"]["annotations"]]

    def test_says_in_its_text_what_has_but_a_number_on_the_chart(self, run_app, tmp_path, kpi_ids, chart):
        app = run_app(self.deck(tmp_path, kpi_ids, chart, FEW), "steering_group")
        # One text finds room on each side of the lines.
        assert re.search(r"Tallene over figuren: 1: Hændelse \d; 2: Hændelse \d\.", plain(shown(app)))
        assert "Kommunens egne ord." in plain(shown(app))


class TestTheRoom:
    LONG = "En meget lang hændelse, som ikke kan stå i to linjer over nogen figur"

    def drawn(self, events, room: EventRoom):
        drawing = figure(Theme.LIGHT, 100)
        return drawing, add_placed_events(drawing, events, 12, LIGHT, room)

    def test_stands_over_the_names_of_the_series(self):
        drawing, above = self.drawn([(5.0, LABEL)], EventRoom(foot=36))
        (note,) = drawing.layout.annotations
        assert (note.yshift, above) == (36, EVENT_HEIGHT)

    @pytest.mark.parametrize(("is_behind", "layer"), [(True, "below"), (False, "above")])
    def test_leaves_bars_before_the_lines_and_bands_behind_them(self, is_behind, layer):
        drawing, _ = self.drawn([(5.0, LABEL)], EventRoom(is_behind=is_behind))
        assert {shape.layer for shape in drawing.layout.shapes} == {layer}

    def test_where_nobody_can_hover_a_long_text_has_a_number(self):
        drawing, _ = self.drawn([(5.0, self.LONG), (9.0, LABEL)], EventRoom(is_still=True))
        assert numbered_events(drawing) == (self.LONG,)
        assert {note.text for note in drawing.layout.annotations} == {LABEL, "1"}

    def test_of_one_level_has_numbers_where_texts_would_meet(self):
        drawing, _ = self.drawn([(5.0, LABEL), (5.2, "Ny enhed"), (5.4, "Ny lov")], EventRoom(levels=1))
        (numbered,) = numbered_events(drawing)
        assert {note.text for note in drawing.layout.annotations} == {LABEL, "Ny enhed", "Ny lov", "1"} - {numbered}
