"""Links from one page to another that open the same view: the whole selection and the viewer.

They are written as the filters themselves write the address: whatever is written otherwise, an id or a default, is put
right on arrival, and each such correction is one more step for the browser's back button.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.selection import Period, Selection
from dashboard.ui.frame import Frame
from dashboard.ui.page_names import relative_address
from dashboard.ui.selection_bar import (
    APPLICATION_TYPE,
    FIRST,
    LAST,
    PARAGRAPH,
    TEAM,
    UNIT,
    address_labels,
    default_months,
)  # fmt: skip
from dashboard.ui.viewer_choice import VIEWER

Values = str | Sequence[str] | None


def page_link(page_stem: str, frame: Frame, *, period: Period | None = None, **changes: Values) -> str:
    """A relative address of a page with this frame's selection and viewer; to be escaped on its way into HTML.

    period: instead of the selected one. changes: parameters of the address (unit, team, paragraph, type, or one of the
    page's own such as kpi) with an id, several ids, or None to leave the parameter out.
    """
    parameters = selection_parameters(frame.selection)
    if frame.answers.viewer != CHIEF:
        parameters[VIEWER] = [str(frame.answers.viewer)]
    if period:
        parameters |= _months(period)
    for name, value in changes.items():
        parameters[name] = [value] if isinstance(value, str) else list(value or ())
    query = urlencode(_as_written_by_the_filters(frame.answers, parameters), doseq=True, safe=":")
    return f"{relative_address(page_stem)}{'?' if query else ''}{query}"


def selection_parameters(selection: Selection) -> dict[str, list[str]]:
    """Parameter -> ids; a dimension that keeps everything has an empty list."""
    return _months(selection.period) | {
        UNIT: list(selection.unit_ids),
        TEAM: list(selection.team_ids),
        PARAGRAPH: list(selection.paragraphs),
        APPLICATION_TYPE: list(selection.application_types),
    }


def _as_written_by_the_filters(answers: Answers, parameters: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Ids become the shown texts; what the filters show anyway is left out."""
    labels = address_labels(answers.choices)
    shown_anyway = {name: [str(month)] for name, month in default_months(answers).items()}
    return {
        name: [labels.get(name, {}).get(value, value) for value in values]
        for name, values in parameters.items() if values and values != shown_anyway.get(name)
    }  # fmt: skip


def _months(period: Period) -> dict[str, list[str]]:
    return {FIRST: [str(period.first)], LAST: [str(period.last)]}
