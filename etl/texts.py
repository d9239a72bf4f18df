"""The Danish of the command line and of generated findings, kept as data in ``texts.toml``."""

import tomllib
from functools import cache
from pathlib import Path

_TEXTS = Path(__file__).with_name("texts.toml")


@cache
def _texts() -> dict:
    return tomllib.loads(_TEXTS.read_text(encoding="utf-8"))


def sentence(section: str, name: str, **fields: object) -> str:
    """The text ``[section] name`` with its ``{placeholders}`` filled; raises KeyError for a text nobody wrote."""
    return _texts()[section][name].format(**fields)
