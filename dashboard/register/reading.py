"""All entries of a store, kept in memory and added to as others save."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from sqlalchemy import Connection, Row, Select, func, select

from dashboard.access import Role, Viewer, parse_viewer
from dashboard.register.entry import Entry, Kind, PdsaStudy, WrittenBy
from dashboard.register.small_counts import told_study
from dashboard.register.standing import in_force
from dashboard.register.tables import KIND_TABLES, entries
from dashboard.register.values import content_of


@dataclass
class Shelf:
    """The entries of one store that this process has read, oldest first."""

    entries: tuple[Entry, ...] = ()
    lock: Lock = field(default_factory=Lock)

    def caught_up(self, connection: Connection) -> tuple[Entry, ...]:
        """Every entry of the store; only those not yet known are read, unless the store is another one by now."""
        with self.lock:
            last = self.entries[-1] if self.entries else None
            fresh = read_entries(connection, last.number if last else 1)
            if last and (not fresh or fresh[0].entry_id != last.entry_id):
                self.entries, fresh = (), read_entries(connection, 1)
            self.entries = (*self.entries[:-1], *fresh)
            return self.entries


def newest_name(connection: Connection) -> str:
    """Number and id of the newest entry; empty where there is none."""
    newest = connection.execute(select(entries.c.number, entries.c.entry_id).order_by(entries.c.number.desc()).limit(1))
    row = newest.first()
    return f"{row.number}-{row.entry_id}" if row else ""


def read_entries(connection: Connection, first: int) -> list[Entry]:
    """The entries from this number on, oldest first."""
    # Entries are saved in the order of their numbers, so what was there at the first question is whole at the others.
    last = connection.execute(select(func.max(entries.c.number))).scalar() or 0
    return fetch(connection, select(entries).where(entries.c.number.between(first, last)))


def fetch(connection: Connection, chosen: Select) -> list[Entry]:
    """The entries whose rows are chosen, oldest first."""
    rows = connection.execute(chosen.order_by(entries.c.number)).all()
    contents: dict[int, Row] = {}
    for kind in {row.kind for row in rows}:
        table = KIND_TABLES[Kind(kind)]
        numbers = [row.number for row in rows if row.kind == kind]
        between = table.c.number.between(numbers[0], numbers[-1])
        contents |= {row.number: row for row in connection.execute(select(table).where(between))}
    return [_entry(row, contents[row.number]) for row in rows]


def _entry(row: Row, content: Row) -> Entry:
    kind = Kind(row.kind)
    return Entry(
        row.entry_id,
        row.number,
        kind,
        row.subject,
        row.initiative_id,
        row.written_at,
        WrittenBy(parse_viewer(row.written_as), row.initials),
        row.corrects_id,
        row.is_example,
        content_of(kind, row.initiative_id, content._mapping),
    )


def told(written: Sequence[Entry], viewer: Viewer, limit: int) -> tuple[Entry, ...]:
    """All entries as this reader is told them. limit: counts below it are small.

    Of a PDSA test the typed number is told as small_counts.py says. The steering group reads no initials, and nothing of
    what was taken back or corrected away: that may be why it was.
    """
    shown = tuple(_with_number_told(entry, viewer, limit) for entry in written)
    if viewer.role is not Role.STEERING_GROUP:
        return shown
    counting = {each.entry.entry_id for each in in_force(shown)}
    return tuple(_without_name(entry, entry.entry_id in counting) for entry in shown)


def _with_number_told(entry: Entry, viewer: Viewer, limit: int) -> Entry:
    if not isinstance(entry.content, PdsaStudy):
        return entry
    return replace(entry, content=told_study(entry.content, entry.written_by.viewer, viewer, limit))


def _without_name(entry: Entry, counts: bool) -> Entry:
    content = entry.content if counts or entry.kind is Kind.WITHDRAWAL else None
    return replace(entry, written_by=replace(entry.written_by, initials=None), content=content)
