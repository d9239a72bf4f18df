"""The only door to DuckDB: the newest published snapshot, read-only, bound parameters, answers remembered per snapshot."""

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from threading import Lock
from typing import TypeVar

import duckdb
import pandas as pd

from dashboard.errors import NoWarehouse, UnreadableWarehouse, WrongContract
from dashboard.remembering import Memory

CONTRACT_VERSION = 4
# Of one snapshot, for all readers. A page asks about a hundred small questions; a table of cases may fill a megabyte.
REMEMBERED_ANSWERS, REMEMBERED_TABLES = 8192, 48
# What DuckDB raises where the file is not, or no longer, a whole database.
DAMAGED = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)

_lock = Lock()
_connections: dict[Path, duckdb.DuckDBPyConnection] = {}  # of the one snapshot asked last
_answers, _tables = Memory(REMEMBERED_ANSWERS), Memory(REMEMBERED_TABLES)
Worked = TypeVar("Worked")


class Warehouse:
    """One snapshot, for one script run in one thread: it has its own cursor (design.md, fact 4) and never changes file."""

    def __init__(self, file: Path, cursor: duckdb.DuckDBPyConnection) -> None:
        self.file = file
        self._cursor = cursor

    @classmethod
    def newest(cls, folder: Path) -> "Warehouse":
        """Open the newest snapshot in ``<folder>/warehouse``; raises NoWarehouse, UnreadableWarehouse or WrongContract.

        The names sort by time; a name that begins with a dot is unfinished. A snapshot that retention deletes between
        looking and opening is looked for again.
        """
        missing: set[Path] = set()
        while True:
            files = set((Path(folder) / "warehouse").glob("warehouse_*.duckdb")) - missing
            if not files:
                raise NoWarehouse(folder=Path(folder))
            file = max(files, key=lambda path: path.name).resolve()
            try:
                return cls(file, _cursor(file))
            except DAMAGED as error:
                # Never the one before instead: its older numbers would pass for today's.
                if file.exists():
                    raise UnreadableWarehouse(file=file.name) from error
                missing.add(file)

    @property
    def snapshot(self) -> str:
        """The name of the snapshot, changing with every publication."""
        return self.file.stem

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple]:
        """All rows of a query with bound ``$parameters``; raises UnreadableWarehouse where the file is damaged there."""
        return list(_answers.recall(*self._asked("rows", sql, parameters or {})))

    def frame(self, sql: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        """The rows of a query as a DataFrame of the caller's own, dates as datetime64; raises UnreadableWarehouse."""
        return _tables.recall(*self._asked("frame", sql, parameters or {})).copy()

    def worked_out(self, question: Hashable, work_out: Callable[[], Worked]) -> Worked:
        """What follows from this snapshot alone, worked out once for all who ask; the answer must not be changed.

        question: all that the answer depends on besides the snapshot, the viewer included.
        """
        return _answers.recall((str(self.file), question), work_out)

    def _asked(self, shape: str, sql: str, parameters: Mapping[str, object]) -> tuple[Hashable, Callable[[], object]]:
        question = (str(self.file), shape, sql, repr(sorted(parameters.items())))
        return question, lambda: self._ask(shape, sql, parameters)

    def _ask(self, shape: str, sql: str, parameters: Mapping[str, object]) -> object:
        try:
            relation = self._cursor.execute(sql, dict(parameters))
            return relation.fetchall() if shape == "rows" else relation.df()
        except DAMAGED as error:
            # DuckDB checks a block when it reads it, so damage may first show here.
            raise UnreadableWarehouse(file=self.file.name) from error


def _cursor(file: Path) -> duckdb.DuckDBPyConnection:
    with _lock:
        if file not in _connections:
            connection = duckdb.connect(str(file), read_only=True)
            _check_contract(file, connection)
            # The one before is forgotten, not closed: running scripts still ask it through their cursors, and its file
            # is let go when the last of them ends.
            _connections.clear()
            _answers.forget()
            _tables.forget()
            _connections[file] = connection
        return _connections[file].cursor()


def _check_contract(file: Path, connection: duckdb.DuckDBPyConnection) -> None:
    try:
        row = connection.execute("select contract_version from quality.run").fetchone()
    except duckdb.CatalogException:
        row = None
    found = row[0] if row else None
    if found != CONTRACT_VERSION:
        connection.close()
        raise WrongContract(file=file.name, found=found, expected=CONTRACT_VERSION)
