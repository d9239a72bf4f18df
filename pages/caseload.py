"""Cases per worker: citizens and open cases per full-time position against the guide, and how evenly they are spread."""

from dashboard.ui.caseload.changes import changes_panel
from dashboard.ui.caseload.spread import spread_panel
from dashboard.ui.caseload.teams import teams_panel
from dashboard.ui.caseload.tile import caseload_tile
from dashboard.ui.caseload.trend import load_trend_panel
from dashboard.ui.caseload.weights import weights_in_force, weights_panel
from dashboard.ui.caseload.workers import workers_list
from dashboard.ui.flow import flow_panel
from dashboard.ui.frame import current_frame
from dashboard.ui.page import has_cases, offer_to_widen
from dashboard.ui.panel import show_row

frame = current_frame()

if has_cases(frame, ("received_cases", "decisions", "open_cases", "fte")):
    caseload_tile(frame)
    show_row(
        frame,
        load_trend_panel(frame, "citizens_per_fte", "fte", "permanent_fte"),
        flow_panel(frame, "received_cases", "decisions", "open_cases", "withdrawn_cases"),
    )
    show_row(frame, teams_panel(frame, "citizens_per_fte"), spread_panel(frame, "citizens_per_fte"))
    show_row(
        frame,
        changes_panel(frame, "worker_changes_per_citizen", "worker_changes"),
        weights_panel(frame, "weighted_open_cases_per_fte", "open_cases_per_fte"),
    )
    weights_in_force(frame, "weighted_open_cases_per_fte")
    workers_list(frame)
else:
    offer_to_widen(frame)
