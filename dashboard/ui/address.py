"""The selection in the page's address: what a link says is read before the widgets are drawn (design.md, fact 6).

The widgets are bound to the address by their labels (Streamlit writes the shown text). A link may also be written with
ids (``?team=handicap&from=2023-01``). Whatever names nothing is left out or moved to the nearest month, and told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.selection import Month
from dashboard.words import words


@dataclass(frozen=True)
class Corrected:
    """An address in the widgets' own words. ``unknown``: the texts that named nothing, in the order of the link."""

    values: Mapping[str, list[str]]
    unknown: tuple[str, ...]


def corrected(
    address: Mapping[str, list[str]], labels: Mapping[str, Mapping[str, str]], months: Mapping[str, Month]
) -> Corrected:
    """Put a link's values into the labels the widgets know.

    address: parameter → its values in the link. labels: parameter → id → label of what may be chosen.
    months: the parameters that hold one month → the default. Parameters the selection does not know are left alone.
    """
    values: dict[str, list[str]] = {}
    unknown: list[str] = []
    for parameter, texts in address.items():
        if parameter not in labels:
            continue
        known = _known(texts, labels[parameter])
        strange = [text for text in texts if text and text not in known]
        kept = list(dict.fromkeys(known.values()))
        if parameter in months:
            kept = (kept or _nearest_month(strange, labels[parameter]))[-1:]
        unknown += strange
        values[parameter] = kept
    return Corrected(values, tuple(unknown))


def _known(texts: Iterable[str], labels: Mapping[str, str]) -> dict[str, str]:
    """text of the link → label, for the texts that are an id or a label."""
    by_label = {label: label for label in labels.values()}
    return {text: labels.get(text) or by_label[text] for text in texts if text in labels or text in by_label}


def _nearest_month(texts: Iterable[str], labels: Mapping[str, str]) -> list[str]:
    """The label of the month closest to the last text that is a month at all; empty where none is."""
    wanted = [month for month in map(_month, texts) if month is not None]
    if not wanted or not labels:
        return []
    nearest = min(labels, key=lambda known: abs(Month.parse(known).months_until(wanted[-1])))
    return [labels[nearest]]


def _month(text: str) -> Month | None:
    """A month written as ``2023-01`` or as the widgets write it, ``jan 2023``."""
    try:
        return Month.parse(text)
    except ValueError:
        name, _, year = text.rpartition(" ")
    names = words("common").list("months.short")
    if name not in names or not re.fullmatch(r"[0-9]{1,4}", year) or not int(year):
        return None
    return Month(int(year), names.index(name) + 1)
