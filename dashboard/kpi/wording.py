"""All words about a KPI: from its definition and texts/common.toml, never from a page."""

from collections.abc import Iterable

from dashboard.formatting import capital, counted, noun_for, number, per_hundred, percent, percentage_points, signed
from dashboard.kpi.definition import VALUED_KINDS, Kind, Kpi
from dashboard.measurement import Comparison, Measurement, Movement, Silence, Split, Target, Verdict
from dashboard.words import words

PERCENT = "percent"
PER_HUNDRED = "per_hundred"
SHARE_UNITS = (PERCENT, PER_HUNDRED)
DAYS_IN_MONTH = 30
CLOSE_TO_FRACTION = 0.01
CLOSE_TO_ALL = 0.03


def tile_label(kpi: Kpi) -> str:
    """What stands over the number."""
    return kpi.label


def value_text(kpi: Kpi, measurement: Measurement) -> str:
    """The number with its unit as it is read: ``83,4 %``, ``12,5 dage``, ``1.234``, a dash, or why it is silent."""
    if measurement.band_days is not None:
        return _band(measurement.band_days)
    if measurement.fewer_than is not None:
        return words("common")("silence.fewer_than", limit=measurement.fewer_than)
    if measurement.silence is not None:
        return words("common")(f"silence.{measurement.silence}")
    return _in_unit(kpi, measurement.value, kpi.decimals)


def level_text(kpi: Kpi, level: float) -> str:
    """A centre, a limit or another level no cases stand behind, as the KPI's values are read."""
    return _in_unit(kpi, level, kpi.decimals)


def noun_text(kpi: Kpi, measurement: Measurement) -> str:
    """The noun after a bare count (``sager``); empty where the value carries its own unit or is silent."""
    if kpi.unit in (PERCENT, "days") or measurement.value is None:
        return ""
    scale = 100 if kpi.unit == PER_HUNDRED else 1
    return noun_for(measurement.value * scale, kpi.unit)


def n_text(kpi: Kpi, measurement: Measurement) -> str:
    """What the number rests on: how many of how many, of a load also none; empty for a plain count and a silent number."""
    is_nothing = not measurement.n and (kpi.kind is not Kind.LOAD or measurement.value is None)
    if is_nothing or kpi.kind in (Kind.COUNT, Kind.STOCK):
        return ""
    if measurement.denominator is None:
        return counted(measurement.n, kpi.main_part.noun)
    if kpi.kind is Kind.LOAD:
        carried, carriers = kpi.parts["numerator"], kpi.parts["denominator"]
        return words("common")(
            "wording.load_basis", numerator=counted(measurement.numerator, carried.noun, _decimals(measurement.numerator)),
            denominator=counted(measurement.denominator, carriers.noun, 1),
        )  # fmt: skip
    denominator = counted(measurement.denominator, kpi.main_part.noun)
    if kpi.kind is Kind.SHARE:
        return words("common")("wording.share_basis", numerator=number(measurement.numerator), denominator=denominator)
    # Of a ratio the two are not of one kind: each has its own noun.
    numerator = counted(measurement.numerator, kpi.parts["numerator"].noun)
    return words("common")("wording.ratio_basis", numerator=numerator, denominator=denominator)


def count_text(kpi: Kpi, measurement: Measurement, noun: str) -> str:
    """A count within a sentence: ``1.234 sager``, the limit it is under, or why it is not told."""
    if measurement.value is not None:
        return counted(measurement.value, noun)
    if measurement.fewer_than is not None:
        return f"{value_text(kpi, measurement)} {noun_for(0, noun)}"
    if measurement.silence is Silence.SUPPRESSED:
        return words("common")("wording.hidden_count", noun=noun_for(0, noun))
    return value_text(kpi, measurement)


def basis_text(kpi: Kpi, measurement: Measurement) -> str:
    """What the number rests on, or why there is none: for a sentence that must not stand empty."""
    return n_text(kpi, measurement) or value_text(kpi, measurement)


def interval_text(kpi: Kpi, measurement: Measurement) -> str:
    """The 95 % interval in words; empty where there is none, or where both its ends read the same."""
    if measurement.interval is None:
        return ""
    if kpi.unit == PERCENT:
        low, high = (percent(bound, kpi.decimals).removesuffix(" %") for bound in measurement.interval)
        return words("common")("wording.interval_share", low=low, high=high)
    low, high = (number(bound) for bound in measurement.interval)
    if low == high:
        return ""
    noun = noun_for(measurement.interval[1], kpi.unit)
    return words("common")("wording.interval_other", low=low, high=high, noun=noun)


def target_text(kpi: Kpi, target: Target | None) -> str:
    """The target, marked where it is an example; empty without one."""
    if target is None:
        return ""
    key = "wording.target_example" if target.is_example else "wording.target"
    scale = 100 if kpi.unit in SHARE_UNITS else 1
    decimals = 0 if round(target.value * scale, 6) == round(target.value * scale) else kpi.decimals or 1
    return words("common")(key, value=_in_unit(kpi, target.value, decimals))


def verdict_text(verdict: Verdict) -> str:
    """The verdict in words."""
    return words("common")(f"wording.verdict.{verdict}")


def verdict_shape(verdict: Verdict) -> str:
    """The shape that carries the verdict beside its colour; empty where there is no verdict."""
    return words("common")(f"wording.shape.{verdict}") if verdict in (Verdict.MET, Verdict.NOT_MET) else ""


def movement_shape(kpi: Kpi, comparison: Comparison) -> str:
    """An arrow the way the number went, a square where it stands still; empty without a difference."""
    if comparison.difference is None:
        return ""
    way = "same" if stands_still(kpi, comparison) else "up" if comparison.difference > 0 else "down"
    return words("common")(f"wording.shape.{way}")


def stands_still(kpi: Kpi, comparison: Comparison) -> bool:
    """Whether the difference is nothing at the decimals that are shown: an arrow beside 0,0 would say nothing."""
    scale = 100 if kpi.unit in SHARE_UNITS else 1
    return not any(digit in "123456789" for digit in number(comparison.difference * scale, kpi.decimals))


def movement_text(kpi: Kpi, comparison: Comparison) -> str:
    """Better, worse, or why no such word is given; empty of a number that has no better direction."""
    return words("common")(f"wording.movement.{movement_name(kpi, comparison)}")


def movement_name(kpi: Kpi, comparison: Comparison) -> str:
    """The movement as the texts name it: one that is unclear is told apart where one case or one event makes the number."""
    if comparison.movement is Movement.UNCLEAR:
        if kpi.kind is Kind.EXTREME:
            return "single_case"
        if kpi.comes_in_bunches:
            return "in_bunches"
    return comparison.movement


def difference_text(kpi: Kpi, comparison: Comparison) -> str:
    """The signed difference with its unit: ``+1,9 procentpoint``; empty without a difference."""
    if comparison.difference is None:
        return ""
    if kpi.unit == PERCENT:
        return percentage_points(comparison.difference, kpi.decimals)
    difference = comparison.difference * (100 if kpi.unit == PER_HUNDRED else 1)
    return f"{signed(difference, kpi.decimals)} {noun_for(abs(difference), kpi.unit)}"


def comparison_text(kpi: Kpi, comparison: Comparison, against: str) -> str:
    """One sentence part about an earlier period. against: ``previous`` or ``year_before``."""
    against_text = words("common")(f"wording.against.{_against(kpi, against)}")
    if comparison.difference is None:
        return words("common")("wording.comparison.none", against=against_text)
    fields = {"against": against_text, "then": value_text(kpi, comparison.measurement)}
    if stands_still(kpi, comparison):
        key = "almost_same" if comparison.difference else "same"
        return words("common")(f"wording.comparison.{key}", **fields)
    fields |= {"difference": difference_text(kpi, comparison), "movement": movement_text(kpi, comparison)}
    key = "change" if fields["movement"] else "unjudged"
    return words("common")(f"wording.comparison.{key}", **fields)


def title(kpi: Kpi, measurement: Measurement) -> str:
    """The finding as a sentence, from the definition's own [title]: in three out of four decisions the deadline is kept."""
    if measurement.silence is Silence.NO_CASES and kpi.kind in VALUED_KINDS:
        return kpi.title["none"]
    if measurement.silence is not None and measurement.fewer_than is None:
        return words("common")(f"silence_explanation.{measurement.silence}")
    value = measurement.value
    key = {0: "none", 1: "one"}.get(value, "some") if kpi.kind not in VALUED_KINDS else "some"
    fields = {"value": " ".join(filter(None, (value_text(kpi, measurement), noun_text(kpi, measurement))))}
    if kpi.kind in (Kind.COUNT, Kind.STOCK) or kpi.unit == PER_HUNDRED:
        # The sentence has its own noun.
        fields = {"value": value_text(kpi, measurement)}
    if value is not None and kpi.unit == PERCENT:
        fields |= {"fraction": fraction(value), "per_hundred": number(value * 100)}
    sentence = kpi.title[key].format(**fields)
    return capital(sentence)


def fraction(share: float) -> str:
    """A share 0-1 in words: "Tre af fire", "Godt fire af fem"."""
    if share in (0, 1):
        return words("common")(f"fractions.{'all' if share else 'none'}")
    if share <= CLOSE_TO_ALL or share >= 1 - CLOSE_TO_ALL:
        return words("common")(f"fractions.almost_{'all' if share > 0.5 else 'none'}")
    nearest = min(words("common").list("fractions.words"), key=lambda entry: abs(entry["share"] - share))
    distance = share - nearest["share"]
    key = "exact" if abs(distance) <= CLOSE_TO_FRACTION else "above" if distance > 0 else "below"
    text = words("common")(f"fractions.{key}", words=nearest["words"])
    return capital(text)


def ignored_names(ignored: Iterable[Split]) -> str:
    """The filters a number cannot follow, by name; empty where it follows all of them."""
    return ", ".join(words("common")(f"splits.{split}").lower() for split in ignored)


def without_rule_text(count: int | None) -> str:
    """How many cases no deadline rule matches; empty for none or a hidden count."""
    return words("common")("wording.without_rule", cases=counted(count, "cases")) if count else ""


def pending_text(kpi: Kpi, count: int | None) -> str:
    """How many of the cohort do not count yet; empty for none or a hidden count."""
    return words("common")("wording.pending", cases=counted(count, kpi.parts["pending"].noun)) if count else ""


def definition_line(kpi: Kpi) -> str:
    """The definition in one line: what is counted, of what."""
    return f"{kpi.label}: {kpi.explanation}"


def _in_unit(kpi: Kpi, value: float, decimals: int) -> str:
    if kpi.unit == PERCENT:
        return percent(value, decimals)
    if kpi.unit == PER_HUNDRED:
        return per_hundred(value, decimals)
    return counted(value, kpi.unit, decimals) if kpi.unit == "days" else number(value, decimals)


def _against(kpi: Kpi, against: str) -> str:
    # What a rolling number covers is longer than the period: before it lies an equally long time, of a stock a year ago.
    if kpi.rolling_months:
        return "stock_year_before" if kpi.is_stock else f"rolling_{against}"
    return f"stock_{against}" if kpi.is_stock else against


def _decimals(amount: float) -> int:
    """Points and other sums keep a decimal where they have one."""
    return 0 if float(amount).is_integer() else 1


def _band(band_days: int) -> str:
    key = "bands.over" if band_days else "bands.up_to"
    count = max(1, round(band_days / DAYS_IN_MONTH))
    months = words("common")(f"bands.{'month' if count == 1 else 'months'}", count=count)
    return words("common")(key, months=months)
