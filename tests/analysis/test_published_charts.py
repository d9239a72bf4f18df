"""Control charts against published values."""

import pytest

from dashboard.analysis.control_chart import ChartKind, Signal
from dashboard.analysis.observations import shares, values
from dashboard.analysis.process_control import control_chart
from dashboard.analysis.run_chart import crossings_limit, longest_run_limit

# Montgomery, Introduction to Statistical Quality Control, table 7.4: orders with an error ÷ orders, 25 weeks.
ORDERS = (
    "12/100 8/80 6/80 9/100 10/110 12/110 11/100 16/100 10/90 6/90 20/110 15/120 9/120 8/120 6/110 8/80 10/80 7/80 5/90 "
    "8/100 5/100 8/100 10/100 6/90 9/90"
)
# Twenty normal values with their XmR limits, as published (issue 4).
NORMAL = (
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285,
    -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716,
    0.70135590, -0.47279141,
)  # fmt: skip


def orders():
    return shares([tuple(map(int, pair.split("/"))) for pair in ORDERS.split()])


def test_montgomerys_shares_have_his_centre_and_one_signal():
    chart = control_chart(ChartKind.P, orders())
    assert chart.points[0].centre == pytest.approx(0.09551, abs=5e-6)
    assert {point.position + 1: point.signals for point in chart.points if point.signals} == {11: {Signal.OUTSIDE}}


def test_montgomerys_limits_follow_the_size_of_each_sample():
    # His text: 0.0955 ± 3 · sqrt(0.0955 · 0.9045 ÷ n).
    points = control_chart(ChartKind.P, orders()).points
    half = {n: 3 * (0.0955 * 0.9045 / n) ** 0.5 for n in (80, 120)}
    assert (points[1].lower, points[1].upper) == pytest.approx((0, 0.0955 + half[80]), abs=2e-4)
    assert (points[11].lower, points[11].upper) == pytest.approx((0.0955 - half[120], 0.0955 + half[120]), abs=2e-4)


@pytest.mark.parametrize("screen", [True, False])
def test_single_values_have_the_published_limits_screened_or_not(screen):
    chart = control_chart(ChartKind.XMR, values(NORMAL), screen=screen)
    point = chart.points[0]
    assert (point.centre, point.lower, point.upper) == pytest.approx((0.1416, -3.0114, 3.2946), abs=5e-5)
    assert chart.screened == ()


@pytest.mark.parametrize(("useful", "run", "crossings"), [(12, 7, 3), (24, 8, 8), (36, 8, 13)])
def test_run_charts_have_anhoejs_limits(useful, run, crossings):
    assert (longest_run_limit(useful), crossings_limit(useful)) == (run, crossings)


def test_a_single_jump_does_not_widen_the_limits_it_is_judged_by():
    # NHSRplotthedots, vignette "Deviations from Excel defaults": screened 4.6, 1.94, -0.72; the jump is a signal.
    series = values([1, 2, 1, 2, 10, *[1, 2] * 6, 1])
    chart = control_chart(ChartKind.XMR, series)
    point = chart.points[4]
    assert (point.upper, point.centre, point.lower) == pytest.approx((4.6, 1.94, -0.72), abs=0.005)
    assert chart.screened == (4, 5)
    assert [place.position for place in chart.points if Signal.OUTSIDE in place.signals] == [4]


def test_without_screening_all_ranges_count():
    # By hand: 17 ranges, fifteen of 1, one of 8, one of 9: mean 32 ÷ 17.
    point = control_chart(ChartKind.XMR, values([1, 2, 1, 2, 10, *[1, 2] * 6, 1]), screen=False).points[0]
    assert point.upper == pytest.approx(35 / 18 + 2.66 * 32 / 17)


def test_crossings_limits_are_the_binomials_fifth_percentile():
    """A slow recount: the smallest number with a probability of 5 % at or below it."""
    from fractions import Fraction
    from math import comb

    for useful in range(1, 60):
        below = [sum(Fraction(comb(useful - 1, k), 2 ** (useful - 1)) for k in range(c + 1)) for c in range(useful)]
        assert crossings_limit(useful) == next(c for c, share in enumerate(below) if share >= Fraction(1, 20))
