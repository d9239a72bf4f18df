"""Spread, own workers, weights and outcomes told together: what they count, and for whom they are told (kpis.md)."""

import random
from datetime import date
from pathlib import Path

import pytest

from dashboard.access import parse_viewer
from dashboard.analysis.funnel import Z_998, Place, limits, place
from dashboard.analysis.intervals import Z_95
from dashboard.answers import Answers
from dashboard.measurement import Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse

YEAR = Selection(Period(Month(2022, 12), Month(2023, 11)))
BEGAN = date(2022, 1, 1)
OUTCOMES = ("granted", "partly_granted", "refused", "ended")


def worker(worker_id: str, team_id: str, fte: float = 1.0, **more: object) -> dict:
    facts = {"unit_id": "E1", "role": "caseworker", "is_temporary": False, "valid_from": BEGAN}
    return {"worker_id": worker_id, "team_id": team_id, "fte": fte} | facts | more


def citizens(worker_id: str, team_id: str, count: int, **more: object) -> list[dict]:
    told = {"worker_id": worker_id, "team_id": team_id, "unit_id": "E1", "from_date": BEGAN} | more
    return [told | {"citizen_id": f"{worker_id}{number}"} for number in range(count)]


def open_case(case_id: str, worker_id: str | None, team_id: str = "T1", **more: object) -> dict:
    return {"case_id": case_id, "received_date": date(2023, 6, 1), "worker_id": worker_id, "team_id": team_id} | more


def decided(outcome: str | None, month: int, **more: object) -> dict:
    day = date(2023, month, 10)
    return {"received_date": date(2023, 1, 1), "decided_date": day, "decision_outcome": outcome, "team_id": "T1"} | more


def numbered(cases: list[dict]) -> list[dict]:
    return [case | {"case_id": f"S{number}"} for number, case in enumerate(cases)]


def answers(folder: Path, viewer: str = "chief") -> Answers:
    return Answers(Warehouse.newest(folder), parse_viewer(viewer))


# Team 1 has five workers, Team 2 two; SB1 works half time.
WORKERS = [
    worker("SB1", "T1", 0.5), worker("SB2", "T1"), worker("SB3", "T1"), worker("SB4", "T1"), worker("SB5", "T1"),
    worker("SB6", "T2"), worker("SB7", "T2"), worker("LE1", "T1", role="leader"),
    worker("SB8", "T1", valid_to=date(2023, 10, 31)),
]  # fmt: skip
ASSIGNED = [
    *citizens("SB1", "T1", 20), *citizens("SB2", "T1", 50), *citizens("SB3", "T1", 60), *citizens("SB4", "T1", 70),
    *citizens("SB5", "T1", 80), *citizens("SB6", "T2", 30), *citizens("SB7", "T2", 40), *citizens("LE1", "T1", 2),
    *citizens("SB2", "T1", 9, to_date=date(2023, 6, 30)),
]  # fmt: skip


@pytest.fixture
def staffed(tmp_path) -> Path:
    cases = [open_case("A", "SB2"), open_case("B", "SB2", case_weight=2.0), open_case("C", None), open_case("D", "SB6"),
             open_case("E", "SB6", "T2"), open_case("F", "SB2", decided_date=date(2023, 7, 1))]  # fmt: skip
    others = {"marts.workers": WORKERS, "marts.assignments": ASSIGNED}
    return contract_warehouse(tmp_path, cases, others=others)


class TestTheSpread:
    def test_is_citizens_per_full_time_position_over_the_workers(self, staffed):
        """40, 50, 60, 70 and 80: the quartiles are the second, third and fourth of five ordered values."""
        (first,) = [one for one in answers(staffed, "team_leader:T1").team_spreads(YEAR) if one.team_id == "T1"]
        assert first.quartiles == (50, 60, 70)
        assert first.workers == 5

    @pytest.mark.parametrize("viewer", ["chief", "steering_group", "team_leader:T2"])
    def test_tells_no_single_workers_figure_to_others_than_their_leader(self, tmp_path, viewer):
        """42, 53, 61, 74 and 88 citizens: 53, 61 and 74 are told as 55, 60 and 75."""
        workers = [worker(f"SB{number}", "T1") for number in range(5)]
        assigned = [
            one for number, count in enumerate((42, 53, 61, 74, 88)) for one in citizens(f"SB{number}", "T1", count)
        ]
        folder = contract_warehouse(tmp_path, [], others={"marts.workers": workers, "marts.assignments": assigned})
        (only,) = answers(folder, viewer).team_spreads(YEAR)
        assert (only.quartiles, only.is_rounded) == ((55, 60, 75), True)

    def test_of_four_workers_is_told_to_nobody_but_their_leader(self, tmp_path):
        workers = [worker(f"SB{number}", "T1") for number in range(4)]
        assigned = [one for number in range(4) for one in citizens(f"SB{number}", "T1", 30)]
        folder = contract_warehouse(tmp_path, [], others={"marts.workers": workers, "marts.assignments": assigned})
        told = {viewer: answers(folder, viewer).team_spreads(YEAR)[0].quartiles for viewer in
                ("chief", "steering_group", "team_leader:T2", "team_leader:T1")}  # fmt: skip
        assert told == {"chief": None, "steering_group": None, "team_leader:T2": None, "team_leader:T1": (30, 30, 30)}

    def test_needs_five_workers_whoever_asks(self, staffed):
        for viewer in ("chief", "steering_group", "team_leader:T1"):
            told = {one.team_id: one.quartiles for one in answers(staffed, viewer).team_spreads(YEAR)}
            assert told["T2"] is None, viewer
            assert told["T1"] is not None, viewer

    def test_of_two_workers_is_told_to_their_own_leader(self, staffed):
        """30 and 40, interpolated."""
        told = {one.team_id: one.quartiles for one in answers(staffed, "team_leader:T2").team_spreads(YEAR)}
        assert told["T2"] == (32.5, 35, 37.5)

    def test_keeps_a_workers_few_citizens_from_who_may_not_open_the_rows(self, tmp_path):
        workers = [worker(f"SB{number}", "T1") for number in range(5)]
        assigned = [one for number in range(5) for one in citizens(f"SB{number}", "T1", 3 if number == 0 else 30)]
        folder = contract_warehouse(tmp_path, [], others={"marts.workers": workers, "marts.assignments": assigned})
        told = {viewer: answers(folder, viewer).team_spreads(YEAR)[0].quartiles for viewer in
                ("chief", "team_leader:T1", "team_leader:T2", "steering_group")}  # fmt: skip
        assert told["chief"] == told["team_leader:T1"] == (30, 30, 30)
        assert told["team_leader:T2"] is told["steering_group"] is None

    def test_holds_a_worker_of_two_teams_in_the_one_with_most_hours(self, tmp_path):
        """Twelve citizens on 0.75 + 0.25 positions are 12, not 16, and stand in the first team alone."""
        workers = [worker("SB1", "T1", 0.75), worker("SB1", "T2", 0.25), worker("SB2", "T1")]
        assigned = citizens("SB1", "T1", 12) + citizens("SB2", "T1", 12)
        folder = contract_warehouse(tmp_path, [], others={"marts.workers": workers, "marts.assignments": assigned})
        (only,) = answers(folder, "team_leader:T1").team_spreads(YEAR)
        assert (only.team_id, only.workers, only.quartiles) == ("T1", 2, (12, 12, 12))

    def test_is_empty_where_assignments_were_not_delivered(self, tmp_path):
        folder = contract_warehouse(tmp_path, [], others={"marts.workers": WORKERS})
        assert answers(folder).team_spreads(YEAR) == ()


class TestALoadOnOneCaseworker:
    """Team 1 has one caseworker with 20 citizens, Team 2 two with 30 and 40, Team 3 two with 50 and 60."""

    @pytest.fixture
    def alone(self, tmp_path) -> Path:
        teams = {"SB1": ("T1", 20), "SB2": ("T2", 30), "SB3": ("T2", 40), "SB4": ("T3", 50), "SB5": ("T3", 60)}
        units = {"T1": "E1", "T2": "E1", "T3": "E2"}
        workers = [worker(name, team, unit_id=units[team]) for name, (team, _) in teams.items()]
        assigned = [
            one for name, (team, count) in teams.items() for one in citizens(name, team, count, unit_id=units[team])
        ]
        return contract_warehouse(tmp_path, [], others={"marts.workers": workers, "marts.assignments": assigned})

    @pytest.mark.parametrize("viewer", ["steering_group", "team_leader:T3"])
    def test_is_hidden_from_who_may_not_open_the_rows(self, alone, viewer):
        """Nor is Team 2's, for with the unit's 90 on 3 it would leave Team 1's 20."""
        groups = answers(alone, viewer).split("citizens_per_fte", YEAR, Split.TEAM).groups
        assert {one.group: one.measurement.value for one in groups} == {"T1": None, "T2": None, "T3": 55}
        only = Selection(YEAR.period, team_ids=("T1",))
        assert answers(alone, viewer).measure("citizens_per_fte", only).measurement.silence is Silence.SUPPRESSED
        assert answers(alone, viewer).measure("fte", only).measurement.value == 1

    @pytest.mark.parametrize("viewer", ["chief", "team_leader:T1"])
    def test_is_told_to_who_opens_the_rows(self, alone, viewer):
        groups = answers(alone, viewer).split("citizens_per_fte", YEAR, Split.TEAM).groups
        assert {one.group: one.measurement.value for one in groups} == {"T1": 20, "T2": 35, "T3": 55}

    def test_stays_part_of_the_unit_and_the_whole(self, alone):
        assert answers(alone).measure("citizens_per_fte", YEAR).measurement.value == 40
        groups = answers(alone).split("citizens_per_fte", YEAR, Split.UNIT).groups
        assert {one.group: one.measurement.value for one in groups} == {"E1": 30, "E2": 55}


class TestTheSingleWorkers:
    @pytest.mark.parametrize("viewer", ["chief", "steering_group"])
    def test_are_told_to_nobody_but_a_leader(self, staffed, viewer):
        assert answers(staffed, viewer).own_teams(YEAR) == ()

    def test_are_told_to_their_own_leader_in_the_order_of_their_initials(self, staffed):
        (team,) = answers(staffed, "team_leader:T1").own_teams(YEAR)
        assert team.team_id == "T1"
        assert [one.worker_id for one in team.workers] == ["SB1", "SB2", "SB3", "SB4", "SB5", None]

    def test_are_not_told_of_another_team_also_where_it_is_selected(self, staffed):
        other = Selection(YEAR.period, team_ids=("T2",))
        assert answers(staffed, "team_leader:T1").own_teams(other) == ()
        both = Selection(YEAR.period, team_ids=("T1", "T2"))
        assert [team.team_id for team in answers(staffed, "team_leader:T1").own_teams(both)] == ["T1"]
        abroad = Selection(YEAR.period, unit_ids=("E2",))
        assert answers(staffed, "team_leader:T1").own_teams(abroad) == ()

    def test_have_the_teams_own_open_cases_by_primary_responsible(self, staffed):
        """D is Team 1's case with a worker of Team 2, C has no worker: both are the rest. F is decided."""
        (team,) = answers(staffed, "team_leader:T1").own_teams(YEAR)
        told = {one.worker_id: (one.fte, one.citizens, one.open_cases, one.points) for one in team.workers}
        assert told["SB2"] == (1.0, 50, 2, 3.0)
        assert told["SB1"] == (0.5, 20, 0, 0.0)
        assert told[None] == (0.0, 2, 2, 2.0)

    def test_add_up_to_the_teams_own_numbers(self, staffed):
        told = answers(staffed, "team_leader:T1")
        (team,) = told.own_teams(YEAR)
        own = Selection(YEAR.period, team_ids=("T1",))
        opened, weighted = (
            told.measure(kpi_id, own).measurement for kpi_id in ("open_cases_per_fte", "weighted_open_cases_per_fte")
        )
        assert sum(one.open_cases for one in team.workers) == opened.numerator == 4
        assert sum(one.points for one in team.workers) == weighted.numerator == 5.0
        assert sum(one.fte for one in team.workers) == opened.denominator == 4.5

    def test_have_no_citizens_where_assignments_were_not_delivered(self, tmp_path):
        folder = contract_warehouse(tmp_path, [open_case("A", "SB6", "T2")], others={"marts.workers": WORKERS})
        (team,) = answers(folder, "team_leader:T2").own_teams(YEAR)
        assert [(one.worker_id, one.citizens, one.open_cases) for one in team.workers] == [
            ("SB6", None, 1), ("SB7", None, 0),
        ]  # fmt: skip

    def test_are_none_where_workers_were_not_delivered(self, tmp_path):
        folder = contract_warehouse(tmp_path, [open_case("A", "SB6", "T2")])
        assert answers(folder, "team_leader:T2").own_teams(YEAR) == ()


class TestTheWeights:
    def test_in_force_are_the_newest_of_each_kind_that_have_not_ended(self, tmp_path):
        rows = [
            {"paragraph": "85", "weight": 1.0, "is_example": True, "valid_from": date(2020, 1, 1)},
            {"paragraph": "85", "weight": 1.5, "is_example": True, "valid_from": date(2023, 1, 1)},
            {"paragraph": "85", "weight": 9.0, "is_example": True, "valid_from": date(2024, 1, 1)},
            {"paragraph": "85", "application_type": "renewal", "weight": 1.0, "is_example": False, "valid_from": BEGAN},
            {"paragraph": "97", "weight": 2.0, "is_example": True, "valid_from": date(2020, 1, 1)},
            {"paragraph": "97", "weight": None, "is_example": True, "valid_from": date(2023, 1, 1)},
        ]
        told = answers(contract_warehouse(tmp_path, [], others={"reference.case_weights": rows}))
        in_force = [(one.paragraph, one.application_type, one.weight) for one in told.case_weights(date(2023, 11, 30))]
        assert in_force == [("85", None, 1.5), ("85", "renewal", 1.0)]


class TestOutcomes:
    def test_of_a_month_add_up_to_its_decisions(self, tmp_path):
        cases = [decided(one, 5) for one in ("granted", "granted", "refused", "ended", None)] + [decided("granted", 6)]
        told = {
            one.group: one for one in answers(contract_warehouse(tmp_path, numbered(cases))).outcomes(YEAR, Split.MONTH)
        }
        may = told["2023-05"]
        assert may.decisions.value == 5
        assert [may.count(outcome) for outcome in OUTCOMES] == [2, 0, 1, 1]
        assert may.not_stated == 1
        assert told["2023-07"].decisions.value == told["2023-07"].not_stated == 0

    def test_one_small_outcome_hides_the_other_three(self, tmp_path):
        """Three refusals of 103: with the other shares told, they could be counted back."""
        cases = [decided("granted", 5)] * 40 + [decided("partly_granted", 5)] * 40 + [decided("ended", 5)] * 20
        cases = numbered(cases + [decided("refused", 5)] * 3)
        told = answers(contract_warehouse(tmp_path, cases), "steering_group").outcome_totals(YEAR)
        silences = {kpi_id: one.measurement.silence for kpi_id, one in told.items()}
        assert silences == {"decisions": None} | dict.fromkeys((f"{one}_share" for one in OUTCOMES), Silence.SUPPRESSED)

    def test_a_hidden_earlier_period_is_not_told_beside_the_number(self, tmp_path):
        before = [decided(outcome, 5, decided_date=date(2022, 5, 10), received_date=date(2021, 1, 1)) for outcome in
                  ["granted"] * 40 + ["partly_granted"] * 40 + ["ended"] * 20 + ["refused"] * 3]  # fmt: skip
        now = [decided(outcome, 5) for outcome in OUTCOMES for _ in range(20)]
        told = answers(contract_warehouse(tmp_path, numbered(before + now)), "steering_group").outcome_totals(YEAR)
        granted = told["granted_share"]
        assert granted.measurement.value == 0.25
        assert granted.year_before.measurement.silence is Silence.SUPPRESSED
        assert granted.year_before.difference is None

    def test_are_told_to_who_may_open_the_rows(self, tmp_path):
        cases = numbered([decided("granted", 5)] * 40 + [decided("refused", 5)] * 3)
        folder = contract_warehouse(tmp_path, cases)
        own = Selection(YEAR.period, team_ids=("T1",))
        assert answers(folder).outcome_totals(YEAR)["refused_share"].measurement.numerator == 3
        assert answers(folder, "team_leader:T1").outcome_totals(own)["refused_share"].measurement.numerator == 3

    @pytest.mark.parametrize("seed", range(30))
    @pytest.mark.parametrize("split", [Split.MONTH, Split.PARAGRAPH])
    def test_no_part_of_hidden_groups_follows_from_the_total(self, tmp_path, seed, split):
        """What the hidden groups hold together is what a reader can work out: never one to four of any outcome."""
        draw = random.Random(seed)
        cases = []
        for month, paragraph in zip(range(1, 6), ("83", "85", "97", "101", "112"), strict=True):
            for outcome, most in zip((*OUTCOMES, None), (60, 20, 15, 9, draw.choice((0, 8))), strict=True):
                cases += [decided(outcome, month, paragraph=paragraph)] * draw.randrange(most + 1)
        told = answers(contract_warehouse(tmp_path, numbered(cases)), "steering_group")
        hidden = [one for one in told.outcomes(YEAR, split) if one.shares["granted"].silence is Silence.SUPPRESSED]
        if told.outcome_totals(YEAR)["granted_share"].measurement.silence is Silence.SUPPRESSED or not hidden:
            return
        gone = {one.group for one in hidden}
        for outcome in (*OUTCOMES, None):
            count = sum(
                (case["decided_date"].strftime("%Y-%m") if split is Split.MONTH else case["paragraph"]) in gone
                for case in cases if case["decision_outcome"] == outcome
            )  # fmt: skip
            assert not 1 <= count < 5, (outcome, count, gone)

    def test_one_hidden_group_takes_a_second_with_it(self, tmp_path):
        """Three decisions of May have no outcome; of 13 in all and 10 in June they would be what is left."""
        cases = [decided(outcome, month) for month in (5, 6, 7) for outcome in OUTCOMES for _ in range(20)]
        cases += [decided(None, 5)] * 3 + [decided(None, 6)] * 10
        told = answers(contract_warehouse(tmp_path, numbered(cases)), "steering_group")
        assert told.outcome_totals(YEAR)["granted_share"].measurement.numerator == 60
        hidden = [one.group for one in told.outcomes(YEAR, Split.MONTH) if one.count("granted") is None]
        assert hidden == ["2023-05", "2023-06"]

    def test_a_paragraph_shared_by_teams_with_enough_decisions_is_offered_first(self, tmp_path):
        """§ 97 has most decisions but one team; § 85 has two with at least ten each; § 83 has two, one of them small."""
        cases = [decided("granted", 5, paragraph="97")] * 50
        for paragraph, team, count in (("85", "T1", 12), ("85", "T2", 10), ("83", "T1", 30), ("83", "T2", 9)):
            cases += [decided("refused", 5, paragraph=paragraph, team_id=team)] * count
        assert answers(contract_warehouse(tmp_path, numbered(cases))).shared_paragraphs(YEAR) == ("85",)

    def test_that_nobody_delivered_are_not_told_as_zero(self, tmp_path):
        cases = numbered([{key: value for key, value in decided("granted", 5).items() if key != "decision_outcome"}])
        (may,) = [one for one in answers(contract_warehouse(tmp_path, cases)).outcomes(YEAR, Split.MONTH)
                  if one.group == "2023-05"]  # fmt: skip
        assert may.decisions.value == 1
        assert may.count("granted") is may.not_stated is None


class TestTheFunnel:
    """p = 0.2 and n = 100: the standard error is sqrt(0.2 × 0.8 / 100) = 0.04."""

    def test_limits_are_the_share_and_so_many_standard_errors(self):
        assert limits(0.2, 100, Z_95) == pytest.approx((0.2 - 0.0783986, 0.2 + 0.0783986), abs=1e-7)
        assert limits(0.2, 100, Z_998) == pytest.approx((0.2 - 0.1236093, 0.2 + 0.1236093), abs=1e-7)

    def test_limits_are_cut_to_what_a_share_can_be(self):
        assert limits(0.05, 4, Z_998)[0] == 0
        assert limits(0.95, 4, Z_998)[1] == 1
        assert limits(0, 10, Z_95) == (0, 0)

    def test_a_team_lies_where_its_distance_says(self):
        # 27 of 100 is 0.07 away, 28 is 0.08, 32 is 0.12, 33 is 0.13.
        assert [place(count, 100, 0.2) for count in (20, 27, 28, 32, 33)] == [
            Place.INSIDE, Place.INSIDE, Place.BEYOND_95, Place.BEYOND_95, Place.BEYOND_998,
        ]  # fmt: skip
        assert [place(count, 100, 0.2) for count in (13, 12, 8, 7)] == [
            Place.INSIDE, Place.BEYOND_95, Place.BEYOND_95, Place.BEYOND_998,
        ]  # fmt: skip

    def test_nobody_lies_beyond_where_all_end_alike(self):
        assert place(0, 10, 0) is Place.INSIDE
        assert place(10, 10, 1) is Place.INSIDE

    def test_the_outer_limit_holds_998_of_1000(self):
        from statistics import NormalDist

        assert NormalDist().cdf(Z_998) - NormalDist().cdf(-Z_998) == pytest.approx(0.998, abs=1e-12)
