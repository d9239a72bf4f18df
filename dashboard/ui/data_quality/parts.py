"""What the sections of the page share: counts with their noun, dates in tables, a table of the house."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from dashboard import formatting
from dashboard.ui.data_table import show_data_table
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
    text = words(PAGE)
    headers = {name: text(f"{section}.columns.{name}") for name in (rows[0] if rows else {})}
    table = pd.DataFrame(rows).rename(columns=headers)
    for name in table.select_dtypes("number").columns:
        # Beside a missing count the whole ones would become 12,0.
        if (table[name].dropna() % 1 == 0).all():
            table[name] = table[name].astype("Int64")
    show_data_table(table, TALLEST, description, widths(headers))


def widths(headers: Mapping[str, str]) -> dict[str, int]:
    """Header -> pixels of the columns whose words would be cut off. headers: name -> Danish header."""
    return {headers[name]: width for name, width in WIDTHS.items() if name in headers}
