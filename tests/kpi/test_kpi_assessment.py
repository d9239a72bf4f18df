"""When a number may be called met, better or worse: the rules at the top of dashboard/kpi/assessment.py."""

from datetime import date

import pytest

from dashboard.kpi.assessment import movement, verdict
from dashboard.kpi.registry import registry
from dashboard.kpi.target import target_in_force
from dashboard.measurement import Measurement, Movement, Silence, Target, Verdict

KPIS = registry()


def share(numerator: int, denominator: int) -> Measurement:
    return Measurement(numerator / denominator, denominator, numerator=numerator, denominator=denominator)


def count(value: int) -> Measurement:
    return Measurement(float(value), value)


def days(value: float, low: float, high: float) -> Measurement:
    return Measurement(value, 50, interval=(low, high))


def shifts(count: int, years: int) -> Measurement:
    return Measurement(count / years, count, numerator=count, denominator=years)


def target(value: float) -> Target:
    return Target(value, date(2021, 1, 1), False)


@pytest.mark.parametrize(
    ("kpi_id", "told", "aim", "expected"),
    [
        ("timely_decisions", share(9, 10), 0.9, Verdict.MET),
        ("timely_decisions", share(899, 1000), 0.9, Verdict.NOT_MET),
        ("timely_decisions", share(9, 9), 0.9, Verdict.TOO_FEW),
        ("overdue_open_cases", count(0), 0, Verdict.MET),
        ("overdue_open_cases", count(1), 0, Verdict.NOT_MET),
        ("timely_decisions", Measurement(None, 0, silence=Silence.NO_CASES), 0.9, Verdict.NO_VALUE),
        ("received_cases", count(10), 5, Verdict.NO_TARGET),
    ],
)
def test_the_exact_value_is_held_against_the_target(
    kpi_id: str, told: Measurement, aim: float, expected: Verdict
) -> None:
    assert verdict(KPIS[kpi_id], told, target(aim)) is expected


def test_without_a_target_there_is_no_verdict() -> None:
    assert verdict(KPIS["timely_decisions"], share(9, 10), None) is Verdict.NO_TARGET


@pytest.mark.parametrize(
    ("kpi_id", "now", "then", "expected"),
    [
        # shares: Newcombe, 90 % of 100 against 60 % of 100 is no chance; 80 % against 75 % of 20 is
        ("timely_decisions", share(90, 100), share(60, 100), Movement.BETTER),
        ("timely_decisions", share(16, 20), share(15, 20), Movement.UNCLEAR),
        # counts: 120 against 80 differ by 40 > 1.96 * sqrt(200) = 27.7; 110 against 90 by 20 < 27.7
        ("overdue_open_cases", count(120), count(80), Movement.WORSE),
        ("overdue_open_cases", count(80), count(120), Movement.BETTER),
        ("overdue_open_cases", count(110), count(90), Movement.UNCLEAR),
        ("received_cases", count(120), count(80), Movement.NEUTRAL),
        # ratios: ln(1.5) = 0.405 > 1.96 * sqrt(1/150 + 3/100) = 0.375; with a tenth of the cases 1.186
        ("clearance_rate", share(150, 100), share(100, 100), Movement.BETTER),
        ("clearance_rate", share(15, 10), share(10, 10), Movement.UNCLEAR),
        # quantiles: intervals apart, and touching
        ("median_processing_days", days(30, 25, 35), days(50, 36, 60), Movement.BETTER),
        ("median_processing_days", days(30, 25, 36), days(50, 36, 60), Movement.UNCLEAR),
        # one worker who leaves moves all the citizens at once: 239 against 150 shifts are no independent events
        ("worker_changes_per_citizen", shifts(239, 325), shifts(150, 325), Movement.UNCLEAR),
        # one single case
        ("oldest_overdue_days", Measurement(400, 50), Measurement(10, 50), Movement.UNCLEAR),
    ],
)  # fmt: skip
def test_only_more_than_chance_is_better_or_worse(
    kpi_id: str, now: Measurement, then: Measurement, expected: Movement
) -> None:
    assert movement(KPIS[kpi_id], now, then) is expected


def test_nothing_to_compare_with_is_no_movement() -> None:
    silent = Measurement(None, None, silence=Silence.SUPPRESSED)
    assert movement(KPIS["timely_decisions"], share(9, 10), silent) is Movement.NONE


def test_the_newest_begun_target_row_holds() -> None:
    rows = [
        ("a", 0.8, True, date(2021, 1, 1)),
        ("a", None, False, date(2023, 1, 1)),
        ("a", 0.9, False, date(2022, 1, 1)),
        ("b", 0.5, False, date(2022, 6, 1)),
    ]
    days = [date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31), date(2023, 1, 1)]
    held = [target_in_force(rows, "a", day) for day in days]
    assert [one and one.value for one in held] == [None, 0.8, 0.9, None]
