"""The warehouse contract as values, read from ``contract.toml``."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("contract.toml")


@cache
def _content() -> dict:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def contract_version() -> int:
    return _content()["version"]


def contract_tables() -> dict[str, dict[str, str]]:
    """``schema.table`` -> column -> DuckDB type, in the contract's order."""
    return {
        f"{schema}.{table}": {name: text.split(" | ")[0] for name, text in entry["columns"].items()}
        for schema, tables in _content().items()
        if schema != "version"
        for table, entry in tables.items()
    }
