"""Overblik, the first thing the chief sees: how the headline KPIs stand, and what has changed."""

from dashboard.ui.frame import current_frame
from dashboard.ui.overview.changed import changes_panel
from dashboard.ui.overview.control import control_panel
from dashboard.ui.overview.table import headline_table
from dashboard.ui.page import has_cases, offer_to_widen

BLOCKS = (
    ("deadlines", ("timely_decisions", "overdue_open_cases")),
    ("deadlines", ("clearance_rate",)),
    ("appeals", ("reversal_rate", "timely_reassessments")),
    ("caseload", ("citizens_per_fte",)),
)
# Changes of the fixed worker are not searched: they come in bundles when a worker leaves, and no test here knows that.
SEARCHED_TOO = {"overdue_reassessments": "appeals"}

frame = current_frame()

if has_cases(frame, ("received_cases", "decisions", "open_cases")):
    pages = {kpi_id: page for page, kpi_ids in BLOCKS for kpi_id in kpi_ids}
    headline_table(frame, BLOCKS)
    changes_panel(frame, pages | SEARCHED_TOO)
    control_panel(frame, pages)
else:
    offer_to_widen(frame)
