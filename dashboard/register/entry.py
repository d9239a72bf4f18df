"""An entry of the register: who wrote what and when. Entries are only ever added; a correction is a new one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dashboard.access import Viewer
from dashboard.errors import WrongInitials
from dashboard.register.chart_entries import Event, Rebasing
from dashboard.register.field_rules import long_text
from dashboard.register.initiative_entries import MilestoneMark, Note, PhaseDates, StatusUpdate
from dashboard.register.pdsa_entries import PdsaAct, PdsaDo, PdsaPlan, PdsaStudy


@dataclass(frozen=True)
class Withdrawal:
    """Takes back the entry it corrects: that one no longer counts. It has that entry's subject."""

    reason: str = long_text()


Content = (
    StatusUpdate
    | PhaseDates
    | MilestoneMark
    | Note
    | PdsaPlan
    | PdsaDo
    | PdsaStudy
    | PdsaAct
    | Event
    | Rebasing
    | Withdrawal
)


class Kind(StrEnum):
    """The kind of an entry; its value names the table and the exported file."""

    STATUS_UPDATE = "status_updates"
    PHASE_DATES = "phase_dates"
    MILESTONE_MARK = "milestone_marks"
    NOTE = "notes"
    PDSA_PLAN = "pdsa_plans"
    PDSA_DO = "pdsa_dos"
    PDSA_STUDY = "pdsa_studies"
    PDSA_ACT = "pdsa_acts"
    EVENT = "events"
    REBASING = "rebasings"
    WITHDRAWAL = "withdrawals"


CONTENTS: dict[Kind, type] = {
    Kind.STATUS_UPDATE: StatusUpdate,
    Kind.PHASE_DATES: PhaseDates,
    Kind.MILESTONE_MARK: MilestoneMark,
    Kind.NOTE: Note,
    Kind.PDSA_PLAN: PdsaPlan,
    Kind.PDSA_DO: PdsaDo,
    Kind.PDSA_STUDY: PdsaStudy,
    Kind.PDSA_ACT: PdsaAct,
    Kind.EVENT: Event,
    Kind.REBASING: Rebasing,
    Kind.WITHDRAWAL: Withdrawal,
}
_KINDS = {content: kind for kind, content in CONTENTS.items()}


def kind_of(content: Content) -> Kind:
    """The kind that such a content belongs to."""
    return _KINDS[type(content)]


@dataclass(frozen=True)
class Writer:
    """The person at the screen, by two to four initials; raises WrongInitials."""

    initials: str

    def __post_init__(self) -> None:
        initials = self.initials.strip().upper()
        if not (initials.isalpha() and 2 <= len(initials) <= 4):
            raise WrongInitials(text=self.initials)
        object.__setattr__(self, "initials", initials)


@dataclass(frozen=True)
class WrittenBy:
    """As whom it was written; initials are None for a reader who is not told them."""

    viewer: Viewer
    initials: str | None


@dataclass(frozen=True)
class Entry:
    """One entry. ``number`` is its place in the order of saving, 1, 2, 3 ... without gaps; ``written_at`` is in UTC.

    content: None for a reader who is not told what was taken back or corrected away.
    """

    entry_id: str
    number: int
    kind: Kind
    subject: str
    initiative_id: str | None
    written_at: datetime
    written_by: WrittenBy
    corrects_id: str | None
    is_example: bool
    content: Content | None


@dataclass(frozen=True)
class Saved:
    """What became of a save: the entry, and those on its subject that its writer had not seen, oldest first."""

    entry: Entry
    meanwhile: tuple[Entry, ...]


@dataclass(frozen=True)
class Draft:
    """What somebody has typed in a form and not yet saved."""

    form: str
    fields: dict[str, str]
    saved_at: datetime
