"""Every KPI equals a slow recount in plain Python, on random cases, periods, as-of days, selections and splits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.answers.rows import MARTS_WITH_ROWS
from dashboard.errors import SplitNotPossible
from dashboard.kpi.definition import Kpi
from dashboard.kpi.query import possible_splits
from dashboard.kpi.registry import registry
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse
from tests.kpi.random_cases import DATA_AS_OF
from tests.kpi.random_registers import World, worlds
from tests.kpi.slow_recount import KPIS, Asked, recount
from tests.kpi.slow_register_recount import REGISTER_KPIS, ROLLING, twelve_months

COLUMNS = {
    Split.TEAM: "team_id",
    Split.UNIT: "unit_id",
    Split.PARAGRAPH: "paragraph",
    Split.APPLICATION_TYPE: "application_type",
    Split.DECISION_OUTCOME: "decision_outcome",
    Split.REASSESSMENT_OUTCOME: "reassessment_outcome",
    Split.BOARD_OUTCOME: "board_outcome",
    Split.REVERSAL_REASON: "reversal_reason",
    Split.CHANGE_REASON: "change_reason",
}
# What a row is told to be from this day on only.
KNOWN_FROM = {
    ("cases", Split.DECISION_OUTCOME): "decided_date",
    ("appeals", Split.REASSESSMENT_OUTCOME): "reassessed_date",
    ("appeals", Split.BOARD_OUTCOME): "board_decided_date",
    ("appeals", Split.REVERSAL_REASON): "board_decided_date",
}
MONTHS = [Month(2023, number) for number in (1, 2, 3, 4)]
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    first, last = sorted([draw(st.sampled_from(MONTHS)), draw(st.sampled_from(MONTHS))])
    teams = draw(st.sampled_from([(), (), ("T1",), ("T1", "T3")]))
    units = draw(st.sampled_from([(), (), ("E1",)]))
    paragraphs = draw(st.sampled_from([(), (), ("101",)]))
    types = draw(st.sampled_from([(), (), ("new", "remitted")]))
    return Selection(Period(first, last), units, teams, paragraphs, types)


# Some of them at a time: every number against every split would be one long story per example.
some_kpis = st.lists(st.sampled_from(sorted(registry())), min_size=5, max_size=5, unique=True)
as_of_days = st.integers(0, 89).map(lambda days: DATA_AS_OF - timedelta(days))


def test_the_recount_covers_every_kpi() -> None:
    assert set(KPIS) | set(REGISTER_KPIS) == set(registry())
    assert {kpi_id for kpi_id, kpi in registry().items() if kpi.rolling_months and not kpi.is_stock} == ROLLING


@few
@given(world=worlds(), selection=selections(), as_of=as_of_days, kpi_ids=some_kpis)
def test_every_kpi_and_every_split_equals_the_recount(
    world: World, selection: Selection, as_of: date, kpi_ids: list[str]
) -> None:
    with _answers(world) as answers:
        for kpi_id in kpi_ids:
            kpi = registry()[kpi_id]
            assert answers.is_delivered(kpi_id), kpi_id
            chosen = {table: _chosen(kpi, rows, selection) for table, rows in world.rows.items()}
            answer = answers.measure(kpi_id, selection, as_of)
            if selection.period.first_day > as_of and not kpi.is_stock:
                assert answer.measurement.silence is Silence.NO_CASES
            else:
                slow = _recounted(kpi_id, chosen, _asked(selection.period, as_of))
                _assert_same(answer.measurement, slow, kpi_id)
            for split in Split:
                if split in possible_splits(kpi):
                    _assert_split(answers, kpi, selection, as_of, split, chosen)
                else:
                    with pytest.raises(SplitNotPossible):
                        answers.split(kpi_id, selection, split, as_of)


@few
@given(world=worlds(), as_of=as_of_days)
def test_stock_at_the_end_is_stock_at_the_start_plus_received_minus_closed(world: World, as_of: date) -> None:
    with _answers(world) as answers:
        for month in [month for month in MONTHS if month.last_day <= as_of]:
            period = Selection(Period(month, month))
            before = Selection(Period(month - 1, month - 1))
            start, end = (answers.measure("open_cases", one, as_of).measurement.value for one in (before, period))
            flow = answers.measure("clearance_rate", period, as_of).measurement
            assert end == start + flow.denominator - flow.numerator


@few
@given(world=worlds(), selection=selections(), as_of=as_of_days, kpi_ids=some_kpis)
def test_the_rows_behind_a_number_are_as_many_as_the_number(
    world: World, selection: Selection, as_of: date, kpi_ids: list[str]
) -> None:
    with _answers(world) as answers:
        for kpi_id in kpi_ids:
            kpi = registry()[kpi_id]
            if kpi.main_part.mart not in MARTS_WITH_ROWS or kpi.main_part.distinct:
                continue
            answer = answers.measure(kpi_id, selection, as_of).measurement
            assert answers.rows_behind(kpi_id, selection, as_of=as_of).total_rows == answer.n
            if kpi.kind == "share":
                rows = [
                    answers.rows_behind(kpi_id, selection, part, as_of=as_of) for part in ("numerator", "remainder")
                ]
                assert [len(one.frame) for one in rows] == [answer.numerator, answer.denominator - answer.numerator]
                key = "case_id" if kpi.main_part.mart == "cases" else "complaint_id"
                assert set(rows[0].frame[key]) & set(rows[1].frame[key]) == set()
            for split in possible_splits(kpi):
                for group in answers.split(kpi_id, selection, split, as_of).groups:
                    rows = answers.rows_behind(kpi_id, selection, split=split, group=group.group, as_of=as_of)
                    assert rows.total_rows == group.measurement.n, (kpi_id, split, group)


def test_nobody_opens_the_rows_of_workers_and_their_citizens(tmp_path: Path) -> None:
    answers = Answers(Warehouse.newest(contract_warehouse(tmp_path, [], DATA_AS_OF)), CHIEF)
    for kpi_id in ("fte", "citizens_per_fte", "worker_changes"):
        rows = answers.rows_behind(kpi_id, Selection(Period(MONTHS[0], MONTHS[-1])))
        assert (len(rows.frame), rows.total_rows, rows.hidden_rows) == (0, None, None)


def _assert_split(
    answers: Answers, kpi: Kpi, selection: Selection, as_of: date, split: Split, rows: dict[str, list[dict]]
) -> None:
    answer = answers.split(kpi.kpi_id, selection, split, as_of)
    told = {row.group: row for row in answer.groups}
    assert len(told) == len(answer.groups)
    if selection.period.first_day > as_of and not kpi.is_stock:
        # Of a period still to come nothing is told, though a rolling number's earlier months are known.
        assert not told
        return
    counted = _counted_months(kpi, selection, split)
    if split in (Split.MONTH, Split.QUARTER):
        begun = [month for month in counted if month.first_day <= as_of]
        names = [str(month) if split is Split.MONTH else _quarter(month) for month in begun]
        assert list(told) == list(dict.fromkeys(names))
        groups = list(told)
    else:
        day = min(selection.period.last_day, as_of) if kpi.is_stock else as_of
        groups = {_key(table, row, split, day) for table in kpi.marts for row in rows[table]} | set(told)
    for group in groups:
        if split in (Split.MONTH, Split.QUARTER):
            months = [month for month in counted if group in (str(month), _quarter(month))]
            asked = _asked(Period(months[0], months[-1]), as_of)
            slow = _recounted(kpi.kpi_id, rows, asked, is_rolling=split is Split.MONTH)
        else:
            members = {
                table: [row for row in all_ if _key(table, row, split, day) == group] for table, all_ in rows.items()
            }
            slow = _recounted(kpi.kpi_id, members, _asked(selection.period, as_of))
        if group in told:
            _assert_same(told[group].measurement, slow, (kpi.kpi_id, split, group))
            assert told[group].pending == slow.get("pending")
        else:
            assert not any(slow.get(name) for name in ("n", "numerator", "pending")), (kpi.kpi_id, split, group, slow)


def _counted_months(kpi: Kpi, selection: Selection, split: Split) -> list[Month]:
    """By quarter a rolling number covers the twelve months; by month each has its own."""
    period = selection.period
    is_longer = split is Split.QUARTER and kpi.kpi_id in ROLLING and period.length < 12
    return (Period(period.last - 11, period.last) if is_longer else period).months()


def _quarter(month: Month) -> str:
    return f"{month.year}-Q{[1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][month.number - 1]}"


def _recounted(kpi_id: str, rows: dict[str, list[dict]], asked: Asked, is_rolling: bool = True) -> dict[str, object]:
    if kpi_id in KPIS:
        return recount(kpi_id, rows["cases"], asked)
    return REGISTER_KPIS[kpi_id](rows, twelve_months(asked) if is_rolling and kpi_id in ROLLING else asked)


def _assert_same(told: Measurement, slow: dict[str, object], place: object) -> None:
    assert (told.n, told.numerator) == (slow["n"], slow.get("numerator")), place
    assert told.denominator == (
        None if slow.get("denominator") is None else pytest.approx(slow["denominator"], abs=1e-5)
    ), place
    assert told.value == (None if slow["value"] is None else pytest.approx(slow["value"], rel=1e-4, abs=1e-9)), place


def _asked(period: Period, as_of: date) -> Asked:
    return Asked(period.first_day, period.last_day, as_of)


def _chosen(kpi: Kpi, rows: list[dict], selection: Selection) -> list[dict]:
    """The rows of the selection; a filter that one of the KPI's tables lacks holds for none of them."""
    filters = {
        Split.TEAM: selection.team_ids,
        Split.UNIT: selection.unit_ids,
        Split.PARAGRAPH: selection.paragraphs,
        Split.APPLICATION_TYPE: selection.application_types,
    }
    possible = (Split.TEAM, Split.UNIT) if kpi.marts & {"workers", "assignments", "worker_changes"} else tuple(filters)
    used = {split: chosen for split, chosen in filters.items() if split in possible and chosen}
    return [row for row in rows if all(row.get(COLUMNS[split]) in chosen for split, chosen in used.items())]


def _key(table: str, row: dict, split: Split, day: date) -> str | None:
    known_from = KNOWN_FROM.get((table, split))
    if known_from and (row.get(known_from) is None or row[known_from] > day):
        return None
    return row.get(COLUMNS[split])


@contextmanager
def _answers(world: World) -> Iterator[Answers]:
    """The chief's answers from a warehouse that lives as long as the block."""
    with TemporaryDirectory() as folder:
        yield Answers(Warehouse.newest(world.written(Path(folder))), CHIEF)
