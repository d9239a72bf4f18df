"""The whole app run in-process by Streamlit's AppTest on a small warehouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"


@pytest.fixture
def run_app(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], AppTest]:
    """Run the app on a municipality's folder."""

    def run(folder: Path) -> AppTest:
        monkeypatch.setenv("DATA_DIR", str(folder))
        return AppTest.from_file(str(APP), default_timeout=60).run()

    return run


def shown(app: AppTest) -> str:
    """All HTML on the page as one text, the style sheet apart."""
    return "\n".join(element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style"))
