"""The register's tables brought to this version's form, by one process at a time, all at once or not at all."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from dashboard.errors import NewerRegister
from dashboard.register.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "register_version"
HEAD = "0002"  # the newest file in migrations/versions; a test holds it

_alembic_lock = Lock()  # Alembic keeps what it is doing in its module, so two stores take turns


def bring_to_head(store: Store) -> None:
    """Create or upgrade the tables where they are older; raises NewerRegister where a newer version made them."""
    if store.is_ready:
        return
    if store.read(_revision) != HEAD:
        bring_to(store, HEAD)
    store.remember_file()
    store.is_ready = True


def bring_to(store: Store, revision: str) -> None:
    """As bring_to_head, but only as far as an earlier version went."""
    store.write(lambda connection: _upgrade(connection, store.place, revision))


def _upgrade(connection: Connection, place: str, revision: str) -> None:
    """Inside the lock of those who write: whoever waited for it finds the work done."""
    found = _revision(connection)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise NewerRegister(place=place, found=found, known=HEAD)
    config.attributes["connection"] = connection
    with _alembic_lock:
        command.upgrade(config, revision)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"select version_num from {VERSION_TABLE}")).scalar()
