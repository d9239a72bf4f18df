"""One small municipality, one server and one browser for all browser tests; skipped where Chromium is absent."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.answers.small_warehouse import contract_warehouse
from tests.browser.dashboard_server import CHROMIUM, HEALTH, QUIET, TOGETHER, serving

AS_OF = date(2023, 11, 30)
READY = ".footer"
PROJECTOR, LAPTOP, PHONE = (1920, 1080), (1366, 768), (390, 844)


def small_cases(count: int = 900, seed: int = 7) -> list[dict]:
    """Cases of two years in three teams; one case number is what a spreadsheet would run as a formula."""
    draw = random.Random(seed)
    cases = []
    for number in range(count):
        received = date(2022, 1, 1) + timedelta(days=draw.randrange(690))
        deadline = received + timedelta(days=draw.choice((14, 28, 56)))
        decided = received + timedelta(days=int(draw.expovariate(1 / 50)) + 1)
        is_noticed = draw.random() < 0.5
        cases.append(
            {
                "case_id": f"S{number:04d}",
                "received_date": received,
                "deadline_date": deadline,
                "decided_date": decided if decided <= AS_OF else None,
                "notice_date": deadline if is_noticed and deadline <= AS_OF else None,
                "team_id": draw.choice(("T1", "T1", "T2", "T3")),
                "paragraph": draw.choice(("83", "85", "97", "112")),
                "application_type": draw.choice(("new", "new", "renewal")),
            }
        )
    overdue = {"received_date": date(2021, 1, 4), "deadline_date": date(2021, 2, 1), "team_id": "T2", "paragraph": "85"}
    return [*cases, overdue | {"case_id": "=1+1"}]


@pytest.fixture(scope="session")
def municipality(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return contract_warehouse(
        tmp_path_factory.mktemp("municipality"), small_cases(), AS_OF, is_example=True,
        targets=[("timely_decisions", 0.9, True, date(2021, 1, 1))], events=[(date(2023, 6, 1), "Ny arbejdsgang")],
    )  # fmt: skip


@pytest.fixture(scope="session")
def server(municipality: Path) -> Iterator[str]:
    """The address of a dashboard started as the README starts it, but on a free port."""
    with serving(municipality) as served:
        yield served.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; .ci/run installs it")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, TOGETHER])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def requests_seen() -> list[str]:
    """Every address any page asked for."""
    return []


@pytest.fixture(scope="session")
def context(browser: Browser, server: str, requests_seen: list[str]) -> Iterator[BrowserContext]:
    """One for all, so that the scripts of the page are fetched and compiled once; every page is its own session all the
    same. A page that stays open keeps the process, and what it compiled, between two tests.
    """
    opened = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True, locale="da-DK")
    opened.set_default_timeout(20_000)
    opened.new_page().goto(f"{server}/{HEALTH}")
    opened.on("request", lambda request: requests_seen.append(request.url))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def new_window(context: BrowserContext) -> Callable[..., Page]:
    """A window of a size and a theme, another reader's; whoever asks for it closes it."""

    def new(size: tuple[int, int] = LAPTOP, theme: str = "light") -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=theme)
        return page

    return new


@pytest.fixture
def window(new_window: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """A window of a size and a theme, closed when the test is over."""
    opened: list[Page] = []

    def new(*args, **named) -> Page:
        opened.append(new_window(*args, **named))
        return opened[-1]

    yield new
    for page in opened:
        page.close()


@pytest.fixture
def open_page(window: Callable[..., Page], server: str) -> Callable[..., Page]:
    """Open a page of the dashboard with a selection and wait until the whole of it is there."""

    def open_at(query: str = "", stem: str = "deadlines") -> Page:
        page = window()
        page.goto(f"{server}/{stem}{query}")
        page.wait_for_selector(READY)
        return page

    return open_at
