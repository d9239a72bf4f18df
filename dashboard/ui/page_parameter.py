"""A page's own parameter in the address, such as the KPI of a definition. The browser drops it when the page is left."""

import streamlit as st


def asked_anew(name: str) -> bool:
    """Whether the address says something else than this page last wrote there: a link, or the browser's back button."""
    return st.query_params.get(name) != st.session_state.get(_written(name))


def keep_in_address(name: str, value: str | None) -> None:
    """Write the value into the address, or take the parameter out."""
    st.session_state[_written(name)] = value
    if value is None:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def _written(name: str) -> str:
    return f"written_{name}"
