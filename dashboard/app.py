"""The frame around every page: page config, shared selection, notices, navigation and the one place that catches errors."""

import logging
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from uuid import uuid4

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from dashboard import formatting
from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.charts.style import palette
from dashboard.errors import DashboardError
from dashboard.register import Register
from dashboard.selection import Selection
from dashboard.ui.frame import Frame, current_theme, data_folder, keep_frame
from dashboard.ui.lasting import set_aside
from dashboard.ui.notices import REGISTER_FAULT, kind_sentence, show_notices
from dashboard.ui.page_names import FIRST_PAGE, PROJECTED, STEMS, stem_of
from dashboard.ui.selection_bar import read_address, selection_bar
from dashboard.ui.style import apply_style
from dashboard.ui.viewer_choice import viewer_choice
from dashboard.warehouse import Warehouse
from dashboard.words import error_sentence, words

PAGES = Path(__file__).parents[1] / "pages"
ICON = Path(__file__).parent / "static" / "icon.svg"
SIDEBAR_WIDTH = 264

_log = logging.getLogger("dashboard")


def show_app() -> None:
    """One script run: the frame, then the page inside it."""
    page = _chosen_page()
    stem = stem_of(page.url_path)
    is_projected = stem in PROJECTED
    theme = current_theme()
    apply_style(palette(theme), is_projected)
    answers, selection = _asked()
    now = datetime.now(UTC)
    keep_frame(Frame(answers, selection, theme, stem, now))
    if is_projected:
        page.run()
    else:
        _show_heading(page.title, answers)
        with st.container(key="notices"):
            show_notices(answers, now.date(), stem)
        page.run()
        _show_footer(answers)
    set_aside(stem)


def _chosen_page() -> StreamlitPage:
    """The page of the address, with the navigation drawn and the browser's tab named."""
    text = words("frame")
    titles = text.table("pages")
    pages = [st.Page(PAGES / f"{stem}.py", title=titles[stem], default=stem == FIRST_PAGE) for stem in STEMS]
    page = st.navigation(pages, position="top")
    st.set_page_config(
        page_title=text("page_title", page=page.title),
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state=SIDEBAR_WIDTH,
    )
    return page


def _asked() -> tuple[Answers, Selection]:
    """Who asks, and about what: the sidebar. A projected page hides it, but the address lives by its widgets."""
    warehouse = Warehouse.newest(data_folder())
    of_chief = Answers(warehouse, CHIEF)
    read_address(of_chief)
    with st.sidebar:
        name = escape(of_chief.municipality_name or "")
        st.html(f'<p class="brand"><strong>{name}</strong><br>{words("frame")("product")}</p>')
        viewer = viewer_choice(of_chief)
        selection = selection_bar(of_chief)
    return Answers(warehouse, viewer, _register()), selection


def _register() -> Register | None:
    """What people wrote; None where it cannot be read, so that the numbers still are (show_notices says why)."""
    st.session_state.pop(REGISTER_FAULT, None)
    try:
        return Register.open(data_folder())
    except DashboardError as error:
        st.session_state[REGISTER_FAULT] = error_sentence(error)
        return None


def _show_heading(title: str, answers: Answers) -> None:
    as_of = words("frame")("as_of", as_of=formatting.long_date(answers.as_of))
    st.html(f'<header class="heading"><h1>{escape(title)}</h1><p class="as-of">{escape(as_of)}</p></header>')


def _show_footer(answers: Answers) -> None:
    text, run = words("frame"), answers.run
    built = text("footer", built=formatting.long_date(run.finished_at.date()))
    of_run = text("footer_run", run_id=run.run_id, version=run.code_version or formatting.DASH)
    st.html(f'<footer class="footer">{escape(built)} <span>{escape(of_run)}</span></footer>')


def run_safely() -> None:
    """Known errors become a kind sentence; unknown ones are logged with an id that the neutral page repeats."""
    try:
        show_app()
    except DashboardError as error:
        kind_sentence(words("frame")("errors.known_title"), error_sentence(error))
    except Exception:
        number = uuid4().hex[:8]
        _log.exception("unexpected error %s", number)
        kind_sentence(words("frame")("errors.unknown_title"), words("frame")("errors.unknown", number=number))


run_safely()
