"""Definitioner: what every number means, generated from the files that compute it."""

from dashboard.ui.definitions.choice import chosen_kpi, show_list
from dashboard.ui.definitions.definition import show_definition
from dashboard.ui.frame import current_frame

frame = current_frame()
kpi = chosen_kpi()

if kpi:
    show_definition(frame, kpi)
else:
    show_list(frame)
