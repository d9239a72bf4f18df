"""The slide of a plan: its timeline in type for the projector, how it stands, and what is to be decided. No person on it."""

from dataclasses import dataclass, replace

from dashboard import formatting
from dashboard.answers import Answers
from dashboard.answers.plans import Plan
from dashboard.charts.enlarged import FACTOR, enlarged
from dashboard.charts.gantt import MARGIN_BOTTOM, MARGIN_TOP, Row, Tone
from dashboard.charts.style import Figure
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives.answer import (
    answer_title,
    counted_initiatives,
    decision_lines,
    example_text,
    follow_up_lines,
)
from dashboard.ui.initiatives.said import initiative_name, plan_name
from dashboard.ui.initiatives.timeline import has_open_ends, timeline
from dashboard.words import words

LINE, ROOM = 18.2, 1  # pixels: a line of small print in a chart, and what a row keeps free of it
MOST_DECISIONS = 2  # told on the slide in their own words; more, and they are counted by name
DECISION_LETTERS = 150  # of them all: the rest stands on the plan's page, and the timeline keeps its room


@dataclass(frozen=True)
class PlanWords:
    """title: how the plan stands. lines: under it. description: what a screen reader says instead of the chart."""

    title: str
    lines: tuple[str, ...]
    description: str


def plan_words(answers: Answers, plan: Plan) -> PlanWords:
    """What the slide says, as the steering group is told it: whose plan, faults in the follow-up, what is to be decided."""
    text, progress = words("steering_group"), answers.plan_progress(plan)
    title, wanted = answer_title(progress), progress.decisions
    open_end = text("plan.open_end") if has_open_ends(progress.initiatives) else ""
    is_few = 0 < len(wanted) <= MOST_DECISIONS
    about = formatting.sentences(text("plan.about", title=plan_name(plan)), example_text(progress), open_end)
    lines = [about, *follow_up_lines(progress), *([] if is_few else decision_lines(progress))]
    lines += [
        text("plan.decision", name=initiative_name(one.initiative), decision=short_decision(told, len(wanted)))
        for one in (wanted if is_few else ())
        if (told := one.decision_wanted)
    ]
    return PlanWords(title, tuple(lines), text("plan.description", title=title))


def short_decision(told: str, count: int = 1) -> str:
    """As many whole words as there is room for on a slide with so many decisions; a word longer than that is cut."""
    letters = DECISION_LETTERS // count
    if len(told) <= letters:
        return told
    cut, _, _ = told[: letters + 1].rpartition(" ")
    return f"{cut or told[:letters]} \u2026"


def plan_figure(frame: Frame, plan: Plan, pixels: int, zoom: float) -> Figure:
    """The timeline, pixels high at 1920x1080. Rows too low for three lines tell the status and a fault, then the status alone."""
    dated = [one for one in frame.answers.plan_progress(plan).initiatives if one.has_dates]
    row = (pixels / FACTOR - MARGIN_TOP - MARGIN_BOTTOM) / max(len(dated), 1)
    drawing = timeline(plan, dated, frame.answers.as_of, frame.theme, lambda one: fitted(one, row))
    return enlarged(drawing, pixels, zoom)


def plan_basis(plan: Plan | None) -> str:
    """How many initiatives the plan has; empty where the slide is of no plan."""
    return counted_initiatives(plan) if plan else ""


def fitted(row: Row, pixels: float) -> Row:
    """As many lines after the bar as its height holds, the faults before the rest."""
    lines = int((pixels - ROOM) // LINE) - 1
    faults = [note for note in row.notes if note[1] is Tone.BAD]
    return replace(row, notes=tuple(faults[: max(lines, 0)]))
