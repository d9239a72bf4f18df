"""A register that begins empty: its first months hold quick cases only, are shown, and judge nothing."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.access import CHIEF
from dashboard.analysis.control_chart import Variation
from dashboard.answers import Answers
from dashboard.answers.process_control import ControlAnswer, control_answer
from dashboard.answers.start_up import first_full_month, start_up_months
from dashboard.kpi.registry import find_kpi
from dashboard.kpi.wording_process import start_up_remark
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse
from tests.answers.test_process_control import STEERING

FIRST, LAST = Month(2021, 1), Month(2023, 11)
MONTHS = 35
ALL = Selection(Period(FIRST, LAST))


def received(first: Month = FIRST, n: int = 40, **more: object) -> list[dict]:
    """So many cases a month with a deadline of 56 days: one of two is decided after 10 days, the other after 100."""
    cases = []
    for place in range(first.months_until(LAST) + 1):
        for number in range(n):
            day = (first + place).first_day
            ends = day + timedelta(days=10 if number % 2 else 100)
            cases.append({
                "case_id": f"{first}-{place}-{number}-{more}", "received_date": day, "deadline_date": day + timedelta(days=56),
                "decided_date": ends if ends <= date(2023, 11, 30) else None, "team_id": "T1", "paragraph": "83",
            } | more)  # fmt: skip
    return cases


def answers(folder: Path, cases: list[dict], viewer: object = CHIEF) -> Answers:
    return Answers(Warehouse.newest(contract_warehouse(folder, cases)), viewer)


def chart(folder: Path, kpi_id: str, cases: list[dict] | None = None, selection: Selection = ALL) -> ControlAnswer:
    return control_answer(answers(folder, received() if cases is None else cases), kpi_id, selection)


def judged(answer: ControlAnswer) -> list[bool]:
    return [point.value is not None for point in answer.chart.points]


class TestTheFirstMonths:
    def test_quick_decisions_alone_are_shown_and_move_neither_centre_nor_verdict(self, tmp_path: Path) -> None:
        answer = chart(tmp_path, "timely_decisions")
        shown = [one.measurement.value for one in answer.groups]
        # A case of January that takes 100 days is decided in April: until then everything is in time, then one of two.
        assert shown[:3] == [1.0] * 3
        assert shown[3:] == [pytest.approx(0.5, abs=0.2)] * 32
        assert judged(answer) == [False] * 6 + [True] * 29
        assert answer.chart.points[-1].centre == pytest.approx(0.5, abs=0.02)
        assert answer.verdict.variation is Variation.COMMON
        assert not any(point.signals for point in answer.chart.points)

    def test_what_is_counted_by_receipt_has_no_such_months(self, tmp_path: Path) -> None:
        assert all(judged(chart(tmp_path, "received_cases")))
        cohort = chart(tmp_path / "cohort", "timely_by_cohort")
        # October's deadlines run to the end of November: 1 October + 56 days is the 26th; November's run still.
        assert judged(cohort) == [True] * 34 + [False]

    def test_a_stock_that_grows_from_nothing_begins_later_too(self, tmp_path: Path) -> None:
        assert judged(chart(tmp_path, "open_cases")) == [False] * 6 + [True] * 29

    def test_they_are_said_in_a_sentence(self, tmp_path: Path) -> None:
        answer = chart(tmp_path, "timely_decisions")
        assert start_up_remark(answer.kpi, answer.start_up_count) == (
            "6 måneder i begyndelsen er vist, men ikke med i vurderingen: Udtrækket begynder tomt, så kun hurtige sager er "
            "nået til ende."
        )
        assert start_up_remark(answer.kpi, 0) == ""


class TestWhenTheRegisterBegins:
    def test_one_old_case_does_not_hide_the_empty_beginning(self, tmp_path: Path) -> None:
        old = {"case_id": "old", "received_date": date(2019, 3, 4), "decided_date": date(2021, 2, 1), "team_id": "T1"}
        answer = chart(tmp_path, "timely_decisions", [*received(), old | {"deadline_date": date(2021, 3, 1)}])
        told = {one.group: one.is_starting_up for one in answer.groups}
        assert (told["2021-06"], told["2021-07"]) == (True, False)

    def test_a_team_that_came_later_has_its_own_first_months(self, tmp_path: Path) -> None:
        cases = received() + received(Month(2022, 1), team_id="T2")
        late = chart(tmp_path, "timely_decisions", cases, Selection(ALL.period, team_ids=("T2",)))
        # Nothing was decided before.
        assert late.groups[0].group == "2022-01"
        assert judged(late) == [False] * 6 + [True] * 17

    def test_an_extract_that_reaches_further_back_than_the_chart_needs_no_such_months(self, tmp_path: Path) -> None:
        cases = received(Month(2020, 7))
        told = {one.group: one.is_starting_up for one in chart(tmp_path, "timely_decisions", cases).groups}
        assert (told["2020-12"], told["2021-01"]) == (True, False)

    def test_who_is_not_told_a_small_month_reads_nothing_of_it_from_the_beginning(self, tmp_path: Path) -> None:
        begins = {CHIEF: set(), STEERING: set()}
        for n, more in ((1, 6), (4, 4)):
            cases = received(n=n) + received(Month(2021, 3), n=more)
            for viewer, found in begins.items():
                found.add(first_full_month(answers(tmp_path / f"{n}-{viewer.role}", cases, viewer), ALL))
        # January's one case is less than half of seven, its four are half of eight.
        assert begins[CHIEF] == {Month(2021, 1), Month(2021, 3)}
        assert len(begins[STEERING]) == 1

    def test_nothing_received_begins_with_the_period(self, tmp_path: Path) -> None:
        assert first_full_month(answers(tmp_path, []), ALL) == FIRST


@pytest.mark.parametrize(
    ("kpi_id", "months"),
    [
        ("timely_decisions", 6),
        ("median_processing_days", 6),
        ("notified_delays", 6),
        ("clearance_rate", 6),
        ("timely_reassessments", 6),
        ("complaints", 6),
        ("overdue_open_cases", 6),
        ("open_cases_per_fte", 6),
        ("reversal_rate", 12),
        ("remittals_per_application", 12),
        ("days_to_board_outcome", 12),
        ("received_cases", 0),
        ("timely_by_cohort", 0),
        ("citizens_per_fte", 0),
        ("fte", 0),
        ("worker_changes", 0),
    ],
)
def test_the_length_is_fixed_by_what_is_waited_for(kpi_id: str, months: int) -> None:
    assert start_up_months(find_kpi(kpi_id)) == months
