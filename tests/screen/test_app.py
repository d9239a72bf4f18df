"""The page opens on every kind of warehouse, and what goes wrong becomes a sentence."""

import re
from datetime import date, timedelta

import duckdb
import pytest

from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import small_cases
from tests.screen.conftest import plain_tables, shown

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

    def test_on_cases_whose_decision_dates_nobody_delivered(self, run_app, tmp_path):
        """Without them every case would look open and late; only what was received is known."""
        columns = ("case_id", "received_date", "deadline_date")
        bare = [{name: case[name] for name in columns if name in case} for case in small_cases(60)]
        app = run_app(contract_warehouse(tmp_path, bare, AS_OF, delivered=columns))
        assert not app.exception
        page = shown(app)
        assert page.count("ikke leveret") >= 4
        assert "Oplysningerne er ikke leveret i udtrækket." in page
        assert "Noget gik galt" not in page
        assert "åbne sager er over" not in page
        assert "Der er ingen åbne sager" not in page
        assert "Ingen sager er over fristen" not in page
        assert "for få afgørelser" not in page
        assert "Ikke leveret i udtrækket: Afgjort, Åbne sager ved månedens udgang." in page

    @pytest.mark.parametrize(
        "month", ["0001-01", "9999-12", "0000-00", "9" * 30 + "-01", "9" * 5000 + "-01", "jan " + "9" * 5000]
    )
    def test_at_an_address_with_months_no_data_have(self, run_app, tmp_path, month):
        app = run_app(contract_warehouse(tmp_path, small_cases(60), AS_OF), **{"from": month, "to": month})
        assert not app.exception
        assert "Noget gik galt" not in shown(app)
        assert "Linket blev ikke forstået helt." in shown(app)

    @pytest.mark.parametrize("page", ["deadlines", "decisions"])
    def test_of_one_month_without_a_picture_of_its_course(self, run_app, tmp_path, page):
        folder = contract_warehouse(tmp_path, small_cases(300), AS_OF)
        assert "data:image/svg+xml" not in shown(run_app(folder, page, **{"from": "2023-05", "to": "2023-05"}))
        assert "data:image/svg+xml" in shown(run_app(folder, page, **{"from": "2023-04", "to": "2023-05"}))

    def test_of_one_month_names_it_in_the_title_of_the_trend(self, run_app, tmp_path):
        folder = contract_warehouse(tmp_path, small_cases(60), AS_OF)
        page = shown(run_app(folder, **{"from": "2023-05", "to": "2023-05"}))
        assert "måned for måned" not in page
        assert "Andel afgørelser inden for fristen i maj 2023" in page

    @pytest.mark.parametrize(("viewer", "told"), [
        ("chief", "14 sager er over fristen, 6 af dem uden skriftlig underretning"),
        ("steering_group", "14 sager er over fristen</h2>"),
        ("team_leader:T1", "14 sager er over fristen</h2>"),
    ])  # fmt: skip
    def test_and_counts_notices_only_for_who_may_open_every_case(self, run_app, tmp_path, viewer, told):
        late = {"received_date": date(2023, 3, 1), "deadline_date": date(2023, 4, 1), "paragraph": "85"}
        noticed = late | {"notice_date": date(2023, 3, 20)}
        cases = [
            (late if number % 7 < 3 else noticed) | {"case_id": f"S{number}", "team_id": f"T{number % 2 + 1}"}
            for number in range(14)
        ]
        page = shown(run_app(contract_warehouse(tmp_path, cases, AS_OF, is_example=True), viewer=viewer))
        assert told in page

    def test_in_an_unfinished_month(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, small_cases(300), date(2023, 11, 14)))
        app.selectbox(key="to").set_value("2023-11").run()
        assert not app.exception
        assert "Åben cirkel: måneden er ikke slut." in shown(app)
        assert "Åbne søjler: måneden er ikke slut." in shown(app)


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


class TestTheTile:
    @pytest.mark.parametrize(("first", "changes"), [("2022-12", 1), ("2023-09", 2), ("2023-11", 2)])
    def test_both_earlier_periods_are_shown_unless_they_are_one(self, run_app, tmp_path, first, changes):
        """Over twelve months the period before is the same period last year."""
        app = run_app(contract_warehouse(tmp_path, small_cases(300), AS_OF))
        app.selectbox(key="from").set_value(first).run()
        tiles = shown(app).split('class="tile"')[1:]
        assert [tile.count('class="tile-change') for tile in tiles] == [changes] * 4
        assert all("året før" in tile for tile in tiles)
        assert ("perioden før" in tiles[0], "periodens begyndelse" in tiles[1]) == (changes == 2,) * 2

    def test_an_overdue_count_says_of_how_many(self, run_app, tmp_path):
        cases = small_cases(300)
        opened = [case for case in cases if case.get("decided_date") is None]
        page = shown(run_app(contract_warehouse(tmp_path, cases, AS_OF)))
        assert f"<span>af {len(opened)} åbne sager</span>" in page

    def test_few_cases_are_counted_and_not_judged(self, run_app, tmp_path):
        day = date(2023, 10, 2)
        cases = [{"case_id": f"S{one}", "received_date": day, "deadline_date": date(2023, 10, 16), "decided_date": day,
                  "application_type": ("new", "renewal")[one % 2]} for one in range(6)]  # fmt: skip
        page = shown(run_app(contract_warehouse(tmp_path, cases, AS_OF)))
        assert "6 af 6 afgørelser med frist er inden for fristen; det er for få til en vurdering" in page
        assert "For få afgørelser til at sammenligne nye ansøgninger og genansøgninger" in page
        assert "Der er for få afgørelser med frist til at vurdere paragrafferne" in page

    def test_why_an_earlier_period_is_missing_is_told(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, small_cases(300), AS_OF))
        assert "går ikke langt nok tilbage" not in shown(app)
        app.selectbox(key="from").set_value("2021-01").run()
        assert "Udtrækket går ikke langt nok tilbage til alle sammenligninger." in shown(app)


class TestTheRowsBehindANumber:
    def test_follow_the_filters(self, run_app, tmp_path):
        cases = small_cases(300)
        app = run_app(contract_warehouse(tmp_path, cases, AS_OF))
        app.selectbox(key="drill_trend").set_value("2023-05").run()
        app.multiselect(key="team").set_value(["T1"]).run()
        in_may = [case for case in cases if str(case.get("decided_date"))[:7] == "2023-05" and case["team_id"] == "T1"]
        assert f"Afgørelser med frist i maj 2023: {len(in_may)}" in shown(app)

    def test_close_when_what_they_stand_behind_is_gone(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, small_cases(300), AS_OF))
        app.selectbox(key="drill_trend").set_value("2023-05").run()
        assert "Afgørelser med frist i maj 2023" in shown(app)
        app.selectbox(key="from").set_value("2023-07").run()
        assert "Afgørelser med frist i maj 2023" not in shown(app)
        app.selectbox(key="from").set_value("2022-12").run()
        assert "Afgørelser med frist i maj 2023" not in shown(app)


class TestAListOfCases:
    @staticmethod
    def overdue(count: int) -> list[dict]:
        """Open cases, the first of them longest over its deadline: ``count`` days, the next one less."""
        return [{"case_id": f"S{one}", "received_date": date(2023, 1, 1), "paragraph": "85",
                 "deadline_date": AS_OF - timedelta(days=count - one)} for one in range(count)]  # fmt: skip

    def test_shows_the_most_urgent_at_once_and_all_of_them_on_request(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, self.overdue(25), AS_OF))
        (first,) = [one for one in plain_tables(app) if "Dage over" in one[0]]
        assert [int(row["Dage over"]) for row in first] == list(range(25, 15, -1))
        assert "De første 10 af 25 sager." in shown(app)
        assert "Underretning: om borgeren har fået skriftlig besked" in shown(app)
        app.toggle(key="all_cases_overdue").set_value(True).run()
        assert "Rul i tabellen for at se alle 25 sager." in shown(app)
        (every,) = [one.value for one in app.dataframe if "Dage over" in one.value.columns]
        assert every["Dage over"].tolist() == list(range(25, 0, -1))

    def test_of_few_is_whole_and_offers_no_more(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, self.overdue(10), AS_OF))
        (whole,) = [one for one in plain_tables(app) if "Dage over" in one[0]]
        assert [row["Sag"] for row in whole] == [f"S{one}" for one in range(10)]
        assert not [one for one in app.toggle if one.key == "all_cases_overdue"]


class TestTheParagraphs:
    def test_are_judged_by_each_cases_own_deadline(self, run_app, tmp_path):
        """Nine in ten keep their own deadline, though the 80th percentile lies beyond the deadline most of them have."""
        quick = {
            "received_date": date(2023, 3, 1),
            "deadline_date": date(2023, 3, 15),
            "decided_date": date(2023, 3, 11),
        }
        slow = quick | {"deadline_date": date(2023, 6, 1), "decided_date": date(2023, 5, 20)}
        late = quick | {"decided_date": date(2023, 3, 17)}
        cases = [quick] * 11 + [slow] * 7 + [late] * 2
        cases = [case | {"case_id": f"S{place}", "paragraph": "85"} for place, case in enumerate(cases)]
        page = shown(run_app(contract_warehouse(tmp_path, cases, AS_OF)))
        assert "Mindst 80 % af afgørelserne er inden for fristen".replace(" %", "&nbsp;%") in page


class TestWhatGoesWrong:
    def test_a_broken_warehouse_file_is_named(self, run_app, tmp_path):
        (tmp_path / "warehouse").mkdir()
        (tmp_path / "warehouse" / "warehouse_20231201T000000.duckdb").write_bytes(b"not a database")
        app = run_app(tmp_path)
        assert "Siden kan ikke vises endnu" in shown(app)
        assert "warehouse_20231201T000000.duckdb kan ikke læses" in shown(app)

    def test_a_missing_warehouse_is_a_kind_sentence(self, run_app, tmp_path):
        app = run_app(tmp_path)
        assert not app.exception
        assert "Siden kan ikke vises endnu" in shown(app)

    def test_a_setting_that_is_no_number_is_named(self, run_app, tmp_path):
        settings = {"stale_after_days": "ti"}
        app = run_app(contract_warehouse(tmp_path, small_cases(30), AS_OF, settings=settings))
        assert "Indstillingen stale_after_days skal være et helt tal, men er »ti«" in shown(app)

    def test_another_contract_is_a_kind_sentence(self, run_app, tmp_path):
        app = run_app(contract_warehouse(tmp_path, [], AS_OF, contract_version=99))
        assert "Siden kan ikke vises endnu" in shown(app)

    def test_an_unexpected_error_shows_a_number_and_no_traceback(self, run_app, tmp_path, caplog):
        folder = contract_warehouse(tmp_path, small_cases(30), AS_OF)
        with duckdb.connect(str(next(folder.glob("warehouse/*")))) as connection:
            connection.execute("drop table reference.events")
        app = run_app(folder)
        assert not app.exception
        number = shown(app).split("nummer ")[1][:8]
        assert f"unexpected error {number}" in caplog.text
        assert "Traceback" not in shown(app)


class TestTargetsNoKpiAnswersTo:
    def test_are_told(self, run_app, tmp_path):
        targets = [("timely_decision", 0.9, False, date(2021, 1, 1))]
        page = shown(run_app(contract_warehouse(tmp_path, small_cases(30), AS_OF, targets=targets)))
        assert "Mål uden nøgletal." in page
        assert "»timely_decision«" in page

    def test_are_no_news_where_there_are_none(self, run_app, tmp_path):
        targets = [("timely_decisions", 0.9, False, date(2021, 1, 1))]
        page = shown(run_app(contract_warehouse(tmp_path, small_cases(30), AS_OF, targets=targets)))
        assert "Mål uden nøgletal." not in page


class TestOldData:
    def test_old_data_are_announced(self, run_app, tmp_path):
        assert "Data er gamle." in shown(run_app(contract_warehouse(tmp_path, small_cases(30), AS_OF)))

    def test_fresh_data_are_not(self, run_app, tmp_path):
        yesterday = date.today() - timedelta(days=1)
        assert "Data er gamle." not in shown(run_app(contract_warehouse(tmp_path, small_cases(30), yesterday)))


class TestWhatIsHiddenIsSaidToBe:
    """One paragraph has 3 decisions, two have 40 and 30; the steering group reads 73 and not 70, and no 0 of what is hidden."""

    @pytest.fixture
    def folder(self, tmp_path):
        decided = {
            "received_date": date(2023, 3, 1),
            "deadline_date": date(2023, 4, 1),
            "decided_date": date(2023, 3, 20),
        }
        paragraphs = ["85"] * 40 + ["97"] * 30 + ["112"] * 3
        cases = [decided | {"case_id": f"S{number}", "paragraph": one} for number, one in enumerate(paragraphs)]
        cases += [
            {"case_id": f"O{number}", "received_date": date(2023, 11, 1), "paragraph": "85"} for number in range(3)
        ]
        return contract_warehouse(tmp_path, cases, AS_OF, is_example=True)

    def test_the_paragraphs_n_is_that_of_all_decisions(self, run_app, folder):
        page = shown(run_app(folder, viewer="steering_group"))
        assert "73 afgørelser. Lavest rettidighed først" in page
        assert not re.search(r"\b(70|43|40|30) afgørelser. Lavest", page)

    def test_few_open_cases_are_not_said_to_be_none(self, run_app, folder):
        page = shown(run_app(folder, viewer="steering_group"))
        assert re.search("(færre end 5 åbne sager|antallet af åbne sager er skjult), hele området", page)
        assert "0 åbne sager" not in page

    def test_a_table_says_which_cells_are_hidden(self, run_app, folder):
        app = run_app(folder, viewer="steering_group")
        for name in ("flow", "age", "paragraphs"):
            app.toggle(key=f"table_{name}").set_value(True).run()
            remarks = app.dataframe[0].value
            remarks = (remarks.data if hasattr(remarks, "data") else remarks)["Bemærkning"]
            assert remarks.str.contains("skjult|færre end 5").any(), name
            app.toggle(key=f"table_{name}").set_value(False).run()
