"""A dashboard served as the README serves it, on a free port of this machine, and the Chromium that opens it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = Path("dashboard", "app.py")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run")  # fmt: skip
# All windows in one process: it compiles Streamlit's scripts once, which are half of the work of opening a page.
TOGETHER = "--process-per-site"
HEALTH = "_stcore/health"
SECONDS_TO_START = 20


class ServerDidNotStart(Exception):
    """The server ended, or did not answer in time."""


@dataclass(frozen=True)
class Served:
    """A running server. address: ``http://127.0.0.1:<port>``; pid: its process."""

    address: str
    pid: int


@contextmanager
def serving(data: Path, script: Path = APP) -> Iterator[Served]:
    """Serve a Streamlit script on a municipality's folder; ends its own process. Raises ServerDidNotStart."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"DATA_DIR": str(data)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(f"{address}/{HEALTH}", process)
        yield Served(address, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(address: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerDidNotStart(f"it ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise ServerDidNotStart(f"no answer within {SECONDS_TO_START} seconds")
