"""Control charts of single values and shares: gaps, frozen and new limits, and series without anything to tell."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.control_chart import ChartKind, NotJudged, Rebasing, Side, Signal, Trend
from dashboard.analysis.observations import shares, values
from dashboard.analysis.process_control import control_chart

XMR, P, P_PRIME, RUN = ChartKind.XMR, ChartKind.P, ChartKind.P_PRIME, ChartKind.RUN
LIMITED = [XMR, P, P_PRIME]


def lines(point):
    return point.centre, point.lower, point.upper


def signals(chart):
    return {point.position: set(point.signals) for point in chart.points if point.signals}


def series(kind, numbers):
    """Whole numbers as single values, or of 100."""
    return values(numbers) if kind in (XMR, RUN) else shares([None if x is None else (x, 100) for x in numbers])


# Limits


def test_no_moving_range_is_taken_across_a_gap():
    # By hand: ranges 2 and 4 in turn on either side of the gap, never the 90 across it.
    numbers = [0, 2, 0, 2, 0, None, 90, 94, 90, 94, 90]
    point = control_chart(XMR, values(numbers)).points[0]
    assert lines(point) == pytest.approx((462 / 10, 46.2 - 2.66 * 3, 46.2 + 2.66 * 3))


def test_a_gap_keeps_its_place_and_the_lines_run_through_it():
    chart = control_chart(XMR, values([3, 5, 3, 5, None, 3, 5, 3, 5, float("nan")]))
    assert [point.value for point in chart.points][4] is None
    assert chart.points[9].value is None
    assert lines(chart.points[4]) == lines(chart.points[0])
    assert chart.points[4].side is None


def test_months_without_cases_are_gaps_of_a_share():
    chart = control_chart(P, shares([(8, 10), (0, 0), *[(8, 10), (7, 10)] * 5]))
    gap = chart.points[1]
    assert (gap.value, gap.n, gap.lower, gap.upper) == (None, 0, None, None)
    assert gap.centre == pytest.approx(83 / 110)
    assert chart.current.count == 11


def test_limits_of_a_share_stay_within_0_and_1():
    chart = control_chart(P, shares([(9, 10), (10, 10)] * 6))
    assert chart.points[0].upper == 1.0
    chart = control_chart(P_PRIME, shares([(0, 10), (2, 10)] * 6))
    assert chart.points[0].lower == 0.0


def test_limits_are_cut_where_a_value_cannot_pass():
    plain = control_chart(XMR, values([0, 4] * 6)).points[0]
    cut = control_chart(XMR, values([0, 4] * 6), bounds=(0, None)).points[0]
    assert plain.lower == pytest.approx(2 - 2.66 * 4)
    assert (cut.lower, cut.upper) == (0, plain.upper)


def test_laneys_limits_are_the_binomials_times_sigma_z():
    """A slow recount: z by z."""
    pairs = [(80, 100), (150, 200), (70, 100), (170, 200), (90, 120), (100, 140), (60, 90), (75, 90), (81, 100)]
    chart = control_chart(P_PRIME, shares(pairs), screen=False)
    centre = sum(hits for hits, _ in pairs) / sum(n for _, n in pairs)
    z = [(hits / n - centre) / (centre * (1 - centre) / n) ** 0.5 for hits, n in pairs]
    sigma_z = sum(abs(later - earlier) for earlier, later in pairwise(z)) / 8 / 1.128
    assert chart.current.sigma_z == pytest.approx(sigma_z)
    for point, (_, n) in zip(chart.points, pairs, strict=True):
        half = 3 * sigma_z * (centre * (1 - centre) / n) ** 0.5
        assert (point.lower, point.upper) == pytest.approx((centre - half, min(1, centre + half)))


def test_no_range_of_shares_is_screened_for_that_rule_is_of_single_values():
    pairs = [(80, 100), (78, 100)] * 4 + [(20, 100)] + [(80, 100), (78, 100)] * 4
    screened, unscreened = (control_chart(P_PRIME, shares(pairs), screen=one) for one in (True, False))
    assert screened.screened == ()
    assert screened.current.sigma_z == unscreened.current.sigma_z
    assert Signal.OUTSIDE in screened.points[8].signals


@pytest.mark.parametrize(("jump", "screened"), [(4.0, (8,)), (3.75, ())])
def test_a_range_is_screened_from_3267_times_the_mean_of_all(jump, screened):
    # By hand: fourteen ranges of 1 and one jump; 4 ÷ (18 ÷ 15) is 3.33 and 3.75 ÷ (17.75 ÷ 15) is 3.17 times the mean.
    numbers = [0.0, 1.0] * 4 + [jump + 1, jump] * 4
    chart = control_chart(XMR, values(numbers))
    assert chart.screened == screened
    mean_range = 1 if screened else (14 + jump) / 15
    assert chart.points[0].upper - chart.points[0].centre == pytest.approx(2.66 * mean_range)


def test_screened_positions_are_those_of_the_whole_series():
    numbers = [10, 12] * 5 + [0, 1] * 4 + [5, 4] * 4
    assert control_chart(XMR, values(numbers), baseline=(10, 26)).screened == (18,)
    assert control_chart(XMR, values(numbers), rebasings=[Rebasing(10, "")]).screened == (18,)


def test_screening_that_would_leave_no_width_is_not_done():
    # One jump in a level series: without the two ranges of the jump all others are 0, and every point would be outside.
    chart = control_chart(XMR, values([1] * 10 + [5] + [1] * 9))
    assert chart.screened == ()
    assert [position for position, found in signals(chart).items() if Signal.OUTSIDE in found] == [10]


# Few points, and points that never move


@pytest.mark.parametrize("kind", [*LIMITED, RUN])
@pytest.mark.parametrize("numbers", [[], [None, None]])
def test_nothing_gives_no_lines_and_says_so(kind, numbers):
    chart = control_chart(kind, series(kind, numbers))
    assert len(chart.points) == len(numbers)
    assert all(lines(point) == (None, None, None) for point in chart.points)
    assert chart.not_judged is NotJudged.NO_POINTS


def test_months_that_are_all_without_cases_give_no_lines():
    chart = control_chart(P, shares([(0, 0)] * 20))
    assert chart.not_judged is NotJudged.NO_POINTS
    assert chart.points[0].centre is None


@pytest.mark.parametrize("kind", LIMITED)
def test_seven_points_have_no_limits_eight_have_provisional_and_thirteen_firm(kind):
    numbers = [70, 80, 72, 78, 71, 79, 74, 77, 73, 76, 72, 75, 74]
    seven, eight, thirteen = (control_chart(kind, series(kind, numbers[:count])) for count in (7, 8, 13))
    assert seven.not_judged is NotJudged.TOO_FEW_POINTS
    assert lines(seven.points[0]) == (None, None, None)
    assert (eight.not_judged, eight.is_provisional) == (None, True)
    assert None not in lines(eight.points[0])
    assert control_chart(kind, series(kind, numbers[:12])).is_provisional
    assert not thirteen.is_provisional


def test_a_single_point_is_shown_and_not_judged():
    chart = control_chart(XMR, values([5]))
    assert (chart.points[0].value, chart.not_judged) == (5, NotJudged.TOO_FEW_POINTS)


@pytest.mark.parametrize("kind", [XMR, P_PRIME])
def test_every_second_month_missing_leaves_nothing_to_measure_change_by(kind):
    chart = control_chart(kind, series(kind, [70, None] * 20))
    assert chart.not_judged is NotJudged.TOO_FEW_RANGES
    assert control_chart(P, series(P, [70, None] * 20)).not_judged is None
    # Pairs of months have a range each: four are too few, five are not.
    assert control_chart(kind, series(kind, [70, 72, None] * 4)).not_judged is NotJudged.TOO_FEW_RANGES
    assert control_chart(kind, series(kind, [70, 72, None] * 5)).not_judged is None


@pytest.mark.parametrize("kind", LIMITED)
@pytest.mark.parametrize("number", [0, 37, 100])
def test_a_series_that_never_moves_has_its_limits_on_the_centre_or_the_binomials_and_no_signal(kind, number):
    chart = control_chart(kind, series(kind, [number] * 20))
    assert signals(chart) == {}
    assert chart.not_judged is None
    assert all(point.side is None for point in chart.points)
    if number != 37 or kind is not P:
        assert not chart.current.has_spread
        assert chart.points[0].lower == chart.points[0].upper == chart.points[0].centre


def test_a_tenth_repeated_is_on_its_own_mean():
    # 0.1 cannot be written in binary: its mean over 13 must not lie beside it.
    assert signals(control_chart(XMR, values([0.1] * 13))) == {}
    assert signals(control_chart(P, shares([(1, 3), (2, 6), (10, 30)] * 5))) == {}


def test_one_miss_after_months_at_100_percent_is_no_signal_but_seven_months_below_are():
    firm = [(20, 20)] * 15
    chart = control_chart(P, shares([*firm, (19, 20)]), baseline=15)
    assert chart.points[15].lower == 1.0
    assert signals(chart) == {}
    chart = control_chart(P, shares([*firm, *[(19, 20)] * 7]), baseline=15)
    assert signals(chart) == {position: {Signal.SHIFT} for position in range(15, 22)}


@pytest.mark.parametrize("kind", [P, P_PRIME])
@pytest.mark.parametrize(
    ("missed", "is_signal"),
    # 10 ÷ 250 = 0.04; 10 × 9 ÷ (250 × 249) = 0.00145; times 8 ÷ 248 = 0.00005, below 0.00135.
    [(1, False), (2, False), (3, True), (8, True)],
)
def test_a_collapse_after_months_at_100_percent_is_outside_as_soon_as_chance_does_not_give_it(kind, missed, is_signal):
    for good, bad in ((lambda n: (n, 10), Side.BELOW), (lambda n: (10 - n, 10), Side.ABOVE)):
        chart = control_chart(kind, shares([good(10)] * 24 + [good(10 - missed)]), baseline=24)
        assert signals(chart) == ({24: {Signal.OUTSIDE}} if is_signal else {})
        assert chart.points[24].side is bad


# Frozen limits and new phases


def test_limits_frozen_on_a_baseline_hold_for_later_points():
    before = [10, 12, 11, 13, 10, 12, 11, 13, 10, 12, 11, 13, 12]
    alone = control_chart(XMR, values(before))
    chart = control_chart(XMR, values([*before, 30, 31, 32]), baseline=(0, 13))
    assert {lines(point) for point in chart.points} == {lines(alone.points[0])}
    assert [position for position, found in signals(chart).items() if Signal.OUTSIDE in found] == [13, 14, 15]
    assert (chart.baseline, chart.current.is_frozen) == ((0, 13), True)


def test_the_first_so_many_points_of_a_baseline_are_those_with_a_value():
    chart = control_chart(XMR, values([10, None, 12, 11, 13, 10, 12, 11, 13, 50, 60]), baseline=8)
    assert chart.baseline == (0, 9)
    assert chart.points[0].centre == 92 / 8
    assert (chart.current.count, chart.is_provisional) == (10, True)


def test_a_baseline_in_the_middle_judges_the_points_before_it_too():
    chart = control_chart(XMR, values([99, *[10, 12] * 7, 99]), baseline=(1, 15))
    assert chart.points[0].centre == 11
    assert [position for position, found in signals(chart).items() if Signal.OUTSIDE in found] == [0, 15]


def test_limits_on_all_points_are_not_called_frozen():
    assert control_chart(XMR, values([1, 2] * 10), baseline=20).baseline is None
    assert control_chart(XMR, values([1, 2] * 10), baseline=(0, 99)).baseline is None


def test_a_baseline_of_too_few_points_gives_no_limits():
    assert control_chart(XMR, values([1, 2] * 10), baseline=(0, 5)).not_judged is NotJudged.TOO_FEW_POINTS
    assert control_chart(XMR, values([1, 2] * 10), baseline=(3, 3)).not_judged is NotJudged.NO_POINTS


def test_a_baseline_of_twelve_is_provisional_however_long_the_series():
    assert control_chart(XMR, values([1, 2] * 20), baseline=12).is_provisional
    assert not control_chart(XMR, values([1, 2] * 20), baseline=13).is_provisional


def test_a_new_phase_has_its_own_lines_and_carries_its_reason():
    old, new = [10, 12] * 8, [30, 34] * 8
    chart = control_chart(XMR, values(old + new), rebasings=[Rebasing(16, "Nyt fagsystem")])
    assert [(phase.start, phase.stop, phase.reason) for phase in chart.phases] == [
        (0, 16, None),
        (16, 32, "Nyt fagsystem"),
    ]
    assert lines(chart.points[15]) == lines(control_chart(XMR, values(old)).points[0])
    assert lines(chart.points[16]) == lines(control_chart(XMR, values(new)).points[0])
    assert signals(chart) == {}


def test_no_rule_reaches_across_the_start_of_a_phase():
    # Five above the old centre and five above the new one are no row of ten; nor is a trend across.
    old = [10, 20] * 5 + [8, 22] * 2 + [16, 17, 18, 19, 20]
    new = [61, 62, 63, 64, 65, *[50, 60] * 6]
    whole = control_chart(XMR, values(old + new))
    chart = control_chart(XMR, values(old + new), rebasings=[Rebasing(len(old), "")])
    assert Signal.TREND in whole.points[len(old)].signals
    assert {Signal.TREND, Signal.SHIFT}.isdisjoint(set().union(*(point.signals for point in chart.points)))


def test_a_baseline_freezes_only_the_phase_it_begins_in():
    numbers = values([10, 12] * 10 + [30, 34] * 10)
    chart = control_chart(XMR, numbers, baseline=(0, 30), rebasings=[Rebasing(20, "")])
    assert [phase.is_frozen for phase in chart.phases] == [False, False]
    chart = control_chart(XMR, numbers, baseline=(20, 34), rebasings=[Rebasing(20, "")])
    assert [phase.is_frozen for phase in chart.phases] == [False, True]
    assert chart.baseline == (20, 34)


def test_re_basing_before_the_first_after_the_last_and_twice_has_an_answer():
    numbers = values([10, 12] * 10)
    chart = control_chart(
        XMR, numbers, rebasings=[Rebasing(-3, "a"), Rebasing(99, "b"), Rebasing(10, "c"), Rebasing(10, "d")]
    )
    assert [(phase.start, phase.stop, phase.reason) for phase in chart.phases] == [(0, 10, "a"), (10, 20, "d")]


def test_a_short_new_phase_is_not_judged_and_the_old_one_keeps_its_lines():
    chart = control_chart(XMR, values([10, 12] * 10 + [30, 34]), rebasings=[Rebasing(20, "")])
    assert chart.not_judged is NotJudged.TOO_FEW_POINTS
    assert lines(chart.points[20]) == (None, None, None)
    assert None not in lines(chart.points[19])


# What is known beforehand, and run charts


def test_a_reason_given_beforehand_leaves_the_lines_and_takes_the_signals():
    numbers = values([*[10, 12] * 8, 99])
    assert signals(control_chart(XMR, numbers))
    chart = control_chart(XMR, numbers, given_reason=NotJudged.AUTOCORRELATED)
    assert signals(chart) == {}
    assert chart.not_judged is NotJudged.AUTOCORRELATED
    assert None not in lines(chart.points[0])


def test_a_run_chart_has_the_median_and_no_limits():
    chart = control_chart(RUN, values([1, 2, 3, 4, 100, 1, 2, 3, 4, 100, 2]))
    assert lines(chart.points[0]) == (3, None, None)


def test_points_on_the_median_and_gaps_neither_make_nor_break_a_run():
    # Ten useful: the limit is 6; the run of 7 goes through a point on the median and a gap.
    numbers = [5, 1, 5, 9, 9, 9, 5, 9, None, 9, 9, 9, 1]
    chart = control_chart(RUN, values(numbers), baseline=(0, 3))
    assert chart.points[0].centre == 5
    runs = chart.current.runs
    assert (runs.useful, runs.longest_run, runs.crossings) == (9, 7, 2)
    assert chart.not_judged is NotJudged.TOO_FEW_POINTS
    chart = control_chart(RUN, values([*numbers, 1]), baseline=(0, 3))
    assert [place for place, found in signals(chart).items() if Signal.RUN_TOO_LONG in found] == [3, 4, 5, 7, 9, 10, 11]


def test_a_run_as_long_as_chance_allows_is_no_signal():
    # Twelve useful: seven in a row are allowed, eight are not. The median is that of the first point alone.
    seven = control_chart(RUN, values([5, 1, 9, 1, 9, 1, *[9] * 7]), baseline=(0, 1))
    assert (seven.current.runs.longest_run, signals(seven)) == (7, {})
    eight = control_chart(RUN, values([5, 9, 1, 9, 1, *[9] * 8]), baseline=(0, 1))
    assert signals(eight) == {position: {Signal.RUN_TOO_LONG} for position in range(5, 13)}


def test_a_run_chart_that_crosses_too_seldom_says_so_for_its_phase():
    # 12 useful need 3 crossings; the longest run of 6 is allowed.
    chart = control_chart(RUN, values([1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]))
    assert chart.current.runs.signals == {Signal.TOO_FEW_CROSSINGS}
    assert (chart.current.runs.crossings, chart.current.runs.crossings_limit) == (1, 3)
    assert signals(chart) == {}


def test_a_run_chart_without_movement_is_judged_ordinary():
    chart = control_chart(RUN, values([4] * 15))
    assert (chart.not_judged, chart.current.runs, signals(chart)) == (None, None, {})


# What must hold for any series


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.none() | st.integers(-20, 20), min_size=8, max_size=40),
    st.sampled_from([0.25, 2, 8]),
    st.integers(-64, 64),
)
def test_signals_do_not_depend_on_the_unit(numbers, factor, offset):
    # Powers of two and small whole numbers, so that ties stay ties.
    moved = [None if number is None else number * factor + offset for number in numbers]
    before, after = control_chart(XMR, values(numbers)), control_chart(XMR, values(moved))
    assert signals(before) == signals(after)
    assert before.screened == after.screened


@settings(max_examples=150, deadline=None)
@given(st.lists(st.none() | st.integers(-20, 20), max_size=40), st.sampled_from([XMR, RUN]))
def test_a_series_upside_down_has_the_same_signals_on_the_other_side(numbers, kind):
    turned = [None if number is None else -number for number in numbers]
    before, after = control_chart(kind, values(numbers)), control_chart(kind, values(turned))
    other = {Side.ABOVE: Side.BELOW, Side.BELOW: Side.ABOVE, None: None}
    way = {Trend.RISING: Trend.FALLING, Trend.FALLING: Trend.RISING, None: None}
    assert signals(before) == signals(after)
    assert [other[point.side] for point in before.points] == [point.side for point in after.points]
    assert [way[point.trend] for point in before.points] == [point.trend for point in after.points]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.none() | st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=40)
)
def test_a_share_and_what_is_left_of_it_have_the_same_signals(pairs):
    rest = [None if pair is None else (pair[1] - pair[0], pair[1]) for pair in pairs]
    for kind in (P, P_PRIME):
        assert signals(control_chart(kind, shares(pairs))) == signals(control_chart(kind, shares(rest)))


def rate_of_false_signals(kind, draw, charts=400, length=24):
    """Share of charts of an unchanged process with any signal at the newest point. draw: a generator of one point."""
    generator = random.Random(20231130)
    found = 0
    for _ in range(charts):
        numbers = [draw(generator) for _ in range(length)]
        chart = control_chart(kind, numbers_of(kind, numbers))
        found += bool(chart.points[-1].signals)
    return found / charts


def numbers_of(kind, numbers):
    return values(numbers) if kind is XMR else shares(numbers)


def binomial(generator, n=250, p=0.8):
    return sum(generator.random() < p for _ in range(n)), n


def test_an_unchanged_process_seldom_gives_a_signal_at_its_newest_point():
    assert rate_of_false_signals(XMR, lambda generator: generator.gauss(0, 1)) <= 0.04
    assert rate_of_false_signals(P, binomial, charts=150) <= 0.04
    assert rate_of_false_signals(P_PRIME, binomial, charts=150) <= 0.04
