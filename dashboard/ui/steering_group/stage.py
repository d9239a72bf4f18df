"""Where a slide stands: which one is shown, how the next is reached, and how the projector is left."""

from pathlib import Path

import streamlit as st

from dashboard.ui.page_names import FIRST_PAGE
from dashboard.ui.page_parameter import keep_in_address
from dashboard.words import words

HERE = Path(__file__).parent
SLIDE = "slide"
SHOWN = "slide_shown"
KEYS = "slide_keys"

_keys = st.components.v2.component("projector_keys", js=(HERE / "stage.js").read_text(encoding="utf-8"))


def slide_number(count: int) -> int:
    """The slide of the address, 1 to ``count``; a number outside is moved to the nearest, anything else is the first."""
    # Only on arrival, before the keys are there: turned quickly, the browser's address lags behind the slides.
    if KEYS not in st.session_state:
        st.session_state[SHOWN] = _number(st.query_params.get(SLIDE, ""))
    number = min(max(st.session_state.get(SHOWN, 1), 1), count)
    # The first is the page itself. Written on arrival, the parameter could reach the browser before the page's own
    # address does, and stick to the page before.
    keep_in_address(SLIDE, str(number) if number > 1 else None)
    return number


def slide_zoom() -> float:
    """How large the slide is shown in this window against 1920x1080; 1 until the browser has told."""
    return (st.session_state.get(KEYS) or {}).get("zoom") or 1


def show_controls(number: int, count: int) -> None:
    """Keys and quiet buttons at the edge: previous, next, and back to the first page."""
    text = words("steering_group")
    if count > 1:
        for name, step in (("previous", -1), ("next", 1)):
            st.button(
                text(f"controls.{name}"), key=f"slide_{name}", type="tertiary", on_click=_turn_to, args=(number + step,),
                disabled=not 1 <= number + step <= count,
            )  # fmt: skip
    # A link, which Escape follows: changing the page from here would clear the address that the filters are bound to.
    with st.container(key="slide_leave", width="content"):
        st.page_link(f"../pages/{FIRST_PAGE}.py", label=text("controls.leave"))
    _keys(
        key=KEYS, data={"slide": number, "count": count, "zoom": slide_zoom()}, height=0,
        on_wish_change=_follow, on_zoom_change=lambda: None,
    )  # fmt: skip


def _follow() -> None:
    """Turn to the slide a key asked for."""
    _turn_to(int(st.session_state[KEYS]["wish"]["slide"]))


def _turn_to(number: int) -> None:
    st.session_state[SHOWN] = number


def _number(text: str) -> int:
    return int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else 1
