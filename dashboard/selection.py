"""What the reader has chosen: period, units, teams, paragraphs, application types. Pure values, no widgets."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

APPLICATION_TYPES = ("new", "renewal", "follow_up", "remitted", "own_initiative")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read ``2023-01``; raises ValueError for anything else, also for what a calendar does not hold."""
        # int() alone would take blanks, underscores, other scripts' digits and years no date can hold.
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            raise ValueError(text)
        return cls.of(date.fromisoformat(f"{text}-01"))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def __add__(self, months: int) -> "Month":
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __sub__(self, months: int) -> "Month":
        return self + -months

    def months_until(self, other: "Month") -> int:
        """How many months ``other`` lies after this one."""
        return (other.year - self.year) * 12 + other.number - self.number


@dataclass(frozen=True)
class Period:
    """Whole months, both ends included."""

    first: Month
    last: Month

    @property
    def first_day(self) -> date:
        return self.first.first_day

    @property
    def last_day(self) -> date:
        return self.last.last_day

    @property
    def length(self) -> int:
        return self.first.months_until(self.last) + 1

    def months(self) -> list[Month]:
        return [self.first + step for step in range(self.length)]

    def shifted(self, months: int) -> "Period":
        return Period(self.first + months, self.last + months)


def last_twelve_complete_months(as_of: date) -> Period:
    """The default period (kpis.md): the month of ``as_of`` counts as complete only on its last day."""
    month = Month.of(as_of)
    last = month if as_of == month.last_day else month - 1
    return Period(last - 11, last)


@dataclass(frozen=True)
class Selection:
    """A period and what is kept of each dimension; an empty tuple keeps everything, also rows without a value."""

    period: Period
    unit_ids: tuple[str, ...] = ()
    team_ids: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    application_types: tuple[str, ...] = ()
