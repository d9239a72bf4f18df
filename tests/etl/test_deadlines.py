"""Deadlines against days counted by hand in a calendar."""

from datetime import date

import pytest

from tests.etl.folders import ask, built, column, findings, mapping, municipality, rows_text

HEAD = "paragraph;subtype;application_type;amount;unit;valid_from;is_example;note\n"
# amount and unit -> day of receipt and last day in time; the day of receipt is day 0.
COUNTED = {
    "1;day": [("2023-03-01", "2023-03-02"), ("2023-12-31", "2024-01-01"), ("2023-02-28", "2023-03-01")],
    "14;day": [("2023-03-01", "2023-03-15"), ("2024-02-20", "2024-03-05")],
    "8;week": [("2023-03-01", "2023-04-26"), ("2023-12-06", "2024-01-31")],
    "1;month": [("2023-01-31", "2023-02-28"), ("2024-01-31", "2024-02-29"), ("2023-03-31", "2023-04-30"),
                ("2023-02-28", "2023-03-28"), ("2022-12-31", "2023-01-31")],
    "3;month": [("2022-11-30", "2023-02-28"), ("2023-11-15", "2024-02-15")],
    # half a month is 15 days, counted after the whole months
    "0.5;month": [("2023-01-31", "2023-02-15"), ("2023-02-20", "2023-03-07")],
    "1,5;month": [("2023-01-31", "2023-03-15"), ("2023-03-01", "2023-04-16")],
    # Easter 2023: 6 April Maundy Thursday, 7 April Good Friday, 10 April Easter Monday. 5 May 2023 was store bededag,
    # 26 April 2024 (the fourth Friday after Easter) was not: it had been abolished. 5 June is a local closing day here.
    "1;working_day": [("2023-04-05", "2023-04-11"), ("2023-04-08", "2023-04-11"), ("2023-05-04", "2023-05-08"),
                      ("2024-04-25", "2024-04-26"), ("2023-03-03", "2023-03-06"), ("2023-06-02", "2023-06-06"),
                      ("2023-05-17", "2023-05-19"), ("2023-05-26", "2023-05-30")],
    # Received on Saturday 1 April 2023: 3, 4, 5, then 11 and 12 April.
    "5;working_day": [("2023-04-01", "2023-04-12"), ("2023-03-31", "2023-04-12")],
    # 20 December 2023 a Wednesday: 21, 22; 24 closed and a Sunday; 25, 26 holidays; 27, 28, 29; 1 January; 2 January.
    "6;working_day": [("2023-12-20", "2024-01-02")],
    "10;working_day": [("2023-06-01", "2023-06-16")],
}  # fmt: skip
EXTRACT = {"value": "2024-12-31"}
CLOSING = "closing_date;name\n2023-06-05;Grundlovsdag\n2023-12-24;Juleaften\n2024-12-31;Nytårsaften\n"


def deadlines_of(tmp_path, rules: str, rows: list[dict[str, str]], **reference: str) -> list[tuple]:
    """(deadline_date as text, deadline_source) per case in the order of ``rows``."""
    text = rows_text(*({"case_id": f"{n:03}"} | row for n, row in enumerate(rows)))
    folder = municipality(
        tmp_path, {"cases.csv": text}, sources={"cases": mapping(extract_date=EXTRACT)},
        reference={"deadlines": HEAD + rules, "closing_days": CLOSING} | reference,
    )  # fmt: skip
    return ask(built(folder), "select deadline_date::varchar, deadline_source from marts.cases order by case_id")


def test_every_unit_is_counted_as_by_hand(tmp_path):
    paragraphs = "paragraph;law;label;short_name;danmarkskort_group;is_appealable\n"
    rules, rows, expected = "", [], []
    for number, (amount, days) in enumerate(COUNTED.items(), start=200):
        paragraphs += f"{number};SEL;x;x;;true\n"
        rules += f"{number};;;{amount};2018-01-01;false;\n"
        for received, deadline in days:
            rows.append({"paragraph": str(number), "received_date": received})
            expected.append((amount, received, deadline, "rule"))
    spellings = "spelling;paragraph\n"
    found = deadlines_of(tmp_path, rules, rows, paragraphs=paragraphs, paragraph_spellings=spellings)
    asked = [(amount, received) for amount, received, *_ in expected]
    assert [(*pair, *answer) for pair, answer in zip(asked, found, strict=True)] == expected


def test_the_rule_in_force_on_the_day_of_receipt_counts(tmp_path):
    rules = "85;;;8;week;2020-01-01;false;\n85;;;4;week;2023-03-01;false;\n85;;;;none;2023-06-01;false;\n"
    days = ["2019-12-31", "2020-01-01", "2023-02-28", "2023-03-01", "2023-05-31", "2023-06-01"]
    assert deadlines_of(tmp_path, rules, [{"received_date": day} for day in days]) == [
        (None, "missing"), ("2020-02-26", "rule"), ("2023-04-25", "rule"), ("2023-03-29", "rule"),
        ("2023-06-28", "rule"), (None, "none"),
    ]  # fmt: skip


def test_the_most_specific_rule_wins_subtype_before_type_and_an_ended_one_falls_back(tmp_path):
    rules = (
        "85;;;40;day;2018-01-01;false;\n85;;renewal;30;day;2018-01-01;false;\n85;kompleks;;20;day;2018-01-01;false;\n"
        "85;kompleks;renewal;10;day;2018-01-01;false;\n85;kompleks;renewal;;;2023-05-01;false;\n"
        "85;kompleks;;;;2023-06-01;false;\n85;;;;;2023-07-01;false;\n"
    )
    rows = [
        {"received_date": day, "subtype": subtype, "application_type": type_}
        for day in ("2023-04-01", "2023-05-01", "2023-06-01", "2023-07-01")
        for subtype, type_ in (("", "new"), ("", "renewal"), ("kompleks", "new"), ("kompleks", "renewal"), ("x", "new"))
    ]
    # April: + 40, 30, 20, 10, 40. May: the most specific ended, + 20. June: subtype ended too, + 30. July: general ended.
    assert [deadline for deadline, _ in deadlines_of(tmp_path, rules, rows)] == [
        "2023-05-11", "2023-05-01", "2023-04-21", "2023-04-11", "2023-05-11",
        "2023-06-10", "2023-05-31", "2023-05-21", "2023-05-21", "2023-06-10",
        "2023-07-11", "2023-07-01", "2023-07-11", "2023-07-01", "2023-07-11",
        None, "2023-07-31", None, "2023-07-31", None,
    ]  # fmt: skip


def test_follow_ups_and_own_initiatives_have_none_and_a_delivered_deadline_goes_before_the_rule(tmp_path):
    rows = [
        {"application_type": "follow_up", "deadline_date": "2023-04-01"},
        {"application_type": "own_initiative"},
        {"deadline_date": "2023-04-01"},
        {"deadline_date": "2023-04-01", "paragraph": ""},
        {"paragraph": "101"},
        {"paragraph": "83"},
        {"paragraph": ""},
    ]
    assert deadlines_of(tmp_path, "85;;;8;week;2018-01-01;true;\n101;;;;none;2018-01-01;true;\n", rows) == [
        (None, "none"), (None, "none"), ("2023-04-01", "delivered"), ("2023-04-01", "delivered"), (None, "none"),
        (None, "missing"), (None, "missing"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rolls", "expected"),
    [("false", ["2023-04-07", "2023-04-08", "2023-04-11"]), ("true", ["2023-04-11", "2023-04-11", "2023-04-11"])],
)
def test_a_deadline_on_a_day_off_rolls_only_where_that_is_set(tmp_path, rolls, expected):
    settings = f"setting;value;note;is_assumption\ndeadline_rolls_to_working_day;{rolls};;true\n"
    rows = [{"received_date": day} for day in ("2023-03-31", "2023-04-01", "2023-04-04")]
    found = deadlines_of(tmp_path, "85;;;7;day;2018-01-01;true;\n", rows, settings=settings)
    assert [deadline for deadline, _ in found] == expected


def test_the_deadline_day_itself_is_in_time_and_days_are_counted_from_receipt(tmp_path):
    rows = [
        {"decided_date": "2023-04-26", "sent_date": "2023-04-30", "start_date": "2023-03-15", "waiting_days": "6"},
        {"decided_date": "2023-04-27", "start_date": "2023-03-16"},
        {},
        {"decided_date": "2023-04-26", "application_type": "follow_up"},
        {"withdrawn_date": "2023-04-27"},
    ]
    text = rows_text(*({"case_id": str(n)} | row for n, row in enumerate(rows)))
    snapshot = built(municipality(tmp_path, {"cases.csv": text}))
    answer = ask(
        snapshot,
        "select is_timely, gross_days, net_days, dispatch_days, is_started_in_time, is_notified_in_time, closed_date"
        " from marts.cases order by case_id",
    )
    # 8 weeks from 1 March are 26 April: 56 days.
    assert answer == [
        (True, 56, 50, 4, True, False, date(2023, 4, 26)), (False, 57, None, None, False, False, date(2023, 4, 27)),
        (None, None, None, None, None, False, None), (None, 56, None, None, None, None, date(2023, 4, 26)),
        (None, None, None, None, None, False, date(2023, 4, 27)),
    ]  # fmt: skip


class TestRemittedCases:
    def build(self, tmp_path, appeals, cases):
        raw = {
            "cases.csv": rows_text(*({"application_type": "remitted"} | row for row in cases)),
            "appeals.csv": rows_text(*appeals, table="appeals"),
        }
        rules = "85;;;8;week;2018-01-01;true;\n85;;new;6;week;2018-01-01;true;\n85;;renewal;2;week;2018-01-01;true;\n"
        rules += "83;;;5;working_day;2018-01-01;true;\n"
        sources = {"cases": mapping(), "appeals": mapping("appeals")}
        return built(municipality(tmp_path, raw, sources=sources, reference={"deadlines": HEAD + rules}))

    def test_the_clock_starts_when_the_board_s_decision_was_received_and_the_rule_is_a_first_application_s(
        self, tmp_path
    ):
        board = {"board_outcome": "remitted", "board_decided_date": "2023-06-01"}
        snapshot = self.build(
            tmp_path,
            [
                {"complaint_id": "K1", "board_received_date": "2023-06-05"} | board,
                {"complaint_id": "K2"} | board,
                {"complaint_id": "K3", "board_received_date": "2023-06-05"} | board,
            ],
            [
                {"case_id": "1", "remitted_from_complaint_id": "K1", "received_date": "2023-06-20"},
                {"case_id": "2", "remitted_from_complaint_id": "K2", "received_date": "2023-06-20"},
                {"case_id": "3", "received_date": "2023-06-20"},
                {"case_id": "4", "remitted_from_complaint_id": "findes ikke", "received_date": "2023-06-20"},
                {"case_id": "5", "remitted_from_complaint_id": "K3", "received_date": "2023-05-20",
                 "decided_date": "2023-06-04", "waiting_days": "3"},
            ],
        )  # fmt: skip
        answer = ask(
            snapshot,
            "select received_date::varchar, is_received_date_assumed, deadline_date::varchar, deadline_amount"
            " from marts.cases order by case_id",
        )
        assert answer == [
            ("2023-06-05", False, "2023-07-17", 6.0),
            ("2023-06-01", True, "2023-07-13", 6.0),
            ("2023-06-20", False, "2023-08-01", 6.0),
            ("2023-06-20", False, "2023-08-01", 6.0),
            ("2023-05-20", False, "2023-07-01", 6.0),  # a clock that starts after the decision cannot be right
        ]
        assert column(snapshot, "gross_days", order="case_id")[-1] == 15

    def test_a_delivered_deadline_before_the_board_s_decision_keeps_the_case_s_own_clock(self, tmp_path):
        appeal = {"board_outcome": "remitted", "board_decided_date": "2023-06-01", "board_received_date": "2023-06-05"}
        case = {"remitted_from_complaint_id": "K1", "received_date": "2023-05-01", "deadline_date": "2023-06-04"}
        snapshot = self.build(tmp_path, [appeal], [case])
        assert ask(snapshot, "select received_date, deadline_date from marts.cases") == [
            (date(2023, 5, 1), date(2023, 6, 4))
        ]

    def test_waiting_days_from_before_the_new_clock_never_make_a_negative_time(self, tmp_path):
        appeal = {"board_outcome": "remitted", "board_decided_date": "2023-06-01", "board_received_date": "2023-06-05"}
        case = {"remitted_from_complaint_id": "K1", "received_date": "2023-04-01", "decided_date": "2023-06-15",
                "waiting_days": "40"}  # fmt: skip
        snapshot = self.build(tmp_path, [appeal], [case])
        assert ask(snapshot, "select gross_days, net_days, waiting_days from marts.cases") == [(10, None, None)]

    def test_a_decision_is_not_received_before_it_was_made(self, tmp_path):
        appeals = [
            {"board_outcome": "remitted", "board_decided_date": "2023-06-01", "board_received_date": "1925-06-05"},
            {"complaint_id": "K2", "received_date": "1925-01-01", "board_outcome": "remitted",
             "board_received_date": "1925-06-05"},
        ]  # fmt: skip
        case = {"paragraph": "83", "received_date": "2023-06-01"}
        snapshot = self.build(tmp_path, appeals, [
            case | {"case_id": "1", "remitted_from_complaint_id": "K1"},
            case | {"case_id": "2", "remitted_from_complaint_id": "K2"},
        ])  # fmt: skip
        # Thursday 1 June 2023: 2, 5, 6, 7 and 8 June are working days here. No rule was in force in 1925.
        answer = ask(snapshot, "select deadline_date, is_received_date_assumed from marts.cases order by case_id")
        assert answer == [(date(2023, 6, 8), True), (None, False)]
        assert len(findings(snapshot, "board_received_before_decided")) == 1
