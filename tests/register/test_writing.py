"""What is written stays as it was written, in the order it was saved."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from dashboard.access import CHIEF, parse_viewer
from dashboard.errors import OtherSubject, StepTooEarly, UnknownEntry
from dashboard.initiative import InitiativeStatus
from dashboard.register import (
    Event,
    EventKind,
    Kind,
    MilestoneMark,
    Note,
    PdsaDo,
    PdsaPlan,
    PhaseDates,
    Withdrawal,
    Writer,
)
from dashboard.register.tables import KIND_TABLES, metadata
from tests.register.somewhere import MK, NOW, Somewhere, one_of_each, status, write


def test_every_kind_is_read_as_it_was_written(somewhere: Somewhere) -> None:
    register = somewhere.open()
    saved = [write(register, content).entry for content in one_of_each()]
    saved.append(write(register, Withdrawal("Skrevet på den forkerte indsats"), corrects=saved[4].entry_id).entry)
    fresh = register.entries(CHIEF)
    assert list(fresh) == saved
    assert [entry.content for entry in fresh[:-1]] == one_of_each()
    assert [entry.number for entry in fresh] == list(range(1, len(saved) + 1))
    assert {entry.kind for entry in fresh} == set(Kind)


def test_who_and_when_stand_with_the_entry_in_utc(somewhere: Somewhere) -> None:
    danish = datetime(2023, 11, 30, 10, 15, 30, 999, tzinfo=timezone(timedelta(hours=1)))
    entry = somewhere.open().append(CHIEF, Writer(" mk "), danish, status(), is_example=True).entry
    (read,) = somewhere.open().entries(CHIEF)
    assert read == entry
    assert (read.written_at, read.written_by.initials, read.written_by.viewer, read.is_example) == (
        datetime(2023, 11, 30, 9, 15, 30, tzinfo=UTC),
        "MK",
        CHIEF,
        True,
    )


def test_the_order_is_that_of_saving_and_not_of_the_clock(somewhere: Somewhere) -> None:
    register = somewhere.open()
    first = write(register, status(reason="Først")).entry
    second = write(register, status(reason="Så"), now=NOW - timedelta(days=3)).entry
    assert register.entries(CHIEF) == (first, second)
    assert register.standing(CHIEF, "opnormering").status == second


def test_a_writer_is_told_what_came_since_and_only_on_the_subject(somewhere: Somewhere) -> None:
    register = somewhere.open()
    seen = write(register, status(reason="Set")).entry
    other = write(register, status(reason="Andens")).entry
    write(register, Note("opnormering", "Om noget andet"))
    write(register, status("supervision"))
    saved = write(register, status(reason="Min"), seen=seen.entry_id)
    assert saved.meanwhile == (other,)
    assert write(register, status(reason="Min igen"), seen=saved.entry.entry_id).meanwhile == ()
    assert [entry.content.reason for entry in write(register, status(reason="Blind")).meanwhile] == [
        "Set",
        "Andens",
        "Min",
        "Min igen",
    ]


def test_the_same_save_sent_twice_is_one_entry(somewhere: Somewhere) -> None:
    register = somewhere.open()
    first = write(register, status(), entry_id="a" * 32)
    again = write(register, status(), entry_id="a" * 32)
    assert again == first
    assert len(register.entries(CHIEF)) == 1


def test_the_version_changes_with_each_entry_and_not_with_drafts(somewhere: Somewhere) -> None:
    register = somewhere.open()
    versions = [register.version()]
    for content in one_of_each():
        write(register, content)
        versions.append(register.version())
    assert len(set(versions)) == len(versions)
    register.save_draft(CHIEF, MK, NOW, "status:opnormering", {"reason": "Udkast"})
    assert register.version() == versions[-1]


class TestCorrections:
    def test_what_was_taken_back_is_told_with_what_took_it_back_and_not_to_the_steering_group(
        self, somewhere: Somewhere
    ) -> None:
        register = somewhere.open()
        kept, gone, mended = (
            write(register, Event(date(2023, 1, day), "Ny lov", EventKind.LAW_CHANGE)).entry for day in (1, 2, 3)
        )
        back = write(register, Withdrawal("Fejl"), corrects=gone.entry_id).entry
        write(register, Withdrawal("Fejl"), corrects=mended.entry_id)
        again = write(register, mended.content, corrects=mended.entry_id).entry
        assert register.events(CHIEF) == (kept, again)
        told = register.taken_back(parse_viewer("team_leader:a"), "events")
        assert [(line.entry, line.corrected_by) for line in told] == [(gone, back)]
        assert register.taken_back(parse_viewer("steering_group"), "events") == ()

    def test_a_correction_takes_the_place_of_what_it_corrects(self, somewhere: Somewhere) -> None:
        """The words of an old status are mended after a newer one was written: the newer one stays the status."""
        register = somewhere.open()
        old = write(register, status(reason="Stilingen er besat"), now=NOW - timedelta(days=30)).entry
        new = write(register, status(reason="Plan brudt", status=InitiativeStatus.OFF_TRACK)).entry
        mended = write(register, status(reason="Stillingen er besat"), corrects=old.entry_id).entry
        standing = register.standing(CHIEF, "opnormering")
        assert standing.status == new
        assert standing.statuses == (new, mended)
        (newest, *_, oldest) = standing.log
        assert (newest.entry, newest.corrects, newest.corrected_by) == (mended, old, None)
        assert (oldest.entry, oldest.corrects, oldest.corrected_by) == (old, None, mended)

    def test_mended_words_do_not_make_the_status_fresh(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        long_ago = NOW - timedelta(weeks=9)
        old = write(register, status(reason="Stilingen"), now=long_ago).entry
        mended = write(register, status(reason="Stillingen"), corrects=old.entry_id).entry
        standing = register.standing(CHIEF, "opnormering")
        assert (standing.status, standing.said_at) == (mended, long_ago)

    def test_of_two_corrections_of_one_entry_the_newest_counts_and_both_stand_in_the_log(
        self, somewhere: Somewhere
    ) -> None:
        register = somewhere.open()
        wrong = write(register, status(reason="Forkert")).entry
        first = write(register, status(reason="Rettet"), corrects=wrong.entry_id).entry
        second = write(register, status(reason="Rettet bedre"), corrects=wrong.entry_id).entry
        third = write(register, status(reason="Rettelse af den første"), corrects=first.entry_id).entry
        standing = register.standing(CHIEF, "opnormering")
        assert standing.statuses == (third,)
        assert [line.entry for line in standing.log] == [third, second, first, wrong]

    def test_what_is_taken_back_no_longer_counts(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        event = write(register, Event(date(2023, 6, 1), "Forkert", EventKind.OTHER)).entry
        right = write(register, Event(date(2023, 5, 1), "Rigtig", EventKind.VACANCY)).entry
        back = write(register, Withdrawal("Skrevet ved en fejl"), corrects=event.entry_id).entry
        assert (back.subject, back.initiative_id) == ("events", None)
        assert register.events(CHIEF) == (right,)
        assert len(register.entries(CHIEF, Kind.EVENT)) == 2

    def test_the_newest_dates_of_a_phase_count_and_may_be_taken_back_in_turn(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        write(register, PhaseDates("overblik", "fase", date(2023, 2, 1)))
        both = PhaseDates("overblik", "fase", date(2023, 2, 6), date(2023, 6, 30))
        last = write(register, both).entry
        assert register.standing(CHIEF, "overblik").phases == {"fase": both}
        write(register, Withdrawal("Ikke slut endnu"), corrects=last.entry_id)
        assert register.standing(CHIEF, "overblik").phases == {"fase": PhaseDates("overblik", "fase", date(2023, 2, 1))}

    def test_a_milestone_of_a_whole_plan_belongs_to_no_initiative(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        marks = [
            MilestoneMark(None, "fundament", True, date(2023, 5, 9)),
            MilestoneMark("a", "dag_1", True, date(2023, 5, 9)),
            MilestoneMark("a", "dag_1", False),
        ]
        for mark in marks:
            write(register, mark)
        assert register.milestones(CHIEF) == {"fundament": marks[0], "dag_1": marks[2]}
        assert list(register.standings(CHIEF)) == ["a"]

    def test_a_correction_of_another_subject_or_kind_is_refused(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        entry = write(register, status()).entry
        for content in (status("supervision"), Note("opnormering", "Note")):
            with pytest.raises(OtherSubject):
                write(register, content, corrects=entry.entry_id)
        back = write(register, Withdrawal("Fejl"), corrects=entry.entry_id).entry
        with pytest.raises(OtherSubject):
            write(register, Withdrawal("Fortrudt"), corrects=back.entry_id)
        dates = write(register, PhaseDates("a", "fase", date(2023, 2, 1))).entry
        with pytest.raises(OtherSubject):
            write(register, PhaseDates("b", "fase", date(2023, 2, 1)), corrects=dates.entry_id)
        assert len(register.entries(CHIEF)) == 3

    def test_what_was_never_written_cannot_be_corrected_taken_back_or_seen(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        for content, options in (
            (status(), {"corrects": "ukendt"}),
            (Withdrawal("Fejl"), {}),
            (status(), {"seen": "ukendt"}),
        ):
            with pytest.raises(UnknownEntry):
                write(register, content, **options)
        assert register.entries(CHIEF) == ()


class TestPdsa:
    def test_a_test_goes_forward_one_step_at_a_time(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        steps = []
        for content in [each for each in one_of_each() if type(each).__name__.startswith("Pdsa")]:
            write(register, content)
            (test,) = register.standing(CHIEF, "overblik").tests
            steps.append(test.next_step)
        assert steps == ["do", "study", "act", None]
        assert (test.title, test.started_on, test.ended_on) == (
            "Fast dag til § 85",
            date(2023, 2, 1),
            date(2023, 3, 31),
        )

    def test_a_step_before_its_time_is_refused(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        _, do, study, act = [each for each in one_of_each() if type(each).__name__.startswith("Pdsa")]
        for content in (do, study, act):
            with pytest.raises(StepTooEarly):
                write(register, content)
        write(register, PdsaPlan("andet", "test1", "Andet", "Plan", "Tro"))
        with pytest.raises(OtherSubject):
            write(register, do)

    def test_two_who_report_the_same_step_lose_nothing(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        plan = write(register, PdsaPlan("overblik", "t", "Titel", "Plan", "Tro")).entry
        first = write(register, PdsaDo("overblik", "t", "Sådan", date(2023, 2, 1)), seen=plan.entry_id).entry
        second = write(register, PdsaDo("overblik", "t", "Eller sådan", date(2023, 2, 2)), seen=plan.entry_id)
        assert second.meanwhile == (first,)
        (test,) = register.standing(CHIEF, "overblik").tests
        assert test.do == second.entry
        assert len(register.entries(CHIEF, Kind.PDSA_DO)) == 2


class TestOnlyAddedTo:
    def test_the_database_itself_refuses_to_change_or_delete(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        entries = [write(register, content).entry for content in one_of_each()]
        write(register, Withdrawal("Fejl"), corrects=entries[0].entry_id)
        for table in ("entries", *(kind.value for kind in Kind)):
            before = somewhere.rows(f"select * from {table} order by number")
            assert before, table
            commands = [f"update {table} set number = number", f"delete from {table}"]
            for command in commands if somewhere.is_sqlite else [*commands, f"truncate {table} cascade"]:
                with pytest.raises(DBAPIError, match="only ever added to"):
                    somewhere.run(command)
            assert somewhere.rows(f"select * from {table} order by number") == before

    def test_nothing_is_put_between_two_entries_or_in_the_place_of_one(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        write(register, Note("a", "En"))
        verb = "insert or replace" if somewhere.is_sqlite else "insert"
        for number in (1, 3):
            columns = "kind, subject, null, written_at, written_as, initials, null, is_example"
            sql = f"{verb} into entries select {number}, 'ny', {columns} from entries"
            with pytest.raises(DBAPIError, match="without gaps"):
                somewhere.run(sql)

    def test_every_table_of_entries_has_its_columns_from_the_newest_migration(self, somewhere: Somewhere) -> None:
        """The migrations and tables.py say the same, else a new store and a migrated one would differ."""
        from sqlalchemy import inspect

        somewhere.open()
        found = somewhere.store.read(
            lambda connection: {
                table: {(column["name"], column["nullable"]) for column in inspect(connection).get_columns(table)}
                for table in inspect(connection).get_table_names()
            }
        )
        declared = {
            table.name: {(column.name, bool(column.nullable)) for column in table.columns}
            for table in metadata.tables.values()
        }
        assert {name: columns for name, columns in found.items() if name != "register_version"} == declared
        assert len(KIND_TABLES) == len(Kind)


def test_a_file_put_in_the_place_of_the_register_is_noticed(tmp_path) -> None:
    place = Somewhere(tmp_path, None)
    write(place.open(), status())
    for file in place.file.parent.iterdir():
        file.unlink()
    assert place.open().entries(CHIEF) == ()
    entry = write(place.open(), status(reason="Nyt")).entry
    assert place.open().entries(CHIEF) == (entry,)
    place.leave()


def test_a_backup_read_back_into_the_open_register_is_what_is_read(tmp_path: Path) -> None:
    """The file stays the same one, so that only the entries tell; nothing of the memory of before may be mixed in."""
    here, backup = Somewhere(tmp_path / "here", None), Somewhere(tmp_path / "backup", None)
    register = here.open()
    for number in range(2):
        write(register, Note("a", f"Før {number}"))
    assert len(register.entries(CHIEF)) == 2
    for number in range(3):
        write(backup.open(), Note("a", f"Sikkerhedskopi {number}"))
    with closing(sqlite3.connect(backup.file)) as source, closing(sqlite3.connect(here.file)) as target:
        source.backup(target)
    assert here.open().entries(CHIEF) == backup.open().entries(CHIEF) == register.entries(CHIEF)
    here.leave()
    backup.leave()


def test_what_another_process_saved_is_read_at_once(somewhere: Somewhere) -> None:
    register = somewhere.open()
    write(register, Note("a", "Mit"))
    assert len(register.entries(CHIEF)) == 1
    columns = "entry_id, kind, subject, initiative_id, written_at, written_as, initials, corrects_id, is_example"
    somewhere.run(
        f"insert into entries (number, {columns}) select 2, 'anden', kind, subject, initiative_id, written_at, "
        "written_as, 'AB', null, is_example from entries",
        "insert into notes (number, text) values (2, 'Dit')",
    )
    assert [entry.content.text for entry in register.entries(CHIEF)] == ["Mit", "Dit"]
