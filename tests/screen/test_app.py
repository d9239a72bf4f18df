"""The page opens on every kind of warehouse, and what goes wrong becomes a sentence."""

from datetime import date, timedelta

import pytest

from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import small_cases
from tests.screen.conftest import shown

AS_OF = date(2023, 11, 30)


class TestThePageOpens:
    def test_on_a_normal_warehouse(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, small_cases(300), AS_OF, is_example=True))
        assert not app.exception
        assert "Data pr. 30. november 2023" in shown(app)
        assert shown(app).count('class="tile-value"') == 4
        assert "Eksempeldata." in shown(app)

    def test_on_an_empty_warehouse_it_says_that_there_are_no_cases(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, [], AS_OF))
        assert not app.exception
        assert "Der er ingen sager i det valgte" in shown(app)

    @pytest.mark.parametrize("kept", ["received_date", "deadline_date", "decided_date"])
    def test_on_cases_that_lack_most_dates(self, run_app, tmp_path, kept):
        columns = ("case_id", "received_date", kept)
        bare = [{name: case[name] for name in columns if name in case} for case in small_cases(60)]
        app = run_app(contract_warehouse(tmp_path, bare, AS_OF))
        assert not app.exception
        assert "footer" in shown(app)
        assert "Noget gik galt" not in shown(app)

    def test_in_an_unfinished_month(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, small_cases(300), date(2023, 11, 14)))
        app.selectbox(key="to").set_value("2023-11").run()
        assert not app.exception
        assert "Åben cirkel: måneden er ikke slut." in shown(app)


class TestTheFilters:
    def test_hold_the_teams_to_the_chosen_units(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, small_cases(100), AS_OF))
        app.multiselect(key="unit").set_value(["E2"]).run()
        assert app.multiselect(key="team").options == ["Team 3"]

    def test_turn_a_backward_period_round(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, small_cases(100), AS_OF))
        app.selectbox(key="from").set_value("2023-06")
        app.selectbox(key="to").set_value("2023-02").run()
        assert "februar – juni 2023" in shown(app)


class TestWhatGoesWrong:
    def test_a_missing_warehouse_is_a_kind_sentence(self, run_app, tmp_path):
        app = run_app(tmp_path)
        assert not app.exception
        assert "Siden kan ikke vises endnu" in shown(app)

    def test_another_contract_is_a_kind_sentence(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, [], AS_OF, contract_version=99))
        assert "Siden kan ikke vises endnu" in shown(app)

    def test_an_unexpected_error_shows_a_number_and_no_traceback(self, run_app, tmp_path, caplog):
        folder = contract_warehouse(tmp_path, small_cases(30), AS_OF, settings={"stale_after_days": "ti"})
        app = run_app(folder)
        assert not app.exception
        number = shown(app).split("nummer ")[1][:8]
        assert f"unexpected error {number}" in caplog.text
        assert "Traceback" not in shown(app)


class TestOldData:
    def test_old_data_are_announced(self, run_app, tmp_path):
        assert "Data er gamle." in shown(run_app(contract_warehouse(tmp_path, small_cases(30), AS_OF)))

    def test_fresh_data_are_not(self, run_app, tmp_path):
        yesterday = date.today() - timedelta(days=1)
        assert "Data er gamle." not in shown(run_app(contract_warehouse(tmp_path, small_cases(30), yesterday)))
