"""Complaints and reversals: how they end, at the reassessment and at Ankestyrelsen, and what is still on its way."""

from dashboard.ui.appeals.chain import chain_panel
from dashboard.ui.appeals.clock import clock_list
from dashboard.ui.appeals.cohort import cohort_panel
from dashboard.ui.appeals.groups import groups_panel
from dashboard.ui.appeals.mix import mix_panel
from dashboard.ui.appeals.others import other_denominators
from dashboard.ui.appeals.reasons import reasons_panel
from dashboard.ui.appeals.tile import appeals_tile
from dashboard.ui.appeals.trend import trend_panel
from dashboard.ui.frame import current_frame
from dashboard.ui.page import has_cases, offer_to_widen
from dashboard.ui.panel import show_row

frame = current_frame()

if has_cases(frame, ("received_cases", "decisions", "open_cases")):
    appeals_tile(frame)
    show_row(frame, trend_panel(frame), mix_panel(frame), widths=(3, 2))
    show_row(frame, groups_panel(frame), reasons_panel(frame), widths=(3, 2))
    other_denominators(frame)
    show_row(frame, chain_panel(frame))
    clock_list(frame)
    show_row(frame, cohort_panel(frame))
else:
    offer_to_widen(frame)
