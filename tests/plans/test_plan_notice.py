"""A plan that names a KPI there is not is told on the screen, with the file to mend; nothing else fails."""

from datetime import date

import pytest

from tests.answers.small_warehouse import contract_warehouse
from tests.screen.conftest import open_page, shown

DAY = date(2023, 11, 30)
PLAN = {
    "reference.plans": [{"plan_id": "p", "title": "Plan", "is_model": False, "document": "plan.txt"}],
    "reference.initiatives": [{"initiative_id": "a", "plan_id": "p", "title": "Indsats"}],
}


def page_with_link(folder, kpi_id: str, monkeypatch) -> str:
    link = {"initiative_id": "a", "kpi_id": kpi_id, "expected_direction": "up", "is_example": False}
    case = {"case_id": "1", "received_date": date(2023, 1, 1)}
    contract_warehouse(folder, [case], DAY, others=PLAN | {"reference.initiative_kpis": [link]})
    monkeypatch.setenv("DATA_DIR", str(folder))
    return shown(open_page("deadlines"))


@pytest.mark.parametrize(("kpi_id", "is_told"), [("timely_decision", True), ("timely_decisions", False)])
def test_a_misspelt_kpi_of_a_plan_is_told_with_its_file(tmp_path, monkeypatch, kpi_id, is_told):
    page = page_with_link(tmp_path, kpi_id, monkeypatch)
    assert ("notice-plans" in page) is is_told
    assert (f"»{kpi_id}« i reference/initiative_kpis.csv" in page) is is_told
