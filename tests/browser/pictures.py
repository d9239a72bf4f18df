"""Pictures of every page, full length, in three window sizes and both themes, for people to look at.

``python -m tests.browser.pictures <data folder> <out folder> [page …] [--viewer …] [--size 390x844] [--theme dark]
[--query from=2023-01&team=handicap] [--fold]`` writes ``<page>-<size>-<theme>.png``. Nothing is judged here.
"""

import argparse
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import urlencode, urljoin

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.ui.page_names import relative_address
from tests.browser.dashboard_server import CHROMIUM, HEALTH, QUIET, ROOT, TOGETHER, serving

SIZES = ("1920x1080", "1366x768", "390x844")
THEMES = ("light", "dark")
# The app itself scrolls inside the window, so a full-length picture needs a window as tall as the page.
CONTENT_HEIGHT = """() => Math.max(innerHeight, ...[...document.querySelectorAll(
    '[data-testid=stMain], [data-testid=stSidebarContent]')].map(part => part.scrollHeight))"""
IS_STILL = """() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
    && !!document.querySelector('[data-testid=stAppViewContainer]')
    && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"""
# Between two runs of a script that starts itself again all is still, too: only what lasts is the end.
SETTLED = 500  # milliseconds
STAYS_STILL = f"""settled => {{
    if (!({IS_STILL})()) window.stillSince = undefined
    else window.stillSince ??= performance.now()
    return performance.now() - window.stillSince > settled
}}"""


def main() -> None:
    wanted = _arguments()
    out = Path(wanted.out)
    out.mkdir(parents=True, exist_ok=True)
    with serving(Path(wanted.data).resolve()) as served, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, TOGETHER])
        for size, theme in product(wanted.size or SIZES, wanted.theme or THEMES):
            for stem, page in _opened(chromium, served.address, wanted, size, theme):
                file = out / f"{stem}-{size}-{theme}.png"
                page.screenshot(path=file)
                print(file)
        chromium.close()


def page_stems() -> list[str]:
    """Every page there is."""
    return sorted(file.stem for file in (ROOT / "pages").glob("*.py"))


def wait_until_still(page: Page, milliseconds: int = 60_000) -> None:
    """Until the script has run, nothing on the page is stale and every chart it has is drawn."""
    page.wait_for_function(STAYS_STILL, arg=SETTLED, timeout=milliseconds)
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(one => one.querySelector('.main-svg'))",
        timeout=milliseconds,
    )
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(400)  # skeletons fade out and charts settle to their width


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m tests.browser.pictures", description="Pictures of every page.")
    reader.add_argument("data", help="a municipality's folder with a built warehouse")
    reader.add_argument("out", help="where the pictures go")
    reader.add_argument("pages", nargs="*", help="stems of pages; every page where none is named")
    reader.add_argument("--viewer", help="chief, team_leader:<team> or steering_group")
    reader.add_argument("--query", default="", help="a selection as it stands in an address")
    reader.add_argument("--size", action="append", choices=SIZES)
    reader.add_argument("--theme", action="append", choices=THEMES)
    reader.add_argument("--fold", action="store_true", help="only what is seen without scrolling")
    return reader.parse_args()


def _opened(
    browser: Browser, address: str, wanted: argparse.Namespace, size: str, theme: str
) -> Iterator[tuple[str, Page]]:
    """Each page in one window size and theme, ready to be photographed."""
    width, height = (int(side) for side in size.split("x"))
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, locale="da-DK")
    context.new_page().goto(f"{address}/{HEALTH}")  # keeps what TOGETHER shares
    for stem in wanted.pages or page_stems():
        page = context.new_page()
        page.goto(urljoin(f"{address}/", f"{relative_address(stem)}?{_query(wanted)}"))
        wait_until_still(page)
        if not wanted.fold:
            page.set_viewport_size({"width": width, "height": page.evaluate(CONTENT_HEIGHT)})
            wait_until_still(page)
        yield stem, page
        page.close()
    context.close()


def _query(wanted: argparse.Namespace) -> str:
    viewer = urlencode({"viewer": wanted.viewer}) if wanted.viewer else ""
    return "&".join(part for part in (viewer, wanted.query) if part)


if __name__ == "__main__":
    main()
