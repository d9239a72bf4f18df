"""Whether a text holds a CPR number, which belongs in the case system and never in the register. Pure."""

import re
import unicodedata
from datetime import date

# Any dash, dot or blank may stand before the last four. A longer run of digits is something else.
_CANDIDATE = re.compile(
    r"(?<!\d)(\d{2})(\d{2})(\d{2})[ \t\u00a0\u202f]*[-.\u2010-\u2015\u2212]?[ \t\u00a0\u202f]*(\d{4})(?!\d)"
)
_REPLACEMENT_DAYS = 60  # a replacement number has 60 added to the day of birth (CPR-kontoret, "Personnummeret i CPR")


def has_cpr_number(text: str) -> bool:
    """Whether ten digits DDMMYY-XXXX begin with a date. Modulus 11 is not asked: numbers since 2007 may fail it."""
    # Invisible characters would tear a number apart for the pattern and not for a reader.
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return any(_is_birthday(*map(int, found.groups()[:3])) for found in _CANDIDATE.finditer(visible))


def _is_birthday(day: int, month: int, year: int) -> bool:
    day -= _REPLACEMENT_DAYS if day > _REPLACEMENT_DAYS else 0
    # The century is in the last four; 29 February is a date if it was one in either.
    return any(_is_date(century + year, month, day) for century in (1900, 2000))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
