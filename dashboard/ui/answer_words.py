"""Sentences that pages about a share make alike; their words stand in each page's own texts."""

from dashboard import formatting
from dashboard.answers import Answer, SplitAnswer
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement
from dashboard.selection import Month
from dashboard.words import words


def share_title(page: str, share: Answer) -> str:
    """The share as a sentence; on few cases the counts themselves (``tile.title_few``), for no sentence may judge them."""
    measurement = share.measurement
    if measurement.value is None or measurement.n >= share.kpi.minimum_cases:
        return wording.title(share.kpi, measurement)
    return words(page)("tile.title_few", basis=wording.n_text(share.kpi, measurement))


def of_open(page: str, part: Answer, opened: Answer, noun: str) -> str:
    """Of how many open ones (``tile.of_open``); nothing where either number is hidden or missing. noun: in common.toml."""
    if part.measurement.value is None or opened.measurement.value is None:
        return ""
    return words(page)("tile.of_open", cases=formatting.counted(opened.measurement.value, noun))


def month_sentence(page: str, months: SplitAnswer, one: GroupMeasurement) -> str:
    """What is said of one month of a trend: ``trend.hover``, ``hover_unfinished``, or ``hover_silent`` without a number."""
    text = words(page)
    fields = {
        "month": formatting.long_month(Month.parse(one.group)),
        "value": wording.value_text(months.kpi, one.measurement),
        "basis": wording.n_text(months.kpi, one.measurement),
        "interval": wording.interval_text(months.kpi, one.measurement),
    }
    if one.measurement.interval is None:
        return text("trend.hover_silent", **fields)
    return text("trend.hover_unfinished" if one.is_unfinished else "trend.hover", **fields)
