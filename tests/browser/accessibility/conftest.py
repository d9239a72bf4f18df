"""Pages opened in a theme, on the municipality and the server of the browser tests."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pictures import wait_until_still


@pytest.fixture(scope="session")
def open_in_theme(browser: Browser, server: str) -> Iterator[Callable[[str, str], Page]]:
    """Open a page by its stem in the light or the dark theme, and wait until the whole of it is there."""
    contexts = {
        theme: browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme=theme)
        for theme in ("light", "dark")
    }

    def open_at(stem: str, theme: str) -> Page:
        page = contexts[theme].new_page()
        page.goto(f"{server}/{stem}")
        wait_until_still(page)
        return page

    yield open_at
    for context in contexts.values():
        context.close()
