"""Selections so narrow that a page has next to nothing to show: it says so, and never ends in an error.

Afgørelser once failed where no application was refused. A real server is asked, as the bench does, by three readers who
draw what they choose.
"""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.ui.page_names import STEMS
from dashboard.words import words
from tests.bench.session import Session
from tests.browser.dashboard_server import serving

VIEWERS = ("chief", "steering_group", "team_leader:handicap")
SELECTIONS, SEED = 5, 3
FILTERS = ("paragraph", "type", "team")
# These fail on the page as it was; the draw alone might miss them.
NONE_REFUSED = {"from": ["aug 2023"], "to": ["aug 2023"], "type": ["Ny ansøgning"]}


@pytest.fixture(scope="module")
def address(example_municipality: Path) -> Iterator[str]:
    with serving(example_municipality) as served:
        yield served.address


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_page_fails_on_a_narrow_selection(address: str, viewer: str) -> None:
    with Session(address, "overview", {"viewer": [viewer]}) as session:
        options = {name: _options(session, name) for name in ("from", *FILTERS)}
    with ThreadPoolExecutor(3) as readers:
        failed = readers.map(lambda page: list(_failing(address, viewer, page, options)), STEMS)
    assert [one for page in failed for one in page] == []


def test_decisions_opens_on_every_paragraph_of_a_month(address: str) -> None:
    with Session(address, "decisions") as session:
        paragraphs = _options(session, "paragraph")
    assert len(paragraphs) > 20
    asked = [NONE_REFUSED | {"paragraph": [one]} for one in paragraphs]
    assert [query for query in asked if _fails(address, "decisions", query)] == []


def _failing(address: str, viewer: str, page: str, options: dict[str, list[str]]) -> Iterator[dict]:
    """The queries, drawn for this viewer and page, that end in an error."""
    draw = random.Random(f"{SEED} {viewer} {page}")
    for _ in range(SELECTIONS):
        month = draw.choice(options["from"])
        query = {"viewer": [viewer], "from": [month], "to": [month]}
        query |= {name: [draw.choice(options[name])] for name in draw.sample(FILTERS, draw.choice((1, 2)))}
        if _fails(address, page, query):
            yield query


def _options(session: Session, name: str) -> list[str]:
    filter_ = session.open().choices()[name]
    return list(getattr(filter_, filter_.WhichOneof("type")).options)


def _fails(address: str, page: str, query: dict[str, list[str]]) -> bool:
    with Session(address, page, query) as session:
        return any(words("frame")("errors.unknown_title") in one for one in session.open().content)
