"""Fifty who save at once, and those who are killed while they do."""

import json
import random
import sqlite3
import time
from pathlib import Path

import pytest

from dashboard.access import CHIEF
from dashboard.register import Kind, Note
from tests.processes import kill, start
from tests.register.many_writers import open_at, stop_inside, write_at_once, write_forever
from tests.register.previous_version import leave_previous_version
from tests.register.somewhere import Somewhere, status, write

PROCESSES, THREADS, SAVES = 5, 10, 2
KILLS = 12


def wait_for(file: Path) -> None:
    end = time.monotonic() + 30
    while not file.exists():
        assert time.monotonic() < end, file
        time.sleep(0.002)


def check_whole(somewhere: Somewhere) -> None:
    """Numbers without gaps, every entry with its one row of content, and in SQLite a sound file."""
    numbers = [number for (number,) in somewhere.rows("select number from entries order by number")]
    assert numbers == list(range(1, len(numbers) + 1))
    for kind in Kind:
        of_kind = somewhere.rows(f"select number from entries where kind = '{kind}' order by number")
        assert somewhere.rows(f"select number from {kind} order by number") == of_kind
    if somewhere.is_sqlite:
        with sqlite3.connect(somewhere.file) as connection:
            assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert connection.execute("pragma foreign_key_check").fetchall() == []


def test_of_fifty_writers_at_once_nothing_is_lost_and_each_is_told_of_the_others(
    somewhere: Somewhere, tmp_path: Path
) -> None:
    first = write(somewhere.open(), status(reason="Set af alle")).entry
    begin = time.time() + 1
    files = [tmp_path / f"told_{number}.json" for number in range(PROCESSES)]
    processes = [
        start(write_at_once, str(somewhere.folder), somewhere.url, THREADS, SAVES, first.entry_id, begin, str(file))
        for file in files
    ]
    for process in processes:
        process.join()
    told = [each for file in files for each in json.loads(file.read_text())]
    entries = somewhere.open().entries(CHIEF)
    ids = [entry.entry_id for entry in entries]
    assert len(told) == PROCESSES * THREADS * SAVES == len(entries) - 1
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert {each["reason"] for each in told} == {entry.content.reason for entry in entries[1:]}
    for each in told:
        # Exactly what stands between the last entry the writer had seen and the own one.
        assert ids[each["number"] - 1] == each["entry"]
        assert each["meanwhile"] == ids[ids.index(each["seen"]) + 1 : each["number"] - 1]
    assert sum(len(each["meanwhile"]) > 0 for each in told) > len(told) / 2, "they did not meet"
    check_whole(somewhere)


def test_whoever_is_killed_leaves_nothing_half_written_and_all_that_was_acknowledged(
    somewhere: Somewhere, tmp_path: Path
) -> None:
    """Killed at random moments, twelve times; what nobody heard of may be there, but whole: at most one entry a kill."""
    draw = random.Random(4)
    somewhere.open()
    acknowledged = tmp_path / "acknowledged"
    for _ in range(KILLS):
        before = acknowledged.stat().st_size if acknowledged.exists() else 0
        writer = start(write_forever, str(somewhere.folder), somewhere.url, str(acknowledged))
        end = time.monotonic() + 30
        while not acknowledged.exists() or acknowledged.stat().st_size == before:
            assert writer.is_alive()
            assert time.monotonic() < end
            time.sleep(0.001)
        time.sleep(draw.random() * 0.03)
        kill(writer)
    heard = acknowledged.read_text().split()
    entries = somewhere.open().entries(CHIEF)
    assert len(heard) >= KILLS
    assert set(heard) <= {entry.entry_id for entry in entries}
    assert len(entries) - len(heard) <= KILLS
    assert {len(entry.content.plan) + len(entry.content.prediction) for entry in entries} == {8000}
    check_whole(somewhere)


@pytest.mark.parametrize("statement", ["insert into entries", "insert into notes"])
def test_whoever_is_killed_inside_the_transaction_saved_nothing_and_blocks_nobody(
    somewhere: Somewhere, tmp_path: Path, statement: str
) -> None:
    register = somewhere.open()
    write(register, Note("a", "Før"))
    writer = start(stop_inside, str(somewhere.folder), somewhere.url, statement, str(tmp_path / "reached"))
    wait_for(tmp_path / "reached")
    assert [entry.content.text for entry in register.entries(CHIEF)] == ["Før"], "readers are not held up"
    kill(writer)
    write(register, Note("a", "Efter"))
    assert [entry.content.text for entry in somewhere.open().entries(CHIEF)] == ["Før", "Efter"]
    check_whole(somewhere)


def test_a_migration_killed_half_way_is_made_by_the_next_who_opens(somewhere: Somewhere, tmp_path: Path) -> None:
    written = leave_previous_version(somewhere)
    opener = start(
        stop_inside, str(somewhere.folder), somewhere.url, "create table withdrawals", str(tmp_path / "reached")
    )
    wait_for(tmp_path / "reached")
    kill(opener)
    assert somewhere.rows("select version_num from register_version") == [("0001",)]
    assert len(somewhere.open().entries(CHIEF)) == written
    check_whole(somewhere)


@pytest.mark.parametrize("is_new", [True, False])
def test_of_many_who_open_at_once_one_makes_the_tables(somewhere: Somewhere, tmp_path: Path, is_new: bool) -> None:
    written = 0 if is_new else leave_previous_version(somewhere)
    files = [tmp_path / f"opened_{number}" for number in range(6)]
    begin = time.time() + 0.5
    openers = [start(open_at, str(somewhere.folder), somewhere.url, begin, str(file)) for file in files]
    for opener in openers:
        opener.join()
    assert [file.read_text() for file in files] == [str(written)] * len(files)
