"""In the browser: from the click on a link until the last chart is drawn, against a bare page with one Plotly chart.

Chromium's cache is warm, as it is from a reader's second visit on; the server has answered the page before.
"""

import statistics

from playwright.sync_api import BrowserContext, sync_playwright

from dashboard.ui.page_names import STEMS
from tests.bench.folders import Folders
from tests.bench.serving_pages import BARE
from tests.bench.session import Session
from tests.bench.verdicts import verdict
from tests.browser.dashboard_server import CHROMIUM, QUIET, serving

CASES, ROUNDS, TIMES_BARE = 12_000, 9, 1.5
# Milliseconds since the page was asked for, once every chart is drawn and the run is over; else false, asked every frame.
ALL_DRAWN = """count => {
    const charts = document.querySelectorAll('[data-testid=stPlotlyChart]');
    const isDrawn = [...charts].every(chart => chart.querySelector('.main-svg .xy, .main-svg .sankey, .main-svg .trace'));
    const isOver = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning';
    return charts.length >= count && isDrawn && isOver && performance.now();
}"""


def bench_drawing(folders: Folders) -> None:
    """Print seconds to the last chart of every page that has one; skipped where Chromium is absent."""
    if CHROMIUM is None:
        print("time to the last chart: not measured, Chromium is absent")
        return
    folder = folders.built(CASES)
    with serving(folder) as dashboard, serving(folder, BARE) as bare, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        context = chromium.new_context(viewport={"width": 1366, "height": 768})
        for page in STEMS:
            figures = _figures(dashboard.address, page)
            if figures:
                _judge(context, page, figures, f"{dashboard.address}/{page}", bare.address)
        chromium.close()


def _figures(address: str, page: str) -> int:
    with Session(address, page) as session:
        return session.open().figure_count


def _judge(context: BrowserContext, page: str, figures: int, address: str, bare: str) -> None:
    pairs = [(_seconds(context, address, figures), _seconds(context, bare, 1)) for _ in range(ROUNDS + 1)][1:]
    ours, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"/{page}: {ours:.2f} s to the last of {figures} charts, bare {alone:.2f} s")
    verdict(f"/{page}, last chart", ours / alone, "times bare", TIMES_BARE)


def _seconds(context: BrowserContext, address: str, figures: int) -> float:
    page = context.new_page()
    page.goto(address, wait_until="commit")
    milliseconds = page.wait_for_function(ALL_DRAWN, arg=figures, timeout=60_000).json_value()
    page.close()
    return milliseconds / 1000
