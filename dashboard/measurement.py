"""What an answer is made of: plain values with their n, interval and reasons for silence. No display, no database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Split(StrEnum):
    """What a number may be divided by."""

    MONTH = "month"
    QUARTER = "quarter"
    TEAM = "team"
    UNIT = "unit"
    PARAGRAPH = "paragraph"
    APPLICATION_TYPE = "application_type"
    DECISION_OUTCOME = "decision_outcome"
    REASSESSMENT_OUTCOME = "reassessment_outcome"
    BOARD_OUTCOME = "board_outcome"
    REVERSAL_REASON = "reversal_reason"
    CHANGE_REASON = "change_reason"


TIME_SPLITS = (Split.MONTH, Split.QUARTER)


class Silence(StrEnum):
    """Why a measurement has no value to show."""

    NOT_DELIVERED = "not_delivered"  # the table was not delivered
    NO_CASES = "no_cases"  # zero denominator, or nothing to take a quantile of: shown as a dash
    SUPPRESSED = "suppressed"  # small count, hidden from this viewer
    NOT_WHOLE = "not_whole"  # the months a rolling number covers begin before its extracts do
    NOT_COMPARABLE = "not_comparable"  # an unfinished month against a whole one


@dataclass(frozen=True)
class Measurement:
    """One number.

    value: share and ratio as 0-1 (ratio may pass 1), counts and days as they are; None exactly when ``silence`` is set.
    numerator, denominator: the two parts of a share, ratio or load, else None; counts, or sums such as full-time positions.
    n: how many cases the number rests on; of a load its numerator's rows (citizens, cases), of a sum the rows summed.
    interval: 95 % interval: Wilson for a share (0-1), ordered values for a quantile (its unit), else None.
    band_days: set instead of a value where only "more than so many days" may be told; then silence is None too.
    fewer_than: set on a suppressed count that may be told as "fewer than so many"; without it the number is just hidden.
    """

    value: float | None
    n: int | None
    numerator: float | None = None
    denominator: float | None = None
    interval: tuple[float, float] | None = None
    silence: Silence | None = None
    band_days: int | None = None
    fewer_than: int | None = None


@dataclass(frozen=True)
class GroupMeasurement:
    """A measurement of one row of a split.

    group: the id (``2023-01``, team_id, unit_id, paragraph, application type); None is the row "Uden …".
    is_unfinished: the month is not over at the as-of date. pending: cohort cases still to mature, else None;
    is_provisional: there are such cases, also where their number is hidden. is_starting_up: the register had just begun, so
    that long cases cannot be in it (answers.start_up).
    """

    group: str | None
    measurement: Measurement
    is_unfinished: bool = False
    pending: int | None = None
    is_provisional: bool = False
    is_starting_up: bool = False


class Verdict(StrEnum):
    """How a value stands against its target; never given on fewer than the definition's minimum_cases."""

    MET = "met"
    NOT_MET = "not_met"
    NO_TARGET = "no_target"
    TOO_FEW = "too_few"
    NO_VALUE = "no_value"


class Movement(StrEnum):
    """How a value moved against an earlier one, judged by the definition's direction."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"  # within what chance alone would give, or too few cases
    NEUTRAL = "neutral"  # moved, but the KPI has no better direction
    NONE = "none"  # nothing to compare with


@dataclass(frozen=True)
class Target:
    """A dated target row. value as the KPI's own unit (shares 0-1)."""

    value: float
    valid_from: date
    is_example: bool


@dataclass(frozen=True)
class Comparison:
    """A value against the same KPI of an earlier period."""

    measurement: Measurement
    first_day: date
    last_day: date
    difference: float | None  # now - then, in the KPI's unit (shares 0-1); None where either is silent
    movement: Movement
