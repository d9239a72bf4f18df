"""A chart read as a table."""

import datetime

import numpy as np
import pandas as pd
import pytest

from dashboard.ui.data_table import as_shown, danish
from dashboard.ui.plain_table import table_html


def written(table: pd.DataFrame) -> list[list[str]]:
    styler = danish(table)
    body = styler._translate(False, False)["body"]  # what Streamlit itself reads from a Styler
    return [[str(cell["display_value"]) for cell in row if cell["type"] == "td"] for row in body]


@pytest.mark.parametrize("kind", ["Int64", "int64", "float64"])
def test_numbers_have_the_danish_form_whatever_their_type(kind):
    expected = "1.234,0" if kind == "float64" else "1.234"
    assert written(pd.DataFrame({"Antal": pd.Series([1234], dtype=kind)})) == [[expected]]


def test_a_missing_number_is_a_dash():
    table = pd.DataFrame({"Andel": [83.45, np.nan], "Antal": pd.array([None, 7], "Int64"), "Navn": ["a", "b"]})
    assert written(table) == [["83,5", "–", "a"], ["–", "7", "b"]]


def test_a_table_of_text_alone_is_shown_as_it_is_with_a_dash_for_what_is_missing():
    shown = as_shown(pd.DataFrame({"Navn": ["a", None], "Note": [np.nan, "b"], "Tom": [None, None]}))
    assert isinstance(shown, pd.DataFrame)
    assert shown.to_numpy().tolist() == [["a", "–", "–"], ["–", "b", "–"]]


def test_a_table_with_a_number_keeps_the_danish_form():
    assert as_shown(pd.DataFrame({"Navn": ["a"], "Antal": [1234]})).data["Antal"].tolist() == [1234]


class TestAPlainTable:
    TABLE = pd.DataFrame(
        {
            "Dage over": pd.array([12, None], "Int64"),
            "Paragraf": ["§ 85 <støtte>", None],
            "Frist": [pd.Timestamp(2023, 11, 30), pd.NaT],
            "Afgjort": [datetime.date(2023, 1, 2), None],
        }
    )

    def test_writes_dates_in_danish_and_leaves_what_is_missing_empty(self):
        html = table_html(self.TABLE, "Tabel", "Paragraf")
        assert '<td class="whole">30-11-2023</td><td class="whole">02-01-2023</td></tr>' in html
        assert '<tr><td></td><th scope="row"></th><td></td><td></td></tr>' in html

    def test_writes_numbers_in_danish(self):
        html = table_html(pd.DataFrame({"Antal": [1234], "Vægt": [0.5]}), "Tabel", "Sag")
        assert '<td class="number">1.234</td><td class="number">0,5</td>' in html

    def test_leaves_a_case_number_as_it_is_for_whoever_copies_it(self):
        html = table_html(pd.DataFrame({"Sag": ["2023-0001"]}), "Tabel", "Sag")
        assert '<th scope="row" class="whole">2023-0001</th>' in html

    def test_lets_nothing_of_the_data_become_markup(self):
        assert "§ 85 &lt;støtte&gt;" in table_html(self.TABLE, "Tabel", "Paragraf")
        assert 'aria-label="&lt;b&gt;"' in table_html(self.TABLE, "<b>", "Paragraf")

    def test_can_be_scrolled_from_the_keyboard_and_has_a_name(self):
        assert '<div class="plain-table" tabindex="0" role="group" aria-label="Tabel">' in table_html(
            self.TABLE, "Tabel", "Paragraf"
        )
