"""A few numbers side by side, readable from the back of the room."""

from collections.abc import Sequence

from dashboard.answers import Answer
from dashboard.kpi import wording
from dashboard.measurement import Silence
from dashboard.ui.frame import Frame
from dashboard.ui.kpi_tile import MOVEMENT_CLASS, VERDICT_CLASS
from dashboard.ui.markup import unbroken
from dashboard.ui.steering_group.said import beside_text, change_movement, change_text, time_text
from dashboard.words import words

FEW = 3  # so many tiles have room for larger type


def tiles_html(frame: Frame, asked: Sequence[Answer]) -> str:
    """The tiles as one block of HTML."""
    told, time = [answer.kpi.kpi_id for answer in asked], time_text(asked[0])
    tiles = "".join(_tile(frame, answer, told, time) for answer in asked)
    return f'<div class="slide-tiles{" few" if len(asked) <= FEW else ""}">{tiles}</div>'


def _tile(frame: Frame, answer: Answer, told: Sequence[str], time: str) -> str:
    """One number with what it rests on. time: what the slide says under its title; a tile of another time tells its own."""
    kpi, measurement = answer.kpi, answer.measurement
    head = f"<h2>{unbroken(kpi.label)}</h2>"
    if measurement.silence is Silence.NOT_DELIVERED:
        return f"<section>{head}<p>{unbroken(words('steering_group')('slide.not_delivered'))}</p></section>"
    shape, css = wording.verdict_shape(answer.verdict), VERDICT_CLASS.get(answer.verdict, "")
    target = wording.target_text(kpi, answer.target)
    verdict = f"{wording.verdict_text(answer.verdict)}. {target}" if target else ""
    lines = [
        wording.n_text(kpi, measurement),
        wording.interval_text(kpi, measurement),
        beside_text(frame.answers, answer, told),
        own_time if (own_time := time_text(answer)) != time else "",
    ]
    judged = f'<p class="verdict"><i class="{css}" aria-hidden="true">{shape}</i> {unbroken(verdict)}</p>'
    return (
        f'<section>{head}<p class="value">{unbroken(wording.value_text(kpi, measurement))}</p>'
        f"{judged if verdict else ''}{''.join(f'<p>{unbroken(line)}</p>' for line in lines if line)}"
        f"{_change(answer)}</section>"
    )


def _change(answer: Answer) -> str:
    """How the number moved: for better or worse in the colour, shape and weight of the verdict, as on the pages."""
    said, movement = change_text(answer), change_movement(answer)
    css = f' class="{MOVEMENT_CLASS[movement]}"' if movement in MOVEMENT_CLASS else ""
    return f"<p{css}>{unbroken(said)}</p>" if said else ""
