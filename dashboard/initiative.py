"""What the plans and the register both say of an initiative: its status. Progress is recorded, never worked out."""

from enum import StrEnum


class InitiativeStatus(StrEnum):
    """How an initiative stands, as somebody wrote it (kpis.md, "Initiatives"); its reason is written with it."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    DONE = "done"
    RETIRED = "retired"
