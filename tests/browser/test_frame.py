"""What holds across pages in a real browser: the selection, the viewer and the way back."""

import re

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from tests.browser.pictures import wait_until_still

pytestmark = pytest.mark.browser


def client_state(frame: bytes) -> ClientState:
    """What the browser asked the server for."""
    message = BackMsg()
    message.ParseFromString(frame)
    return message.rerun_script


def go_to(page: Page, title: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})  # as wide as all the pages' names
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


@pytest.mark.parametrize(("stem", "is_marked"), [("data_quality", True), ("deadlines", False)])
def test_the_menu_of_the_pages_that_do_not_fit_is_marked_where_one_of_them_is_in_sight(open_page, stem, is_marked):
    page = open_page("", stem)
    wait_until_still(page)
    button = page.locator(".rc-overflow-item-rest button")
    expect(button).to_be_visible()
    ground = button.evaluate("one => getComputedStyle(one).backgroundColor")
    assert (ground not in ("rgba(0, 0, 0, 0)", "transparent")) is is_marked


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


BOTH = {"team=Team+1", "from=jan+2023"}


def test_a_link_written_with_ids_is_one_step_and_back_leads_out_of_it(open_page):
    page = open_page("?team=T2", "definitions")
    wait_until_still(page)
    before = page.url
    page.goto(f"{page.url.split('/definitions')[0]}/deadlines?team=T1&from=2023-01")
    page.wait_for_selector(".footer")
    expect(page).to_have_url(re.compile("from=jan"))
    wait_until_still(page)
    assert set(page.url.partition("?")[2].split("&")) == BOTH
    expect(page.locator(".answer .panel-subtitle")).to_have_text(
        re.compile("truffet januar – november 2023 .*, Team 1")
    )
    page.go_back()
    expect(page.locator("h1", has_text="Definitioner")).to_be_visible()
    wait_until_still(page)
    assert page.url == before


def test_a_link_written_with_ids_is_not_gone_back_to_by_itself(open_page):
    """A click while the browser went back to it by itself was answered with the link, as if the reader had gone back."""
    page = open_page("", "definitions")
    asked: list[ClientState] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: asked.append(client_state(frame))))
    page.goto(
        f"{page.url.split('/definitions')[0]}/deadlines?team=T3&paragraph=97&type=renewal&from=2022-01&to=2022-01"
    )
    page.locator(".st-key-reset_from_empty button").click()
    expect(page.locator(".tile-value")).to_have_count(4)
    expect(page).to_have_url(re.compile(r"/deadlines$"))
    wait_until_still(page)
    assert [one.is_history_navigation for one in asked] == [False, False]


def test_forward_to_a_link_written_with_ids_keeps_its_filters(open_page):
    page = open_page("?team=T1&from=2023-01")
    expect(page).to_have_url(re.compile("from=jan"))
    wait_until_still(page)
    page.evaluate("history.replaceState({}, '', '?team=T2&from=2023-03'); history.pushState({}, '', '/definitions')")
    page.go_back()
    expect(page).to_have_url(re.compile(r"from=mar\+2023"))
    expect(page).to_have_url(re.compile(r"team=Team\+2"))
    expect(page.locator(".answer .panel-subtitle")).to_have_text(re.compile("truffet marts – november 2023 .*, Team 2"))


def test_a_page_that_is_not_there_is_told_in_danish(open_page):
    page = open_page("", "nowhere")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Siden findes ikke")
    expect(dialog).to_contain_text("I stedet vises Overblik.")
    assert "Page not found" not in page.locator("body").inner_text()
    dialog.get_by_role("button", name="Luk").click()
    expect(dialog).to_have_count(0)
    expect(page.locator("h1", has_text="Overblik")).to_be_visible()


def test_back_leads_out_of_a_page_that_is_not_there(open_page):
    page = open_page("", "definitions")
    page.goto(page.url.replace("definitions", "nowhere"))
    expect(page.get_by_role("dialog")).to_contain_text("Siden findes ikke")
    for _ in range(2):
        wait_until_still(page)
        page.go_back()
    expect(page.locator("h1", has_text="Definitioner")).to_be_visible()


def test_the_first_page_may_be_asked_for_by_its_name(open_page):
    page = open_page("?team=T1", "overview")
    expect(page.locator("h1", has_text="Overblik")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?team=Team\+1"))
    wait_until_still(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("stem", ["definitions", "data_quality"])
def test_a_page_without_use_for_the_filters_says_so_and_keeps_them(open_page, stem):
    page = open_page("?team=T1&from=2023-01", stem)
    expect(page.locator(".resting")).to_contain_text("Filtrene bruges ikke på denne side.")
    for name in ("from", "to", "unit", "team", "paragraph", "type", "reset_selection"):
        expect(page.locator(f".stSidebar .st-key-{name}")).to_be_hidden()
    expect(page.locator(".stSidebar .st-key-viewer_choice")).to_be_visible()
    go_to(page, "Sagsbehandlingsfrister")
    expect(page.locator(".resting")).to_have_count(0)
    expect(page.locator(".stSidebar .st-key-team")).to_be_visible()
    expect(page.locator(".answer .panel-subtitle")).to_have_text(
        re.compile("truffet januar – november 2023 .*, Team 1")
    )


def test_a_definition_with_a_target_keeps_the_period(open_page):
    page = open_page("?kpi=timely_decisions", "definitions")
    expect(page.locator(".stSidebar .st-key-from")).to_be_visible()
    expect(page.locator(".stSidebar .st-key-team")).to_be_hidden()
    expect(page.locator(".resting")).to_contain_text("kun perioden")


def test_whether_an_initiative_works_keeps_the_period_alone(open_page):
    page = open_page("?team=T1", "effects")
    expect(page.locator(".stSidebar .st-key-to")).to_be_visible()
    expect(page.locator(".stSidebar .st-key-team")).to_be_hidden()
    expect(page.locator(".resting")).to_contain_text("dens sidste måned")
