"""Control charts of KPIs on behalf of a viewer: the right points, what hidden months may not tell, and when nothing is judged."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from pathlib import Path

import pytest

from dashboard.access import CHIEF, Viewer, parse_viewer
from dashboard.analysis.control_chart import Assurance, ChartKind, NotJudged, Signal, Variation
from dashboard.answers import Answers
from dashboard.answers.process_control import (
    ControlAnswer,
    Unjudged,
    control_answer,
    is_drawn_beside_totals,
    judged_answer,
)
from dashboard.kpi.registry import find_kpi
from dashboard.measurement import Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse

STEERING = parse_viewer("steering_group")
FIRST = Month(2022, 1)
AS_OF = date(2023, 11, 30)


def decided(counts: list[tuple[int, int]], first: Month = FIRST, **more: object) -> list[dict]:
    """So many decisions in time of so many a month, from the first month on; the register began so long before that all count."""
    cases = before(first, counts[0][1], **more) if counts else []
    for place, (timely, n) in enumerate(counts):
        month = first + place
        for number in range(n):
            day = month.first_day + timedelta(days=number % monthrange(month.year, month.number)[1])
            cases.append({
                "case_id": f"{month}-{number}", "received_date": month.first_day, "decided_date": day,
                "deadline_date": day if number < timely else month.first_day - timedelta(days=1), "team_id": "T1",
                "paragraph": "83",
            } | more)  # fmt: skip
    return cases


def before(first: Month, n: int, months: int = 6, **more: object) -> list[dict]:
    """So many cases received a month before the first one, none of them decided."""
    days = [(first - place).first_day for place in range(1, months + 1) for _ in range(n)]
    facts = {"team_id": "T1", "paragraph": "83"} | more
    return [
        {"case_id": f"before-{first}-{place}", "received_date": day, "withdrawn_date": day} | facts
        for place, day in enumerate(days)
    ]


def asked(
    folder: Path, cases: list[dict], kpi_id: str = "timely_decisions", viewer: Viewer = CHIEF, last: Month | None = None,
    as_of: date = AS_OF, targets: list[tuple] = (), others: dict | None = None, **more: object,
) -> ControlAnswer:  # fmt: skip
    """The control chart, the period being its last three months."""
    warehouse = Warehouse.newest(contract_warehouse(folder, cases, as_of, targets=targets, others=others))
    last = last or Month.of(as_of)
    return control_answer(Answers(warehouse, viewer), kpi_id, Selection(Period(last - 2, last)), **more)


def told(answer: ControlAnswer) -> list[float | None]:
    return [point.value for point in answer.chart.points]


CALM = [(80 + step, 100) for step in (0, 2, -2, 1, -1, 3, -3, 0, 1, -2, 2, -1, 1, -3, 3, 0)]


class TestTheChart:
    def test_the_whole_series_up_to_the_period_stands_on_binomial_limits(self, tmp_path: Path) -> None:
        answer = asked(tmp_path, decided([*CALM, (16, 20)]), last=FIRST + 16)
        assert [one.group for one in answer.groups] == [str(FIRST + place) for place in range(17)]
        centre = (sum(timely for timely, _ in CALM) + 16) / 1620
        assert answer.chart.kind is ChartKind.P
        newest = answer.chart.points[-1]
        assert newest.centre == pytest.approx(centre)
        # Of 20 decisions, not of the 100 of the months before.
        assert newest.lower == pytest.approx(centre - 3 * sqrt(centre * (1 - centre) / 20))
        assert newest.upper == 1.0
        assert (answer.verdict.variation, answer.why) == (Variation.COMMON, None)

    def test_is_the_one_the_definition_names_where_it_names_one(self, tmp_path: Path) -> None:
        answer = asked(tmp_path, decided([*CALM, (16, 20)]), last=FIRST + 16)
        for kind in (ChartKind.XMR, ChartKind.RUN, ChartKind.P_PRIME):
            own = replace(answer.kpi, process_control=replace(answer.kpi.process_control, chart=kind))
            judged = judged_answer(replace(answer, kpi=own))
            assert judged.chart.kind is kind
            assert all(point.upper is None or point.upper <= 1 for point in judged.chart.points)

    def test_seven_months_on_one_side_are_special_for_the_better(self, tmp_path: Path) -> None:
        answer = asked(tmp_path, decided(CALM + [(88, 100)] * 7), last=FIRST + 22)
        found = answer.verdict
        assert (found.variation, found.signal, found.length) == (Variation.BETTER, Signal.SHIFT, 7)
        assert answer.month_of(found.since) == FIRST + 16

    def test_fewer_is_the_better_where_the_definition_says_so(self, tmp_path: Path) -> None:
        # 20 cases a month take 10 days each, then 2 for seven months: a lower median is better.
        cases = []
        for place in range(23):
            for number in range(20):
                days = (2 if place >= 16 else 10) + (place % 3)
                received = (FIRST + place).first_day
                cases.append({"case_id": f"{place}-{number}", "received_date": received, "team_id": "T1",
                              "decided_date": received + timedelta(days=days), "paragraph": "83"})  # fmt: skip
        answer = asked(tmp_path, cases, "median_processing_days", last=FIRST + 22)
        assert answer.chart.kind is ChartKind.XMR
        assert answer.verdict.variation is Variation.BETTER

    def test_an_unfinished_month_is_shown_and_not_judged(self, tmp_path: Path) -> None:
        as_of = (FIRST + 16).first_day + timedelta(days=9)
        answer = asked(tmp_path, decided([*CALM, (2, 10)]), as_of=as_of)
        assert answer.groups[-1].measurement.value == 0.2
        assert told(answer)[-1] is None
        assert answer.verdict.position == 15

    def test_a_month_on_too_few_cases_is_a_gap_and_no_verdict_where_it_is_the_newest(self, tmp_path: Path) -> None:
        answer = asked(tmp_path, decided([*CALM[:8], (1, 9), *CALM[8:]]), last=FIRST + 16)
        assert told(answer)[8] is None
        assert answer.why is None
        newest = asked(tmp_path / "newest", decided([*CALM, (1, 9)]), last=FIRST + 16)
        assert newest.why is Unjudged.NEWEST_FEW
        assert newest.verdict.variation is Variation.NOT_JUDGED

    def test_few_months_are_provisional_and_fewer_give_no_limits(self, tmp_path: Path) -> None:
        twelve = asked(tmp_path, decided(CALM[:12]), last=FIRST + 11)
        assert twelve.verdict.is_provisional
        seven = asked(tmp_path / "seven", decided(CALM[:7]), last=FIRST + 6)
        assert seven.why is NotJudged.TOO_FEW_POINTS

    def test_limits_may_be_frozen_before_a_month_and_begin_anew_at_another(self, tmp_path: Path) -> None:
        cases = decided(CALM + [(95, 100)] * 7)
        frozen = asked(tmp_path, cases, last=FIRST + 22, until=FIRST + 16)
        centre = sum(timely for timely, _ in CALM) / 1600
        assert [point.centre for point in frozen.chart.points] == [pytest.approx(centre)] * 23
        assert frozen.chart.baseline == (0, 16)
        anew = asked(tmp_path / "anew", cases, last=FIRST + 22, rebasings=((FIRST + 8, "Ny frist"),))
        assert [(phase.start, phase.reason) for phase in anew.chart.phases] == [(0, None), (8, "Ny frist")]

    @pytest.mark.parametrize(
        ("target", "expected"), [(0.6, Assurance.MET), (0.8, Assurance.HIT_AND_MISS), (0.95, Assurance.NOT_MET)]
    )
    def test_the_limits_tell_whether_the_target_is_met(
        self, tmp_path: Path, target: float, expected: Assurance
    ) -> None:
        targets = [("timely_decisions", target, False, date(2021, 1, 1))]
        assert asked(tmp_path, decided(CALM), last=FIRST + 15, targets=targets).assurance is expected


class TestWhatIsNotJudged:
    def test_a_stock_at_month_ends_has_a_run_chart_and_no_verdict(self, tmp_path: Path) -> None:
        # Twenty more open cases every month: any rule would see it.
        cases = [
            {"case_id": f"{place}-{number}", "received_date": (FIRST + place).first_day, "team_id": "T1"}
            for place in range(23) for number in range(20)
        ]  # fmt: skip
        answer = asked(tmp_path, cases, "open_cases", last=FIRST + 22)
        assert (answer.chart.kind, answer.why) == (ChartKind.RUN, NotJudged.AUTOCORRELATED)
        assert not any(point.signals or point.upper for point in answer.chart.points)

    def test_a_rolling_rate_is_seen_by_quarters_that_share_no_month(self, tmp_path: Path) -> None:
        cases, complaints = [], []
        for place in range(12):
            for number in range(12):
                day = (Month(2021, 1) + 3 * place).first_day
                key = f"{place}-{number}"
                cases.append(
                    {"case_id": key, "received_date": day, "decided_date": day, "team_id": "T1", "paragraph": "83"}
                )
                complaints.append({
                    "complaint_id": key, "case_id": key, "received_date": day, "forwarded_date": day,
                    "board_outcome": "changed" if number < 4 else "upheld", "board_decided_date": day + timedelta(days=40),
                })  # fmt: skip
        answer = asked(
            tmp_path, cases, "reversal_rate", others=complaint_tables(cases, complaints), last=Month(2023, 11)
        )
        assert answer.split is Split.QUARTER
        assert answer.groups[-1].is_unfinished
        counted = [one.measurement.n for one in answer.groups]
        assert counted == [12] * 12
        # Ankestyrelsen's answers of the register's first year are the quick ones.
        assert told(answer)[:11] == [None] * 4 + [pytest.approx(1 / 3)] * 7

    def test_what_the_definition_leaves_out_or_nobody_delivered_says_so(self, tmp_path: Path) -> None:
        cases = decided(CALM)
        assert asked(tmp_path, cases, "oldest_overdue_days").why is Unjudged.NO_CHART
        assert asked(tmp_path / "other", cases, "reversal_rate").why is Unjudged.NOT_DELIVERED

    def test_nothing_to_see_gives_an_answer_too(self, tmp_path: Path) -> None:
        answer = asked(tmp_path, [], "timely_decisions")
        assert (answer.groups, answer.chart, answer.why) == ((), None, NotJudged.NO_POINTS)


class TestWhatAViewerMayNotKnow:
    # One late of forty in the fifth month: hidden from the steering group. Every other month has many late.
    HIDDEN = 4

    def months(self, late: int) -> list[tuple[int, int]]:
        months = [(timely - 10, n) for timely, n in CALM * 2][:23]
        months[self.HIDDEN] = (100 - late, 100)
        # Another small one, so that the first does not follow from the total.
        months[11] = (100 - (5 - late), 100)
        return months

    def test_a_hidden_month_is_a_gap_and_moves_neither_centre_nor_limits(self, tmp_path: Path) -> None:
        one, four = (
            asked(tmp_path / str(late), decided(self.months(late)), viewer=STEERING, last=FIRST + 22) for late in (1, 4)
        )
        assert one.groups[self.HIDDEN].measurement.silence is Silence.SUPPRESSED
        assert told(one)[self.HIDDEN] is None
        # The two municipalities differ in the hidden months only: whatever this viewer reads is the same.
        assert (one.chart, one.verdict, one.assurance) == (four.chart, four.verdict, four.assurance)
        chief = asked(tmp_path / "chief", decided(self.months(1)), last=FIRST + 22)
        assert chief.chart.points[0].centre != pytest.approx(one.chart.points[0].centre)

    def test_where_much_is_hidden_nothing_is_judged_and_no_line_is_drawn(self, tmp_path: Path) -> None:
        months = [(98 if place % 5 == 0 else 70, 100) for place in range(16)]
        answer = asked(tmp_path, decided(months), viewer=STEERING, last=FIRST + 15)
        assert (answer.why, answer.chart) == (Unjudged.HIDDEN, None)
        assert asked(tmp_path / "chief", decided(months), last=FIRST + 15).why is None

    def test_a_hidden_newest_month_is_not_passed_over_in_silence(self, tmp_path: Path) -> None:
        months = [*[(timely - 10, n) for timely, n in CALM * 2][:22], (99, 100)]
        answer = asked(tmp_path, decided(months), viewer=STEERING, last=FIRST + 22)
        # The one small month is not alone: a second is hidden with it.
        assert answer.groups[-1].measurement.silence is Silence.SUPPRESSED
        assert answer.why is Unjudged.NEWEST_HIDDEN


class TestBesideTotals:
    """Two small months, one of them in the last year: together they are hidden enough, in the year's total one is not."""

    YEAR = Period(FIRST + 11, FIRST + 22)
    SMALL = 17

    def ask(self, folder: Path, beside: tuple[Period, ...]) -> ControlAnswer:
        months = [(timely - 10, n) for timely, n in CALM * 2][:23]
        months[2], months[self.SMALL] = (97, 100), (98, 100)
        return asked(folder, decided(months), viewer=STEERING, last=FIRST + 22, beside=beside)

    def hidden_of_the_year(self, answer: ControlAnswer) -> list[int]:
        silent = [one.measurement.silence is Silence.SUPPRESSED for one in answer.groups]
        return [place for place in range(11, 23) if silent[place]]

    def test_a_month_is_not_what_the_years_total_leaves_of_the_others(self, tmp_path: Path) -> None:
        # On a page of its own too: the other pages of the same selection show the total (answers.series).
        assert len(self.hidden_of_the_year(self.ask(tmp_path / "alone", ()))) > 1
        beside = self.hidden_of_the_year(self.ask(tmp_path / "beside", (self.YEAR,)))
        assert self.SMALL in beside
        assert len(beside) > 1

    def test_quarters_are_not_drawn_beside_twelve_months_but_for_who_opens_the_rows(self, tmp_path: Path) -> None:
        warehouse = Warehouse.newest(contract_warehouse(tmp_path, decided(CALM), AS_OF))
        selection = Selection(self.YEAR)
        quarterly, monthly = find_kpi("reversal_rate"), find_kpi("timely_decisions")
        assert is_drawn_beside_totals(Answers(warehouse, CHIEF), quarterly, selection)
        assert not is_drawn_beside_totals(Answers(warehouse, STEERING), quarterly, selection)
        assert is_drawn_beside_totals(Answers(warehouse, STEERING), monthly, selection)


def test_the_same_question_is_worked_out_once_for_each_viewer(tmp_path: Path) -> None:
    warehouse = Warehouse.newest(contract_warehouse(tmp_path, decided(CALM), AS_OF))
    chief, steering = Answers(warehouse, CHIEF), Answers(warehouse, STEERING)
    selection = Selection(Period(FIRST, FIRST + 15))
    first = control_answer(chief, "timely_decisions", selection)
    assert control_answer(chief, "timely_decisions", selection) is first
    assert control_answer(steering, "timely_decisions", selection) is not first
    assert control_answer(chief, "timely_decisions", replace(selection, team_ids=("T1",))) is not first
