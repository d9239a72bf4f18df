"""All KPIs there are: one file in definitions/ each. Adding a KPI is adding a file."""

from functools import cache
from pathlib import Path

from dashboard.errors import UnknownKpi
from dashboard.kpi.definition import Kpi, read_kpi

DEFINITIONS = Path(__file__).parent / "definitions"


@cache
def registry(folder: Path = DEFINITIONS) -> dict[str, Kpi]:
    """Every KPI by id, in order of id; raises the errors of ``read_kpi``."""
    return {file.stem: read_kpi(file) for file in sorted(folder.glob("*.toml"))}


def find_kpi(kpi_id: str, folder: Path = DEFINITIONS) -> Kpi:
    """One KPI; raises UnknownKpi with the ids there are."""
    known = registry(folder)
    if kpi_id not in known:
        raise UnknownKpi(kpi_id=kpi_id, known=", ".join(known))
    return known[kpi_id]
