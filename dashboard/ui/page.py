"""What every page asks before it shows anything: is there anything to show."""

from collections.abc import Sequence

import streamlit as st

from dashboard.measurement import Silence
from dashboard.ui.frame import Frame
from dashboard.ui.notices import kind_sentence
from dashboard.ui.selection_bar import reset
from dashboard.words import words


def has_cases(frame: Frame, kpi_ids: Sequence[str]) -> bool:
    """Whether any of the counts is above zero; a hidden one is, and one that cannot follow the filters says nothing."""
    asked = [frame.answers.measure(kpi_id, frame.selection) for kpi_id in kpi_ids]
    measurements = [answer.measurement for answer in asked if not answer.ignored]
    return any(one.value or one.silence is Silence.SUPPRESSED for one in measurements)


def offer_to_widen(frame: Frame) -> None:
    """An empty page says why, and takes the reader back with one button."""
    text = words("frame")
    kind_sentence(text("empty.title"), text("empty.sentence"))
    st.button(text("empty.reset"), key="reset_from_empty", on_click=reset, args=(frame.answers,), type="primary")
