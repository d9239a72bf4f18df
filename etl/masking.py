"""Nothing that looks like a CPR number reaches a mart, a finding or a message."""

import re

# Day, month, year (its century written or not), then four digits, with or without a hyphen, dash or blanks. Digits on
# either side mean another number.
_SEPARATOR = "[ \u00a0]?[-\u2010-\u2015./]?[ \u00a0]?"
CPR_PATTERN = (
    f"(^|[^0-9])((0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])(18|19|20)?[0-9]{{2}}{_SEPARATOR}[0-9]{{4}})($|[^0-9])"
)
_CPR = re.compile(CPR_PATTERN)
MASK = "\u2022" * 6
# Column types whose texts may end in a mart as they are written.
TEXT_TYPES = ("text", "code", "paragraph")


def masked(text: str) -> str:
    """The text with every CPR-like number replaced by dots."""
    while _CPR.search(text):
        text = _CPR.sub(rf"\g<1>{MASK}\g<6>", text)
    return text


def masked_sql(expression: str) -> str:
    """The same as a DuckDB expression (applied twice: neighbours share the character between them)."""
    once = f"regexp_replace({expression}, '{CPR_PATTERN}', '\\1{MASK}\\6', 'g')"
    return f"regexp_replace({once}, '{CPR_PATTERN}', '\\1{MASK}\\6', 'g')"


def looks_like_name(expression: str) -> str:
    """A DuckDB condition: two words of letters. A citizen's name looks so, and so do many teams."""
    # Most texts have nothing between words; looking for that first is ten times quicker than the pattern.
    has_words = " or ".join(f"contains({expression}, '{sign}')" for sign in " .,")
    return f"(({has_words}) and regexp_matches({expression}, '\\p{{L}}{{2}}[ .,]+\\p{{L}}'))"
