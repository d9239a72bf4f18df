"""Which definitions belong together: by the tables they count, as texts/definitions.toml tells."""

from collections.abc import Iterable

from dashboard.kpi.definition import Kpi
from dashboard.words import words


def by_subject(kpis: Iterable[Kpi]) -> dict[str, list[Kpi]]:
    """Danish subject -> its KPIs by label, in the order of the texts; subjects without any are left out.

    A KPI over the tables of several subjects belongs to the last of them: complaints per refusal are about complaints.
    """
    found: dict[str, list[Kpi]] = {title: [] for title in _titles()}
    for kpi in sorted(kpis, key=lambda kpi: _place(kpi.label)):
        found[subject(kpi)].append(kpi)
    return {title: members for title, members in found.items() if members}


def subject(kpi: Kpi) -> str:
    """The subject of one KPI; a table no subject names belongs to the rest."""
    text = words("definitions")
    matching = [one["title"] for one in text.list("subjects") if kpi.marts & set(one["marts"])]
    return matching[-1] if matching else text("subject_of_the_rest")


def _place(label: str) -> list[int]:
    """Where a label stands in a Danish list: the last three letters of the alphabet have another order than their codes."""
    alphabet = words("definitions")("alphabet")
    return [alphabet.index(letter) if letter in alphabet else -1 for letter in label.casefold()]


def _titles() -> list[str]:
    text = words("definitions")
    return [one["title"] for one in text.list("subjects")] + [text("subject_of_the_rest")]
