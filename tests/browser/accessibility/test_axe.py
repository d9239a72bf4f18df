"""axe-core finds nothing serious or critical that is ours to mend, on any page, in both themes, menus and dialogs open."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.ui.page_names import STEMS

pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")
MOST_STOPS = 70  # of Tab, once round the page
FOCUSED = """() => { const one = document.activeElement; const keyed = one.closest('[class*=st-key-]');
    return [one.href ?? '', ...(keyed ? keyed.classList : [])] }"""
KEYS = "all => all.map(one => [...one.classList].find(name => name.startsWith('st-key-menu_')))"
OF_STREAMLIT = tomllib.loads(Path(__file__).with_name("findings_of_streamlit.toml").read_text(encoding="utf-8"))


def grave_findings(page: Page) -> list[str]:
    """Rule, element and reason of every serious or critical finding that is not listed as Streamlit's own."""
    return [
        f"{violation['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not is_of_streamlit(violation["id"], str(node["target"]))
    ]


def is_of_streamlit(rule: str, target: str) -> bool:
    return any(one["rule"] == rule and one["within"] in target for one in OF_STREAMLIT["finding"])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("stem", STEMS)
def test_a_page_has_no_grave_finding(open_in_theme: Callable[[str, str], Page], stem: str, theme: str) -> None:
    page = open_in_theme(stem, theme)
    assert grave_findings(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_open_menu_and_its_table_have_no_grave_finding(
    open_in_theme: Callable[[str, str], Page], theme: str
) -> None:
    page = open_in_theme("deadlines", theme)
    page.locator("[class*='st-key-menu_'] button").first.click()
    page.locator("[data-testid=stPopoverBody]").wait_for()
    assert grave_findings(page) == []
    page.get_by_text("Vis som tabel").click()
    page.locator("[class*='st-key-panel_trend'] [data-testid=stDataFrame]").wait_for()
    assert grave_findings(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_definition_and_an_open_filter_have_no_grave_finding(
    open_in_theme: Callable[[str, str], Page], theme: str
) -> None:
    page = open_in_theme("deadlines", theme)
    page.locator("[class*='st-key-definition_'] button").first.click()
    page.get_by_role("dialog").wait_for()
    assert grave_findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_label("Paragraf", exact=False).first.click()
    page.get_by_role("option").first.wait_for()
    assert grave_findings(page) == []


def test_every_filter_menu_and_page_is_reached_by_tab(open_in_theme: Callable[[str, str], Page]) -> None:
    page = open_in_theme("deadlines", "light")
    page.set_viewport_size({"width": 1920, "height": 1080})  # as wide as all the pages' names
    reached = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        reached |= set(page.evaluate(FOCUSED))
    filters = {f"st-key-{name}" for name in ("from", "to", "unit", "team", "paragraph", "type", "reset_selection")}
    menus = set(page.locator("[class*='st-key-menu_']").evaluate_all(KEYS))
    links = set(page.locator("[data-testid=stTopNavLink]").evaluate_all("links => links.map(link => link.href)"))
    assert len(links) == len(STEMS)
    assert filters | menus | links <= reached


def test_pages_whose_names_do_not_fit_are_reached_through_a_menu(open_in_theme: Callable[[str, str], Page]) -> None:
    page = open_in_theme("deadlines", "light")
    shown = page.locator(".rc-overflow-item:not([aria-hidden=true]) [data-testid=stTopNavLink]").count()
    while page.evaluate("document.activeElement.dataset.testid") != "stTopNavSection":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem")).to_have_count(len(STEMS) - shown)


def test_a_phone_has_no_grave_finding(open_in_theme: Callable[[str, str], Page]) -> None:
    page = open_in_theme("deadlines", "light")
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-testid=stElementContainer][tabindex='0']:has(.stPlotlyChart)").first.wait_for()
    assert grave_findings(page) == []
