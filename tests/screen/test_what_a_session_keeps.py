"""A session that looks at one selection after another keeps the panels of the last one alone.

Streamlit forgets no widget's callback or names as long as the session lasts: one that held its panel held the figure and
the rows of every selection ever looked at, some 5 MB of a reader's hour.
"""

import gc

import pytest

from dashboard.ui.panel import Panel
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import AS_OF, small_cases

MONTHS = ("2023-01", "2023-02", "2023-03", "2023-04")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    return contract_warehouse(tmp_path_factory.mktemp("kept"), small_cases(), AS_OF, is_example=True)


def alive() -> int:
    """How many panels are held by anything at all."""
    gc.unfreeze()  # what is set aside is not listed
    gc.collect()
    return sum(isinstance(one, Panel) for one in gc.get_objects())


@pytest.mark.parametrize("page", ["overview", "deadlines", "appeals", "caseload", "decisions"])
def test_selections_looked_at_before_leave_nothing(run_app, folder, page: str) -> None:
    before = alive()
    app = run_app(folder, page)
    assert not app.exception
    first = alive() - before
    for month in MONTHS:
        app.selectbox(key="from").set_value(month).run()
        assert not app.exception
    assert alive() - before <= first
