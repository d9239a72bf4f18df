"""A chart read as a table."""

import numpy as np
import pandas as pd
import pytest

from dashboard.ui.data_table import as_shown, danish


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
