"""What the frame hands to a page: the answers, the selection and the theme of this script run."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import streamlit as st

from dashboard.answers import Answers
from dashboard.charts.style import Palette, Theme, palette
from dashboard.selection import Selection

STATE = "frame_of_this_run"
DEFAULT_FOLDER = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Frame:
    """One script run's frame. page: the stem of the page, which names its texts.

    now: when this run began (aware), for what is written; None where nothing is.
    """

    answers: Answers
    selection: Selection
    theme: Theme
    page: str
    now: datetime | None = None

    @property
    def palette(self) -> Palette:
        """The colours of this run's theme."""
        return palette(self.theme)


def data_folder() -> Path:
    """The municipality's folder: DATA_DIR, else ``data`` beside the programme."""
    return Path(os.environ.get("DATA_DIR") or DEFAULT_FOLDER)


def current_theme() -> Theme:
    """The theme the browser shows; light until it has told."""
    return Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT


def keep_frame(frame: Frame) -> None:
    """Lay the frame ready for the page that runs next in the same script run."""
    st.session_state[STATE] = frame


def current_frame() -> Frame:
    """The frame of this script run."""
    return st.session_state[STATE]
