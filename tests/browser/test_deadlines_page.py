"""What a reader does on the page about deadlines, in a real browser."""

import csv
import re
import time
import urllib.request
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AS_OF, small_cases
from tests.browser.pictures import wait_until_still

pytestmark = pytest.mark.browser
OVERDUE = ".st-key-panel_overdue .panel-title"


def tile_values(page: Page) -> list[str]:
    return page.locator(".tile-value").all_inner_texts()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=False).first.click()
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def wait_for_parameter(page: Page, name: str, value: list[str] | None) -> None:
    deadline = time.monotonic() + 15
    while parameters(page).get(name) != value:
        assert time.monotonic() < deadline, f"{name} is {parameters(page).get(name)}, not {value}"
        page.wait_for_timeout(50)


def overdue_cases(**kept: str) -> list[dict]:
    """A recount in plain Python."""
    return [
        case
        for case in small_cases()
        if case.get("decided_date") is None
        and case["deadline_date"] < AS_OF
        and all(case[name] == value for name, value in kept.items())
    ]


def downloaded_rows(page: Page, button: str, folder: Path) -> list[list[str]]:
    with page.expect_download() as download:
        page.locator(f"{button} button").first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened, delimiter=";"))


def overlap(one: dict, other: dict) -> bool:
    """Whether two boxes share more than a pixel each way."""
    return all(
        min(one[end], other[end]) - max(one[start], other[start]) > 1
        for start, end in (("left", "right"), ("top", "bottom"))
    )


class TestTheSelection:
    def test_a_filter_changes_the_number_and_the_address(self, open_page):
        page = open_page()
        expect(page.locator(OVERDUE)).to_contain_text(f"{len(overdue_cases())} sager")
        choose(page, "Team", "Team 1")
        expect(page.locator(OVERDUE)).to_contain_text(f"{len(overdue_cases(team_id='T1'))} sager")
        wait_for_parameter(page, "team", ["Team 1"])

    def test_a_deep_link_opens_the_same_view(self, open_page):
        first = open_page()
        choose(first, "Paragraf", "§ 85")
        expect(first.locator(OVERDUE)).to_contain_text(f"{len(overdue_cases(paragraph='85'))} sager")
        again = open_page(f"?{urlparse(first.url).query}")
        assert tile_values(again) == tile_values(first)

    def test_a_link_may_be_written_with_ids(self, open_page):
        page = open_page("?team=T2&from=2023-01&to=2023-06")
        wait_for_parameter(page, "team", ["Team 2"])
        wait_for_parameter(page, "from", ["jan 2023"])
        wait_for_parameter(page, "to", ["jun 2023"])
        expect(page.locator(".answer .panel-subtitle")).to_contain_text("januar – juni 2023")

    def test_a_link_with_unknown_values_falls_back_and_says_so(self, open_page):
        page = open_page("?team=T1&team=Nedlagt&from=1999-01")
        notice = page.locator(".notice-unknown")
        expect(notice).to_contain_text("»Nedlagt«")
        expect(notice).to_contain_text("»1999-01«")
        wait_for_parameter(page, "team", ["Team 1"])
        expect(page.locator(OVERDUE)).to_contain_text(f"{len(overdue_cases(team_id='T1'))} sager")

    def test_the_teams_offered_belong_to_the_chosen_units(self, open_page):
        page = open_page("?unit=E2")
        page.get_by_label("Team").first.click()
        assert page.get_by_role("option").all_inner_texts() == ["Team 3"]

    def test_reset_brings_everything_back(self, open_page):
        page = open_page("?team=T1&from=2023-05")
        page.locator(".st-key-reset_selection button").click()
        expect(page.locator(OVERDUE)).to_contain_text(f"{len(overdue_cases())} sager")
        wait_for_parameter(page, "team", None)
        wait_for_parameter(page, "from", None)

    def test_a_selection_that_leaves_nothing_offers_to_widen(self, open_page):
        page = open_page("?from=2022-01&to=2022-01&unit=E2&paragraph=101")
        expect(page.locator(".notice-unknown")).to_contain_text("»101«")
        page = open_page("?team=T3&paragraph=97&type=renewal&from=2022-01&to=2022-01")
        if page.locator(".empty").count():
            page.locator(".st-key-reset_from_empty button").click()
            expect(page.locator(".tile-value")).to_have_count(4)


class TestTheRowsBehindANumber:
    def test_the_rows_are_as_many_as_the_bar_says(self, open_page, tmp_path):
        page = open_page()
        page.locator(".st-key-panel_age .bars .point path").nth(3).click(force=True)
        heading = page.locator(".st-key-rows_age .panel-title")
        expect(heading).to_contain_text("åbne sager over fristen")
        on_the_bar = int(re.match(r"\d+", heading.inner_text())[0])
        rows = downloaded_rows(page, "[class*='st-key-csv_cases_age']", tmp_path)
        assert len(rows) - 1 == on_the_bar
        assert on_the_bar == len(
            [case for case in overdue_cases() if 91 <= (AS_OF - case["received_date"]).days <= 180]
        )

    def test_a_month_opens_its_decisions(self, open_page, tmp_path):
        page = open_page()
        page.locator(".st-key-panel_trend .scatterlayer .points path").nth(5).click(force=True)
        expect(page.locator(".st-key-rows_trend .panel-title")).to_contain_text("maj 2023")
        rows = downloaded_rows(page, "[class*='st-key-csv_cases_trend']", tmp_path)
        decided_in_may = [case for case in small_cases() if str(case.get("decided_date"))[:7] == "2023-05"]
        assert len(rows) - 1 == len(decided_in_may)

    def test_the_rows_can_be_asked_for_without_a_mouse(self, open_page):
        page = open_page()
        page.locator(".st-key-menu_flow button").first.focus()
        page.keyboard.press("Enter")
        box = page.get_by_role("combobox", name="Vis sagerne bag")
        box.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".st-key-rows_flow .panel-title")).to_contain_text("december 2022")

    def test_the_file_has_the_rows_of_the_list_and_runs_no_formula(self, open_page, tmp_path):
        page = open_page()
        header, *rows = downloaded_rows(page, ".st-key-csv_cases_overdue", tmp_path)
        assert header[:3] == ["Dage over", "Sag", "Paragraf"]
        assert {row[1] for row in rows} == {case["case_id"].replace("=", "'=") for case in overdue_cases()}
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]

    def test_a_chart_can_be_read_as_a_table(self, open_page):
        page = open_page()
        page.locator(".st-key-menu_trend button").first.click()
        page.get_by_text("Vis som tabel").click()
        expect(page.locator(".st-key-panel_trend [data-testid='stDataFrame']")).to_be_visible()


class TestTheFrame:
    def test_the_definition_is_one_click_from_the_number(self, open_page):
        page = open_page()
        page.locator(".st-key-definition_tile_timely_decisions button").first.click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Lovgrundlag")
        expect(dialog).to_contain_text("Tæller")

    def test_the_page_is_danish_and_has_a_title(self, open_page):
        page = open_page()
        expect(page).to_have_title("Sagsbehandlingsfrister · Ledelsesinformation")
        page.wait_for_function("document.documentElement.lang === 'da'")
        assert page.locator("h1").all_inner_texts() == ["Sagsbehandlingsfrister"]
        expect(page.locator(".as-of")).to_have_text("Data pr. 30. november 2023")
        expect(page.locator(".notice-example")).to_contain_text("Eksempeldata")

    def test_the_answer_stands_above_the_fold(self, open_page):
        page = open_page()
        wait_until_still(page)
        assert page.evaluate("document.querySelector('.tile-block').getBoundingClientRect().bottom") <= 768

    @pytest.mark.parametrize("width", [390, 1366, 1920])
    def test_nothing_is_wider_than_the_window(self, open_page, width):
        page = open_page()
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_function(
            "w => document.querySelector('.tile-block').getBoundingClientRect().right <= w", arg=width
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_a_phone_sees_the_newest_month_first_and_is_told_of_the_others(self, open_page):
        page = open_page()
        page.set_viewport_size({"width": 390, "height": 844})
        expect(page.locator(".scroll-hint").first).to_be_visible()
        page.wait_for_function("document.querySelector('.st-key-panel_trend .js-plotly-plot')?.offsetWidth === 560")
        # A chart is drawn anew when the window changes: its texts are asked for until they stand, all at once.
        page.wait_for_function(
            """() => [...document.querySelectorAll('.st-key-panel_trend .xtick text')]
                .filter(one => one.textContent.includes('nov')).map(one => one.getBoundingClientRect())
                .some(box => 0 < box.left && box.left < box.right && box.right < 390)"""
        )

    def test_a_phone_sees_the_whole_name_of_every_paragraph(self, open_page):
        page = open_page()
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_function("document.querySelector('.st-key-panel_paragraphs .js-plotly-plot')?.offsetWidth <= 358")
        page.wait_for_function(
            """() => { const names = [...document.querySelectorAll('.st-key-panel_paragraphs .annotation-text-g')]
                return names.length === 5 && names.every(one => one.getBoundingClientRect().right <= 374) }"""
        )

    def test_charts_beside_each_other_stand_level_whatever_is_written_over_and_under_them(self, open_page):
        page = open_page()
        for left, right in (("trend", "types"), ("flow", "age")):
            page.evaluate(
                """name => document.querySelectorAll(`.st-key-panel_${name} :is(.panel-subtitle, .panel-footnote)`)
                    .forEach(one => one.textContent += ' Og en sætning mere.'.repeat(20))""",
                left,
            )
            wait_until_still(page)
            for part, side in ((".js-plotly-plot", "bottom"), (".panel-footnote", "top")):
                ends = [
                    page.locator(f".st-key-panel_{name} {part}").evaluate(f"one => one.getBoundingClientRect().{side}")
                    for name in (left, right)
                ]
                assert ends[0] == pytest.approx(ends[1], abs=2), (left, part)

    def test_panels_share_the_width_as_their_row_says(self, open_page):
        page = open_page()
        wait_until_still(page)
        trend, types, flow, age = page.evaluate(
            """['trend', 'types', 'flow', 'age'].map(
                name => document.querySelector(`.st-key-panel_${name}`).getBoundingClientRect().width)"""
        )
        assert trend / types == pytest.approx(1.5, abs=0.01)
        assert flow == pytest.approx(age, abs=1)

    def test_no_two_texts_of_a_chart_lie_on_each_other(self, open_page):
        page = open_page("?from=2022-01&to=2023-11")
        wait_until_still(page)
        for panel in ("trend", "flow", "age", "types"):
            texts = page.locator(f".st-key-panel_{panel} .annotation-text-g, .st-key-panel_{panel} .xtick text")
            boxes = texts.evaluate_all("texts => texts.map(text => text.getBoundingClientRect().toJSON())")
            assert len(boxes) > 1, panel
            assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == [], panel

    def test_no_text_is_smaller_than_small_print(self, open_page):
        page = open_page()
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('[data-testid=stMain] *, .stSidebar *')]
                .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
                .filter(e => e.getClientRects().length && !e.closest('canvas, [data-testid=stIconMaterial]'))
                .map(e => parseFloat(getComputedStyle(e).fontSize))"""
        )
        assert min(sizes) >= 14

    def test_fonts_come_from_the_app_as_fonts(self, server):
        for weight in ("regular", "medium", "bold"):
            with urllib.request.urlopen(f"{server}/app/static/ibm-plex-sans-{weight}.woff2") as answer:
                assert answer.headers["Content-Type"] == "font/woff2"

    def test_nothing_is_asked_of_another_machine(self, open_page, requests_seen):
        open_page().wait_for_load_state("networkidle")
        hosts = {urlparse(address).hostname for address in requests_seen if address.startswith(("http", "ws"))}
        assert hosts == {"127.0.0.1"}

    def test_the_server_listens_on_this_machine_only(self, server):
        sockets = Path("/proc/net/tcp")
        if not sockets.exists():
            pytest.skip("reads /proc/net/tcp, which only Linux has")
        port = f":{urlparse(server).port:04X}"
        lines = [line.split() for file in (sockets, Path("/proc/net/tcp6")) if file.exists() for line in file.open()]
        listening = {line[1] for line in lines if line[1].endswith(port) and line[3] == "0A"}
        assert listening == {f"0100007F{port}"}
