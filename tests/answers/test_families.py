"""No small count follows from several KPIs of one selection whose counts add up, nor from their splits (kpis.md)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.access import CHIEF, Viewer, parse_viewer
from dashboard.answers import Answers
from dashboard.measurement import Measurement, Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.complaint_rows import complaint_tables
from tests.answers.small_warehouse import contract_warehouse
from tests.kpi.random_registers import PARAGRAPHS, World, worlds

STEERING_GROUP, LEADER = parse_viewer("steering_group"), parse_viewer("team_leader:T1")
LIMIT = 5
YEAR = Selection(Period(Month(2022, 5), Month(2023, 4)))
OWN = Selection(YEAR.period, team_ids=("T1",))
few = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
both = pytest.mark.parametrize("viewer", [STEERING_GROUP, LEADER], ids=str)

# What each number counts, in atoms no case is in two of. Read off the definitions' words, not off the engine's families.
COMPLAINTS = {
    "complaints": {"value": ("refusal", "other")},
    "complaints_per_100_refusals": {"numerator": ("refusal",), "denominator": ("decided_refusal",)},
    "complaints_over_other_decisions": {"value": ("other",)},
}
BOARD = {
    "board_decisions": {"value": ("upheld", "remitted", "changed", "dismissed")},
    "reversals": {"value": ("remitted", "changed")},
    "reversal_rate": {"numerator": ("remitted", "changed"), "denominator": ("upheld", "remitted", "changed")},
    "upheld_share": {"numerator": ("upheld",), "denominator": ("upheld", "remitted", "changed")},
    "remitted_share": {"numerator": ("remitted",), "denominator": ("upheld", "remitted", "changed")},
    "changed_share": {"numerator": ("changed",), "denominator": ("upheld", "remitted", "changed")},
    "remittals_per_application": {"numerator": ("remitted",)},
}
FLOW = {
    "received_cases": {"value": ("received",)},
    "decisions": {"value": ("decided",)},
    "withdrawn_cases": {"value": ("withdrawn",)},
    "clearance_rate": {"numerator": ("decided", "withdrawn"), "denominator": ("received",)},
}
ENDED = ("granted", "partly_granted", "refused", "ended")
OUTCOMES = {"decisions": {"value": (*ENDED, "not_stated")}} | {
    f"{one}_share": {"numerator": (one,), "denominator": ENDED} for one in ENDED
}
FAMILIES = {"complaints": COMPLAINTS, "board": BOARD, "flow": FLOW, "outcomes": OUTCOMES}
# The atoms as they are, each a difference of exact numbers: (sign, KPI, field).
EXACT = {
    "refusal": [(1, "complaints_per_100_refusals", "numerator")],
    "decided_refusal": [(1, "complaints_per_100_refusals", "denominator")],
    "other": [(1, "complaints_over_other_decisions", "value")],
    "upheld": [(1, "upheld_share", "numerator")],
    "remitted": [(1, "remitted_share", "numerator")],
    "changed": [(1, "changed_share", "numerator")],
    "dismissed": [(1, "board_decisions", "value"), (-1, "reversal_rate", "denominator")],
    "received": [(1, "received_cases", "value")],
    "decided": [(1, "decisions", "value")],
    "withdrawn": [(1, "withdrawn_cases", "value")],
    **{one: [(1, f"{one}_share", "numerator")] for one in ENDED},
    "not_stated": [(1, "decisions", "value"), (-1, "granted_share", "denominator")],
}
Atom = tuple[str | None, str]  # group, name
Numbers = Mapping[str | None, Measurement]


class Reader:
    """One viewer's page: what is told, as equations over atoms, and what is true of the others' rows."""

    def __init__(self, warehouse: Warehouse, viewer: Viewer, split: Split, names: Mapping[str, Mapping]) -> None:
        self.told, self.exact, self.split, self.names = (
            Answers(warehouse, viewer),
            Answers(warehouse, CHIEF),
            split,
            names,
        )
        self.own = OWN if viewer == LEADER else None
        self.groups: dict[str, tuple[Numbers, Numbers, Numbers]] = {
            kpi_id: (
                _groups(self.told, kpi_id, YEAR, split),
                _groups(self.exact, kpi_id, YEAR, split),
                _groups(self.exact, kpi_id, OWN, split) if self.own else {},
            )
            for kpi_id in names
        }
        every = {group for kinds in self.groups.values() for group in kinds[1]}
        atoms = {name for parts in names.values() for added in parts.values() for name in added}
        self.places = {atom: place for place, atom in enumerate(product(sorted(every, key=str), sorted(atoms)))}
        self.truth = {(group, name): self._exactly(group, name) for group, name in self.places}

    def _exactly(self, group: str | None, name: str) -> float:
        def of(kpi_id: str, field: str) -> float:
            _, exact, own = self.groups[kpi_id]
            return sum(
                sign * (getattr(numbers[group], field) or 0)
                for sign, numbers in ((1, exact), (-1, own))
                if group in numbers
            )

        return sum(sign * of(kpi_id, field) for sign, kpi_id, field in EXACT[name])

    def row(self, groups: set[str | None] | None, names: tuple[str, ...]) -> np.ndarray:
        """The sum of these atoms over these groups; None is all of them."""
        row = np.zeros(len(self.places))
        for (group, name), place in self.places.items():
            row[place] = name in names and (groups is None or group in groups)
        return row

    def equations(self) -> Iterator[np.ndarray]:
        for kpi_id, parts in self.names.items():
            cells: list[tuple[set | None, Measurement]] = [(None, self.told.measure(kpi_id, YEAR).measurement)]
            cells += [({group}, one) for group, one in self.groups[kpi_id][0].items()]
            for groups, one in cells:
                if one.silence in (None, Silence.NO_CASES):
                    yield from (self.row(groups, added) for added in parts.values())

    def attack(self, rows: list[np.ndarray]) -> None:
        """Nothing small among atoms, the numbers of the family and what two of them differ by may be a sum of what is told."""
        values = np.array([self.truth[atom] for atom in self.places])
        known = np.array(rows) if rows else np.zeros((1, len(values)))
        rank = np.linalg.matrix_rank(known)
        sums = {added for parts in self.names.values() for added in parts.values()} | {
            (name,) for _, name in self.places
        }
        for groups, added in product([None, *({group} for group, _ in self.places)], sums):
            target = self.row(groups, added)
            if 0 < target @ values < LIMIT:
                assert np.linalg.matrix_rank(np.vstack([known, target])) > rank, (groups, added, target @ values)


def _groups(answers: Answers, kpi_id: str, selection: Selection, split: Split) -> Numbers:
    return {row.group: row.measurement for row in answers.split(kpi_id, selection, split).groups}


@few
@given(world=worlds(most=70))
@both
@pytest.mark.parametrize("name", FAMILIES)
def test_no_small_count_follows_from_the_numbers_of_a_family(world: World, viewer: Viewer, name: str) -> None:
    with TemporaryDirectory() as folder:
        warehouse = Warehouse.newest(world.written(Path(folder)))
        for split in (Split.TEAM, Split.PARAGRAPH):
            reader = Reader(warehouse, viewer, split, FAMILIES[name])
            reader.attack(list(reader.equations()))


@few
@given(world=worlds(most=70))
@both
def test_no_small_count_follows_from_the_laws_and_paragraphs_of_the_board(world: World, viewer: Viewer) -> None:
    laws = {one["paragraph"]: one for one in PARAGRAPHS}
    kinds: dict[str, Callable[[str], bool]] = {
        "reversal_rate_general": lambda one: one in laws and laws[one]["law"] == "SEL",
        "reversal_rate_other_laws": lambda one: one in laws and laws[one]["law"] != "SEL",
        "reversal_rate_disability": lambda one: one in laws and "danmarkskort_group" in laws[one],
    }
    with TemporaryDirectory() as folder:
        warehouse = Warehouse.newest(world.written(Path(folder)))
        reader = Reader(warehouse, viewer, Split.PARAGRAPH, BOARD)
        rows = list(reader.equations())
        for kpi_id, counts in kinds.items():
            if reader.told.measure(kpi_id, YEAR).measurement.silence is not Silence.SUPPRESSED:
                groups = {group for group, _ in reader.places if counts(group)}
                rows += [reader.row(groups, added) for added in BOARD["reversal_rate"].values()]
        reader.attack(rows)


def decided(count: int, month: int, **more: object) -> list[dict]:
    return [
        {"received_date": date(2022, 6, 1), "decided_date": date(2023, month, 10), "team_id": "T1"} | more
        for _ in range(count)
    ]


def withdrawn(count: int, month: int) -> list[dict]:
    day = date(2023, month, 12)
    return [{"received_date": date(2022, 6, 1), "withdrawn_date": day, "team_id": "T1"} for _ in range(count)]


def told(folder: Path, cases: list[dict], viewer: Viewer = STEERING_GROUP) -> Answers:
    named = [case | {"case_id": f"S{number}"} for number, case in enumerate(cases)]
    return Answers(Warehouse.newest(contract_warehouse(folder, named, date(2023, 4, 30))), viewer)


class TestByHand:
    def test_one_withdrawn_application_is_not_told_by_closed_less_decided(self, tmp_path: Path) -> None:
        """60 decided, 1 withdrawn: 61 closed are not told; of 6 withdrawn they are."""
        few_withdrawn = told(tmp_path, decided(60, 2) + withdrawn(1, 2))
        assert few_withdrawn.measure("clearance_rate", YEAR).measurement.silence is Silence.SUPPRESSED
        assert few_withdrawn.measure("decisions", YEAR).measurement.value == 60
        some = told(tmp_path / "some", decided(60, 2) + withdrawn(6, 2))
        assert some.measure("clearance_rate", YEAR).measurement.numerator == 66

    def test_the_chief_reads_it_all(self, tmp_path: Path) -> None:
        answers = told(tmp_path, decided(60, 2) + withdrawn(1, 2), CHIEF)
        assert answers.measure("clearance_rate", YEAR).measurement.numerator == 61
        assert {one.measurement.silence for one in answers.split("open_cases", YEAR, Split.MONTH).groups} == {None}

    def test_the_stock_before_a_month_with_one_withdrawn_is_not_told(self, tmp_path: Path) -> None:
        """7 decided in February and in March, one withdrawn in March: February's end and all ends before it are silent,
        since the 1 would be what is left; January's end to February's end tells of nobody hidden."""
        answers = told(tmp_path, decided(7, 2) + decided(7, 3) + withdrawn(1, 3) + decided(9, 4))
        stock = {one.group: one.measurement.value for one in answers.split("open_cases", YEAR, Split.MONTH).groups[-4:]}
        assert stock == {"2023-01": None, "2023-02": None, "2023-03": 9, "2023-04": 0}

    def test_the_outcome_of_few_is_not_told_by_the_shares_of_the_others(self, tmp_path: Path) -> None:
        """20 granted, 10 refused, 3 ended: the shares are told by none of the KPIs, the decisions are."""
        outcomes = ["granted"] * 20 + ["refused"] * 10 + ["ended"] * 3
        cases = [case | {"decision_outcome": one} for case, one in zip(decided(33, 2), outcomes, strict=True)]
        answers = told(tmp_path, cases)
        for kpi_id in ("granted_share", "refused_share", "ended_share", "partly_granted_share"):
            assert answers.measure(kpi_id, YEAR).measurement.silence is Silence.SUPPRESSED, kpi_id
        assert answers.measure("decisions", YEAR).measurement.value == 33

    def test_the_hidden_n_of_the_rate_is_not_told_by_the_days_the_same_decisions_took(self, tmp_path: Path) -> None:
        """13 decided on their merits, 3 of them changed: the rate is hidden together with its n (kpis.md)."""
        cases = [case | {"case_id": f"S{number}"} for number, case in enumerate(decided(13, 1, paragraph="85"))]
        complaints = [
            {"complaint_id": f"K{number}", "case_id": f"S{number}", "received_date": date(2023, 1, 20),
             "board_outcome": "changed" if number < 3 else "upheld", "board_decided_date": date(2023, 4, 10)}
            for number in range(13)
        ]  # fmt: skip
        complaints.append({"complaint_id": "K99", "case_id": "S0", "received_date": date(2022, 1, 5)})  # a year back
        folder = contract_warehouse(tmp_path, cases, date(2023, 4, 30), others=complaint_tables(cases, complaints))
        for viewer, n in ((STEERING_GROUP, None), (CHIEF, 13)):
            answers = Answers(Warehouse.newest(folder), viewer)
            for kpi_id in ("reversal_rate", "days_to_board_outcome"):
                assert answers.measure(kpi_id, YEAR).measurement.n == n, (viewer, kpi_id)
