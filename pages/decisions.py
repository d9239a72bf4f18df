"""Decisions: how many, under which paragraph, how they end, and whether teams decide alike."""

from dashboard.ui.decisions.months import months_panel
from dashboard.ui.decisions.paragraphs import all_decided_paragraphs_toggle, shares_panel, volume_panel
from dashboard.ui.decisions.tile import decisions_tile
from dashboard.ui.decisions.uniformity import uniformity_panel
from dashboard.ui.frame import current_frame
from dashboard.ui.page import has_cases, offer_to_widen
from dashboard.ui.panel import show_row

frame = current_frame()

if has_cases(frame, ("decisions",)):
    decisions_tile(frame)
    show_row(frame, months_panel(frame))
    show_row(frame, volume_panel(frame), shares_panel(frame))
    all_decided_paragraphs_toggle(frame)
    show_row(frame, uniformity_panel(frame))
else:
    offer_to_widen(frame)
