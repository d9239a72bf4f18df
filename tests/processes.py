"""Processes of their own that begin at once: forked from one that has the packages loaded and no connection open."""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
# The modules of the commands themselves are not among them: a run reads its terminal's width while it loads them.
LOADED = ["duckdb", "pandas", "pyarrow.csv", "rich.table", "tests.register.many_writers", "typer"]
SECONDS = 120
_fork = multiprocessing.get_context("forkserver")
_fork.set_forkserver_preload(LOADED)


def start(work: Callable[..., None], *arguments: object) -> BaseProcess:
    """A process that does the work; it ends with this one at the latest."""
    process = _fork.Process(target=work, args=arguments, daemon=True)
    # Streamlit's AppTest leaves the page it drew last as the main module, and every process would draw it before it begins.
    main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = main
    return process


def kill(process: BaseProcess) -> None:
    """Kill it as no program can notice, and wait until it is gone; it may just have ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def run_module(name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess:
    """What ``python -m name`` does with these arguments and nothing but this environment, from the project's folder."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = begin_module(name, arguments, environment, out, err)
        process.join(SECONDS)
        if process.is_alive():
            kill(process)
            raise TimeoutError(f"{name} {arguments} did not end in {SECONDS} seconds")
        return subprocess.CompletedProcess(
            [name, *arguments], process.exitcode, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
        )


def begin_module(
    name: str, arguments: Sequence[str], environment: Mapping[str, str], out: Path, err: Path
) -> BaseProcess:
    """The same, begun and not waited for; what it writes goes to the two files."""
    return start(_run_module, name, list(arguments), dict(environment), str(out), str(err))


def _run_module(name: str, arguments: list[str], environment: dict[str, str], out: str, err: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    for number, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND), number)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    sys.argv = [name, *arguments]
    runpy.run_module(name, run_name="__main__", alter_sys=True)
