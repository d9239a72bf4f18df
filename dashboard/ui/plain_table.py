"""A short table as HTML: it stands at once, is read aloud row by row, can be copied from and prints.

Streamlit's own table (data_table.py) is a drawn grid. It sorts and searches, but cost a page 0.2 s until its charts stood.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from numbers import Integral, Real

import pandas as pd

from dashboard import formatting
from dashboard.words import words


def table_html(table: pd.DataFrame, description: str, row_head: str) -> str:
    """The table with its Danish headers. Numbers are right-aligned, with one decimal where they are no whole ones; dates
    are dd-mm-yyyy; what is missing is an empty cell.

    description: what a screen reader calls it. row_head: the column that says what a row is about.
    """
    is_number = [pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes]
    head = "".join(
        f'<th scope="col"{_css(right)}>{escape(name)}</th>'
        for name, right in zip(table.columns, is_number, strict=True)
    )
    tags = ["th" if name == row_head else "td" for name in table.columns]
    body = "".join(_row(values, tags) for values in table.itertuples(index=False, name=None))
    hint = f'<p class="table-hint">{escape(words("frame")("style.scroll_table"))}</p>'
    whole = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'{hint}<div class="plain-table" tabindex="0" role="group" aria-label="{escape(description)}">{whole}</div>'


def _row(values: Sequence[object], tags: Sequence[str]) -> str:
    return f"<tr>{''.join(_cell(value, tag) for value, tag in zip(values, tags, strict=True))}</tr>"


def _cell(value: object, tag: str) -> str:
    """Text as it is in the extract, for whoever copies a case number or a date; the style sheet keeps those in one line."""
    scope = ' scope="row"' if tag == "th" else ""
    if pd.isna(value):
        return f"<{tag}{scope}></{tag}>"
    if isinstance(value, Real):
        text = formatting.number(float(value), 0 if isinstance(value, Integral) else 1)
        return f"<{tag}{scope}{_css(True)}>{text}</{tag}>"
    text = f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)
    whole = "" if " " in text else ' class="whole"'
    return f"<{tag}{scope}{whole}>{escape(text)}</{tag}>"


def _css(is_number: bool) -> str:
    return ' class="number"' if is_number else ""
