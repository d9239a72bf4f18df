"""A control chart as drawn: grey series, marks of shape and colour, limits that step with n, and what lies over it."""

from datetime import date
from itertools import pairwise

import pytest

from dashboard.analysis.control_chart import ChartKind, Rebasing
from dashboard.analysis.observations import shares, values
from dashboard.analysis.process_control import control_chart as chart_of
from dashboard.charts.control_axis import place_on
from dashboard.charts.control_chart import Names, Overlay, Series, StepLine, begins_above_zero, control_chart
from dashboard.charts.edge_labels import LINE, free_place
from dashboard.charts.initiative_strip import TEST_MARK, Span, Strip
from dashboard.charts.style import LIGHT, Theme
from dashboard.formatting import percent
from dashboard.selection import Month

FIRST = Month(2022, 1)
COUNTS = [(80 + step, 100) for step in (0, 2, -2, 1, -1, 3, -3, 0, 1, -2, 2, -1, 1)] + [(45, 50)] * 7


NAMES = Names("Middel 83 %", "Mål 90 %", "90,0 %", "")


def write(value: float) -> str:
    return percent(value, 0)


def drawn(
    counts: list = COUNTS, direction: str = "up", overlay: Overlay | None = None, names: Names = NAMES, **more: object
):
    """The figure of these shares; the last may be open."""
    chart = chart_of(ChartKind.P, shares(counts), **more)
    found = [None if one is None else one[0] / one[1] for one in counts]
    series = Series(
        lasts=[FIRST + place for place in range(len(counts))], is_quarterly=False, values=found,
        is_open=[False] * len(counts), targets=[0.9] * len(counts), sentences=[str(place) for place in range(len(counts))],
        direction=direction,
    )  # fmt: skip
    return control_chart(chart, series, names, write, Theme.LIGHT, overlay or Overlay(), "Intet")


def series_of(figure):
    return next(one for one in figure.data if one.mode == "lines+markers")


class TestTheMarks:
    @pytest.mark.parametrize(
        ("direction", "colour"), [("up", LIGHT.better), ("down", LIGHT.worse), ("neutral", LIGHT.ink)]
    )
    def test_a_signal_is_an_arrow_the_way_it_points_in_the_colour_of_its_meaning(
        self, direction: str, colour: str
    ) -> None:
        marker = series_of(drawn(direction=direction, baseline=(0, 13))).marker
        assert set(marker.symbol[13:]) == {"triangle-up"}
        assert set(marker.color[13:]) == {colour}
        # The month before the seven lies above the centre too, and is the first of their row.
        assert set(marker.symbol[:12]) == {"circle"}
        assert set(marker.color[:12]) == {LIGHT.series}

    def test_the_series_itself_is_grey(self) -> None:
        assert series_of(drawn()).line.color == LIGHT.series

    def test_what_is_not_judged_is_open_and_joined_by_no_line(self) -> None:
        chart = chart_of(ChartKind.XMR, values([10.0, 12.0] * 6 + [None]))
        series = Series([FIRST + n for n in range(13)], False, [10.0, 12.0] * 6 + [30.0], [False] * 12 + [True], [None] * 13,
                        [""] * 13, "down")  # fmt: skip
        figure = control_chart(chart, series, Names(), write, Theme.LIGHT, Overlay(), "")
        assert series_of(figure).y[12] is None
        (alone,) = [one for one in figure.data if one.mode == "markers"]
        assert (alone.y[12], alone.marker.color) == (30.0, LIGHT.page)


class TestTheLines:
    def test_the_limits_step_out_where_n_is_small(self) -> None:
        (band,) = [one for one in drawn().data if one.fill == "toself"]
        half = len(band.x) // 2
        upper = dict(zip(band.x[:half], band.y[:half], strict=True))
        assert upper[19.5] > upper[0.5]

    def test_trial_limits_are_dotted_and_firm_ones_are_not(self) -> None:
        def edges(counts: list) -> set[str]:
            return {
                one.line.dash for one in drawn(counts).data if one.mode == "lines" and one.line.color == LIGHT.previous
            }

        assert edges(COUNTS[:12]) == {"dot"}
        assert edges(COUNTS) == {"solid"}

    def test_a_new_base_is_a_line_with_its_reason(self) -> None:
        figure = drawn(rebasings=[Rebasing(10, "Ny frist")])
        assert [one.x for one in figure.layout.annotations if one.text == "Ny frist"] == [9.5]

    def test_names_at_the_edge_do_not_meet(self) -> None:
        taken: list[tuple[float, int]] = []
        for wanted, lines in ((100.0, 1), (104.0, 1), (96.0, 2), (100.0, 1)):
            taken.append((free_place(wanted, lines, taken), lines))
        assert taken[0] == (100.0, 1)
        ends = sorted((middle - LINE * lines / 2, middle + LINE * lines / 2) for middle, lines in taken)
        assert all(upper <= lower + 1e-6 for (_, upper), (lower, _) in pairwise(ends))

    def test_many_events_make_the_figure_taller_and_not_the_plot_lower(self) -> None:
        events = [(date(2022, month, 1), "Et tiltag med et langt navn i to linjer") for month in (5, 6, 7)]
        plots = [
            figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
            for figure in (drawn(), drawn(overlay=Overlay(events=events)))
        ]
        assert plots[0] == plots[1]


class TestWhatLiesOver:
    strip = Strip(
        "Indsatsen", [Span(date(2022, 6, 1), date(2022, 12, 31), "Planlagt")], [Span(date(2022, 7, 1), None, "Faktisk")],
        [(date(2022, 9, 12), "Prøvehandling")],
    )  # fmt: skip

    def test_planned_is_an_outline_and_actual_is_filled_and_runs_on(self) -> None:
        figure = drawn(overlay=Overlay(strip=self.strip))
        bars = [one for one in figure.layout.shapes if one.type == "rect"]
        planned, actual = bars
        assert planned.fillcolor == "rgba(0,0,0,0)"
        assert (round(planned.x0, 1), round(planned.x1, 1)) == (4.5, 11.5)
        assert actual.fillcolor == LIGHT.ink
        assert actual.x1 == figure.layout.xaxis.range[1]
        (test,) = [one for one in figure.layout.annotations if one.hovertext == "Prøvehandling"]
        # A diamond is a milestone on the timeline of the plan.
        assert test.text == TEST_MARK != "\u25c6"

    def test_the_step_is_drawn_beside_what_the_time_before_leads_to(self) -> None:
        figure = drawn(overlay=Overlay(line=StepLine(13, 0.8, 0.01, 0.1)))
        lines = [one for one in figure.data if one.line.color == LIGHT.ink and one.mode == "lines" and len(one.x) == 2]
        before, after, expected = lines[-3:]
        assert (before.x, before.y[1]) == ((0, 12), pytest.approx(0.79))
        assert (after.x, after.y[0]) == ((13, 19), pytest.approx(0.9))
        assert (expected.line.dash, expected.y[0]) == ("dot", pytest.approx(0.8))

    def test_the_step_s_line_and_the_other_group_are_told_apart_by_dash_colour_and_name(self) -> None:
        names = Names("Middel 83 %", "Mål 90 %", "90,0 %", "Botilbud", expected="Ventet forløb")
        overlay = Overlay(line=StepLine(13, 0.8, 0.01, 0.1), comparison=[0.7] * 20)
        figure = drawn(overlay=overlay, names=names)
        (expected,) = [one for one in figure.data if one.line.dash == "dot" and one.line.color == LIGHT.ink]
        (other,) = [one for one in figure.data if one.line.color == LIGHT.comparison]
        assert other.line.dash not in (expected.line.dash, "dash", "solid")  # dashed is the target
        assert {"Ventet forløb", "Botilbud"} <= {one.text for one in figure.layout.annotations}

    def test_the_strip_lies_below_the_axis_and_adds_no_value_to_it(self) -> None:
        without, beside = (
            drawn([(0, 20), (5, 20)] * 10),
            drawn([(0, 20), (5, 20)] * 10, overlay=Overlay(strip=self.strip)),
        )
        assert beside.layout.yaxis.range == without.layout.yaxis.range
        assert beside.layout.yaxis.tickvals[0] == 0 == beside.layout.yaxis.range[0]
        assert not begins_above_zero(beside)
        assert begins_above_zero(drawn())
        assert beside.layout.yaxis.domain[0] > max(one.y1 for one in beside.layout.shapes if one.type == "rect")
        empty = drawn(overlay=Overlay(strip=Strip("Indsatsen")))
        assert empty.layout.yaxis.domain is None

    def test_the_value_at_the_edge_says_when_it_is_from(self) -> None:
        names = Names(newest="42,9 %", newest_about="3. kvartal 2022")
        (told,) = [one.text for one in drawn(names=names).layout.annotations if "42,9" in one.text]
        assert "3. kvartal 2022" in told

    def test_a_day_lies_where_its_month_or_quarter_does(self) -> None:
        months = [FIRST + place for place in range(6)]
        assert place_on(date(2022, 3, 16), months, False) == pytest.approx(2, abs=0.02)
        quarters = [Month(2022, 3), Month(2022, 6)]
        assert place_on(date(2022, 1, 1), quarters, True) == pytest.approx(-0.5, abs=0.02)
        assert place_on(date(2022, 5, 16), quarters, True) == pytest.approx(1, abs=0.02)


def test_nothing_to_draw_says_so() -> None:
    figure = drawn([None] * 5)
    assert [one.text for one in figure.layout.annotations] == ["Intet"]
