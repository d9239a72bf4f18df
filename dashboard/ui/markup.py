"""Text on its way into HTML."""

from html import escape

UNBROKEN_HYPHEN = "\u2011"


def unbroken(text: str) -> str:
    """Escaped; a number never parts from its percent or paragraph sign at a line's end, nor a word at its hyphen."""
    return escape(text).replace(" %", "&nbsp;%").replace("\u00a7 ", "\u00a7&nbsp;").replace("-", UNBROKEN_HYPHEN)
