"""``python -m dashboard register export|import``: everything people wrote, as files and back."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashboard.answers.plan_reading import plans
from dashboard.answers.unplanned import unplanned
from dashboard.errors import NoWarehouse, UnreadableWarehouse, WrongContract
from dashboard.register import Entry, Register
from dashboard.register.exporting import export
from dashboard.register.importing import import_files
from dashboard.warehouse import Warehouse
from dashboard.words import words

HOME = Path(__file__).resolve().parents[1] / "data"
EXAMPLE = HOME / "example_register"


def _help(name: str) -> str:
    return words("command_line")(f"help.{name}")


app = typer.Typer(help=_help("register"), no_args_is_help=True)
FolderArgument = Annotated[Path, typer.Argument(metavar="FOLDER", help=_help("register_folder"))]
DataOption = Annotated[Path | None, typer.Option("--data", help=_help("data"))]


@app.command("export", help=_help("register_export"))
def export_command(context: typer.Context, folder: FolderArgument, data: DataOption = None) -> None:
    """Write the register into files."""
    manifest = export(_register(data or context.obj), folder)
    _say("exported", count=sum(manifest.counts.values()), folder=folder)


@app.command("import", help=_help("register_import"))
def import_command(context: typer.Context, folder: FolderArgument, data: DataOption = None) -> None:
    """Add to the register what the files hold and it lacks."""
    place = data or context.obj
    done = import_files(_register(place), folder, datetime.now(UTC))
    _say("imported", added=done.added, known=done.known, folder=folder)
    if names := _unplanned(place or HOME, done.entries):
        _say("unplanned", names=", ".join(names))


def import_example(folder: Path) -> None:
    """What the example municipality has written, into the register in its own folder and no other, if that is empty."""
    register = Register.in_folder(folder)
    if not register.version():
        import_files(register, EXAMPLE, datetime.now(UTC))


def _register(data: Path | None) -> Register:
    folder = data or HOME
    if not folder.is_dir():
        raise NoWarehouse(folder=folder)
    return Register.open(folder)


def _unplanned(data: Path, entries: Iterable[Entry]) -> tuple[str, ...]:
    """What was imported about things no plan has; nothing where there is no snapshot whose plans could tell."""
    try:
        return unplanned(plans(Warehouse.newest(data)), entries)
    except (NoWarehouse, UnreadableWarehouse, WrongContract):
        return ()


def _say(name: str, **fields: object) -> None:
    Console().print(words("command_line")(f"register.{name}", **fields), soft_wrap=True, highlight=False, markup=False)
