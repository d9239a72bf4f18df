"""What the charts show, as tables with Danish headers: for reading, and for the CSV file. Shares in percent."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.answers import Answers, Benchmark, SplitAnswer
from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi
from dashboard.measurement import GroupMeasurement, Measurement
from dashboard.selection import Month
from dashboard.ui.columns import percents, wholes
from dashboard.words import words

Whole = int | None


def rate_table(answers: Answers, split: SplitAnswer, published: Sequence[Benchmark] = ()) -> pd.DataFrame:
    """One row per group of a share; of months also the published figure of the year the month lies in."""
    rows = [(answers.group_label(split.split, one.group), one.measurement) for one in split.groups]
    table = shares_table(split.kpi, words("appeals")(f"tables.{split.split}"), rows, _remarks(split))
    if published:
        table.insert(6, words("appeals")("tables.national"), [_of_month(published, one) for one in split.groups])
    return table


def shares_table(
    kpi: Kpi, name: str, rows: Sequence[tuple[str, Measurement]], remarks: Sequence[str] | None = None
) -> pd.DataFrame:
    """One row per share, its counts and interval; silent ones say why. name: the header of the first column."""
    text = words("appeals")
    measured = [one for _, one in rows]
    intervals = [one.interval or (None, None) for one in measured]
    told = [
        wording.value_text(kpi, one) if one.silence else given
        for one, given in zip(measured, remarks or [""] * len(rows), strict=True)
    ]
    return pd.DataFrame(
        {
            name: [label for label, _ in rows],
            text("tables.rate"): percents([one.value for one in measured]),
            text("tables.reversed"): wholes([one.numerator for one in measured]),
            text("tables.substantive"): wholes([one.denominator for one in measured]),
            text("tables.low"): percents([low for low, _ in intervals]),
            text("tables.high"): percents([high for _, high in intervals]),
            text("tables.remark"): told,
        }
    )


def counts_table(columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """The columns given by the key of their header; counts stay whole where some are hidden."""
    return pd.DataFrame({words("appeals")(f"tables.{key}"): values for key, values in columns.items()})


def _remarks(split: SplitAnswer) -> list[str]:
    return [
        words("common")("notices.unfinished_month") if one.is_unfinished else _few(split.kpi, one.measurement)
        for one in split.groups
    ]


def _few(kpi: Kpi, measurement: Measurement) -> str:
    is_few = measurement.n is not None and measurement.n < kpi.minimum_cases
    return words("appeals")("tables.few") if is_few else ""


def _of_month(published: Sequence[Benchmark], one: GroupMeasurement) -> float | None:
    day = Month.parse(one.group).last_day
    values = [benchmark.value for benchmark in published if benchmark.first_date <= day <= benchmark.last_date]
    return round(values[-1] * 100, 1) if values else None
