"""The columns of tables: counts that stay whole and shares in percent, also where some of them are missing."""

from collections.abc import Sequence

import pandas as pd


def wholes(counts: Sequence[float | None]) -> pd.api.extensions.ExtensionArray:
    """Counts, None where hidden."""
    return pd.array([None if count is None else int(count) for count in counts], "Int64")


def percents(shares: Sequence[float | None]) -> pd.api.extensions.ExtensionArray:
    """Shares 0-1 in percent with one decimal, None where there is none."""
    return pd.array([None if share is None else round(share * 100, 1) for share in shares], "Float64")
