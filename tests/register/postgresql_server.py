"""A PostgreSQL of the tests' own: Debian's programs, a folder of its own, a free port on 127.0.0.1, ended by its id."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

USER, PASSWORD = "register", "hemmelig-kode"
_numbers = count(1)
# Nothing here outlives the test, and a killed client is what is tested, not a power cut: no waiting for the disk.
QUICK = ("fsync=off", "max_connections=120", "shared_buffers=16MB")


def programs() -> Path | None:
    """The folder of initdb and postgres, the newest version Debian has installed; None without one."""
    found = [
        file.parent for file in Path("/usr/lib/postgresql").glob("*/bin/initdb") if file.with_name("postgres").exists()
    ]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int

    def url(self, database: str, password: str = PASSWORD) -> str:
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"register_{next(_numbers)}"
        self.run(f"create database {name}")
        return self.url(name)

    def new_schema(self) -> str:
        """The URL of an empty schema: as good as a database for a test, and made and thrown away in milliseconds."""
        name = f"register_{next(_numbers)}"
        self.run(f"create schema {name}")
        return self.url("postgres") + f"?options=-csearch_path%3D{name}"

    def run(self, sql: str) -> list[tuple]:
        """Run a statement as the owner of the server."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            done = connection.execute(sql)
            return done.fetchall() if done.description else []


@contextmanager
def running() -> Iterator[Server]:
    """Make a cluster, start it, and end it by its id."""
    folder = Path(tempfile.mkdtemp(prefix="register_pg_", dir="/tmp"))
    try:
        (folder / "password").write_text(PASSWORD)
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
            shutil.chown(folder / "password", "postgres", "postgres")
        _make_cluster(folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        yield from _serve(folder, port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(folder: Path) -> None:
    options = ["-U", USER, "-A", "scram-sha-256", "--pwfile", str(folder / "password"), "-E", "UTF8", "--no-sync"]
    command = [str(programs() / "initdb"), "-D", str(folder / "data"), "--locale=C.UTF-8", *options]
    subprocess.run(_as_nobody_special(command), check=True, capture_output=True, cwd=folder)


def _serve(folder: Path, port: int) -> Iterator[Server]:
    settings = ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", *QUICK)
    command = [str(programs() / "postgres"), "-D", str(folder / "data")]
    for setting in settings:
        command += ["-c", setting]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(_as_nobody_special(command), stdout=log, stderr=log, cwd=folder)
    try:
        yield _answering(Server(port), process, folder / "log")
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: the cluster is thrown away
        process.wait(timeout=20)


def _answering(server: Server, process: subprocess.Popen, log: Path) -> Server:
    for _ in range(200):
        try:
            server.run("select 1")
        except psycopg.OperationalError:
            if process.poll() is not None:
                raise RuntimeError(log.read_text()) from None
            time.sleep(0.05)
        else:
            return server
    raise RuntimeError(log.read_text())


def _as_nobody_special(command: list[str]) -> list[str]:
    """As the user postgres where the tests run as root; setpriv becomes the program, so the id stays."""
    if os.getuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
