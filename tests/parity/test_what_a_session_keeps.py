"""A session that looks at one selection after another keeps the panels of the last one alone.

Streamlit gives a chart that can be clicked a new name whenever its figure is new, and forgets the callback of none as long
as the session lasts: one that held its panel held the figure and the rows of every selection ever looked at, some 2 MB in
twenty-five clicks.
"""

import gc
from pathlib import Path

import pytest

from dashboard.ui.panel import Panel
from tests.screen.conftest import open_page

MONTHS = ("2023-01", "2023-02", "2023-03", "2023-04")


def alive() -> int:
    """How many panels are held by anything at all."""
    gc.unfreeze()  # what is set aside is not listed
    gc.collect()
    return sum(isinstance(one, Panel) for one in gc.get_objects())


@pytest.mark.parametrize("page", ["deadlines", "appeals", "caseload", "decisions"])
def test_selections_looked_at_before_leave_nothing(
    monkeypatch: pytest.MonkeyPatch, example_municipality: Path, page: str
) -> None:
    monkeypatch.setenv("DATA_DIR", str(example_municipality))
    before = alive()
    app = open_page(page)
    assert any(chart.proto.id for chart in app.get("plotly_chart")), "no chart of the page can be clicked"
    first = alive()
    for month in MONTHS:
        app.selectbox(key="from").set_value(month).run()
        assert not app.exception
    assert before == first == alive()
