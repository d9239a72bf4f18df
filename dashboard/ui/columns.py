"""The columns of tables: counts that stay whole and shares in percent, also where some of them are missing."""

from collections.abc import Iterable, Sequence

import pandas as pd

from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Measurement
from dashboard.words import words


def wholes(counts: Sequence[float | None]) -> pd.api.extensions.ExtensionArray:
    """Counts, None where hidden."""
    return pd.array([None if count is None else int(count) for count in counts], "Int64")


def percents(shares: Sequence[float | None]) -> pd.api.extensions.ExtensionArray:
    """Shares 0-1 in percent with one decimal, None where there is none."""
    return pd.array([None if share is None else round(share * 100, 1) for share in shares], "Float64")


def with_remarks(table: pd.DataFrame, remarks: Sequence[str]) -> pd.DataFrame:
    """The table with a last column of remarks; unchanged where there is none. An empty cell alone would not tell hidden
    from missing."""
    return table.assign(**{words("common")("wording.remark"): remarks}) if any(remarks) else table


def silent_text(numbers: Iterable[tuple[Kpi, Measurement]]) -> str:
    """Which numbers of a row are silent, and why; empty where none is."""
    silent = [(kpi, one) for kpi, one in numbers if one.silence is not None]
    return "; ".join(f"{kpi.short_label}: {wording.value_text(kpi, one)}" for kpi, one in silent)
