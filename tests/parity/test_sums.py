"""What adds up, adds up: counts over units, teams, paragraphs, types and months make the whole, for every KPI that counts."""

from pathlib import Path

import pytest

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.kpi.definition import Kind
from dashboard.kpi.query import possible_splits
from dashboard.kpi.registry import registry
from dashboard.measurement import TIME_SPLITS, Measurement, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse

YEAR = Period(Month(2022, 12), Month(2023, 11))
SELECTIONS = (Selection(YEAR), Selection(YEAR, unit_ids=("voksen",)), Selection(YEAR, paragraphs=("85", "112")))


def additive(kpi, measurement: Measurement) -> tuple[float, ...] | None:
    """The counts of a measurement that add up; a citizen of two teams, a quantile and the oldest case do not."""
    if kpi.kind in (Kind.QUANTILE, Kind.EXTREME) or any(part.distinct for part in kpi.parts.values()):
        return None
    if measurement.denominator is not None:
        return measurement.numerator, measurement.denominator
    return (measurement.value or 0,)


@pytest.mark.parametrize("kpi_id", sorted(registry()))
def test_the_groups_of_a_count_make_the_whole(example_municipality: Path, kpi_id: str) -> None:
    answers = Answers(Warehouse.newest(example_municipality), CHIEF)
    kpi = answers.kpi(kpi_id)
    for selection in SELECTIONS:
        whole = additive(kpi, answers.measure(kpi_id, selection).measurement)
        if whole is None:
            continue
        for split in possible_splits(kpi):
            # Stocks at month ends, and windows that overlap, count the same case more than once.
            if (split in TIME_SPLITS and (kpi.is_stock or kpi.rolling_months)) and split is Split.MONTH:
                continue
            groups = [additive(kpi, one.measurement) for one in answers.split(kpi_id, selection, split).groups]
            sums = tuple(sum(axis) for axis in zip(*groups, strict=True)) or (0,) * len(whole)
            assert sums == pytest.approx(whole, abs=1e-6), (split, selection)
