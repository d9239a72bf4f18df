"""On a phone a year is shown whole; a chart that keeps its width opens at the end it is read from, with an axis there."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

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
# What lets a reader choose more than a year.
CASES += [CASES[0] | {"case_id": "S900", "received_date": date(2022, 5, 2), "decided_date": date(2022, 6, 2)}]
COMPLAINTS = [
    {"complaint_id": f"K{number}", "case_id": f"S{number}", "received_date": date(2023, 6, 1) + timedelta(days=number)}
    for number in range(2, 40, 4)
]
DECK = [{"slide": 1, "kpi_ids": "timely_decisions", "chart": "groups", "text": None},
        {"slide": 2, "kpi_ids": "timely_decisions", "chart": "trend", "text": None}]  # fmt: skip
LONG = "from=2022-06&to=2023-11"
SEEN = """area => [...document.querySelectorAll(`${area} .xtick text, ${area} .annotation-text`)].filter(one =>
    ![one, ...one.querySelectorAll('tspan')].some(part => getComputedStyle(part).opacity === '0')
).map(one => { const box = one.getBoundingClientRect(); return [one.textContent, box.left, box.right, box.top] })"""
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
        (f"decisions?{LONG}", ".st-key-panel_decision_months .stPlotlyChart", "rtl"),
        ("steering_group?slide=1", ".st-key-slide .stPlotlyChart", "ltr"),
        (f"steering_group?slide=2&{LONG}", ".st-key-slide .stPlotlyChart", "rtl"),
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


@pytest.mark.parametrize(
    ("address", "area"),
    [("decisions", ".st-key-panel_decision_months"), ("deadlines", ".st-key-panel_trend"), ("deadlines", ".st-key-panel_flow"),
     ("steering_group?slide=2", ".st-key-slide")],
)  # fmt: skip
def test_a_year_is_shown_whole_and_no_month_is_written_over_another(phone, address, area):
    page, server = phone
    page.goto(f"{server}/{address}")
    page.wait_for_selector(f"{area} .stPlotlyChart")
    wait_until_still(page)
    _, hidden, _ = page.evaluate(SCROLLED, f"{area} .stPlotlyChart")
    assert hidden <= 0
    rows: dict[int, list[tuple[float, float]]] = {}
    months = [one for one in page.evaluate(SEEN, area) if one[0][:3] in ("jan", "mar", "maj", "jul", "sep", "nov")]
    for _, left, right, top in page.evaluate(SEEN, area):
        rows.setdefault(round(top), []).append((left, right))
    assert len(months) == 6
    for row in rows.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(row)))


@pytest.mark.parametrize(("area", "tick"), [(".st-key-panel_trend", "50 %"), (".st-key-panel_flow", "0")])
def test_a_chart_that_opens_at_its_right_end_has_its_axis_there(phone, area, tick):
    page, server = phone
    page.goto(f"{server}/deadlines?{LONG}")
    page.wait_for_selector(f"{area} .stPlotlyChart")
    wait_until_still(page)
    seen = {text: (left, right) for text, left, right, _ in page.evaluate(SEEN, area)}
    assert 0 < seen[tick][0] < seen[tick][1] < 390
