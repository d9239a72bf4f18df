"""The register of what people write in the app, asked and written on behalf of a Viewer."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import insert, select

from dashboard.access import Role, Viewer
from dashboard.errors import MayNotWrite
from dashboard.register import standing as folding
from dashboard.register.checking import check_text, checked, clean
from dashboard.register.entry import Content, Draft, Entry, Kind, Saved, Writer
from dashboard.register.field_rules import LONG_LENGTH
from dashboard.register.initiative_entries import MilestoneMark
from dashboard.register.migrating import bring_to_head
from dashboard.register.reading import newest_name, told
from dashboard.register.rights import check_rights, may_write
from dashboard.register.standing import LogLine, Standing
from dashboard.register.store import Store, folder_store, store_at
from dashboard.register.tables import drafts
from dashboard.register.writing import NewEntry, drop_draft, save
from dashboard.suppression import DEFAULT_LIMIT
from dashboard.words import words


class Register:
    """One register: entries that are only ever added, and drafts."""

    def __init__(self, store: Store, limit: int = DEFAULT_LIMIT) -> None:
        """limit: counts below it are small, and not told to who may not open the rows behind them."""
        self.store = store
        self.limit = limit

    @classmethod
    def open(cls, folder: Path, url: str | None = None) -> "Register":
        """The register of a municipality's folder, or the one at the URL given or in the variable REGISTER_URL.

        Made or migrated where it must be. Raises RegisterUnreachable, RegisterBusy, RegisterNotWritable,
        UnreadableRegister, NewerRegister or WrongRegisterUrl.
        """
        store = store_at(Path(folder), url)
        bring_to_head(store)
        return cls(store)

    @classmethod
    def in_folder(cls, folder: Path) -> "Register":
        """The register in the folder itself, whatever REGISTER_URL says."""
        store = folder_store(Path(folder))
        bring_to_head(store)
        return cls(store)

    def hiding(self, limit: int) -> "Register":
        """The same register with the municipality's own limit for small counts."""
        return Register(self.store, limit)

    def append(
        self,
        viewer: Viewer,
        writer: Writer,
        now: datetime,
        content: Content,
        *,
        seen: str | None = None,
        corrects: str | None = None,
        is_example: bool = False,
        form: str | None = None,
        entry_id: str | None = None,
    ) -> Saved:
        """Save an entry; it is always added, and the answer tells what its writer had not seen.

        now: aware. seen: the newest entry the writer knew, of this subject or later. corrects: the entry it corrects.
        form: the draft to drop with it. entry_id: the caller's own, so that the same save sent twice is one.
        Raises the errors of rights.py, checking.py, writing.save and store.Store.write.
        """
        if now.tzinfo is None:
            raise ValueError("a time without its zone")
        check_rights(viewer, content)
        ready = checked(content, now.date())
        new = NewEntry(entry_id or uuid4().hex, ready, viewer, writer.initials, now, corrects, is_example)
        saved = self.store.write(lambda connection: save(connection, new, seen, form))
        return replace(saved, meanwhile=told(saved.meanwhile, viewer, self.limit))

    def version(self) -> str:
        """A value that changes with each entry."""
        return self.store.read(newest_name)

    def entries(self, viewer: Viewer, kind: Kind | None = None, initiative_id: str | None = None) -> tuple[Entry, ...]:
        """Everything written, oldest first, corrected entries too."""
        return tuple(
            entry
            for entry in self._told(viewer)
            if (kind is None or entry.kind is kind) and (initiative_id is None or entry.initiative_id == initiative_id)
        )

    def newest(self, viewer: Viewer, subject: str) -> Entry | None:
        """The newest entry on a subject."""
        return next((entry for entry in reversed(self._told(viewer)) if entry.subject == subject), None)

    def standing(self, viewer: Viewer, initiative_id: str) -> Standing:
        """How one initiative stands; empty where nothing is written."""
        return folding.standing(initiative_id, self.entries(viewer, initiative_id=initiative_id))

    def standings(self, viewer: Viewer) -> dict[str, Standing]:
        """How every initiative stands that something is written about."""
        return folding.standings(self._told(viewer))

    def milestones(self, viewer: Viewer) -> dict[str, MilestoneMark]:
        """Every milestone something is written about, by its id; those of a whole plan or goal stand in no standing."""
        return folding.milestones(self._told(viewer))

    def events(self, viewer: Viewer) -> tuple[Entry, ...]:
        """The events in force, by their date."""
        return folding.events(self._told(viewer))

    def rebasings(self, viewer: Viewer, kpi_id: str) -> tuple[Entry, ...]:
        """The re-basings of a KPI's control chart in force, by their month."""
        return folding.rebasings(self._told(viewer), kpi_id)

    def taken_back(self, viewer: Viewer, subject: str) -> tuple[LogLine, ...]:
        """What was taken back of a subject, with what took it back; the steering group is told nothing of it."""
        return () if viewer.role is Role.STEERING_GROUP else folding.taken_back(self._told(viewer), subject)

    def save_draft(self, viewer: Viewer, writer: Writer, now: datetime, form: str, fields: Mapping[str, str]) -> None:
        """Keep what is typed in a form, over what was kept before; raises MayNotWrite, TooLong or HoldsCprNumber."""
        if not may_write(viewer, Kind.NOTE):
            raise MayNotWrite()
        texts = {name: clean(text) for name, text in fields.items()}
        for name, text in texts.items():
            check_text(name, _label(name), text, LONG_LENGTH)
        key = {"written_as": str(viewer), "initials": writer.initials, "form": form}
        row = insert(drafts).values(**key, fields=json.dumps(texts, ensure_ascii=False), saved_at=now)

        def overwrite(connection: object) -> None:
            drop_draft(connection, viewer, writer.initials, form)
            connection.execute(row)

        self.store.write(overwrite)

    def draft(self, viewer: Viewer, writer: Writer, form: str) -> Draft | None:
        """What this writer typed in the form and did not save."""
        mine = (drafts.c.written_as == str(viewer), drafts.c.initials == writer.initials, drafts.c.form == form)
        row = self.store.read(lambda connection: connection.execute(select(drafts).where(*mine)).first())
        return Draft(row.form, json.loads(row.fields), row.saved_at) if row else None

    def drop_draft(self, viewer: Viewer, writer: Writer, form: str) -> None:
        """Forget what this writer typed in the form."""
        self.store.write(lambda connection: drop_draft(connection, viewer, writer.initials, form))

    def _told(self, viewer: Viewer) -> tuple[Entry, ...]:
        return told(self.store.read(self.store.shelf.caught_up), viewer, self.limit)


def _label(name: str) -> str:
    """The Danish name of a field of some form, or the name itself."""
    text = words("register")
    return text(f"fields.{name}") if text.has(f"fields.{name}") else name
