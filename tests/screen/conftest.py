"""The whole app run in-process by Streamlit's AppTest on a small warehouse."""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui.page_names import FIRST_PAGE

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"


@pytest.fixture
def run_app(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page of the app on a municipality's folder, as a link with the parameters given would."""

    def run(folder: Path, page: str = "deadlines", **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("DATA_DIR", str(folder))
        return open_page(page, address)

    return run


def open_page(page: str, address: Mapping[str, str | list[str]] | None = None) -> AppTest:
    """A new session's first run at a page, an empty name being the one that opens at the root."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, values in (address or {}).items():
        app.query_params[name] = values
    if page and page != FIRST_PAGE:
        app.switch_page(f"../pages/{page}.py")
    return app.run()


def open_link(link: str) -> AppTest:
    """What a relative link opens in a new session."""
    address = urlsplit(link)
    return open_page(address.path.removeprefix("./"), parse_qs(address.query))


def shown(app: AppTest) -> str:
    """All HTML on the page as one text, the style sheet apart."""
    return "\n".join(element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style"))


def plain_tables(app: AppTest) -> list[list[dict[str, str]]]:
    """The HTML tables on the page: their rows as header -> text."""
    reader = _Tables()
    reader.feed(shown(app))
    return [[dict(zip(head, row, strict=True)) for row in rows] for head, *rows in reader.tables]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.tables[-1][-1][-1] += data
