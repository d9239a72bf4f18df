"""A register of another version of the dashboard."""

from datetime import UTC, date, datetime

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from dashboard.access import CHIEF, parse_viewer
from dashboard.errors import NewerRegister
from dashboard.initiative import InitiativeStatus
from dashboard.register import Event, EventKind, Kind, PhaseDates, Rebasing, StatusUpdate, Withdrawal
from dashboard.register.migrating import HEAD, MIGRATIONS
from dashboard.selection import Month
from dashboard.words import error_sentence
from tests.register.previous_version import leave_previous_version
from tests.register.somewhere import MK, Somewhere, status, write


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_register_from_the_previous_version_is_migrated_with_all_it_holds(somewhere: Somewhere) -> None:
    leave_previous_version(somewhere)
    tables = somewhere.rows(
        "select name from sqlite_master where name = 'rebasings'"
        if somewhere.is_sqlite
        else "select tablename from pg_tables where tablename = 'rebasings' and schemaname = current_schema()"
    )
    assert tables == [], "the fixture is not of the previous version"
    register = somewhere.open()
    entries = register.entries(CHIEF)
    first = StatusUpdate("opnormering", InitiativeStatus.ON_TRACK, "Startet 1. juni")
    assert [entry.content for entry in entries] == [
        first,
        PhaseDates("opnormering", "opnormering_1", date(2023, 6, 1)),
        Event(date(2023, 2, 1), "Ny arbejdsgang", EventKind.ORGANISATION_CHANGE, "85"),
        StatusUpdate("opnormering", InitiativeStatus.ON_TRACK, "Startet 1. juni 2023"),
    ]
    assert entries[0].written_at == datetime(2023, 6, 5, 8, 0, tzinfo=UTC)
    assert entries[1].written_by.viewer == parse_viewer("team_leader:handicap")
    assert register.standing(CHIEF, "opnormering").statuses == (entries[3],)
    assert register.draft(CHIEF, MK, "note:a").fields == {"text": "Udkast"}
    assert somewhere.rows("select version_num from register_version") == [(HEAD,)]


def test_what_the_new_version_brings_can_be_written_then(somewhere: Somewhere) -> None:
    leave_previous_version(somewhere)
    register = somewhere.open()
    rebasing = write(register, Rebasing("timely_decisions", Month(2023, 2), "Ny arbejdsgang")).entry
    back = write(register, Withdrawal("Fejl"), corrects="a3").entry
    assert (rebasing.number, back.number) == (5, 6)
    assert register.rebasings(CHIEF, "timely_decisions") == (rebasing,)
    assert register.events(CHIEF) == ()
    assert register.entries(CHIEF, Kind.WITHDRAWAL) == (back,)


def test_a_register_of_a_newer_version_is_left_alone_and_named(somewhere: Somewhere) -> None:
    write(somewhere.open(), status())
    somewhere.run("update register_version set version_num = '0999'")
    somewhere.store.is_ready = False  # as in a process that opens it for the first time
    with pytest.raises(NewerRegister) as refused:
        somewhere.open()
    assert "0999" in error_sentence(refused.value)
    assert somewhere.rows("select version_num from register_version") == [("0999",)]
