"""A register that begins empty, on the charts: the first points say why they are not judged, and the step lies at the start."""

from pathlib import Path

from dashboard.ui.effects.detail import step_line
from dashboard.ui.process_control.said import point_sentences
from tests.answers.test_effects import FIRST, ask, link, shares
from tests.answers.test_process_control import decided
from tests.answers.test_start_up import chart


def test_the_first_months_say_why_they_are_not_judged(tmp_path: Path) -> None:
    sentences = point_sentences(chart(tmp_path, "timely_decisions"))
    told = ["Udtrækket var lige begyndt" in sentence for sentence in sentences]
    assert told == [True] * 6 + [False] * 29


def test_the_step_is_drawn_at_the_start_where_nothing_was_decided_in_the_first_months(tmp_path: Path) -> None:
    # Cases are received from six months before the first decision; the start is the 26th month of decisions.
    (found,) = ask(tmp_path, decided(shares(0.15), FIRST), link())
    assert found.control.selection.period.first == FIRST - 6
    assert found.control.groups[0].group == str(FIRST)
    assert step_line(found).first == 25
