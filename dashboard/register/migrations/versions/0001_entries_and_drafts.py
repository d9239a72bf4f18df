"""Entries about initiatives, PDSA tests and events; drafts."""

import sqlalchemy as sa
from alembic import op

from dashboard.register.migrations.append_only import add_functions, make_append_only, number_without_gaps

revision, down_revision = "0001", None


def upgrade() -> None:
    add_functions()
    op.create_table(
        "entries",
        sa.Column("number", sa.Integer, sa.CheckConstraint("number > 0"), primary_key=True, autoincrement=False),
        _text("entry_id", unique=True),
        _text("kind"),
        _text("subject", index=True),
        _text("initiative_id", nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        _text("written_as"),
        _text("initials"),
        sa.Column("corrects_id", sa.Text, sa.ForeignKey("entries.entry_id")),
        sa.Column("is_example", sa.Boolean, nullable=False),
    )
    make_append_only("entries")
    number_without_gaps()
    for name, columns in _kinds().items():
        number = sa.Column("number", sa.Integer, sa.ForeignKey("entries.number"), primary_key=True, autoincrement=False)
        op.create_table(name, number, *columns)
        make_append_only(name)
    op.create_table(
        "drafts",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("written_as", "initials", "form")),
        _text("fields"),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )


def _kinds() -> dict[str, list[sa.Column]]:
    return {
        "status_updates": [
            _text("status"),
            _text("reason"),
            _text("next_step", nullable=True),
            sa.Column("next_step_date", sa.Date),
            _text("decision_wanted", nullable=True),
        ],
        "phase_dates": [_text("phase_id"), sa.Column("actual_start", sa.Date), sa.Column("actual_end", sa.Date)],
        "milestone_marks": [
            _text("milestone_id"),
            sa.Column("is_done", sa.Boolean, nullable=False),
            sa.Column("done_date", sa.Date),
        ],
        "notes": [_text("text")],
        "pdsa_plans": [_text("test_id"), _text("title"), _text("plan"), _text("prediction")],
        "pdsa_dos": [
            _text("test_id"),
            _text("done"),
            sa.Column("started_on", sa.Date, nullable=False),
            sa.Column("ended_on", sa.Date),
        ],
        "pdsa_studies": [
            _text("test_id"),
            _text("study"),
            _text("kpi_id", nullable=True),
            sa.Column("observed", sa.Double),
            sa.Column("observed_count", sa.Integer),
        ],
        "pdsa_acts": [_text("test_id"), _text("decision"), _text("reason")],
        "events": [
            sa.Column("event_date", sa.Date, nullable=False),
            _text("label"),
            _text("kind"),
            _text("paragraph", nullable=True),
            _text("team_id", nullable=True),
        ],
    }


def _text(name: str, *, nullable: bool = False, **options: bool) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=nullable, **options)
