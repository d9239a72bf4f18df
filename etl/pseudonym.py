"""Personal identifiers become pseudonyms before anything is stored: HMAC-SHA-256 with the municipality's own key."""

import hmac
import os
import re
import secrets
from pathlib import Path

from etl.errors import PseudonymKeyMissing, PseudonymKeyTooShort
from etl.mapping import Mapping

KEY_VARIABLE = "PSEUDONYM_KEY"
KEY_FILE = "pseudonym.key"
_MINIMUM_KEY_LENGTH = 32
# 128 bits: two citizens of a municipality sharing one is out of the question, and a column stays half as wide.
_PSEUDONYM_LENGTH = 32
_NOT_DIGITS_OR_LETTERS = re.compile(r"[\W_]+")


def find_key(data_dir: Path, mappings: list[Mapping]) -> bytes | None:
    """The key from the environment, else from the git-ignored key file; None where there is none and no mapping needs it.

    Raises PseudonymKeyMissing or PseudonymKeyTooShort.
    """
    personal = next((mapping for mapping in mappings if mapping.has_personal_columns), None)
    key_file = data_dir / KEY_FILE
    text, place = os.environ.get(KEY_VARIABLE, ""), KEY_VARIABLE
    if not text and key_file.is_file():
        text, place = key_file.read_text(encoding="utf-8").strip(), str(key_file)
    if not text and personal is None:
        return None
    if not text:
        raise PseudonymKeyMissing(file=personal.file, key_file=key_file)
    if len(text) < _MINIMUM_KEY_LENGTH:
        raise PseudonymKeyTooShort(place=place, length=len(text))
    return text.encode()


def make_key(data_dir: Path) -> None:
    """Give a folder without a key a random one, readable by its owner only. Used for example data."""
    key_file = data_dir / KEY_FILE
    if not key_file.exists():
        key_file.touch(mode=0o600)
        key_file.write_text(secrets.token_hex(32), encoding="utf-8")


class Pseudonymiser:
    """Turns identifiers into pseudonyms, each distinct value once."""

    def __init__(self, key: bytes | None) -> None:
        self.has_key = key is not None
        self._key = key or b""
        self._known: dict[str, str] = {"": ""}

    def __call__(self, identifier: str) -> str:
        """The pseudonym of one identifier as it is written; blank stays blank.

        A CPR number is the same with or without hyphen, blanks or a leading zero lost in a spreadsheet.
        """
        return self.all([identifier])[0]

    def all(self, identifiers: list[str]) -> list[str]:
        """The pseudonyms of many identifiers, in their order."""
        known = self._known
        for identifier in identifiers:
            if identifier not in known:
                known[identifier] = self._hash(identifier)
        return [known[identifier] for identifier in identifiers]

    def _hash(self, identifier: str) -> str:
        plain = identifier.replace("-", "")
        if not plain.isalnum():
            plain = _NOT_DIGITS_OR_LETTERS.sub("", plain)
        if not plain:
            return ""
        if len(plain) == 9 and plain.isdigit():
            plain = "0" + plain
        return hmac.digest(self._key, plain.upper().encode(), "sha256").hex()[:_PSEUDONYM_LENGTH]
