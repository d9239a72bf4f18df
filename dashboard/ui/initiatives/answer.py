"""The answer over the plan: how many go as planned, who has not been heard of, and what is to be decided."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from dashboard.answers.plans import Plan
from dashboard.answers.progress import BEHIND, STALE_AFTER_WEEKS, InitiativeProgress, PlanProgress
from dashboard.initiative import InitiativeStatus
from dashboard.ui.initiatives.choice import Place
from dashboard.ui.markup import unbroken
from dashboard.words import words


def plan_answer(place: Place) -> None:
    """The block on top of the page."""
    lines = "".join(f'<p class="panel-subtitle">{unbroken(line)}</p>' for line in answer_lines(place.progress))
    title = answer_title(place.progress)
    with st.container(key="answer_plan"):
        st.html(f'<div class="answer"><h2 class="panel-title">{unbroken(title)}</h2>{lines}</div>')


def answer_title(progress: PlanProgress) -> str:
    """How many go as planned or are done, and how many are behind or in danger of it: as recorded, never worked out."""
    text, total = words("initiatives"), _counted(len(progress.initiatives), "initiative")
    if progress.plan.is_model:
        goals = len(progress.plan.goals)
        return text("answer.title_model", total=total, goals=_counted(goals, "goal"))
    if len(progress.having(None)) == len(progress.initiatives):
        return text("answer.title_none", total=total)
    good = progress.having(InitiativeStatus.ON_TRACK, InitiativeStatus.DONE)
    behind = progress.having(*BEHIND)
    told = [text("answer.title_good", good=len(good), total=total)]
    told += [text("answer.title_behind", behind=len(behind))] if behind else []
    return text("answer.between").join(told)


def answer_lines(progress: PlanProgress) -> list[str]:
    """What the reader must know besides: faults in the follow-up, decisions wanted, and whose words these are."""
    text, plan = words("initiatives"), progress.plan
    if plan.is_model:
        return [text("answer.model", municipality=plan.municipality or ""), *_about(plan)]
    silent, stale = progress.having(None), progress.stale
    lines = []
    if stale:
        lines.append(text("answer.stale", weeks=STALE_AFTER_WEEKS, names=_names(stale)))
    if silent and len(silent) < len(progress.initiatives):
        lines.append(text("answer.silent", names=_names(silent)))
    wanted = progress.decisions
    lines.append(text("answer.decision", names=_names(wanted)) if wanted else text("answer.no_decision"))
    if any(one.is_example for one in progress.initiatives):
        lines.append(text("answer.example"))
    return lines


def about_plan(plan: Plan) -> None:
    """Where the plan is from, and what its document leaves open."""
    lines = "".join(f'<p class="panel-footnote">{escape(line)}</p>' for line in _about(plan))
    st.html(lines)


def _about(plan: Plan) -> list[str]:
    text = words("initiatives")
    return [line for line in (text("answer.source", documents=", ".join(plan.documents)), plan.note) if line]


def _names(initiatives: Iterable[InitiativeProgress]) -> str:
    return ", ".join(one.initiative.title for one in initiatives)


def _counted(count: int, noun: str) -> str:
    return f"{count} {words('initiatives')(f'nouns.{noun}' if count == 1 else f'nouns.{noun}s')}"
