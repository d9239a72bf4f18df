"""A KPI whose column nobody delivers says so; one whose column is delivered and blank has an answer."""

from datetime import date

import pytest

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.kpi.registry import registry
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Selection, last_twelve_complete_months
from dashboard.warehouse import Warehouse
from etl.tables import known_tables
from tests.etl.folders import built, mapping, municipality, rows_text

OVERDUE = {"received_date": "2023-03-01", "paragraph": "85"}  # eight weeks: 26 April 2023, and still open
YEAR = Selection(last_twelve_complete_months(date(2023, 11, 30)))
OF_CASES = [kpi_id for kpi_id, kpi in registry().items() if kpi.marts == {"cases"}]  # the only table delivered here
OUTCOMES = {"granted_share", "partly_granted_share", "refused_share", "ended_share"}
# What the answer would be worth without the column (kpis.md): without decision dates every case looks open and late.
DECIDED = {
    "timely_decisions", "notified_delays", "overdue_open_cases", "oldest_overdue_days", "due_within_14_days", "open_cases",
    "decisions", "clearance_rate", "median_processing_days", "p80_processing_days", "p90_processing_days",
    "timely_by_cohort", "median_dispatch_days", "p90_dispatch_days", "unsent_decisions", "timely_start_101",
} | OUTCOMES  # fmt: skip
DECIDES = {
    "decided_date": DECIDED,
    "notice_date": {"notified_delays"},
    "sent_date": {"median_dispatch_days", "p90_dispatch_days", "unsent_decisions"},
    "withdrawn_date": {"withdrawn_cases"},
    "start_date": {"timely_start_101"},
    "decision_outcome": {"timely_start_101"} | OUTCOMES,
    "paragraph": {"timely_start_101"},
}
# Received on 1 March 2023 under section 85 where nothing else is said: something for every KPI to stand on.
COMPLETE = (
    {"case_id": "A1", "decided_date": "2023-03-20", "sent_date": "2023-03-21"},
    {"case_id": "A2", "paragraph": "101", "decided_date": "2023-03-03", "decision_outcome": "granted",
     "sent_date": "2023-03-04", "start_date": "2023-03-06"},
    {"case_id": "A3", "notice_date": "2023-04-01", "deadline_date": "2023-04-20"},
    {"case_id": "A4", "received_date": "2023-11-20", "deadline_date": "2023-12-01"},
    {"case_id": "A5", "withdrawn_date": "2023-03-02"},
)  # fmt: skip


def answers_to(folder):
    built(folder)
    return Answers(Warehouse.newest(folder), CHIEF)


def notified_delays(folder):
    return answers_to(folder).measure("notified_delays", YEAR).measurement


def mapped_without(*left_out, **fields):
    """A mapping of every column but some."""
    return mapping(
        columns={name: {"header": name} for name in known_tables()["cases"].columns if name not in left_out}, **fields
    )


def silent(answers):
    """The KPIs of the cases that are told as not delivered."""
    told = {kpi_id: answers.measure(kpi_id, YEAR).measurement for kpi_id in OF_CASES}
    return {kpi_id for kpi_id, one in told.items() if one.silence is Silence.NOT_DELIVERED}


def test_a_notice_column_that_is_blank_in_every_row_means_nobody_was_notified(tmp_path):
    answer = notified_delays(municipality(tmp_path, {"cases.csv": rows_text(OVERDUE)}))
    assert (answer.value, answer.numerator, answer.denominator) == (0.0, 0, 1)


def test_without_a_notice_column_the_share_is_not_delivered(tmp_path):
    columns = {name: {"header": name} for name in ("case_id", "received_date", "application_type", "paragraph")}
    folder = municipality(tmp_path, {"cases.csv": rows_text(OVERDUE)}, sources={"cases": mapping(columns=columns)})
    assert notified_delays(folder).silence is Silence.NOT_DELIVERED


def test_a_mapped_notice_column_that_is_in_no_header_is_not_delivered(tmp_path):
    delivery = "case_id;received_date;application_type;paragraph\nA1;2023-03-01;new;85\n"
    assert notified_delays(municipality(tmp_path, {"cases.csv": delivery})).silence is Silence.NOT_DELIVERED


def test_with_every_column_every_kpi_has_an_answer(tmp_path):
    answers = answers_to(municipality(tmp_path, {"cases.csv": rows_text(*COMPLETE)}))
    assert {kpi_id: answers.measure(kpi_id, YEAR).measurement.silence for kpi_id in OF_CASES} == dict.fromkeys(OF_CASES)


def test_without_a_table_every_kpi_that_rests_on_it_is_not_delivered(tmp_path):
    answers = answers_to(municipality(tmp_path, {"cases.csv": rows_text(*COMPLETE)}))
    for kpi_id in set(registry()) - set(OF_CASES):
        assert answers.measure(kpi_id, YEAR).measurement.silence is Silence.NOT_DELIVERED, kpi_id


@pytest.mark.parametrize("column", DECIDES)
def test_a_kpi_decided_by_a_column_nobody_delivers_is_not_delivered(tmp_path, column):
    sources = {"cases": mapped_without(column)}
    answers = answers_to(municipality(tmp_path, {"cases.csv": rows_text(*COMPLETE)}, sources=sources))
    assert silent(answers) == DECIDES[column]


def test_a_column_of_one_supplier_is_not_delivered_for_the_other(tmp_path):
    """The other's two cases would count as decided and never sent."""
    other = [
        {"case_id": f"B{number}", "received_date": "2023-03-01", "decided_date": "2023-03-20"} for number in (1, 2)
    ]
    raw = {"one.csv": rows_text(*COMPLETE), "other.csv": rows_text(*other)}
    sources = {"one": mapping(files="one.csv"), "other": mapped_without("sent_date", files="other.csv")}
    answers = answers_to(municipality(tmp_path, raw, sources=sources))
    assert silent(answers) == DECIDES["sent_date"]
    assert answers.measure("decisions", YEAR).measurement == Measurement(4.0, 4)


def test_a_column_that_came_with_a_later_file_of_the_same_supplier_is_delivered(tmp_path):
    raw = {
        "cases_1.csv": "case_id;received_date;application_type\nA9;2023-03-01;new\n",
        "cases_2.csv": rows_text(*COMPLETE),
    }
    assert silent(answers_to(municipality(tmp_path, raw))) == set()


def test_deadlines_that_one_supplier_delivers_and_rules_give_the_other_are_deadlines(tmp_path):
    raw = {"one.csv": rows_text(*COMPLETE), "other.csv": rows_text({"case_id": "B1"})}
    sources = {"one": mapping(files="one.csv"), "other": mapped_without("deadline_date", files="other.csv")}
    assert silent(answers_to(municipality(tmp_path, raw, sources=sources))) == set()


def test_without_decision_dates_no_list_calls_a_case_overdue(tmp_path):
    sources = {"cases": mapped_without("decided_date")}
    answers = answers_to(municipality(tmp_path, {"cases.csv": rows_text(*COMPLETE)}, sources=sources))
    rows = answers.cases("overdue", YEAR)
    assert (len(rows.frame), rows.total_rows, rows.hidden_rows) == (0, None, None)
    assert answers.age_bands(YEAR) == ()
    assert answers.paragraph_deadlines(YEAR) == ()
    assert answers.split("open_cases", YEAR, Split.TEAM).groups == ()
