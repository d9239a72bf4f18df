"""What a slide says: its title made from the numbers, what is counted, and what stands at the foot."""

from collections.abc import Sequence
from math import comb
from statistics import NormalDist

from dashboard import formatting
from dashboard.answers import Answer, Answers, SplitAnswer
from dashboard.kpi import wording
from dashboard.kpi.assessment import movement
from dashboard.measurement import Comparison, Movement, Silence
from dashboard.ui.caseload.tile import load_finding
from dashboard.ui.companions import COMPANIONS, SHARE, WITH_SHARE, companions_text, finding
from dashboard.ui.frame import Frame
from dashboard.ui.guide import guide_band
from dashboard.ui.names import population_words
from dashboard.words import words

CHANCE = 0.05


def title_now(answer: Answer) -> str:
    """The number as a sentence; its name alone where there is nothing to tell."""
    is_silent = answer.measurement.silence is not None and answer.measurement.fewer_than is None
    return answer.kpi.label if is_silent else wording.title(answer.kpi, answer.measurement)


def title_of_tiles(answers: Answers, answer: Answer) -> str:
    """The first number as a sentence, the share in time never without what is overdue."""
    return finding(answers, answer.selection) if answer.kpi.kpi_id == SHARE else title_now(answer)


def title_compared(answers: Answers, answer: Answer) -> str:
    """What became of the number since the year before, else since the period before; else the number as a sentence.

    Two numbers alone would let the reader see a change where chance may be all there is. Where a guide says what is
    usual, the title tells that instead.
    """
    if guide_band(answers, answer.kpi):
        return load_finding(answers, answer)
    against, comparison = _held_against(answer)
    if comparison is None:
        return title_now(answer)
    text = words("steering_group")
    return text(
        f"slide.title_{_course(answer, comparison)}", label=answer.kpi.label,
        now=wording.value_text(answer.kpi, answer.measurement), movement=wording.movement_text(answer.kpi, comparison),
        then=wording.value_text(answer.kpi, comparison.measurement), against=text(f"slide.against.{against}"),
    )  # fmt: skip


def title_groups(answers: Answers, answer: Answer, split: SplitAnswer) -> str:
    """Whether the groups with enough cases differ by more than chance; as a sentence where there are not two of them.

    Where a group is hidden the title speaks of those shown alone.
    The limit grows with the number of pairs (Bonferroni), for the two furthest apart were not chosen beforehand.
    """
    told = [row for row in split.groups if row.group is not None and row.measurement.value is not None]
    enough = [row for row in told if (row.measurement.n or 0) >= max(split.kpi.minimum_cases, 1)]
    if len(enough) < 2:
        return title_now(answer)
    text, of_whom = words("steering_group"), "_shown" if hidden_text(split) else ""
    low, high = (pick(enough, key=lambda row: row.measurement.value) for pick in (min, max))
    z = NormalDist().inv_cdf(1 - CHANCE / 2 / comb(len(enough), 2))
    if movement(split.kpi, high.measurement, low.measurement, z) in (Movement.UNCLEAR, Movement.NONE):
        return text(f"slide.title_alike{of_whom}", label=split.kpi.label)
    return text(
        f"slide.title_groups{of_whom}", label=split.kpi.label,
        low=wording.value_text(split.kpi, low.measurement), low_group=answers.group_label(split.split, low.group),
        high=wording.value_text(split.kpi, high.measurement), high_group=answers.group_label(split.split, high.group),
    )  # fmt: skip


def change_text(answer: Answer) -> str:
    """How the number moved and whether chance alone may have done it; empty without anything to hold it against."""
    against, comparison = _held_against(answer)
    if comparison is None:
        return ""
    said = wording.comparison_text(answer.kpi, comparison, against)
    shape = wording.movement_shape(answer.kpi, comparison)
    return f"{shape} {formatting.capital(said)}"


def change_movement(answer: Answer) -> Movement:
    """What ``change_text`` says of it: for better, for worse, or neither."""
    _, comparison = _held_against(answer)
    return comparison.movement if comparison and not wording.stands_still(answer.kpi, comparison) else Movement.NONE


def subtitle(frame: Frame, answer: Answer, is_by_month: bool = False) -> str:
    """The months or the day that are counted, and of whom. is_by_month: of a rolling number also what each point covers."""
    text, rolling = words("steering_group"), answer.kpi.rolling_months if is_by_month else 0
    population = population_words(frame.answers, frame.selection)
    told = text("slide.subtitle", time=time_text(answer), population=population)
    return formatting.sentences(f"{told}.", text("slide.rolling", count=rolling)) if rolling else told


def time_text(answer: Answer) -> str:
    """The day a stock is taken, else the months that are counted."""
    if answer.stock_date:
        return words("steering_group")("slide.stock", day=formatting.long_date(answer.stock_date))
    return formatting.capital(formatting.period(answer.counted_period))


def beside_text(answers: Answers, answer: Answer, told: Sequence[str]) -> str:
    """What is always told with this number, less the KPIs the slide tells anyway: the share in time never stands alone."""
    kpi_id = answer.kpi.kpi_id
    beside = WITH_SHARE if kpi_id == SHARE else COMPANIONS.get(kpi_id, ())
    return companions_text(answers, [one for one in beside if one not in told], answer.selection)


def hidden_text(split: SplitAnswer) -> str:
    """Why rows or months of a chart are empty; empty text where none is hidden."""
    is_hidden = any(row.measurement.silence is Silence.SUPPRESSED for row in split.groups)
    return words("steering_group")("slide.hidden") if is_hidden else ""


def ignored_text(asked: Sequence[Answer]) -> str:
    """Which filters one of the numbers cannot follow; empty without any."""
    splits = dict.fromkeys(split for answer in asked for split in answer.ignored)
    if not splits:
        return ""
    return words("steering_group")("slide.ignored", names=wording.ignored_names(splits))


def footer_parts(
    answers: Answers, asked: Sequence[Answer], number: int, count: int, basis: str = ""
) -> tuple[str, ...]:
    """n, the day the data are from, that they are examples where they are, and the page. basis: n in words, of no KPI.

    n is that of the number the title tells; every other number has its own beside it.
    """
    text = words("steering_group")
    basis = basis or "".join(_basis(answer) for answer in asked[:1])
    is_hidden = any(answer.measurement.silence is Silence.SUPPRESSED for answer in asked[:1])
    n = text("footer.n", basis=basis) if basis else text("footer.n_hidden") if is_hidden else ""
    as_of = text("footer.as_of", as_of=formatting.long_date(answers.as_of_of(*(answer.kpi for answer in asked))))
    example = text("footer.example") if answers.is_example else ""
    return tuple(filter(None, (n, as_of, example, text("footer.page", number=number, count=count))))


def _basis(answer: Answer) -> str:
    measurement = answer.measurement
    return "" if measurement.n is None else formatting.counted(measurement.n, answer.kpi.main_part.noun)


def _course(answer: Answer, comparison: Comparison) -> str:
    """Which title tells the movement; what one case or one event decides is never said to stand still."""
    if wording.stands_still(answer.kpi, comparison):
        return "almost_same" if comparison.difference else "same"
    if comparison.movement in (Movement.BETTER, Movement.WORSE):
        return "moved"
    return "unclear" if wording.movement_name(answer.kpi, comparison) == Movement.UNCLEAR else "compared"


def _held_against(answer: Answer) -> tuple[str, Comparison | None]:
    for against in ("year_before", "previous"):
        comparison: Comparison = getattr(answer, against)
        if comparison.difference is not None:
            return against, comparison
    return "", None
