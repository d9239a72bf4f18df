"""A chart is drawn once for what it is given, and anew for anything else."""

from dataclasses import dataclass

import pandas as pd
import pytest

from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import Drawing, Theme, figure


@dataclass(frozen=True)
class Point:
    value: float | None
    names: list[str]


def counted() -> tuple[list, object]:
    drawings: list[tuple] = []

    @drawn_once
    def draw(points: list[Point], *, title: str = "") -> tuple:
        drawings.append((points, title))
        return ("drawing", len(drawings))

    return drawings, draw


def test_the_same_values_give_the_same_drawing() -> None:
    drawings, draw = counted()
    assert draw([Point(0.5, ["a"])], title="x") is draw([Point(0.5, ["a"])], title="x")
    assert len(drawings) == 1


@pytest.mark.parametrize(
    "other",
    [[Point(0.6, ["a"])], [Point(0.5, ["b"])], [Point(0.5, [])], [Point(None, ["a"])], [], [Point(0.5, ["a"])] * 2],
)
def test_any_other_value_is_drawn_anew(other: list[Point]) -> None:
    drawings, draw = counted()
    assert draw([Point(0.5, ["a"])]) != draw(other)
    assert len(drawings) == 2


def test_equal_numbers_of_different_kinds_are_different_values() -> None:
    _, draw = counted()
    assert len({draw([Point(number, [])]) for number in (1, 1.0, True)}) == 3


def test_two_charts_with_the_same_values_are_not_mixed_up() -> None:
    @drawn_once
    def bars(values: list[int]) -> str:
        return f"bars {values}"

    @drawn_once
    def dots(values: list[int]) -> str:
        return f"dots {values}"

    assert (bars([1]), dots([1])) == ("bars [1]", "dots [1]")


def test_what_cannot_be_compared_is_refused() -> None:
    _, draw = counted()
    with pytest.raises(TypeError):
        draw([Point(0.5, [pd.DataFrame({"a": [1]})])])


def test_a_finished_drawing_is_the_drawing_it_was() -> None:
    drawing = figure(Theme.LIGHT, 300)
    drawing.add_scatter(x=[1, 2], y=[3.5, None], text=["a", "b"])
    drawing.add_annotation(x=1, y=3.5, text="Top")
    before = drawing.to_dict()
    drawing.finish()
    assert drawing.to_dict() == before
    assert drawing.layout.annotations[0].text == "Top"


def test_the_specification_of_a_drawn_chart_is_worked_out_once() -> None:
    @drawn_once
    def chart(height: int) -> Drawing:
        return figure(Theme.LIGHT, height)

    assert chart(300).to_dict() is chart(300).to_dict()
    assert chart(300).to_dict() != chart(310).to_dict()
