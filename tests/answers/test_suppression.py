"""Small counts: what a viewer without the rows may read, and that nothing hidden follows by subtraction (kpis.md)."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.access import CHIEF, parse_viewer
from dashboard.answers import Answers
from dashboard.kpi.definition import Kpi
from dashboard.kpi.registry import registry
from dashboard.measurement import Measurement, Movement, Silence, Split, Verdict
from dashboard.selection import Month, Period, Selection
from dashboard.suppression import Part, Rule, suppressed, suppressed_groups
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse

STEERING_GROUP = parse_viewer("steering_group")
LIMIT = 5


def share(numerator: int, denominator: int) -> Measurement:
    value = numerator / denominator if denominator else None
    silence = None if denominator else Silence.NO_CASES
    return Measurement(value, denominator, numerator=numerator, denominator=denominator, silence=silence)


def count(value: int) -> Measurement:
    return Measurement(float(value), value)


@pytest.fixture
def timely() -> Kpi:
    return registry()["timely_decisions"]


@pytest.fixture
def overdue() -> Kpi:
    return registry()["overdue_open_cases"]


class TestOneNumber:
    @pytest.mark.parametrize("value", [1, 4])
    def test_a_small_count_reads_fewer_than_five(self, overdue: Kpi, value: int) -> None:
        told = suppressed(overdue, count(value), Rule(LIMIT))
        assert (told.value, told.n, told.silence, told.fewer_than) == (None, None, Silence.SUPPRESSED, 5)

    @pytest.mark.parametrize("value", [0, 5, 60])
    def test_zero_and_five_and_more_are_told(self, overdue: Kpi, value: int) -> None:
        assert suppressed(overdue, count(value), Rule(LIMIT)) == count(value)

    @pytest.mark.parametrize(
        ("numerator", "denominator"), [(1, 60), (4, 60), (56, 60), (59, 60), (2, 4), (0, 3), (3, 3)]
    )
    def test_a_share_with_a_small_numerator_or_remainder_is_hidden_whole(
        self, timely: Kpi, numerator: int, denominator: int
    ) -> None:
        told = suppressed(timely, share(numerator, denominator), Rule(LIMIT))
        assert told == Measurement(value=None, n=None, silence=Silence.SUPPRESSED)

    @pytest.mark.parametrize(("numerator", "denominator"), [(0, 5), (5, 5), (5, 10), (0, 0)])
    def test_none_or_all_of_at_least_five_is_told(self, timely: Kpi, numerator: int, denominator: int) -> None:
        assert suppressed(timely, share(numerator, denominator), Rule(LIMIT)) == share(numerator, denominator)

    @pytest.mark.parametrize("split", [Split.PARAGRAPH, Split.TEAM])
    def test_the_outcome_of_everybody_in_a_paragraph_or_team_is_not_told(self, timely: Kpi, split: Split) -> None:
        outcome = Kpi(**(vars(timely) | {"is_outcome": True}))
        assert suppressed(outcome, share(9, 9), Rule(LIMIT, split)).silence is Silence.SUPPRESSED
        assert suppressed(outcome, share(9, 9), Rule(LIMIT)).value == 1

    def test_a_quantile_needs_five_cases(self) -> None:
        median = registry()["median_processing_days"]
        assert suppressed(median, Measurement(10.0, 4, interval=(1, 20)), Rule(LIMIT)).silence is Silence.SUPPRESSED
        assert suppressed(median, Measurement(10.0, 5), Rule(LIMIT)).value == 10

    def test_a_quantiles_interval_is_not_told_since_its_bounds_are_single_cases(self) -> None:
        median = registry()["median_processing_days"]
        told = suppressed(median, Measurement(10.0, 50, interval=(3, 20)), Rule(LIMIT))
        assert (told.value, told.interval) == (10, None)

    @pytest.mark.parametrize(("days", "band"), [(1, 0), (30, 0), (31, 30), (90, 30), (91, 90), (800, 730)])
    def test_the_oldest_case_is_told_as_a_band(self, days: int, band: int) -> None:
        told = suppressed(registry()["oldest_overdue_days"], Measurement(float(days), 5), Rule(LIMIT))
        assert (told.value, told.band_days, told.n) == (None, band, 5)

    def test_the_oldest_of_a_small_stock_is_hidden(self) -> None:
        told = suppressed(registry()["oldest_overdue_days"], Measurement(800.0, 4), Rule(LIMIT))
        assert (told.silence, told.band_days, told.n) == (Silence.SUPPRESSED, None, None)

    def test_a_small_count_beside_a_zero_denominator_is_hidden(self) -> None:
        ratio = Measurement(None, 0, numerator=3, denominator=0, silence=Silence.NO_CASES)
        assert suppressed(registry()["clearance_rate"], ratio, Rule(LIMIT)).numerator is None


class TestSplits:
    """Cells stand in the order of their ids; the total over them is told."""

    @pytest.mark.parametrize(
        ("cells", "read"),
        [
            ([3, 20, 40], ["<5", "hidden", 40]),  # a second cell, where the total would reveal the first
            ([30, 20, 3], ["hidden", 20, "<5"]),  # the first in order, whatever its size
            ([3, 2, 40], ["<5", "<5", 40]),  # 5 in all: 1 + 4 or 4 + 1 or between
            ([1, 1, 40, 50], ["<5", "<5", "hidden", 50]),  # 2 in all would be 1 + 1
            ([4, 4, 40, 50], ["<5", "<5", "hidden", 50]),  # 8 in all would be 4 + 4
            ([1, 5, 40, 50], ["hidden", "hidden", 40, 50]),  # 6 = fewer than 5 + at least 5 would be 1 + 5
            ([4, 4], ["hidden", "hidden"]),  # nothing left to hide, so the range goes
            ([0, 3, 20], [0, "<5", "hidden"]),  # an empty cell hides nothing
            ([1, 1, 1, 1, 1], ["hidden"] * 5),
            ([0, 1, 1, 1, 1, 1], ["hidden"] * 6),  # five hidden cells of five cases would be 1 each
        ],
    )
    def test_what_is_hidden_of_a_count_under_a_told_total(self, overdue: Kpi, cells: list[int], read: list) -> None:
        told = suppressed_groups(overdue, [Part(count(one), block="total") for one in cells], Rule(LIMIT))
        assert _read(told) == read

    def test_two_hidden_shares_must_not_be_small_together(self, timely: Kpi) -> None:
        # Together 0 of 2 in time, and each has a case: each would be 0 of 1.
        cells = [share(0, 1), share(0, 1), share(40, 48), share(50, 60)]
        told = suppressed_groups(timely, [Part(one, block="total") for one in cells], Rule(LIMIT))
        assert _read(told) == ["hidden", "hidden", "hidden", 60]

    def test_the_outcome_of_everybody_in_two_teams_is_not_told_by_their_sum(self, timely: Kpi) -> None:
        outcome = Kpi(**(vars(timely) | {"is_outcome": True}))
        cells = [share(9, 9), share(8, 8), share(40, 48), share(50, 60)]
        told = suppressed_groups(outcome, [Part(one, block="total") for one in cells], Rule(LIMIT, Split.TEAM))
        assert _read(told) == ["hidden", "hidden", "hidden", 60]

    def test_what_others_add_to_the_own_part_is_hidden_like_a_cell(self, overdue: Kpi) -> None:
        # The others add 1, 1 and 20: 2 in all would be 1 each.
        parts = [
            Part(count(9), count(8), "total"),
            Part(count(10), count(9), "total"),
            Part(count(30), count(10), "total"),
        ]
        assert _read(suppressed_groups(overdue, parts, Rule(LIMIT, tells_range=False))) == ["hidden"] * 3

    def test_what_is_all_the_viewers_own_is_told(self, overdue: Kpi) -> None:
        parts = [Part(count(3), count(3), "total"), Part(count(3), None, "total"), Part(count(40), None, "total")]
        assert _read(suppressed_groups(overdue, parts, Rule(LIMIT))) == [3, "<5", "hidden"]

    def test_nothing_further_is_hidden_where_no_total_is_told(self, overdue: Kpi) -> None:
        assert _read(suppressed_groups(overdue, [Part(count(3)), Part(count(0))], Rule(LIMIT))) == ["<5", 0]

    def test_no_team_of_a_hidden_unit_is_told(self, overdue: Kpi) -> None:
        parts = [Part(count(one), is_of_hidden_unit=True) for one in (0, 3, 20)]
        assert _read(suppressed_groups(overdue, parts, Rule(LIMIT))) == ["hidden"] * 3


def _read(told: Sequence[Measurement]) -> list:
    return ["<5" if one.fewer_than else "hidden" if one.silence is Silence.SUPPRESSED else one.n for one in told]


class TestRights:
    """T1 has 3 overdue cases, T2 has 20."""

    @pytest.fixture
    def warehouse(self, tmp_path: Path) -> Warehouse:
        cases = [
            {
                "case_id": f"S{number}",
                "team_id": "T1" if number < 3 else "T2",
                "received_date": date(2023, 9, 1) + timedelta(number),
                "deadline_date": date(2023, 10, 2),
            }
            for number in range(23)
        ]
        return Warehouse.newest(
            contract_warehouse(tmp_path, cases, targets=[("overdue_open_cases", 0, False, date(2021, 1, 1))])
        )

    selection = Selection(Period(Month(2023, 11), Month(2023, 11)))
    only_t1 = Selection(Period(Month(2023, 11), Month(2023, 11)), team_ids=("T1",))

    def test_the_chief_sees_everything(self, warehouse: Warehouse) -> None:
        answers = Answers(warehouse, CHIEF)
        assert answers.measure("overdue_open_cases", self.only_t1).measurement.value == 3
        rows = answers.cases("overdue", self.selection)
        assert (len(rows.frame), rows.total_rows, rows.hidden_rows) == (23, 23, 0)

    def test_the_steering_group_sees_totals_and_no_rows(self, warehouse: Warehouse) -> None:
        answers = Answers(warehouse, STEERING_GROUP)
        assert answers.measure("overdue_open_cases", self.selection).measurement.value == 23
        small = answers.measure("overdue_open_cases", self.only_t1)
        assert small.measurement.fewer_than == 5
        assert small.verdict is Verdict.NO_VALUE
        rows = answers.cases("overdue", self.selection)
        assert (len(rows.frame), rows.total_rows, rows.hidden_rows) == (0, 23, 23)

    def test_a_team_leader_sees_the_rows_and_counts_of_the_own_team_only(self, warehouse: Warehouse) -> None:
        answers = Answers(warehouse, parse_viewer("team_leader:T1"))
        assert answers.measure("overdue_open_cases", self.only_t1).measurement.value == 3
        rows = answers.cases("overdue", self.selection)
        assert set(rows.frame.team_id) == {"T1"}
        assert (len(rows.frame), rows.total_rows, rows.hidden_rows) == (3, 23, 20)

    def test_a_leader_reads_the_own_team_also_where_it_has_no_case_in_a_hidden_unit(self, tmp_path: Path) -> None:
        """T1 and T2 are a unit that holds 2 cases of T2: hidden from T1's leader, whose own row is 0 all the same."""
        cases = [
            {"case_id": f"S{number}", "team_id": "T2" if number < 2 else "T3", "received_date": date(2023, 11, 1)}
            for number in range(22)
        ]
        answers = Answers(Warehouse.newest(contract_warehouse(tmp_path, cases)), parse_viewer("team_leader:T1"))
        told = {one.group: one.measurement for one in answers.split("open_cases", self.selection, Split.TEAM).groups}
        assert told["T1"].value == 0
        assert told["T2"].silence is Silence.SUPPRESSED

    def test_few_hidden_rows_are_not_counted_out_loud(self, warehouse: Warehouse) -> None:
        rows = Answers(warehouse, parse_viewer("team_leader:T2")).cases("overdue", self.selection)
        assert (len(rows.frame), rows.total_rows, rows.hidden_rows) == (20, None, None)

    def test_a_total_from_which_the_own_count_leaves_a_small_rest_is_hidden(self, warehouse: Warehouse) -> None:
        answers = Answers(warehouse, parse_viewer("team_leader:T2"))
        assert answers.measure("overdue_open_cases", self.selection).measurement.silence is Silence.SUPPRESSED
        by_unit = answers.split("overdue_open_cases", self.selection, Split.UNIT)
        assert by_unit.groups[0].measurement.silence is Silence.SUPPRESSED

    def test_the_rows_behind_one_bar_are_not_counted_for_the_steering_group(self, warehouse: Warehouse) -> None:
        answers = Answers(warehouse, STEERING_GROUP)
        rows = answers.rows_behind("overdue_open_cases", self.selection, split=Split.TEAM, group="T2")
        assert (len(rows.frame), rows.total_rows, rows.hidden_rows) == (0, None, None)

    def test_a_small_pending_count_is_hidden_but_the_month_stays_provisional(self, tmp_path: Path) -> None:
        ripe = {"received_date": date(2023, 11, 1), "deadline_date": date(2023, 11, 20)}
        cases = [ripe | {"case_id": f"S{number}"} for number in range(8)]
        cases += [ripe | {"case_id": f"P{number}", "deadline_date": date(2023, 12, 20)} for number in range(2)]
        warehouse = Warehouse.newest(contract_warehouse(tmp_path, cases))
        (chief,) = Answers(warehouse, CHIEF).split("timely_by_cohort", self.selection, Split.MONTH).groups
        (steering,) = Answers(warehouse, STEERING_GROUP).split("timely_by_cohort", self.selection, Split.MONTH).groups
        assert (chief.pending, chief.is_provisional) == (2, True)
        assert (steering.pending, steering.is_provisional, steering.measurement.n) == (None, True, 8)

    def test_a_months_pending_count_is_told_to_who_may_open_its_rows_only(self, tmp_path: Path) -> None:
        ripe = {"received_date": date(2023, 11, 1), "deadline_date": date(2023, 11, 20)}
        cases = [ripe | {"case_id": f"S{number}"} for number in range(8)]
        cases += [ripe | {"case_id": f"P{number}", "deadline_date": date(2023, 12, 20)} for number in range(9)]
        answers = Answers(Warehouse.newest(contract_warehouse(tmp_path, cases)), STEERING_GROUP)
        (month,) = answers.split("timely_by_cohort", self.selection, Split.MONTH).groups
        assert (month.pending, month.is_provisional) == (None, True)
        assert answers.measure("timely_by_cohort", self.selection).pending == 9

    def test_nothing_is_counted_beside_a_hidden_number(self, tmp_path: Path) -> None:
        ripe = {"case_id": "S", "received_date": date(2023, 11, 1), "deadline_date": date(2023, 11, 20)}
        cases = [ripe] + [ripe | {"case_id": f"P{number}", "deadline_date": date(2023, 12, 20)} for number in range(9)]
        answer = Answers(Warehouse.newest(contract_warehouse(tmp_path, cases)), STEERING_GROUP).measure(
            "timely_by_cohort", self.selection
        )
        assert (answer.measurement.silence, answer.pending) == (Silence.SUPPRESSED, None)

    def test_the_team_of_a_small_unit_does_not_follow_from_the_other_unit(self, tmp_path: Path) -> None:
        answers = Answers(_received(tmp_path, T1=30, T2=40, T3=3), STEERING_GROUP)
        by_unit = answers.split("received_cases", self.selection, Split.UNIT)
        by_team = answers.split("received_cases", self.selection, Split.TEAM)
        assert {row.group: row.measurement.n for row in by_unit.groups} == {"E1": None, "E2": None}
        assert {row.group: row.measurement.n for row in by_team.groups} == {"T1": None, "T2": None, "T3": None}
        assert by_team.total.n == 73

    def test_the_second_hidden_team_is_one_of_the_same_unit(self, tmp_path: Path) -> None:
        # Unit E1 is told: 43. Hiding T3 of the other unit would leave T2 = 43 - 40.
        answers = Answers(_received(tmp_path, T1=40, T2=3, T3=50), STEERING_GROUP)
        by_team = answers.split("received_cases", self.selection, Split.TEAM)
        assert {row.group: row.measurement.n for row in by_team.groups} == {"T1": None, "T2": None, "T3": 50}

    def test_a_quantile_without_its_interval_is_never_told_to_have_moved(self, tmp_path: Path) -> None:
        cases = [
            {"case_id": f"S{month}{number}", "received_date": date(2023, month, 1)}
            | {"decided_date": date(2023, month, 1) + timedelta(gross)}
            for month, gross in ((8, 1), (9, 10))
            for number in range(30)
        ]
        warehouse = Warehouse.newest(contract_warehouse(tmp_path, cases))
        month = Selection(Period(Month(2023, 9), Month(2023, 9)))
        chief = Answers(warehouse, CHIEF).measure("median_processing_days", month)
        steering = Answers(warehouse, STEERING_GROUP).measure("median_processing_days", month)
        assert (chief.measurement.value, chief.previous.movement) == (10, Movement.WORSE)
        assert (steering.measurement.value, steering.previous.movement) == (10, Movement.UNCLEAR)

    def test_the_limit_is_a_setting(self, tmp_path: Path) -> None:
        cases = [{"case_id": f"S{number}", "received_date": date(2023, 11, 1)} for number in range(7)]
        folder = contract_warehouse(tmp_path, cases, settings={"small_count_limit": "10"})
        answer = Answers(Warehouse.newest(folder), STEERING_GROUP).measure("received_cases", self.selection)
        assert answer.measurement.fewer_than == 10


def _received(folder: Path, **cases_of_team: int) -> Warehouse:
    """So many cases of each team, all received in November 2023."""
    cases = [
        {"case_id": f"{team}-{number}", "team_id": team, "received_date": date(2023, 11, 1)}
        for team, count in cases_of_team.items()
        for number in range(count)
    ]
    return Warehouse.newest(contract_warehouse(folder, cases))
