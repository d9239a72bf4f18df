"""Datagrundlag: what was delivered, what is wrong with it, what each number can use, and which rules are in force."""

from dashboard.ui.data_quality.findings import show_findings
from dashboard.ui.data_quality.history import show_history
from dashboard.ui.data_quality.reference import show_reference
from dashboard.ui.data_quality.sources import show_sources
from dashboard.ui.data_quality.usable import show_usable_rows
from dashboard.ui.frame import current_frame
from dashboard.ui.selection_bar import rest_selection

frame = current_frame()
rest_selection()

show_sources(frame)
show_history(frame)
show_findings(frame)
show_usable_rows(frame)
show_reference(frame)
