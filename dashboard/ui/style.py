"""The page's style sheet: the palette as CSS variables, then style.css. Streamlit's own parts are themed in config.toml."""

from dataclasses import asdict
from pathlib import Path

import streamlit as st

from dashboard.charts.style import Palette

SHEET = Path(__file__).with_name("style.css")


def apply_style(colours: Palette) -> None:
    """Put the style sheet on the page and tell the browser that the page is in Danish."""
    variables = "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in asdict(colours).items())
    st.html(f"<style>:root{{{variables}}}\n{SHEET.read_text(encoding='utf-8')}</style>")
    # Streamlit writes lang="en"; a screen reader would read the Danish with English sounds.
    st.html("<script>document.documentElement.lang = 'da'</script>", unsafe_allow_javascript=True)
