"""Colours can be told apart and read; figures say what the numbers say."""

from datetime import date
from itertools import combinations, pairwise, permutations

import pytest

from dashboard.answers import AgeBand
from dashboard.charts.age_bands import age_bands
from dashboard.charts.event_places import event_places
from dashboard.charts.events import EVENT_HEIGHT, NUMBER_HEIGHT, add_placed_events, numbered_events
from dashboard.charts.months import labelled, place_of
from dashboard.charts.share_trend import share_trend
from dashboard.charts.sparkline import sparkline
from dashboard.charts.style import DARK, LIGHT, Palette, Theme, figure
from dashboard.measurement import GroupMeasurement, Measurement, Silence, Target
from dashboard.selection import Month


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
class TestContrast:
    @pytest.mark.parametrize("text", ["ink", "secondary", "faint", "link", "better_text", "worse_text", "comparison"])
    @pytest.mark.parametrize("ground", ["page", "panel"])
    def test_text_stands_out(self, colours: Palette, text: str, ground: str):
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5

    @pytest.mark.parametrize("mark", ["better", "worse", "series", "previous", "first", "second"])
    def test_marks_stand_out(self, colours: Palette, mark: str):
        assert contrast(getattr(colours, mark), colours.page) >= 3

    def test_the_two_series_differ_in_lightness(self, colours: Palette):
        assert contrast(colours.first, colours.second) >= 2


TARGET = Target(0.9, date(2021, 1, 1), True)


def month(group: str, share: float | None, is_unfinished: bool = False) -> GroupMeasurement:
    interval = None if share is None else (share - 0.1, share + 0.1)
    silence = Silence.NO_CASES if share is None else None
    return GroupMeasurement(group, Measurement(share, 20, interval=interval, silence=silence), is_unfinished)


class TestTheTrend:
    GROUPS = (month("2022-11", 0.5), month("2022-12", None), month("2023-01", 0.7), month("2023-02", 0.9, True))

    def figure(self, events: list[tuple[date, str]] | None = None):
        return share_trend(self.GROUPS, ["a", "b", "c", "d"], [TARGET] * 4, events or [], Theme.LIGHT)

    def test_the_interval_ends_where_the_line_does(self):
        groups = [month("2022-11", 0.5), month("2022-12", 0.6), month("2023-01", 0.7)]
        drawing = share_trend(groups, ["a", "b", "c"], [None] * 3, [], Theme.LIGHT)
        band = next(trace for trace in drawing.data if trace.fill == "toself")
        assert (min(band.x), max(band.x)) == (0, 2)

    def test_a_month_without_a_value_is_a_gap(self):
        line = next(trace for trace in self.figure().data if trace.mode == "lines+markers")
        assert line.y == (0.5, None, 0.7, None)
        assert line.connectgaps is False

    def test_an_unfinished_month_is_joined_by_no_line(self):
        points = next(trace for trace in self.figure().data if trace.mode == "markers")
        assert points.y == (None, None, None, 0.9)

    def test_the_axis_goes_from_nothing_to_everything(self):
        low, high = self.figure().layout.yaxis.range
        assert low == 0
        assert high >= 1

    def test_numbers_are_written_the_danish_way(self):
        assert self.figure().layout.separators == ",."

    def test_the_year_stands_once_per_year(self):
        texts = [note.text for note in self.figure().layout.annotations]
        assert texts.count("2022") == 1
        assert texts.count("2023") == 1

    def test_an_event_outside_the_period_is_not_drawn(self):
        texts = [
            note.text for note in self.figure([(date(2021, 5, 1), "Før"), (date(2023, 1, 1), "Nu")]).layout.annotations
        ]
        assert "Nu" in texts
        assert "Før" not in texts

    def test_an_event_without_room_has_a_number_on_the_chart_and_its_words_under_it(self):
        # On one line there is room for a text on either side of three levels.
        figure = self.figure([(date(2022, 12, 15), f"Hændelse {number}") for number in range(7)])
        notes = {note.text: note for note in figure.layout.annotations}
        assert {"Hændelse 0", "Hændelse 5", "1"} <= notes.keys()
        assert "Hændelse 6" not in notes
        assert numbered_events(figure) == ("Hændelse 6",)
        # The number has a row of its own under the texts, whose ground would hide it.
        assert notes["1"].yshift == 0
        assert notes["Hændelse 0"].yshift == NUMBER_HEIGHT
        assert figure.layout.margin.t == 16 + NUMBER_HEIGHT + 3 * EVENT_HEIGHT

    def test_numbers_that_would_meet_are_written_as_one(self):
        figure = self.figure([(date(2022, 12, 15), f"Hændelse {place}") for place in range(9)])
        texts = [note.text for note in figure.layout.annotations]
        assert "1\u20133" in texts
        assert not {"1", "2", "3"} & set(texts)
        assert numbered_events(figure) == ("Hændelse 6", "Hændelse 7", "Hændelse 8")

    def test_two_groups_of_numbers_have_room_for_their_words_on_a_phone(self):
        # 35 months on 430 pixels: one number each fortnight, and "10\u201312" is 40 pixels wide.
        drawing = figure(Theme.LIGHT, 100)
        add_placed_events(drawing, [(place / 2, f"Hændelse {place}") for place in range(60)], 35, LIGHT)
        places = [note.x for note in drawing.layout.annotations if note.text[0].isdigit()]
        assert len(places) > 3
        assert all((later - earlier) * 430 / 35 >= 40 for earlier, later in pairwise(places))

    def test_no_events_text_is_crossed_by_the_line_of_another(self):
        # The example municipality's last year: the telephones' text lay across the line of the temporary staff.
        names = (
            "Ændret arbejdsgang for<br>§ 85",
            "Midlertidig opnormering<br>i Handicap",
            "Nyt telefonsystem",
            "Uden leder",
        )
        found = event_places(list(zip((1.5, 5.5, 9.05, 9.5), names, strict=True)), 12)
        spots = [spot for spot in found if spot]
        assert len(spots) == 3
        for text, line in permutations(spots, 2):
            assert line.level < text.level or not text.start < line.place < text.end
        for one, other in combinations(spots, 2):
            assert one.level != other.level or one.end <= other.start or other.end <= one.start

    def test_events_that_all_have_room_have_no_number(self):
        figure = self.figure([(date(2023, 1, 1), "Nu")])
        assert numbered_events(figure) == ()
        assert figure.layout.margin.t == 16 + EVENT_HEIGHT


class TestMonths:
    def test_an_event_on_the_first_lies_before_the_months_point(self):
        assert -0.5 <= place_of(date(2023, 1, 1), Month(2023, 1)) < -0.48
        assert 0.48 < place_of(date(2023, 1, 31), Month(2023, 1)) <= 0.5

    def test_few_enough_months_are_named(self):
        months = [Month(2021, 1) + step for step in range(35)]
        assert len(labelled(months)) == 12


class TestAgeBands:
    def test_a_hidden_band_has_no_height_and_says_why(self):
        bands = [AgeBand(0, 30, 12, 3), AgeBand(31, None, None, None)]
        drawing = age_bands(bands, ["0-30", "over 30"], (["a", "b"], ["c", "d"]), Theme.DARK)
        assert drawing.data[0].y == (3, None)
        assert drawing.data[1].y == (9, None)
        assert "<b>skjult</b>" in [note.text for note in drawing.layout.annotations]


class TestTheTarget:
    """Drawn month by month: a target that is raised in January was not missed in December."""

    RAISED = Target(0.95, date(2023, 1, 1), False)

    def drawn(self, *targets: Target | None):
        groups = [month(f"2022-{number:02d}", 0.5) for number in range(12 - len(targets) + 1, 13)]
        return share_trend(groups, [""] * len(groups), targets, [], Theme.LIGHT)

    def lines(self, *targets: Target | None) -> list[list[tuple[float, float]]]:
        dashed = [trace for trace in self.drawn(*targets).data if trace.line.dash == "dash"]
        return [list(zip(trace.x, trace.y, strict=True)) for trace in dashed]

    def test_that_never_changes_is_one_straight_line(self):
        assert self.lines(TARGET, TARGET) == [[(-0.5, 0.9), (1.5, 0.9)]]

    def test_that_is_raised_is_a_step_between_the_months(self):
        assert self.lines(TARGET, TARGET, self.RAISED) == [[(-0.5, 0.9), (1.5, 0.9), (1.5, 0.95), (2.5, 0.95)]]

    def test_is_not_drawn_in_months_without_one(self):
        assert self.lines(None, TARGET, None, self.RAISED) == [[(0.5, 0.9), (1.5, 0.9)], [(2.5, 0.95), (3.5, 0.95)]]
        assert self.lines(None, None) == []

    def test_is_named_once_for_every_level(self):
        texts = [note.text for note in self.drawn(TARGET, TARGET, self.RAISED).layout.annotations]
        assert [text for text in texts if text.startswith("Mål")] == ["Mål 95 %", "Mål 90 %"]

    def test_has_its_name_at_its_own_line_and_the_newest_value_keeps_clear_of_it(self):
        groups = [month("2022-11", 0.5), month("2022-12", 0.868)]
        drawing = share_trend(groups, ["", ""], [TARGET, TARGET], [], Theme.LIGHT)
        notes = {note.text: note for note in drawing.layout.annotations}
        name, value = notes["Mål 90 %"], notes["<b>86,8 %</b>"]
        assert (name.y, name.yanchor, name.yshift) == (0.9, "middle", None)
        assert value.yshift < -10

    def test_with_a_decimal_is_not_rounded(self):
        texts = [note.text for note in self.drawn(Target(0.875, date(2021, 1, 1), False)).layout.annotations]
        assert "Mål 87,5 %" in texts


class TestTheSparkline:
    def test_of_nothing_keeps_its_size(self):
        assert 'height="44"' in sparkline([], [], LIGHT)
        assert 'height="44"' in sparkline([None, None], [0.9, 0.9], LIGHT)

    def test_shows_the_target_as_a_step_from_edge_to_edge(self):
        # 0.5 lies at the bottom (39), 0.9 at the top (5); three months stand 115 pixels apart from 5 on.
        picture = sparkline([0.5, 0.9, 0.5], [0.5, 0.5, 0.9], LIGHT)
        dashed = [part for part in picture.split("<") if "dasharray" in part]
        assert [part.split('"')[1] for part in dashed] == ["0.0,39.0 177.5,39.0 177.5,5.0 240.0,5.0"]

    def test_shows_no_target_where_there_is_none(self):
        assert "dasharray" not in sparkline([0.5, 0.9], [None, None], LIGHT)
