"""The page's own style sheet, over the common one."""

from pathlib import Path

import streamlit as st

SHEET = Path(__file__).with_name("initiatives.css")


def apply_plan_style() -> None:
    """Put initiatives.css on the page."""
    st.html(f"<style>{SHEET.read_text(encoding='utf-8')}</style>")
