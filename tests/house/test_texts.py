"""Every Danish sentence a run may need is written, and none is left over."""

import re
import tomllib
from pathlib import Path

from etl import errors
from etl.errors import EtlError

ROOT = Path(__file__).resolve().parents[2]
TEXTS = tomllib.loads((ROOT / "etl" / "texts.toml").read_text(encoding="utf-8"))
CODE = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "etl").rglob("*.py"))


def test_every_error_has_its_sentence():
    names = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, EtlError)}
    assert names - {"EtlError"} == set(TEXTS["errors"])


def test_every_sentence_is_used():
    unused = [
        name
        for section in ("problems", "findings", "report")
        for name in TEXTS[section]
        if not re.search(rf"[\"']{name}[\"']", CODE)
    ]
    # Severities are looked up by their own value.
    assert set(unused) <= {"reject", "quarantine", "warn"}


def test_no_sentence_shouts():
    for section in TEXTS.values():
        for text in section.values():
            assert "!" not in text
