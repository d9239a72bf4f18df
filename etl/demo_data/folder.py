"""Where the example may write: an empty raw folder, or one that bears its own marker."""

from pathlib import Path

from etl.demo_data.days import date_of
from etl.demo_data.plan import load_plan, load_words
from etl.errors import RawFolderHoldsOtherFiles


def case_file(day: int) -> str:
    """The name of the case system's extract of one day."""
    return f"sager_{date_of(day):%Y%m%d}.csv"


MARKER_FILE = "EKSEMPELDATA.txt"
APPEALS_FILE = "klageregister.csv"
WORKERS_FILE = "medarbejdere.xlsx"
ASSIGNMENTS_FILE = f"sagsbehandlerforloeb_{date_of(load_plan().as_of):%Y%m%d}.txt"
# Every file the example writes beside its marker.
DEMO_FILES = (
    case_file(load_plan().full_extract_day),
    *(case_file(day) for day in load_plan().daily_extract_days),
    APPEALS_FILE,
    WORKERS_FILE,
    ASSIGNMENTS_FILE,
)


def prepare_raw_folder(data_dir: Path) -> Path:
    """An empty ``raw/`` with the marker in it; files of an earlier example are removed.

    Raises RawFolderHoldsOtherFiles where the folder has files and no marker: a municipality's own are never touched.
    """
    raw = data_dir / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    marker = raw / MARKER_FILE
    if not marker.exists() and any(entry.name != ".gitkeep" for entry in raw.iterdir()):
        raise RawFolderHoldsOtherFiles(folder=raw)
    # The marker comes first: an interrupted run leaves a folder that may be written again.
    marker.write_text(load_words()["marker"] + "\n", encoding="utf-8", newline="\n")
    for name in DEMO_FILES:
        (raw / name).unlink(missing_ok=True)
    return raw
