"""One headline KPI as a table row: name, number, target, course and what it was before."""

from html import escape

from dashboard import formatting
from dashboard.answers import Answer
from dashboard.answers.series import told_series
from dashboard.charts.load_bars import Band
from dashboard.kpi import wording
from dashboard.kpi.definition import Kind, Kpi
from dashboard.kpi.query import counted_period
from dashboard.measurement import Comparison, Silence, Split, Verdict
from dashboard.ui.answer_words import of_open
from dashboard.ui.companions import COMPANIONS, companions_text
from dashboard.ui.frame import Frame
from dashboard.ui.guide import Stand, guide_band, stand
from dashboard.ui.kpi_tile import MOVEMENT_CLASS, VERDICT_CLASS, course_of, value_html
from dashboard.ui.links import page_link
from dashboard.ui.markup import unbroken
from dashboard.ui.overview.variation import variation_cell
from dashboard.words import words

COURSE_MONTHS = 12
OVERDUE, OPEN = "overdue_open_cases", "open_cases"


def row_html(frame: Frame, answer: Answer, page: str, has_one_comparison: bool) -> str:
    """The row. page: where the label leads. has_one_comparison: the period before is the same period a year earlier."""
    cells = [_name(frame, answer, page)]
    if answer.measurement.silence is Silence.NOT_DELIVERED:
        said = escape(words("overview")("headline.not_delivered"))
        cells.append(f'<td class="undelivered" colspan="{5 if has_one_comparison else 6}">{said}</td>')
        return f"<tr>{''.join(cells)}</tr>"
    cells += [_number(frame, answer), _target_and_course(frame, answer), variation_cell(frame, answer)]
    if not has_one_comparison:
        is_same = answer.previous.first_day == answer.year_before.first_day
        cells.append(_empty("previous") if is_same else _comparison(answer, answer.previous, "previous"))
    cells.append(_comparison(answer, answer.year_before, "year_before"))
    return f"<tr>{''.join(cells)}</tr>"


def _name(frame: Frame, answer: Answer, page: str) -> str:
    """The label leads to its screen, under it what is told with it and the way to the definition."""
    kpi, text = answer.kpi, words("overview")
    label = f'<a href="{escape(page_link(page, frame))}">{unbroken(kpi.label)}</a>'
    definition = escape(page_link("definitions", frame, kpi=kpi.kpi_id))
    named = escape(text("headline.definition_of", label=kpi.label))
    sign = escape(text("headline.definition"))
    link = f'<a class="about" href="{definition}" aria-label="{named}" title="{named}">{sign}</a>'
    notes = "".join(f'<span class="basis">{unbroken(note)}</span>' for note in _notes(frame, answer) if note)
    return f'<th scope="row">{label} {link}{notes}</th>'


def _notes(frame: Frame, answer: Answer) -> list[str]:
    text, kpi, period = words("overview"), answer.kpi, answer.selection.period
    notes = [companions_text(frame.answers, COMPANIONS.get(kpi.kpi_id, ()), answer.selection)]
    if not kpi.is_stock and (counted := counted_period(kpi, period)) != period:
        month = formatting.long_month(counted.last)
        notes.append(text("headline.rolling", count=formatting.number(counted.length), month=month))
    if answer.ignored:
        notes.append(text("headline.ignored", names=wording.ignored_names(answer.ignored)))
    return notes


def _number(frame: Frame, answer: Answer) -> str:
    """The number, and beside it what it rests on; of a silent one why it is silent."""
    kpi, measurement = answer.kpi, answer.measurement
    if measurement.silence is not None:
        said = unbroken(wording.value_text(kpi, measurement))
        why = unbroken(words("common")(f"silence_explanation.{measurement.silence}"))
        return f'<td class="number silent">{said}</td><td class="counted">{why}</td>'
    basis = [_of_how_many(frame, answer), wording.n_text(kpi, measurement), wording.interval_text(kpi, measurement)]
    lines = "".join(f'<span class="basis">{unbroken(one)}</span>' for one in basis if one)
    shown = value_html(answer)
    if kpi.kind is Kind.LOAD:
        shown = f"{unbroken(wording.value_text(kpi, measurement))} <small>{escape(_carried(kpi, measurement.value))}</small>"
    return f'<td class="number">{shown}</td><td class="counted">{lines}</td>'


def _of_how_many(frame: Frame, answer: Answer) -> str:
    """Of how many open cases a count of them is; empty of any other number."""
    if answer.kpi.kpi_id != OVERDUE:
        return ""
    return of_open("deadlines", answer, frame.answers.measure(OPEN, answer.selection), "open_cases")


def _carried(kpi: Kpi, value: float) -> str:
    """What is carried, of a load; what it is carried by stands in the label already."""
    return formatting.noun_for(value, kpi.parts["numerator"].noun)


def _target_and_course(frame: Frame, answer: Answer) -> str:
    """How the number stands and how it came there."""
    band = guide_band(frame.answers, answer.kpi)
    standing = _band(answer, band) if band and answer.verdict is Verdict.NO_TARGET else _target(answer)
    return f'<td class="target">{standing}{_course(frame, answer, band)}</td>'


def _target(answer: Answer) -> str:
    """The verdict in shape and words, under it the target."""
    shape, word = wording.verdict_shape(answer.verdict), wording.verdict_text(answer.verdict)
    css = VERDICT_CLASS.get(answer.verdict, "")
    target = wording.target_text(answer.kpi, answer.target)
    strength = "strong" if shape else "faint"
    said = f'<span class="{strength}"><i class="{css}" aria-hidden="true">{shape}</i> {unbroken(word)}</span>'
    return f'{said}<span class="basis">{unbroken(target)}</span>' if target else said


def _band(answer: Answer, band: Band) -> str:
    """Where the number lies in the guide's band. A guide is no target, so neither side is better or worse."""
    place = stand(answer.kpi, answer.measurement, band)
    if place is None:
        verdict = Verdict.NO_VALUE if answer.measurement.value is None else Verdict.TOO_FEW
        return f'<span class="faint">{unbroken(wording.verdict_text(verdict))}</span>'
    shape = words("common")(f"wording.shape.{'met' if place is Stand.WITHIN else 'not_met'}")
    low, high = (formatting.number(limit) for limit in (band.low, band.high))
    said = words("overview")(f"headline.band.{place}", low=low, high=high)
    return f'<span class="strong"><i aria-hidden="true">{shape}</i> {unbroken(said)}</span>'


def _course(frame: Frame, answer: Answer, band: Band | None) -> str:
    """The twelve months up to the period's end, as far back as there are cases."""
    last = answer.selection.period.last
    first = max(last - (COURSE_MONTHS - 1), frame.answers.choices.first_month)
    months = told_series(frame.answers, answer.kpi.kpi_id, answer.selection, min(first, last), Split.MONTH)
    return course_of(frame, months, (band.low, band.high) if band else None)


def _comparison(answer: Answer, comparison: Comparison, against: str) -> str:
    """The difference with an arrow the way the number went, and under it the word for it and what it was."""
    text, kpi = words("overview"), answer.kpi
    if comparison.difference is None:
        return f'<td class="change" {_data(against)}><span class="faint">{escape(text("headline.change.none"))}</span></td>'
    then = wording.value_text(kpi, comparison.measurement)
    word = text(f"headline.movement.{wording.movement_name(kpi, comparison)}")
    if wording.stands_still(kpi, comparison):
        word = text("headline.change.same")
    difference = unbroken(wording.difference_text(kpi, comparison))
    if kpi.kind is Kind.LOAD:
        bare = formatting.signed(comparison.difference, kpi.decimals)
        difference = f"{unbroken(bare)} {escape(_carried(kpi, abs(comparison.difference)))}"
    css, shape = MOVEMENT_CLASS.get(comparison.movement, ""), wording.movement_shape(kpi, comparison)
    said = f'<span class="strong {css}"><i aria-hidden="true">{shape}</i> {difference}</span>'
    before = unbroken(text(f"headline.change.{'then' if word else 'unjudged'}", word=word, then=then))
    return f'<td class="change" {_data(against)}>{said}<span class="basis">{before}</span></td>'


def _empty(against: str) -> str:
    return f'<td class="change" {_data(against)}></td>'


def _data(against: str) -> str:
    """On a phone the column's name stands in the cell."""
    return f'data-column="{escape(words("overview")(f"headline.columns.{against}"))}"'
