"""No small count follows by subtraction from what one selection shows: total, splits and age bands (kpis.md)."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.access import CHIEF, Viewer, parse_viewer
from dashboard.answers import Answers
from dashboard.answers.counting import zero
from dashboard.kpi.definition import Kpi, Steps
from dashboard.kpi.query import possible_splits
from dashboard.kpi.registry import registry
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.every_small_table import pinned_cells
from tests.answers.small_warehouse import contract_warehouse
from tests.kpi.random_cases import DATA_AS_OF, some_cases
from tests.kpi.random_registers import World, worlds

STEERING_GROUP = parse_viewer("steering_group")
LIMIT = 5
ALWAYS_WITH_CASES = (Split.UNIT, Split.MONTH, Split.PARAGRAPH, Split.APPLICATION_TYPE)
SPLITS_OF_CASES = (Split.MONTH, Split.TEAM, Split.UNIT, Split.PARAGRAPH, Split.APPLICATION_TYPE, Split.DECISION_OUTCOME)
some_kpis = st.lists(st.sampled_from(sorted(registry())), min_size=6, max_size=6, unique=True)
WHOLE_PERIOD = Selection(Period(Month(2023, 1), Month(2023, 4)))
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


class TestAReaderWhoKnowsTheRule:
    """Every table up to a size is read, by a reader who knows how hiding works: no cell of 1-4 has one value only."""

    @pytest.mark.parametrize("kpi_id", ["open_cases", "median_processing_days", "citizens_per_fte"])
    def test_no_small_count_of_five_groups_is_found_out(self, kpi_id: str) -> None:
        assert list(pinned_cells(registry()[kpi_id], groups=5, most=16, limit=LIMIT)) == []

    @pytest.mark.parametrize("kpi_id", ["open_cases", "median_processing_days", "citizens_per_fte"])
    def test_no_small_count_of_a_team_is_found_out_by_its_unit(self, kpi_id: str) -> None:
        assert list(pinned_cells(registry()[kpi_id], groups=4, most=16, limit=LIMIT, teams_in_units=True)) == []

    @pytest.mark.parametrize("kpi_id", ["timely_decisions", "clearance_rate", "worker_changes_per_citizen"])
    def test_no_small_count_of_a_share_or_ratio_is_found_out(self, kpi_id: str) -> None:
        assert list(pinned_cells(registry()[kpi_id], groups=3, most=9, limit=LIMIT)) == []

    def test_no_small_count_of_a_teams_share_is_found_out_by_its_unit(self) -> None:
        assert list(pinned_cells(registry()["timely_decisions"], groups=4, most=5, limit=3, teams_in_units=True)) == []


@few
@given(world=worlds(most=60), kpi_ids=some_kpis)
@pytest.mark.parametrize(
    "viewer", [STEERING_GROUP, parse_viewer("team_leader:T1")], ids=["steering_group", "team_leader"]
)
def test_no_small_cell_follows_from_the_splits_of_one_selection(
    world: World, kpi_ids: list[str], viewer: Viewer
) -> None:
    with TemporaryDirectory() as folder:
        warehouse = Warehouse.newest(world.written(Path(folder)))
        exact, told = Answers(warehouse, CHIEF), Answers(warehouse, viewer)
        own = Selection(WHOLE_PERIOD.period, team_ids=("T1",)) if viewer is not STEERING_GROUP else None
        for kpi_id in kpi_ids:
            kpi = registry()[kpi_id]
            total = told.measure(kpi_id, WHOLE_PERIOD).measurement
            # Positions are no secret; windows that overlap add up to no total and have tests of their own.
            attacked = [one for one in possible_splits(kpi) if not (one is Split.MONTH and kpi.rolling_months)]
            splits = {split: _cells_of(exact, told, kpi, split, own) for split in attacked if kpi.counts_citizens}
            for split, cells in splits.items():
                assert told.split(kpi_id, WHOLE_PERIOD, split).total == total
                # Citizens of several teams are counted in each: nothing follows exactly from their total.
                adds_up = not kpi.main_part.distinct and not (kpi.is_stock and split is Split.MONTH)
                if adds_up:
                    # Where all groups are hidden, those without a case are too; a load on one caseworker is hidden at 0.
                    # The months of a quarter that is charted are hidden together.
                    is_whole_quarter = split is Split.MONTH and kpi.process_control.steps is Steps.QUARTERS
                    least = 1 if split in ALWAYS_WITH_CASES and kpi.kind != "load" and not is_whole_quarter else 0
                    _attack(_rest_of_total(exact, told, kpi, own), list(cells.values()), least, (kpi_id, split))
            if kpi.main_part.distinct or Split.UNIT not in splits:
                continue
            teams_of = {"E1": ("T1", "T2"), "E2": ("T3",), None: (None,)}
            for unit, cell in splits[Split.UNIT].items():
                teams = [splits[Split.TEAM][team] for team in teams_of[unit] if team in splits[Split.TEAM]]
                _attack(cell, teams, 0 if kpi.kind == "load" else 1, (kpi_id, unit))


@few
@given(cases=some_cases(most=80))
def test_numbers_over_the_same_cases_hide_the_same_groups(cases: list[dict]) -> None:
    same_cases = [
        ("decisions", "median_processing_days", "p80_processing_days", "p90_processing_days"),
        ("overdue_open_cases", "oldest_overdue_days"),
    ]
    with _warehouse(cases) as warehouse:
        answers = Answers(warehouse, STEERING_GROUP)
        for split, kpi_ids in product(SPLITS_OF_CASES, same_cases):
            hidden = [
                {
                    row.group
                    for row in answers.split(kpi_id, WHOLE_PERIOD, split).groups
                    if row.measurement.silence is Silence.SUPPRESSED
                }
                for kpi_id in kpi_ids
            ]
            assert all(one == hidden[0] for one in hidden), (split, kpi_ids)


@few
@given(cases=some_cases(most=80))
@pytest.mark.parametrize(
    "viewer", [STEERING_GROUP, parse_viewer("team_leader:T1")], ids=["steering_group", "team_leader"]
)
def test_no_small_age_band_follows_from_the_others(cases: list[dict], viewer: Viewer) -> None:
    with _warehouse(cases) as warehouse:
        told = Answers(warehouse, viewer)
        bands = told.age_bands(WHOLE_PERIOD)
        exact = Answers(warehouse, CHIEF).age_bands(WHOLE_PERIOD)
        own_selection = Selection(WHOLE_PERIOD.period, team_ids=("T1",))
        own = told.age_bands(own_selection) if viewer is not STEERING_GROUP else [None] * len(exact)
        totals = [told.measure(kpi_id, WHOLE_PERIOD).measurement.n for kpi_id in ("overdue_open_cases", "open_cases")]
        others = [
            (all_.overdue - (mine.overdue if mine else 0), all_.open - (mine.open if mine else 0))
            for all_, mine in zip(exact, own, strict=True)
        ]
        for axis, total in enumerate(totals):
            cells = [
                (None if band.open is None else (cell[axis],), (cell[axis],), False)
                for band, cell in zip(bands, others, strict=True)
            ]
            whole = (sum(cell[axis] for cell in others),)
            _attack((whole if total is not None else None, whole, False), cells, axis, ("bands", axis))


Known = tuple[tuple[int, ...] | None, tuple[int, ...], bool]  # what is read, what is true, whether it reads "under 5"


def _rest_of_total(exact: Answers, told: Answers, kpi: Kpi, own: Selection | None) -> Known:
    mine = exact.measure(kpi.kpi_id, own).measurement if own else None
    truth = exact.measure(kpi.kpi_id, WHOLE_PERIOD).measurement
    return _known(kpi, told.measure(kpi.kpi_id, WHOLE_PERIOD).measurement, truth, mine)


def _cells_of(exact: Answers, told: Answers, kpi: Kpi, split: Split, own: Selection | None) -> dict[str | None, Known]:
    """Each group as the viewer reads it and as it is, less what the viewer may open."""
    truth = {row.group: row.measurement for row in exact.split(kpi.kpi_id, WHOLE_PERIOD, split).groups}
    mine = {row.group: row.measurement for row in exact.split(kpi.kpi_id, own, split).groups} if own else {}
    rows = told.split(kpi.kpi_id, WHOLE_PERIOD, split).groups
    empty = zero(kpi).measurement
    return {row.group: _known(kpi, row.measurement, truth.get(row.group, empty), mine.get(row.group)) for row in rows}


def _known(kpi: Kpi, told: Measurement, truth: Measurement, own: Measurement | None) -> Known:
    counts = _cells(kpi, truth)
    rest = counts if own is None else tuple(a - b for a, b in zip(counts, _cells(kpi, own), strict=True))
    assert told.interval is None or kpi.kind != "quantile" or not any(rest)
    if told.silence is Silence.SUPPRESSED:
        return None, rest, told.fewer_than is not None
    assert not any(0 < one < LIMIT for one in rest)
    return rest, rest, False


def _attack(total: Known, groups: list[Known], least: int, place: object) -> None:
    """Subtract what is shown from a total: every hidden small count must still have two possible values.

    least: how many cases a hidden group is known to have; nobody knows where every group is hidden. "Fewer than 5" is 1-4.
    """
    if total[0] is None and not total[2]:
        return
    hidden = [group for group in groups if group[0] is None]
    if len(hidden) == len(groups) or len(total[1]) > 1:
        least = 0
    for axis in range(len(total[1])):
        shown = sum(counts[axis] for counts, _, _ in groups if counts is not None)
        top = LIMIT - 1 if total[0] is None else total[0][axis]
        bottom = 1 if total[0] is None else top
        ranges = [(1, LIMIT - 1) if is_range else (least, top - shown) for _, _, is_range in hidden]
        for number, (_, truth, _) in enumerate(hidden):
            others = ranges[:number] + ranges[number + 1 :]
            low = max(ranges[number][0], bottom - shown - sum(high for _, high in others))
            high = min(ranges[number][1], top - shown - sum(low for low, _ in others))
            assert low <= truth[axis] <= high, (place, axis, ranges)
            assert not 0 < truth[axis] < LIMIT or low < high, (place, axis, ranges)


def _cells(kpi: Kpi, measurement: Measurement) -> tuple[int, ...]:
    """The additive counts, remainder included."""
    if kpi.kind == "share":
        return measurement.numerator, measurement.denominator - measurement.numerator
    if kpi.kind == "ratio":
        return measurement.numerator, measurement.denominator
    if kpi.kpi_id == "worker_changes_per_citizen":
        return measurement.n, measurement.denominator
    return (measurement.n or 0,)


@contextmanager
def _warehouse(cases: list[dict]) -> Iterator[Warehouse]:
    with TemporaryDirectory() as folder:
        yield Warehouse.newest(contract_warehouse(Path(folder), cases, DATA_AS_OF))
