"""Whether what a reader saw among others is what the numbers are: two independent looks at every answer.

The whole page is held against what a lone reader of a fresh server sees at the same address, and every tile on it against
what Answers, as the command line asks them, give for that selection.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from dashboard import formatting
from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.kpi import wording
from dashboard.kpi.registry import registry
from dashboard.selection import Month, Period, Selection, last_twelve_complete_months
from dashboard.warehouse import Warehouse
from dashboard.words import words
from tests.bench.session import Session
from tests.browser.dashboard_server import serving

TILE = re.compile(r'<section class="tile.*?</section>', re.DOTALL)
LABEL = re.compile(r'<p class="tile-label">(.*?)</p>', re.DOTALL)
VALUE = re.compile(r'<p class="tile-value">(.*?)</p>', re.DOTALL)


@dataclass(frozen=True)
class Seen:
    """What one reader saw: page, address and content."""

    page: str
    query: Mapping[str, Sequence[str]]
    content: tuple[str, ...]

    @property
    def question(self) -> tuple:
        return self.page, tuple(sorted(self.query.items()))


def count_wrong(folder: Path, seen: Sequence[Seen]) -> int:
    """How many answers differ from either look; the first few are printed."""
    alone, answers = _alone(folder, seen), Answers(Warehouse.newest(folder), CHIEF)
    wrong = [(one, why) for one in seen if (why := _difference(one, alone[one.question], answers))]
    for one, why in wrong[:5]:
        print(f"  wrong: /{one.page} {dict(one.query)}: {why}")
    tiles = sum(len(_tiles(one.content)) for one in seen)
    print(f"{len(seen)} answers to {len(alone)} questions held against a lone reader's, {tiles} tiles against Answers")
    return len(wrong)


def _alone(folder: Path, seen: Sequence[Seen]) -> dict[tuple, tuple[str, ...]]:
    found = {}
    with serving(folder) as served:
        for one in {one.question: one for one in seen}.values():
            with Session(
                served.address, one.page, {name: list(values) for name, values in one.query.items()}
            ) as session:
                found[one.question] = session.open().content
    return found


def _difference(one: Seen, alone: tuple[str, ...], answers: Answers) -> str:
    if one.content != alone:
        pairs = zip(one.content, alone, strict=False)
        return next(
            (f"{mine[:120]!r} not {theirs[:120]!r}" for mine, theirs in pairs if mine != theirs), "missing parts"
        )
    selection = selection_of(one.query, answers)
    for label, value in _tiles(one.content).items():
        expected = _expected(label, answers, selection)
        if expected and value not in expected:
            return f"{label} is {value}, not {expected}"
    return ""


def _tiles(content: Sequence[str]) -> dict[str, str]:
    """Label -> value with its unit, as read on the screen."""
    tiles = TILE.findall("\n".join(content))
    found = [(LABEL.search(tile), VALUE.search(tile)) for tile in tiles]
    return {_read(label[1]): _read(value[1]) for label, value in found if label and value}


def _expected(label: str, answers: Answers, selection: Selection) -> set[str]:
    """What a tile of this label may say; empty where no KPI is called so."""
    kpis = [kpi for kpi in registry().values() if _read(wording.tile_label(kpi)) == label]
    measured = [(kpi, answers.measure(kpi.kpi_id, selection).measurement) for kpi in kpis]
    values = [(wording.value_text(kpi, one), wording.noun_text(kpi, one)) for kpi, one in measured]
    return {_read(said) for value, noun in values for said in (value, f"{value} {noun}")}


def _read(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace("\u00ad", "").split())


def selection_of(query: Mapping[str, Sequence[str]], answers: Answers) -> Selection:
    """The selection an address names in the words of the filters."""
    choices, types = answers.choices, words("common").table("application_types")
    default = last_twelve_complete_months(answers.as_of)
    months = {f"{formatting.short_month(month)} {month.year}": month for month in _months(answers)}
    first = months[query["from"][0]] if "from" in query else max(default.first, choices.first_month)
    last = months[query["to"][0]] if "to" in query else min(default.last, choices.last_month)
    ids = {
        "unit": {unit.name: unit.unit_id for unit in choices.units},
        "team": {team.name: team.team_id for team in choices.teams},
        "paragraph": {one.short_name: one.paragraph for one in choices.paragraphs},
        "type": {types[one]: one for one in choices.application_types},
    }
    chosen = [tuple(known[label] for label in query.get(name, ())) for name, known in ids.items()]
    return Selection(Period(*sorted((first, last))), *chosen)


def _months(answers: Answers) -> list[Month]:
    first, last = answers.choices.first_month, answers.choices.last_month
    return [first + step for step in range(first.months_until(last) + 1)]
