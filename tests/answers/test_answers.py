"""What the answers carry beside the number: comparisons, targets, unfinished months, age bands, lists and choices."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.errors import AsOfBeyondData, UnknownKpi, WrongSetting
from dashboard.measurement import Movement, Silence, Split, Verdict
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse

MAY = Selection(Period(Month(2023, 5), Month(2023, 5)))


def decided(case_id: str, day: date, *, late: bool, **more: object) -> dict:
    """A case received 20 days before ``day``, decided on its deadline or the day after."""
    deadline = day - timedelta(1) if late else day
    received = day - timedelta(20)
    return {"case_id": case_id, "received_date": received, "deadline_date": deadline, "decided_date": day} | more


def answers_to(folder: Path, cases: list[dict], as_of: date = date(2023, 5, 31), **more: object) -> Answers:
    return Answers(Warehouse.newest(contract_warehouse(folder, cases, as_of, **more)), CHIEF)


def decided_in(month: int, timely: int, late: int) -> list[dict]:
    day = date(2023, month, 15)
    return [decided(f"{month}-{number}", day, late=number >= timely) for number in range(timely + late)]


class TestComparisons:
    def test_a_clear_fall_in_a_share_is_worse(self, tmp_path: Path) -> None:
        # 90 of 100 in April, 60 of 100 in May: difference -0.30, far outside what chance gives.
        answer = answers_to(tmp_path, decided_in(3, 1, 0) + decided_in(4, 90, 10) + decided_in(5, 60, 40)).measure(
            "timely_decisions", MAY
        )
        assert answer.previous.difference == pytest.approx(-0.3)
        assert answer.previous.movement is Movement.WORSE
        assert (answer.previous.first_day, answer.previous.last_day) == (date(2023, 4, 1), date(2023, 4, 30))

    def test_a_small_difference_is_unclear(self, tmp_path: Path) -> None:
        # 16 of 20 against 15 of 20.
        answers = answers_to(tmp_path, decided_in(3, 1, 0) + decided_in(4, 15, 5) + decided_in(5, 16, 4))
        assert answers.measure("timely_decisions", MAY).previous.movement is Movement.UNCLEAR

    def test_too_few_cases_are_never_better_or_worse(self, tmp_path: Path) -> None:
        # 0 of 9 against 9 of 9 could hardly be chance, but minimum_cases is 10.
        answers = answers_to(tmp_path, decided_in(3, 1, 0) + decided_in(4, 9, 0) + decided_in(5, 0, 9))
        assert answers.measure("timely_decisions", MAY).previous.movement is Movement.UNCLEAR

    def test_a_period_before_the_extract_begins_is_not_compared(self, tmp_path: Path) -> None:
        answer = answers_to(tmp_path, decided_in(5, 16, 4)).measure("timely_decisions", MAY)
        assert answer.year_before.measurement.silence is Silence.NOT_COMPARABLE
        assert (answer.year_before.difference, answer.year_before.movement) == (None, Movement.NONE)

    def test_an_unfinished_month_is_marked_and_never_compared(self, tmp_path: Path) -> None:
        cases = decided_in(3, 1, 0) + decided_in(4, 90, 10) + decided_in(5, 60, 40)
        answer = answers_to(tmp_path, cases, date(2023, 5, 30)).measure("timely_decisions", MAY)
        assert answer.is_unfinished
        assert answer.measurement.value == pytest.approx(0.6)
        assert answer.previous.measurement.silence is Silence.NOT_COMPARABLE

    def test_months_still_to_come_are_no_points(self, tmp_path: Path) -> None:
        year = Selection(Period(Month(2023, 1), Month(2023, 12)))
        split = answers_to(tmp_path, decided_in(5, 5, 5), date(2023, 5, 30)).split("decisions", year, Split.MONTH)
        assert [(row.group, row.is_unfinished) for row in split.groups][-2:] == [("2023-04", False), ("2023-05", True)]


class TestTargets:
    targets = (
        ("timely_decisions", 0.8, True, date(2021, 1, 1)),
        ("timely_decisions", 0.9, False, date(2023, 5, 31)),
        ("timely_decisions", None, False, date(2024, 1, 1)),
    )

    def test_the_target_in_force_at_the_end_of_the_period_decides(self, tmp_path: Path) -> None:
        answers = answers_to(tmp_path, decided_in(4, 85, 15) + decided_in(5, 85, 15), targets=list(self.targets))
        april = Selection(Period(Month(2023, 4), Month(2023, 4)))
        assert answers.measure("timely_decisions", april).verdict is Verdict.MET
        assert answers.measure("timely_decisions", april).target.is_example
        assert answers.measure("timely_decisions", MAY).verdict is Verdict.NOT_MET

    def test_a_target_with_an_empty_value_has_ended(self, tmp_path: Path) -> None:
        answers = answers_to(tmp_path, decided_in(5, 85, 15), date(2024, 1, 31), targets=list(self.targets))
        january = Selection(Period(Month(2023, 5), Month(2024, 1)))
        assert answers.measure("timely_decisions", january).verdict is Verdict.NO_TARGET

    def test_every_month_has_the_target_in_force_on_its_last_day(self, tmp_path: Path) -> None:
        targets = [
            ("timely_decisions", 0.8, True, date(2023, 2, 28)),
            ("timely_decisions", None, False, date(2023, 3, 31)),
            ("timely_decisions", 0.9, False, date(2023, 5, 1)),
        ]
        half_a_year = Selection(Period(Month(2023, 1), Month(2023, 6)))
        split = answers_to(tmp_path, decided_in(5, 5, 5), date(2023, 6, 30), targets=targets).split(
            "timely_decisions", half_a_year, Split.MONTH
        )
        assert [target and target.value for target in split.targets] == [None, 0.8, None, None, 0.9, 0.9]
        assert split.target.value == 0.9

    def test_every_other_group_has_the_target_of_the_period(self, tmp_path: Path) -> None:
        answers = answers_to(tmp_path, decided_in(5, 5, 5), targets=list(self.targets))
        split = answers.split("timely_decisions", MAY, Split.TEAM)
        assert [target.value for target in split.targets] == [0.9] * len(split.groups)

    def test_targets_no_definition_answers_to_are_named(self, tmp_path: Path) -> None:
        misspelt = [(kpi_id, 0.9, False, date(2021, 1, 1)) for kpi_id in ("timely_decision", "received_cases")]
        answers = answers_to(tmp_path, [], targets=[*self.targets, *misspelt])
        assert answers.unused_targets() == ("received_cases", "timely_decision")

    def test_there_is_no_verdict_on_fewer_than_the_minimum(self, tmp_path: Path) -> None:
        answers = answers_to(tmp_path, decided_in(5, 9, 0), targets=list(self.targets))
        assert answers.measure("timely_decisions", MAY).verdict is Verdict.TOO_FEW


class TestSilence:
    def test_a_kpi_whose_dates_were_never_delivered_says_so(self, tmp_path: Path) -> None:
        answers = answers_to(tmp_path, decided_in(5, 5, 5))
        assert answers.measure("median_dispatch_days", MAY).measurement.silence is Silence.NOT_DELIVERED
        assert answers.split("unsent_decisions", MAY, Split.TEAM).groups == ()

    def test_nothing_to_divide_by_has_no_value(self, tmp_path: Path) -> None:
        april = Selection(Period(Month(2023, 4), Month(2023, 4)))
        told = answers_to(tmp_path, decided_in(5, 5, 5)).measure("timely_decisions", april).measurement
        assert (told.value, told.n, told.silence) == (None, 0, Silence.NO_CASES)

    def test_an_empty_warehouse_answers_every_question(self, tmp_path: Path) -> None:
        answers = answers_to(tmp_path, [])
        assert answers.measure("received_cases", MAY).measurement.value == 0
        assert answers.cases("overdue", MAY).total_rows == 0
        assert answers.paragraph_deadlines(MAY) == ()
        assert [band.open for band in answers.age_bands(MAY)] == [0, 0, 0, 0, 0]

    def test_a_day_after_the_data_is_a_named_error(self, tmp_path: Path) -> None:
        with pytest.raises(AsOfBeyondData):
            answers_to(tmp_path, []).measure("received_cases", MAY, date(2023, 6, 1))

    def test_an_unknown_kpi_is_a_named_error(self, tmp_path: Path) -> None:
        with pytest.raises(UnknownKpi):
            answers_to(tmp_path, []).measure("unknown", MAY)


class TestListsAndBands:
    def test_open_cases_fall_in_bands_by_days_since_receipt(self, tmp_path: Path) -> None:
        # 30 and 31 days before 31 May: the first and second band. 180 and 181: the fourth and fifth.
        ages = {"A": 30, "B": 31, "C": 60, "D": 61, "E": 90, "F": 91, "G": 180, "H": 181}
        cases = [{"case_id": name, "received_date": date(2023, 5, 31) - timedelta(age)} for name, age in ages.items()]
        cases[0]["deadline_date"] = date(2023, 5, 30)
        bands = answers_to(tmp_path, cases).age_bands(MAY)
        assert [(band.first_day, band.last_day, band.open, band.overdue) for band in bands] == [
            (0, 30, 1, 1), (31, 60, 2, 0), (61, 90, 2, 0), (91, 180, 2, 0), (181, None, 1, 0),
        ]  # fmt: skip

    def test_overdue_cases_come_with_most_days_over_first(self, tmp_path: Path) -> None:
        cases = [
            {"case_id": "A", "received_date": date(2023, 1, 1), "deadline_date": date(2023, 5, 30)},
            {"case_id": "B", "received_date": date(2023, 1, 1), "deadline_date": date(2023, 5, 21), "paragraph": "85"},
            {"case_id": "C", "received_date": date(2023, 1, 1), "deadline_date": date(2023, 5, 31)},
        ]
        rows = answers_to(tmp_path, cases).cases("overdue", MAY)
        assert list(zip(rows.frame.case_id, rows.frame.days_over, strict=True)) == [("B", 10), ("A", 1)]

    def test_cases_due_soon_come_with_fewest_days_left_first(self, tmp_path: Path) -> None:
        cases = [
            {"case_id": "A", "received_date": date(2023, 1, 1), "deadline_date": date(2023, 6, 14)},
            {"case_id": "B", "received_date": date(2023, 1, 1), "deadline_date": date(2023, 5, 31)},
        ]
        rows = answers_to(tmp_path, cases).cases("due_within_14_days", MAY)
        assert list(zip(rows.frame.case_id, rows.frame.days_left, strict=True)) == [("B", 0), ("A", 14)]

    def test_a_paragraph_is_set_against_the_median_of_its_own_deadlines(self, tmp_path: Path) -> None:
        # Received 20 days before the decision; deadlines after 20, 20 and 19 days.
        day = date(2023, 5, 15)
        cases = [
            decided(name, day, late=late, paragraph="85") for name, late in (("A", False), ("B", False), ("C", True))
        ]
        (row,) = answers_to(tmp_path, cases).paragraph_deadlines(MAY)
        assert (row.paragraph, row.median.value, row.median.n) == ("85", 20, 3)
        assert (row.deadline_days, row.deadline_varies, row.timely.numerator) == (20, True, 2)


class TestSettings:
    def test_are_read_as_whole_numbers(self, tmp_path: Path) -> None:
        answers = answers_to(tmp_path, [], settings={"small_count_limit": "10", "stale_after_days": "3"})
        assert (answers.small_count_limit, answers.stale_after_days) == (10, 3)

    @pytest.mark.parametrize("value", ["fem", "5,5", "5.0", "-5", "", "1e3", None])
    def test_that_are_no_whole_number_are_a_named_error(self, tmp_path: Path, value: str | None) -> None:
        with pytest.raises(WrongSetting) as wrong:
            answers_to(tmp_path, [], settings={"small_count_limit": value})
        assert (wrong.value.setting, wrong.value.value) == ("small_count_limit", value or "")

    def test_that_are_not_set_have_a_default(self, tmp_path: Path) -> None:
        assert answers_to(tmp_path, []).stale_after_days == 10


def test_the_choices_are_what_the_warehouse_holds(tmp_path: Path) -> None:
    cases = [decided("A", date(2023, 5, 15), late=False, paragraph="85", team_id="T1", application_type="renewal")]
    choices = answers_to(tmp_path, cases).choices
    assert [team.team_id for team in choices.teams] == ["T1", "T2", "T3"]
    assert [paragraph.paragraph for paragraph in choices.paragraphs] == ["85"]
    assert choices.application_types == ("renewal",)
    assert (str(choices.first_month), str(choices.last_month)) == ("2023-04", "2023-05")


def test_a_team_without_cases_is_shown_with_its_zero(tmp_path: Path) -> None:
    cases = [{"case_id": "A", "received_date": date(2023, 5, 1), "team_id": "T1"}]
    split = answers_to(tmp_path, cases).split("open_cases", MAY, Split.TEAM)
    assert {row.group: row.measurement.value for row in split.groups} == {"T1": 1, "T2": 0, "T3": 0}
