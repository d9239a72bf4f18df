"""Whether a text holds a CPR number, which belongs in the case system and never in the register. Pure."""

import re
import unicodedata
from datetime import date

# Day, month, year (perhaps with its century) and the last four, with any blanks, dots, slashes and dashes between them.
# A longer run of digits is something else. Looked for at every digit: what is no number may overlap one that is.
_BETWEEN = r"[\s./_\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]*"
_CANDIDATE = re.compile(
    rf"(?<!\d)(?=(\d{{2}})({_BETWEEN})(\d{{2}})({_BETWEEN})((?:18|19|20)?)(\d{{2}})({_BETWEEN})(\d{{4}})(?!\d))"
)
# Six or eight digits together are hardly a date in ordinary text, so any signs may part them from the last four, and these
# from each other. Written as a date, a colon or a comma goes on to another number: "01.02.23: 1200 sager".
_TOGETHER = re.compile(
    r"(?<!\d)(?=(\d{2})()(\d{2})()((?:18|19|20)?)(\d{2})(\W{1,5}|_)(\d{4}(?!\d)|\d{2}[\s\-]{1,2}\d{2}(?![\s./\-]?\d)))"
)
_REPLACEMENT_DAYS = 60  # a replacement number has 60 added to the day of birth (CPR-kontoret, "Personnummeret i CPR")
_YEARS = range(1900, 2100)


def has_cpr_number(text: str) -> bool:
    """Whether ten digits DDMMYY-XXXX, in any ordinary spelling, begin with a date.

    Modulus 11 is not asked: numbers since 2007 may fail it.
    """
    # Invisible characters would tear a number apart for the pattern and not for a reader.
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return any(
        _is_number(*found.groups()) for pattern in (_CANDIDATE, _TOGETHER) for found in pattern.finditer(visible)
    )


def _is_number(
    day: str, after_day: str, month: str, after_month: str, century: str, year: str, before_last: str, last: str
) -> bool:
    if not _is_birthday(int(day), int(month), int(year)):
        return False
    if century and not (after_day or after_month or before_last):
        return False
    # "01.02.23 2024" and "01.02.2023-2025" are a date and a year, which people write more often than such a number.
    is_written_as_date = bool(after_day.strip() and after_month.strip())
    is_date_and_year = is_written_as_date and int(last) in _YEARS and bool(century or before_last.isspace())
    return not is_date_and_year


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
