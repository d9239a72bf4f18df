"""The events that mark a time chart, configured and written ones, and the words of those that only have a number on it."""

from datetime import date

from dashboard import formatting
from dashboard.answers import Answers
from dashboard.charts.events import numbered_events
from dashboard.charts.style import Figure
from dashboard.selection import Selection
from dashboard.words import words


def dated_events(answers: Answers, selection: Selection) -> list[tuple[date, str]]:
    """Day and text of each event of the selected period that concerns the selected teams and paragraphs."""
    return [(one.day, one.label) for one in answers.events(selection)]


def numbers_text(figure: Figure) -> str:
    """Whose the numbers over the figure are; empty where all events stand there in words."""
    text, labels = words("frame"), numbered_events(figure)
    if len(labels) == 1:
        return text("panel.event_alone", number=formatting.number(1), label=labels[0].rstrip("."))
    told = [
        text("panel.event", number=formatting.number(number), label=label.rstrip("."))
        for number, label in enumerate(labels, 1)
    ]
    return text("panel.events", events="; ".join(told)) if told else ""
