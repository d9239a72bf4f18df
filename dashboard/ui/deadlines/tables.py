"""What the charts show, as tables with Danish headers: for reading, and for the CSV file."""

from collections.abc import Sequence

import pandas as pd

from dashboard.answers import AgeBand, Answer, Answers, ParagraphDeadline, SplitAnswer
from dashboard.formatting import noun_for
from dashboard.kpi import wording
from dashboard.kpi.definition import Kind
from dashboard.measurement import GroupMeasurement, Silence, Split
from dashboard.ui.columns import silent_text, wholes, with_remarks
from dashboard.words import words


def split_table(answers: Answers, split: SplitAnswer) -> pd.DataFrame:
    """One row per group: its name, the value and, for a share, what it is made of. Shares in percent, as they are read."""
    text = words("deadlines")
    rows = [_split_row(answers, split, group) for group in split.groups]
    columns = [text(f"tables.{split.split}"), _header(split)]
    if split.kpi.kind is Kind.SHARE:
        columns += [text("tables.numerator"), text("tables.denominator"), text("tables.low"), text("tables.high")]
    columns.append(text("tables.remark"))
    return pd.DataFrame(rows, columns=columns)


def types_table(answers: Answers, shares: SplitAnswer, medians: SplitAnswer) -> pd.DataFrame:
    """``split_table`` of the share, and beside it the median and how many decisions that rests on."""
    text = words("deadlines")
    by_group = {one.group: one.measurement for one in medians.groups}
    beside = [by_group[one.group] for one in shares.groups]
    return split_table(answers, shares).assign(
        **{
            text("tables.p50"): [one.value for one in beside],
            text("tables.decisions"): wholes([one.n for one in beside]),
        }
    )


def bands_table(bands: Sequence[AgeBand], labels: Sequence[str], opened: Answer, overdue: Answer) -> pd.DataFrame:
    """One row per age band, and the totals as this viewer reads them; what is hidden is said to be."""
    text = words("deadlines")
    totals = [(answer.kpi, answer.measurement) for answer in (opened, overdue)]
    remarks = [words("common")("silence.suppressed") if band.open is None else "" for band in bands]
    table = pd.DataFrame(
        {
            text("tables.age"): [*labels, text("tables.sum")],
            text("tables.open"): wholes([*(band.open for band in bands), opened.measurement.value]),
            text("tables.overdue"): wholes([*(band.overdue for band in bands), overdue.measurement.value]),
        }
    )
    return with_remarks(table, [*remarks, silent_text(totals)])


def paragraphs_table(answers: Answers, rows: Sequence[ParagraphDeadline]) -> pd.DataFrame:
    """One row per paragraph; days, and the share in time in percent."""
    text = words("deadlines")
    values = [
        (
            answers.group_label(Split.PARAGRAPH, row.paragraph), row.median.n, row.median.value, row.p80.value, row.p90.value,
            row.deadline_days, text("tables.yes") if row.deadline_varies else "", _percent(row.timely.value),
        )
        for row in rows
    ]  # fmt: skip
    names = ("paragraph", "decisions", "p50", "p80", "p90", "deadline", "varies", "share")
    table = pd.DataFrame(values, columns=[text(f"tables.{name}") for name in names])
    median, timely = (answers.kpi(kpi_id) for kpi_id in ("median_processing_days", "timely_decisions"))
    silent = [[(median, row.median), (timely, row.timely)] for row in rows]
    # A paragraph without a deadline has no share, and its row says so where the deadline would stand.
    told = ([one for one in row if one[1].silence is not Silence.NO_CASES] for row in silent)
    return with_remarks(table, [silent_text(row) for row in told])


def _split_row(answers: Answers, split: SplitAnswer, group: GroupMeasurement) -> list[object]:
    measurement = group.measurement
    is_percent = split.kpi.unit == wording.PERCENT
    row = [
        answers.group_label(split.split, group.group),
        _percent(measurement.value) if is_percent else measurement.value,
    ]
    if split.kpi.kind is Kind.SHARE:
        low, high = measurement.interval or (None, None)
        row += [measurement.numerator, measurement.denominator, _percent(low), _percent(high)]
    told = words("common")("notices.unfinished_month") if group.is_unfinished else ""
    return [*row, wording.value_text(split.kpi, measurement) if measurement.silence else told]


def _header(split: SplitAnswer) -> str:
    """The KPI's label with its unit, which stands in the header and not in every cell."""
    unit = "%" if split.kpi.unit == wording.PERCENT else noun_for(0, split.kpi.unit)
    return words("deadlines")("tables.with_unit", label=split.kpi.label, unit=unit)


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)
