"""A snapshot is written under a hidden name and gets its real one when it is complete; the newest name is the one served.

Nothing being read is ever written, so a reader and a build never meet, and a build that is killed leaves only a hidden
file that the next run removes.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl.contract import contract_tables
from etl.errors import AnotherRunIsActive, NothingToRollBackTo, WarehouseFolderUnusable
from etl.history import earlier_history, write_run_history
from etl.staging_sql import literal, quoted

_PREFIX, _SUFFIX = "warehouse_", ".duckdb"
_BUILDING = ".building_"
_LOCK = ".lock"
_RUN_ID = "%Y%m%dT%H%M%S_%f"


def snapshots(warehouse_dir: Path) -> list[Path]:
    """Complete snapshots, oldest first."""
    return sorted(warehouse_dir.glob(f"{_PREFIX}*{_SUFFIX}"))


def run_id_of(snapshot: Path) -> str:
    return snapshot.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)


def new_run_id(warehouse_dir: Path, now: datetime) -> str:
    """A name later than every snapshot's, also when the clock was set back."""
    run_id = now.astimezone(UTC).strftime(_RUN_ID)
    existing = snapshots(warehouse_dir)
    if existing and run_id <= (newest := run_id_of(existing[-1])):
        return f"{newest}x"
    return run_id


@contextmanager
def only_run(warehouse_dir: Path) -> Iterator[None]:
    """Hold the folder for one run and clear away what a killed run left; raises AnotherRunIsActive or WarehouseFolderUnusable."""
    lock = FileLock(warehouse_dir / _LOCK, timeout=0)
    try:
        warehouse_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise AnotherRunIsActive(folder=warehouse_dir) from None
    except OSError:
        raise WarehouseFolderUnusable(folder=warehouse_dir) from None
    try:
        for leftover in warehouse_dir.glob(f"{_BUILDING}*"):
            _remove(leftover)
        yield
    finally:
        lock.release()


def publish(connection: duckdb.DuckDBPyConnection, warehouse_dir: Path, run_id: str, kept: int) -> Path:
    """Write every contract table of the working database to a new snapshot, keep the newest ``kept``, return its path."""
    building = warehouse_dir / f"{_BUILDING}{run_id}{_SUFFIX}"
    connection.execute(f"attach {literal(str(building))} as snapshot")
    for name, columns in contract_tables().items():
        schema = name.split(".")[0]
        typed = ", ".join(f"{quoted(column)}::{type_} as {quoted(column)}" for column, type_ in columns.items())
        connection.execute(f"create schema if not exists snapshot.{schema}")
        connection.execute(f"create table snapshot.{name} as select {typed} from {name}")
    connection.execute("detach snapshot")
    final = _give_name(building, warehouse_dir, run_id)
    for old in snapshots(warehouse_dir)[:-kept]:
        _remove(old)
    return final


def roll_back(warehouse_dir: Path, reason: str, now: datetime) -> tuple[Path, str]:
    """Publish the snapshot before the served one again, noting why; returns the new file and the run it repeats.

    Going back twice goes back two builds: a snapshot that is itself a return counts as the build it repeats. No snapshot
    is removed here: how many a municipality keeps is read by its next build. The history of runs goes on: what was gone
    back from stays in it, and the return is a run of its own.
    A snapshot that cannot be opened is one to go back from, never to. Raises NothingToRollBackTo.
    """
    runs = [(snapshot, *_origin(snapshot)) for snapshot in snapshots(warehouse_dir)]
    builds = [(snapshot, origin) for snapshot, origin, is_build in runs if is_build]
    current = runs[-1][1] if runs else ""
    earlier = [(snapshot, origin) for snapshot, origin in builds if origin < current]
    if not earlier:
        raise NothingToRollBackTo(folder=warehouse_dir)
    source, origin = earlier[-1]
    run_id = new_run_id(warehouse_dir, now)
    building = warehouse_dir / f"{_BUILDING}{run_id}{_SUFFIX}"
    shutil.copyfile(source, building)
    with duckdb.connect(str(building)) as connection:
        connection.execute(
            "update quality.run set run_id = ?, rolled_back_from = ?, rollback_reason = ?, finished_at = ?",
            [run_id, origin, reason, now.astimezone(UTC).replace(tzinfo=None)],
        )
        is_example = connection.execute("select is_example from quality.run").fetchone()[0]
        write_run_history(connection, earlier_history(reversed(snapshots(warehouse_dir)), is_example))
    return _give_name(building, warehouse_dir, run_id), origin


def _origin(snapshot: Path) -> tuple[str, bool]:
    """The build a snapshot holds, and whether it is that build itself: neither a return to it nor unreadable."""
    try:
        with duckdb.connect(str(snapshot), read_only=True) as connection:
            rolled_back_from = connection.execute("select rolled_back_from from quality.run").fetchone()[0]
    except duckdb.Error:
        return run_id_of(snapshot), False
    return rolled_back_from or run_id_of(snapshot), rolled_back_from is None


def _give_name(building: Path, warehouse_dir: Path, run_id: str) -> Path:
    final = warehouse_dir / f"{_PREFIX}{run_id}{_SUFFIX}"
    with building.open("rb+") as file:
        os.fsync(file.fileno())
    building.replace(final)
    return final


def _remove(file: Path) -> None:
    try:
        file.unlink()
    except OSError:
        # Windows will not delete a file that a reader has open; the next run tries again.
        return
