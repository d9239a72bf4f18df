"""Nothing that looks like a CPR number leaves the reading of a file: not in a mart, a finding or a message."""

import re

# Day, month, year, then four digits, with or without a hyphen, dash or blanks. Digits on either side mean another number.
_SEPARATOR = "[ \u00a0]?[-\u2010-\u2015./]?[ \u00a0]?"
CPR_PATTERN = f"(^|[^0-9])((0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{{2}}{_SEPARATOR}[0-9]{{4}})($|[^0-9])"
_CPR = re.compile(CPR_PATTERN)
MASK = "\u2022" * 6


def masked(text: str) -> str:
    """The text with every CPR-like number replaced by dots."""
    while _CPR.search(text):
        text = _CPR.sub(rf"\g<1>{MASK}\g<5>", text)
    return text


def masked_sql(expression: str) -> str:
    """The same as a DuckDB expression (applied twice: neighbours share the character between them)."""
    once = f"regexp_replace({expression}, '{CPR_PATTERN}', '\\1{MASK}\\5', 'g')"
    return f"regexp_replace({once}, '{CPR_PATTERN}', '\\1{MASK}\\5', 'g')"
