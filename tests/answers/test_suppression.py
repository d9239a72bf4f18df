"""Small counts: what a viewer without the rows may read, and that nothing hidden follows by subtraction (kpis.md)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.access import CHIEF, Viewer, parse_viewer
from dashboard.answers import Answers
from dashboard.kpi.definition import Kpi
from dashboard.kpi.registry import registry
from dashboard.measurement import Measurement, Silence, Split, Verdict
from dashboard.selection import Month, Period, Selection
from dashboard.suppression import Rule, suppressed, suppressed_groups
from dashboard.warehouse import Warehouse, close_all
from tests.answers.small_warehouse import contract_warehouse
from tests.kpi.random_cases import DATA_AS_OF, some_cases

STEERING_GROUP = parse_viewer("steering_group")
LIMIT = 5
WHOLE_PERIOD = Selection(Period(Month(2023, 1), Month(2023, 4)))
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


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
    def test_a_second_cell_is_hidden_where_the_total_would_reveal_the_first(self, overdue: Kpi) -> None:
        told, hides_total = suppressed_groups(overdue, [count(3), count(20), count(40)], [False] * 3, True, Rule(LIMIT))
        assert [one.fewer_than for one in told] == [5, None, None]
        assert [one.silence for one in told] == [Silence.SUPPRESSED, Silence.SUPPRESSED, None]
        assert not hides_total

    def test_two_small_cells_protect_each_other(self, overdue: Kpi) -> None:
        told, _ = suppressed_groups(overdue, [count(3), count(2), count(40)], [False] * 3, True, Rule(LIMIT))
        assert [one.value for one in told] == [None, None, 40]

    @pytest.mark.parametrize("small", [1, 4])
    def test_two_small_cells_whose_sum_tells_both_take_a_third(self, overdue: Kpi, small: int) -> None:
        cells = [count(small), count(small), count(40), count(50)]
        told, _ = suppressed_groups(overdue, cells, [False] * 4, True, Rule(LIMIT))
        assert [one.value for one in told] == [None, None, None, 50]

    def test_a_further_cell_known_to_be_five_or_more_must_leave_a_doubt(self, overdue: Kpi) -> None:
        # 1 + 5 = 6 can only be 1 and 5 when the further cell is at least 5: a third is hidden.
        told, _ = suppressed_groups(overdue, [count(1), count(5), count(40), count(50)], [False] * 4, True, Rule(LIMIT))
        assert [one.value for one in told] == [None, None, None, 50]

    def test_the_total_is_hidden_where_no_cell_is_left_to_hide(self, overdue: Kpi) -> None:
        told, hides_total = suppressed_groups(overdue, [count(3), count(40)], [False, True], True, Rule(LIMIT))
        assert [one.value for one in told] == [None, 40]
        assert hides_total

    def test_nothing_further_is_hidden_under_a_hidden_total(self, overdue: Kpi) -> None:
        told, hides_total = suppressed_groups(overdue, [count(3), count(0)], [False] * 2, False, Rule(LIMIT))
        assert [one.value for one in told] == [None, 0]
        assert not hides_total


@few
@given(cases=some_cases(most=80))
@pytest.mark.parametrize(
    "viewer", [STEERING_GROUP, parse_viewer("team_leader:T1")], ids=["steering_group", "team_leader"]
)
def test_no_small_cell_follows_from_one_split(cases: list[dict], viewer: Viewer) -> None:
    with _warehouse(cases) as warehouse:
        exact, told = Answers(warehouse, CHIEF), Answers(warehouse, viewer)
        for kpi_id, kpi in registry().items():
            for split in Split:
                truth = exact.split(kpi_id, WHOLE_PERIOD, split)
                answer = told.split(kpi_id, WHOLE_PERIOD, split)
                truth_of = {row.group: row.measurement for row in truth.groups}
                own = {"T1"} if viewer is not STEERING_GROUP and split is Split.TEAM else set()
                for row in answer.groups:
                    assert row.group in own or not any(0 < one < LIMIT for one in _cells(kpi, row.measurement) or ())
                if kpi.is_stock and split is Split.MONTH:
                    continue
                _attack(
                    kpi,
                    answer.total,
                    [(row.measurement, truth_of[row.group]) for row in answer.groups],
                    (kpi_id, split),
                )


@few
@given(cases=some_cases(most=80))
def test_no_small_age_band_follows_from_the_others(cases: list[dict]) -> None:
    with _warehouse(cases) as warehouse:
        bands = Answers(warehouse, STEERING_GROUP).age_bands(WHOLE_PERIOD)
        exact = Answers(warehouse, CHIEF).age_bands(WHOLE_PERIOD)
        hidden = [place for place, band in enumerate(bands) if band.open is None]
        assert len(hidden) != 1
        for place, band in enumerate(exact):
            small = any(0 < one < LIMIT for one in (band.overdue, band.open - band.overdue))
            assert not small or place in hidden


def _attack(kpi: Kpi, total: Measurement, rows: list[tuple[Measurement, Measurement]], place: object) -> None:
    """Subtract what is shown from the total: every hidden small count must still have two possible values."""
    totals = _cells(kpi, total)
    if totals is None:
        return
    hidden = [(told, _cells(kpi, truth)) for told, truth in rows if _cells(kpi, told) is None]
    for axis, whole in enumerate(totals):
        rest = whole - sum(_cells(kpi, told)[axis] for told, _ in rows if _cells(kpi, told) is not None)
        ranges = [(1, LIMIT - 1) if told.fewer_than else (0, rest) for told, _ in hidden]
        for number, (_, truth) in enumerate(hidden):
            others = ranges[:number] + ranges[number + 1 :]
            low = max(ranges[number][0], rest - sum(high for _, high in others))
            high = min(ranges[number][1], rest - sum(low for low, _ in others))
            assert low <= truth[axis] <= high
            assert not 0 < truth[axis] < LIMIT or low < high, (place, axis, rest, ranges)


def _cells(kpi: Kpi, measurement: Measurement) -> tuple[int, ...] | None:
    """The counts a reader sees, remainder included; None where they are hidden."""
    if measurement.silence is Silence.SUPPRESSED:
        return None
    if kpi.kind == "share":
        return measurement.numerator, measurement.denominator - measurement.numerator
    if kpi.kind == "ratio":
        return measurement.numerator, measurement.denominator
    return (measurement.n,)


@contextmanager
def _warehouse(cases: list[dict]) -> Iterator[Warehouse]:
    with TemporaryDirectory() as folder:
        yield Warehouse.newest(contract_warehouse(Path(folder), cases, DATA_AS_OF))
        close_all()


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

    def test_the_limit_is_a_setting(self, tmp_path: Path) -> None:
        cases = [{"case_id": f"S{number}", "received_date": date(2023, 11, 1)} for number in range(7)]
        folder = contract_warehouse(tmp_path, cases, settings={"small_count_limit": "10"})
        answer = Answers(Warehouse.newest(folder), STEERING_GROUP).measure("received_cases", self.selection)
        assert answer.measurement.fewer_than == 10
