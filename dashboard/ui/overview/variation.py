"""Signal or noise in one cell of the overview: the variation, and whether the target is met whatever chance does."""

from html import escape

from dashboard.analysis.control_chart import Assurance, Variation
from dashboard.answers import Answer
from dashboard.answers.process_control import ControlAnswer, control_answer
from dashboard.kpi import wording_process
from dashboard.selection import Month, Period
from dashboard.ui.frame import Frame
from dashboard.ui.markup import unbroken
from dashboard.ui.process_control.rebasings import rebasings_of
from dashboard.ui.process_control.said import said_of
from dashboard.words import words

CSS = {
    Variation.BETTER: "better", Variation.WORSE: "worse", Assurance.MET: "better", Assurance.NOT_MET: "worse",
}  # fmt: skip


def variation_cell(frame: Frame, answer: Answer) -> str:
    """The verdict on the newest point with its rule under it, and the target's; or why there is none."""
    control = control_beside(frame, answer)
    said = said_of(control)
    word, note = wording_process.variation_word(said), wording_process.variation_note(said)
    is_judged = control.verdict.variation is not Variation.NOT_JUDGED
    lines = [_line(wording_process.variation_shape(control.verdict), word, control.verdict.variation, is_judged)]
    lines += [f'<span class="basis">{unbroken(note)}</span>'] if note else []
    if assured := wording_process.assurance_word(control.assurance):
        lines.append(_line(wording_process.assurance_shape(control.assurance), assured, control.assurance, True))
    column = escape(words("overview")("headline.columns.variation"))
    return f'<td class="variation" data-column="{column}">{"".join(lines)}</td>'


def control_beside(frame: Frame, answer: Answer) -> ControlAnswer:
    """The control chart of a row, safe beside the totals the row tells."""
    answers, kpi_id = frame.answers, answer.kpi.kpi_id
    told = [one for one in (answer.previous, answer.year_before) if one.measurement.value is not None]
    before = [Period(Month.of(one.first_day), Month.of(one.last_day)) for one in told]
    periods = (answer.selection.period, *before)
    return control_answer(answers, kpi_id, answer.selection, rebasings_of(answers, kpi_id), beside=periods)


def _line(shape: str, word: str, verdict: Variation | Assurance, is_strong: bool) -> str:
    css = CSS.get(verdict, "")
    mark = f'<i class="{css}" aria-hidden="true">{shape}</i> ' if shape else ""
    return f'<span class="{"strong" if is_strong else "faint"} line">{mark}{unbroken(word)}</span>'
