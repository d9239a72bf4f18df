"""No Danish sentence of the screen is left over, and none shouts."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "dashboard" / "texts"
CODE = [file for folder in ("dashboard", "pages") for file in (ROOT / folder).rglob("*.py")]


def keys(table: Mapping[str, object], path: str = "") -> Iterator[str]:
    """Every leaf as ``section.key``."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from keys(value, f"{path}{name}.")
        else:
            yield f"{path}{name}"


def asked_for() -> tuple[set[str], set[str]]:
    """Texts of the code: those written out, and patterns of those put together (a brace may hold any one word)."""
    whole, patterns = set(), set()
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(one.value) if isinstance(one, ast.Constant) else r"\w+" for one in node.values]
                patterns.add("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    return whole, {one for one in patterns if r"\." in one}


PAGES = (
    "frame", "overview", "deadlines", "appeals", "caseload", "decisions", "initiatives", "effects", "steering_group",
    "definitions", "data_quality", "process_control",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_text_is_asked_for(page):
    whole, patterns = asked_for()
    texts = tomllib.loads((TEXTS / f"{page}.toml").read_text(encoding="utf-8"))
    unused = [
        key
        for key in keys(texts)
        if key not in whole
        # The definition dialog puts its own section before names that are themselves put together.
        and not any(re.fullmatch(one, key.removeprefix("definition.")) for one in patterns)
        and not any(re.fullmatch(one, key) for one in patterns)
        # A whole table: pages, sources.columns.
        and key.rpartition(".")[0] not in whole
        and not any(re.fullmatch(one, key.rpartition(".")[0]) for one in patterns if one.endswith("columns"))
    ]
    assert unused == []


@pytest.mark.parametrize(
    "page",
    [
        "frame", "deadlines", "decisions", "caseload", "definitions", "data_quality", "appeals", "initiatives", "effects",
        "process_control", "common",
    ],
)  # fmt: skip
def test_no_text_shouts(page):
    assert "!" not in (TEXTS / f"{page}.toml").read_text(encoding="utf-8")
