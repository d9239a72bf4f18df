"""Example data bears a marker file, so that fiction and a municipality's own data are never mixed."""

import shutil
from pathlib import Path

from etl.demo_data.folder import DEMO_FILES, MARKER_FILE
from etl.errors import ExampleAmongOwnFiles

_PLACEHOLDER = ".gitkeep"


def is_example(raw_dir: Path) -> bool:
    return (raw_dir / MARKER_FILE).is_file()


def is_marker(path: Path) -> bool:
    return path.name == MARKER_FILE


def check_example_folder(raw_dir: Path) -> None:
    """Raises ExampleAmongOwnFiles where a marked folder holds anything the example did not write."""
    if is_example(raw_dir):
        own = {path.name for path in raw_dir.iterdir()} - {MARKER_FILE, _PLACEHOLDER, *DEMO_FILES}
        if own:
            raise ExampleAmongOwnFiles(folder=raw_dir, file=sorted(own)[0])


def lend_configuration(example_data: Path, data_dir: Path) -> None:
    """Give a folder without mappings or reference tables those of the example, so that it can be built."""
    for part in ("sources", "reference"):
        if not (data_dir / part).exists():
            shutil.copytree(example_data / part, data_dir / part)
