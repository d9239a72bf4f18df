"""The example municipality in every size the bench asks for, made once a run."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Folders:
    """Data folders under one scratch folder, named by their number of cases."""

    scratch: Path

    def delivered(self, cases: int) -> Path:
        """A folder with deliveries of so many cases, not yet built."""
        folder = self.scratch / str(cases)
        if not folder.exists():
            for part in ("sources", "reference"):
                shutil.copytree(ROOT / "data" / part, folder / part)
            _etl("demo", "--data", str(folder), "--cases", str(cases))
        return folder

    def built(self, cases: int) -> Path:
        """The same with a published snapshot."""
        folder = self.delivered(cases)
        if not any((folder / "warehouse").glob("warehouse_*.duckdb")):
            _etl("build", "--data", str(folder))
        return folder


def _etl(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "etl", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
