"""The first months of a register that begins empty: they are shown, and judge nothing.

An extract usually begins with the cases received from some day on. What is decided in its first months are then quick cases
only: the days are too short, too much is in time, and the trend bends, which a rule takes for a change and a test of an
initiative for its effect. So months of a number that is counted when a wait ends do not count until cases of ordinary length
can have ended, and neither do stocks, which grow from nothing.

The lengths are set beforehand and are the same for everybody: a length worked out from the months at hand would be chosen by
what it is to judge. Six months pass nine of ten cases (107 days in the example) and nearly every deadline (the longest
example deadline is 196 days); Ankestyrelsen's answers come later, nine of ten within a year (effect_cohorts).
"""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.answers.questions import Answers
from dashboard.kpi.definition import Kpi, Part
from dashboard.kpi.query import group_period
from dashboard.measurement import GroupMeasurement, Split
from dashboard.selection import Month, Selection

CASE_MONTHS = 6
BOARD_MONTHS = 12
BOARD_DATE = "board_decided_date"
RECEIPT = ("cases", "received_date")  # the day the wait begins; a complaint comes after a decision, which ended one
WAITS = ("cases", "appeals", "board_decisions")  # marts of what waits; people and positions do not
USUAL_PART = 0.5  # of the cases of a usual month: with fewer the register has not begun


def start_up_months(kpi: Kpi) -> int:
    """How many of a register's first months do not count for the KPI; 0 where nothing waits."""
    return max(_months(part) for part in kpi.parts.values())


def _months(part: Part) -> int:
    if part.mart not in WAITS or (part.mart, part.counted_on) == RECEIPT:
        return 0
    return BOARD_MONTHS if part.counted_on == BOARD_DATE else CASE_MONTHS


def marked(
    answers: Answers, kpi: Kpi, asked: Selection, split: Split, groups: Sequence[GroupMeasurement]
) -> tuple[GroupMeasurement, ...]:
    """The months or quarters of ``asked``, those marked that begin before the KPI counts."""
    months = start_up_months(kpi)
    if not months:
        return tuple(groups)
    counts_from = first_full_month(answers, asked) + months
    return tuple(replace(one, is_starting_up=group_period(split, one.group).first < counts_from) for one in groups)


def first_full_month(answers: Answers, asked: Selection) -> Month:
    """The first month of ``asked`` with at least USUAL_PART of a usual month's received cases, as this viewer is told them.

    A single case with a date of years ago, or a team that came to the register later, must not hide the empty beginning.
    """
    told = answers.split("received_cases", asked, Split.MONTH).groups
    counts = [one.measurement.value or 0 for one in told]
    least = USUAL_PART * _usual(counts)
    full = (one.group for one, count in zip(told, counts, strict=True) if count and count >= least)
    first = next(full, None)
    return asked.period.first if first is None else group_period(Split.MONTH, first).first


def _usual(counts: Sequence[float]) -> float:
    """The size of month that half of all cases lie in one at least as large as."""
    seen, half = 0.0, sum(counts) / 2
    for count in sorted(counts, reverse=True):
        seen += count
        if seen >= half:
            return count
    return 0.0
