"""What a chart says of its newest point, and of its target."""

import pytest

from dashboard.analysis.control_chart import Assurance, ChartKind, NotJudged, Rebasing, Side, Signal, Variation
from dashboard.analysis.control_verdict import assurance, better_side, point_variation, variation
from dashboard.analysis.observations import shares, values
from dashboard.analysis.process_control import control_chart

# Fourteen points without a signal around 11, limits 11 ± 5.32.
LEVEL = [10, 12] * 7


def chart_of(*later, **options):
    return control_chart(ChartKind.XMR, values([*LEVEL, *later]), baseline=(0, 14), **options)


def told(verdict):
    return verdict.variation, verdict.signal, verdict.side, verdict.since, verdict.length


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("up", Variation.BETTER), ("down", Variation.WORSE), ("neutral", Variation.UNDIRECTED)],
)
def test_the_kpis_direction_makes_a_signal_better_or_worse(direction, expected):
    assert told(variation(chart_of(17), direction)) == (expected, Signal.OUTSIDE, Side.ABOVE, 14, 1)


def test_a_shift_is_told_with_its_first_month_and_its_length():
    # The last of the level points, 12, is above the centre already.
    verdict = variation(chart_of(12, 13, 12, 13, 12, 13, 12, 13), "up")
    assert told(verdict) == (Variation.BETTER, Signal.SHIFT, Side.ABOVE, 13, 9)
    assert verdict.position == 21


def test_a_shift_that_is_over_is_ordinary_variation_now():
    chart = chart_of(12, 13, 12, 13, 12, 13, 12, 13, 10)
    assert Signal.SHIFT in chart.points[21].signals
    verdict = variation(chart, "up")
    assert (verdict.variation, verdict.findings, verdict.position) == (Variation.COMMON, (), 22)


def test_several_signals_are_all_told_the_lasting_one_first():
    verdict = variation(chart_of(12, 13, 14, 15, 16, 16.1, 17), "down")
    assert [finding.signal for finding in verdict.findings] == [
        Signal.SHIFT,
        Signal.OUTSIDE,
        Signal.TREND,
        Signal.NEAR_LIMIT,
    ]
    assert {finding.variation for finding in verdict.findings} == {Variation.WORSE}
    assert {finding.side for finding in verdict.findings} == {Side.ABOVE}


def test_a_rising_trend_is_better_upwards_even_below_the_centre():
    verdict = variation(chart_of(10, 7.1, 7.2, 7.3, 7.4, 7.5, 7.6, 7.7), "up")
    trend = next(finding for finding in verdict.findings if finding.signal is Signal.TREND)
    assert (trend.side, trend.since, trend.length, trend.variation) == (Side.ABOVE, 15, 7, Variation.BETTER)
    # It is low for seven months as well, and that is told first.
    assert verdict.findings[0].signal is Signal.SHIFT
    assert verdict.variation is Variation.WORSE
    assert verdict.findings[0].side is Side.BELOW


def test_two_trends_parted_by_a_tie_are_not_told_as_one():
    rising = [*range(1, 8), *range(7, 14)]
    verdict = variation(control_chart(ChartKind.XMR, values(rising)), "up")
    trend = next(finding for finding in verdict.findings if finding.signal is Signal.TREND)
    assert (trend.since, trend.length) == (7, 7)


def test_two_of_three_are_told_from_the_first_of_them():
    assert told(variation(chart_of(15, 11, 15), "up")) == (Variation.BETTER, Signal.NEAR_LIMIT, Side.ABOVE, 14, 2)
    assert variation(chart_of(15, 15, 11), "up").variation is Variation.COMMON


def test_earlier_points_near_the_limit_are_another_story():
    verdict = variation(chart_of(15, 11, 15, 7, 11, 15, 11, 15), "up")
    assert told(verdict) == (Variation.BETTER, Signal.NEAR_LIMIT, Side.ABOVE, 19, 2)


def test_points_outside_in_a_row_are_told_together():
    assert told(variation(chart_of(20, 4, 5), "up")) == (Variation.WORSE, Signal.OUTSIDE, Side.BELOW, 15, 2)


def test_the_newest_point_with_a_value_is_judged():
    verdict = variation(chart_of(17, None, None), "up")
    assert (verdict.variation, verdict.position) == (Variation.BETTER, 14)


def test_only_the_newest_phase_is_judged():
    chart = control_chart(ChartKind.XMR, values([*LEVEL, *[30, 34] * 7]), rebasings=[Rebasing(14, "Ny organisation")])
    assert variation(chart, "up").variation is Variation.COMMON
    whole = control_chart(ChartKind.XMR, values([*LEVEL, *[30, 34] * 7]))
    assert variation(whole, "up").variation is Variation.BETTER


def test_too_few_points_and_reasons_given_beforehand_are_not_judged():
    verdict = variation(control_chart(ChartKind.XMR, values([1, 2, 3])), "up")
    assert (verdict.variation, verdict.not_judged) == (Variation.NOT_JUDGED, NotJudged.TOO_FEW_POINTS)
    verdict = variation(chart_of(99, given_reason=NotJudged.OVERLAPPING), "up")
    assert (verdict.variation, verdict.not_judged) == (Variation.NOT_JUDGED, NotJudged.OVERLAPPING)
    assert variation(control_chart(ChartKind.P, ()), "up").position is None


def test_provisional_limits_are_judged_and_say_so():
    verdict = variation(control_chart(ChartKind.XMR, values([10, 12] * 5)), "up")
    assert (verdict.variation, verdict.is_provisional) == (Variation.COMMON, True)


def test_a_run_too_long_is_told_from_its_first_useful_point():
    # Median 5 from the first three; 12 useful, limit 7; the run of 8 steps over a point on the median.
    numbers = [5, 1, 5, 1, 9, 1, 9, 9, 9, 5, 9, 9, 9, 9, 9]
    verdict = variation(control_chart(ChartKind.RUN, values(numbers), baseline=(0, 3)), "up")
    assert told(verdict) == (Variation.BETTER, Signal.RUN_TOO_LONG, Side.ABOVE, 6, 8)


def test_too_few_crossings_have_no_way():
    chart = control_chart(ChartKind.RUN, values([1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]))
    assert told(variation(chart, "up")) == (Variation.UNDIRECTED, Signal.TOO_FEW_CROSSINGS, None, 0, 12)


def test_every_point_has_the_mark_of_its_own_signal():
    chart = chart_of(17, 11, 4)
    assert [point_variation(point, chart.kind, "up") for point in chart.points[13:]] == [
        Variation.COMMON,
        Variation.BETTER,
        Variation.COMMON,
        Variation.WORSE,
    ]
    assert better_side(ChartKind.XMR, "neutral") is None


@pytest.mark.parametrize(
    ("target", "direction", "expected"),
    [
        (5, "up", Assurance.MET),
        (17, "up", Assurance.NOT_MET),
        (11, "up", Assurance.HIT_AND_MISS),
        (5, "down", Assurance.NOT_MET),
        (17, "down", Assurance.MET),
        (11, "down", Assurance.HIT_AND_MISS),
        (None, "up", Assurance.NO_TARGET),
        (11, "neutral", Assurance.NO_TARGET),
    ],
)
def test_the_limits_say_whether_the_target_is_met(target, direction, expected):
    assert assurance(chart_of(), target, direction) is expected


def test_a_target_on_the_limit_is_met_as_a_value_on_the_target_is():
    chart = control_chart(ChartKind.P, shares([(30, 30)] * 15))
    assert assurance(chart, 1.0, "up") is Assurance.MET
    # Sometimes 100 %, so not failed for good; never always 0, and always at most 1.
    chart = control_chart(ChartKind.P, shares([(29, 30), (30, 30)] * 8))
    assert chart.points[0].upper == 1.0
    assert assurance(chart, 1.0, "up") is Assurance.HIT_AND_MISS
    assert assurance(chart, 1.0, "down") is Assurance.MET


def test_a_share_is_assured_by_the_limits_of_its_newest_point():
    wide = [(8, 10)] + [(800, 1000)] * 14
    assert assurance(control_chart(ChartKind.P, shares(wide)), 0.7, "up") is Assurance.MET
    assert assurance(control_chart(ChartKind.P, shares(wide[::-1])), 0.7, "up") is Assurance.HIT_AND_MISS
    assert assurance(control_chart(ChartKind.P, shares([*wide, (0, 0)])), 0.7, "up") is Assurance.MET


def test_the_limits_of_an_earlier_phase_assure_nothing():
    chart = control_chart(ChartKind.XMR, values([*LEVEL, *[30, None] * 15]), rebasings=[Rebasing(14, "")])
    assert (chart.is_provisional, chart.not_judged) == (False, NotJudged.TOO_FEW_RANGES)
    assert assurance(chart, 5, "up") is Assurance.NOT_JUDGED


def test_provisional_missing_and_dependent_limits_assure_nothing():
    provisional = control_chart(ChartKind.XMR, values([10, 12] * 6))
    assert assurance(provisional, 1, "up") is Assurance.NOT_JUDGED
    assert assurance(control_chart(ChartKind.XMR, values([10, 12])), 1, "up") is Assurance.NOT_JUDGED
    assert assurance(control_chart(ChartKind.RUN, values(LEVEL)), 1, "up") is Assurance.NOT_JUDGED
    assert assurance(chart_of(given_reason=NotJudged.AUTOCORRELATED), 1, "up") is Assurance.NOT_JUDGED
    assert assurance(chart_of(given_reason=NotJudged.TOO_FEW_CASES), 1, "up") is Assurance.MET


# A baseline that never moved


def test_a_collapse_from_100_percent_is_a_change_for_the_worse_and_no_target_met():
    chart = control_chart(ChartKind.P, shares([(10, 10)] * 24 + [(2, 10)] * 3), baseline=24)
    verdict = variation(chart, "up")
    assert (verdict.variation, verdict.signal) == (Variation.WORSE, Signal.OUTSIDE)
    assert assurance(chart, 0.9, "up") is Assurance.NOT_JUDGED


def test_100_percent_every_month_meets_its_target_and_one_miss_is_chance_but_no_target_met():
    firm = control_chart(ChartKind.P, shares([(10, 10)] * 27), baseline=24)
    assert (variation(firm, "up").variation, assurance(firm, 0.9, "up")) == (Variation.COMMON, Assurance.MET)
    once = control_chart(ChartKind.P, shares([(10, 10)] * 24 + [(9, 10)]), baseline=24)
    assert (variation(once, "up").variation, assurance(once, 0.9, "up")) == (Variation.COMMON, Assurance.NOT_JUDGED)


@pytest.mark.parametrize("later", [50.0, 5.1])
def test_a_value_off_a_baseline_that_never_moved_is_not_judged_until_a_rule_holds(later):
    for kind in (ChartKind.XMR, ChartKind.RUN):
        few = control_chart(kind, values([5.0] * 24 + [later] * 3), baseline=24)
        verdict = variation(few, "down")
        assert (verdict.variation, verdict.not_judged) == (Variation.NOT_JUDGED, NotJudged.NO_SPREAD)
        assert (verdict.position, assurance(few, 60, "down")) == (26, Assurance.NOT_JUDGED)
    seven = control_chart(ChartKind.XMR, values([5.0] * 24 + [later] * 7), baseline=24)
    assert (variation(seven, "down").variation, assurance(seven, 60, "down")) == (
        Variation.WORSE,
        Assurance.NOT_JUDGED,
    )
    back = control_chart(ChartKind.XMR, values([5.0] * 24 + [later, 5.0]), baseline=24)
    assert (variation(back, "down").variation, assurance(back, 60, "down")) == (Variation.COMMON, Assurance.NOT_JUDGED)
