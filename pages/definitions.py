"""Definitioner: what every number means, generated from the files that compute it."""

from dashboard.ui.definitions.choice import chosen_kpi, show_list
from dashboard.ui.definitions.definition import show_definition
from dashboard.ui.frame import current_frame
from dashboard.ui.selection_bar import rest_selection

frame = current_frame()
kpi = chosen_kpi()

rest_selection(keeps_period=kpi is not None and kpi.has_target)
if kpi:
    show_definition(frame, kpi)
else:
    show_list(frame)
