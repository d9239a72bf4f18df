"""A tick is where its number says: no half case written as a whole one."""

import pytest

from dashboard.charts.narrow import count_axis
from dashboard.charts.style import LIGHT, Theme, figure
from dashboard.charts.ticks import round_ticks, step_of_few


@pytest.mark.parametrize(
    ("highest", "most", "ticks"),
    [(0, 4, [0]), (1, 4, [0, 1]), (2, 4, [0, 1, 2]), (5, 2, [0, 5]), (9, 4, [0, 5]), (9, 9, list(range(10))),
     (43, 4, [0, 20, 40]), (96, 4, [0, 25, 50, 75]), (558, 2, [0, 500])],
)  # fmt: skip
def test_a_count_has_whole_ticks(highest: float, most: int, ticks: list[float]) -> None:
    assert round_ticks(highest, most) == ticks


@pytest.mark.parametrize(
    ("highest", "ticks"), [(9, [0, 2.5, 5, 7.5]), (2, [0, 0.5, 1, 1.5, 2]), (0.8, [0, 0.2, 0.4, 0.6, 0.8])]
)
def test_a_number_with_a_decimal_may_have_ticks_between(highest: float, ticks: list[float]) -> None:
    assert round_ticks(highest, decimals=1) == pytest.approx(ticks)


@pytest.mark.parametrize(("decimals", "written"), [(0, ("0", "5")), (1, ("0,0", "2,5", "5,0", "7,5"))])
def test_a_tick_is_written_as_it_stands(decimals: int, written: tuple[str, ...]) -> None:
    drawing = figure(Theme.LIGHT, 100)
    count_axis(drawing, "yaxis", 9, 4, None, LIGHT, decimals)
    assert drawing.layout.yaxis.ticktext == written


def test_whole_numbers_are_written_without_decimals() -> None:
    drawing = figure(Theme.LIGHT, 100)
    count_axis(drawing, "yaxis", 70, 4, None, LIGHT, decimals=1)
    assert drawing.layout.yaxis.ticktext == ("0", "20", "40", "60")


def test_few_are_counted_one_by_one() -> None:
    assert [step_of_few(highest) for highest in (1, 5, 5.75, 40)] == [1, 1, None, None]
