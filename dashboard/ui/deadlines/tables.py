"""What the charts show, as tables with Danish headers: for reading, and for the CSV file."""

from collections.abc import Sequence

import pandas as pd

from dashboard.answers import AgeBand, Answers, ParagraphDeadline, SplitAnswer
from dashboard.formatting import noun_for
from dashboard.kpi import wording
from dashboard.kpi.definition import Kind
from dashboard.measurement import GroupMeasurement, Split
from dashboard.ui.columns import wholes
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


def bands_table(bands: Sequence[AgeBand], labels: Sequence[str]) -> pd.DataFrame:
    """One row per age band and the sum of them."""
    text = words("deadlines")
    opened = [band.open for band in bands]
    over = [band.overdue for band in bands]
    return pd.DataFrame(
        {
            text("tables.age"): [*labels, text("tables.sum")],
            text("tables.open"): wholes([*opened, _sum(opened)]),
            text("tables.overdue"): wholes([*over, _sum(over)]),
        }
    )


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
    return pd.DataFrame(values, columns=[text(f"tables.{name}") for name in names])


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


def _sum(counts: Sequence[int | None]) -> int | None:
    return None if None in counts else sum(counts)
