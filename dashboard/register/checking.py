"""What an entry must hold before it is saved; every fault is a named error that knows its field."""

import math
import unicodedata
from dataclasses import MISSING, Field, fields, replace
from datetime import date, timedelta

from dashboard.errors import DateAhead, EmptyField, HoldsCprNumber, TooLong, WrongField
from dashboard.kpi.definition import Kind
from dashboard.kpi.registry import registry
from dashboard.register.cpr import has_cpr_number
from dashboard.register.entry import Content, MilestoneMark, PdsaDo, PdsaStudy, PhaseDates, kind_of
from dashboard.register.field_rules import LIMIT, MAY_BE_EMPTY
from dashboard.selection import Month
from dashboard.words import words

# What happened cannot lie ahead; one day of slack, since the clock is UTC and the writer is not.
FACTS = ("actual_start", "actual_end", "done_date", "started_on", "ended_on")
SLACK = timedelta(days=1)
LARGEST = 2**31 - 1  # what an integer column of PostgreSQL holds
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
_DROPPED = ("Cc", "Cf", "Cs")
_VISIBLE = "LNPS"  # letters, numbers, punctuation, symbols; a mark alone stands on nothing
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # the Hangul fillers and the empty Braille pattern


def checked(content: Content, today: date) -> Content:
    """The content with its texts cleaned; today: the day it is written.

    Raises EmptyField, TooLong, HoldsCprNumber, WrongField or DateAhead.
    """
    content = _cleaned(content)
    for field in fields(content):
        value = getattr(content, field.name)
        if value is None and _is_required(field):
            raise EmptyField(name=field.name, field=label(content, field.name))
        if isinstance(value, str) and LIMIT in field.metadata:
            _check_text(content, field, value)
        if isinstance(value, date):
            _check_date(content, field.name, value, today)
        if isinstance(value, Month) and not Month.of(EARLIEST) <= value <= Month.of(LATEST):
            raise _wrong(content, field.name, "month")
    _check_whole(content)
    return content


def label(content: Content, name: str) -> str:
    """The Danish name of a field of this content."""
    text = words("register")
    own = f"fields.{kind_of(content)}.{name}"
    return text(own if text.has(own) else f"fields.{name}")


def check_text(name: str, field: str, text: str, limit: int) -> None:
    """Raises TooLong or HoldsCprNumber. field: its Danish name."""
    if len(text) > limit:
        raise TooLong(name=name, field=field, limit=limit, length=len(text))
    if has_cpr_number(text):
        raise HoldsCprNumber(name=name, field=field)


def clean(text: str) -> str:
    """The text composed, without blanks around it, with plain line breaks and nothing a database or a file refuses.

    What has no width and only turns or joins letters (Cf) goes too; a text that nobody can see is empty.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in _DROPPED)
    return text.strip() if any(_is_visible(letter) for letter in text) else ""


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter)[0] in _VISIBLE and letter not in _BLANK_LETTERS


def _cleaned(content: Content) -> Content:
    texts = {
        field.name: clean(value) or None
        for field in fields(content)
        if LIMIT in field.metadata and isinstance(value := getattr(content, field.name), str)
    }
    return replace(content, **texts)


def _is_required(field: Field) -> bool:
    return field.default is MISSING and not field.metadata.get(MAY_BE_EMPTY)


def _check_text(content: Content, field: Field, text: str) -> None:
    check_text(field.name, label(content, field.name), text, field.metadata[LIMIT])


def _check_date(content: Content, name: str, day: date, today: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise _wrong(content, name, "date")
    if name in FACTS and day - today > SLACK:
        raise DateAhead(name=name, field=label(content, name), day=day)


def _check_whole(content: Content) -> None:
    """What two fields must say together."""
    match content:
        case PhaseDates(actual_start=start, actual_end=end) if end:
            _check_order(content, "actual_start", start, "actual_end", end)
        case PdsaDo(started_on=start, ended_on=end) if end:
            _check_order(content, "started_on", start, "ended_on", end)
        case MilestoneMark(is_done=is_done, done_date=day) if is_done != (day is not None):
            raise _wrong(content, "done_date", "done_date")
        case PdsaStudy():
            _check_number(content)


def _check_order(content: Content, first: str, start: date | None, last: str, end: date) -> None:
    if start is None:
        raise EmptyField(name=first, field=label(content, first))
    if end < start:
        raise _wrong(content, last, "end")


def _check_number(content: PdsaStudy) -> None:
    """No number without its definition and n, and none that its definition cannot come to (kpis.md)."""
    parts = {"kpi_id": content.kpi_id, "observed": content.observed, "observed_count": content.observed_count}
    missing = [name for name, value in parts.items() if value is None]
    if missing and len(missing) < len(parts):
        raise _wrong(content, missing[0], "number")
    if content.observed is not None and not math.isfinite(content.observed):
        raise _wrong(content, "observed", "finite")
    if content.observed_count is not None and not 0 < content.observed_count <= LARGEST:
        raise _wrong(content, "observed_count", "count")
    kpi = registry().get(content.kpi_id)
    if kpi is not None and content.observed is not None:
        is_share = kpi.kind is Kind.SHARE
        if content.observed < 0 or (is_share and content.observed > 1):
            raise _wrong(content, "observed", "share" if is_share else "not_negative")


def _wrong(content: Content, name: str, expected: str) -> WrongField:
    return WrongField(name=name, field=label(content, name), expected=words("register")(f"expected.{expected}"))
