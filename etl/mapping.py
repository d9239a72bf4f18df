"""How one supplier's table is written, as ``data/sources/<source>.toml`` tells it.

Nothing about a delivery is sniffed: delimiter, quote, encoding, date formats and columns all stand here.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.tables import Table


@dataclass(frozen=True)
class Column:
    """One delivered column. ``headers`` are the names it may have in the file, ``type`` as in tables.toml or ``cpr``."""

    name: str
    headers: tuple[str, ...]
    type: str
    required: bool = False
    personal: bool = False
    separator: str = ","


@dataclass(frozen=True)
class ExtractDate:
    """Where the extract's own date stands: in the file's name, in a column, or fixed. Exactly one is set."""

    file_name: str | None = None
    format: str = "%Y%m%d"
    column: str | None = None
    value: date | None = None


@dataclass(frozen=True)
class Mapping:
    """One supplier table and how it becomes one of the known tables."""

    source: str
    file: Path
    table: Table
    label: str
    pattern: str
    format: str
    delimiter: str
    quote: str
    encoding: str
    sheet: str
    date_formats: tuple[str, ...]
    decimal: str
    timezone: str
    delivery: str
    extract_date: ExtractDate
    columns: tuple[Column, ...]
    constants: dict[str, str]
    codes: dict[str, dict[str, str]]

    @property
    def has_personal_columns(self) -> bool:
        return any(column.personal for column in self.columns)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)
