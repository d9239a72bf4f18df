"""A KPI is one file: what it must hold, and that a new one needs no Python."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from dashboard.analysis.control_chart import ChartKind
from dashboard.analysis.intervals import quantile_ranks, wilson
from dashboard.answers.counting import count_groups, count_total
from dashboard.errors import MissingKpiField, UnknownKpiField, UnreadableKpi, WrongKpiField
from dashboard.kpi.definition import Direction, Steps, read_kpi
from dashboard.kpi.registry import DEFINITIONS, registry
from dashboard.measurement import Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import CONTRACT, contract_warehouse

ROW = {"team_id": "T1", "received_date": date(2023, 5, 1)}


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(24, 129, 12.8, 26.2), (12, 40, 18.1, 45.4), (6, 16, 18.5, 61.4), (3, 8, 13.7, 69.4), (1, 4, 4.6, 69.9)],
)
def test_the_wilson_interval_gives_the_published_bounds(
    numerator: int, denominator: int, low: float, high: float
) -> None:
    assert [round(bound * 100, 1) for bound in wilson(numerator, denominator)] == [low, high]


def test_a_share_of_none_or_all_has_an_interval_that_ends_there() -> None:
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1


def test_a_quantile_carries_the_ordered_values_at_its_ranks(tmp_path: Path) -> None:
    # 100 cases decided after 1 to 100 days: the value at a rank is the rank itself.
    cases = [
        {
            "case_id": f"S{days}",
            "received_date": date(2023, 5, 1),
            "decided_date": date.fromordinal(date(2023, 5, 1).toordinal() + days),
        }
        for days in range(1, 101)
    ]
    warehouse = Warehouse.newest(contract_warehouse(tmp_path, cases, date(2023, 12, 31)))
    year = Selection(Period(Month(2023, 1), Month(2023, 12)))
    for kpi_id in ("median_processing_days", "p80_processing_days", "p90_processing_days"):
        kpi = registry()[kpi_id]
        told = count_total(warehouse, kpi, year, date(2023, 12, 31)).measurement
        assert told.interval == quantile_ranks(kpi.quantile, 100)


def test_every_definition_names_what_it_is_mistaken_for_its_caveats_and_its_history() -> None:
    for kpi in registry().values():
        assert kpi.confused_with, kpi.kpi_id
        assert kpi.caveats, kpi.kpi_id
        assert kpi.history, kpi.kpi_id


def test_no_control_chart_stands_on_overlapping_windows_nor_judges_the_ends_of_months() -> None:
    for kpi in registry().values():
        steps = kpi.process_control.steps
        if kpi.rolling_months:
            assert steps in (Steps.QUARTERS, Steps.NONE), kpi.kpi_id
        if kpi.is_stock:
            assert steps in (Steps.MONTH_ENDS, Steps.NONE), kpi.kpi_id
    unjudged = {kpi.kpi_id for kpi in registry().values() if kpi.process_control.steps is Steps.NONE}
    assert unjudged == {
        "due_within_14_days", "oldest_overdue_days", "worker_changes_per_citizen", "median_dispatch_days", "p90_dispatch_days",
    }  # fmt: skip


# Columns that the loading computes, by mart -> the delivered or computed columns they rest on.
REASSESSED = {"reassessment_outcome", "reassessed_date", "forwarded_date"}
CHANGED_WORKER = {"citizen_id", "worker_id", "from_date"}
RESTS_ON = {
    "cases": {
        "closed_date": {"decided_date"},
        "gross_days": {"decided_date"},
        "dispatch_days": {"decided_date", "sent_date"},
        "is_timely": {"decided_date", "deadline_date"},
        "is_notified_in_time": {"notice_date", "deadline_date"},
        "is_started_in_time": {"start_date"},
        "decision_outcome": {"decision_outcome", "decided_date"},  # known from the day of the decision
        "sent_date": {"sent_date", "decided_date"},
        "case_weight": {"paragraph"},
        "is_appealable": set(),  # of a case without a paragraph it is taken to be so
    },
    "appeals": {
        "finished_date": REASSESSED,
        "is_reassessed_in_time": REASSESSED,
        "clock_ended_date": REASSESSED,
        "forwarding_deadline_date": {"reassessment_outcome", "reassessed_date", "citizen_maintains_date"},
        "reassessment_outcome": {"reassessment_outcome", "reassessed_date"},
        "decision_outcome": {"case_id", "decision_outcome"},
        "is_appealable": {"case_id"},
        "closed_date": set(),  # none may have been closed, and none may have reached the board
        "board_decided_date": set(),
    },
    "board_decisions": {
        "board_outcome": {"board_outcome", "board_decided_date"},
        "is_appealable": {"case_id"},
        "decided_date": {"case_id", "decided_date"},
        "days_to_outcome": {"case_id", "days_to_outcome"},
        "law": {"case_id", "law"},
        "danmarkskort_group": {"case_id", "paragraph"},
    },
    "workers": {"role": {"role", "valid_from"}},
    "assignments": {"is_in_force": {"from_date"}, "last_year_share": {"citizen_id", "from_date"}},
    "worker_changes": {"is_in_last_year": CHANGED_WORKER, "change_date": CHANGED_WORKER},
}
# Always delivered, or a condition that is no reason for silence: nobody may have withdrawn, every case may have a rule.
NO_REASON = {"case_id", "received_date", "application_type", "as_of_date", "withdrawn_date", "deadline_source"}


@pytest.mark.parametrize("kpi_id", sorted(registry()))
def test_every_column_that_decides_a_number_is_needed(kpi_id: str) -> None:
    parts = registry()[kpi_id].parts
    marts = tomllib.loads(CONTRACT.read_text(encoding="utf-8"))["marts"]
    decides: set[str] = set()
    for name, part in parts.items():
        if name in ("pending", "without_rule"):
            continue
        rests = RESTS_ON[part.mart]
        told = f"{part.expression} {part.counted_on} {part.value} {part.distinct} {part.amount}"
        mentioned = set(re.findall(r"[a-z_]+", told)) & (set(marts[part.mart]["columns"]) | set(rests))
        # A case is always told by its id; a complaint may be delivered without the case it is about.
        no_reason = NO_REASON if part.mart == "cases" else NO_REASON - {"case_id"}
        decides |= set().union(*(rests.get(column, {column}) for column in mentioned - no_reason))
    main = [part for name, part in parts.items() if name not in ("pending", "without_rule")]
    # Only a number of the withdrawn themselves needs to know who withdrew.
    needed = {column for part in main for column in (*part.needs_columns, *part.needs_values)} - {"withdrawn_date"}
    assert decides == needed


def test_the_directions_are_those_of_the_binding_table() -> None:
    up = {
        "timely_decisions", "notified_delays", "clearance_rate", "timely_by_cohort", "timely_start_101", "upheld_share",
        "timely_reassessments",
    }  # fmt: skip
    neutral = {
        "received_cases", "decisions", "withdrawn_cases", "reversals", "board_decisions", "complaints",
        "complaints_per_100_refusals", "complaints_over_other_decisions", "open_reassessments", "open_forwardings",
        "reassessment_changes", "days_to_board_outcome", "fte", "permanent_fte", "worker_changes", "granted_share",
        "partly_granted_share", "refused_share", "ended_share",
    }  # fmt: skip
    for kpi_id, kpi in registry().items():
        expected = Direction.UP if kpi_id in up else Direction.NEUTRAL if kpi_id in neutral else Direction.DOWN
        assert kpi.direction is expected, kpi_id


def test_a_new_kpi_is_a_new_file_and_no_python(tmp_path: Path) -> None:
    text = (DEFINITIONS / "decisions.toml").read_text(encoding="utf-8")
    text = text.replace('withdrawn_date is null"', "withdrawn_date is null and decision_outcome = 'refused'\"")
    definitions = tmp_path / "definitions"
    definitions.mkdir()
    (definitions / "refusals.toml").write_text(text, encoding="utf-8")
    refused = registry(definitions)["refusals"]
    decided = ROW | {"decided_date": date(2023, 5, 9)}
    cases = [
        decided | {"case_id": "A", "decision_outcome": "refused"},
        decided | {"case_id": "B", "decision_outcome": "granted"},
    ]
    warehouse = Warehouse.newest(contract_warehouse(tmp_path, cases, date(2023, 5, 31)))
    may = Selection(Period(Month(2023, 5), Month(2023, 5)))
    assert count_total(warehouse, refused, may, date(2023, 5, 31)).measurement.value == 1
    assert count_groups(warehouse, refused, may, date(2023, 5, 31), Split.TEAM)["T1"].measurement.value == 1


class TestWrongFiles:
    @pytest.fixture
    def text(self) -> str:
        return (DEFINITIONS / "timely_decisions.toml").read_text(encoding="utf-8")

    def read(self, folder: Path, text: str) -> None:
        file = folder / "broken.toml"
        file.write_text(text, encoding="utf-8")
        read_kpi(file)

    @pytest.mark.parametrize(
        "field", ["label", "owner", "legal_basis", "minimum_cases", "has_target", "caveats", "unit", "process_control"]
    )
    def test_a_missing_field_is_named(self, tmp_path: Path, text: str, field: str) -> None:
        lines = [line for line in text.split("\n") if not line.startswith(f"{field} =")]
        if field == "caveats":
            lines = text[: text.index("caveats")].split("\n") + text[text.index("[process_control]") :].split("\n")
        if field == "process_control":
            lines = (text[: text.index("[process_control]")] + text[text.index("[title]") :]).split("\n")
        with pytest.raises(MissingKpiField) as missing:
            self.read(tmp_path, "\n".join(lines))
        assert (missing.value.file, missing.value.field) == ("broken.toml", field)

    def test_an_empty_text_counts_as_missing(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(MissingKpiField):
            self.read(tmp_path, text.replace('owner = "Centerchefen"', 'owner = ""'))

    def test_a_missing_part_field_is_named_with_its_part(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(MissingKpiField) as missing:
            self.read(tmp_path, text.replace('expression = "is_timely"\n', ""))
        assert missing.value.field == "numerator.expression"

    def test_a_misspelt_field_is_named(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(UnknownKpiField) as unknown:
            self.read(tmp_path, text.replace("decimals = 1", "decimals = 1\nminimum_case = 3"))
        assert unknown.value.field == "minimum_case"

    @pytest.mark.parametrize(("good", "bad", "field"), [
        ('kind = "share"', 'kind = "average"', "kind"),
        ('direction = "up"', 'direction = "higher"', "direction"),
        ("decimals = 1", 'decimals = "1"', "decimals"),
        ('counted_on = "decided_date"', 'counted_on = "as_of_date"', "numerator.counted_on"),
        ('mart = "cases"', 'mart = "cases; drop table x"', "numerator.mart"),
        ('steps = "months"', 'steps = "month_ends"', "process_control.steps"),
        ('steps = "months"', 'steps = "weeks"', "process_control.steps"),
        ('steps = "months"', 'steps = "months"\nchart = "days_between"', "process_control.chart"),
        ('minimum_cases = 10', 'rolling_months = 12\nminimum_cases = 10', "process_control.steps"),
        ('needs_values = ["deadline_date"]', 'needs_values = ["deadline_date) > 0 --"]', "numerator.needs_values"),
    ])  # fmt: skip
    def test_a_wrong_value_is_named(self, tmp_path: Path, text: str, good: str, bad: str, field: str) -> None:
        with pytest.raises(WrongKpiField) as wrong:
            self.read(tmp_path, text.replace(good, bad))
        assert wrong.value.field == field

    def test_its_own_chart_is_one_its_kind_can_have(self, tmp_path: Path, text: str) -> None:
        def chart(chosen: str) -> ChartKind | None:
            (tmp_path / "own.toml").write_text(text.replace('steps = "months"', chosen), encoding="utf-8")
            return read_kpi(tmp_path / "own.toml").process_control.chart

        assert chart('steps = "months"') is None
        assert chart('steps = "months"\nchart = "p_prime"') is ChartKind.P_PRIME
        text = text.replace('kind = "share"', 'kind = "ratio"')
        assert chart('steps = "months"\nchart = "xmr"') is ChartKind.XMR
        with pytest.raises(WrongKpiField):
            chart('steps = "months"\nchart = "p"')

    def test_a_file_that_is_no_toml_is_named_with_its_line(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableKpi) as unreadable:
            self.read(tmp_path, 'label = "x"\nthis is no toml')
        assert (unreadable.value.file, unreadable.value.line) == ("broken.toml", 2)

    def test_a_quantile_has_no_numerator(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(UnknownKpiField):
            self.read(tmp_path, text.replace('kind = "share"', 'kind = "quantile"'))
