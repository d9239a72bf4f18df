"""Links from one page to another that open the same view: the whole selection and the viewer, written with ids."""

from collections.abc import Sequence
from urllib.parse import urlencode

from dashboard.access import CHIEF
from dashboard.selection import Period, Selection
from dashboard.ui.frame import Frame
from dashboard.ui.page_names import relative_address
from dashboard.ui.selection_bar import APPLICATION_TYPE, FIRST, LAST, PARAGRAPH, TEAM, UNIT
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
    query = urlencode({name: values for name, values in parameters.items() if values}, doseq=True, safe=":")
    return f"{relative_address(page_stem)}?{query}"


def selection_parameters(selection: Selection) -> dict[str, list[str]]:
    """Parameter -> ids; a dimension that keeps everything has an empty list."""
    return _months(selection.period) | {
        UNIT: list(selection.unit_ids),
        TEAM: list(selection.team_ids),
        PARAGRAPH: list(selection.paragraphs),
        APPLICATION_TYPE: list(selection.application_types),
    }


def _months(period: Period) -> dict[str, list[str]]:
    return {FIRST: [str(period.first)], LAST: [str(period.last)]}
