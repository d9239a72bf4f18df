"""Business keys as the suppliers write them."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.demo_data.days import date_of

_FIRST_CASE = 1_000_001
# Numbers above every real case's: complaints over cases that are not in the extract.
MISSING_CASE = 8_000_000


def case_id(numbers: np.ndarray) -> pa.Array:
    """``S1000001`` and on, by order of receipt."""
    return pc.binary_join_element_wise("S", pa.array(numbers + _FIRST_CASE).cast(pa.string()), "")


def complaint_id(number: int, received: int) -> str:
    """``K2023-00017``: the year of receipt and a running number."""
    return f"K{date_of(received).year}-{number + 1:05d}"


def board_case_id(number: int, decided: int) -> str:
    """A journal number in the shape the board uses."""
    return f"{date_of(decided).year % 100}-{number + 10_001}"
