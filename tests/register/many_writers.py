"""What the writers of the concurrency and kill tests do, in processes of their own that begin without any connection."""

import json
import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, event

from dashboard.access import CHIEF
from dashboard.register import Note, PdsaPlan, Register, Writer
from tests.register.somewhere import status


def write_at_once(folder: str, url: str | None, threads: int, saves: int, seen: str, begin: float, out: str) -> None:
    """So many threads save a status so often each, all beginning at the same moment; what each was told goes to ``out``."""
    told: list[dict] = []

    def save_some(number: int) -> None:
        last = seen
        while time.time() < begin:
            time.sleep(0.001)
        for turn in range(saves):
            reason = f"{os.getpid()}-{number}-{turn}"
            # Opened anew each time, as a script run does.
            saved = Register.open(Path(folder), url).append(
                CHIEF, Writer("MK"), datetime.now(UTC), status(reason=reason), seen=last
            )
            told.append(
                {
                    "reason": reason,
                    "seen": last,
                    "entry": saved.entry.entry_id,
                    "number": saved.entry.number,
                    "meanwhile": [entry.entry_id for entry in saved.meanwhile],
                }
            )
            last = saved.entry.entry_id

    writers = [threading.Thread(target=save_some, args=(number,)) for number in range(threads)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    Path(out).write_text(json.dumps(told))


def write_forever(folder: str, url: str | None, acknowledged: str) -> None:
    """Save one entry after another and put its id in the file once it is acknowledged."""
    register = Register.open(Path(folder), url)
    file = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    while True:
        saved = register.append(
            CHIEF, Writer("MK"), datetime.now(UTC), PdsaPlan("a", "t", "Titel", "x" * 4000, "y" * 4000)
        )
        os.write(file, f"{saved.entry.entry_id}\n".encode())


def stop_inside(folder: str, url: str | None, statement: str, reached: str) -> None:
    """Open and save, and stand still inside the transaction after the first statement that begins so."""

    @event.listens_for(Engine, "after_cursor_execute")
    def stand_still(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if sql.strip().lower().startswith(statement):
            Path(reached).touch()
            time.sleep(60)

    register = Register.open(Path(folder), url)
    register.append(CHIEF, Writer("MK"), datetime.now(UTC), Note("a", "Halvt"))


def open_at(folder: str, url: str | None, begin: float, out: str) -> None:
    """Open the register at this moment, and say how many entries it holds."""
    while time.time() < begin:
        time.sleep(0.001)
    Path(out).write_text(str(len(Register.open(Path(folder), url).entries(CHIEF))))
