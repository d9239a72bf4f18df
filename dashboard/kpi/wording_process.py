"""Signal or noise in Danish: what a control chart says, why it says nothing, and how it was made (process_control.toml)."""

from dataclasses import dataclass

from dashboard.analysis.control_chart import Assurance, ChartKind, ControlChart, Side, Signal, Variation
from dashboard.analysis.control_verdict import Verdict
from dashboard.analysis.process_control import FIRM_POINTS, MINIMUM_POINTS
from dashboard.formatting import counted, number
from dashboard.kpi.definition import Direction, Kpi, Steps
from dashboard.words import words

PAGE = "process_control"
NO_ASSURANCE = (Assurance.NO_TARGET, Assurance.NOT_JUDGED)
UNITS = {Steps.MONTHS: "month", Steps.QUARTERS: "quarter", Steps.MONTH_ENDS: "end", Steps.NONE: "month"}


@dataclass(frozen=True)
class Said:
    """A control chart's verdict with what its sentences need. names: of every point, as a reader calls it. why: the value
    of the reason there is no verdict, else empty. count: points behind the limits."""

    kpi: Kpi
    verdict: Verdict
    assurance: Assurance
    names: tuple[str, ...]
    why: str = ""
    count: int = 0


def count_text(kpi: Kpi, count: int) -> str:
    """So many points of the KPI's chart: ``7 months``, in Danish."""
    number_of = "one" if count == 1 else "other"
    return f"{number(count)} {words(PAGE)(f'steps.{UNITS[kpi.process_control.steps]}.{number_of}')}"


def variation_sentence(said: Said) -> str:
    """What the newest point says, with the rule behind it, and that it is provisional where it is."""
    text, newest = words(PAGE), said.verdict.position
    # Common variation is said of the newest point only: earlier ones may well have been signals.
    sentence = text(f"variation.{said.verdict.variation}", newest="" if newest is None else said.names[newest])
    if finding := finding_text(said):
        sentence = text("variation.because", variation=sentence, finding=finding)
    if said.verdict.is_provisional and said.verdict.variation is not Variation.NOT_JUDGED:
        sentence = text("variation.provisional", sentence=sentence, count=count_text(said.kpi, said.count))
    return sentence


def variation_word(said: Said) -> str:
    """The same in two or three words, under a heading that says it is about variation."""
    return words(PAGE)(f"variation_short.{said.verdict.variation}")


def variation_note(said: Said) -> str:
    """What stands under the word: the rule and since when, that it is provisional, or why there is no verdict."""
    text = words(PAGE)
    if said.verdict.variation is Variation.NOT_JUDGED:
        return text(f"why_short.{said.why}", count=count_text(said.kpi, said.count))
    finding = finding_text(said)
    if not said.verdict.is_provisional:
        return finding
    provisional = text("variation_short.provisional", count=count_text(said.kpi, said.count))
    return (
        text("variation_short.provisional_beside", finding=finding, provisional=provisional) if finding else provisional
    )


def variation_shape(verdict: Verdict) -> str:
    """An arrow the way the number went where the variation is special, else a square; empty without a verdict."""
    if verdict.variation is Variation.NOT_JUDGED:
        return ""
    way = {Side.ABOVE: "up", Side.BELOW: "down", None: "same"}[verdict.side]
    return words("common")(f"wording.shape.{way}")


def finding_text(said: Said) -> str:
    """The rule the newest point is part of, the one that tells most; empty for common variation."""
    verdict = said.verdict
    if verdict.signal is None:
        return ""
    if verdict.signal is Signal.TOO_FEW_CROSSINGS:
        return words(PAGE)("finding.too_few_crossings")
    # Of two or three near a limit the sentence names the three itself.
    signal = "outside_row" if verdict.signal is Signal.OUTSIDE and verdict.length > 1 else verdict.signal
    length = number(verdict.length) if verdict.signal is Signal.NEAR_LIMIT else count_text(said.kpi, verdict.length)
    return words(PAGE)(
        f"finding.{signal}.{verdict.side}",
        length=length,
        since=said.names[verdict.since],
        newest=said.names[verdict.position],
    )


def assurance_sentence(assurance: Assurance) -> str:
    """Whether the process as it is meets its target; empty without target or limits."""
    return "" if assurance in NO_ASSURANCE else words(PAGE)(f"assurance.{assurance}")


def assurance_word(assurance: Assurance) -> str:
    """The same in few words."""
    return "" if assurance in NO_ASSURANCE else words(PAGE)(f"assurance_short.{assurance}")


def assurance_shape(assurance: Assurance) -> str:
    """The shape of a target that is met or not; between the two a square."""
    names = {Assurance.MET: "met", Assurance.NOT_MET: "not_met", Assurance.HIT_AND_MISS: "same"}
    return words("common")(f"wording.shape.{names[assurance]}") if assurance in names else ""


def why_sentence(said: Said) -> str:
    """Why there is no verdict; empty where there is one."""
    if not said.why:
        return ""
    return words(PAGE)(
        f"why.{said.why}",
        note=said.kpi.process_control.note,
        least=counted(said.kpi.minimum_cases, said.kpi.main_part.noun),
        minimum=count_text(said.kpi, MINIMUM_POINTS),
        count=number(said.count),
    )


def legend(kpi: Kpi, chart: ControlChart) -> str:
    """What the band and the marks mean in plain words; empty of a chart without limits."""
    if all(point.upper is None for point in chart.points):
        return ""
    marks = "neutral" if kpi.direction is Direction.NEUTRAL else "directed"
    return f"{words(PAGE)('legend.band')} {words(PAGE)(f'legend.{marks}')}"


def start_up_remark(kpi: Kpi, count: int) -> str:
    """That so many first points judge nothing, and why; empty where there are none."""
    if not count:
        return ""
    return words(PAGE)(f"start_up.{'stock' if kpi.is_stock else 'ended'}", count=count_text(kpi, count))


def limits_remark(kpi: Kpi, chart: ControlChart) -> str:
    """What must stand on the chart (kpis.md): what was left out of its limits, and that they are provisional."""
    text, told = words(PAGE), []
    if chart.screened:
        count = number(len(chart.screened))
        told.append(text("kind.screened_one") if len(chart.screened) == 1 else text("kind.screened", count=count))
    if chart.is_provisional and _has_limits(chart):
        count = count_text(kpi, chart.current.count)
        told.append(text("kind.provisional", count=count, firm=number(FIRM_POINTS)))
    return " ".join(told)


def chart_method(chart: ControlChart, frozen_before: str = "") -> str:
    """How the chart was made: its kind, and that its limits are frozen."""
    text, has_limits = words(PAGE), _has_limits(chart)
    told = [f"{text(f'kind.{chart.kind}')}."] if has_limits or chart.kind is ChartKind.RUN else []
    if frozen_before and chart.baseline and has_limits:
        told.append(text("kind.frozen", start=frozen_before))
    return " ".join(told)


def axis_remark(is_cut: bool) -> str:
    """That the axis does not begin at 0; empty where it does."""
    return words(PAGE)("kind.axis") if is_cut else ""


def _has_limits(chart: ControlChart) -> bool:
    return any(point.upper is not None for point in chart.points)
