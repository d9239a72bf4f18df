"""An export added to a register: every entry that is not there yet, in its order; all of them or, on a fault, none."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from dashboard.errors import MayNotWrite, MayNotWriteOfTeam, OtherSubject, StepTooEarly
from dashboard.register.entry import Entry, Withdrawal
from dashboard.register.export_files import FileEntry, read_files
from dashboard.register.reading import read_entries
from dashboard.register.register import Register
from dashboard.register.rights import check_rights
from dashboard.register.writing import add, as_entry, check_correction, check_step
from dashboard.words import error_sentence


@dataclass(frozen=True)
class Imported:
    """How many entries were added, and how many stood there already. entries: those that were added."""

    added: int
    known: int
    entries: tuple[Entry, ...] = field(default=(), compare=False)


def import_files(register: Register, folder: Path, now: datetime) -> Imported:
    """Add what the register lacks, known by entry id; a second time adds nothing. Times and writers stay as they were.

    now: aware; what is said to have been written later is a fault. Raises NoRegisterFiles, NewerRegister or
    FaultyRegisterFile, and as Store.write; then nothing is added.
    """
    found = read_files(folder, now)
    return register.store.write(lambda connection: _add(connection, found))


def _add(connection: Connection, found: list[FileEntry]) -> Imported:
    written = {entry.entry_id: entry for entry in read_entries(connection, 1)}
    before, number = set(written), len(written)
    added = []
    seen: set[str] = set()
    for each in found:
        if each.new.entry_id in seen:
            raise each.place.fault("entry_id", "entry_twice")
        seen.add(each.new.entry_id)
        entry = _checked(each, number + 1, written)
        if entry.entry_id in before:
            _check_same(each, entry, written[entry.entry_id])
        else:
            number += 1
            added.append(entry)
            written[entry.entry_id] = entry
    add(connection, added)
    return Imported(len(added), len(found) - len(added), tuple(added))


def _checked(each: FileEntry, number: int, written: dict[str, Entry]) -> Entry:
    """The entry as it will stand; raises FaultyRegisterFile where it does not fit what stands before it."""
    new = each.new
    corrected = written.get(new.corrects_id) if new.corrects_id else None
    if corrected is None and (new.corrects_id or isinstance(new.content, Withdrawal)):
        raise each.place.fault("corrects_id", "corrects")
    try:
        check_rights(new.viewer, new.content)
        if corrected is not None:
            check_rights(new.viewer, corrected.content)
            check_correction(new.content, corrected)
        entry = as_entry(new, number, corrected)
        check_step(new.content, [known for known in written.values() if known.subject == entry.subject])
    except (MayNotWrite, MayNotWriteOfTeam):
        raise each.place.fault("written_as", "rights") from None
    except OtherSubject as error:
        raise each.place.fault("corrects_id", error_sentence(error)) from None
    except StepTooEarly as error:
        raise each.place.fault("test_id", error_sentence(error)) from None
    return entry


def _check_same(each: FileEntry, entry: Entry, known: Entry) -> None:
    if replace(entry, number=known.number) != known:
        raise each.place.fault("entry_id", "changed")
