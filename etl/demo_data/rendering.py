"""Numbers into the text of a file, a column at a time: every text is looked up, none is formatted twice."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.demo_data.days import FIRST_DAY, NONE, all_days, day_number

_LINE_END = "\r\n"


def looked_up(texts: list[str], positions: np.ndarray) -> pa.Array:
    """``texts[position]`` for each position, blank for NONE."""
    return pa.array([*texts, ""], pa.string()).take(pa.array(np.where(positions == NONE, len(texts), positions)))


class DayTexts:
    """Days written with ``form`` (strftime); days from ``specials_from`` on are the given unreadable texts."""

    def __init__(self, form: str, specials: list[str] | None = None, specials_from: int = 0) -> None:
        texts = [day.strftime(form) for day in all_days()]
        self._count, self._specials_from = len(texts), specials_from
        self._has_specials = bool(specials)
        self._texts = pa.array([*texts, "", *(specials or [])], pa.string())

    def __call__(self, days: np.ndarray) -> pa.Array:
        """One text per day, blank for NONE."""
        positions = np.where(days == NONE, self._count, days - day_number(FIRST_DAY))
        if self._has_specials:
            special = days >= self._specials_from
            positions = np.where(special, self._count + 1 + days - self._specials_from, positions)
        return self._texts.take(pa.array(positions))


def integers(numbers: np.ndarray) -> pa.Array:
    """Whole numbers as text, blank for NONE."""
    return pc.if_else(pa.array(numbers == NONE), "", pa.array(numbers).cast(pa.string()))


def joined(first: pa.Array, second: pa.Array, separator: str) -> pa.Array:
    """Both texts with the separator between them, the first alone where the second is blank."""
    both = pc.binary_join_element_wise(first, second, separator)
    return pc.if_else(pc.equal(second, ""), first, both)


def lines(columns: list[pa.Array], delimiter: str) -> bytes:
    """The rows as they stand in a file, each ended by carriage return and line feed; less than 2 GiB of them."""
    ended = pc.binary_join_element_wise(columns[-1], _LINE_END, "")
    rows = pc.binary_join_element_wise(*columns[:-1], ended, delimiter)
    # All texts of a fresh Arrow array lie one after another in one buffer: that buffer is the file's content.
    offsets = np.frombuffer(rows.buffers()[1], dtype=np.int32, count=len(rows) + 1)
    return rows.buffers()[2][offsets[0] : offsets[-1]].to_pybytes()
