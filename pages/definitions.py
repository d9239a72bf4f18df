"""Definitions: what every number means."""

from dashboard.ui.frame import current_frame
from dashboard.ui.page import has_cases, offer_to_widen

frame = current_frame()

if not has_cases(frame, ("received_cases", "decisions", "open_cases")):
    offer_to_widen(frame)
