"""A register as version 0001 left it, written with that version's own statements: no re-basings, no withdrawals."""

from dashboard.register.migrating import bring_to
from tests.register.somewhere import Somewhere

_ENTRY = (
    "insert into entries (number, entry_id, kind, subject, initiative_id, written_at, written_as, initials, "
    "corrects_id, is_example) values "
)
STATEMENTS = (
    _ENTRY + "(1, 'a1', 'status_updates', 'status:opnormering', 'opnormering', '2023-06-05 08:00:00', 'chief', 'MK', "
    "null, false)",
    "insert into status_updates (number, status, reason, next_step, next_step_date, decision_wanted) values "
    "(1, 'on_track', 'Startet 1. juni', null, null, null)",
    _ENTRY + "(2, 'a2', 'phase_dates', 'phase:opnormering_1', 'opnormering', '2023-06-05 08:01:00', "
    "'team_leader:handicap', 'AB', null, false)",
    "insert into phase_dates (number, phase_id, actual_start, actual_end) values (2, 'opnormering_1', '2023-06-01', null)",
    _ENTRY + "(3, 'a3', 'events', 'events', null, '2023-06-05 08:02:00', 'chief', 'MK', null, true)",
    "insert into events (number, event_date, label, kind, paragraph, team_id) values "
    "(3, '2023-02-01', 'Ny arbejdsgang', 'organisation_change', '85', null)",
    _ENTRY + "(4, 'a4', 'status_updates', 'status:opnormering', 'opnormering', '2023-06-06 08:00:00', 'chief', 'MK', "
    "'a1', false)",
    "insert into status_updates (number, status, reason, next_step, next_step_date, decision_wanted) values "
    "(4, 'on_track', 'Startet 1. juni 2023', null, null, null)",
    "insert into drafts (written_as, initials, form, fields, saved_at) values "
    "('chief', 'MK', 'note:a', '{\"text\": \"Udkast\"}', '2023-06-06 09:00:00')",
)
ENTRIES = 4


def leave_previous_version(somewhere: Somewhere) -> int:
    """Make it; the number of its entries."""
    bring_to(somewhere.store, "0001")
    zone = "" if somewhere.is_sqlite else "+00"
    somewhere.run(*(_with_zone(statement, zone) for statement in STATEMENTS))
    return ENTRIES


def _with_zone(statement: str, zone: str) -> str:
    """PostgreSQL would read a time without its zone as the server's own."""
    return statement.replace(":00'", f":00{zone}'").replace(":", "\\:")
