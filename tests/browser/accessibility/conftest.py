"""Pages opened in a theme, on the municipality and the server of the browser tests."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.pictures import wait_until_still


@pytest.fixture
def open_in_theme(window: Callable[..., Page], server: str) -> Callable[[str, str], Page]:
    """Open a page by its stem in the light or the dark theme, and wait until the whole of it is there."""

    def open_at(stem: str, theme: str) -> Page:
        page = window(theme=theme)
        page.goto(f"{server}/{stem}")
        wait_until_still(page)
        return page

    return open_at
