"""How the action plan stands, as the last row of the overview: as recorded, never worked out."""

from html import escape

from dashboard import formatting
from dashboard.answers.progress import BEHIND, STALE_AFTER_WEEKS, PlanProgress
from dashboard.initiative import InitiativeStatus
from dashboard.ui.frame import Frame
from dashboard.ui.links import page_link
from dashboard.ui.markup import unbroken
from dashboard.words import words


def plan_row(frame: Frame, columns: int) -> str:
    """The row of the municipality's first plan, in a block of its own; empty where it has none. columns: of the table."""
    plan = next((one for one in frame.answers.plans() if not one.is_model), None)
    if plan is None:
        return ""
    progress, text = frame.answers.plan_progress(plan), words("overview")
    label = f'<a href="{escape(page_link("initiatives", frame))}">{unbroken(text("plan.label"))}</a>'
    name = f'<th scope="row">{label}<span class="basis">{unbroken(plan.title)}</span></th>'
    lines = "".join(f'<span class="{css} line">{unbroken(line)}</span>' for css, line in _lines(progress))
    told = f'<td class="plan" colspan="{columns - 3}">{lines}</td>'
    return f"<tbody><tr>{name}{_number(progress)}{told}</tr></tbody>"


def _number(progress: PlanProgress) -> str:
    """How many go as planned or are done, of how many."""
    text, total = words("overview"), len(progress.initiatives)
    if not progress.is_readable or len(progress.having(None)) == total:
        none = text("plan.none" if progress.is_readable else "plan.unread")
        return f'<td class="number silent">{formatting.DASH}</td><td class="counted">{unbroken(none)}</td>'
    good = progress.having(InitiativeStatus.ON_TRACK, InitiativeStatus.DONE)
    value = f"{len(good)} <small>{unbroken(text('plan.of', total=total))}</small>"
    return f'<td class="number">{value}</td><td class="counted">{unbroken(text("plan.good"))}</td>'


def _lines(progress: PlanProgress) -> list[tuple[str, str]]:
    """CSS class and words: who is behind, who has not been heard of, and what is to be decided."""
    if not progress.is_readable:
        return []
    text, shapes = words("overview"), words("initiatives").table("shape")
    behind, lines = progress.having(*BEHIND), []
    if behind:
        shape = shapes[InitiativeStatus.AT_RISK]
        lines.append(("strong", text("plan.behind", shape=shape, count=len(behind))))
    if progress.stale:
        lines.append(("basis", text("plan.stale", count=len(progress.stale), weeks=STALE_AFTER_WEEKS)))
    if progress.decisions:
        lines.append(("basis", text("plan.decisions", count=len(progress.decisions))))
    if any(one.is_example for one in progress.initiatives):
        lines.append(("basis", text("plan.example")))
    return lines
