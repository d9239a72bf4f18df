"""Days as whole numbers (days since 1970-01-01), so that a million cases are a handful of arrays."""

from datetime import date, timedelta

import holidays
import numpy as np

# A day, or any other number, that is not there.
NONE = -9999
FIRST_DAY = date(2008, 1, 1)
LAST_DAY = date(2027, 12, 31)


def day_number(day: date) -> int:
    """Days from 1970-01-01 to ``day``."""
    return (day - date(1970, 1, 1)).days


def date_of(number: int) -> date:
    """The day that is ``number`` days from 1970-01-01."""
    return date(1970, 1, 1) + timedelta(days=int(number))


def all_days() -> list[date]:
    """Every day the example may mention."""
    return [FIRST_DAY + timedelta(days=index) for index in range((LAST_DAY - FIRST_DAY).days + 1)]


def _working_days() -> np.ndarray:
    danish = holidays.country_holidays("DK", years=range(FIRST_DAY.year, LAST_DAY.year + 1))
    return np.array([day.weekday() < 5 and day not in danish for day in all_days()])


class WorkingDays:
    """The Danish working calendar as a lookup table (Monday to Friday without public holidays)."""

    def __init__(self) -> None:
        self._is_working = _working_days()
        positions = np.where(self._is_working, np.arange(len(self._is_working)), len(self._is_working) - 1)
        self._next = np.minimum.accumulate(positions[::-1])[::-1]
        self._first = day_number(FIRST_DAY)

    def is_working(self, days: np.ndarray) -> np.ndarray:
        """True where the day is a working day."""
        return self._is_working[days - self._first]

    def on_or_after(self, days: np.ndarray) -> np.ndarray:
        """The day itself, or the next working day."""
        return (self._next[np.asarray(days) - self._first] + self._first).astype(np.int32)


def in_season(days: np.ndarray, first: tuple[int, int], last: tuple[int, int]) -> np.ndarray:
    """True where a day's (month, day) lies in the yearly season, both ends included; it may span the new year."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    code = (months.astype(int) % 12 + 1) * 100 + (dates - months).astype(int) + 1
    low, high = first[0] * 100 + first[1], last[0] * 100 + last[1]
    return (code >= low) & (code <= high) if low <= high else (code >= low) | (code <= high)
