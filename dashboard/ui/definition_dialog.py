"""What a number means, one click away: the KPI's own definition file in a dialog."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.kpi.definition import Kpi
from dashboard.ui.frame import current_frame
from dashboard.ui.links import page_link
from dashboard.words import words


def definition_button(kpi: Kpi, place: str, label: str | None = None) -> None:
    """A quiet link that opens the definition. place: what makes the button's key unique on the page."""
    shown = label or words("frame")("definition.open")
    if st.button(shown, key=f"definition_{place}_{kpi.kpi_id}", type="tertiary", help=kpi.question):
        st.dialog(kpi.label, width="medium")(_show)(kpi)


def _show(kpi: Kpi) -> None:
    address = escape(page_link("definitions", current_frame(), kpi=kpi.kpi_id))
    whole = escape(words("frame")("definition.whole"))
    st.html(f'{definition_html(kpi)}<p><a href="{address}">{whole}</a></p>')


def definition_html(kpi: Kpi, more: Sequence[tuple[str, str]] = ()) -> str:
    """The definition as a description list; every field of the file a reader needs, none left empty.

    more: further terms with their descriptions in HTML, told after what is counted.
    """
    text = words("frame")
    least = formatting.counted(kpi.minimum_cases, kpi.main_part.noun)
    counted = [
        ("question", escape(kpi.question)),
        ("explanation", escape(kpi.explanation)),
        *((f"parts.{part.name}", escape(part.words)) for part in kpi.parts.values()),
    ]
    around = [
        ("legal_basis", escape(kpi.legal_basis)),
        ("minimum_cases", escape(text("definition.minimum_sentence", least=least))),
        ("caveats", _list(kpi.caveats)),
        ("confused_with", _list(f"{other.name}: {other.difference}" for other in kpi.confused_with)),
        ("owner", escape(kpi.owner)),
        ("history", _list(f"{formatting.long_date(change.day)}: {change.change}" for change in kpi.history)),
    ]
    entries = [*_named(counted), *more, *_named(around)]
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{body}</dd>" for term, body in entries if body)
    return f'<dl class="definition">{rows}</dl>'


def _named(entries: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(words("frame")(f"definition.{name}"), body) for name, body in entries]


def _list(items: Iterable[str]) -> str:
    lines = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""
