"""A CSV file opens in Danish Excel with a double click and runs nothing."""

import csv
import io
from datetime import date

import pandas as pd
import pytest

from dashboard.export.csv import csv_bytes


def rows(table: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_a_spreadsheet_would_run_begins_with_an_apostrophe(start):
    assert rows(pd.DataFrame({"Sag": [f"{start}1+1"]}))[1][0] == f"'{start}1+1"


def test_a_header_is_no_formula_either():
    assert rows(pd.DataFrame({"=Sag": ["1"]}))[0] == ["'=Sag"]


def test_numbers_have_a_decimal_comma_and_keep_their_minus():
    table = pd.DataFrame({"Andel": [83.4, -1.5, None], "Antal": pd.array([1234, -5, None], "Int64")})
    assert rows(table)[1:] == [["83,4", "1234"], ["-1,5", "-5"], ["", ""]]


def test_dates_are_written_for_machines():
    table = pd.DataFrame({"Frist": pd.to_datetime(["2023-11-30", None]), "Dag": [date(2023, 1, 2), None]})
    assert rows(table)[1:] == [["2023-11-30", "2023-01-02"], ["", ""]]


def test_semicolons_quotes_and_line_breaks_stay_in_their_cell():
    text = 'a;b "c"\nd'
    assert rows(pd.DataFrame({"Tekst": [text]}))[1] == [text]


def test_the_file_says_that_it_is_utf_8():
    assert csv_bytes(pd.DataFrame({"Måned": ["å"]})).startswith(b"\xef\xbb\xbf")
