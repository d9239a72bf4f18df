"""What holds across pages in a real browser: the selection, the viewer and the way back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pictures import wait_until_still

pytestmark = pytest.mark.browser


def go_to(page: Page, title: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("link", name=title).first.click()
    expect(page.locator("h1", has_text=title)).to_be_visible()


def test_selection_and_viewer_hold_across_pages_and_on_the_way_back(open_page):
    page = open_page("?team=T1&viewer=team_leader:T1", "definitions")
    expect(page.locator(".notice-viewer")).to_contain_text("Teamleder for Team 1")
    go_to(page, "Datagrundlag")
    expect(page).to_have_url(re.compile(r"/data_quality\?.*team=Team\+1"))
    expect(page).to_have_url(re.compile(r"viewer=team_leader(:|%3A)T1"))
    expect(page.locator(".notice-viewer")).to_contain_text("Teamleder for Team 1")
    page.go_back()
    expect(page.locator("h1", has_text="Definitioner")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/definitions\?.*team=T"))
    expect(page.locator(".notice-viewer")).to_contain_text("Teamleder for Team 1")


def test_a_definition_leaves_the_address_with_its_page_and_comes_back_with_it(open_page):
    page = open_page("?kpi=open_cases", "definitions")
    go_to(page, "Datagrundlag")
    expect(page).not_to_have_url(re.compile("kpi="))
    page.go_back()
    expect(page).to_have_url(re.compile("kpi=open_cases"))
    expect(page.locator(".definition-title")).to_have_text("Åbne sager")


def test_back_from_a_page_a_link_led_to_is_one_press(open_page):
    page = open_page("?team=Team+1", "")
    page.locator(".headlines th a").first.click()
    expect(page.locator("h1", has_text="Sagsbehandlingsfrister")).to_be_visible()
    wait_until_still(page)
    page.go_back()
    expect(page.locator("h1", has_text="Overblik")).to_be_visible()
    expect(page).to_have_url(re.compile(r"team=Team\+1"))


@pytest.mark.parametrize("width", [390, 1024, 1366])
def test_what_streamlit_itself_says_about_pages_is_danish(open_page, width):
    page = open_page("", "definitions")
    page.set_viewport_size({"width": width, "height": 844})
    if width < 700:
        button = page.get_by_test_id("stExpandSidebarButton")
        expect(button).to_be_visible()
        assert "Sider og filtre" in button.evaluate("one => getComputedStyle(one, '::after').content")
    else:
        rest = page.locator(".rc-overflow-item-rest p")
        sizes = rest.evaluate_all("all => all.map(one => getComputedStyle(one).fontSize)")
        assert set(sizes) <= {"0px"}
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
