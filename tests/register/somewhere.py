"""A place for a register on one of the two databases, and what tests write there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import text

from dashboard.access import CHIEF
from dashboard.initiative import InitiativeStatus
from dashboard.register import (
    ActDecision,
    Content,
    Event,
    EventKind,
    MilestoneMark,
    Note,
    PdsaAct,
    PdsaDo,
    PdsaPlan,
    PdsaStudy,
    PhaseDates,
    Rebasing,
    Register,
    Saved,
    StatusUpdate,
    Writer,
)
from dashboard.register.store import Store, store_at
from dashboard.selection import Month

NOW = datetime(2023, 11, 30, 9, 15, tzinfo=UTC)
MK = Writer("MK")


@dataclass(frozen=True)
class Somewhere:
    """A folder, and a URL where the register is PostgreSQL's."""

    folder: Path
    url: str | None

    @property
    def is_sqlite(self) -> bool:
        return self.url is None

    @property
    def file(self) -> Path:
        return self.folder / "register" / "register.sqlite"

    @property
    def store(self) -> Store:
        return store_at(self.folder, self.url)

    def open(self) -> Register:
        return Register.open(self.folder, self.url)

    def rows(self, sql: str) -> list[tuple]:
        """What a statement gives, past the register's own code."""
        return self.store.read(lambda connection: [tuple(row) for row in connection.execute(text(sql))])

    def run(self, *statements: str) -> None:
        """Change the database, past the register's own code."""

        def work(connection: object) -> None:
            for statement in statements:
                connection.execute(text(statement))

        self.store.write(work)

    def leave(self) -> None:
        """Let go of its connections."""
        self.store.dispose()


def status(initiative_id: str = "opnormering", reason: str = "Stillingen er besat", **more: object) -> StatusUpdate:
    return StatusUpdate(initiative_id, more.pop("status", InitiativeStatus.ON_TRACK), reason, **more)


def write(register: Register, content: Content, **options: object) -> Saved:
    """Append as the chief, at the hour of NOW."""
    return register.append(CHIEF, MK, options.pop("now", NOW), content, **options)


def one_of_each() -> list[Content]:
    """An entry of every kind but the withdrawal, in an order they may be written in; texts that are hard on files."""
    return [
        status(next_step="=1+1", next_step_date=date(2023, 12, 4), decision_wanted="Forlænges stillingen?"),
        PhaseDates("opnormering", "opnormering_1", date(2023, 6, 1)),
        MilestoneMark("undervisning", "dag_1", True, date(2023, 5, 9)),
        MilestoneMark("undervisning", "dag_1", False),
        Note("opnormering", 'Linje 1; »citat« og "anførsel"\nLinje 2 – æøå ÆØÅ\n\n\'=apostrof'),
        PdsaPlan("overblik", "test1", "Fast dag til § 85", "Alle nye sager om tirsdagen", "Median under 40 dage"),
        PdsaDo("overblik", "test1", "Prøvet i otte uger", date(2023, 2, 1), date(2023, 3, 31)),
        PdsaStudy("overblik", "test1", "Hurtigere", "median_processing_days", 38.1, 41),
        PdsaAct("overblik", "test1", ActDecision.ADOPT, "Det virkede for alle"),
        Event(date(2023, 6, 1), "Ny arbejdsgang", EventKind.ORGANISATION_CHANGE, "85", "psykiatri"),
        Rebasing("median_processing_days", Month(2023, 2), "Ny arbejdsgang"),
    ]
