"""A build may be killed at any moment: a reader sees the old snapshot or the new one, whole, and never anything else."""

import os
import random
import shutil
import threading
import time
from pathlib import Path

import duckdb
import pytest

from etl.publish import snapshots
from tests.processes import ROOT, begin_module, kill, run_module

KILLS = 20


def run_etl(*arguments: str) -> None:
    run_module("etl", arguments, os.environ).check_returncode()


@pytest.fixture
def municipality(tmp_path) -> Path:
    """An example municipality of 2,000 cases, built once."""
    folder = tmp_path / "data"
    for part in ("sources", "reference"):
        shutil.copytree(ROOT / "data" / part, folder / part)
    for command in (["demo", "--cases", "2000"], ["build"]):
        run_etl(*command, "--data", str(folder))
    return folder


class Reader(threading.Thread):
    """Asks the newest snapshot the same question without pause and keeps every answer and every failure."""

    def __init__(self, warehouse: Path) -> None:
        super().__init__(daemon=True)  # a test that fails ends, and does not wait for it
        self.warehouse = warehouse
        self.stopping = threading.Event()
        self.answers: set[tuple] = set()
        self.failures: list[str] = []
        self.asked = 0

    def run(self) -> None:
        while not self.stopping.is_set():
            newest = snapshots(self.warehouse)[-1]
            try:
                with duckdb.connect(str(newest), read_only=True) as connection:
                    answer = connection.execute(
                        "select count(*), count(decided_date), sum(is_timely::int),"
                        " (select sum(open_cases) from marts.stock_month_ends),"
                        " (select accepted_rows from quality.tables where table_name = 'cases')"
                        " from marts.cases"
                    ).fetchone()
            except duckdb.Error as error:
                self.failures.append(str(error))
            else:
                self.answers.add(answer)
                self.asked += 1


def one_case_more(folder: Path, number: int) -> None:
    """Change the delivery, so that each new snapshot gives an answer of its own."""
    newest = sorted((folder / "raw").glob("sager_*.csv"))[-1]
    text = newest.read_text(encoding="utf-8-sig")
    last = text.rstrip("\n").rsplit("\n", 1)[1]
    key = last.split(";")[0]
    newest.write_text(
        "\ufeff" + text.rstrip("\n") + "\n" + last.replace(key, f"S99{number:05d}", 1) + "\n", encoding="utf-8"
    )


def cases_and_accepted(snapshot: Path) -> tuple[int, int]:
    """What a snapshot says of itself: the cases it holds and the rows it accepted."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        return connection.execute(
            "select count(*), (select accepted_rows from quality.tables where table_name = 'cases') from marts.cases"
        ).fetchone()


def test_twenty_kills_leave_every_reader_with_a_whole_snapshot(municipality, tmp_path):
    warehouse, written = municipality / "warehouse", tmp_path / "written"
    began = time.monotonic()
    run_etl("build", "--data", str(municipality))
    usual = time.monotonic() - began
    # Each is asked as soon as it is there: where many builds end before they are killed, the oldest are cleared away.
    published = {one: cases_and_accepted(one) for one in snapshots(warehouse)}
    reader = Reader(warehouse)
    reader.start()
    chance = random.Random(20231130)
    killed, number = 0, 0
    while killed < KILLS:
        number += 1
        assert number < 4 * KILLS, "hardly any build was still running when it was to be killed"
        one_case_more(municipality, number)
        began = time.monotonic()
        build = begin_module("etl", ["build", "--data", str(municipality)], os.environ, written, written)
        # The first kills fall anywhere in a build, the last ones where it writes and publishes.
        build.join(usual * (chance.random() if killed < KILLS // 2 else chance.uniform(0.7, 1.05)))
        if build.is_alive():
            kill(build)
            killed += 1
        else:
            assert build.exitcode == 0, written.read_text(encoding="utf-8")
            usual = time.monotonic() - began  # a machine that was busy before may be quicker now
        published |= {one: cases_and_accepted(one) for one in snapshots(warehouse) if one not in published}
    reader.stopping.set()
    reader.join()

    assert reader.failures == []
    assert reader.asked > KILLS
    assert all(cases == accepted for cases, accepted in published.values())
    # What each snapshot answers by itself is all the reader can have seen.
    assert {answer[0] for answer in reader.answers} <= {cases for cases, _ in published.values()}
    assert all(answer[0] == answer[4] for answer in reader.answers)
    assert len(reader.answers) <= len(published)


def test_the_build_after_a_kill_clears_what_was_left(municipality):
    leftover = municipality / "warehouse" / ".building_20200101T000000_000000.duckdb"
    leftover.write_bytes(b"half a file")
    run_etl("build", "--data", str(municipality))
    assert not leftover.exists()
