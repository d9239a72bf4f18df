"""Every KPI gives the number computed by hand in examples/<kpi_id>.toml, on a warehouse built by the real loading."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.kpi.registry import registry
from dashboard.measurement import GroupMeasurement, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.kpi.loaded_warehouse import REGISTERS, loaded_warehouse

EXAMPLES = Path(__file__).parent / "examples"
SELECTED = ("team_ids", "unit_ids", "paragraphs", "application_types")


def test_every_kpi_has_an_example_computed_by_hand() -> None:
    assert {file.stem for file in EXAMPLES.glob("*.toml")} == set(registry())


@pytest.mark.parametrize("kpi_id", sorted(registry()))
def test_a_kpi_gives_the_number_computed_by_hand(kpi_id: str, tmp_path: Path) -> None:
    example = _example(kpi_id)
    loaded_warehouse(
        tmp_path, example["cases"], example["as_of"], {name: example[name] for name in REGISTERS if name in example}
    )
    answers = Answers(Warehouse.newest(tmp_path), CHIEF)
    assert answers.as_of == example["as_of"]
    for expected in example["expected"]:
        row = _asked(answers, kpi_id, _selection(example, expected), expected)
        for name, value in expected.items():
            if name not in (*SELECTED, "split", "group", "as_of", "period"):
                assert row[name] == (pytest.approx(value) if isinstance(value, float) else value), (name, expected)


def _example(kpi_id: str) -> dict:
    """An example may take its rows from a file of ``rows``, where several numbers of one story are told."""
    example = tomllib.loads((EXAMPLES / f"{kpi_id}.toml").read_text(encoding="utf-8"))
    if "rows" not in example:
        return example
    return tomllib.loads((EXAMPLES / "rows" / f"{example['rows']}.toml").read_text(encoding="utf-8")) | example


def _selection(example: dict, expected: dict) -> Selection:
    first, last = expected.get("period", example["period"])
    chosen = {name: tuple(expected[name]) for name in SELECTED if name in expected}
    return Selection(Period(Month.parse(first), Month.parse(last)), **chosen)


def _asked(answers: Answers, kpi_id: str, selection: Selection, expected: dict) -> dict[str, object]:
    as_of: date | None = expected.get("as_of")
    if "split" not in expected:
        answer = answers.measure(kpi_id, selection, as_of)
        return {"without_rule": answer.without_rule, "pending": answer.pending} | vars(answer.measurement)
    groups = answers.split(kpi_id, selection, Split(expected["split"]), as_of).groups
    row: GroupMeasurement = next(one for one in groups if one.group == expected.get("group"))
    return vars(row) | vars(row.measurement)
