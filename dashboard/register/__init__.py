"""What people write in the app: status, actual dates, milestones, notes, PDSA tests, events, re-basings."""

from dashboard.register.chart_entries import Event, EventKind, Rebasing
from dashboard.register.entry import Content, Draft, Entry, Kind, Saved, Withdrawal, Writer, WrittenBy
from dashboard.register.initiative_entries import MilestoneMark, Note, PhaseDates, StatusUpdate
from dashboard.register.pdsa_entries import ActDecision, PdsaAct, PdsaDo, PdsaPlan, PdsaStudy, new_test_id
from dashboard.register.register import Register
from dashboard.register.rights import may_write
from dashboard.register.standing import LogLine, Pdsa, Standing

__all__ = [
    "ActDecision",
    "Content",
    "Draft",
    "Entry",
    "Event",
    "EventKind",
    "Kind",
    "LogLine",
    "MilestoneMark",
    "Note",
    "Pdsa",
    "PdsaAct",
    "PdsaDo",
    "PdsaPlan",
    "PdsaStudy",
    "PhaseDates",
    "Rebasing",
    "Register",
    "Saved",
    "Standing",
    "StatusUpdate",
    "Withdrawal",
    "Writer",
    "WrittenBy",
    "may_write",
    "new_test_id",
]
