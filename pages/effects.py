"""Virker indsatsen?: what the numbers say about each initiative of the plan, and what they cannot say yet."""

from dashboard.ui.effects.asked import ask
from dashboard.ui.effects.choice import chosen_initiative
from dashboard.ui.effects.detail import show_initiative
from dashboard.ui.effects.summary import summary_table
from dashboard.ui.frame import current_frame
from dashboard.ui.notices import kind_sentence
from dashboard.ui.selection_bar import rest_selection
from dashboard.words import words

frame = current_frame()
rest_selection(keeps_period=True, said="period_end")
measured = ask(frame)

if measured:
    summary_table(frame, measured)
    show_initiative(frame, chosen_initiative(measured), tuple(one.course for one in measured))
else:
    kind_sentence(words("effects")("summary.none_title"), words("effects")("summary.none"))
