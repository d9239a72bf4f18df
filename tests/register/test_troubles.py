"""A database that is busy, gone, damaged or closed: a kind sentence with its place, never a password, and nothing lost."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from dashboard.access import CHIEF
from dashboard.errors import (
    RegisterBusy,
    RegisterNotWritable,
    RegisterUnreachable,
    UnreadableRegister,
    WrongRegisterUrl,
)
from dashboard.register import Register, store
from dashboard.words import error_sentence
from tests.register.postgresql_server import PASSWORD, Server
from tests.register.somewhere import MK, NOW, Somewhere, status, write


@contextmanager
def saving(somewhere: Somewhere) -> Iterator[None]:
    """Somebody who is in the middle of a long save."""
    if somewhere.is_sqlite:
        with closing(sqlite3.connect(somewhere.file, isolation_level=None)) as connection:
            connection.execute("begin immediate")
            yield
            connection.execute("rollback")
    else:
        with psycopg.connect(somewhere.url) as connection:
            connection.execute("select pg_advisory_xact_lock(%s, %s)", store.LOCK_KEY)
            yield


def test_whoever_waits_too_long_is_told_and_can_save_afterwards(
    somewhere: Somewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.1)
    monkeypatch.setattr(store, "PATIENCE_SECONDS", 0.4)
    register = somewhere.open()
    register.save_draft(CHIEF, MK, NOW, "f", {"reason": "Skrevet"})
    with saving(somewhere):
        begin = time.monotonic()
        with pytest.raises(RegisterBusy) as refused:
            write(register, status(), form="f")
        assert 0.4 <= time.monotonic() - begin < 3
        assert register.entries(CHIEF) == (), "readers wait for nobody"
    assert error_sentence(refused.value).endswith(".")
    assert register.draft(CHIEF, MK, "f").fields == {"reason": "Skrevet"}
    write(register, status(), form="f")
    assert len(register.entries(CHIEF)) == 1


class TestPostgresql:
    @pytest.fixture
    def place(self, postgresql: Server, tmp_path: Path) -> Iterator[Somewhere]:
        somewhere = Somewhere(tmp_path, postgresql.new_database())
        yield somewhere
        somewhere.leave()

    @pytest.mark.parametrize("fault", ["port", "password", "database"])
    def test_a_server_that_cannot_be_reached_is_named_without_the_password(
        self, postgresql: Server, tmp_path: Path, fault: str
    ) -> None:
        url = {
            "port": f"postgresql://register:{PASSWORD}@127.0.0.1:1/register",
            "password": postgresql.url("postgres", password="forkert-kode"),
            "database": postgresql.url("findes_ikke"),
        }[fault]
        with pytest.raises(RegisterUnreachable) as refused:
            Register.open(tmp_path, url)
        told = error_sentence(refused.value)
        assert "127.0.0.1" in told
        for secret in (PASSWORD, "forkert-kode", "register:"):
            assert secret not in told
        # Nor in a log, where the cause would be printed along.
        assert refused.value.__suppress_context__

    def test_connections_that_the_server_closed_are_opened_again(self, place: Somewhere, postgresql: Server) -> None:
        register = place.open()
        write(register, status(reason="Før"))
        name = place.url.rpartition("/")[2]
        closed = postgresql.run(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
        assert closed
        write(register, status(reason="Efter"))
        assert [entry.content.reason for entry in register.entries(CHIEF)] == ["Før", "Efter"]

    def test_a_connection_lost_after_the_commit_saves_once(
        self, place: Somewhere, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The worst moment: the server has saved, and the answer never comes."""
        register = place.open()
        lost: list[bool] = []
        once = store.Store._once

        def lose_the_answer(self: store.Store, work, writes: bool):
            done = once(self, work, writes)
            if writes and not lost:
                lost.append(True)
                error = psycopg.OperationalError("server closed the connection unexpectedly")
                raise store.DBAPIError("insert", {}, error, connection_invalidated=True)
            return done

        monkeypatch.setattr(store.Store, "_once", lose_the_answer)
        saved = write(register, status())
        assert lost
        assert register.entries(CHIEF) == (saved.entry,)

    def test_a_database_that_may_only_be_read_is_named(self, place: Somewhere, postgresql: Server) -> None:
        write(place.open(), status())
        name = place.url.rpartition("/")[2]
        place.leave()
        postgresql.run(f"alter database {name} set default_transaction_read_only = on")
        register = place.open()
        with pytest.raises(RegisterNotWritable):
            write(register, status())
        assert len(register.entries(CHIEF)) == 1


class TestSqlite:
    def test_a_file_that_is_no_register_is_named(self, tmp_path: Path) -> None:
        place = Somewhere(tmp_path, None)
        place.file.parent.mkdir()
        place.file.write_bytes(b"ikke en database" * 200)
        with pytest.raises(UnreadableRegister) as refused:
            place.open()
        assert "register.sqlite" in error_sentence(refused.value)
        assert place.file.read_bytes() == b"ikke en database" * 200

    def test_a_place_where_no_file_can_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "register").write_text("en fil, hvor mappen skulle være")
        with pytest.raises(RegisterNotWritable):
            Somewhere(tmp_path, None).open()
        (tmp_path / "other" / "register" / "register.sqlite").mkdir(parents=True)
        with pytest.raises(RegisterNotWritable):
            Somewhere(tmp_path / "other", None).open()

    def test_it_waits_for_the_disk_keeps_a_log_and_holds_links(self, tmp_path: Path) -> None:
        place = Somewhere(tmp_path, None)
        place.open()
        pragmas = {name: place.rows(f"pragma {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
        assert pragmas == {"journal_mode": [("wal",)], "synchronous": [(2,)], "foreign_keys": [(1,)]}
        place.leave()


class TestWhichRegister:
    def test_the_variable_names_it_where_no_url_is_given(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(store.URL_VARIABLE, f"sqlite:///{tmp_path}/elsewhere.sqlite")
        write(Register.open(tmp_path), status())
        assert (tmp_path / "elsewhere.sqlite").exists()
        assert not (tmp_path / "register").exists()
        assert Register.in_folder(tmp_path).entries(CHIEF) == ()
        store.store_at(tmp_path, None).dispose()
        store.folder_store(tmp_path).dispose()

    @pytest.mark.parametrize(
        "url", ["hemmelig", "mysql://bruger:hemmelig@server/db", "sqlite://", "postgresql+x://hemmelig"]
    )
    def test_an_address_of_another_kind_is_refused_without_repeating_it(self, tmp_path: Path, url: str) -> None:
        with pytest.raises(WrongRegisterUrl) as refused:
            Register.open(tmp_path, url)
        assert "hemmelig" not in error_sentence(refused.value)
