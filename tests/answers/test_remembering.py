"""What was worked out before is given again, never to the wrong question."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from dashboard.remembering import Memory
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse


def test_a_question_asked_again_is_not_worked_out_again() -> None:
    memory, worked = Memory(2), []
    for _ in range(3):
        assert memory.recall("one", lambda: worked.append(1) or len(worked)) == 1
    assert worked == [1]


def test_the_question_asked_longest_ago_is_forgotten_first() -> None:
    memory = Memory(2)
    for question in ("one", "two", "one", "three"):
        memory.recall(question, lambda: "first time")
    assert [memory.recall(question, lambda: "anew") for question in ("one", "three")] == ["first time"] * 2
    assert memory.recall("two", lambda: "anew") == "anew"


def test_what_fails_is_not_remembered() -> None:
    memory = Memory(2)
    for _ in range(2):
        try:
            memory.recall("one", lambda: 1 // 0)
        except ZeroDivisionError:
            continue
        raise AssertionError("the failure was remembered")
    assert memory.recall("one", lambda: 7) == 7


def test_no_thread_reads_the_answer_to_anothers_question() -> None:
    memory = Memory(50)

    def ask(number: int) -> bool:
        return memory.recall(number % 100, lambda: (number % 100) ** 2) == (number % 100) ** 2

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(5_000)))


def test_a_new_snapshot_is_asked_anew(tmp_path: Path) -> None:
    one = [{"case_id": "S1", "received_date": date(2023, 1, 1)}]
    contract_warehouse(tmp_path, one, name="warehouse_1")
    count = "select count(*) from marts.cases"
    before = Warehouse.newest(tmp_path)
    assert before.worked_out("cases", lambda: before.rows(count)[0][0]) == 1
    contract_warehouse(tmp_path, [*one, one[0] | {"case_id": "S2"}], name="warehouse_2")
    after = Warehouse.newest(tmp_path)
    assert after.worked_out("cases", lambda: after.rows(count)[0][0]) == 2
    assert before.worked_out("cases", lambda: before.rows(count)[0][0]) == 1
