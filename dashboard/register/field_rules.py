"""What a field of an entry may hold, said where the field is declared: the longest text, in characters."""

from dataclasses import MISSING, Field, field

LIMIT, MAY_BE_EMPTY = "limit", "may_be_empty"
ID_LENGTH, SHORT_LENGTH, LONG_LENGTH = 80, 120, 4000


def identifier(default: object = MISSING, may_be_empty: bool = False) -> Field:
    """The id of something in the plan or of a KPI. may_be_empty: given each time, if only as None."""
    return field(default=default, metadata={LIMIT: ID_LENGTH, MAY_BE_EMPTY: may_be_empty})


def short_text(default: object = MISSING) -> Field:
    """One line: a title or a label."""
    return field(default=default, metadata={LIMIT: SHORT_LENGTH})


def long_text(default: object = MISSING) -> Field:
    """A few paragraphs at most."""
    return field(default=default, metadata={LIMIT: LONG_LENGTH})
