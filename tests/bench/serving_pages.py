"""Server time of every page: from a request sent to the end of its run received, over a real server's websocket.

Warm: the same page and selection once more, held against a bare Streamlit page with as many Plotly figures, asked in turn
with it so that a busy moment strikes both. New selection: one filter away from the last, of a municipality nobody asked
about before.
"""

import random
import statistics
from dataclasses import dataclass
from pathlib import Path

from dashboard.ui.page_names import STEMS
from tests.bench.clicks import new_selections
from tests.bench.folders import Folders
from tests.bench.session import Session
from tests.bench.verdicts import verdict
from tests.browser.dashboard_server import serving

BARE = Path("tests", "bench", "bare_page.py")
JUDGED = {12_000: 0.6, 100_000: 1.0}  # cases -> seconds a new selection may take
REPORTED = (1_000_000,)
TIMES_BARE = 1.5
ROUNDS, SELECTIONS, SEED = 15, 12, 7


@dataclass(frozen=True)
class Served:
    """Seconds of one page: medians of warm and bare runs, median and slowest of the new selections; its figures."""

    page: str
    figures: int
    warm: float
    bare: float
    new: float
    slowest: float


def bench_pages(folders: Folders, sizes: tuple[int, ...] = (*JUDGED, *REPORTED)) -> None:
    """Print every page of every size, and what is judged."""
    for cases in sizes:
        measured = measure(folders.built(cases))
        print(
            f"{cases:>9,} cases  {'figures':>7} {'warm ms':>8} {'bare ms':>8} {'ratio':>6} {'new ms':>7} {'slowest':>8}"
        )
        for row in measured:
            print(f"  {row.page:<16} {row.figures:>6} {row.warm * 1000:>8.0f} {row.bare * 1000:>8.0f}"
                  f" {row.warm / row.bare:>6.2f} {row.new * 1000:>7.0f} {row.slowest * 1000:>8.0f}")  # fmt: skip
        if cases in JUDGED:
            for row in measured:
                where = f"{cases:,} cases, /{row.page}"
                verdict(f"{where}, warm", row.warm / row.bare, "times bare", TIMES_BARE)
                verdict(f"{where}, new selection", row.new, "s", JUDGED[cases])


def measure(folder: Path) -> list[Served]:
    """Every page on one municipality, one after the other on one server."""
    with serving(folder) as dashboard, serving(folder, BARE) as bare:
        return [_measure(page, dashboard.address, bare.address) for page in STEMS]


def _measure(page: str, dashboard: str, bare: str) -> Served:
    with Session(dashboard, page) as session:
        shown = session.open()
        with Session(bare, query={"figures": [str(shown.figure_count)]}) as bare_session:
            bare_session.open()
            pairs = [(session.again().seconds, bare_session.again().seconds) for _ in range(ROUNDS)]
        draw = random.Random(f"{SEED} {page}")
        new = [answer.seconds for answer in new_selections(session, shown, draw, SELECTIONS)]
    warm, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
    return Served(page, shown.figure_count, warm, alone, statistics.median(new), max(new))
