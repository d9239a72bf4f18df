"""A chart's numbers as a table: Danish numbers whatever the browser's language, right-aligned, still sortable."""

from collections.abc import Callable
from numbers import Real

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from dashboard import formatting

HEADER, ROW = 36, 35


def show_data_table(table: pd.DataFrame, most: int, description: str) -> None:
    """The table, at most ``most`` pixels high; what does not fit scrolls inside it."""
    height = min(most, HEADER + ROW * len(table) + 2)
    st.dataframe(danish(table), hide_index=True, height=height, row_height=ROW, alt=description)


def danish(table: pd.DataFrame) -> Styler:
    """Numbers with decimal comma and thousands dot: one decimal, none in columns of whole numbers; missing is a dash."""
    numbers = table.select_dtypes("number").columns
    written = {name: _writer(0 if pd.api.types.is_integer_dtype(table[name]) else 1) for name in numbers}
    return table.style.format(written, na_rep=formatting.DASH)


def _writer(decimals: int) -> Callable[[Real], str]:
    return lambda value: formatting.number(float(value), decimals)
