"""The overview's last row: how the action plan stands, as recorded."""

from datetime import UTC, date, datetime

import pytest

from dashboard.initiative import InitiativeStatus
from dashboard.register import StatusUpdate
from tests.answers.small_warehouse import contract_warehouse
from tests.screen.conftest import shown
from tests.screen.plan_tables import with_plans, write
from tests.screen.test_initiatives_page import AS_OF, LATE, NOON, plain


@pytest.fixture
def overview(run_app):
    def row(folder) -> str:
        app = run_app(folder, "overview")
        assert not app.exception
        return plain(shown(app))

    return row


def test_a_plan_nobody_has_written_about_claims_nothing(overview, tmp_path):
    told = overview(with_plans(tmp_path))
    assert "Indsatser i handleplanen" in told
    assert "Ingen status er skrevet endnu" in told
    assert "går efter planen" not in told


def test_the_row_counts_what_is_recorded(overview, tmp_path):
    folder = with_plans(tmp_path)
    write(folder, NOON, LATE)
    write(folder, datetime(2023, 9, 20, tzinfo=UTC), StatusUpdate("cvv_supervision", InitiativeStatus.ON_TRACK, "ok"))
    write(folder, NOON, StatusUpdate("cvv_availability", InitiativeStatus.DONE, "Telefonerne er flyttet"))
    told = overview(folder)
    assert "2 af 9 går efter planen eller er gennemført" in told
    assert "1 er bagud eller i risiko for det" in told
    assert "Ikke opdateret i mere end 4 uger: 1" in told  # 20 September to 30 November is ten weeks
    assert "Ønsker en beslutning: 1" in told


def test_a_municipality_without_a_plan_has_no_such_row(overview, tmp_path):
    folder = contract_warehouse(tmp_path, [{"case_id": "S1", "received_date": date(2023, 5, 2)}], AS_OF)
    assert "Indsatser i handleplanen" not in overview(folder)
