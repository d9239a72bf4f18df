"""Every number on every screen is the one ``python -m dashboard kpi`` prints for the same selection and Viewer.

A page is opened as a reader's link would, and what it asks and what it writes is listened to: every answer it gets is
held against the command line asked the same, every number it writes must stand in one of those answers, and what it asks
about must be what the reader has chosen.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard import formatting
from dashboard.__main__ import app as command_line
from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.answers.results import Answer, SplitAnswer
from dashboard.formatting import DASH
from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Measurement, Split
from dashboard.selection import Selection
from tests.screen.conftest import open_page, shown

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("overview", "deadlines", "appeals", "caseload", "decisions")
LEADER, STEERING = "team_leader:handicap", "steering_group"
VIEWS = {
    "all": {},
    "a unit": {"unit": "voksen"},
    "a team": {"team": "botilbud"},
    "a paragraph and type": {"paragraph": "85", "type": "renewal"},
    "a quarter": {"from": "2023-09", "to": "2023-11"},
    "everything there is": {"from": "2021-01", "to": "2023-11"},
    "a leader sees all": {"viewer": LEADER},
    "a leader sees another team": {"viewer": LEADER, "team": "botilbud"},
    "a leader sees the own team": {"viewer": LEADER, "team": "handicap"},
    "the steering group sees all": {"viewer": STEERING},
    "the steering group sees a team": {"viewer": STEERING, "team": "psykiatri"},
    "the steering group sees few": {"viewer": STEERING, "unit": "velfaerd", "type": "remitted"},
}
SLIDES = range(1, 10)
SMALL = 5


@dataclass
class Heard:
    """What one page asked and wrote."""

    answers: list[tuple[Answers, Answer]] = field(default_factory=list)
    splits: list[tuple[Answers, SplitAnswer]] = field(default_factory=list)
    written: list[tuple[Kpi, Measurement, str]] = field(default_factory=list)
    counted: list[tuple[float, str]] = field(default_factory=list)


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch, example_municipality: Path) -> Callable[..., tuple[Heard, str]]:
    """Open a page and listen; gives what was heard and the page's HTML."""

    def opened(page: str, address: dict[str, str]) -> tuple[Heard, str]:
        heard = Heard()
        _tap(monkeypatch, Answers, "measure", lambda self, answer: heard.answers.append((self, answer)))
        _tap(monkeypatch, Answers, "split", lambda self, answer: heard.splits.append((self, answer)))
        write = wording.value_text

        def value_text(kpi: Kpi, measurement: Measurement) -> str:
            heard.written.append((kpi, measurement, write(kpi, measurement)))
            return heard.written[-1][2]

        count = formatting.counted

        def counted(value: float, noun: str, decimals: int = 0) -> str:
            heard.counted.append((value, noun))
            return count(value, noun, decimals)

        monkeypatch.setattr(wording, "value_text", value_text)
        monkeypatch.setattr(formatting, "counted", counted)
        monkeypatch.setenv("DATA_DIR", str(example_municipality))
        app = open_page(page, address)
        assert not app.exception
        html = shown(app)
        monkeypatch.undo()
        return heard, html

    return opened


def _tap(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, tell: Callable) -> None:
    true = getattr(owner, name)

    def tapped(self, *arguments, **named):
        answer = true(self, *arguments, **named)
        tell(self, answer)
        return answer

    monkeypatch.setattr(owner, name, tapped)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_number_is_the_command_lines(listen, example_municipality: Path, page: str, view: str) -> None:
    heard, html = listen(page, VIEWS[view])
    assert heard.answers or heard.splits
    _hold(heard, html, example_municipality)


@pytest.mark.parametrize("slide", SLIDES)
@pytest.mark.parametrize("view", ["all", "a leader sees the own team"])
def test_every_number_on_a_slide_is_what_the_steering_group_reads(
    listen, example_municipality: Path, slide: int, view: str
) -> None:
    heard, html = listen("steering_group", VIEWS[view] | {"slide": str(slide)})
    assert {str(answers.viewer) for answers, _ in heard.answers + heard.splits} == {STEERING}
    _hold(heard, html, example_municipality)


@pytest.mark.parametrize(
    ("kpi_id", "options"),
    [
        ("timely_decisions", []),
        ("citizens_per_fte", ["--by", "team"]),
        ("board_decisions", ["--by", "board_outcome", "--viewer", STEERING]),
        ("reversal_rate", ["--team", "handicap", "--viewer", LEADER]),
    ],
)
def test_the_command_line_says_the_same_in_a_process_of_its_own(
    example_municipality: Path, kpi_id: str, options: list[str]
) -> None:
    arguments = ["kpi", kpi_id, *options, "--format", "json", "--data", str(example_municipality)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-m", "dashboard", *arguments]
    printed = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert json.loads(printed) == _asked(example_municipality, kpi_id, options)


def _hold(heard: Heard, html: str, folder: Path) -> None:
    known: dict[str, set[tuple]] = {}
    for answers, answer in heard.answers:
        printed = _printed(folder, answers, answer.kpi.kpi_id, answer.selection, None)
        assert _told(answer.measurement) == _of_row(printed["total"]), (answer.kpi.kpi_id, answer.selection)
        assert printed["verdict"] == answer.verdict
        told = known.setdefault(answer.kpi.kpi_id, set())
        told |= {
            _told(one) for one in (answer.measurement, answer.previous.measurement, answer.year_before.measurement)
        }
    for answers, split in heard.splits:
        printed = _printed(folder, answers, split.kpi.kpi_id, split.selection, split.split)
        rows = {row["group"]: _of_row(row) for row in printed["groups"]}
        assert {one.group: _told(one.measurement) for one in split.groups} == rows, (split.kpi.kpi_id, split.selection)
        told = known.setdefault(split.kpi.kpi_id, set())
        told |= {*rows.values(), _told(split.total)}
    for kpi, measurement, text in heard.written:
        # A row without a case has no group to be found in; a dash is all it says.
        if measurement.n == 0 and text == DASH:
            continue
        assert _told(measurement) in known[kpi.kpi_id], (kpi.kpi_id, text)
    _hold_counts(heard, known)
    # Where all is hidden from the viewer, nothing may be written at all.
    assert not heard.written or any(text.split(" ")[0] in html for _, _, text in heard.written)


def _hold_counts(heard: Heard, known: dict[str, set[tuple]]) -> None:
    """A small count or a 0 that a page puts into a sentence itself was told to this viewer: a hidden number is no 0."""
    if all(answers.viewer == CHIEF for answers, _ in heard.answers + heard.splits):
        return
    told = {number for rows in known.values() for row in rows for number in row[:4]}
    assert [one for one in heard.counted if one[0] < SMALL and one[0] not in told] == []


def _printed(folder: Path, answers: Answers, kpi_id: str, selection: Selection, split: Split | None) -> dict:
    period = selection.period
    # A stock belongs to the last day; an earlier one may have months in front of it that no extract reaches.
    is_stock_total = answers.kpi(kpi_id).is_stock and split is not Split.MONTH
    options = ["--from", str(period.last if is_stock_total else period.first), "--to", str(period.last)]
    for name, values in (
        ("unit", selection.unit_ids),
        ("team", selection.team_ids),
        ("paragraph", selection.paragraphs),
        ("application-type", selection.application_types),
    ):
        for value in values:
            options += [f"--{name}", value]
    if split:
        options += ["--by", str(split)]
    if answers.viewer != CHIEF:
        options += ["--viewer", str(answers.viewer)]
    return _asked(folder, kpi_id, options)


def _asked(folder: Path, kpi_id: str, options: list[str]) -> dict:
    """The command line's own answer, asked with typed options."""
    result = CliRunner().invoke(command_line, ["kpi", kpi_id, *options, "--format", "json", "--data", str(folder)])
    assert result.exit_code == 0, (result.output, result.exception)
    return json.loads(result.stdout)


def _told(measurement: Measurement) -> tuple:
    low, high = measurement.interval or (None, None)
    return (
        measurement.value, measurement.numerator, measurement.denominator, measurement.n, low, high,
        measurement.silence, measurement.band_days, measurement.fewer_than,
    )  # fmt: skip


def _of_row(row: dict) -> tuple:
    names = (
        "value",
        "numerator",
        "denominator",
        "n",
        "interval_low",
        "interval_high",
        "silence",
        "band_days",
        "fewer_than",
    )
    return tuple(row[name] for name in names)
