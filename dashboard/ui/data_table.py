"""A chart's numbers as a table: Danish numbers whatever the browser's language, right-aligned, still sortable."""

import pickle
from collections.abc import Callable, Mapping, Sequence
from html import escape
from numbers import Real

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from dashboard import formatting
from dashboard.words import words

HEADER, ROW, FURTHER_LINE = 36, 35, 20  # pixels
WRAPS_FROM = (
    65  # pixels: Streamlit wraps text in rows of more than four times its body text, and cuts it off in lower ones
)
REMEMBERED_TABLES = 128  # a function, of all readers: a page shows some ten
# A function that sends a table: the same table is sent again without being made anew, for a Styler took most of the time of
# a page of tables. Two are the same where their bytes are: Streamlit's own comparison took as long as making them.
sent_again = st.cache_resource(
    max_entries=REMEMBERED_TABLES, show_spinner=False, hash_funcs={pd.DataFrame: pickle.dumps}
)


def show_data_table(
    table: pd.DataFrame, most: int, description: str, widths: Mapping[str, int] | None = None, lines: int = 1,
    right: Sequence[str] = (),
) -> None:  # fmt: skip
    """The table, at most ``most`` pixels high; what does not fit scrolls inside it, and under it this is said.

    right: columns of numbers written as text, right-aligned as numbers are. widths: column -> pixels, where what Streamlit
    would choose cuts words off. lines: how many a row has room for; text that is wider than its column is wrapped where
    there is more than one.
    """
    row = ROW if lines == 1 else max(ROW + FURTHER_LINE * (lines - 1), WRAPS_FROM)
    whole = HEADER + row * len(table) + 2
    _send(table, min(most, whole), row, description, dict(widths or {}), tuple(right))
    if whole > most:
        told = words("frame")("panel.scroll_down", count=formatting.number(len(table)))
        st.html(f'<p class="panel-footnote">{escape(told)}</p>')


@sent_again
def _send(
    table: pd.DataFrame, height: int, row_height: int, description: str, widths: dict[str, int], right: tuple[str, ...]
) -> None:
    sides = {name: "right" for name in right if name in table}
    config = {
        name: st.column_config.Column(width=widths.get(name), alignment=sides.get(name)) for name in {**widths, **sides}
    }
    st.dataframe(
        as_shown(table),
        hide_index=True,
        height=height,
        row_height=row_height,
        alt=description,
        column_config=config or None,
    )


def as_shown(table: pd.DataFrame) -> pd.DataFrame | Styler:
    """The table with every value as a reader sees it; what is missing is a dash.

    Text alone needs no Styler, which took ten times as long to send as the table itself.
    """
    if any(pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes):
        return danish(table)
    is_missing = table.isna()
    return table.mask(is_missing, formatting.DASH) if is_missing.to_numpy().any() else table


def danish(table: pd.DataFrame) -> Styler:
    """Numbers with decimal comma and thousands dot: one decimal, none in columns of whole numbers; missing is a dash."""
    numbers = table.select_dtypes("number").columns
    written = {name: _writer(0 if pd.api.types.is_integer_dtype(table[name]) else 1) for name in numbers}
    return table.style.format(written, na_rep=formatting.DASH)


def _writer(decimals: int) -> Callable[[Real], str]:
    return lambda value: formatting.number(float(value), decimals)
