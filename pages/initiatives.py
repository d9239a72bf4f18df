"""Handleplan: are the initiatives on plan, what is to be decided, and what is written about each of them."""

from dashboard.ui.frame import current_frame
from dashboard.ui.initiatives.answer import about_plan, plan_answer
from dashboard.ui.initiatives.cards import timeline_cards
from dashboard.ui.initiatives.choice import chosen_place, kept, open_initiative, plan_choice, shows_kpis
from dashboard.ui.initiatives.meeting import goals_list, meeting_lists, undated_list
from dashboard.ui.initiatives.one import show_initiative
from dashboard.ui.initiatives.plan_says import plan_says
from dashboard.ui.initiatives.style import apply_plan_style
from dashboard.ui.initiatives.timeline import timeline_panel
from dashboard.ui.initiatives.writing import write_event
from dashboard.ui.panel import show_row
from dashboard.ui.selection_bar import rest_selection

frame = current_frame()
apply_plan_style()
place = chosen_place(frame)
rest_selection(keeps_period=place is not None and shows_kpis(place), said="period_kpis")

if place and place.initiative:
    show_initiative(frame, place, place.initiative)
elif place:
    goal = plan_choice(frame, place)
    plan_answer(place)
    initiatives = kept(place.progress.initiatives, goal)
    if any(one.has_dates for one in initiatives):
        show_row(frame, timeline_panel(frame, place.plan, initiatives, open_initiative, "timeline"))
        timeline_cards(frame, place, initiatives)
    undated_list(frame, initiatives)
    meeting_lists(frame, place)
    goals_list(frame, place)
    plan_says(place, goal)
    write_event(frame)
    about_plan(place.plan)
