"""The way of each complaint, and the published figures, as every viewer is told them."""

from datetime import date

import pytest

from dashboard.access import CHIEF, parse_viewer
from dashboard.answers import Answers, Way
from dashboard.measurement import Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse

YEAR = Selection(Period(Month(2022, 12), Month(2023, 11)))
CASES = [
    {"case_id": f"S{one}", "received_date": date(2022, 12, 1), "decided_date": date(2023, 1, 10), "paragraph": "85",
     "team_id": team, "decision_outcome": outcome}
    for one, (team, outcome) in enumerate(
        [("T1", "refused"), ("T1", "partly_granted"), ("T2", "ended"), ("T3", "granted"), ("T1", "refused")]
    )
]  # fmt: skip
IN_MARCH = date(2023, 3, 1)


def complaint(number: int, case: int, **facts: object) -> dict:
    return {"complaint_id": f"K{number:02d}", "case_id": f"S{case}", "received_date": IN_MARCH} | facts


def answers(tmp_path, complaints: list[dict], viewer: str = "chief", **others: list[dict]) -> Answers:
    tables = complaint_tables(CASES, complaints) | {f"reference.{name}": rows for name, rows in others.items()}
    folder = contract_warehouse(tmp_path / viewer.replace(":", "-"), CASES, others=tables)
    return Answers(Warehouse.newest(folder), parse_viewer(viewer))


def one_way(tmp_path, **facts: object) -> Way:
    (way,) = answers(tmp_path, [complaint(1, 0, **facts)]).complaint_chain(YEAR)
    return way


MARCH_20 = date(2023, 3, 20)
MAY = date(2023, 5, 2)


class TestTheWayOfAComplaint:
    @pytest.mark.parametrize(
        ("facts", "reassessment", "board"),
        [
            ({}, "waiting", "waiting"),
            ({"reassessment_outcome": "changed", "reassessed_date": MARCH_20}, "changed", "ended"),
            ({"reassessment_outcome": "withdrawn", "reassessed_date": MARCH_20}, "fallen", "ended"),
            ({"reassessment_outcome": "too_late", "reassessed_date": MARCH_20}, "fallen", "ended"),
            ({"reassessment_outcome": "withdrawn"}, "fallen_undated", "ended"),
            ({"reassessment_outcome": "too_late"}, "fallen_undated", "ended"),
            ({"closed_date": MARCH_20}, "fallen", "ended"),
            ({"reassessment_outcome": "maintained", "reassessed_date": MARCH_20}, "maintained", "waiting"),
            ({"reassessment_outcome": "maintained", "reassessed_date": MARCH_20, "forwarded_date": MARCH_20},
             "maintained", "pending"),
            ({"forwarded_date": MARCH_20}, "not_reassessed", "pending"),
            ({"reassessment_outcome": "partly_changed", "reassessed_date": MARCH_20}, "partly_changed", "waiting"),
            ({"reassessment_outcome": "partly_changed", "reassessed_date": MARCH_20, "closed_date": MAY},
             "partly_changed", "ended"),
        ],
    )  # fmt: skip
    def test_ends_where_it_stands(self, tmp_path, facts, reassessment, board):
        assert one_way(tmp_path, **facts) == Way("refused", reassessment, board, 1)

    @pytest.mark.parametrize(
        ("outcome", "board"),
        [("upheld", "upheld"), ("changed", "changed"), ("annulled", "changed"), ("remitted", "remitted"),
         ("dismissed", "dismissed")],
    )  # fmt: skip
    def test_ends_with_what_the_board_decided(self, tmp_path, outcome, board):
        way = one_way(tmp_path, reassessment_outcome="maintained", reassessed_date=MARCH_20, forwarded_date=MARCH_20,
                      board_outcome=outcome, board_decided_date=MAY)  # fmt: skip
        assert (way.reassessment, way.board) == ("maintained", board)

    def test_knows_nothing_of_what_came_later(self, tmp_path):
        asked = answers(
            tmp_path, [complaint(1, 0, forwarded_date=MARCH_20, board_outcome="upheld", board_decided_date=MAY)]
        )
        assert asked.complaint_chain(YEAR, as_of=date(2023, 4, 1)) == (Way("refused", "not_reassessed", "pending", 1),)
        assert asked.complaint_chain(YEAR, as_of=date(2023, 3, 10)) == (Way("refused", "waiting", "waiting", 1),)

    def test_begins_with_the_decision_complained_of(self, tmp_path):
        ways = answers(tmp_path, [complaint(number, number) for number in range(4)]).complaint_chain(YEAR)
        assert {way.decision for way in ways} == {"refused", "partly_granted", "ended", "other"}

    def test_counts_every_complaint_of_the_period_once(self, tmp_path):
        late = complaint(9, 0) | {"received_date": date(2022, 11, 30)}
        asked = answers(tmp_path, [complaint(1, 0), complaint(2, 4), complaint(3, 2), late])
        ways = asked.complaint_chain(YEAR)
        assert ways == (Way("ended", "waiting", "waiting", 1), Way("refused", "waiting", "waiting", 2))
        assert sum(way.complaints for way in ways) == asked.measure("complaints", YEAR).measurement.value == 3


class TestWhoIsToldTheWays:
    COMPLAINTS = tuple(complaint(number, number % 5) for number in range(10))

    def test_who_may_not_open_all_rows_is_told_none_of_them(self, tmp_path):
        assert answers(tmp_path, self.COMPLAINTS, "steering_group").complaint_chain(YEAR) is None
        assert answers(tmp_path, self.COMPLAINTS, "team_leader:T1").complaint_chain(YEAR) is None

    def test_a_team_leader_is_told_those_of_the_own_team(self, tmp_path):
        own = Selection(YEAR.period, team_ids=("T1",))
        ways = answers(tmp_path, self.COMPLAINTS, "team_leader:T1").complaint_chain(own)
        assert sum(way.complaints for way in ways) == 6


class TestWithoutComplaints:
    def test_none_came_in(self, tmp_path):
        assert answers(tmp_path, []).complaint_chain(YEAR) == ()

    def test_nobody_delivered_them(self, tmp_path):
        asked = Answers(Warehouse.newest(contract_warehouse(tmp_path, CASES)), CHIEF)
        assert asked.complaint_chain(YEAR) == ()
        assert not asked.is_delivered("complaints")


FIGURE = {"area": "hele landet", "source": "Kilde", "is_series_break": False}


class TestThePublishedFigures:
    def test_are_those_of_the_kpi_oldest_first(self, tmp_path):
        years = [FIGURE | {"kpi_id": kpi_id, "value": value, "first_date": date(year, 1, 1),
                           "last_date": date(year, 12, 31)}
                 for kpi_id, year, value in (("reversal_rate_general", 2022, 0.375), ("reversal_rate_disability", 2021, 0.343),
                                             ("reversal_rate_general", 2021, 0.318))]  # fmt: skip
        found = answers(tmp_path, [], benchmarks=years).benchmarks("reversal_rate_general")
        assert [(one.first_date.year, one.value, one.retrieved_date) for one in found] == [
            (2021, 0.318, None),
            (2022, 0.375, None),
        ]


class TestComplaintsToBeSentOn:
    """After a partly changed reassessment four weeks run from the day the citizen maintains the complaint."""

    MAINTAINED = complaint(
        1, 0, reassessment_outcome="partly_changed", reassessed_date=MARCH_20, citizen_maintains_date=date(2023, 4, 3)
    )

    def count(self, tmp_path, **facts: object) -> float:
        return answers(tmp_path, [self.MAINTAINED | facts]).measure("open_forwardings", YEAR).measurement.value

    def test_wait_until_they_are_sent(self, tmp_path):
        assert self.count(tmp_path) == 1

    @pytest.mark.parametrize("end", ["forwarded_date", "closed_date"])
    def test_wait_no_longer(self, tmp_path, end):
        assert self.count(tmp_path, **{end: MAY}) == 0

    def test_are_not_among_those_to_reassess(self, tmp_path):
        asked = answers(tmp_path, [self.MAINTAINED, complaint(2, 0)])
        assert asked.measure("open_reassessments", YEAR).measurement.value == 1

    def test_are_told_with_their_own_deadline(self, tmp_path):
        rows = answers(tmp_path, [self.MAINTAINED]).rows_behind("open_forwardings", YEAR).frame
        assert rows["forwarding_deadline_date"].dt.date.tolist() == [date(2023, 5, 1)]


def test_a_dismissed_decision_is_counted_but_in_no_share(tmp_path):
    """Three upheld, one changed, one dismissed: a quarter is reversed."""
    outcomes = ["upheld", "upheld", "upheld", "changed", "dismissed"]
    asked = answers(
        tmp_path,
        [complaint(n, n, board_outcome=one, board_decided_date=MAY, forwarded_date=MARCH_20) for n, one in enumerate(outcomes)]
        + [complaint(9, 0) | {"received_date": date(2022, 11, 30)}],  # the register reaches back over the twelve months
    )  # fmt: skip
    assert asked.measure("reversal_rate", YEAR).measurement.value == 0.25
    decided = asked.split("board_decisions", YEAR, Split.BOARD_OUTCOME)
    assert {one.group: one.measurement.value for one in decided.groups} == {"upheld": 3, "changed": 1, "dismissed": 1}


def test_a_decision_still_to_come_is_in_no_cohort_though_its_complaint_is_here(tmp_path):
    asked = answers(tmp_path, [complaint(1, 0) | {"received_date": date(2023, 1, 5)}])
    january = Selection(Period(Month(2023, 1), Month(2023, 1)))
    assert asked.measure("reversal_by_cohort", january, date(2023, 1, 9)).pending == 0
    assert asked.measure("reversal_by_cohort", january, date(2023, 1, 10)).pending == 1
