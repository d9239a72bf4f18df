"""What is written about an initiative of the plan: status, actual dates, milestones, notes."""

from dataclasses import dataclass
from datetime import date

from dashboard.initiative import InitiativeStatus
from dashboard.register.field_rules import identifier, long_text


@dataclass(frozen=True)
class StatusUpdate:
    """How the initiative stands and why."""

    initiative_id: str = identifier()
    status: InitiativeStatus
    reason: str = long_text()
    next_step: str | None = long_text(default=None)
    next_step_date: date | None = None
    decision_wanted: str | None = long_text(default=None)

    @property
    def subject(self) -> str:
        return f"status:{self.initiative_id}"


@dataclass(frozen=True)
class PhaseDates:
    """When a phase really began and ended. Both empty: what was written before is taken back."""

    initiative_id: str = identifier()
    phase_id: str = identifier()
    actual_start: date | None = None
    actual_end: date | None = None

    @property
    def subject(self) -> str:
        return f"phase:{self.phase_id}"


@dataclass(frozen=True)
class MilestoneMark:
    """A milestone done on a day, or opened again. A milestone of a whole plan or goal has no initiative."""

    initiative_id: str | None = identifier(may_be_empty=True)
    milestone_id: str = identifier()
    is_done: bool
    done_date: date | None = None

    @property
    def subject(self) -> str:
        return f"milestone:{self.milestone_id}"


@dataclass(frozen=True)
class Note:
    """A remark about the initiative."""

    initiative_id: str = identifier()
    text: str = long_text()

    @property
    def subject(self) -> str:
        return f"note:{self.initiative_id}"
