"""What the sections of the page share: counts with their noun, dates in tables, a table of the house."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import ceil

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers.data_quality import RunOfSource, Source
from dashboard.export.csv import MIME, csv_bytes
from dashboard.ui.case_table import file_name
from dashboard.ui.data_table import show_data_table
from dashboard.ui.frame import Frame
from dashboard.words import words

PAGE = "data_quality"
# Section -> column -> pixels at which its tables fit beside the filters on 1366x768; longer texts are wrapped.
WIDTHS = {
    "findings": {"rule": 220, "example": 450, "message": 560, "file": 176, "value": 120},
    "reference": {"deadline": 120, "kpi": 168, "area": 88, "value": 72, "period": 108, "source": 176, "retrieved": 92,
                  "mark": 84, "note": 300},
}  # fmt: skip
TALLEST = 640  # pixels: then the table scrolls inside itself
LETTER, MARGINS = 7, 16  # pixels: a letter of a table's text, and what a cell keeps free at its sides
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


def field_name(column: str | None) -> str:
    """A delivered field in Danish; one that has no name stands as it is called in the files."""
    text = words(PAGE)
    if not column:
        return formatting.DASH
    return text(f"fields.{column}") if text.has(f"fields.{column}") else column


def in_danish(message: str, column: str | None) -> str:
    """A finding's message with the field's Danish name; what is to be written in a file (``[codes.team_id]``) stays."""
    if not column or field_name(column) == column:
        return message
    quoted = words(PAGE)("findings.quoted", text=field_name(column))
    return re.sub(rf"(?<![.\w]){re.escape(column)}(?!\w)", quoted, message)


def source_names(delivered: Iterable[Source | RunOfSource]) -> Mapping[str, str]:
    """Source -> what it holds in Danish; where several hold the same, with the name of its description too."""
    of_source = {one.source: table_name(one.table_name) for one in delivered}
    shared = Counter(of_source.values())
    text = words(PAGE)
    return {
        source: table if shared[table] == 1 else text("findings.source", table=table, source=source)
        for source, table in of_source.items()
    }


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
    """A table with the headers of ``<section>.columns``, as wide as its words need; longer texts are wrapped."""
    headers = words(PAGE).table(f"{section}.columns")
    of_columns = {headers[name]: width for name, width in WIDTHS.get(section, {}).items() if headers.get(name) in table}
    show_data_table(table, TALLEST, description, of_columns, _lines(table, of_columns), right=[headers.get("line", "")])


def _lines(table: pd.DataFrame, of_columns: Mapping[str, int]) -> int:
    """How many lines the longest text of a column of a given width takes."""
    needed = [
        ceil(LETTER * table[header].astype(str).str.len().max() / (width - MARGINS))
        for header, width in of_columns.items()
        if len(table)
    ]
    return max(needed, default=1)


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
