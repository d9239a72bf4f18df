"""Personal identifiers become pseudonyms before anything is stored: HMAC-SHA-256 with the municipality's own key."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from etl.errors import PseudonymKeyMissing, PseudonymKeyTooShort, PseudonymKeyUnreadable
from etl.mapping import Mapping

KEY_VARIABLE = "PSEUDONYM_KEY"
KEY_FILE = "pseudonym.key"
_MINIMUM_KEY_LENGTH = 32
# 128 bits: two citizens of a municipality sharing one is out of the question, and a column stays half as wide.
_PSEUDONYM_LENGTH = 32
# The block of SHA-256 in bytes, to which HMAC fills up the key.
_BLOCK = 64
# What people put between the parts of a number: blanks, hyphens and dashes, full stops and slashes.
_SEPARATORS = " \u00a0-\u2010\u2011\u2012\u2013\u2014\u2015._/"


def find_key(data_dir: Path, mappings: list[Mapping]) -> bytes | None:
    """The key from the environment, else from the git-ignored key file; None where there is none and no mapping needs it.

    Raises PseudonymKeyMissing, PseudonymKeyUnreadable or PseudonymKeyTooShort.
    """
    personal = next((mapping for mapping in mappings if mapping.has_personal_columns), None)
    key_file = data_dir / KEY_FILE
    text, place = os.environ.get(KEY_VARIABLE, ""), KEY_VARIABLE
    if not text and key_file.is_file():
        text, place = _read_key(key_file), str(key_file)
    if not text and personal is None:
        return None
    if not text:
        raise PseudonymKeyMissing(file=personal.file, key_file=key_file)
    if len(text) < _MINIMUM_KEY_LENGTH:
        raise PseudonymKeyTooShort(place=place, length=len(text))
    return text.encode()


def _read_key(key_file: Path) -> str:
    try:
        return key_file.read_text(encoding="utf-8-sig").strip()
    except (UnicodeDecodeError, OSError):
        raise PseudonymKeyUnreadable(file=key_file) from None


def make_key(data_dir: Path) -> None:
    """Give a folder without a key a random one, readable by its owner only. Used for example data."""
    key_file = data_dir / KEY_FILE
    if not key_file.exists():
        key_file.touch(mode=0o600)
        key_file.write_text(secrets.token_hex(32), encoding="utf-8")


class Pseudonymiser:
    """Turns identifiers into pseudonyms: HMAC-SHA-256 (RFC 2104) of the identifier without blanks and separators.

    A CPR number is the same with or without hyphen, blanks or a leading zero lost in a spreadsheet. Blank stays blank.
    A million rows are hashed by DuckDB while they stream in (``sql``), single values here; a test holds the two together.
    """

    def __init__(self, key: bytes | None) -> None:
        self.has_key = key is not None
        self._key = key or b""

    def __call__(self, identifier: str) -> str:
        """The pseudonym of one identifier as it is written."""
        plain = identifier.translate(dict.fromkeys(map(ord, _SEPARATORS))).upper()
        if not plain:
            return ""
        if len(plain) == 9 and plain.isascii() and plain.isdigit():
            plain = "0" + plain
        return hmac.digest(self._key, plain.encode(), "sha256").hex()[:_PSEUDONYM_LENGTH]

    @property
    def parameters(self) -> dict[str, bytes]:
        """What ``sql`` needs bound: the key never stands in the text of a query."""
        key = self._key if len(self._key) <= _BLOCK else hashlib.sha256(self._key).digest()
        padded = key.ljust(_BLOCK, b"\0")
        return {"inner_pad": bytes(byte ^ 0x36 for byte in padded), "outer_pad": bytes(byte ^ 0x5C for byte in padded)}

    @staticmethod
    def sql(text: str) -> str:
        """The pseudonym of ``text``, a DuckDB expression, with ``parameters`` bound."""
        plain = f"upper(translate({text}, '{_SEPARATORS}', ''))"
        whole = f"if(length({plain}) = 9 and regexp_full_match({plain}, '[0-9]+'), '0' || {plain}, {plain})"
        inner = f"unhex(sha256($inner_pad::blob || encode({whole})))"
        return f"if({plain} = '', '', left(sha256($outer_pad::blob || {inner}), {_PSEUDONYM_LENGTH}))"
