"""``python -m dashboard register export|import``: everything people wrote, as files and back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashboard.errors import NoWarehouse
from dashboard.register import Register
from dashboard.register.exporting import export
from dashboard.register.importing import import_files
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
    done = import_files(_register(data or context.obj), folder, datetime.now(UTC))
    _say("imported", added=done.added, known=done.known, folder=folder)


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


def _say(name: str, **fields: object) -> None:
    Console().print(words("command_line")(f"register.{name}", **fields), soft_wrap=True, highlight=False, markup=False)
