"""``python -m dashboard``: build what is missing and start the screen, or answer about a KPI. Exit code 2: a wrong question."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashboard import register_command
from dashboard.access import CHIEF, parse_viewer
from dashboard.answers import Answers
from dashboard.command_line import Options, check_viewer, read_question
from dashboard.errors import DashboardError, NoWarehouse, UnreadableCommand
from dashboard.kpi.registry import find_kpi, registry
from dashboard.printed_answer import print_answer, print_kpis
from dashboard.warehouse import Warehouse
from dashboard.words import error_sentence, words

ROOT = Path(__file__).resolve().parents[1]
WRONG_QUESTION = 2
# Typer names only this subclass of its error for arguments it cannot read.
UsageError = typer.BadParameter.__mro__[1]

app = typer.Typer(
    help=words("command_line")("help.app"), add_completion=False, pretty_exceptions_enable=False, no_args_is_help=False
)
app.add_typer(register_command.app, name="register")
console = Console()


def _help(name: str) -> str:
    return words("command_line")(f"help.{name}")


DataOption = Annotated[Path | None, typer.Option("--data", envvar="DATA_DIR", help=_help("data"), show_envvar=False)]
# After a command: without the variable, which would beat a --data written before the command.
OwnDataOption = Annotated[Path | None, typer.Option("--data", help=_help("data"))]
Many = list[str] | None


@app.callback(invoke_without_command=True)
def start(context: typer.Context, data: DataOption = None) -> None:
    """Start the screen, unless a command is given."""
    context.obj = data
    if context.invoked_subcommand is None:
        _ensure_warehouse(data)
        os.environ["DATA_DIR"] = str(_folder(data).resolve())
        os.chdir(ROOT)
        sys.argv = ["streamlit", "run", str(Path("dashboard", "app.py"))]
        runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


@app.command("kpi", help=_help("kpi"))
def kpi_command(
    context: typer.Context,
    kpi_id: Annotated[str, typer.Argument(metavar="ID", help=_help("kpi_id"))],
    by: Annotated[str | None, typer.Option("--by", help=_help("by"))] = None,
    first: Annotated[str | None, typer.Option("--from", help=_help("first"))] = None,
    last: Annotated[str | None, typer.Option("--to", help=_help("last"))] = None,
    team: Annotated[Many, typer.Option("--team", help=_help("team"))] = None,
    unit: Annotated[Many, typer.Option("--unit", help=_help("unit"))] = None,
    paragraph: Annotated[Many, typer.Option("--paragraph", help=_help("paragraph"))] = None,
    application_type: Annotated[Many, typer.Option("--application-type", help=_help("application_type"))] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=_help("as_of"))] = None,
    form: Annotated[str, typer.Option("--format", help=_help("format"))] = "table",
    viewer: Annotated[str, typer.Option("--viewer", help=_help("viewer"))] = "chief",
    data: OwnDataOption = None,
) -> None:
    """Answer about one KPI."""
    find_kpi(kpi_id)
    answers = Answers(Warehouse.newest(_folder(data or context.obj)), parse_viewer(viewer))
    check_viewer(answers)
    many = (tuple(values or ()) for values in (team, unit, paragraph, application_type))
    question = read_question(Options(by, first, last, *many, as_of, form), answers)
    print_answer(console, answers, kpi_id, question, form)


@app.command("kpis", help=_help("kpis"))
def kpis_command(context: typer.Context, data: OwnDataOption = None) -> None:
    """List every KPI; what a folder's snapshot lacks is marked, and a folder without one lists them all the same."""
    folder = _folder(data or context.obj)
    if not _has_snapshot(folder):
        print_kpis(console, registry(), None)
        _say("nothing_delivered", folder=folder)
        return
    print_kpis(console, registry(), Answers(Warehouse.newest(folder), CHIEF))


def main() -> None:
    """Run the command line; a named error becomes one sentence on stderr and exit code 2."""
    try:
        sys.exit(app(standalone_mode=False))
    except UsageError:
        sys.exit(_refuse(UnreadableCommand(arguments=" ".join(sys.argv[1:]))))
    except DashboardError as error:
        sys.exit(_refuse(error))


def _refuse(error: DashboardError) -> int:
    Console(stderr=True).print(error_sentence(error), soft_wrap=True, highlight=False, markup=False)
    return WRONG_QUESTION


def _folder(data: Path | None) -> Path:
    return data or ROOT / "data"


def _has_snapshot(folder: Path) -> bool:
    return any((folder / "warehouse").glob("warehouse_*.duckdb"))


def _ensure_warehouse(data: Path | None) -> None:
    """Build a first snapshot where there is none; example data only where nobody named a folder and raw/ is empty."""
    folder = _folder(data)
    if _has_snapshot(folder):
        return
    has_deliveries = any(file.name != ".gitkeep" for file in (folder / "raw").glob("*"))
    if data is None and not has_deliveries:
        _say("making_example")
        _run_etl("demo", folder)
        register_command.import_example(folder)
    elif not has_deliveries:
        raise NoWarehouse(folder=folder)
    else:
        _say("building", folder=folder)
    _run_etl("build", folder)


def _run_etl(command: str, folder: Path) -> None:
    arguments = [sys.executable, "-m", "etl", command, "--data", str(folder.resolve())]
    code = subprocess.run(arguments, cwd=ROOT, check=False).returncode
    if code:
        _say("build_failed", code=code)
        raise typer.Exit(code)


def _say(name: str, **fields: object) -> None:
    Console(stderr=True).print(
        words("command_line")(f"start.{name}", **fields), soft_wrap=True, highlight=False, markup=False
    )


if __name__ == "__main__":
    main()
