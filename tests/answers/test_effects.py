"""Does an initiative work: the one test on what a viewer is told, why there is none, what began near it, and cohorts."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from dashboard.access import CHIEF, Viewer
from dashboard.analysis.effect import EarlyReason, EffectVerdict, StepTest, TooEarly
from dashboard.analysis.effect_comparison import ComparisonUse
from dashboard.answers import Answers
from dashboard.answers.courses import Course, course, events_beside, near
from dashboard.answers.effect_cohorts import cohort_answer
from dashboard.answers.effects import Effect, Untested, effects
from dashboard.answers.plans import Expected, Initiative, KpiLink, Phase
from dashboard.answers.results import Event
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import Split
from dashboard.register import PhaseDates
from dashboard.register.standing import Standing
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse
from tests.answers.test_process_control import AS_OF, STEERING, decided

FIRST = Month(2021, 1)
START = date(2023, 2, 1)  # 25 months before, 10 after
LAST = Selection(Period(Month(2022, 12), Month(2023, 11)))
NOTHING = Standing("x", None, None, (), {}, {}, (), (), ())


def link(kpi_id: str = "timely_decisions", expected: Expected = Expected.UP, **more: object) -> KpiLink:
    facts = {
        "initiative_id": "x", "kpi_id": kpi_id, "expected": expected, "team_id": None, "paragraph": None,
        "comparison_team_id": None, "comparison_paragraph": None, "comparison_fixed_on": None, "is_example": False,
        "note": None, "is_known": True,
    }  # fmt: skip
    return KpiLink(**(facts | more))


def initiative(*links: KpiLink, initiative_id: str = "x", phases: tuple[Phase, ...] = ()) -> Initiative:
    facts = dict.fromkeys(Initiative.__dataclass_fields__)
    facts |= {"initiative_id": initiative_id, "plan_id": "p", "title": f"Indsats {initiative_id}", "phases": phases}
    facts |= {"milestones": (), "notes": (), "kpi_links": links, "depends_on": ()}
    return Initiative(**facts)


def shares(step: float, seed: int = 1, months: int = 35, after: int = 10) -> list[tuple[int, int]]:
    """So many of 200 decisions in time a month, 0.6 before and a step more after, as chance draws them."""
    random = Random(seed)
    levels = [0.6 + (step if place >= months - after else 0) for place in range(months)]
    return [(sum(random.random() < level for _ in range(200)), 200) for level in levels]


def ask(
    folder: Path, cases: list[dict], *links: KpiLink, start: date | None = START, viewer: Viewer = CHIEF,
    others: dict | None = None,
) -> tuple[Effect, ...]:  # fmt: skip
    warehouse = Warehouse.newest(contract_warehouse(folder, cases, AS_OF, others=others))
    return effects(Answers(warehouse, viewer), Course(initiative(*links), start), LAST, {})


class TestTheVerdict:
    def test_a_step_at_the_start_is_a_change_for_the_better(self, tmp_path: Path) -> None:
        (found,) = ask(tmp_path, decided(shares(0.15), FIRST), link())
        assert found.verdict is EffectVerdict.BETTER
        assert found.result.step == pytest.approx(0.15, abs=0.04)
        assert found.result.lower < 0.15 < found.result.upper
        assert (found.result.before_count, found.result.after_count) == (25, 10)
        assert (found.before_cases, found.after_cases) == (5000, 2000)

    def test_the_same_step_is_for_the_worse_where_less_is_wanted(self, tmp_path: Path) -> None:
        (found,) = ask(tmp_path, decided(shares(0.15), FIRST), link(expected=Expected.DOWN))
        assert found.verdict is EffectVerdict.WORSE

    def test_no_step_is_no_change(self, tmp_path: Path) -> None:
        (found,) = ask(tmp_path, decided(shares(0.0), FIRST), link())
        assert found.verdict is EffectVerdict.NO_CHANGE

    def test_several_kpis_of_one_initiative_are_held_to_more(self, tmp_path: Path) -> None:
        cases = decided(shares(0.15), FIRST)
        (alone,) = ask(tmp_path, cases, link())
        among = ask(tmp_path / "among", cases, link(), link("received_cases"), link("decisions"))
        assert among[0].result.p_value == alone.result.p_value
        assert among[0].adjusted_p == pytest.approx(3 * alone.adjusted_p)

    def test_the_limits_of_the_chart_rest_on_the_months_before(self, tmp_path: Path) -> None:
        (found,) = ask(tmp_path, decided(shares(0.15), FIRST), link())
        assert found.control.chart.baseline == (0, 25)

    def test_only_the_links_own_team_is_counted(self, tmp_path: Path) -> None:
        cases = decided(shares(0.15), FIRST)
        cases += [
            case | {"case_id": f"other-{case['case_id']}"} for case in decided(shares(0.0, 2), FIRST, team_id="T2")
        ]
        changed, calm = ask(tmp_path, cases, link(team_id="T1"), link(team_id="T2"))
        assert (changed.verdict, calm.verdict) == (EffectVerdict.BETTER, EffectVerdict.NO_CHANGE)


class TestTheComparison:
    def cases(self) -> list[dict]:
        """Both teams better from the start on by the same: a law, say."""
        cases = decided(shares(0.15), FIRST)
        return cases + [
            case | {"case_id": f"other-{case['case_id']}"} for case in decided(shares(0.15, 2), FIRST, team_id="T2")
        ]

    def test_a_share_is_tested_against_the_group_fixed_beforehand(self, tmp_path: Path) -> None:
        alone, compared = ask(
            tmp_path, self.cases(), link(team_id="T1"), self.compared(date(2023, 1, 31))
        )  # fmt: skip
        assert alone.verdict is EffectVerdict.BETTER
        assert (compared.use, compared.verdict) == (ComparisonUse.TESTED, EffectVerdict.NO_CHANGE)
        assert [one.group for one in compared.comparison.groups] == [one.group for one in compared.control.groups]

    def compared(self, fixed_on: date | None) -> KpiLink:
        return link(team_id="T1", comparison_team_id="T2", comparison_fixed_on=fixed_on)

    @pytest.mark.parametrize("fixed_on", [None, START, date(2023, 6, 1)])
    def test_chosen_after_the_start_or_nobody_knows_when_is_drawn_and_not_tested(
        self, tmp_path: Path, fixed_on
    ) -> None:
        (found,) = ask(tmp_path, self.cases(), self.compared(fixed_on))
        assert (found.use, found.verdict) == (ComparisonUse.NOT_FIXED, EffectVerdict.BETTER)
        assert found.comparison.groups

    @pytest.mark.parametrize("start", [None, date(2023, 9, 1)])
    def test_is_not_called_tested_before_there_is_a_test(self, tmp_path: Path, start: date | None) -> None:
        (found,) = ask(tmp_path, self.cases(), self.compared(date(2023, 1, 31)), start=start)
        assert (found.use, found.verdict) == (ComparisonUse.TOO_EARLY, EffectVerdict.TOO_EARLY)

    def test_days_are_drawn_beside_the_other_group_and_not_tested_against_it(self, tmp_path: Path) -> None:
        (found,) = ask(
            tmp_path, self.cases(), link(
                "median_processing_days", Expected.DOWN, team_id="T1", comparison_team_id="T2",
                comparison_fixed_on=date(2023, 1, 31),
            )
        )  # fmt: skip
        assert found.use is ComparisonUse.UNLIKE_LEVEL
        assert found.comparison.groups


class TestTooEarly:
    @pytest.mark.parametrize(
        ("start", "expected"),
        [
            (None, (EarlyReason.UNKNOWN_START, 0, 0)),
            (date(2022, 12, 1), (EarlyReason.FEW_BEFORE, 23, 12)),
            # Begun within the month: that month is neither before nor after.
            (date(2023, 1, 9), None),
            (date(2023, 7, 1), (EarlyReason.FEW_AFTER, 30, 5)),
        ],
    )
    def test_it_is_too_early_by_the_counts_of_the_binding_table(
        self, tmp_path: Path, start: date | None, expected: tuple | None
    ) -> None:
        (found,) = ask(tmp_path, decided(shares(0.15), FIRST), link(), start=start)
        if expected is None:
            assert (found.result.before_count, found.result.after_count) == (24, 10)
            # 35 months of 200 decisions, less the month it began in.
            assert (found.before_cases, found.after_cases) == (24 * 200, 10 * 200)
        else:
            assert found.verdict is EffectVerdict.TOO_EARLY
            assert (found.result.reason, found.result.before_count, found.result.after_count) == expected
            # Months after a start come with time; months before it never do.
            assert found.is_final is (expected[0] is EarlyReason.FEW_BEFORE)


class TestMonthEnds:
    """Citizens per position: 55 to 65 citizens, two positions and from the first of June 2023 three."""

    def ask(self, folder: Path, third_from: date | None) -> Effect:
        random = Random(5)
        workers = [self.worker(name, date(2020, 1, 1)) for name in "AB"] + (
            [self.worker("C", third_from)] if third_from else []
        )
        assignments = []
        for place in range(35):
            # Everybody who is there on the last day of the month.
            month = FIRST + place
            assignments += [
                {"citizen_id": f"C{number}", "worker_id": "A", "unit_id": "E1", "team_id": "T1",
                 "from_date": month.first_day, "to_date": (month + 1).first_day - timedelta(days=1)}
                for number in range(random.randint(55, 65))
            ]  # fmt: skip
        others = {"marts.workers": workers, "marts.assignments": assignments, "marts.worker_changes": []}
        (found,) = ask(
            folder, decided(shares(0.0), FIRST), link("citizens_per_fte", Expected.DOWN, team_id="T1"),
            start=date(2023, 6, 1), others=others,
        )  # fmt: skip
        return found

    def worker(self, name: str, valid_from: date) -> dict:
        return {"worker_id": name, "team_id": "T1", "unit_id": "E1", "role": "caseworker", "fte": 1.0,
                "is_temporary": False, "valid_from": valid_from}  # fmt: skip

    def test_one_more_position_is_found_in_the_load_at_once(self, tmp_path: Path) -> None:
        found = self.ask(tmp_path, date(2023, 6, 1))
        assert (found.verdict, found.untested) == (EffectVerdict.BETTER, None)
        # 60 citizens by three positions in place of two.
        assert found.result.step == pytest.approx(-10, abs=3)
        assert (found.result.before_count, found.result.after_count) == (29, 6)

    def test_as_many_hands_as_before_are_no_change(self, tmp_path: Path) -> None:
        assert self.ask(tmp_path, None).verdict is EffectVerdict.NO_CHANGE

    def test_citizens_who_stay_for_months_are_not_counted_again_each_month(self, tmp_path: Path) -> None:
        found = self.ask(tmp_path, None)
        assert (found.before_cases, found.after_cases) == (pytest.approx(60, abs=3), pytest.approx(60, abs=4))


class TestWhatIsNotTested:
    def test_a_few_a_month_no_chart_and_unknown_numbers_are_shown_with_the_reason(self, tmp_path: Path) -> None:
        kpi_ids = ("worker_changes_per_citizen", "worker_changes", "oldest_overdue_days")
        workers = [{"worker_id": "A", "team_id": "T1", "unit_id": "E1", "role": "caseworker", "fte": 1.0,
                    "is_temporary": False, "valid_from": date(2020, 1, 1)}]  # fmt: skip
        assignments = [
            {"citizen_id": "C", "worker_id": "A", "unit_id": "E1", "team_id": "T1", "from_date": date(2020, 1, 1)}
        ]
        others = {"marts.workers": workers, "marts.assignments": assignments, "marts.worker_changes": []}
        links = [link(kpi_id) for kpi_id in kpi_ids] + [link("no_such_kpi", is_known=False)]
        found = ask(tmp_path, decided(shares(0.15), FIRST), *links, others=others)
        assert [one.untested for one in found] == [
            Untested.NO_CHART, Untested.QUARTERS, Untested.NO_CHART, Untested.UNKNOWN_KPI,
        ]  # fmt: skip
        assert [one.verdict for one in found] == [None] * 4

    def test_nothing_delivered_is_said(self, tmp_path: Path) -> None:
        (found,) = ask(tmp_path, decided(shares(0.15), FIRST), link("complaints"))
        assert found.untested is Untested.NOT_DELIVERED

    def test_who_is_told_too_little_gets_no_verdict_and_no_wait_for_one(self, tmp_path: Path) -> None:
        # Two or three late in every third month: hidden from the steering group.
        months = [
            (n - 2 - place % 2, n) if place % 3 == 0 else (timely, n) for place, (timely, n) in enumerate(shares(0.15))
        ]
        cases = decided(months, FIRST)
        (chief,) = ask(tmp_path, cases, link())
        (steering,) = ask(tmp_path / "steering", cases, link(), viewer=STEERING)
        assert isinstance(chief.result, StepTest)
        assert (steering.untested, steering.result, steering.verdict) == (Untested.HIDDEN, None, None)

    def test_the_months_kept_from_a_viewer_are_counted_for_what_is_left_tells_something_else(
        self, tmp_path: Path
    ) -> None:
        # July 2023 is hidden from the steering group, and December 2022 with it, lest a total tells: 33 are tested.
        months = shares(0.15)
        months[30] = (197, 200)
        (chief,) = ask(tmp_path, decided(months, FIRST), link())
        (steering,) = ask(tmp_path / "steering", decided(months, FIRST), link(), viewer=STEERING)
        assert (chief.hidden_months, steering.hidden_months) == (0, 2)
        assert (chief.result.before_count, chief.result.after_count) == (25, 10)
        assert (steering.result.before_count, steering.result.after_count) == (24, 9)

    def test_hidden_months_are_no_reason_to_wait(self, tmp_path: Path) -> None:
        # Eight months after, three of them hidden: five are told, and a sixth would not come by waiting.
        months = shares(0.0, after=8)
        for place in (29, 31, 33):
            months[place] = (197, 200)
        (found,) = ask(tmp_path, decided(months, FIRST), link(), start=date(2023, 4, 1), viewer=STEERING)
        assert found.untested is Untested.HIDDEN
        (chief,) = ask(tmp_path / "chief", decided(months, FIRST), link(), start=date(2023, 4, 1))
        assert isinstance(chief.result, StepTest)


class TestReversals:
    def facts(self, delays: list[int]) -> tuple[list[dict], dict]:
        """Twelve decisions in each of 24 months, a third reversed; Ankestyrelsen's answer after so many days each."""
        cases, complaints = [], []
        for place in range(24):
            for number in range(12):
                day = (FIRST + place).first_day + timedelta(days=number)
                key = f"{place}-{number}"
                cases.append(
                    {"case_id": key, "received_date": day, "decided_date": day, "team_id": "T1", "paragraph": "83"}
                )
                complaints.append({
                    "complaint_id": key, "case_id": key, "received_date": day, "forwarded_date": day,
                    "board_outcome": "changed" if number < 4 else "upheld",
                    "board_decided_date": day + timedelta(days=delays[number]),
                })  # fmt: skip
        return cases, complaint_tables(cases, complaints)

    def test_a_decision_counts_only_what_was_known_within_a_year_of_it(self, tmp_path: Path) -> None:
        # Of each month's twelve, three are answered after thirteen months: two changed, one upheld.
        delays = [400, 400, 100, 100, 400] + [100] * 7
        cases, others = self.facts(delays)
        warehouse = Warehouse.newest(contract_warehouse(tmp_path, cases, AS_OF, others=others))
        told = cohort_answer(Answers(warehouse, CHIEF), find_kpi("reversal_rate"), LAST, Split.MONTH)
        first = told.groups[0]
        assert (first.group, first.measurement.numerator, first.measurement.n) == ("2021-01", 2, 9)
        # The last decision of November 2022 has had its twelve months on 30 November 2023, that of December has not.
        mature = {one.group: not one.is_provisional for one in told.groups}
        assert (mature["2022-11"], mature["2022-12"]) == (True, False)

    def test_an_initiative_of_this_year_is_too_early_to_judge_and_the_wait_is_known(self, tmp_path: Path) -> None:
        cases, others = self.facts([100] * 12)
        (found,) = ask(tmp_path, cases, link("reversal_rate", Expected.DOWN), start=date(2022, 9, 1), others=others)
        assert found.verdict is EffectVerdict.TOO_EARLY
        assert found.maturity_months == 12
        assert found.control.split is Split.QUARTER
        assert isinstance(found.result, TooEarly)
        # Twenty months before, of which the register's first six do not count; of the months after, September to November
        # 2022 have had their year.
        assert (found.result.before_count, found.result.after_count) == (14, 3)
        assert found.is_final

    def test_months_before_the_start_that_wait_for_their_answers_may_still_become_enough(self, tmp_path: Path) -> None:
        # Seventeen are known by now; the seven from December 2022 to June 2023 are followed for a year each.
        cases, others = self.facts([100] * 12)
        asked = [
            ask(tmp_path / str(start), cases, link("reversal_rate", Expected.DOWN), start=start, others=others)[0]
            for start in (date(2023, 6, 1), date(2023, 7, 1))
        ]
        assert [(one.result.reason, one.result.before_count) for one in asked] == [(EarlyReason.FEW_BEFORE, 17)] * 2
        assert [one.is_final for one in asked] == [True, False]


class TestWhenItRan:
    def phases(self) -> tuple[Phase, ...]:
        facts = dict.fromkeys(Phase.__dataclass_fields__) | {"initiative_id": "x"}
        return tuple(Phase(**(facts | {"phase_id": name})) for name in ("a", "b"))

    def written(self, **dates: tuple[date | None, date | None]) -> Course:
        phases = {name: PhaseDates("x", name, *days) for name, days in dates.items()}
        return course(initiative(phases=self.phases()), replace(NOTHING, phases=phases), AS_OF)

    def test_it_began_with_its_first_phase_and_ends_with_the_last(self) -> None:
        both = self.written(a=(date(2023, 5, 15), date(2023, 9, 29)), b=(date(2023, 10, 9), None))
        assert (both.start, both.end) == (date(2023, 5, 15), None)
        ended = self.written(a=(date(2023, 5, 15), date(2023, 9, 29)), b=(date(2023, 10, 9), date(2023, 11, 1)))
        assert ended.end == date(2023, 11, 1)

    def test_what_nobody_wrote_or_is_still_to_come_is_no_start(self) -> None:
        assert self.written().start is None
        assert self.written(a=(AS_OF + timedelta(days=1), None)).start is None

    def test_what_began_within_three_months_either_way_is_named(self) -> None:
        mine = Course(initiative(), date(2023, 6, 1))
        others = [Course(initiative(initiative_id=name), day) for name, day in (
            ("same", date(2023, 6, 1)), ("edge", date(2023, 9, 1)), ("late", date(2023, 9, 2)), ("unknown", None),
        )]  # fmt: skip
        events = [Event(day, label, None, None, False) for label, day in (
            ("before", date(2023, 3, 1)), ("long before", date(2023, 2, 28)),
        )]  # fmt: skip
        told = near(mine, [mine, *others], events)
        assert [(one.label, one.is_initiative) for one in told] == [
            ("before", False), ("Indsats same", True), ("Indsats edge", True),
        ]  # fmt: skip
        assert near(Course(initiative()), others, events) == ()

    def test_an_event_that_is_its_own_start_is_no_other_and_drawn_once(self) -> None:
        day = date(2023, 6, 1)
        mine, other = Course(initiative(), day), Course(initiative(initiative_id="y"), day)
        own, theirs, nobodys = (Event(day, name or "law", None, None, False, name) for name in ("x", "y", None))
        assert [one.label for one in near(mine, [mine, other], [own, theirs, nobodys])] == ["Indsats y", "law"]
        # Whose start nobody wrote is known by its event alone.
        assert [one.label for one in near(mine, [mine, replace(other, start=None)], [own, theirs])] == ["y"]
        later = replace(own, day=date(2023, 7, 1))
        assert events_beside(mine, [own, theirs, later]) == (theirs, later)
