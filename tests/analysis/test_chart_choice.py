"""Which chart a KPI gets, and which numbers are never judged."""

import random

import pytest

from dashboard.analysis.chart_choice import ChartChoice, choose_kind, is_overdispersed
from dashboard.analysis.control_chart import ChartKind, NotJudged
from dashboard.analysis.observations import shares, values
from dashboard.kpi.definition import Kind


def monthly_shares(n, spread=0.0, months=24, centre=0.8, seed=1):
    """Shares of n cases a month around a centre that moves by ``spread`` (standard deviation) from month to month."""
    generator = random.Random(seed)
    pairs = []
    for _ in range(months):
        p = min(1.0, max(0.0, generator.gauss(centre, spread)))
        pairs.append((sum(generator.random() < p for _ in range(n)), n))
    return shares(pairs)


def test_a_share_of_ordinary_size_gets_a_p_chart():
    assert choose_kind(Kind.SHARE, monthly_shares(250)) == ChartChoice(ChartKind.P)


def test_a_share_of_large_n_gets_laneys():
    assert choose_kind("share", shares([(800, 999), (790, 999)] * 5)).kind is ChartKind.P
    assert choose_kind("share", shares([(800, 1000), (790, 1000)] * 5)).kind is ChartKind.P_PRIME


def test_a_share_that_moves_more_than_its_n_explains_gets_laneys():
    assert choose_kind("share", monthly_shares(400, spread=0.06)).kind is ChartKind.P_PRIME


def test_one_lasting_change_of_level_is_not_more_variation_from_month_to_month():
    lower, higher = monthly_shares(250, months=12), monthly_shares(250, months=12, centre=0.95, seed=2)
    assert not is_overdispersed([*lower, *higher])


def test_one_month_far_off_counts_as_it_stands_for_only_single_values_are_screened():
    # By hand: n = 250 at 0.79 is a sigma of 0.026; two ranges of about 0.4 are 15 z each, 30 ÷ 23 ÷ 1.128 more on sigma z.
    calm = list(monthly_shares(250))
    assert not is_overdispersed(calm)
    calm[12] = shares([(100, 250)])[0]
    assert is_overdispersed(calm)
    assert choose_kind("share", calm).kind is ChartKind.P_PRIME


def test_twelve_points_are_too_few_to_tell():
    assert is_overdispersed(monthly_shares(400, spread=0.1, months=13))
    assert not is_overdispersed(monthly_shares(400, spread=0.1, months=12))


def test_shares_that_vary_as_their_n_explains_are_called_overdispersed_one_time_in_twenty():
    found = sum(is_overdispersed(monthly_shares(60, seed=seed)) for seed in range(300))
    assert 0.01 <= found / 300 <= 0.09


@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.QUANTILE, Kind.COUNT])
def test_ratios_quantiles_and_counts_get_single_values(kind):
    assert choose_kind(kind, values([10, 12, 11])) == ChartChoice(ChartKind.XMR)


@pytest.mark.parametrize("kind", [Kind.STOCK, Kind.LOAD, Kind.EXTREME])
def test_what_is_taken_at_month_ends_gets_a_run_chart_without_a_verdict(kind):
    assert choose_kind(kind, values([10, 12, 11])) == ChartChoice(ChartKind.RUN, NotJudged.AUTOCORRELATED)


@pytest.mark.parametrize("kind", list(Kind))
def test_windows_that_overlap_are_never_judged(kind):
    assert choose_kind(kind, values([1.0]), is_overlapping=True) == ChartChoice(ChartKind.RUN, NotJudged.OVERLAPPING)


def test_a_count_of_rare_events_gets_the_days_between_them():
    assert choose_kind("count", values([0, 0, 1, 0, 2, 0, None])).kind is ChartKind.DAYS_BETWEEN
    assert choose_kind("count", values([1, 0, 1, 0, 2, 1])).kind is ChartKind.XMR
    assert choose_kind("quantile", values([0, 0, 1, 0, 2, 0])).kind is ChartKind.XMR


def test_a_share_whose_rarer_side_comes_less_than_once_a_period_is_not_judged():
    few = ChartChoice(ChartKind.P, NotJudged.TOO_FEW_CASES)
    assert choose_kind("share", shares([(30, 30), (29, 30), (30, 30)] * 5)) == few
    assert choose_kind("share", shares([(0, 30), (1, 30), (0, 30)] * 5)) == few
    assert choose_kind("share", shares([(29, 30)] * 15)) == ChartChoice(ChartKind.P)


def test_100_percent_every_month_is_judged_for_nothing_in_it_can_be_a_false_signal():
    assert choose_kind("share", shares([(30, 30)] * 15)) == ChartChoice(ChartKind.P)


def test_another_chart_may_be_asked_for_but_not_another_verdict():
    choice = choose_kind("stock", values([10, 12]), override=ChartKind.XMR)
    assert choice == ChartChoice(ChartKind.XMR, NotJudged.AUTOCORRELATED)
    assert choose_kind("share", monthly_shares(250), override=ChartKind.XMR) == ChartChoice(ChartKind.XMR)


@pytest.mark.parametrize("kind", list(Kind))
def test_no_points_still_have_a_chart(kind):
    assert choose_kind(kind, ()).kind in ChartKind
