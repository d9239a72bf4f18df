"""A table on the screen → a CSV file that Danish Excel opens with a double click.

Semicolons, decimal comma, ISO dates, UTF-8 with a byte order mark, CRLF. A text cell that a spreadsheet would run as a
formula (OWASP, "CSV Injection": it begins with = + - @ tab or carriage return) gets an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from numbers import Integral, Real

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MIME = "text/csv"


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The table's columns and rows in their order, its index apart; missing values are empty cells."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(name) for name in table.columns])
    writer.writerows(_row(row) for row in table.itertuples(index=False, name=None))
    return written.getvalue().encode("utf-8-sig")


def _row(values: Iterable[object]) -> list[str]:
    return [_cell(value) for value in values]


def _cell(value: object) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Integral) and not isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Real):
        return f"{float(value):.10g}".replace(".", ",")
    return _harmless(str(value))


def _harmless(text: str) -> str:
    """Numbers reach ``_cell`` as numbers, so a minus sign here begins a text."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text
