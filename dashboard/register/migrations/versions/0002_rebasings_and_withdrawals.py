"""Control charts based anew from a month; entries taken back."""

import sqlalchemy as sa
from alembic import op

from dashboard.register.migrations.append_only import make_append_only

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    for name, columns in {"rebasings": ("kpi_id", "from_month", "reason"), "withdrawals": ("reason",)}.items():
        number = sa.Column("number", sa.Integer, sa.ForeignKey("entries.number"), primary_key=True, autoincrement=False)
        op.create_table(name, number, *(sa.Column(column, sa.Text, nullable=False) for column in columns))
        make_append_only(name)
