"""Rare events: the days between them, on a chart with a root scale."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from dashboard.analysis.control_chart import Assurance, ChartKind, NotJudged, Signal, Variation
from dashboard.analysis.control_verdict import assurance, variation
from dashboard.analysis.limits import scaled
from dashboard.analysis.observations import days_between
from dashboard.analysis.process_control import control_chart

FIRST = date(2021, 1, 4)


def events(*gaps):
    """Days of events with these gaps between them, and the day of the last."""
    days = [FIRST]
    for gap in gaps:
        days.append(days[-1] + timedelta(gap))
    return days


def chart_of(days, as_of, **options):
    return control_chart(ChartKind.DAYS_BETWEEN, days_between(days, as_of), **options)


def test_events_become_the_days_between_them_and_the_interval_still_running():
    found = days_between([date(2023, 3, 1), date(2023, 1, 10), date(2023, 1, 20)], date(2023, 3, 31))
    assert [(each.value, each.is_open) for each in found] == [(10, False), (40, False), (30, True)]


def test_events_after_the_as_of_date_are_not_yet_known():
    found = days_between([date(2023, 1, 10), date(2023, 5, 1)], date(2023, 3, 31))
    assert [(each.value, each.is_open) for each in found] == [(80, True)]


def test_no_event_and_one_event_have_nothing_to_judge():
    assert days_between([], FIRST) == ()
    chart = chart_of([FIRST], FIRST + timedelta(9))
    assert (chart.points[0].value, chart.points[0].is_open, chart.not_judged) == (9, True, NotJudged.NO_POINTS)


def test_the_scale_is_nelsons():
    # unaettie.com, "T-chart": 60 days become 3.118.
    assert scaled(ChartKind.DAYS_BETWEEN, 60) == pytest.approx(3.118, abs=5e-4)


def test_limits_are_those_of_single_values_on_nelsons_scale():
    """A slow recount on Montgomery's hours between failures of a valve (table 7.14)."""
    gaps = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]
    days = events(*gaps)
    chart = chart_of(days, days[-1], screen=False)
    roots = [gap ** (1 / 3.6) for gap in gaps]
    centre = sum(roots) / 20
    mean_range = sum(abs(later - earlier) for earlier, later in pairwise(roots)) / 19
    point = chart.points[0]
    assert point.centre == pytest.approx(centre**3.6)
    assert point.upper == pytest.approx((centre + 2.66 * mean_range) ** 3.6)
    assert point.lower == 0  # below 0 on the scale: no interval is too short
    assert not any(point.signals for point in chart.points)


def test_two_events_on_one_day_are_shown_as_0_days_and_counted_as_half_a_day():
    gaps = [30, 40, 0, 35, 30, 45, 38, 33, 40, 36]
    days = events(*gaps)
    chart = chart_of(days, days[-1], screen=False)
    roots = [max(gap, 0.5) ** (1 / 3.6) for gap in gaps]
    assert chart.points[2].value == 0
    assert chart.points[0].centre == pytest.approx((sum(roots) / 10) ** 3.6)


def test_all_events_on_one_day_have_no_spread_and_no_signal():
    chart = chart_of([FIRST] * 15, FIRST)
    assert not chart.current.has_spread
    assert not any(point.signals for point in chart.points)


def test_the_interval_still_running_is_shown_and_never_judged():
    days = events(*[30, 35, 28, 33] * 4)
    quiet, long = chart_of(days, days[-1] + timedelta(1)), chart_of(days, days[-1] + timedelta(5000))
    assert (long.points[-1].value, long.points[-1].is_open, long.points[-1].signals) == (5000, True, frozenset())
    assert long.points[-1].upper == quiet.points[-1].upper == long.points[0].upper
    assert variation(long, "down").position == 15


def test_longer_between_events_is_the_better_where_fewer_events_are():
    days = events(*[30, 35, 28, 33] * 4, 400)
    chart = chart_of(days, days[-1])
    assert chart.points[-2].signals == {Signal.OUTSIDE}
    assert variation(chart, "down").variation is Variation.BETTER
    assert variation(chart, "up").variation is Variation.WORSE


def test_a_target_for_the_number_is_none_for_the_days_between():
    days = events(*[30, 35, 28, 33] * 4)
    assert assurance(chart_of(days, days[-1]), 10, "down") is Assurance.NOT_JUDGED


def test_events_at_an_unchanged_rate_seldom_give_a_signal_at_the_newest():
    generator = random.Random(20231130)
    found = 0
    for _ in range(400):
        days = events(*[round(generator.expovariate(1 / 30)) for _ in range(24)])
        found += bool(chart_of(days, days[-1]).points[-2].signals)
    assert found / 400 <= 0.04
