"""The plan's timeline as the paper has it, with what is recorded beside it; a bar opens its initiative."""

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd

from dashboard import formatting
from dashboard.answers.plans import Plan
from dashboard.answers.progress import CLOSED, InitiativeProgress, PhaseProgress, milestone_day
from dashboard.charts import gantt
from dashboard.charts.style import Figure, Theme
from dashboard.selection import Month, Period
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives import said
from dashboard.ui.markup import UNBROKEN_HYPHEN
from dashboard.ui.panel import Panel
from dashboard.words import words

TODAY_WITHIN = 12  # months after the plan's last: further on, the day of the data says nothing about the plan


def timeline_panel(
    frame: Frame, plan: Plan, initiatives: Sequence[InitiativeProgress], press: Callable[[str], None] | None, key: str
) -> Panel:
    """One row per initiative with dates, in the plan's order. press: called with the id of the one clicked."""
    text, as_of = words("initiatives"), frame.answers.as_of
    dated = [one for one in initiatives if one.has_dates]
    months = months_of(plan, dated, as_of)
    finding = _finding(plan, dated)
    period = formatting.period(Period(months[0], months[-1]))
    remarks = [text("gantt.open_end")] if has_open_ends(dated) else []
    remarks += _about_slips(dated)
    if Month.of(as_of) not in months and not plan.is_model:
        remarks.append(text("gantt.outside"))
    if any(one.is_example for one in dated):
        remarks.append(text("answer.example"))
    return Panel(
        key=key,
        title=finding,
        subtitle=text("gantt.subtitle", period=period, title=plan.title, municipality=plan.municipality),
        kpis=(),
        figure=timeline(plan, dated, as_of, frame.theme),
        description=text("gantt.description", finding=finding),
        table=timeline_table(initiatives),
        remark=" ".join(remarks),
        silence="" if dated else text("gantt.nothing"),
        press=press,
        source=text("gantt.source_model" if plan.is_model else "gantt.source"),
    )


def timeline(
    plan: Plan, dated: Sequence[InitiativeProgress], as_of: date, theme: Theme,
    fitted: Callable[[gantt.Row], gantt.Row] = lambda row: row,
) -> Figure:  # fmt: skip
    """The chart itself, also for the projector. fitted: what becomes of a row where there is little room."""
    text = words("initiatives")
    names = {"today": text("gantt.today", day=formatting.long_date(as_of)), "key": text("gantt.key")}
    rows = [fitted(row_of(one, not plan.is_model, is_short=True)) for one in dated]
    return gantt.gantt(rows, months_of(plan, dated, as_of), as_of, names, theme)


def months_of(plan: Plan, dated: Sequence[InitiativeProgress], as_of: date) -> list[Month]:
    """From the first month anything is planned or recorded in to the last, and to the data's day if that is near."""
    days = [day for one in dated for phase in one.phases for day in _days(phase)]
    days += [day for one in dated for day in map(milestone_day, one.milestones) if day]
    first, last = Month.of(min(days, default=as_of)), Month.of(max(days, default=as_of))
    if not plan.is_model and 0 < last.months_until(Month.of(as_of)) <= TODAY_WITHIN:
        last = Month.of(as_of)
    return [first + step for step in range(first.months_until(last) + 1)]


def has_open_ends(initiatives: Sequence[InitiativeProgress]) -> bool:
    """Whether any bar fades out."""
    return any(_is_open(phase) for one in initiatives for phase in one.phases)


def timeline_table(initiatives: Sequence[InitiativeProgress]) -> pd.DataFrame:
    """What the chart shows: a row per phase, with everything that is written of the initiative."""
    named = words("initiatives").table("columns")
    rows = [_table_row(one, phase) for one in initiatives for phase in (one.phases or [None])]
    columns = list(_table_row(initiatives[0], None)) if initiatives else []
    table = pd.DataFrame(rows, columns=columns)
    for name in ("start_slip", "end_slip"):
        if name in table:
            table[name] = table[name].astype("Int64")
    return table.rename(columns=named)


def _table_row(one: InitiativeProgress, phase: PhaseProgress | None) -> dict[str, object]:
    text, initiative = words("initiatives"), one.initiative
    planned = phase.phase if phase else None
    return {
        "number": initiative.number,
        "initiative": initiative.title,
        "phase": planned and planned.label,
        "planned_start": planned and said.planned_start(planned),
        "planned_end": planned and said.planned_end(planned),
        "actual_start": _day(phase and phase.actual_start),
        "actual_end": _day(phase and phase.actual_end),
        "start_slip": phase.start_slip.days if phase and phase.start_slip else None,
        "end_slip": phase.end_slip.days if phase and phase.end_slip else None,
        "status": text(f"status.{said.status_name(one.status, one.is_readable)}"),
        "reason": one.reason,
        "next_step": one.next_step,
        "next_step_date": _day(one.next_step_date),
        "decision": one.decision_wanted,
        "updated": _day(one.updated_on),
    }  # fmt: skip


def row_of(one: InitiativeProgress, is_followed: bool, is_short: bool = False) -> gantt.Row:
    """The initiative as a row of the chart. is_followed: no model, so that its updates are told. is_short: as of said.notes."""
    return gantt.Row(
        row_id=one.initiative.initiative_id,
        name=said.initiative_name(one.initiative).replace("-", UNBROKEN_HYPHEN),
        phases=[_bar(one, phase) for phase in one.phases],
        milestones=[
            gantt.Milestone(day, milestone.is_reached, said.milestone_sentence(milestone))
            for milestone in one.milestones if (day := milestone_day(milestone))
        ],
        status=said.status_text(one.status, one.is_readable) if is_followed or one.status else "",
        tone=said.tone(one.status),
        notes=said.notes(one, is_followed, is_short),
    )  # fmt: skip


def _bar(whole: InitiativeProgress, one: PhaseProgress) -> gantt.Phase:
    """A bar; where the initiative is said to be over, nothing is known after the day that was said."""
    phase = one.phase
    return gantt.Phase(
        name=phase.label or "",
        sentence=said.phase_sentence(whole, one),
        planned_start=phase.planned_start,
        planned_end=phase.planned_end,
        start_is_open=phase.start_is_assumed,
        end_is_open=phase.end_is_assumed,
        actual_start=one.actual_start,
        actual_end=one.actual_end,
        known_until=whole.updated_on if whole.status in CLOSED else None,
    )


def _finding(plan: Plan, dated: Sequence[InitiativeProgress]) -> str:
    """How many recorded starts of phases came later than planned, of those the plan says when to make; which the latest."""
    text = words("initiatives")
    if plan.is_model:
        return text("gantt.title_model")
    begun = [(one, phase) for one in dated for phase in one.phases if phase.actual_start]
    slips = [(one, phase, phase.start_slip.days) for one, phase in begun if phase.start_slip]
    late = [told for told in slips if told[2] > 0]
    if not slips:
        if not all(one.is_readable for one in dated):
            return text("gantt.title_unread")
        return text("gantt.title_unmeasured" if begun else "gantt.title_none")
    if not late:
        return text("gantt.title_kept_one" if len(slips) == 1 else "gantt.title_kept", known=len(slips))
    worst, phase, days = max(late, key=lambda told: told[2])
    name, label = worst.initiative.title, phase.phase.label
    name = text("gantt.of_phase", name=name, phase=label) if label else name
    key = "title_slip_one" if len(slips) == 1 else "title_slip_single" if len(late) == 1 else "title_slip"
    return text(f"gantt.{key}", late=len(late), known=len(slips), name=name, days=formatting.days(days))


def _about_slips(dated: Sequence[InitiativeProgress]) -> list[str]:
    """From which day a slip is counted, and whose start has none because the planning is in the bar."""
    text, phases = words("initiatives"), [phase for one in dated for phase in one.phases]
    lines = [text("gantt.rule")] if any(one.start_slip or one.end_slip for one in phases) else []
    names = [one.initiative.title for one in dated if any(map(said.begins_with_planning, one.phases))]
    return [*lines, text("gantt.planning", names=", ".join(names))] if names else lines


def _days(one: PhaseProgress) -> list[date]:
    planned = (one.phase.planned_start, one.phase.planned_end)
    return [day for day in (*planned, one.actual_start, one.actual_end) if day]


def _is_open(one: PhaseProgress) -> bool:
    phase = one.phase
    has_start, has_end = phase.planned_start is not None, phase.planned_end is not None
    return has_start != has_end or (has_start and phase.start_is_assumed) or (has_end and phase.end_is_assumed)


def _day(day: date | None) -> str | None:
    return formatting.long_date(day) if day else None
