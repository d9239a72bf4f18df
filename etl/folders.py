"""Where things lie in one municipality's folder."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folders:
    """Where things lie in one municipality's folder."""

    data: Path

    @property
    def sources(self) -> Path:
        return self.data / "sources"

    @property
    def reference(self) -> Path:
        return self.data / "reference"

    @property
    def raw(self) -> Path:
        return self.data / "raw"

    @property
    def warehouse(self) -> Path:
        return self.data / "warehouse"
