"""The page's style sheet: the palette as CSS variables, then style.css. Streamlit's own parts are themed in config.toml."""

from dataclasses import asdict
from pathlib import Path

import streamlit as st

from dashboard.charts.style import Palette
from dashboard.ui.page_names import FIRST_PAGE
from dashboard.words import words

SHEET = Path(__file__).with_name("style.css")
PROJECTED_SHEET = Path(__file__).with_name("projected.css")
SCRIPTS = tuple(Path(__file__).with_name(name) for name in ("reachable.js", "back.js", "not_found.js"))


def apply_style(colours: Palette, is_projected: bool = False) -> None:
    """Put the style sheet on the page and tell the browser that the page is in Danish.

    is_projected: the page fills the window, without Streamlit's header and the sidebar.
    """
    variables = "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in asdict(colours).items())
    said = words("frame").table("style") | {"first_page": FIRST_PAGE}
    variables += "".join(f'--text-{name.replace("_", "-")}:"{text}";' for name, text in said.items())
    sheet = SHEET.read_text(encoding="utf-8") + (PROJECTED_SHEET.read_text(encoding="utf-8") if is_projected else "")
    st.html(f"<style>:root{{{variables}}}\n{sheet}</style>")
    # Streamlit writes lang="en"; a screen reader would read the Danish with English sounds.
    script = "document.documentElement.lang = 'da';\n" + "\n".join(one.read_text(encoding="utf-8") for one in SCRIPTS)
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
