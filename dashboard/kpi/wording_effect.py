"""Whether an initiative works, in careful Danish: what was measured, how sure it is, and never a cause (effects.toml)."""

from dashboard.analysis.effect import LEVEL, StepTest
from dashboard.formatting import capital, counted, number, percentage_points, signed
from dashboard.kpi.definition import Kpi
from dashboard.kpi.wording import PER_HUNDRED, PERCENT
from dashboard.words import words

PAGE = "effects"
SMALLEST_P = 0.001
P_DECIMALS = 3


def step_text(kpi: Kpi, step: float) -> str:
    """A step with its sign and unit: ``-16,3 dage`` (with a real minus), ``+10,5 procentpoint``."""
    if kpi.unit == PERCENT:
        return percentage_points(step)
    scale = 100 if kpi.unit == PER_HUNDRED else 1
    noun = counted(2, kpi.unit).partition(" ")[2]
    return f"{signed(step * scale, 1)} {noun}"


def size_text(kpi: Kpi, step: float) -> str:
    """The same without its sign: ``16,3 dage``."""
    return step_text(kpi, abs(step)).removeprefix("+")


def step_sentence(kpi: Kpi, result: StepTest, since: str, comparison: str) -> str:
    """What the test measured. since: the first month after. comparison: of what the difference was tested, else empty."""
    text = words(PAGE)
    is_nothing = not any(digit in "123456789" for digit in size_text(kpi, result.step))
    key = f"{'compared' if comparison else 'own'}{'_same' if is_nothing else ''}"
    return text(
        f"tested.{key}", since=since, comparison=comparison, step=size_text(kpi, result.step),
        way=text(f"tested.{'higher' if result.step > 0 else 'lower'}"),
        low=low_text(kpi, result), high=step_text(kpi, result.upper),
    )  # fmt: skip


def low_text(kpi: Kpi, result: StepTest) -> str:
    """The interval's lower end without its unit, which stands at the upper one."""
    return step_text(kpi, result.lower).partition(" ")[0]


def basis_sentence(kpi: Kpi, result: StepTest, cases: tuple[int, int]) -> str:
    """The months and the cases on both sides; of a stock the month ends, and how many are in it on average."""
    text, noun = words(PAGE), kpi.main_part.noun
    name = ends_text if kpi.is_stock else months_text
    told = text(
        "tested.basis_ends" if kpi.is_stock else "tested.basis",
        before=name(result.before_count),
        before_cases=counted(cases[0], noun),
        after=name(result.after_count),
        after_cases=counted(cases[1], noun),
    )
    return f"{told} {text('tested.ends')}" if kpi.is_stock else told


def hidden_sentence(kpi: Kpi, count: int) -> str:
    """That so many months are kept from this reader, and that others therefore read another effect; empty for none."""
    name = ends_text if kpi.is_stock else months_text
    return words(PAGE)("tested.hidden", count=name(count)) if count else ""


def caution_sentence(result: StepTest, adjusted_p: float, tests: int) -> str:
    """What a reader must not conclude, and how sure the test is."""
    text = words(PAGE)
    told = []
    if adjusted_p > LEVEL:
        told.append(text("tested.no_proof", after=months_text(result.after_count)))
        if result.p_value <= LEVEL:
            told.append(text("tested.several", count=number(tests)))
    if result.has_season:
        told.append(text("tested.season"))
    key = "p_value" if tests > 1 else "p_value_one"
    told.append(text(f"tested.{key}", p=p_text(adjusted_p), count=_kpis(tests)))
    return " ".join(told)


def p_text(p_value: float) -> str:
    """``p = 0,034``; below the smallest that three decimals tell ``p < 0,001``, in Danish."""
    is_below = p_value < SMALLEST_P
    value = number(max(p_value, SMALLEST_P), P_DECIMALS)
    return words(PAGE)("tested.p_below" if is_below else "tested.p_exact", value=value)


def months_text(count: int) -> str:
    """``24 months``, in Danish."""
    return words(PAGE)("tested.month" if count == 1 else "tested.months", count=number(count))


def ends_text(count: int) -> str:
    """``29 month ends``, in Danish."""
    return words(PAGE)(f"tested.end.{'one' if count == 1 else 'other'}", count=number(count))


def near_sentence(names: list[str]) -> str:
    """What else began about then; names: each with its day. What is not written down is not known."""
    text = words(PAGE)
    if not names:
        return text("near.none")
    listed = names[0] if len(names) == 1 else text("near.and", first=", ".join(names[:-1]), last=names[-1])
    return text("near.some", names=listed)


def finding(verdict: str, subject: str, early: str = "") -> str:
    """The verdict as a heading. verdict: a value of EffectVerdict, or ``untested``. early: as of early_text."""
    told = capital(words(PAGE)(f"finding.{verdict}", subject=subject))
    return words(PAGE)("finding.early", finding=told, why=early_text(early)) if early else told


def early_text(name: str) -> str:
    """Why it is too early, in few words. name: of the reason, or ``final``; empty gives none."""
    return words(PAGE)(f"early_short.{name}") if name else ""


def verdict_word(verdict: str) -> str:
    """The verdict in few words; also of ``untested`` and ``unmeasured``."""
    return words(PAGE)(f"verdict.{verdict}")


def verdict_shape(verdict: str, step: float | None) -> str:
    """An arrow the way the number went where there is a change, else a square or a dash."""
    key = f"shape.{verdict}"
    if words(PAGE).has(key):
        return words(PAGE)(key)
    return words("common")(f"wording.shape.{'up' if (step or 0) > 0 else 'down'}")


def _kpis(count: int) -> str:
    return words(PAGE)(f"tested.kpis.{'one' if count == 1 else 'other'}", count=number(count))
