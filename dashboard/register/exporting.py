"""All entries as files: one CSV per kind and a manifest that counts and seals them. Drafts are not part of it.

UTF-8 with a byte order mark, semicolons, ISO dates. Two registers with the same entries give the same files. An export is
for moving a register: the manifest holds the checksum of every file, so that one that was changed or cut is not taken back.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from dashboard.errors import RegisterNotWritable
from dashboard.register.cells import DELIMITER, cell_of
from dashboard.register.entry import Entry, Kind
from dashboard.register.migrating import HEAD
from dashboard.register.reading import read_entries
from dashboard.register.register import Register
from dashboard.register.values import field_types, stored

MANIFEST = "manifest.json"
SCHEMA_VERSION = int(HEAD)
# The version of the schema that brought a kind along; the others were there from the first.
_SINCE = {Kind.REBASING: 2, Kind.WITHDRAWAL: 2}
ENTRY_TYPES: dict[str, type] = {
    "number": int,
    "entry_id": str,
    "initiative_id": str,
    "written_at": datetime,
    "written_as": str,
    "initials": str,
    "corrects_id": str,
    "is_example": bool,
}


@dataclass(frozen=True)
class Manifest:
    """What an export holds: per kind its rows, and the SHA-256 of its file; None in exports from before there were any."""

    schema_version: int
    counts: dict[Kind, int]
    checksums: dict[Kind, str] | None

    def text(self) -> str:
        files = {file_name(kind): count for kind, count in self.counts.items()}
        content = {"schema_version": self.schema_version, "entries": sum(files.values()), "files": files}
        if self.checksums is not None:
            content["sha256"] = {file_name(kind): checksum for kind, checksum in self.checksums.items()}
        return json.dumps(content, indent=2) + "\n"


def kinds_of(schema_version: int) -> tuple[Kind, ...]:
    """The kinds that an export of this version has files of."""
    return tuple(kind for kind in Kind if _SINCE.get(kind, 1) <= schema_version)


def file_name(kind: Kind) -> str:
    return f"{kind.value}.csv"


def column_types(kind: Kind) -> dict[str, type]:
    """The columns of a kind's file in their order."""
    own = {name: type_ for name, type_ in field_types(kind).items() if name != "initiative_id"}
    return ENTRY_TYPES | own


def export(register: Register, folder: Path) -> Manifest:
    """Write all entries into the folder, over an earlier export there; raises RegisterNotWritable and as Store.read."""
    entries = register.store.read(lambda connection: read_entries(connection, 1))
    of_kind = {kind: [entry for entry in entries if entry.kind is kind] for kind in Kind}
    files = {kind: _csv(kind, found) for kind, found in of_kind.items()}
    counts = {kind: len(found) for kind, found in of_kind.items()}
    manifest = Manifest(SCHEMA_VERSION, counts, {kind: checksum(file) for kind, file in files.items()})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Without its manifest a folder is no export: it goes first and comes last.
        (folder / MANIFEST).unlink(missing_ok=True)
        for kind, file in files.items():
            (folder / file_name(kind)).write_bytes(file)
        (folder / MANIFEST).write_bytes(manifest.text().encode())
    except OSError:
        raise RegisterNotWritable(place=str(folder)) from None
    return manifest


def checksum(file: bytes) -> str:
    """What the manifest holds of a file's content."""
    return sha256(file).hexdigest()


def _csv(kind: Kind, entries: Sequence[Entry]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=DELIMITER, lineterminator="\r\n")
    columns = list(column_types(kind))
    writer.writerow(columns)
    for entry in entries:
        values = _values(entry)
        writer.writerow([cell_of(values[column]) for column in columns])
    return written.getvalue().encode("utf-8-sig")


def _values(entry: Entry) -> dict[str, object]:
    of_entry = {
        "number": entry.number,
        "entry_id": entry.entry_id,
        "initiative_id": entry.initiative_id,
        "written_at": entry.written_at,
        "written_as": str(entry.written_by.viewer),
        "initials": entry.written_by.initials,
        "corrects_id": entry.corrects_id,
        "is_example": entry.is_example,
    }
    return of_entry | stored(entry.content)
