"""What the sections of the page share: counts with their noun, dates in tables, a table of the house."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.export.csv import MIME, csv_bytes
from dashboard.ui.case_table import file_name
from dashboard.ui.data_table import show_data_table
from dashboard.ui.frame import Frame
from dashboard.words import words

PAGE = "data_quality"
WIDTHS = {"deadline": 136, "note": 560, "example": 640, "message": 640}  # pixels
TALLEST = 492  # pixels: about thirteen rows, then the table scrolls inside itself


def counted(count: int, noun: str) -> str:
    """``1 fund``, ``1.234 fund``; the nouns are the page's own."""
    number = "one" if count == 1 else "other"
    return words(PAGE)(f"findings.nouns.{noun}_{number}", count=formatting.number(count))


def short_date(day: date | None) -> str:
    """``30-11-2023``, as the tables of cases write it; a dash where there is none."""
    return formatting.DASH if day is None or pd.isna(day) else f"{day:%d-%m-%Y}"


def table_name(table: str) -> str:
    """A delivered table in Danish."""
    return words(PAGE)(f"tables.{table}")


def show_table(section: str, rows: Sequence[Mapping[str, object]], description: str) -> None:
    """Rows as a table with the Danish headers of ``<section>.columns``; the keys of the rows are its columns, in order."""
    show_data_table(headed(section, rows), TALLEST, description, widths(_headers(section, rows)))


def headed(section: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """The rows under the section's Danish headers; counts stay whole beside a missing one."""
    table = pd.DataFrame(rows).rename(columns=_headers(section, rows))
    for name in table.select_dtypes("number").columns:
        if (table[name].dropna() % 1 == 0).all():
            table[name] = table[name].astype("Int64")
    return table


def csv_button(frame: Frame, key: str, label: str, table: pd.DataFrame) -> None:
    """A quiet button that downloads the table."""
    st.download_button(
        label, partial(csv_bytes, table), file_name(frame, key), MIME, key=f"csv_{key}", on_click="ignore", type="tertiary",
        icon=":material/download:",
    )  # fmt: skip


def _headers(section: str, rows: Sequence[Mapping[str, object]]) -> dict[str, str]:
    return {name: words(PAGE)(f"{section}.columns.{name}") for name in (rows[0] if rows else {})}


def widths(headers: Mapping[str, str]) -> dict[str, int]:
    """Header -> pixels of the columns whose words would be cut off. headers: name -> Danish header."""
    return {headers[name]: width for name, width in WIDTHS.items() if name in headers}
