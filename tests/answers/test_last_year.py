"""The last twelve months of a day, and the days a citizen had a fixed worker in them, counted by hand."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.measurement import Measurement, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_register import register_tables
from tests.answers.small_warehouse import TEAMS, contract_warehouse
from tests.kpi.slow_register_recount import last_year

LAST_DAY = date(2025, 6, 30)
PER_CITIZEN = "worker_changes_per_citizen"
WORKERS = [
    {"worker_id": worker, "team_id": team, "role": "caseworker", "fte": 1.0, "is_temporary": False,
     "valid_from": date(2020, 1, 1), "valid_to": last}
    for worker, team, last in (("w1", "T1", None), ("w2", "T2", None), ("gone", "T1", date(2024, 6, 30)))
]  # fmt: skip


def assigned(worker: str, first: date, last: date | None = None, citizen: str = "c1") -> dict:
    return {"citizen_id": citizen, "worker_id": worker, "from_date": first, "to_date": last}


def opened(folder: Path, assignments: list[dict]) -> Answers:
    tables = register_tables([], [], WORKERS, assignments, [], {team: unit for team, _, unit in TEAMS})
    return Answers(Warehouse.newest(contract_warehouse(folder, [], LAST_DAY, others=tables)), CHIEF)


def of_month(year: int, month: int) -> Selection:
    return Selection(Period(Month(year, month), Month(year, month)))


def per_citizen(answers: Answers, day: date) -> Measurement:
    return answers.measure(PER_CITIZEN, of_month(day.year, day.month), day).measurement


# The day asked about -> the last day outside its twelve months.
YEARS = {
    date(2024, 2, 29): date(2023, 2, 28),
    date(2025, 2, 28): date(2024, 2, 29),
    date(2024, 2, 28): date(2023, 2, 28),
    date(2023, 11, 30): date(2022, 11, 30),
    date(2024, 3, 31): date(2023, 3, 31),
    date(2025, 2, 27): date(2024, 2, 27),
}


@pytest.mark.parametrize("day", YEARS)
def test_the_twelve_months_begin_after_the_same_day_or_month_end_a_year_before(tmp_path, day):
    before = YEARS[day]
    changes = [
        assigned("w1", date(2020, 1, 1), citizen="old"), assigned("w2", before, citizen="old"),
        assigned("w1", date(2020, 1, 1), citizen="new"), assigned("w2", date.fromordinal(before.toordinal() + 1), citizen="new"),
    ]  # fmt: skip
    told = per_citizen(opened(tmp_path, changes), day)
    # One of the two changes, and two citizens who had a worker the whole year.
    assert (told.numerator, told.denominator) == (1, 2)
    assert (min(last_year(day)), max(last_year(day))) == (date.fromordinal(before.toordinal() + 1), day)


def test_a_change_on_the_29th_of_february_lies_in_one_of_two_years_that_follow_each_other(tmp_path):
    changes = [assigned("w1", date(2020, 1, 1), date(2024, 2, 28)), assigned("w2", date(2024, 2, 29))]
    answers = opened(tmp_path, changes)
    assert [per_citizen(answers, day).numerator for day in (date(2024, 2, 29), date(2025, 2, 28))] == [1, 0]


# What a citizen's assignments are -> the citizen years of 1 July 2023 to 30 June 2024 (366 days) in T1, T2 and no team.
HELD = {
    "two at once": ([assigned("w1", date(2020, 1, 1)), assigned("w2", date(2024, 1, 1))], {"T1": 184, "T2": 182}),
    "a cover in between": (
        [assigned("w1", date(2020, 1, 1)), assigned("w2", date(2024, 1, 1), date(2024, 1, 31))], {"T1": 366}),
    "handed over with ten days together": (
        [assigned("w1", date(2020, 1, 1), date(2024, 1, 10)), assigned("w2", date(2024, 1, 1))], {"T1": 184, "T2": 182}),
    "a pause of January": (
        [assigned("w1", date(2020, 1, 1), date(2023, 12, 31)), assigned("w1", date(2024, 2, 1))], {"T1": 335}),
    "the same worker twice at once": ([assigned("w1", date(2020, 1, 1)), assigned("w1", date(2023, 10, 1))], {"T1": 366}),
}  # fmt: skip


@pytest.mark.parametrize("name", HELD)
def test_a_citizens_day_counts_once_however_many_workers(tmp_path, name):
    assignments, days = HELD[name]
    answers = opened(tmp_path, assignments)
    day = date(2024, 6, 30)
    whole = per_citizen(answers, day).denominator
    assert whole == pytest.approx(sum(days.values()) / 366, abs=1e-6)
    teams = answers.split(PER_CITIZEN, of_month(2024, 6), Split.TEAM, day).groups
    held = {one.group: one.measurement.denominator for one in teams if one.measurement.denominator}
    assert held == pytest.approx({team: count / 366 for team, count in days.items()}, abs=1e-6)


def test_where_nobody_ended_the_period_of_a_worker_who_left_the_days_are_the_new_workers(tmp_path):
    answers = opened(tmp_path, [assigned("gone", date(2020, 1, 1)), assigned("w2", date(2024, 6, 1))])
    teams = answers.split(PER_CITIZEN, of_month(2024, 7), Split.TEAM, date(2024, 7, 31)).groups
    held = {one.group: one.measurement.denominator for one in teams if one.measurement.denominator}
    # 1 August 2023 to 31 May 2024 with the worker who left, June and July with the new one.
    assert held == pytest.approx({"T1": 305 / 366, "T2": 61 / 366}, abs=1e-6)
