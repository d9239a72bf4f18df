"""A number of twelve months is told only where its extracts reach back over them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.access import parse_viewer
from dashboard.answers import Answers
from dashboard.measurement import Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_register import register_tables
from tests.answers.small_warehouse import TEAMS, contract_warehouse

AS_OF = date(2023, 11, 30)
YEAR = Selection(Period(Month(2022, 12), Month(2023, 11)))
RATE, PER_APPLICATION, CHANGES = "reversal_rate", "remittals_per_application", "worker_changes_per_citizen"


def case(received: date) -> dict:
    return {"case_id": "S0", "received_date": received, "decided_date": received, "paragraph": "85", "team_id": "T1",
            "application_type": "new", "decision_outcome": "refused"}  # fmt: skip


def complaint(number: int, received: date, decided: date) -> dict:
    return {"complaint_id": f"K{number}", "case_id": "S0", "received_date": received, "forwarded_date": received,
            "board_outcome": "remitted", "board_decided_date": decided}  # fmt: skip


def folder_of(folder: Path, first_case: date, complaints: list[dict]) -> Path:
    cases = [case(first_case)]
    return contract_warehouse(folder, cases, AS_OF, others=complaint_tables(cases, complaints))


def answers(folder: Path, first_case: date, complaints: list[dict], viewer: str = "chief") -> Answers:
    return Answers(Warehouse.newest(folder_of(folder, first_case, complaints)), parse_viewer(viewer))


def silences(asked: Answers, kpi_id: str, selection: Selection) -> dict[str, Silence | None]:
    return {one.group: one.measurement.silence for one in asked.split(kpi_id, selection, Split.MONTH).groups}


EARLY, AUGUST = date(2020, 1, 2), date(2023, 8, 1)


@pytest.mark.parametrize("viewer", ["chief", "steering_group", "team_leader:T1"])
def test_a_month_whose_twelve_months_begin_before_the_first_complaint_is_a_gap(tmp_path, viewer):
    asked = answers(tmp_path, EARLY, [complaint(1, date(2022, 10, 31), AUGUST)], viewer)
    told = silences(asked, RATE, YEAR)
    # October 2022 to September 2023 are the first twelve months that the register of complaints covers.
    assert [month for month, silence in told.items() if silence is not Silence.NOT_WHOLE] == [
        "2023-09", "2023-10", "2023-11",
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "is_whole"), [(date(2022, 12, 31), True), (date(2023, 1, 1), False)])
def test_the_total_is_told_where_the_register_begins_no_later_than_its_first_month(tmp_path, first, is_whole):
    asked = answers(tmp_path, EARLY, [complaint(1, first, AUGUST)])
    measurement = asked.measure(RATE, YEAR).measurement
    assert measurement.silence is (None if is_whole else Silence.NOT_WHOLE)
    assert (measurement.numerator, measurement.denominator) == ((1, 1) if is_whole else (None, None))
    assert bool(asked.split(RATE, YEAR, Split.TEAM).groups) is is_whole


def test_two_registers_held_against_each_other_must_both_cover_the_months(tmp_path):
    asked = answers(tmp_path, date(2023, 6, 1), [complaint(1, date(2021, 1, 4), AUGUST)])
    assert asked.measure(PER_APPLICATION, YEAR).measurement.silence is Silence.NOT_WHOLE
    assert asked.measure(RATE, YEAR).measurement.silence is None


def test_of_a_longer_period_the_last_twelve_months_are_enough_but_not_for_two_registers(tmp_path):
    asked = answers(tmp_path, date(2022, 6, 1), [complaint(1, date(2022, 6, 1), AUGUST)])
    longer = replace(YEAR, period=Period(Month(2022, 1), Month(2023, 11)))
    assert asked.measure(RATE, longer).measurement.silence is None
    assert asked.measure(PER_APPLICATION, longer).measurement.silence is Silence.NOT_WHOLE


def test_before_any_complaint_there_is_nothing_to_count_rather_than_something_missing(tmp_path):
    asked = answers(tmp_path, EARLY, [])
    assert asked.measure(RATE, YEAR).measurement.silence is Silence.NO_CASES


@pytest.mark.parametrize(("first", "silence"), [(date(2022, 12, 1), None), (date(2023, 1, 1), Silence.NOT_WHOLE)])
def test_changes_of_worker_are_counted_over_a_whole_year_of_assignments(tmp_path, first, silence):
    assignments = [{"citizen_id": "c1", "worker_id": "w1", "from_date": first, "to_date": None}]
    tables = register_tables([], [], [], assignments, [], {team: unit for team, _, unit in TEAMS})
    asked = Answers(Warehouse.newest(contract_warehouse(tmp_path, [], AS_OF, others=tables)), parse_viewer("chief"))
    assert asked.measure(CHANGES, YEAR).measurement.silence is silence
