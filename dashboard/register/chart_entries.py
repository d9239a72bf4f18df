"""What is written for every time chart: events, and months from which a control chart is based anew."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.register.field_rules import identifier, long_text, short_text
from dashboard.selection import Month


class EventKind(StrEnum):
    """What sort of thing happened."""

    LAW_CHANGE = "law_change"
    NEW_SYSTEM = "new_system"
    ORGANISATION_CHANGE = "organisation_change"
    VACANCY = "vacancy"
    OTHER = "other"


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, to everybody or to one paragraph or team."""

    event_date: date
    label: str = short_text()
    kind: EventKind
    paragraph: str | None = identifier(default=None)
    team_id: str | None = identifier(default=None)

    @property
    def subject(self) -> str:
        return "events"


@dataclass(frozen=True)
class Rebasing:
    """The limits of a KPI's control chart are worked out anew from this month, for a reason."""

    kpi_id: str = identifier()
    from_month: Month
    reason: str = long_text()

    @property
    def subject(self) -> str:
        return f"rebasing:{self.kpi_id}"
