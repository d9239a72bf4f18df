"""Twenty-five readers at once on two cores, and what a thousand clicks leave in memory once what is remembered is full.

Load: each reader clicks after 5 to 15 seconds, a filter or another page, for three minutes. Every answer is kept and
afterwards held against what the page says to a lone reader of a fresh server, and its tiles against Answers themselves.
Memory: the same clicks without the pauses, by four readers, of whom one stays and three leave and come back after 25
clicks. A first thousand fills what has a bound (answers, charts, tables, readers who just left, DuckDB's own buffers, some
100 MiB); the next thousand must stay as flat as the garbage between two collections allows, so peak is held against peak.
"""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.ui.page_names import STEMS
from tests.bench.clicks import click
from tests.bench.folders import Folders
from tests.bench.right_answers import Seen, count_wrong
from tests.bench.session import Answer, Session
from tests.bench.verdicts import verdict
from tests.browser.dashboard_server import Served, serving

CASES, CORES, SEED = 12_000, {0, 1}, 11
READERS, PAUSE, LOAD_SECONDS = 25, (5.0, 15.0), 180.0
ANSWERED_SHARE, ANSWERED_WITHIN = 0.95, 2.0
CLICKS, SETTLED_AFTER, SAMPLE_EVERY, GROWTH = 2_000, 1_000, 30, 1.05
BUSY_READERS, STAY = 4, 25


@dataclass(frozen=True)
class Reader:
    """One reader's clicks from one seed. opens: at a random page, with everything selected."""

    address: str
    seed: str
    keep: Callable[[Seen, float], None]

    def click_until(self, is_over: Callable[[], bool], pause: Callable[[random.Random], float]) -> None:
        """Open a page and click on, pausing before each click; raises NoAnswer."""
        draw = random.Random(self.seed)
        time.sleep(pause(draw))
        with Session(self.address, draw.choice(STEMS)) as session:
            shown = self._kept(session, session.open())
            while not is_over():
                time.sleep(pause(draw))
                shown = self._kept(session, click(session, shown, draw, STEMS))

    def _kept(self, session: Session, shown: Answer) -> Answer:
        query = {name: tuple(values) for name, values in session.query.items()}
        self.keep(Seen(session.page, query, shown.content), shown.seconds)
        return shown


def bench_load(folders: Folders) -> None:
    """Print how long twenty-five readers wait, and whether what they saw was right."""
    folder, kept = folders.built(CASES), []
    with _serving_on_two_cores(folder) as served:
        end = time.monotonic() + LOAD_SECONDS
        readers = [
            Reader(served.address, f"{SEED} {number}", lambda *one: kept.append(one)) for number in range(READERS)
        ]
        with ThreadPoolExecutor(READERS) as threads:
            for done in [
                threads.submit(one.click_until, lambda: time.monotonic() > end, lambda draw: draw.uniform(*PAUSE))
                for one in readers
            ]:
                done.result()
    seconds = sorted(took for _, took in kept)
    print(
        f"{READERS} readers, {len(seconds)} answers: median {seconds[len(seconds) // 2]:.2f} s, slowest {seconds[-1]:.2f} s"
    )
    verdict(f"{ANSWERED_SHARE:.0%} of answers", seconds[int(len(seconds) * ANSWERED_SHARE)], "s", ANSWERED_WITHIN)
    verdict("wrong answers", count_wrong(folder, [seen for seen, _ in kept]), "answers", 0)


def bench_memory(folders: Folders) -> None:
    """Print the server's memory while two thousand clicks go by; the second thousand is judged."""
    seen: list[int] = []
    samples: dict[int, float] = {}
    with _serving_on_two_cores(folders.built(CASES)) as served:

        def keep(_: Seen, __: float) -> None:
            seen.append(1)
            if len(seen) % SAMPLE_EVERY == 0:
                samples[len(seen)] = _resident_mib(served.pid)

        with ThreadPoolExecutor(BUSY_READERS) as threads:
            list(threads.map(lambda number: _come_and_go(served, number, seen, keep), range(BUSY_READERS)))
    print("MiB after clicks: " + ", ".join(f"{clicks}: {size:.0f}" for clicks, size in samples.items()))
    before, after = (
        max(size for clicks, size in samples.items() if (clicks > SETTLED_AFTER) == is_after)
        for is_after in (False, True)
    )
    settled = [size for clicks, size in samples.items() if clicks > SETTLED_AFTER]
    quarter = len(settled) // 4
    course = statistics.median(settled[-quarter:]) / statistics.median(settled[:quarter])
    print(f"last quarter of clicks {SETTLED_AFTER + 1:,} to {CLICKS:,}: {course:.3f} times their first (not judged)")
    verdict(f"most memory in clicks {SETTLED_AFTER + 1:,} to {CLICKS:,}", after / before, "times that before", GROWTH)


def _come_and_go(served: Served, number: int, seen: list[int], keep: Callable[[Seen, float], None]) -> None:
    visit = 0
    while len(seen) < CLICKS:
        visit += 1
        leaves_at = len(seen) + STAY * BUSY_READERS if number else CLICKS
        reader = Reader(served.address, f"{SEED} {number} {visit}", keep)
        reader.click_until(lambda at=leaves_at: len(seen) >= min(at, CLICKS), lambda _: 0.0)


@contextmanager
def _serving_on_two_cores(folder: Path) -> Iterator[Served]:
    """A server that every page was asked of once, so that nobody waits for imports."""
    with serving(folder) as served:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(served.pid, CORES & os.sched_getaffinity(0) or os.sched_getaffinity(0))
        for page in STEMS:
            with Session(served.address, page) as session:
                session.open()
        yield served


def _resident_mib(pid: int) -> float:
    """Linux's own account of the process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
