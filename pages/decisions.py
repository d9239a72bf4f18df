"""Decisions: how many decisions, with which outcome, and how alike the teams decide."""

from dashboard.ui.frame import current_frame
from dashboard.ui.page import has_cases, offer_to_widen

frame = current_frame()

if not has_cases(frame, ("decisions",)):
    offer_to_widen(frame)
