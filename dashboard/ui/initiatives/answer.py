"""The answer over the plan: how many go as planned, who has not been heard of, and what is to be decided."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers.plans import Plan
from dashboard.answers.progress import BEHIND, STALE_AFTER_WEEKS, InitiativeProgress, PlanProgress
from dashboard.initiative import InitiativeStatus
from dashboard.ui.initiatives.choice import Place
from dashboard.ui.initiatives.said import plan_name
from dashboard.ui.markup import unbroken
from dashboard.words import words


def plan_answer(place: Place) -> None:
    """The block on top of the page."""
    lines = "".join(f'<p class="panel-subtitle">{unbroken(line)}</p>' for line in answer_lines(place.progress))
    title = answer_title(place.progress)
    name = f'<p class="panel-subtitle">{unbroken(plan_name(place.plan))}</p>'
    with st.container(key="answer_plan"):
        st.html(f'<div class="answer">{name}<h2 class="panel-title">{unbroken(title)}</h2>{lines}</div>')


def answer_title(progress: PlanProgress) -> str:
    """How many go as planned or are done, are behind or in danger of it, or neither: as recorded, never worked out."""
    text, total = words("initiatives"), counted_initiatives(progress.plan)
    if progress.plan.is_model:
        goals = len(progress.plan.goals)
        return text("answer.title_model", total=total, goals=_counted(goals, "goal"))
    if not progress.is_readable:
        return text("answer.title_unread", total=total)
    if len(progress.having(None)) == len(progress.initiatives):
        return text("answer.title_none", total=total)
    good = progress.having(InitiativeStatus.ON_TRACK, InitiativeStatus.DONE)
    told = [text("answer.title_good", good=len(good), total=_counted(len(progress.initiatives), "initiative"))]
    # Everybody is told of, so that the numbers add up.
    others = {
        "behind": progress.having(*BEHIND),
        "not_started": progress.having(InitiativeStatus.NOT_STARTED),
        "retired": progress.having(InitiativeStatus.RETIRED),
        "silent": progress.having(None),
    }
    told += [text(f"answer.title_{name}", count=len(group)) for name, group in others.items() if group]
    return text("answer.between").join(told)


def answer_lines(progress: PlanProgress) -> list[str]:
    """What the reader must know besides."""
    if progress.plan.is_model:
        return [words("initiatives")("answer.model", municipality=progress.plan.municipality or "")]
    lines = [*follow_up_lines(progress), *decision_lines(progress), example_text(progress)]
    return [line for line in lines if line]


def follow_up_lines(progress: PlanProgress) -> list[str]:
    """Faults in the follow-up: whose status is too old, and who has none while others have."""
    if not progress.is_readable:
        return []
    text, silent, stale, lines = words("initiatives"), progress.having(None), progress.stale, []
    if stale:
        lines.append(text("answer.stale", weeks=STALE_AFTER_WEEKS, names=_names(stale)))
    if 0 < len(silent) < len(progress.initiatives) and not progress.plan.is_model:
        lines.append(text("answer.silent", names=_names(silent)))
    return lines


def decision_lines(progress: PlanProgress) -> list[str]:
    """Who asks for a decision, or that nobody does; a model asks for none, and of what cannot be read nothing is said."""
    text, wanted = words("initiatives"), progress.decisions
    if progress.plan.is_model or not progress.is_readable:
        return []
    return [text("answer.decision", names=_names(wanted)) if wanted else text("answer.no_decision")]


def example_text(progress: PlanProgress) -> str:
    """That what is recorded is an example; empty where it is not."""
    return words("initiatives")("answer.example") if any(one.is_example for one in progress.initiatives) else ""


def about_plan(plan: Plan) -> None:
    """Where the plan is from, and what its document leaves open."""
    told = (words("initiatives")("answer.source", documents=", ".join(plan.documents)), plan.note)
    st.html("".join(f'<p class="panel-footnote">{escape(formatting.closed(line))}</p>' for line in told if line))


def counted_initiatives(plan: Plan) -> str:
    """``9 indsatser``, or ``6 indsatser med 8 dele`` where some are parts of others."""
    whole = _counted(sum(not one.parent_id for one in plan.initiatives), "initiative")
    parts = sum(bool(one.parent_id) for one in plan.initiatives)
    return words("initiatives")("nouns.with_parts", whole=whole, parts=_counted(parts, "part")) if parts else whole


def _names(initiatives: Iterable[InitiativeProgress]) -> str:
    return ", ".join(one.initiative.title for one in initiatives)


def _counted(count: int, noun: str) -> str:
    return f"{count} {words('initiatives')(f'nouns.{noun}' if count == 1 else f'nouns.{noun}s')}"
