"""How paragraphs are written in case systems becomes one id: "Serviceloven §83, stk. 1", "SEL § 83", "83.1" -> "83"."""

import re

import duckdb

# A number, its letter, and the part of the paragraph that is meant ("stk. 1", ".1", "nr. 2"), which makes no difference.
_NUMBER = re.compile(r"(\d{1,3})([a-z]?)(,?stk\.?\d+.*|[.,]\d(?!\d).*|,?nr\.?\d+.*)?\.?")
# A second paragraph: one case has one, so such a text is not guessed at.
_ANOTHER = re.compile(r"§|(og|eller|samt|[+/&])\d{2}")
_TORN_NUMBER = re.compile(r"\D*\d+\s+\d")


class ParagraphReader:
    """Reads spellings by the municipality's own tables; what they cannot read stays unread and is reported."""

    def __init__(self, spellings: dict[str, str], law_prefixes: list[tuple[str, str]], known: dict[str, str]) -> None:
        self._spellings = {_fold(spelling): paragraph for spelling, paragraph in spellings.items()}
        # The longest prefix first, so that "lov om social service" is not cut to "lov".
        self._prefixes = sorted(((_fold(text), law) for law, text in law_prefixes), key=lambda pair: -len(pair[0]))
        self._ids = {(law, _fold(paragraph).removeprefix(_fold(law))): paragraph for paragraph, law in known.items()}
        # A bare number means the law that most of the known paragraphs belong to.
        laws = list(known.values())
        self._default_law = max(set(laws), key=laws.count) if laws else ""

    @classmethod
    def from_reference(cls, connection: duckdb.DuckDBPyConnection) -> "ParagraphReader":
        return cls(
            dict(connection.execute("select spelling, paragraph from reference.paragraph_spellings").fetchall()),
            connection.execute("select law, spelling from reference.law_spellings").fetchall(),
            dict(connection.execute("select paragraph, law from reference.paragraphs order by paragraph").fetchall()),
        )

    def read(self, spelling: str) -> str | None:
        """The id in reference.paragraphs, or None where the spelling means none of them."""
        folded = _fold(spelling)
        if folded in self._spellings:
            return self._spellings[folded]
        law, rest = self._law(folded)
        match = _NUMBER.fullmatch(rest.lstrip("§"))
        if not match or _ANOTHER.search(match.group(3) or "") or _TORN_NUMBER.match(spelling):
            return None
        return self._ids.get((law, match.group(1) + match.group(2)))

    def _law(self, folded: str) -> tuple[str, str]:
        for prefix, law in self._prefixes:
            if folded.startswith(prefix):
                return law, folded[len(prefix) :].lstrip(",.-:")
        return self._default_law, folded


def _fold(text: str) -> str:
    """Lower case without blanks."""
    return re.sub(r"\s+", "", text).lower()
