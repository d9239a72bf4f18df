"""Assignments cut by the worker's team, and the changes of a citizen's fixed worker."""

import random
from datetime import date, timedelta

import pytest

from tests.etl.folders import ask, built, mapping, municipality, rows_text

TABLES = ("cases", "workers", "assignments")
SEGMENTS = (
    "select citizen_id, worker_id, team_id, unit_id, from_date::varchar, to_date::varchar"
    " from marts.assignments order by citizen_id, from_date, worker_id"
)
CHANGES = (
    "select citizen_id, worker_id, team_id, change_reason, change_date::varchar"
    " from marts.worker_changes order by citizen_id, change_date"
)


def loaded(tmp_path, workers: list[dict], assignments: list[dict]):
    rows = {"cases": [{"worker_id": ""}], "workers": workers, "assignments": assignments}
    return built(municipality(
        tmp_path, {f"{table}.csv": rows_text(*rows[table], table=table) for table in TABLES},
        sources={table: mapping(table) for table in TABLES},
    ))  # fmt: skip


def employed(team: str, first: str, last: str = "", fte: str = "1", worker: str = "w1") -> dict[str, str]:
    return {"worker_id": worker, "team_id": team, "valid_from": first, "valid_to": last, "fte": fte}


def assigned(first: str, last: str = "", worker: str = "w1", citizen: str = "c1", reason: str = "") -> dict[str, str]:
    return {"citizen_id": citizen, "worker_id": worker, "from_date": first, "to_date": last, "change_reason": reason}


# name -> the worker's employments, the assignment, and its pieces (team, unit, first day, last day).
CUT = {
    "one team all the time": ([employed("t1", "2021-01-01")], ("2023-01-01", ""), [("t1", "u1", "2023-01-01", None)]),
    "a change of team": (
        [employed("t1", "2021-01-01", "2023-02-28"), employed("t2", "2023-03-01")], ("2023-01-01", ""),
        [("t1", "u1", "2023-01-01", "2023-02-28"), ("t2", "u2", "2023-03-01", None)]),
    "a change of hours is no change of team": (
        [employed("t1", "2021-01-01", "2023-02-28"), employed("t1", "2023-03-01", fte="0,8")], ("2023-01-01", "2023-06-30"),
        [("t1", "u1", "2023-01-01", "2023-06-30")]),
    "a gap without employment": (
        [employed("t1", "2021-01-01", "2023-02-28"), employed("t1", "2023-04-01")], ("2023-01-01", "2023-06-30"),
        [("t1", "u1", "2023-01-01", "2023-02-28"), (None, None, "2023-03-01", "2023-03-31"),
         ("t1", "u1", "2023-04-01", "2023-06-30")]),
    "begun before the employment and gone on after it": (
        [employed("t1", "2023-02-01", "2023-02-28")], ("2023-01-01", ""),
        [(None, None, "2023-01-01", "2023-01-31"), ("t1", "u1", "2023-02-01", "2023-02-28"), (None, None, "2023-03-01", None)]),
    "two teams at once, the one with most hours": (
        [employed("t1", "2021-01-01", fte="0,4"), employed("t2", "2021-01-01", fte="0,6")], ("2023-01-01", ""),
        [("t2", "u2", "2023-01-01", None)]),
    "two teams with as many hours, the lowest id": (
        [employed("t2", "2021-01-01", fte="0,5"), employed("t1", "2021-01-01", fte="0,5")], ("2023-01-01", ""),
        [("t1", "u1", "2023-01-01", None)]),
    "a second team for some weeks, with more hours": (
        [employed("t1", "2021-01-01", fte="0,4"), employed("t2", "2023-03-01", "2023-03-14", fte="0,6")],
        ("2023-01-01", "2023-06-30"),
        [("t1", "u1", "2023-01-01", "2023-02-28"), ("t2", "u2", "2023-03-01", "2023-03-14"),
         ("t1", "u1", "2023-03-15", "2023-06-30")]),
    "two employments in one team weigh together": (
        [employed("t1", "2021-01-01", fte="0,4"), employed("t1", "2021-01-02", fte="0,4"),
         employed("t2", "2021-01-01", fte="0,6")],
        ("2023-01-01", ""), [("t1", "u1", "2023-01-01", None)]),
    "a team nobody knows": ([employed("t9", "2021-01-01")], ("2023-01-01", ""), [(None, None, "2023-01-01", None)]),
    "an employment with the last day there is": (
        [employed("t1", "2021-01-01", "9999-12-31")], ("2023-01-01", ""), [("t1", "u1", "2023-01-01", None)]),
    "both on one day": (
        [employed("t1", "2021-01-01", "2023-01-01"), employed("t2", "2023-01-02")], ("2023-01-01", "2023-01-01"),
        [("t1", "u1", "2023-01-01", "2023-01-01")]),
    "a worker nobody employs": (
        [employed("t1", "2021-01-01", worker="w2")], ("2023-01-01", "2023-06-30"), [(None, None, "2023-01-01", "2023-06-30")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CUT)
def test_an_assignment_is_cut_where_the_workers_main_team_changes(tmp_path, name):
    workers, (first, last), pieces = CUT[name]
    snapshot = loaded(tmp_path, workers, [assigned(first, last)])
    assert ask(snapshot, SEGMENTS) == [("c1", "w1", *piece) for piece in pieces]


def main_team(employments: list[dict], day: date) -> str | None:
    """The team with most FTE that day, then the lowest id: counted anew for each day."""
    hours: dict[str, float] = {}
    for row in employments:
        if row["valid_from"] <= str(day) and (not row["valid_to"] or row["valid_to"] >= str(day)):
            hours[row["team_id"]] = hours.get(row["team_id"], 0) + float(row["fte"].replace(",", "."))
    return min(hours, key=lambda team: (-hours[team], team)) if hours else None


@pytest.mark.parametrize("seed", range(3))
def test_on_every_day_a_citizen_is_in_the_team_a_slow_count_gives(tmp_path, seed):
    rng = random.Random(seed)
    start, last = date(2023, 1, 1), date(2023, 4, 30)

    def days() -> tuple[date, date]:
        first, second = sorted(start + timedelta(days=rng.randrange(120)) for _ in range(2))
        return first, second

    workers = {
        (worker, team, str(first)): employed(team, str(first), rng.choice(["", str(end)]), f"0,{rng.randint(1, 9)}", worker)
        for worker in ("w1", "w2") for team in ("t1", "t2") for first, end in [days(), days()]
    }  # fmt: skip
    assignments = {
        (citizen, worker): assigned(str(first), str(end), worker, citizen)
        for citizen in ("c1", "c2", "c3") for worker in ("w1", "w2") for first, end in [days()]
    }  # fmt: skip
    snapshot = loaded(tmp_path, list(workers.values()), list(assignments.values()))
    found = {
        (citizen, worker, first + timedelta(days=number)): team
        for citizen, worker, team, first, end in ask(
            snapshot, "select citizen_id, worker_id, team_id, from_date, to_date from marts.assignments"
        )
        for number in range((end - first).days + 1)
    }
    expected = {}
    for (citizen, worker), row in assignments.items():
        for number in range((last - start).days + 1):
            day = start + timedelta(days=number)
            if row["from_date"] <= str(day) <= row["to_date"]:
                own = [employment for employment in workers.values() if employment["worker_id"] == worker]
                expected[citizen, worker, day] = main_team(own, day)
    assert found == expected


def test_a_change_is_another_worker_than_the_one_before_whatever_the_gap(tmp_path):
    workers = [
        employed("t1", "2021-01-01", "2023-05-31"), employed("t2", "2023-06-01"),
        employed("t2", "2021-01-01", worker="w2"),
    ]  # fmt: skip
    assignments = [
        assigned("2022-01-01", "2022-03-31", reason="planned"),  # the first is no change
        assigned("2022-05-01", "2022-06-30", reason="planned"),  # the same worker after a gap neither
        assigned("2022-09-01", "2023-05-31", worker="w2", reason="unplanned"),  # another worker after a gap
        assigned("2023-06-01", worker="w1"),  # back again, on the day w1 is in another team; no reason given
        assigned("2023-02-01", citizen="c2", reason="unplanned"),  # another citizen's first
    ]
    assert ask(loaded(tmp_path, workers, assignments), CHANGES) == [
        ("c1", "w2", "t2", "unplanned", "2022-09-01"), ("c1", "w1", "t2", "unknown", "2023-06-01"),
    ]  # fmt: skip


def test_of_two_assignments_that_begin_on_one_day_the_shorter_comes_first(tmp_path):
    workers = [employed("t1", "2021-01-01", worker=worker) for worker in ("w1", "w2", "w3")]
    assignments = [
        assigned("2022-01-01", worker="w1"),
        assigned("2022-01-01", "2022-01-31", worker="w2"),
        assigned("2023-01-01", worker="w1"),
    ]
    assert ask(loaded(tmp_path, workers, assignments), CHANGES) == [("c1", "w1", "t1", "unknown", "2022-01-01")]


def test_a_change_to_a_worker_nobody_employs_has_no_team(tmp_path):
    workers = [employed("t1", "2021-01-01")]
    assignments = [assigned("2022-01-01"), assigned("2023-01-01", worker="w9")]
    assert ask(loaded(tmp_path, workers, assignments), CHANGES) == [("c1", "w9", None, "unknown", "2023-01-01")]
