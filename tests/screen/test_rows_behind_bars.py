"""Whatever can be clicked opens exactly the cases it counts; the counts are told by a recount in plain Python."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.access import CHIEF, parse_viewer
from dashboard.answers import Answers
from dashboard.charts.style import Theme
from dashboard.selection import Month, Period, Selection
from dashboard.ui.deadlines.age import age_panel
from dashboard.ui.deadlines.paragraphs import paragraphs_panel
from dashboard.ui.deadlines.trend import trend_panel
from dashboard.ui.deadlines.types import types_panel
from dashboard.ui.flow import flow_panel
from dashboard.ui.frame import Frame
from dashboard.ui.panel import Panel
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import AS_OF, small_cases

WITHOUT = [
    {"case_id": "U1", "received_date": date(2023, 5, 2), "decided_date": date(2023, 5, 9), "deadline_date": None},
    {"case_id": "U2", "received_date": date(2023, 9, 1), "deadline_date": date(2023, 9, 15)},
    {"case_id": "U3", "received_date": date(2023, 3, 1), "decided_date": date(2023, 5, 1), "team_id": "T1",
     "deadline_date": date(2023, 4, 1), "application_type": "renewal"},
]  # fmt: skip
CASES = [*small_cases(400), *WITHOUT]
YEAR = Selection(Period(Month(2022, 12), Month(2023, 11)))
NARROW = Selection(Period(Month(2023, 3), Month(2023, 8)), team_ids=("T1",))
PANELS: dict[str, Callable[[Frame], Panel]] = {
    "trend": lambda frame: trend_panel(frame, "timely_decisions"),
    "types": lambda frame: types_panel(frame, "timely_decisions", "median_processing_days"),
    "flow": lambda frame: flow_panel(frame, "received_cases", "decisions", "open_cases", "withdrawn_cases"),
    "age": lambda frame: age_panel(frame, "open_cases", "overdue_open_cases"),
    "paragraphs": lambda frame: paragraphs_panel(frame, [f"{one}_processing_days" for one in ("median", "p80", "p90")]),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return contract_warehouse(tmp_path_factory.mktemp("bars"), CASES, AS_OF)


def frame_of(folder: Path, selection: Selection, viewer=CHIEF) -> Frame:
    return Frame(Answers(Warehouse.newest(folder), viewer), selection, Theme.LIGHT, "deadlines")


def points(panel: Panel) -> dict[str, float]:
    """customdata → the drawn value, for every point that can be clicked."""
    drawn = {}
    for trace in [trace for trace in panel.figure.data if trace.customdata is not None]:
        for one, value in zip(trace.customdata, trace.y, strict=True):
            if value is not None:
                drawn[one] = value
    return drawn


def chosen(selection: Selection) -> list[dict]:
    return [case for case in CASES if not selection.team_ids or case.get("team_id") in selection.team_ids]


def decided_in(case: dict, period: Period) -> bool:
    decided = case.get("decided_date")
    return decided is not None and period.first_day <= decided <= period.last_day


@pytest.mark.parametrize("selection", [YEAR, NARROW], ids=["everything", "one team"])
class TestTheRowsAddUp:
    @pytest.mark.parametrize("name", PANELS)
    def test_every_point_that_is_drawn_can_be_opened(self, folder, selection, name):
        panel = PANELS[name](frame_of(folder, selection))
        drawn = {one for one, value in points(panel).items() if value or name in ("types", "trend", "paragraphs")}
        assert drawn
        assert drawn <= set(panel.bars)

    @pytest.mark.parametrize("name", ["flow", "age"])
    def test_a_bars_rows_are_as_many_as_it_is_high(self, folder, selection, name):
        panel = PANELS[name](frame_of(folder, selection))
        drawn = points(panel)
        assert {one: len(bar.ask().frame) for one, bar in panel.bars.items()} == {one: drawn[one] for one in panel.bars}

    def test_a_month_opens_its_decisions_with_a_deadline(self, folder, selection):
        for month, bar in trend_panel(frame_of(folder, selection), "timely_decisions").bars.items():
            one = Period(Month.parse(month), Month.parse(month))
            expected = {c["case_id"] for c in chosen(selection) if decided_in(c, one) and c.get("deadline_date")}
            assert set(bar.ask().frame["case_id"]) == expected

    def test_a_kind_of_application_opens_its_decisions(self, folder, selection):
        for key, bar in PANELS["types"](frame_of(folder, selection)).bars.items():
            part, kind = key.split(":")
            expected = {
                case["case_id"]
                for case in chosen(selection)
                if decided_in(case, selection.period)
                and case.get("application_type", "new") == kind
                and (part == "days" or case.get("deadline_date"))
            }
            assert set(bar.ask().frame["case_id"]) == expected

    def test_a_paragraph_opens_its_decisions_also_without_one(self, folder, selection):
        bars = PANELS["paragraphs"](frame_of(folder, selection)).bars
        assert "" in bars
        for paragraph, bar in bars.items():
            expected = {
                case["case_id"]
                for case in chosen(selection)
                if decided_in(case, selection.period) and (case.get("paragraph") or "") == paragraph
            }
            assert set(bar.ask().frame["case_id"]) == expected


class TestAgeBands:
    @pytest.mark.parametrize("as_of", [None, date(2023, 6, 14), date(2022, 3, 1)])
    @pytest.mark.parametrize("is_overdue", [True, False])
    def test_the_rows_of_every_band_are_its_count(self, folder, as_of, is_overdue):
        answers = Answers(Warehouse.newest(folder), CHIEF)
        day = as_of or AS_OF
        for band in answers.age_bands(YEAR, as_of):
            rows = answers.rows_in_band(band, is_overdue, YEAR, as_of)
            expected = {
                case["case_id"]
                for case in CASES
                if case["received_date"] <= day
                and (case.get("decided_date") is None or case["decided_date"] > day)
                and band.first_day <= (day - case["received_date"]).days <= (band.last_day or 10_000)
                and bool(case.get("deadline_date") and case["deadline_date"] < day) == is_overdue
            }
            assert set(rows.frame["case_id"]) == expected
            assert rows.total_rows == (band.overdue if is_overdue else band.open - band.overdue)

    def test_a_team_leader_opens_the_own_teams_rows_and_is_told_no_more(self, folder):
        leader = Answers(Warehouse.newest(folder), parse_viewer("team_leader:T1"))
        chief = Answers(Warehouse.newest(folder), CHIEF)
        for band in chief.age_bands(YEAR):
            all_rows = chief.rows_in_band(band, True, YEAR).frame
            rows = leader.rows_in_band(band, True, YEAR)
            assert set(rows.frame["case_id"]) == set(all_rows[all_rows["team_id"] == "T1"]["case_id"])
            assert (rows.hidden_rows is None) == (len(rows.frame) < len(all_rows))

    def test_the_steering_group_opens_none(self, folder):
        group = Answers(Warehouse.newest(folder), parse_viewer("steering_group"))
        for band in group.age_bands(YEAR):
            assert group.rows_in_band(band, False, YEAR).frame.empty


def test_the_sum_of_the_bands_is_the_stock(folder):
    frame = frame_of(folder, YEAR)
    rows = pd.concat([bar.ask().frame for bar in PANELS["age"](frame).bars.values()])
    assert rows["case_id"].is_unique
    assert len(rows) == frame.answers.measure("open_cases", YEAR).measurement.value


def test_the_flows_subtitle_makes_title_bars_and_line_add_up(folder: Path) -> None:
    begun, over = date(2022, 12, 1), date(2023, 12, 1)
    received = sum(begun <= case["received_date"] < over for case in CASES)
    decided = sum(begun <= case["decided_date"] < over for case in CASES if case.get("decided_date"))
    before = sum(
        case["received_date"] < begun and not (case.get("decided_date") and case["decided_date"] < begun)
        for case in CASES
    )
    said = PANELS["flow"](frame_of(folder, YEAR)).subtitle
    assert f"{received} modtaget · {decided} afgjort." in said
    assert f"Åbne sager: {before} før perioden, {before + received - decided} ved dens slutning." in said


def test_every_paragraph_the_title_counts_is_drawn(tmp_path: Path) -> None:
    late = [
        {"case_id": f"{paragraph}-{number}", "paragraph": str(paragraph), "application_type": "new", "team_id": "T1",
         "received_date": date(2023, 5, 1), "deadline_date": date(2023, 5, 20),
         "decided_date": date(2023, 5, 10 if number < 5 else 30)}
        for paragraph in range(80, 90) for number in range(10)
    ]  # fmt: skip
    frame = frame_of(contract_warehouse(tmp_path, late, AS_OF), YEAR)
    panel = PANELS["paragraphs"](frame)
    assert panel.title.startswith("På 10 af 10 paragraffer")
    names = [note.text for note in panel.figure.layout.annotations if " i tide" in note.text and "<br>" in note.text]
    assert len(names) == 10
    assert all("50,0 % af 10 i tide" in name for name in names)
