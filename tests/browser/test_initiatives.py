"""Handleplan in a real browser: what is written is seen everywhere, by everybody, and nothing typed is lost."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility.test_axe import grave_findings
from tests.browser.dashboard_server import serving
from tests.browser.pictures import wait_until_still
from tests.browser.test_steering_group import LISTENS, LOWEST, TEXT_SIZES
from tests.screen.plan_tables import with_plans

pytestmark = pytest.mark.browser
MEETINGS, STAFFING = "cvv_weekly_meetings", "cvv_temporary_staffing"
TIMELINE = ".st-key-panel_timeline .js-plotly-plot"


@pytest.fixture(scope="module")
def plan_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = with_plans(tmp_path_factory.mktemp("planned"), ("cvv_2023", "plan", None))
    with serving(folder) as served:
        yield served.address


@pytest.fixture
def opened(window: Callable[..., Page], plan_server: str) -> Callable[..., Page]:
    """Open the page in a window of its own, as another reader would."""

    def at(
        query: str = "", stem: str = "initiatives", size: tuple[int, int] = (1366, 900), theme: str = "light"
    ) -> Page:
        page = window(size, theme)
        page.goto(f"{plan_server}/{stem}{query}")
        wait_until_still(page)
        return page

    return at


def sign(page: Page, initials: str) -> None:
    page.get_by_label("Dine initialer").fill(initials)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"({initials.upper()})").first).to_be_visible()
    wait_until_still(page)


def choose_status(page: Page, status: str) -> None:
    page.get_by_role("radio", name=status).check(force=True)
    wait_until_still(page)


def write_reason(page: Page, text: str) -> None:
    page.get_by_label("Begrundelse").fill(text)


def save(page: Page) -> None:
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Gemt.", exact=True)).to_be_visible()


def test_a_status_is_seen_on_the_timeline_in_the_log_and_in_the_presentation(opened):
    page = opened(f"?initiative={MEETINGS}")
    sign(page, "mk")
    choose_status(page, "Bagud")
    write_reason(page, "Juristen mangler ved hvert andet møde")
    page.get_by_label("Ønsket beslutning").fill("Skal juristen frigøres?")
    save(page)
    expect(page.locator(".st-key-answer_initiative")).to_contain_text("Bagud")
    expect(page.locator(".plan-log").last).to_contain_text("Juristen mangler ved hvert andet møde")
    page.get_by_role("button", name="Tilbage til hele planen").click()
    expect(page.locator(".st-key-answer_plan")).to_contain_text("1 er bagud eller i risiko for det")
    wait_until_still(page)
    expect(page.locator(TIMELINE)).to_contain_text("Bagud")
    slide = opened("?viewer=chief", "steering_group", (1920, 1080))
    expect(slide.locator(".slide-head")).to_contain_text("Skal juristen frigøres?")
    expect(slide.locator(".js-plotly-plot")).to_contain_text("Bagud")
    assert "MK" not in slide.locator(".st-key-slide").inner_text()


def test_two_who_write_at_once_are_told_and_both_are_kept(opened):
    first, second = opened(f"?initiative={STAFFING}"), opened(f"?initiative={STAFFING}")
    for page, initials in ((first, "ab"), (second, "cd")):
        sign(page, initials)
        choose_status(page, "Efter planen")
        write_reason(page, f"Skrevet af {initials}")
    save(first)
    save(second)
    meanwhile = second.locator(".meanwhile")
    expect(meanwhile).to_contain_text("Mens du skrev, har Centerchef (AB) skrevet:")
    expect(meanwhile).to_contain_text("Skrevet af ab")
    log = second.locator(".plan-log").last
    expect(log).to_contain_text("Skrevet af ab")
    expect(log).to_contain_text("Skrevet af cd")


def test_what_is_typed_survives_a_lost_page_and_can_be_dropped(opened):
    page = opened("?initiative=cvv_supervision")
    sign(page, "mk")
    write_reason(page, "Halvt skrevet")
    page.get_by_label("Næste skridt (kan udelades)", exact=True).click()  # leaving the field keeps it
    wait_until_still(page)
    page.reload()
    wait_until_still(page)
    sign(page, "mk")
    expect(page.get_by_label("Begrundelse")).to_have_value("Halvt skrevet")
    expect(page.get_by_text("er hentet frem")).to_be_visible()
    page.get_by_role("button", name="Kassér kladde").click()
    expect(page.get_by_label("Begrundelse")).to_have_value("")


def test_a_bar_opens_its_initiative_and_the_address_names_it(opened):
    page = opened()
    page.locator(f"{TIMELINE} .barlayer path").first.click(force=True)
    expect(page.locator(".st-key-answer_initiative")).to_contain_text("Samarbejde med borgerrådgiver")
    expect(page).to_have_url(re.compile("initiative=cvv_citizen_advisor"))
    page.go_back()
    page.go_forward()
    expect(page.locator(".st-key-answer_initiative")).to_contain_text("Samarbejde med borgerrådgiver")


def test_an_initiative_is_opened_and_left_with_the_keyboard_alone(opened):
    page = opened()
    field = page.get_by_label("Åbn en indsats")
    field.focus()
    page.keyboard.type("Super")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-answer_initiative")).to_contain_text("Supervision")
    page.get_by_role("button", name="Tilbage til hele planen").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-answer_plan")).to_be_visible()


def test_on_a_phone_every_initiative_is_a_card_and_nothing_sticks_out(opened):
    page = opened(size=(390, 844))
    expect(page.locator(".plan-cards > li").first).to_be_visible()
    expect(page.locator(TIMELINE)).to_be_hidden()
    assert page.locator(".plan-cards > li").count() == 9
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Supervision").first.click()
    expect(page.locator(".st-key-answer_initiative")).to_contain_text("Supervision")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_word_without_end_stays_in_its_column(opened):
    page = opened("?initiative=cvv_citizen_advisor")
    sign(page, "mk")
    choose_status(page, "Bagud")
    for label in ("Begrundelse", "Ønsket beslutning"):
        page.get_by_label(label).fill("x" * 420)
    save(page)
    expect(page.locator(".plan-log").last).to_contain_text("xxx")
    for query, size in (("?initiative=cvv_citizen_advisor", (1366, 900)), ("?initiative=cvv_citizen_advisor", (390, 844)),
                        ("", (1366, 900)), ("", (390, 844))):  # fmt: skip
        wide = opened(query, size=size).evaluate(
            "[...document.querySelectorAll('.stHtml p')].filter(one => one.textContent.includes('xxxx')"
            " && one.scrollWidth > one.clientWidth).map(one => one.parentElement.outerHTML.slice(0, 80))"
        )
        assert wide == [], (query, size)


def test_a_day_is_written_in_the_danish_order(opened):
    page = opened("?initiative=cvv_case_overview")
    sign(page, "mk")
    page.get_by_role("radio", name="Datoer for en fase").click()
    wait_until_still(page)
    page.get_by_role("spinbutton").first.click()
    page.keyboard.type("04092023")
    page.keyboard.press("Tab")
    wait_until_still(page)
    save(page)
    days = (date(2023, 9, 4) - date(2023, 6, 30)).days
    expect(page.locator(".st-key-answer_initiative")).to_contain_text(f"Begyndt {days} dage forsinket")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_plan_an_initiative_and_its_form_have_no_grave_finding(opened, theme):
    assert grave_findings(opened(theme=theme)) == []
    page = opened(f"?initiative={MEETINGS}", theme=theme)
    sign(page, "mk")
    page.get_by_role("button", name="Gem", exact=True).click()  # faults stand beside their fields
    expect(page.locator(".fault").first).to_be_visible()
    assert grave_findings(page) == []


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)], ids=["1920x1080", "1366x768"])
def test_the_plan_s_slide_fits_the_window_in_type_for_the_room(opened, size):
    page = opened("", "steering_group", size)
    page.wait_for_function(LISTENS)
    wait_until_still(page)
    lowest, foot_top, foot_bottom, height = page.evaluate(LOWEST)
    assert lowest <= foot_top
    assert foot_bottom <= height
    zoom = min(size[0] / 1920, size[1] / 1080)
    assert [told for told in page.evaluate(TEXT_SIZES) if told[0] < 24 * round(zoom, 2) - 0.2] == []
