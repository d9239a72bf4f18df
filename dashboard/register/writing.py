"""An entry added to the store, in one transaction, with what its writer had not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.access import Viewer
from dashboard.errors import OtherSubject, StepTooEarly, UnknownEntry
from dashboard.register.entry import (
    Content,
    Entry,
    Kind,
    PdsaAct,
    PdsaDo,
    PdsaStudy,
    Saved,
    Withdrawal,
    WrittenBy,
    kind_of,
)
from dashboard.register.reading import fetch
from dashboard.register.rights import check_rights
from dashboard.register.tables import KIND_TABLES, drafts, entries
from dashboard.register.values import stored

# What must have been written of a PDSA test before its next step.
_BEFORE = {PdsaDo: Kind.PDSA_PLAN, PdsaStudy: Kind.PDSA_DO, PdsaAct: Kind.PDSA_STUDY}


@dataclass(frozen=True)
class NewEntry:
    """What somebody wants to save; the texts are cleaned and checked."""

    entry_id: str
    content: Content
    viewer: Viewer
    initials: str
    written_at: datetime
    corrects_id: str | None = None
    is_example: bool = False


def save(connection: Connection, new: NewEntry, seen: str | None, form: str | None) -> Saved:
    """Add the entry, once however often it is sent; drop the draft of its form.

    seen: the newest entry its writer knew. Raises MayNotWrite, MayNotWriteOfTeam, UnknownEntry, OtherSubject or
    StepTooEarly, and then nothing is saved.
    """
    sent_before = _find(connection, new.entry_id)
    if sent_before is None:
        _check(connection, new)
        add(connection, [as_entry(new, last_number(connection) + 1, _corrected(connection, new.corrects_id))])
    entry = sent_before or _find(connection, new.entry_id)
    if form is not None:
        drop_draft(connection, new.viewer, new.initials, form)
    return Saved(entry, _meanwhile(connection, entry, seen))


def as_entry(new: NewEntry, number: int, corrected: Entry | None) -> Entry:
    """The entry as it is read again, its time in UTC and whole seconds; a withdrawal is about what it withdraws."""
    of = corrected if isinstance(new.content, Withdrawal) else None
    return Entry(
        new.entry_id,
        number,
        kind_of(new.content),
        of.subject if of else new.content.subject,
        of.initiative_id if of else getattr(new.content, "initiative_id", None),
        new.written_at.astimezone(UTC).replace(microsecond=0),
        WrittenBy(new.viewer, new.initials),
        new.corrects_id,
        new.is_example,
        new.content,
    )


def add(connection: Connection, added: Sequence[Entry]) -> None:
    """Append entries that follow the last number without a gap."""
    for entry in added:
        connection.execute(insert(entries).values(**_columns(entry)))
        connection.execute(insert(KIND_TABLES[entry.kind]).values(number=entry.number, **stored(entry.content)))


def last_number(connection: Connection) -> int:
    return connection.execute(select(func.max(entries.c.number))).scalar() or 0


def drop_draft(connection: Connection, viewer: Viewer, initials: str, form: str) -> None:
    """Forget what this writer typed in the form."""
    mine = (drafts.c.written_as == str(viewer), drafts.c.initials == initials, drafts.c.form == form)
    connection.execute(delete(drafts).where(*mine))


def check_correction(content: Content, corrected: Entry) -> None:
    """A correction stays with its kind, subject and initiative, and a withdrawal is not withdrawn; raises OtherSubject."""
    if corrected.kind is Kind.WITHDRAWAL:
        raise OtherSubject()
    if isinstance(content, Withdrawal):
        return
    same = (corrected.kind, corrected.subject, corrected.initiative_id)
    if (kind_of(content), content.subject, getattr(content, "initiative_id", None)) != same:
        raise OtherSubject()


def check_step(content: Content, written: Sequence[Entry]) -> None:
    """written: what stands of the same test before it. Raises StepTooEarly, or OtherSubject where its plan is elsewhere."""
    needed = _BEFORE.get(type(content))
    if needed is None:
        return
    if not any(entry.kind is needed for entry in written):
        raise StepTooEarly()
    if any(entry.initiative_id != content.initiative_id for entry in written):
        raise OtherSubject()


def _check(connection: Connection, new: NewEntry) -> None:
    check_rights(new.viewer, new.content)
    corrected = _corrected(connection, new.corrects_id)
    if corrected is not None:
        check_rights(new.viewer, corrected.content)
        check_correction(new.content, corrected)
    elif isinstance(new.content, Withdrawal):
        raise UnknownEntry()
    if type(new.content) in _BEFORE:
        check_step(new.content, fetch(connection, select(entries).where(entries.c.subject == new.content.subject)))


def _corrected(connection: Connection, entry_id: str | None) -> Entry | None:
    return None if entry_id is None else _known(connection, entry_id)


def _meanwhile(connection: Connection, entry: Entry, seen: str | None) -> tuple[Entry, ...]:
    after = 0 if seen is None else _known(connection, seen).number
    number = entries.c.number
    others = (entries.c.subject == entry.subject, number > after, number < entry.number)
    return tuple(fetch(connection, select(entries).where(*others)))


def _known(connection: Connection, entry_id: str) -> Entry:
    entry = _find(connection, entry_id)
    if entry is None:
        raise UnknownEntry()
    return entry


def _find(connection: Connection, entry_id: str) -> Entry | None:
    found = fetch(connection, select(entries).where(entries.c.entry_id == entry_id))
    return found[0] if found else None


def _columns(entry: Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "entry_id": entry.entry_id,
        "kind": entry.kind.value,
        "subject": entry.subject,
        "initiative_id": entry.initiative_id,
        "written_at": entry.written_at,
        "written_as": str(entry.written_by.viewer),
        "initials": entry.written_by.initials,
        "corrects_id": entry.corrects_id,
        "is_example": entry.is_example,
    }
