"""The Gantt draws what is planned and what is recorded, and nothing that follows from elapsed time."""

from datetime import date

import pytest

from dashboard.charts.enlarged import FACTOR, enlarged
from dashboard.charts.gantt import NAMES, Milestone, Phase, Row, Tone, fill_of, gantt, span_of
from dashboard.charts.gantt_strip import gantt_strip
from dashboard.charts.planned_outline import stretches
from dashboard.charts.style import LIGHT, Theme
from dashboard.selection import Month

MARCH_ON = [Month(2023, 3) + step for step in range(10)]
AS_OF = date(2023, 11, 30)
NAMED = {"today": "Data pr. 30. november 2023", "key": "nøgle"}


def planned(start: date | None, end: date | None, **more: object) -> Phase:
    return Phase("", "sætning", start, end, **more)


def drawn(*rows: Row, today: date = AS_OF):
    return gantt(rows, MARCH_ON, today, NAMED, Theme.LIGHT)


def traces(*phases: Phase):
    """The planned bars and the fills of one row."""
    return drawn(Row("i", "Indsats", phases)).data[:2]


class TestThePlannedBar:
    def test_of_whole_months_fills_their_columns(self):
        """May and June are the third and fourth columns: from 1.5 to 3.5 where March's middle is 0."""
        assert span_of(planned(date(2023, 5, 1), date(2023, 6, 30)), MARCH_ON) == (1.5, 3.5)

    def test_of_one_day_is_that_day_wide(self):
        begin, end = span_of(planned(date(2023, 4, 15), date(2023, 4, 15)), MARCH_ON)
        assert end - begin == pytest.approx(1 / 30)

    def test_without_an_end_is_a_month_long_and_open(self):
        assert span_of(planned(date(2023, 5, 1), None), MARCH_ON) == (1.5, 2.5)
        assert span_of(planned(None, date(2023, 5, 31)), MARCH_ON) == (1.5, 2.5)

    def test_without_any_date_is_not_drawn(self):
        assert span_of(planned(None, None), MARCH_ON) is None
        assert [list(trace.y) for trace in traces(planned(None, None))] == [[], []]

    def test_closed_at_both_ends_is_one_solid_frame(self):
        assert list(stretches((1.5, 3.5), (False, False))) == [(1.5, 3.5, 1.0)]

    def test_with_an_assumed_end_fades_out_to_that_end_and_is_not_closed(self):
        pieces = list(stretches((0.0, 2.0), (False, True)))
        assert [strength for *_, strength in pieces] == sorted((one[2] for one in pieces), reverse=True)
        assert max(end for _, end, _ in pieces) == pytest.approx(2.0)
        row = Row("i", "", [planned(date(2023, 5, 1), date(2023, 6, 30), end_is_open=True)])
        frame = [one for one in drawn(row).layout.shapes if one.line.color == LIGHT.ink]
        assert [(one.x0, one.x1) for one in frame if one.x0 == one.x1] == [(1.5, 1.5)]


class TestTheFill:
    def test_needs_a_recorded_start_however_long_ago_the_plan_began(self):
        assert fill_of(planned(date(2023, 3, 1), date(2023, 4, 30)), MARCH_ON, AS_OF) is None
        assert list(traces(planned(date(2023, 3, 1), date(2023, 4, 30)))[1].x) == []

    def test_reaches_to_the_data_s_day_while_no_end_is_recorded(self):
        begun = planned(date(2023, 4, 1), date(2023, 12, 31), actual_start=date(2023, 9, 1))
        assert fill_of(begun, MARCH_ON, AS_OF) == (5.5, 8.5)

    def test_of_what_is_said_to_be_over_reaches_to_the_day_that_was_said(self):
        over = planned(None, None, actual_start=date(2023, 4, 1), known_until=date(2023, 10, 31))
        assert fill_of(over, MARCH_ON, AS_OF) == (0.5, 7.5)

    def test_of_what_is_said_to_be_over_fades_out_for_nobody_recorded_its_end(self):
        over = planned(None, None, actual_start=date(2023, 4, 1), known_until=date(2023, 10, 31))
        ended = planned(None, None, actual_start=date(2023, 4, 1), actual_end=date(2023, 10, 31))
        solid, whole = (traces(one)[1] for one in (over, ended))
        assert solid.base[0] + solid.x[0] < whole.base[0] + whole.x[0] == pytest.approx(7.5)
        fading = [one for one in drawn(Row("i", "", [over])).layout.shapes if one.fillcolor == LIGHT.series]
        assert max(one.x1 for one in fading) == pytest.approx(7.5)
        assert [one.opacity for one in fading] == sorted((one.opacity for one in fading), reverse=True)
        assert not [one for one in drawn(Row("i", "", [ended])).layout.shapes if one.fillcolor == LIGHT.series]
        pictures = [gantt_strip(Row("i", "", [one]), MARCH_ON, AS_OF, LIGHT) for one in (over, ended)]
        assert ['fill-opacity="0.' in one for one in pictures] == [True, False]

    def test_ends_on_the_recorded_day_also_before_the_planned_start(self):
        early = planned(date(2023, 6, 1), None, actual_start=date(2023, 3, 1), actual_end=date(2023, 3, 31))
        assert fill_of(early, MARCH_ON, AS_OF) == (-0.5, 0.5)

    def test_of_a_start_after_the_data_s_day_is_that_day_alone(self):
        begin, end = fill_of(planned(None, None, actual_start=date(2023, 12, 31)), MARCH_ON, AS_OF)
        assert (end, end - begin) == (9.5, pytest.approx(1 / 31))


class TestTheRow:
    def test_a_click_on_either_bar_names_the_initiative_and_hovering_says_the_sentence(self):
        for trace in traces(planned(date(2023, 3, 1), None, actual_start=date(2023, 3, 1))):
            assert (list(trace.customdata), list(trace.hovertext)) == (["i"], ["sætning"])

    def test_a_milestone_is_filled_where_it_is_done(self):
        marks = [Milestone(date(2023, 4, 3), True, ""), Milestone(date(2023, 11, 15), False, "")]
        assert list(drawn(Row("i", "", (), marks)).data[2].marker.color) == [LIGHT.ink, LIGHT.page]

    def test_a_milestone_alone_is_seen_on_the_small_picture_too(self):
        pictures = [
            gantt_strip(Row("i", "", (), [Milestone(date(2023, 4, 3), is_done, "")]), MARCH_ON, AS_OF, LIGHT)
            for is_done in (True, False)
        ]
        assert [one.partition("<polygon")[2].partition('fill="')[2][:7] for one in pictures] == [LIGHT.ink, LIGHT.page]

    def test_two_phases_share_the_row_and_have_their_names(self):
        phases = [
            Phase("overordnet", "", date(2023, 5, 1), date(2023, 8, 31)),
            Phase("konkret", "", date(2023, 9, 1), date(2023, 12, 31)),
        ]
        drawing = drawn(Row("i", "Fælles retning", phases))
        assert set(drawing.data[0].y) == {drawing.data[0].y[0]}
        assert {"overordnet", "konkret"} <= {note.text for note in drawing.layout.annotations}

    def test_the_status_is_a_word_and_its_notes_stand_under_it(self):
        row = Row("i", "", (), status="■ Bagud", tone=Tone.BAD, notes=[("Ikke opdateret i 9 uger", Tone.BAD)])
        (told,) = [note.text for note in drawn(row).layout.annotations if "Bagud" in note.text]
        assert told.count(LIGHT.worse_text) == 2
        assert "Ikke opdateret i 9 uger" in told


class TestToday:
    def lines(self, today: date) -> list:
        return [one.x0 for one in drawn(Row("i", "", ()), today=today).layout.shapes if one.line.color == LIGHT.link]

    def test_is_a_line_at_the_end_of_the_data_s_day(self):
        assert self.lines(AS_OF) == [8.5]

    def test_is_not_drawn_outside_the_months(self):
        assert self.lines(date(2024, 5, 1)) == []


def test_months_are_columns_named_once_with_the_year_at_the_first():
    texts = [note.text for note in drawn(Row("i", "", ())).layout.annotations]
    assert texts[:3] == ["<b>2023</b><br>mar", "apr", "maj"]
    assert texts[9] == "dec"


def test_on_the_projector_the_lines_of_the_rows_grow_with_the_names():
    drawing = enlarged(drawn(Row("i", "", ())), 800, 1.0)
    reaches = [one.x1 for one in drawing.layout.shapes if one.xsizemode == "pixel"]
    assert min(reaches) == pytest.approx(-NAMES * FACTOR)
