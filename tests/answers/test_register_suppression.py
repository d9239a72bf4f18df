"""Small counts in reversals, workloads and rolling windows: what a viewer without the rows may read (kpis.md)."""

from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path

import duckdb
import pytest

from dashboard.access import CHIEF, parse_viewer
from dashboard.answers import Answers
from dashboard.errors import SplitNotPossible
from dashboard.kpi.registry import registry
from dashboard.measurement import Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.suppression import leaves_months_open
from dashboard.warehouse import Warehouse
from tests.answers.small_register import register_tables
from tests.answers.small_warehouse import TEAMS, contract_warehouse, derived
from tests.kpi.random_registers import PARAGRAPHS

STEERING_GROUP = parse_viewer("steering_group")
LEADER = parse_viewer("team_leader:T1")
YEAR = Selection(Period(Month(2022, 12), Month(2023, 11)))
UNIT_OF_TEAM = {team: unit for team, _, unit in TEAMS}
AS_OF = date(2023, 11, 30)


def written(
    folder: Path, outcomes: Sequence[tuple[str, str, date]] = (), workers: Sequence[dict] = (),
    assignments: Sequence[dict] = (), settings: dict[str, str] | None = None, cases: Sequence[dict] = (),
) -> Path:  # fmt: skip
    """A warehouse with one decision of the board per (team, outcome, day), and these workers, citizens and further cases."""
    day = date(2021, 12, 1)  # the register reaches back over the two years before AS_OF
    decided = [
        derived(
            {
                "case_id": f"S{number}", "team_id": team, "paragraph": "85", "received_date": day, "decided_date": day,
                "decision_outcome": "refused", "citizen_id": f"b{number}", "deadline_date": day,
            }
        )
        for number, (team, _, _) in enumerate(outcomes)
    ]  # fmt: skip
    rows = decided + [derived(case) for case in cases]
    appeals = [
        {
            "complaint_id": f"K{number:03}", "case_id": f"S{number}", "received_date": day, "board_outcome": outcome,
            "board_decided_date": board_day, "reassessment_outcome": "maintained", "reassessed_date": day,
            "forwarded_date": day,
        }
        for number, (_, outcome, board_day) in enumerate(outcomes)
    ]  # fmt: skip
    others = register_tables(rows, appeals, list(workers), list(assignments), PARAGRAPHS, UNIT_OF_TEAM)
    return contract_warehouse(folder, rows, AS_OF, others=others, settings=settings)


def told(folder: Path, viewer=STEERING_GROUP) -> Answers:
    return Answers(Warehouse.newest(folder), viewer)


def days_of(month: int, count: int, outcome: str = "upheld", team: str = "T1", year: int = 2023) -> list[tuple]:
    return [(team, outcome, date(year, month, 1 + number)) for number in range(count)]


def employed(worker_id: str, team_id: str, fte: float = 1.0) -> dict:
    return {
        "worker_id": worker_id, "team_id": team_id, "role": "caseworker", "fte": fte, "valid_from": date(2020, 1, 1),
        "is_temporary": False, "valid_to": None,
    }  # fmt: skip


def two_halves(worker_id: str, team_id: str) -> list[dict]:
    """One position shared by two, so that the team's load is nobody's own."""
    return [employed(worker_id, team_id, 0.5), employed(f"{worker_id}b", team_id, 0.5)]


def assigned(worker_id: str, citizens: range, begin: date = date(2022, 1, 1)) -> list[dict]:
    return [{"citizen_id": f"c{number}", "worker_id": worker_id, "from_date": begin} for number in citizens]


def test_ankestyrelsens_own_example_is_18_6_percent(tmp_path: Path) -> None:
    """129 realitetsbehandlede, 5 ændret og 19 hjemvist: 24/129 = 18,6 %; afviste står udenfor (domain.md 1.1)."""
    outcomes = (
        [("T1", "changed", date(2023, 2, 1))] * 5
        + [("T1", "remitted", date(2023, 3, 1))] * 19
        + [("T2", "upheld", date(2023, 4, 1))] * 105
        + [("T2", "dismissed", date(2023, 4, 1))] * 11
    )
    rate = told(written(tmp_path, outcomes), CHIEF).measure("reversal_rate", YEAR).measurement
    assert (rate.numerator, rate.denominator) == (24, 129)
    assert round(rate.value * 100, 1) == 18.6
    assert [round(bound * 100, 1) for bound in rate.interval] == [12.8, 26.2]


def test_the_three_shares_of_the_outcomes_make_a_whole(tmp_path: Path) -> None:
    outcomes = days_of(2, 7) + days_of(3, 6, "remitted") + days_of(4, 5, "annulled") + days_of(5, 9, "dismissed")
    answers = told(written(tmp_path, outcomes), CHIEF)
    shares = [
        answers.measure(kpi_id, YEAR).measurement for kpi_id in ("upheld_share", "remitted_share", "changed_share")
    ]
    assert [one.numerator for one in shares] == [7, 6, 5]
    assert sum(one.value for one in shares) == pytest.approx(1)


class TestLoads:
    def test_a_team_with_three_citizens_is_hidden_and_its_positions_are_told(self, tmp_path: Path) -> None:
        workers = two_halves("w1", "T1") + two_halves("w2", "T2") + two_halves("w3", "T3")
        citizens = assigned("w1", range(3)) + assigned("w2", range(10, 40)) + assigned("w3", range(50, 90))
        answers = told(written(tmp_path, workers=workers, assignments=citizens))
        loads = {row.group: row.measurement for row in answers.split("citizens_per_fte", YEAR, Split.TEAM).groups}
        assert (loads["T1"].silence, loads["T1"].value, loads["T1"].n) == (Silence.SUPPRESSED, None, None)
        assert loads["T2"].silence is Silence.SUPPRESSED  # the unit of the two, and the total, would tell the first
        assert loads["T3"].value == 40
        positions = {row.group: row.measurement.value for row in answers.split("fte", YEAR, Split.TEAM).groups}
        assert positions == {"T1": 1.0, "T2": 1.0, "T3": 1.0}

    def test_the_unit_guards_its_teams_also_where_a_citizen_belongs_to_two_of_them(self, tmp_path: Path) -> None:
        workers = two_halves("w1", "T1") + two_halves("w2", "T2") + two_halves("w3", "T3")
        citizens = assigned("w1", range(3)) + assigned("w2", range(2, 40)) + assigned("w3", range(50, 90))
        answers = told(written(tmp_path, workers=workers, assignments=citizens))
        loads = {row.group: row.measurement for row in answers.split("citizens_per_fte", YEAR, Split.TEAM).groups}
        assert [loads[team].silence for team in ("T1", "T2", "T3")] == [Silence.SUPPRESSED, Silence.SUPPRESSED, None]

    def test_the_years_of_three_citizens_are_hidden_though_nobody_changed_worker(self, tmp_path: Path) -> None:
        workers = [employed("w1", "T1"), employed("w2", "T2")]
        citizens = assigned("w1", range(3)) + assigned("w2", range(10, 40))
        answers = told(written(tmp_path, workers=workers, assignments=citizens))
        only = Selection(YEAR.period, team_ids=("T1",))
        assert answers.measure("worker_changes_per_citizen", only).measurement.silence is Silence.SUPPRESSED
        assert answers.measure("worker_changes_per_citizen", YEAR).measurement.value == 0

    def test_a_team_without_positions_has_no_load(self, tmp_path: Path) -> None:
        open_cases = [
            {"case_id": f"O{number}", "team_id": "T1", "received_date": date(2023, 11, 1), "decided_date": None}
            for number in range(6)
        ]
        answers = told(written(tmp_path, workers=two_halves("w2", "T2"), cases=open_cases))
        loads = {row.group: row.measurement for row in answers.split("open_cases_per_fte", YEAR, Split.TEAM).groups}
        assert (loads["T1"].silence, loads["T1"].numerator, loads["T1"].denominator) == (Silence.NO_CASES, 6, 0)
        assert loads["T2"].value == 0

    def test_a_paragraph_neither_filters_nor_divides_a_load_and_the_answer_says_so(self, tmp_path: Path) -> None:
        answers = told(written(tmp_path, workers=two_halves("w1", "T1"), assignments=assigned("w1", range(9))), CHIEF)
        filtered = Selection(YEAR.period, paragraphs=("97",), application_types=("new",), team_ids=("T1",))
        answer = answers.measure("citizens_per_fte", filtered)
        assert answer.measurement.value == 9
        assert answer.ignored == (Split.PARAGRAPH, Split.APPLICATION_TYPE)
        with pytest.raises(SplitNotPossible):
            answers.split("citizens_per_fte", filtered, Split.PARAGRAPH)


class TestOutcomes:
    def test_within_one_team_the_outcome_everybody_got_is_told_by_no_row(self, tmp_path: Path) -> None:
        answers = told(written(tmp_path, days_of(2, 9, "remitted") + days_of(3, 9, "upheld", "T2")))
        only = Selection(YEAR.period, team_ids=("T1",))
        rows = answers.split("board_decisions", only, Split.BOARD_OUTCOME)
        assert rows.total.value == 9
        assert {row.measurement.silence for row in rows.groups} == {Silence.SUPPRESSED}
        assert {"upheld", "changed", "annulled", "remitted", "dismissed"} <= {row.group for row in rows.groups}
        assert answers.measure("remitted_share", only).measurement.silence is Silence.SUPPRESSED
        assert answers.measure("remitted_share", YEAR).measurement.value == 0.5

    def test_what_ankestyrelsen_publishes_is_told_for_the_whole_municipality_over_a_year_only(
        self, tmp_path: Path
    ) -> None:
        outcomes = days_of(2, 3, "remitted") + days_of(3, 2, "upheld", "T2")
        answers = told(written(tmp_path, outcomes, settings={"board_outcomes_are_published": "true"}))
        assert answers.measure("reversal_rate", YEAR).measurement.numerator == 3
        by_outcome = answers.split("board_decisions", YEAR, Split.BOARD_OUTCOME).groups
        assert {row.group: row.measurement.value for row in by_outcome} == {"remitted": 3, "upheld": 2}
        for split in (Split.TEAM, Split.PARAGRAPH, Split.MONTH, Split.QUARTER):
            groups = answers.split("board_decisions", YEAR, split).groups
            assert all(row.measurement.value in (None, 0) for row in groups if row.measurement.n != 5), split
        month = Selection(Period(Month(2023, 2), Month(2023, 2)))
        assert answers.measure("board_decisions", month).measurement.fewer_than == 5
        only = Selection(YEAR.period, team_ids=("T1",))
        assert answers.measure("reversal_rate", only).measurement.silence is Silence.SUPPRESSED

    def test_without_the_setting_nothing_small_of_it_is_told(self, tmp_path: Path) -> None:
        answers = told(written(tmp_path, days_of(2, 3, "remitted") + days_of(3, 2, "upheld", "T2")))
        assert answers.measure("reversal_rate", YEAR).measurement.silence is Silence.SUPPRESSED


class TestRollingWindows:
    def test_windows_that_leave_the_months_open_are_all_told(self, tmp_path: Path) -> None:
        months = [(2022, month) for month in range(1, 13)] + [(2023, month) for month in range(1, 12)]
        outcomes = [one for year, month in months for one in days_of(month, 2, "upheld", year=year)]
        outcomes += [one for year, month in months for one in days_of(month, 1, "remitted", year=year)]
        groups = told(written(tmp_path, outcomes)).split("reversal_rate", YEAR, Split.MONTH).groups
        assert [(row.measurement.numerator, row.measurement.denominator) for row in groups] == [(12, 36)] * 12

    @pytest.mark.parametrize("viewer", [STEERING_GROUP, LEADER], ids=str)
    def test_of_windows_that_would_tell_single_months_only_the_last_is_told(self, tmp_path: Path, viewer) -> None:
        # 6 remitted in January 2023 and none in any other January: the window before has none of them.
        outcomes = days_of(1, 6, "remitted", "T2") + days_of(6, 8, "upheld", "T3")
        rows = told(written(tmp_path, outcomes), viewer).split("reversal_rate", YEAR, Split.MONTH)
        assert [row.measurement.silence for row in rows.groups[:-1]] == [Silence.SUPPRESSED] * 11
        assert rows.groups[-1].measurement.numerator == rows.total.numerator == 6

    def test_who_opens_the_rows_reads_every_window(self, tmp_path: Path) -> None:
        outcomes = days_of(1, 6, "remitted") + days_of(6, 8)
        groups = told(written(tmp_path, outcomes), CHIEF).split("reversal_rate", YEAR, Split.MONTH).groups
        assert [row.measurement.denominator for row in groups] == [0, 6, 6, 6, 6, 6, 14, 14, 14, 14, 14, 14]

    def test_windows_without_any_case_are_told_to_be_empty(self, tmp_path: Path) -> None:
        groups = told(written(tmp_path)).split("reversal_rate", YEAR, Split.MONTH).groups
        assert {row.measurement.silence for row in groups} == {Silence.NO_CASES}

    def test_two_years_are_told_as_two_windows_that_share_no_month(self, tmp_path: Path) -> None:
        outcomes = (
            days_of(1, 6, "remitted") + days_of(6, 8) + days_of(1, 5, "remitted", year=2022) + days_of(6, 9, year=2022)
        )
        two_years = Selection(Period(Month(2021, 12), Month(2023, 11)))
        groups = told(written(tmp_path, outcomes)).split("reversal_rate", two_years, Split.MONTH).groups
        read = {row.group: row.measurement.denominator for row in groups if row.measurement.silence is None}
        assert read == {"2022-11": 14, "2023-11": 14}

    def test_no_month_is_found_out_by_who_subtracts_the_windows(self) -> None:
        """Windows of three months over every table of five: what fits the same windows leaves each month as many values as
        "fewer than five" does."""
        length, limit, seen = 3, 5, 0
        for months in product(range(4), repeat=5):
            if not leaves_months_open([(one,) for one in months], length, limit):
                continue
            first, second, third = (sum(months[begin : begin + length]) for begin in range(3))
            fitting = [
                (one, two, first - one - two, one + second - first, two + third - second)
                for one, two in product(range(first + 1), repeat=2)
            ]
            fitting = [table for table in fitting if min(table) >= 0]
            assert months in fitting
            assert all(len({table[place] for table in fitting}) >= limit - 1 for place in range(5)), months
            seen += 1
        assert seen > 100


class TestAsOfAndTime:
    def test_a_number_is_as_old_as_its_oldest_table(self, tmp_path: Path) -> None:
        folder = written(tmp_path, days_of(2, 6) + days_of(11, 5, "remitted"))
        file = next((folder / "warehouse").glob("*.duckdb"))
        with duckdb.connect(str(file)) as connection:
            connection.execute("update quality.tables set as_of_date = date '2023-10-31' where table_name = 'appeals'")
        answers = told(folder, CHIEF)
        assert answers.measure("received_cases", YEAR).as_of == AS_OF
        assert answers.measure("remittals_per_application", YEAR).as_of == date(2023, 10, 31)
        rate = answers.measure("reversal_rate", YEAR)
        assert (rate.as_of, rate.measurement.denominator, rate.is_unfinished) == (date(2023, 10, 31), 6, True)

    def test_a_quarter_that_the_period_cuts_is_marked(self, tmp_path: Path) -> None:
        groups = told(written(tmp_path, days_of(2, 6)), CHIEF).split("reversals", YEAR, Split.QUARTER).groups
        assert [(row.group, row.is_unfinished) for row in groups] == [
            ("2022-Q4", True), ("2023-Q1", False), ("2023-Q2", False), ("2023-Q3", False), ("2023-Q4", True),
        ]  # fmt: skip

    def test_a_rolling_number_of_a_month_says_which_months_it_covers(self, tmp_path: Path) -> None:
        answers = told(written(tmp_path, days_of(2, 6)), CHIEF)
        answer = answers.measure("reversal_rate", Selection(Period(Month(2023, 11), Month(2023, 11))))
        assert answer.counted_period == YEAR.period
        assert answer.measurement.denominator == 6
        assert (answer.previous.first_day, answer.previous.last_day) == (date(2021, 12, 1), date(2022, 11, 30))


def test_positions_are_hidden_from_nobody() -> None:
    assert {kpi_id for kpi_id, kpi in registry().items() if not kpi.counts_citizens} == {"fte", "permanent_fte"}
