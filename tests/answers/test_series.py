"""No small month follows from a long course or control chart beside the selected period's own numbers (kpis.md)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from random import Random

import numpy as np
import pytest

from dashboard.access import CHIEF, Viewer, parse_viewer
from dashboard.answers import Answers
from dashboard.answers.effect_cohorts import cohort_answer
from dashboard.answers.process_control import control_answer
from dashboard.answers.series import told_series
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse

STEERING_GROUP, LEADER = parse_viewer("steering_group"), parse_viewer("team_leader:T1")
LIMIT = 5
FIRST, LAST, AS_OF = Month(2021, 12), Month(2023, 11), date(2023, 11, 30)
MONTHS = Period(FIRST, LAST).months()
RECEIVED, DECIDED, WITHDRAWN = range(3)
# What each KPI counts of a month, by the field that tells it; read off the definitions' words.
FLOWS = {
    "received_cases": {"n": (RECEIVED,)},
    "decisions": {"n": (DECIDED,)},
    "withdrawn_cases": {"n": (WITHDRAWN,)},
    "median_processing_days": {"n": (DECIDED,)},
    "clearance_rate": {"numerator": (DECIDED, WITHDRAWN), "denominator": (RECEIVED,)},
}
STOCKS = ("open_cases", "open_cases_per_fte")
START = len(MONTHS) * 3  # the place of the stock before the first month


def random_flows(random: Random, few: float) -> np.ndarray:
    """Months by flows, a share ``few`` of them 0-4; never more closed than there were."""
    flows, stock = [], 40
    for _ in MONTHS:
        received, decided, withdrawn = (
            random.randint(0, 4) if random.random() < few else random.randint(5, 9) for _ in range(3)
        )
        decided = min(decided, stock)
        withdrawn = min(withdrawn, stock - decided)
        stock += received - decided - withdrawn
        flows.append((received, decided, withdrawn))
    return np.array(flows)


def cases_of(flows: np.ndarray, team: str) -> list[dict]:
    """First in, first out; closed in the month before what came in."""
    received = [FIRST.first_day - timedelta(days=9)] * 40
    cases, gone = [], 0
    for month, (came, decided, withdrawn) in zip(MONTHS, flows.tolist(), strict=True):
        for kind, count in (("decided_date", decided), ("withdrawn_date", withdrawn)):
            for _ in range(count):
                cases.append({"received_date": received[gone], kind: month.first_day + timedelta(days=20)})
                gone += 1
        received += [month.first_day + timedelta(days=3)] * came
    cases += [{"received_date": day} for day in received[gone:]]
    return [case | {"case_id": f"{team}{number}", "team_id": team} for number, case in enumerate(cases)]


def warehouse_of(folder: Path, by_team: dict[str, np.ndarray]) -> Warehouse:
    # Old, closed cases: the extract reaches back, and every column is filled.
    old = {"received_date": date(2020, 1, 2), "team_id": "T3"}
    cases = [
        old | {"case_id": "old-decided", "decided_date": date(2020, 1, 9)},
        old | {"case_id": "old-withdrawn", "withdrawn_date": date(2020, 1, 9)},
    ]
    cases += chain.from_iterable(cases_of(flows, team) for team, flows in by_team.items())
    worker = {
        "worker_id": "w",
        "team_id": "T1",
        "unit_id": "E1",
        "role": "caseworker",
        "fte": 1.0,
        "is_temporary": False,
    }
    workers = [
        worker | {"worker_id": f"w{number}", "valid_from": date(2020, 1, 1), "valid_to": None} for number in range(3)
    ]
    return Warehouse.newest(contract_warehouse(folder, cases, AS_OF, others={"marts.workers": workers}))


class Reader:
    """What one viewer reads of one selection, as equations over the others' flows of each month and their first stock."""

    def __init__(self, warehouse: Warehouse, viewer: Viewer, period: Period) -> None:
        self.told, self.selection = Answers(warehouse, viewer), Selection(period)

    def equations(self) -> Iterator[np.ndarray]:
        for kpi_id, fields in FLOWS.items():
            for months, one in self.numbers(kpi_id):
                if one.silence in (None, Silence.NO_CASES):
                    yield from (
                        self.row(months, names) for name, names in fields.items() if getattr(one, name) is not None
                    )
        for kpi_id in STOCKS:
            for months, one in self.numbers(kpi_id):
                if one.silence is None:
                    yield self.stock(months[-1])

    def numbers(self, kpi_id: str) -> Iterator[tuple[list[Month], Measurement]]:
        """The total, what it is compared with, the months, the small course and the control chart."""
        answer, period = self.told.measure(kpi_id, self.selection), self.selection.period
        yield period.months(), answer.measurement
        for back, earlier in ((period.length, answer.previous), (12, answer.year_before)):
            if period.first - back >= FIRST:
                yield period.shifted(-back).months(), earlier.measurement
        control = control_answer(self.told, kpi_id, self.selection).groups
        course = told_series(self.told, kpi_id, self.selection, max(FIRST, LAST - 11), Split.MONTH).groups
        for row in (*self.told.split(kpi_id, self.selection, Split.MONTH).groups, *course, *control):
            if Month.parse(row.group) >= FIRST:
                yield [Month.parse(row.group)], row.measurement

    def row(self, months: list[Month], flows: tuple[int, ...]) -> np.ndarray:
        row = np.zeros(START + 1)
        for month in months:
            row[[FIRST.months_until(month) * 3 + flow for flow in flows]] = 1
        return row

    def stock(self, month: Month) -> np.ndarray:
        until = Period(FIRST, month).months()
        row = self.row(until, (RECEIVED,)) - self.row(until, (DECIDED, WITHDRAWN))
        row[START] = 1
        return row


def pinned(reader: Reader, others: np.ndarray) -> list[tuple[str, int, int]]:
    """Month, flow and value of every small count that is a sum of what is told."""
    rows = np.array([np.zeros(START + 1), *reader.equations()])
    _, sizes, directions = np.linalg.svd(rows)
    free = directions[np.count_nonzero(sizes > 1e-9) :]
    return [
        (str(MONTHS[place // 3]), place % 3, count)
        for place, count in enumerate(others.ravel().tolist())
        if 0 < count < LIMIT and np.abs(free[:, place]).max(initial=0) < 1e-9
    ]


def reversals(folder: Path, quarters: list[dict[str, int]]) -> Answers:
    """So many decisions of each outcome per quarter from 2020 on, each made on the quarter's first day, by Ankestyrelsen
    forty days later."""
    cases, complaints = [], []
    for place, outcomes in enumerate(quarters):
        day = (Month(2020, 1) + 3 * place).first_day
        for number, outcome in enumerate(one for one, count in outcomes.items() for _ in range(count)):
            key = f"{place}-{number}"
            cases.append(
                {"case_id": key, "received_date": day, "decided_date": day, "team_id": "T1", "paragraph": "83"}
            )
            complaints.append({
                "complaint_id": key, "case_id": key, "received_date": day, "forwarded_date": day,
                "board_outcome": outcome, "board_decided_date": day + timedelta(days=40),
            })  # fmt: skip
    others = complaint_tables(cases, complaints)
    return Answers(Warehouse.newest(contract_warehouse(folder, cases, AS_OF, others=others)), STEERING_GROUP)


USUAL = {"upheld": 7, "remitted": 6, "changed": 5}


class TestByHand:
    def test_a_small_month_does_not_follow_from_the_control_chart_and_the_total(self, tmp_path: Path) -> None:
        """8 decided a month, 2 in March 2023: the chart hides another month of the same year, not one before it."""
        flows = np.array([(0, 8, 0)] * 24)
        flows[15, DECIDED] = 2
        flows[0, RECEIVED] = 200
        warehouse = warehouse_of(tmp_path, {"T2": flows})
        selection = Selection(Period(Month(2022, 12), LAST))
        chart = control_answer(Answers(warehouse, STEERING_GROUP), "decisions", selection)
        gone = [row.group for row in chart.groups if row.measurement.silence is Silence.SUPPRESSED]
        # Of January 2020 there is one old case.
        assert gone == ["2020-01", "2022-12", "2023-03"]

    def test_one_changed_decision_does_not_follow_from_the_other_shares_at_equal_maturity(self, tmp_path: Path) -> None:
        """Of 2020's second quarter 1 was changed beside 7 upheld and 6 remitted: 13 - 7 - 6 is told by no share."""
        answers = reversals(tmp_path, [USUAL, USUAL | {"changed": 1}, *[USUAL] * 9])
        selection = Selection(Period(Month(2022, 12), LAST))
        for kpi_id in ("remitted_share", "upheld_share", "changed_share"):
            cohort = cohort_answer(answers, answers.kpi(kpi_id), selection, Split.QUARTER)
            told = {row.group: row.measurement.n for row in cohort.groups}
            assert told["2020-Q2"] is None, kpi_id
            assert told["2020-Q4"] == 18, kpi_id

    def test_a_quarter_does_not_follow_from_the_twelve_months_around_it(self, tmp_path: Path) -> None:
        """2 reversed in 2023's second quarter: the year's total is told, so a second quarter of that year is hidden."""
        small = {"upheld": 7, "remitted": 2}
        answers = reversals(tmp_path, [*[USUAL] * 13, small, *[USUAL] * 2])
        selection = Selection(Period(Month(2022, 10), Month(2023, 9)))
        assert answers.measure("reversal_rate", selection).measurement.n == 3 * 18 + 9
        chart = control_answer(answers, "reversal_rate", selection)
        gone = [row.group for row in chart.groups if row.measurement.silence is Silence.SUPPRESSED]
        assert {"2022-Q4", "2023-Q2"} <= set(gone)


# Worlds each of which gives a month away where one of the rules is left out.
@pytest.mark.parametrize(
    ("viewer", "seed", "length", "few"),
    [(STEERING_GROUP, 1, 12, 0.1), (LEADER, 2, 11, 0.1), (STEERING_GROUP, 4, 5, 0.05), (LEADER, 5, 15, 0.05)],
)
def test_no_small_month_follows_from_a_course_and_the_periods_numbers(
    tmp_path: Path, viewer: Viewer, seed: int, length: int, few: float
) -> None:
    random = Random(seed)
    flows = {"T1": random_flows(random, 0.5), "T2": random_flows(random, few)}
    # A leader can take the own team's flows away, so what is others' is as small as without them.
    flows = flows if viewer is LEADER else {"T2": flows["T2"]}
    others = flows["T2"]
    warehouse = warehouse_of(tmp_path, flows)
    reader = Reader(warehouse, viewer, Period(LAST - (length - 1), LAST))
    exact = Answers(warehouse, CHIEF).split("decisions", Selection(Period(FIRST, LAST)), Split.MONTH)
    own = flows["T1"][:, DECIDED] if viewer is LEADER else 0
    assert [row.measurement.n for row in exact.groups] == (others[:, DECIDED] + own).tolist()
    assert pinned(reader, others) == []
