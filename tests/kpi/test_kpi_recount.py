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
from dashboard.kpi.registry import registry
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import TEAMS, contract_warehouse
from tests.kpi.random_cases import DATA_AS_OF, some_cases
from tests.kpi.slow_recount import KPIS, Asked, recount

UNIT_OF_TEAM = {team: unit for team, _, unit in TEAMS}
KEYS = {
    Split.TEAM: lambda case: case.get("team_id"),
    Split.UNIT: lambda case: UNIT_OF_TEAM.get(case.get("team_id")),
    Split.PARAGRAPH: lambda case: case.get("paragraph"),
    Split.APPLICATION_TYPE: lambda case: case.get("application_type", "new"),
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


as_of_days = st.integers(0, 89).map(lambda days: DATA_AS_OF - timedelta(days))


def test_the_recount_covers_every_kpi() -> None:
    assert set(KPIS) == set(registry())


@few
@given(cases=some_cases(), selection=selections(), as_of=as_of_days)
def test_every_kpi_and_every_split_equals_the_recount(cases: list[dict], selection: Selection, as_of: date) -> None:
    with _answers(cases) as answers:
        chosen = [case for case in cases if _is_chosen(case, selection)]
        for kpi_id in registry():
            answer = answers.measure(kpi_id, selection, as_of)
            if selection.period.first_day > as_of and not registry()[kpi_id].is_stock:
                assert answer.measurement.silence is Silence.NO_CASES
            else:
                _assert_same(answer.measurement, recount(kpi_id, chosen, _asked(selection.period, as_of)), kpi_id)
            for split in Split:
                _assert_split(answers, kpi_id, selection, as_of, split, chosen)


@few
@given(cases=some_cases(), as_of=as_of_days)
def test_stock_at_the_end_is_stock_at_the_start_plus_received_minus_closed(cases: list[dict], as_of: date) -> None:
    with _answers(cases) as answers:
        for month in [month for month in MONTHS if month.last_day <= as_of]:
            period = Selection(Period(month, month))
            before = Selection(Period(month - 1, month - 1))
            start, end = (answers.measure("open_cases", one, as_of).measurement.value for one in (before, period))
            flow = answers.measure("clearance_rate", period, as_of).measurement
            assert end == start + flow.denominator - flow.numerator


@few
@given(cases=some_cases(), selection=selections(), as_of=as_of_days)
def test_the_rows_behind_a_number_are_as_many_as_the_number(
    cases: list[dict], selection: Selection, as_of: date
) -> None:
    with _answers(cases) as answers:
        for kpi_id, kpi in registry().items():
            answer = answers.measure(kpi_id, selection, as_of).measurement
            assert answers.rows_behind(kpi_id, selection, as_of=as_of).total_rows == answer.n
            if kpi.kind == "share":
                rows = [
                    answers.rows_behind(kpi_id, selection, part, as_of=as_of) for part in ("numerator", "remainder")
                ]
                assert [len(one.frame) for one in rows] == [answer.numerator, answer.denominator - answer.numerator]
                assert set(rows[0].frame.case_id) & set(rows[1].frame.case_id) == set()
            for split in Split:
                for group in answers.split(kpi_id, selection, split, as_of).groups:
                    rows = answers.rows_behind(kpi_id, selection, split=split, group=group.group, as_of=as_of)
                    assert rows.total_rows == group.measurement.n, (kpi_id, split, group)


def _assert_split(
    answers: Answers, kpi_id: str, selection: Selection, as_of: date, split: Split, cases: list[dict]
) -> None:
    answer = answers.split(kpi_id, selection, split, as_of)
    told = {row.group: row for row in answer.groups}
    assert len(told) == len(answer.groups)
    if split is Split.MONTH:
        expected = [str(month) for month in selection.period.months() if month.first_day <= as_of]
        assert [row.group for row in answer.groups] == expected
    groups = list(told) if split is Split.MONTH else {KEYS[split](case) for case in cases} | set(told)
    for group in groups:
        period, members = selection.period, cases
        if split is Split.MONTH:
            period = Period(Month.parse(group), Month.parse(group))
        else:
            members = [case for case in cases if KEYS[split](case) == group]
        slow = recount(kpi_id, members, _asked(period, as_of))
        if group in told:
            _assert_same(told[group].measurement, slow, (kpi_id, split, group))
            assert told[group].pending == slow.get("pending")
        else:
            assert not any(slow.get(name) for name in ("n", "numerator", "pending")), (kpi_id, split, group, slow)


def _assert_same(told: Measurement, slow: dict[str, object], place: object) -> None:
    assert (told.n, told.numerator, told.denominator) == (slow["n"], slow.get("numerator"), slow.get("denominator")), (
        place
    )
    assert told.value == (None if slow["value"] is None else pytest.approx(slow["value"], abs=1e-9)), place


def _asked(period: Period, as_of: date) -> Asked:
    return Asked(period.first_day, period.last_day, as_of)


def _is_chosen(case: dict, selection: Selection) -> bool:
    return all(
        not chosen or KEYS[split](case) in chosen
        for split, chosen in (
            (Split.TEAM, selection.team_ids),
            (Split.UNIT, selection.unit_ids),
            (Split.PARAGRAPH, selection.paragraphs),
            (Split.APPLICATION_TYPE, selection.application_types),
        )
    )


@contextmanager
def _answers(cases: list[dict]) -> Iterator[Answers]:
    """The chief's answers from a warehouse that lives as long as the block."""
    with TemporaryDirectory() as folder:
        yield Answers(Warehouse.newest(contract_warehouse(Path(folder), cases, DATA_AS_OF)), CHIEF)
