"""The tables the product knows, read from ``tables.toml``: keys, required columns, types and codes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("tables.toml")


@dataclass(frozen=True)
class Table:
    """One known table. ``columns`` maps our column to its type; ``codes`` a code column to its values."""

    name: str
    key: tuple[str, ...]
    required: frozenset[str]
    decisive: frozenset[str]
    columns: dict[str, str]
    codes: dict[str, tuple[str, ...]]


@cache
def known_tables() -> dict[str, Table]:
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        name: Table(
            name=name,
            key=tuple(entry["key"]),
            required=frozenset(entry["required"]),
            decisive=frozenset(entry["decisive"]),
            columns=dict(entry["columns"]),
            codes={column: tuple(values) for column, values in entry.get("codes", {}).items()},
        )
        for name, entry in content.items()
        if name != "boolean"
    }


@cache
def boolean_spellings() -> dict[str, str]:
    """How yes and no are written where a mapping says nothing: folded spelling -> ``true`` or ``false``."""
    entry = tomllib.loads(_FILE.read_text(encoding="utf-8"))["boolean"]
    return {spelling: value for value, spellings in entry.items() for spelling in spellings}
