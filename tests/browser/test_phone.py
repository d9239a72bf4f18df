"""A chart that keeps its width on a phone opens at the end it is read from."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import AS_OF, PHONE
from tests.browser.dashboard_server import serving
from tests.browser.pictures import wait_until_still

pytestmark = pytest.mark.browser
OUTCOMES = ("granted", "granted", "refused", "partly_granted")
CASES = [
    {"case_id": f"S{number}", "received_date": (received := date(2022, 12, 1) + timedelta(days=number * 2)),
     "deadline_date": received + timedelta(days=28), "decided_date": received + timedelta(days=20), "paragraph": "85",
     "team_id": ("T1", "T2", "T3")[number % 3], "decision_outcome": OUTCOMES[number % 4]}
    for number in range(160)
]  # fmt: skip
COMPLAINTS = [
    {"complaint_id": f"K{number}", "case_id": f"S{number}", "received_date": date(2023, 6, 1) + timedelta(days=number)}
    for number in range(2, 40, 4)
]
DECK = [{"slide": 1, "kpi_ids": "timely_decisions", "chart": "groups", "text": None},
        {"slide": 2, "kpi_ids": "timely_decisions", "chart": "trend", "text": None}]  # fmt: skip
SCROLLED = """area => { const box = document.querySelector(area).closest('[data-testid=stElementContainer]')
    return [Math.abs(box.scrollLeft), box.scrollWidth - box.clientWidth, getComputedStyle(box).direction] }"""


@pytest.fixture(scope="module")
def phone(new_window: Callable[..., Page], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str]]:
    others = complaint_tables(CASES, COMPLAINTS) | {"reference.deck": DECK}
    folder = contract_warehouse(tmp_path_factory.mktemp("phone"), CASES, AS_OF, is_example=True, others=others)
    with serving(folder) as served:
        page = new_window(PHONE)
        yield page, served.address
        page.close()


@pytest.mark.parametrize(
    ("address", "chart", "direction"),
    [
        ("appeals", ".st-key-panel_chain .stPlotlyChart", "ltr"),
        ("decisions", ".st-key-panel_uniformity .stPlotlyChart", "ltr"),
        ("decisions", ".st-key-panel_decision_months .stPlotlyChart", "rtl"),
        ("steering_group?slide=1", ".st-key-slide .stPlotlyChart", "ltr"),
        ("steering_group?slide=2", ".st-key-slide .stPlotlyChart", "rtl"),
    ],
)
def test_a_wide_chart_opens_where_it_is_read_from(phone, address, chart, direction):
    page, server = phone
    page.goto(f"{server}/{address}")
    page.wait_for_selector(chart)
    wait_until_still(page)
    scrolled, hidden, written = page.evaluate(SCROLLED, chart)
    assert (scrolled, written) == (0, direction)  # written from right to left it begins at its right end
    assert hidden > 100
