"""The reassessment clock of each complaint, and the decisions of Ankestyrelsen they end in."""

from datetime import date
from itertools import combinations_with_replacement

import pytest

from tests.etl.folders import REFERENCE, ask, built, mapping, municipality, rows_text

PARAGRAPHS = (
    REFERENCE["paragraphs"] + "97;SEL;Ledsagelse;Ledsagelse;voksenhandicap;true\n141;SUL;Misbrug;Misbrug;;true\n"
)
SETTING = REFERENCE["settings"] + "partial_forwarding_clock;false;;true\n"


def loaded(tmp_path, complaints: list[dict], cases: list[dict] = ({},), **reference: str):
    """The snapshot of these complaints, K0, K1, … where they have no id, over these cases."""
    rows = [{"complaint_id": f"K{number}"} | row for number, row in enumerate(complaints)]
    return built(municipality(
        tmp_path,
        {"cases.csv": rows_text(*cases), "appeals.csv": rows_text(*rows, table="appeals")},
        sources={table: mapping(table) for table in ("cases", "appeals")},
        reference={"paragraphs": PARAGRAPHS} | reference,
    ))  # fmt: skip


# A complaint received on 1 May 2023 (its 28th day after is 29 May) -> finished_date, is_reassessed_in_time,
# clock_ended_date.
CLOCKS = {
    "nothing has happened": ({}, None, None, None),
    "changed on the 28th day": ({"reassessment_outcome": "changed", "reassessed_date": "2023-05-29"}, 29, True, 29),
    "changed on the 29th day": ({"reassessment_outcome": "changed", "reassessed_date": "2023-05-30"}, 30, False, 30),
    "changed on the day of receipt": ({"reassessment_outcome": "changed", "reassessed_date": "2023-05-01"}, 1, True, 1),
    "partly changed, the citizen then maintains": (
        {"reassessment_outcome": "partly_changed", "reassessed_date": "2023-05-10",
         "citizen_maintains_date": "2023-05-20", "forwarded_date": "2023-05-31"}, 10, True, 10),
    "maintained but not sent on": ({"reassessment_outcome": "maintained", "reassessed_date": "2023-05-10"}, None, None, None),
    "maintained and sent on late": (
        {"reassessment_outcome": "maintained", "reassessed_date": "2023-05-10", "forwarded_date": "2023-05-30"},
        30, False, 30),
    "sent on unassessed": ({"forwarded_date": "2023-05-29"}, 29, True, 29),
    "withdrawn": ({"reassessment_outcome": "withdrawn", "closed_date": "2023-05-12"}, None, None, 12),
    "too late, with the day of the reassessment only": (
        {"reassessment_outcome": "too_late", "reassessed_date": "2023-05-13"}, None, None, 13),
    "withdrawn after it was sent on": (
        {"reassessment_outcome": "withdrawn", "forwarded_date": "2023-05-11", "closed_date": "2023-05-14"}, None, None, 14),
    "withdrawn without any date": ({"reassessment_outcome": "withdrawn"}, None, None, 1),
    "too late without any date": ({"reassessment_outcome": "too_late"}, None, None, 1),
    "closed without a word": ({"closed_date": "2023-05-15"}, None, None, 15),
    "answered by the board though nobody noted that it was sent on": (
        {"reassessment_outcome": "maintained", "board_decided_date": "2023-05-31", "board_outcome": "upheld"},
        None, None, 31),
}  # fmt: skip


@pytest.mark.parametrize("name", CLOCKS)
def test_the_four_week_clock_ends_on_the_day_that_finishes_the_reassessment(tmp_path, name):
    row, finished, in_time, ended = CLOCKS[name]
    (found,) = ask(
        loaded(tmp_path, [row]),
        "select finished_date, is_reassessed_in_time, clock_ended_date, days_to_finish, reassessment_deadline_date"
        " from marts.appeals",
    )
    day = {None: None} | {number: date(2023, 5, number) for number in range(1, 32)}
    days = None if finished is None else finished - 1
    assert found == (day[finished], in_time, day[ended], days, date(2023, 5, 29))


def test_after_partial_right_the_citizens_answer_starts_four_weeks_where_the_municipality_says_so(tmp_path):
    rows = [
        {
            "reassessment_outcome": "partly_changed",
            "reassessed_date": "2023-05-10",
            "citizen_maintains_date": "2023-06-01",
        },
        {"reassessment_outcome": "partly_changed", "reassessed_date": "2023-05-10"},
        {"reassessment_outcome": "maintained", "reassessed_date": "2023-05-10", "citizen_maintains_date": "2023-06-01"},
    ]
    query = "select forwarding_deadline_date from marts.appeals order by complaint_id"
    assert ask(loaded(tmp_path / "a", rows), query) == [(date(2023, 6, 29),), (None,), (None,)]
    assert ask(loaded(tmp_path / "b", rows, settings=SETTING), query) == [(None,)] * 3


def test_a_complaint_has_the_law_group_and_right_of_appeal_of_its_cases_paragraph(tmp_path):
    cases = [{"case_id": name, "paragraph": name} for name in ("97", "85", "82 a")]
    cases += [{"case_id": "SUL", "paragraph": "SUL § 141"}, {"case_id": "?", "paragraph": ""}]
    spellings = REFERENCE["law_spellings"] + "SUL;SUL\n"
    snapshot = loaded(tmp_path, [{"case_id": case["case_id"]} for case in cases], cases, law_spellings=spellings)
    query = "select law, danmarkskort_group, is_appealable from marts.appeals order by complaint_id"
    assert ask(snapshot, query) == [
        ("SEL", "voksenhandicap", True), ("SEL", None, True), ("SEL", None, False), ("SUL", None, True), (None, None, None),
    ]  # fmt: skip
    query = "select is_appealable from marts.cases order by case_id"
    assert ask(snapshot, query) == [(False,), (True,), (True,), (None,), (True,)]


# By hand from kpis.md: changed = annulled > remitted > upheld > dismissed. The first of a pair has the lower id.
FURTHEST = {
    ("changed", "changed"): 0, ("changed", "annulled"): 0, ("changed", "remitted"): 0, ("changed", "upheld"): 0,
    ("changed", "dismissed"): 0, ("annulled", "annulled"): 0, ("annulled", "remitted"): 0, ("annulled", "upheld"): 0,
    ("annulled", "dismissed"): 0, ("remitted", "remitted"): 0, ("remitted", "upheld"): 0, ("remitted", "dismissed"): 0,
    ("upheld", "upheld"): 0, ("upheld", "dismissed"): 0, ("dismissed", "dismissed"): 0,
    ("annulled", "changed"): 0, ("remitted", "changed"): 1, ("upheld", "changed"): 1, ("dismissed", "changed"): 1,
    ("remitted", "annulled"): 1, ("upheld", "annulled"): 1, ("dismissed", "annulled"): 1, ("upheld", "remitted"): 1,
    ("dismissed", "remitted"): 1, ("dismissed", "upheld"): 1,
}  # fmt: skip
OUTCOMES = ("changed", "annulled", "remitted", "upheld", "dismissed")


def test_every_pair_of_outcomes_in_one_decision_counts_once_by_the_most_far_reaching(tmp_path):
    assert {tuple(sorted(pair)) for pair in FURTHEST} == {
        tuple(sorted(pair)) for pair in combinations_with_replacement(OUTCOMES, 2)
    }
    rows = [
        {"complaint_id": f"K{number:02}{place}", "board_case_id": f"B{number:02}", "board_outcome": outcome,
         "board_decided_date": f"2023-10-{10 + place}"}
        for number, pair in enumerate(FURTHEST) for place, outcome in enumerate(pair)
    ]  # fmt: skip
    found = ask(
        loaded(tmp_path, rows),
        "select board_decision_id, complaint_id, board_outcome, complaint_count, board_decided_date"
        " from marts.board_decisions order by 1",
    )
    assert found == [
        (f"B{number:02}", f"K{number:02}{place}", pair[place], 2, date(2023, 10, 11))
        for number, (pair, place) in enumerate(FURTHEST.items())
    ]


def test_complaints_without_the_boards_number_are_decisions_of_their_own_and_undecided_ones_are_none(tmp_path):
    decided = {"board_decided_date": "2023-10-10", "board_outcome": "upheld"}
    rows = [
        decided, decided, {"board_case_id": "K0"} | decided, {"board_case_id": "B1"},
        {"board_case_id": "B2", "board_decided_date": "2023-10-10"}, {"board_case_id": "B3", "board_outcome": "upheld"},
    ]  # fmt: skip
    found = ask(loaded(tmp_path, rows), "select board_decision_id, complaint_id from marts.board_decisions order by 2")
    assert found == [("K0", "K0"), ("K1", "K1"), ("K0", "K2")]


def test_a_decision_knows_the_reason_only_of_a_reversal_and_the_days_since_the_appealed_decision(tmp_path):
    cases = [
        {"case_id": "A1", "decided_date": "2023-04-01", "decision_outcome": "refused"},
        {"case_id": "A2"},
        {"case_id": "A3", "decided_date": "2023-11-01"},
    ]
    decided = {"board_decided_date": "2023-10-10", "reversal_reason": "hearing"}
    snapshot = loaded(tmp_path, [
        decided | {"case_id": "A1", "board_outcome": "remitted"},
        decided | {"case_id": "A2", "board_outcome": "upheld"},
        decided | {"case_id": "A3", "board_outcome": "dismissed"},
        decided | {"case_id": "A9", "board_outcome": "annulled"},
    ], cases)  # fmt: skip
    found = ask(
        snapshot,
        "select case_id, decision_outcome, reversal_reason, days_to_outcome from marts.board_decisions order by complaint_id",
    )
    # 1 April to 10 October: 29 + 31 + 30 + 31 + 31 + 30 + 10 days. A3 was decided after the board had answered.
    assert found == [("A1", "refused", "hearing", 192), ("A2", None, None, None), ("A3", None, None, None),
                     (None, None, "hearing", None)]  # fmt: skip
