"""What entries of the register speak of that no plan has: a plan that was changed, or files that came to the wrong place."""

from collections.abc import Iterable, Sequence

from dashboard.answers.plans import Plan
from dashboard.register import Entry, MilestoneMark, PhaseDates


def unplanned(plans: Sequence[Plan], entries: Iterable[Entry]) -> tuple[str, ...]:
    """The ids of initiatives, phases and milestones that no plan has, each once, in the order they were written."""
    initiatives = [initiative for plan in plans for initiative in plan.initiatives]
    known = {one.initiative_id for one in initiatives} | {None}
    known |= {phase.phase_id for one in initiatives for phase in one.phases}
    known |= {milestone.milestone_id for one in (*plans, *initiatives) for milestone in one.milestones}
    spoken_of = (name for entry in entries for name in _ids(entry) if name not in known)
    return tuple(dict.fromkeys(spoken_of))


def _ids(entry: Entry) -> tuple[str | None, ...]:
    match entry.content:
        case PhaseDates(phase_id=own) | MilestoneMark(milestone_id=own):
            return entry.initiative_id, own
    return (entry.initiative_id,)
