"""A KPI whose column nobody delivers says so; one whose column is delivered and blank has an answer."""

from datetime import date

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.measurement import Silence
from dashboard.selection import Selection, last_twelve_complete_months
from dashboard.warehouse import Warehouse
from tests.etl.folders import built, mapping, municipality, rows_text

OVERDUE = {"received_date": "2023-03-01", "paragraph": "85"}  # eight weeks: 26 April 2023, and still open


def notified_delays(folder):
    built(folder)
    answers = Answers(Warehouse.newest(folder), CHIEF)
    return answers.measure("notified_delays", Selection(last_twelve_complete_months(date(2023, 11, 30)))).measurement


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
