"""What the sections of the page share: counts with their noun, dates in tables, a table of the house."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

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
Rows = Sequence[Mapping[str, object]]


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


def known_table(frame: Frame, name: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """A table of this page, made once for all who look with the same eyes; it must not be changed.

    name: unique on the page. make: what follows from the snapshot and the viewer alone.
    """
    answers = frame.answers
    return answers.warehouse.worked_out((PAGE, name, answers.viewer), make)


def known_rows(frame: Frame, section: str, make_rows: Callable[[], Rows], part: str = "") -> pd.DataFrame:
    """Rows under the section's headers, made once. make_rows: as known_table's. part: which of a section's tables."""
    return known_table(frame, f"{section} {part}", lambda: headed(section, make_rows()))


def show_table(section: str, table: pd.DataFrame, description: str) -> None:
    """A table with the headers of ``<section>.columns``, as wide as its words need."""
    headers = words(PAGE).table(f"{section}.columns")
    shown = {name: header for name, header in headers.items() if header in table}
    show_data_table(table, TALLEST, description, widths(shown))


def headed(section: str, rows: Rows) -> pd.DataFrame:
    """The rows under the section's Danish headers, their keys in order; counts stay whole beside a missing one."""
    table = pd.DataFrame(rows).rename(columns=words(PAGE).table(f"{section}.columns"))
    for name in table.select_dtypes("number").columns:
        if (table[name].dropna() % 1 == 0).all():
            table[name] = table[name].astype("Int64")
    return table


def csv_button(frame: Frame, key: str, label: str, make: Callable[[], pd.DataFrame]) -> None:
    """A quiet button that downloads the table. make: called when the reader asks for the file."""
    st.download_button(
        label, lambda: csv_bytes(make()), file_name(frame, key), MIME, key=f"csv_{key}", on_click="ignore", type="tertiary",
        icon=":material/download:",
    )  # fmt: skip


def widths(headers: Mapping[str, str]) -> dict[str, int]:
    """Header -> pixels of the columns whose words would be cut off. headers: name -> Danish header."""
    return {headers[name]: width for name, width in WIDTHS.items() if name in headers}
