"""The projector in a real browser: turned by keys and buttons, readable from the back of the room, never scrolled."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import AS_OF, small_cases
from tests.browser.dashboard_server import serving
from tests.browser.pictures import wait_until_still

pytestmark = pytest.mark.browser
DECK = (
    ("timely_decisions,overdue_open_cases,clearance_rate", "tiles", None),
    ("timely_decisions", "trend", "Lovens frist regnes fra ansøgningen til afgørelsen"),
    ("open_cases,received_cases,decisions", "flow", None),
    ("timely_decisions", "groups", None),
    ("open_cases", "trend", None),
)
# Two stand in words, one is too long for that and two are too near.
EVENTS = (
    (date(2023, 1, 16), "Ny arbejdsgang for § 85"), (date(2023, 4, 1), "Ny lov med ændrede regler om frister og underretning"),
    (date(2023, 8, 1), "Nyt fagsystem"), (date(2023, 8, 14), "Ledig teamlederstilling"), (date(2023, 9, 1), "Ny enhed"),
)  # fmt: skip
PROJECTOR, LAPTOP = (1920, 1080), (1366, 768)
LEAST_BODY = 24
TEXT_SIZES = """() => [...document.querySelectorAll('.st-key-slide *')]
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
        && one.tagName !== 'STYLE' && one.tagName !== 'SCRIPT' && one.getClientRects().length)
    .map(one => [parseFloat(getComputedStyle(one).fontSize) * (one.currentCSSZoom ?? 1), one.textContent.trim()])"""
LISTENS = "() => getComputedStyle(document.documentElement).getPropertyValue('--slide-zoom') !== ''"
LOWEST = """() => {
    const foot = document.querySelector('.slide-foot').getBoundingClientRect()
    const above = [...document.querySelectorAll('.slide-head, .slide-tiles, .slide-text, .st-key-slide .stPlotlyChart')]
    return [Math.max(...above.map(one => one.getBoundingClientRect().bottom)), foot.top, foot.bottom, innerHeight]
}"""


@pytest.fixture(scope="module")
def projector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    slides = [
        {"slide": number, "kpi_ids": kpi_ids, "chart": chart, "text": text}
        for number, (kpi_ids, chart, text) in enumerate(DECK, start=1)
    ]
    folder = contract_warehouse(
        tmp_path_factory.mktemp("projector"), small_cases(), AS_OF, is_example=True,
        targets=[("timely_decisions", 0.9, True, date(2021, 1, 1))], events=EVENTS, others={"reference.deck": slides},
    )  # fmt: skip
    with serving(folder) as served:
        yield served.address


@pytest.fixture
def show(browser: Browser, projector: str) -> Iterator[Callable[..., Page]]:
    """Open a slide in a window of a size and wait until it has its final size."""
    contexts = []

    def shown(address: str = "steering_group", size: tuple[int, int] = PROJECTOR) -> Page:
        contexts.append(browser.new_context(viewport={"width": size[0], "height": size[1]}))
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{projector}/{address}")
        page.wait_for_selector(".slide-foot")
        page.wait_for_function(LISTENS)
        wait_until_still(page)
        return page

    yield shown
    for context in contexts:
        context.close()


def expect_slide(page: Page, number: int) -> None:
    expect(page.locator(".slide-foot span").last).to_have_text(f"{number} af {len(DECK)}", timeout=15_000)
    address = re.compile(r"[?&]slide=")
    if number == 1:
        expect(page).not_to_have_url(address)
    else:
        expect(page).to_have_url(re.compile(rf"{address.pattern}{number}(&|$)"))


def test_keys_turn_the_slides_and_the_address_follows(show):
    page = show()
    expect_slide(page, 1)
    for key, number in (
        ("ArrowRight", 2), ("Space", 3), ("PageDown", 4), ("ArrowLeft", 3), ("PageUp", 2), ("End", 5), ("Home", 1),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect_slide(page, number)


def test_the_first_and_the_last_slide_are_ends(show):
    page = show("steering_group?slide=5")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    expect_slide(page, 5)
    expect(page.get_by_role("button", name="Næste")).to_be_disabled()


def test_quick_presses_are_all_counted(show):
    page = show()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect_slide(page, 4)


def test_buttons_turn_the_slides(show):
    page = show("steering_group?slide=2")
    page.get_by_role("button", name="Næste").click()
    expect_slide(page, 3)
    page.get_by_role("button", name="Forrige").click()
    expect_slide(page, 2)


def test_space_on_a_focused_button_presses_that_button_only(show):
    page = show("steering_group?slide=3")
    page.get_by_role("button", name="Forrige").focus()
    page.keyboard.press("Space")
    expect_slide(page, 2)


@pytest.mark.parametrize(("asked", "shown"), [("3", 3), ("99", 5), ("0", 1), ("-4", 1), ("tre", 1), ("2.5", 1)])
def test_a_number_out_of_range_gives_the_nearest_slide(show, asked, shown):
    expect_slide(show(f"steering_group?slide={asked}"), shown)


def test_escape_leaves_to_the_overview_with_the_same_selection(show):
    page = show("steering_group?slide=2&team=T2&from=2023-01&viewer=team_leader:T1")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overblik", timeout=15_000)
    page.wait_for_selector(".footer")
    expect(page).to_have_url(re.compile(r"team=Team(\+|%20)2"))
    expect(page).to_have_url(re.compile(r"from=jan(\+|%20)2023"))
    expect(page).to_have_url(re.compile(r"viewer=team_leader(:|%3A)T1"))
    assert "slide=" not in page.url


def test_back_leaves_the_projector_however_many_slides_were_turned(show):
    page = show("steering_group?slide=2")
    page.keyboard.press("Escape")
    page.wait_for_selector(".footer")
    page.get_by_role("link", name="Styregruppe").first.click()
    expect_slide(page, 1)
    page.wait_for_function(LISTENS)
    page.keyboard.press("ArrowRight")
    expect_slide(page, 2)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overblik", timeout=15_000)
    expect(page).not_to_have_url(re.compile("slide="))


@pytest.mark.parametrize("number", range(1, len(DECK) + 1))
def test_every_text_is_large_enough_on_the_projector(show, number):
    page = show(f"steering_group?slide={number}")
    sizes = page.evaluate(TEXT_SIZES)
    assert len(sizes) > 5
    assert [(size, text) for size, text in sizes if size < LEAST_BODY - 0.1] == []
    assert page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.slide-head h1')).fontSize)") == 44


@pytest.mark.parametrize("size", [PROJECTOR, LAPTOP], ids=["1920x1080", "1366x768"])
@pytest.mark.parametrize("number", range(1, len(DECK) + 1))
def test_a_slide_fits_the_window(show, size, number):
    page = show(f"steering_group?slide={number}", size)
    lowest, foot_top, foot_bottom, height = page.evaluate(LOWEST)
    assert lowest <= foot_top
    assert foot_bottom <= height
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight")
    sticks_out = "() => document.querySelector('.st-key-slide').scrollWidth > innerWidth"
    assert not page.evaluate(sticks_out)


@pytest.mark.parametrize("size", [PROJECTOR, LAPTOP], ids=["1920x1080", "1366x768"])
@pytest.mark.parametrize("number", [number for number, slide in enumerate(DECK, start=1) if slide[1] != "tiles"])
def test_a_chart_takes_the_room_the_words_leave(show, size, number):
    lowest, foot_top, _, height = show(f"steering_group?slide={number}", size).evaluate(LOWEST)
    assert foot_top - lowest < 0.1 * height


@pytest.mark.parametrize("number", range(1, len(DECK) + 1))
def test_every_slide_says_its_n_its_day_and_that_the_data_are_examples(show, number):
    foot = show(f"steering_group?slide={number}").locator(".slide-foot").inner_text()
    assert re.search(r"n: [0-9.]+ |n er skjult", foot)
    assert "Data pr. 30. november 2023" in foot
    assert "Eksempeldata" in foot


def test_nothing_of_the_frame_is_in_view(show):
    page = show()
    for part in (".stAppHeader", ".stSidebar"):
        expect(page.locator(part)).to_be_hidden()
