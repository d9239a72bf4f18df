"""The only door to the register's database: SQLite in the municipality's folder, or PostgreSQL by its URL.

One engine per store and process, shared by all threads. A piece of work is one transaction; those that write run one
at a time, so that the order of the entries is the order in which they were saved. SQLite's write-ahead log needs a
disk of the machine's own: where the folder lies on a network drive, PostgreSQL is the way.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from dashboard.errors import (
    DashboardError,
    RegisterBusy,
    RegisterNotWritable,
    RegisterUnreachable,
    UnreadableRegister,
    WrongRegisterUrl,
)
from dashboard.register.reading import Shelf

URL_VARIABLE = "REGISTER_URL"
CONNECT_SECONDS = 5  # until a server that does not answer is called unreachable
WAIT_SECONDS = 5  # one wait for those who save first
PAUSE_SECONDS = 0.02  # between two attempts, where the database refused at once
PATIENCE_SECONDS = 20  # all waits of one save together, then a kind sentence
WRITES = "register_writes"
# Nobody else uses these two numbers: the one lock of all who save.
LOCK_KEY = (0x726567, 1)

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
_REFUSED = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
}
_LOCK_TIMEOUT, _NO_RIGHT, _READ_ONLY = "55P03", "42501", "25006"

Done = TypeVar("Done")
_lock = Lock()
_stores: dict[str, "Store"] = {}


class Store:
    """A database that is reached, not yet known to hold a register."""

    def __init__(self, engine: Engine, place: str, file: Path | None) -> None:
        self._engine = engine
        self.place = place  # what a sentence may name: the file, or the server without user and password
        self.file = file
        self.is_ready = False  # until its tables are known to be of this version
        self.shelf = Shelf()
        self._identity: tuple[int, int] | None = None

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @property
    def is_replaced(self) -> bool:
        """Whether another file, or none, stands where this one was opened."""
        return self._identity is not None and _identity(self.file) != self._identity

    def remember_file(self) -> None:
        """From now on a file put in its place is noticed."""
        self._identity = _identity(self.file)

    def read(self, work: Callable[[Connection], Done]) -> Done:
        """Run one reading transaction; raises as write does."""
        return self._patiently(lambda: self._once(work, writes=False))

    def write(self, work: Callable[[Connection], Done]) -> Done:
        """Run one writing transaction, alone among all who write; it may run again, so it must find its own traces.

        Raises RegisterBusy, RegisterUnreachable, RegisterNotWritable or UnreadableRegister.
        """
        return self._patiently(lambda: self._once(work, writes=True))

    def dispose(self) -> None:
        self._engine.dispose()

    def _once(self, work: Callable[[Connection], Done], writes: bool) -> Done:
        with self._engine.connect().execution_options(**{WRITES: writes}) as connection, connection.begin():
            if writes and not self.is_sqlite:
                connection.execute(text(f"set local lock_timeout = {int(WAIT_SECONDS * 1000)}"))
                connection.execute(text("select pg_advisory_xact_lock(:group, :number)"), _lock_fields())
            return work(connection)

    def _patiently(self, attempt: Callable[[], Done]) -> Done:
        """Again while somebody else saves or the connection was lost, as long as patience lasts."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return attempt()
            except PoolTimeout:
                raise RegisterBusy(place=self.place) from None
            except DBAPIError as error:
                named = self._named(error)
                passes = isinstance(named, RegisterBusy) or error.connection_invalidated
                if named is None:
                    raise
                if not passes or time.monotonic() > end:
                    # The driver's own message may quote what was being written.
                    raise named from None
                time.sleep(PAUSE_SECONDS)

    def _named(self, error: DBAPIError) -> DashboardError | None:
        """What the database says, by name; None where the program is wrong."""
        state = getattr(error.orig, "sqlstate", None)
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest of the number tells more than is needed
        if code in _BUSY or state == _LOCK_TIMEOUT:
            return RegisterBusy(place=self.place)
        if code in _DAMAGED:
            return UnreadableRegister(place=self.place)
        if code in _REFUSED or state in (_NO_RIGHT, _READ_ONLY):
            return RegisterNotWritable(place=self.place)
        if not self.is_sqlite and (error.connection_invalidated or _is_connection_failure(error, state)):
            return RegisterUnreachable(place=self.place)
        return None


def store_at(folder: Path, url: str | None) -> Store:
    """The store that the URL names, else the variable REGISTER_URL, else the one in the municipality's folder."""
    url = url or os.environ.get(URL_VARIABLE)
    return _known(_address(url)) if url else folder_store(folder)


def folder_store(folder: Path) -> Store:
    """The store in the municipality's folder."""
    return _known(URL.create("sqlite", database=str((Path(folder) / "register" / "register.sqlite").resolve())))


def _known(address: URL) -> Store:
    """Opened once per process."""
    key = address.render_as_string(hide_password=False)
    with _lock:
        store = _stores.get(key)
        if store and store.is_replaced:
            store.dispose()
            store = None
        if not store:
            store = _stores[key] = _opened(address)
        return store


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise WrongRegisterUrl() from None
    if address.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return address.set(drivername="postgresql+psycopg")
    if address.drivername == "sqlite" and address.database:
        return address
    raise WrongRegisterUrl()


def _opened(address: URL) -> Store:
    if address.drivername == "sqlite":
        file = Path(address.database)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise RegisterNotWritable(place=str(file)) from None
        return Store(_sqlite_engine(address), str(file), file)
    return Store(_postgresql_engine(address), _server(address), None)


def _sqlite_engine(address: URL) -> Engine:
    engine = create_engine(address, pool_timeout=PATIENCE_SECONDS, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_connection(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # else Python begins transactions of its own, and late
    # The write-ahead log lets readers read while somebody saves; `full` waits until a save is on the disk.
    for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "recursive_triggers=on"):
        connection.execute(f"pragma {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes the lock first: one who read and then wanted to write could be refused at once."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def _postgresql_engine(address: URL) -> Engine:
    given = {"connect_timeout": str(CONNECT_SECONDS)} | dict(address.query)
    return create_engine(address.set(query=given), pool_timeout=PATIENCE_SECONDS, pool_pre_ping=True)


def _lock_fields() -> dict[str, int]:
    return dict(zip(("group", "number"), LOCK_KEY, strict=True))


def _is_connection_failure(error: DBAPIError, state: str | None) -> bool:
    # Class 08 connection, 28 access refused, 3D no such database, 57 server ends; without a state it was never reached.
    from_server = state is not None and state[:2] in ("08", "28", "3D", "57")
    return from_server or (state is None and type(error).__name__ == "OperationalError")


def _server(address: URL) -> str:
    host = address.host or address.query.get("host") or "localhost"
    return f"{host}{f':{address.port}' if address.port else ''}/{address.database or ''}"


def _identity(file: Path | None) -> tuple[int, int] | None:
    if file is None or not file.exists():
        return None
    found = file.stat()
    return found.st_dev, found.st_ino
