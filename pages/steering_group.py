"""Styregruppe, the projector: one message a slide, as the steering group may see it."""

from dashboard.ui.frame import current_frame
from dashboard.ui.steering_group.slide import show_deck

show_deck(current_frame())
