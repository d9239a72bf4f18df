"""The four rules on tiny vectors, with their traps, and that they treat up and down alike."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.run_rules import near_limits, outside, shifts, stretches, trends

DISTANCES = st.lists(st.none() | st.sampled_from([-3.5, -2.5, -1.0, 0.0, 1.0, 2.5, 3.5]), max_size=30)


def test_a_point_on_the_limit_is_within_it_and_one_beyond_is_outside():
    assert outside([3.0, -3.0, 3.1, None, -3.1]) == {2, 4}


def test_seven_on_one_side_are_a_shift_and_six_are_none():
    assert shifts([1] * 7) == set(range(7))
    assert shifts([-1] * 8) == set(range(8))
    assert shifts([1] * 6) == frozenset()
    assert shifts([-1, *[1] * 7, -1]) == set(range(1, 8))


def test_a_point_on_the_centre_breaks_a_shift():
    assert shifts([1, 1, 1, 0, 1, 1, 1, 1]) == frozenset()
    assert shifts([0] * 9) == frozenset()


def test_a_gap_breaks_a_shift_a_trend_and_two_of_three():
    assert shifts([1, 1, 1, None, 1, 1, 1, 1]) == frozenset()
    assert trends([1, 2, 3, None, 4, 5, 6, 7]) == {}
    assert near_limits([2.5, None, 2.5]) == frozenset()


def test_seven_points_strictly_rising_are_a_trend_and_six_are_none():
    assert trends([1, 2, 3, 4, 5, 6, 7]) == dict.fromkeys(range(7), 1)
    assert trends([7, 6, 5, 4, 3, 2, 1]) == dict.fromkeys(range(7), -1)
    assert trends([1, 2, 3, 4, 5, 6]) == {}


def test_a_trend_broken_by_a_tie_is_none():
    assert trends([1, 2, 3, 3, 4, 5, 6, 7]) == {}
    assert trends([1, 2, 3, 4, 5, 6, 7, 7]) == dict.fromkeys(range(7), 1)


def test_the_point_a_trend_turns_at_belongs_to_the_newer():
    found = trends([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1])
    assert found == dict.fromkeys(range(6), 1) | dict.fromkeys(range(6, 13), -1)


def test_two_of_three_near_the_same_limit_are_a_signal():
    assert near_limits([2.5, 0.1, 2.2]) == {0, 2}
    assert near_limits([0, -2.5, -2.1, 0]) == {1, 2}
    assert near_limits([2.5, 2.5, 2.5]) == {0, 1, 2}


def test_two_of_three_on_opposite_sides_are_no_signal():
    assert near_limits([2.5, -2.5, 0.1]) == frozenset()
    assert near_limits([-2.5, 0.1, 2.5]) == frozenset()


def test_two_of_four_or_on_the_edge_of_the_outer_third_are_no_signal():
    assert near_limits([2.5, 0, 0, 2.5]) == frozenset()
    assert near_limits([2.0, 2.0, 0]) == frozenset()


def test_the_third_may_lie_anywhere_and_one_outside_counts_as_near():
    assert near_limits([2.5, -1.0, 3.5]) == {0, 2}


def test_two_points_alone_are_not_three():
    assert near_limits([2.5, 2.5]) == frozenset()


@settings(max_examples=200, deadline=None)
@given(DISTANCES)
def test_the_rules_are_the_same_upside_down_and_backwards(distances):
    down = [None if distance is None else -distance for distance in distances]
    sides = [None if distance is None else (distance > 0) - (distance < 0) for distance in distances]
    turned = [None if side is None else -side for side in sides]
    last = len(distances) - 1
    assert outside(down) == outside(distances)
    assert near_limits(down) == near_limits(distances)
    assert shifts(turned) == shifts(sides)
    assert trends(down) == {position: -way for position, way in trends(distances).items()}
    assert {last - position for position in near_limits(distances[::-1])} == near_limits(distances)
    assert {last - position for position in shifts(sides[::-1])} == shifts(sides)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.none() | st.sampled_from([-1, 0, 1]), max_size=25))
def test_shifts_agree_with_a_slow_recount(sides):
    slow = set()
    for start in range(len(sides) - 6):
        seven = sides[start : start + 7]
        if seven in ([1] * 7, [-1] * 7):
            slow |= set(range(start, start + 7))
    assert shifts(sides) == slow


@settings(max_examples=200, deadline=None)
@given(st.lists(st.none() | st.integers(0, 3) | st.integers(0, 40), max_size=25))
def test_trends_agree_with_a_slow_recount(numbers):
    slow = set()
    for start in range(len(numbers) - 6):
        seven = numbers[start : start + 7]
        if None not in seven and sorted(set(seven)) in (seven, seven[::-1]):
            slow |= set(range(start, start + 7))
    assert set(trends(numbers)) == slow


def test_stretches_are_rows_of_equal_marks_without_the_gaps():
    assert stretches([1, 1, None, 0, 1]) == [(0, 2), (3, 4), (4, 5)]
    assert stretches([]) == []
