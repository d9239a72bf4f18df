"""An answer is worked out once, and never given to a reader with other rights."""

from datetime import date
from pathlib import Path

from dashboard.access import CHIEF, Role, Viewer
from dashboard.answers import Answers
from dashboard.measurement import Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse

STEERING_GROUP = Viewer(Role.STEERING_GROUP)
LEADER = Viewer(Role.TEAM_LEADER, frozenset({"T1"}))
YEAR = Selection(Period(Month(2023, 1), Month(2023, 12)))


def three_decided(folder: Path) -> Path:
    cases = [
        {"case_id": f"S{number}", "received_date": date(2023, 3, 1), "decided_date": date(2023, 3, 9), "team_id": "T1"}
        for number in range(3)
    ]
    return contract_warehouse(folder, cases, date(2023, 12, 31))


def test_the_same_question_is_worked_out_once_for_all_of_one_right(tmp_path: Path) -> None:
    folder = three_decided(tmp_path)
    first, second = (Answers(Warehouse.newest(folder), CHIEF) for _ in range(2))
    assert first.measure("decisions", YEAR) is second.measure("decisions", YEAR)


def test_what_one_may_read_another_does_not_get(tmp_path: Path) -> None:
    folder = three_decided(tmp_path)
    for viewer in (CHIEF, STEERING_GROUP, LEADER, CHIEF, STEERING_GROUP):
        told = Answers(Warehouse.newest(folder), viewer).measure("decisions", YEAR).measurement
        expected = Silence.SUPPRESSED if viewer is STEERING_GROUP else None
        assert told.silence is expected, viewer
        assert told.value == (None if expected else 3)


def test_another_selection_and_another_split_are_other_questions(tmp_path: Path) -> None:
    answers = Answers(Warehouse.newest(three_decided(tmp_path)), CHIEF)
    march = Selection(Period(Month(2023, 3), Month(2023, 3)))
    april = Selection(Period(Month(2023, 4), Month(2023, 4)))
    assert [answers.measure("decisions", one).measurement.value for one in (march, april, march)] == [3, 0, 3]
    by = [answers.split("decisions", march, split) for split in (Split.MONTH, Split.TEAM)]
    assert [{row.group: row.measurement.value for row in one.groups}.get(group) for one, group in
            zip(by, ("2023-03", "T1"), strict=True)] == [3, 3]  # fmt: skip
