"""``python -m etl build | check | demo | rollback``. Exit codes: 0 done, 1 a delivery was rejected, 2 the set-up is wrong."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from etl.demo_data import write_demo
from etl.errors import DataFolderMissing, EtlError, UnreadableCommand
from etl.example import lend_configuration
from etl.folders import Folders
from etl.pipeline import build
from etl.pseudonym import make_key
from etl.publish import only_run, roll_back, snapshots
from etl.report import print_outcome
from etl.texts import sentence

REJECTED, SET_UP_WRONG, INTERRUPTED = 1, 2, 130
_DEFAULT_DATA = Path(__file__).resolve().parent.parent / "data"

# Typer names only this subclass of its error for arguments it cannot read.
UsageError = typer.BadParameter.__mro__[1]

app = typer.Typer(
    help=sentence("report", "help_app"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
# A file's name or header may look like Rich's markup; it is shown as it is.
console = Console(markup=False, highlight=False, emoji=False)


def _help(name: str) -> str:
    return sentence("report", name)


DataOption = Annotated[
    Path, typer.Option("--data", envvar="DATA_DIR", help=_help("option_data"), show_default=False, show_envvar=False)
]


@app.command("build", help=_help("help_build"))
def build_command(
    data: DataOption = _DEFAULT_DATA,
    force: Annotated[bool, typer.Option("--force", help=_help("option_force"))] = False,
) -> None:
    _run(data, publishes=True, force=force)


@app.command("check", help=_help("help_check"))
def check_command(
    data: DataOption = _DEFAULT_DATA,
    force: Annotated[bool, typer.Option("--force", help=_help("option_force"))] = False,
) -> None:
    _run(data, publishes=False, force=force)


@app.command("demo", help=_help("help_demo"))
def demo_command(
    data: DataOption = _DEFAULT_DATA,
    cases: Annotated[int, typer.Option(min=100, help=_help("option_cases"))] = 12_000,
    seed: Annotated[int, typer.Option(help=_help("option_seed"))] = 1,
) -> None:
    with console.status(sentence("report", "writing_demo")):
        write_demo(data, cases, seed)
        lend_configuration(_DEFAULT_DATA, data)
        make_key(data)
    console.print(sentence("report", "demo_written", cases=cases, folder=Folders(data).raw, data=data), soft_wrap=True)


@app.command("rollback", help=_help("help_rollback"))
def rollback_command(
    reason: Annotated[
        str, typer.Option("--reason", prompt=sentence("report", "rollback_reason"), help=_help("option_reason"))
    ],
    data: DataOption = _DEFAULT_DATA,
) -> None:
    if not data.is_dir():
        raise DataFolderMissing(folder=data)
    warehouse = Folders(data).warehouse
    with only_run(warehouse):
        snapshot, origin = roll_back(warehouse, reason, datetime.now(UTC))
    console.print(sentence("report", "rolled_back", from_run=origin, file=snapshot), soft_wrap=True)


def _run(data: Path, publishes: bool, force: bool) -> None:
    has_previous = bool(snapshots(Folders(data).warehouse))
    with console.status("") as status:
        outcome = build(
            data,
            publishes=publishes,
            force=force,
            on_step=lambda step, **fields: status.update(Text(sentence("report", step, **fields))),
        )
    print_outcome(console, outcome, publishes, has_previous)
    if outcome.is_rejected:
        raise typer.Exit(REJECTED)


def _refuse(error: EtlError) -> int:
    Console(stderr=True).print(str(error), soft_wrap=True, markup=False, highlight=False)
    return SET_UP_WRONG


def main() -> None:
    """Run the command line; a set-up that cannot be used is one sentence, never a traceback."""
    if hasattr(sys.stdout, "reconfigure"):  # a Windows console's own code page may lack a sign the report uses
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stderr.reconfigure(encoding="utf-8")
    try:
        sys.exit(app(standalone_mode=False))
    except UsageError:
        sys.exit(_refuse(UnreadableCommand(arguments=" ".join(sys.argv[1:]))))
    except EtlError as error:
        sys.exit(_refuse(error))
    except KeyboardInterrupt:
        Console(stderr=True).print(sentence("report", "interrupted"))
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
