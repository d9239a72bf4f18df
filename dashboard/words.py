"""Every Danish word of the dashboard, read from texts/<page>.toml. Keys are dotted: ``words("common")("silence.no_cases")``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.errors import DashboardError, MissingText

TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Words:
    """The texts of one page."""

    page: str
    tree: dict

    def __call__(self, key: str, /, **fields: object) -> str:
        """The text at ``key`` with ``fields`` filled in; raises MissingText."""
        text = self._at(key)
        if not isinstance(text, str):
            raise MissingText(page=self.page, key=key)
        return text.format(**fields) if fields else text

    def has(self, key: str) -> bool:
        """Whether there is a text or table at ``key``."""
        try:
            self._at(key)
        except MissingText:
            return False
        return True

    def table(self, key: str) -> dict:
        """The whole table at ``key``, in file order; raises MissingText."""
        table = self._at(key)
        if not isinstance(table, dict):
            raise MissingText(page=self.page, key=key)
        return table

    def list(self, key: str) -> list:
        """The list at ``key``; raises MissingText."""
        items = self._at(key)
        if not isinstance(items, list):
            raise MissingText(page=self.page, key=key)
        return items

    def _at(self, key: str) -> object:
        node: object = self.tree
        for step in key.split("."):
            if not isinstance(node, dict) or step not in node:
                raise MissingText(page=self.page, key=key)
            node = node[step]
        return node


@cache
def words(page: str) -> Words:
    """The texts of ``texts/<page>.toml``; raises MissingText where there is no such file."""
    file = TEXTS / f"{page}.toml"
    if not file.is_file():
        raise MissingText(page=page, key="")
    return Words(page, tomllib.loads(file.read_text(encoding="utf-8")))


def error_sentence(error: DashboardError) -> str:
    """The Danish sentence of a named error, from texts/errors.toml by class name."""
    return words("errors")(type(error).__name__, **vars(error))
