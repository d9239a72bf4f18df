"""Danish numbers, dates and sentences: 83,4 % - 1.234 - 12,5 dage - 30. november 2023."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dashboard.selection import Month, Period
from dashboard.words import words

DASH = "\u2013"
MINUS = "\u2212"


def number(value: float, decimals: int = 0) -> str:
    """``1.234`` or ``12,5``; halves round away from zero, as a reader does, not to the even digit."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if rounded < 0 else text


def per_hundred(share: float, decimals: int = 1) -> str:
    """A ratio 0-1 as so many of a hundred, without a sign: ``7,9``."""
    return number(_hundredfold(share), decimals)


def percent(share: float, decimals: int = 1) -> str:
    """A share 0-1 as ``83,4 %``."""
    return f"{number(_hundredfold(share), decimals)} %"


def days(value: float, decimals: int = 0) -> str:
    """``12,5 dage``, ``1 dag``."""
    return counted(value, "days", decimals)


def counted(value: float, noun: str, decimals: int = 0) -> str:
    """A number with its noun of common.toml in the right number: ``1 sag``, ``1.234 sager``."""
    return f"{number(value, decimals)} {noun_for(value, noun)}"


def noun_for(value: float, noun: str) -> str:
    """The noun of common.toml in singular for exactly one, else in plural."""
    return words("common")(f"nouns.{noun}.{'one' if value == 1 else 'other'}")


def signed(value: float, decimals: int = 0) -> str:
    """``+12``, ``-3`` with a real minus sign, ``0`` without a sign."""
    text = number(value, decimals)
    is_zero = not any(digit in text for digit in "123456789")
    return text.removeprefix(MINUS) if is_zero else text if value < 0 else f"+{text}"


def percentage_points(difference: float, decimals: int = 1) -> str:
    """A difference between two shares as ``+1,9 procentpoint``."""
    return f"{signed(_hundredfold(difference), decimals)} {words('common')('nouns.percentage_points.other')}"


def long_date(day: date) -> str:
    """``30. november 2023``."""
    return f"{day.day}. {words('common').list('months.long')[day.month - 1]} {day.year}"


def long_month(month: Month) -> str:
    """``november 2023``."""
    return f"{words('common').list('months.long')[month.number - 1]} {month.year}"


def quarter(text: str) -> str:
    """``1. kvartal 2023`` of ``2023-Q1``."""
    year, _, number_text = text.partition("-Q")
    return words("common")("months.quarter", number=number_text, year=year)


def short_month(month: Month) -> str:
    """``nov``; the year stands once beside the axis."""
    return words("common").list("months.short")[month.number - 1]


def period(value: Period) -> str:
    """``november 2023``, ``januar - november 2023`` (with an en dash) or ``december 2022 - november 2023``."""
    if value.first == value.last:
        return long_month(value.last)
    first = words("common").list("months.long")[value.first.number - 1]
    if value.first.year != value.last.year:
        first = long_month(value.first)
    return f"{first} {DASH} {long_month(value.last)}"


def capital(text: str) -> str:
    """The text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def sentences(*told: str) -> str:
    """Those that are not empty, one after the other."""
    return " ".join(filter(None, told))


def closed(sentence: str) -> str:
    """With a full stop, where it has no mark at its end."""
    return sentence if not sentence or sentence[-1] in ".:!?\u2026" else f"{sentence}."


def _hundredfold(share: float) -> float:
    return float(Decimal(repr(float(share))) * 100)
