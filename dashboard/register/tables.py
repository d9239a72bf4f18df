"""The tables as the newest migration leaves them: ``entries`` says who, when and in what order, one table per kind says what.

Columns of a kind's table: the number of the entry and the fields of its dataclass; ``initiative_id`` stands in ``entries``.
Every text column is unbounded: the limits are in the dataclasses, where a person can be told of them.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect

from dashboard.register.entry import Kind

metadata = MetaData()


class UtcTime(TypeDecorator):
    """An aware time; PostgreSQL keeps it as such, SQLite as its wall clock in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


entries = Table(
    "entries",
    metadata,
    Column("number", Integer, CheckConstraint("number > 0"), primary_key=True, autoincrement=False),
    Column("entry_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("initiative_id", Text),
    Column("written_at", UtcTime, nullable=False),
    Column("written_as", Text, nullable=False),
    Column("initials", Text, nullable=False),
    Column("corrects_id", Text, ForeignKey("entries.entry_id")),
    Column("is_example", Boolean, nullable=False),
)


def _kind_table(kind: Kind, *columns: Column) -> Table:
    number = Column("number", Integer, ForeignKey("entries.number"), primary_key=True, autoincrement=False)
    return Table(kind.value, metadata, number, *columns)


def _required(name: str, kind: type = Text) -> Column:
    return Column(name, kind, nullable=False)


def _optional(name: str, kind: type = Text) -> Column:
    return Column(name, kind)


KIND_TABLES: dict[Kind, Table] = {
    Kind.STATUS_UPDATE: _kind_table(
        Kind.STATUS_UPDATE,
        _required("status"),
        _required("reason"),
        _optional("next_step"),
        _optional("next_step_date", Date),
        _optional("decision_wanted"),
    ),
    Kind.PHASE_DATES: _kind_table(
        Kind.PHASE_DATES, _required("phase_id"), _optional("actual_start", Date), _optional("actual_end", Date)
    ),
    Kind.MILESTONE_MARK: _kind_table(
        Kind.MILESTONE_MARK, _required("milestone_id"), _required("is_done", Boolean), _optional("done_date", Date)
    ),
    Kind.NOTE: _kind_table(Kind.NOTE, _required("text")),
    Kind.PDSA_PLAN: _kind_table(
        Kind.PDSA_PLAN, _required("test_id"), _required("title"), _required("plan"), _required("prediction")
    ),
    Kind.PDSA_DO: _kind_table(
        Kind.PDSA_DO,
        _required("test_id"),
        _required("done"),
        _required("started_on", Date),
        _optional("ended_on", Date),
    ),
    Kind.PDSA_STUDY: _kind_table(
        Kind.PDSA_STUDY,
        _required("test_id"),
        _required("study"),
        _optional("kpi_id"),
        _optional("observed", Double),
        _optional("observed_count", Integer),
    ),
    Kind.PDSA_ACT: _kind_table(Kind.PDSA_ACT, _required("test_id"), _required("decision"), _required("reason")),
    Kind.EVENT: _kind_table(
        Kind.EVENT,
        _required("event_date", Date),
        _required("label"),
        _required("kind"),
        _optional("paragraph"),
        _optional("team_id"),
    ),
    Kind.REBASING: _kind_table(Kind.REBASING, _required("kpi_id"), _required("from_month"), _required("reason")),
    Kind.WITHDRAWAL: _kind_table(Kind.WITHDRAWAL, _required("reason")),
}

# The only table whose rows may change: one row per writer and form.
drafts = Table(
    "drafts",
    metadata,
    Column("written_as", Text, primary_key=True),
    Column("initials", Text, primary_key=True),
    Column("form", Text, primary_key=True),
    Column("fields", Text, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
)
