"""Sagsbehandlingsfrister: are the deadlines kept, how does it move, where is it hard, and which cases are they."""

from dashboard.ui.deadlines.age import age_panel
from dashboard.ui.deadlines.dispatch import dispatch_panel
from dashboard.ui.deadlines.lists import case_list
from dashboard.ui.deadlines.paragraphs import all_paragraphs_toggle, paragraphs_panel
from dashboard.ui.deadlines.tile import deadline_tile
from dashboard.ui.deadlines.trend import trend_panel
from dashboard.ui.deadlines.types import types_panel
from dashboard.ui.flow import flow_panel
from dashboard.ui.frame import current_frame
from dashboard.ui.page import has_cases, offer_to_widen
from dashboard.ui.panel import show_row

frame = current_frame()

if has_cases(frame, ("received_cases", "decisions", "open_cases")):
    deadline_tile(frame)
    show_row(
        frame,
        trend_panel(frame, "timely_decisions"),
        types_panel(frame, "timely_decisions", "median_processing_days"),
        widths=(3, 2),
    )
    show_row(
        frame,
        flow_panel(frame, "received_cases", "decisions", "open_cases", "withdrawn_cases"),
        age_panel(frame, "open_cases", "overdue_open_cases"),
    )
    show_row(frame, paragraphs_panel(frame, ("median_processing_days", "p80_processing_days", "p90_processing_days")))
    all_paragraphs_toggle(frame)
    case_list(frame, "overdue", "overdue_open_cases")
    case_list(frame, "due_within_14_days", "due_within_14_days")
    dispatch_panel(frame)
else:
    offer_to_widen(frame)
