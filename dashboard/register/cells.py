"""One value of an entry as a cell of an exported file, and back: ISO dates, true and false, a dot in decimal numbers."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum

from dashboard.register.values import Value
from dashboard.selection import Month

DELIMITER = ";"
# What a spreadsheet would run as a formula stands behind an apostrophe; a text that already had one gets another.
_FORMULA = re.compile(r"'*[=+\-@\t]")
_HIDDEN_FORMULA = re.compile(r"'+[=+\-@\t]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_BOOLEANS = {"true": True, "false": False}


def cell_of(value: Value | datetime | Month) -> str:
    """The cell; None is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return str(value)


def value_of(kind: type, cell: str) -> object:
    """The value of the type that the cell holds, None where it is empty; raises ValueError."""
    if cell == "":
        return None
    if kind is str:
        return cell[1:] if _HIDDEN_FORMULA.match(cell) else cell
    if kind is bool:
        return _BOOLEANS[cell.lower()] if cell.lower() in _BOOLEANS else _refused(cell)
    if kind is int:
        return int(cell) if _WHOLE.fullmatch(cell) else _refused(cell)
    if kind is date:
        return date.fromisoformat(cell) if _DAY.fullmatch(cell) else _refused(cell)
    if kind is datetime:
        return _time(cell)
    return Month.parse(cell) if kind is Month else kind(cell)


def example_of(kind: type) -> str:
    """The name in texts/register.toml of what such a cell must hold."""
    return "enum" if issubclass(kind, StrEnum) else kind.__name__.lower()


def _time(cell: str) -> datetime:
    time = datetime.fromisoformat(cell)
    try:
        return time.astimezone(UTC) if time.tzinfo else _refused(cell)
    except OverflowError:  # in UTC it is a year that no date has
        return _refused(cell)


def _refused(cell: str) -> object:
    raise ValueError(cell)
