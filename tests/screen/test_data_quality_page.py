"""What the page about the data tells, to whom, and where its counts come from."""

import csv
import tomllib
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.access import CHIEF, Role, Viewer
from dashboard.answers import Answers, configuration
from dashboard.answers.data_quality import broken_rules, count_of_findings, findings, run_history, sources
from dashboard.answers.usable_rows import gaps_of, usable_rows
from dashboard.kpi.registry import find_kpi, registry
from dashboard.ui.data_quality.findings import rule_name
from dashboard.ui.data_quality.parts import field_name, in_danish
from dashboard.warehouse import Warehouse
from dashboard.words import words
from tests.answers.small_warehouse import contract_warehouse
from tests.screen.conftest import shown

AS_OF = date(2023, 11, 30)
STEERING_GROUP = Viewer(Role.STEERING_GROUP)
LEADER = Viewer(Role.TEAM_LEADER, frozenset({"T1"}))
SECRET = "S0007"
RULES = Path(__file__).resolve().parents[2] / "etl"


def case(number: int, **columns: object) -> dict:
    return {"case_id": f"S{number:04d}", "received_date": date(2023, 3, 1), "team_id": "T1", "paragraph": "85",
            "deadline_date": date(2023, 4, 1), "decided_date": date(2023, 3, 20)} | columns  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """Ten cases: one that no deadline rule matches. Twelve rows were read: one set aside, one replaced by a newer line."""
    cases = [case(number) for number in range(9)]
    cases.append(case(9, deadline_date=None, deadline_source="missing"))
    made = contract_warehouse(tmp_path, cases, AS_OF, is_example=True, settings={"stale_after_days": "10"})
    with duckdb.connect(str(next(made.glob("warehouse/*.duckdb")))) as connection:
        connection.execute("delete from quality.source_files")
        connection.executemany(
            "insert into quality.source_files by name select $1 as source, 'cases' as table_name, $2 as file, "
            "$3 as physical_records, $4 as accepted, $5 as quarantined, $6 as superseded, $7::date as extract_date, "
            "['case_id', 'received_date', 'decided_date', 'application_type', 'team_id', 'paragraph', 'deadline_date'] "
            "as delivered_columns",
            [("sager", "a.csv", 9, 7, 1, 1, "2023-11-29"), ("sager", "b.csv", 3, 3, 0, 0, "2023-11-30")],
        )
        connection.executemany(
            "insert into quality.findings by name select $1 as finding_id, $2 as rule, $3 as severity, 'sager' as source, "
            "'a.csv' as file, $4 as key, 'decided_date' as column_name, '••••' as value, $5 as message, $6 as line",
            [
                (1, "unmatched_paragraph", "warn", "S0003", "Paragraffen mangler.", 5),
                (2, "decided_before_received", "quarantine", SECRET, f"Sagen {SECRET} er afgjort for tidligt.", 4321),
                (3, "unmatched_paragraph", "warn", "S0004", "Paragraffen mangler.", 6),
                (4, "a_rule_without_name", "warn", "S0004", "Noget andet.", 6),
            ],
        )
        connection.executemany(
            "insert into quality.run_history by name select $1 as run_id, 'sager' as source, 'cases' as table_name, "
            "$2 as physical_records, $3 as accepted, 1 as quarantined, 1 as superseded, 4 as findings, "
            "'2023-11-30'::date as as_of_date, $4 as finished_at",
            [("2", 12, 10, datetime(2023, 12, 1, 5)), ("1", 11, 9, datetime(2023, 11, 30, 5))],
        )
        connection.executemany(
            "insert into reference.deadlines by name select '85' as paragraph, null as subtype, $1 as application_type, "
            "$2 as unit, $3 as amount, true as is_example, $4::date as valid_from",
            [(None, "week", 8, "2018-01-01"), (None, "week", 6, "2023-01-01"), (None, "week", 4, "2024-01-01"),
             ("renewal", "week", 2, "2018-01-01"), ("renewal", None, None, "2022-01-01")],
        )  # fmt: skip
    return made


def answers(folder: Path, viewer: Viewer = CHIEF) -> Answers:
    return Answers(Warehouse.newest(folder), viewer)


def tables(app) -> str:
    return "\n".join(table.value.to_string(max_colwidth=200) for table in app.dataframe)


class TestTheSources:
    def test_are_summed_over_their_files_and_every_row_is_accounted_for(self, folder):
        (one,) = sources(answers(folder))
        assert (one.source, one.files, one.as_of) == ("sager", 2, AS_OF)
        assert (one.read, one.accepted, one.quarantined, one.superseded) == (12, 10, 1, 1)

    def test_that_are_missing_are_named(self, run_app, folder):
        page = shown(run_app(folder, "data_quality"))
        assert "12 rækker er læst, og 1 er sat til side" in page
        assert "Ikke leveret: Klager, Faste sagsbehandlere, Medarbejdere." in page


class TestTheRuns:
    def test_come_in_order_and_the_title_tells_what_changed(self, run_app, folder):
        assert [row.accepted for row in run_history(answers(folder))] == [9, 10]
        app = run_app(folder, "data_quality")
        assert "Brugte rækker siden forrige kørsel: Sager fra 9 til 10" in shown(app)
        assert "01-12-2023 05:00" in tables(app)

    @pytest.mark.parametrize(("runs", "charts", "toggles"), [(1, 0, 0), (2, 0, 0), (3, 1, 1)])
    def test_are_drawn_as_a_line_from_the_third_on(self, run_app, folder, runs, charts, toggles):
        with duckdb.connect(str(next(folder.glob("warehouse/*.duckdb")))) as connection:
            connection.execute("delete from quality.run_history where $1 = 1 and run_id = '1'", [runs])
            connection.execute(
                "insert into quality.run_history select * replace ('3' as run_id, finished_at + interval 1 day as finished_at) "
                "from quality.run_history where $1 = 3 and run_id = '2'", [runs],
            )  # fmt: skip
        app = run_app(folder, "data_quality")
        assert (len(app.get("plotly_chart")), len(app.toggle)) == (charts, toggles)
        assert ("Rækkerne står i tabellen ovenfor." in shown(app)) is (runs == 1)
        assert ("01-12-2023 05:00" in tables(app)) is (runs == 2)


class TestTheFindings:
    def test_are_counted_by_rule_gravest_first(self, folder):
        counted = [(rule.rule, rule.findings) for rule in broken_rules(answers(folder))]
        assert counted == [("decided_before_received", 1), ("unmatched_paragraph", 2), ("a_rule_without_name", 1)]

    def test_of_one_row_are_read_by_the_chief(self, run_app, folder):
        app = run_app(folder, "data_quality")
        assert SECRET in tables(app)
        assert "4321" in tables(app)
        assert "csv_findings" in [one.key for one in app.download_button]
        app.selectbox(key="finding_rule").set_value("unmatched_paragraph").run()
        kept = next(table.value for table in app.dataframe if "Hvad der skal rettes" in table.value.columns).to_string()
        assert "S0003" in kept
        assert SECRET not in kept

    @pytest.mark.parametrize("viewer", [LEADER, STEERING_GROUP], ids=str)
    def test_of_one_row_are_kept_from_everybody_else(self, run_app, folder, viewer):
        asked = answers(folder, viewer)
        assert findings(asked).empty
        assert [rule.example for rule in broken_rules(asked)] == [None] * 3
        assert [rule.findings for rule in broken_rules(asked)] == [None] * 3
        assert count_of_findings(asked) is None
        app = run_app(folder, "data_quality", viewer=str(viewer))
        assert "S00" not in tables(app) + shown(app)
        assert "4321" not in tables(app)
        assert "csv_findings" not in [one.key for one in app.download_button]
        assert "Afgjort før modtagelsen" in tables(app)
        assert "Hvilke rækker det drejer sig om" in shown(app)
        assert "Kontrollen har færre end 5 fund" in shown(app)
        assert "skjult" in tables(app)

    def test_a_small_count_does_not_follow_from_the_others_and_the_total(self, folder):
        """9 of one rule, 2, 1 and 1 of others, 13 in all: the three are 4 together, so the 9 is not told either."""
        with duckdb.connect(str(next(folder.glob("warehouse/*.duckdb")))) as connection:
            connection.execute(
                "insert into quality.findings by name select 10 + range as finding_id, 'z_rule' as rule, 'warn' as severity, "
                "'sager' as source, 'a.csv' as file, 'S0001' as key, 'z' as column_name, '' as value, 'z' as message, "
                "7 as line from range(9)"
            )
        assert [rule.findings for rule in broken_rules(answers(folder, STEERING_GROUP))] == [None] * 4
        assert count_of_findings(answers(folder, STEERING_GROUP)) == 13
        assert [rule.findings for rule in broken_rules(answers(folder))] == [1, 9, 2, 1]

    def test_few_rows_that_lack_something_are_told_to_who_may_open_them(self, folder):
        """One case no deadline rule matches: the chief reads 1, the steering group neither it nor what it follows from."""
        told = {one.kpi.kpi_id: one for one in usable_rows(answers(folder, STEERING_GROUP))}["timely_decisions"]
        assert (told.lacking, told.usable, told.share, told.delivered) == (None, None, None, 11)
        known = {one.kpi.kpi_id: one for one in usable_rows(answers(folder))}["timely_decisions"]
        assert (known.lacking, known.usable) == (1, 9)

    def test_name_their_field_in_danish_also_within_the_message(self, run_app, folder):
        app = run_app(folder, "data_quality")
        told = tables(app)
        assert "Afgjort" in told
        assert "decided_date" not in told

    def test_keep_a_fields_own_name_where_it_is_to_be_written_in_a_file(self):
        told = in_danish("Værdien i team_id står ikke på listen. Tilføj den under [codes.team_id].", "team_id")
        assert told == "Værdien i »Team« står ikke på listen. Tilføj den under [codes.team_id]."
        assert in_danish("Feltet own_column er tomt.", "own_column") == "Feltet own_column er tomt."

    def test_every_field_that_can_be_delivered_has_a_danish_name(self):
        known = tomllib.loads((RULES / "tables.toml").read_text(encoding="utf-8"))
        fields = {column for table in known.values() for column in table.get("columns", ())}
        assert [field for field in sorted(fields) if field_name(field) == field] == []

    def test_every_setting_has_a_danish_name(self):
        with (RULES.parent / "data/reference/settings.csv").open(encoding="utf-8-sig", newline="") as opened:
            settings = [row["setting"] for row in csv.DictReader(opened, delimiter=";")]
        assert set(settings) == set(words("data_quality").table("settings"))

    def test_every_rule_of_the_loading_has_a_danish_name(self):
        codes = set(tomllib.loads((RULES / "texts.toml").read_text(encoding="utf-8"))["findings"])
        for file in (RULES / "rules").glob("*.toml"):
            codes |= {rule["code"] for rule in tomllib.loads(file.read_text(encoding="utf-8"))["rules"]}
        assert [code for code in sorted(codes) if rule_name(code) == code] == []


class TestTheUsableRows:
    """Eleven rows were delivered and not replaced: ten accepted, one set aside."""

    def of(self, folder: Path, kpi_id: str):
        return next(one for one in usable_rows(answers(folder)) if one.kpi.kpi_id == kpi_id)

    def test_of_a_number_about_deadlines_lack_the_case_without_a_rule(self, folder):
        one = self.of(folder, "timely_decisions")
        assert (one.delivered, one.quarantined, one.lacking, one.usable) == (11, 1, 1, 9)
        assert one.share == pytest.approx(9 / 11)

    def test_of_a_plain_count_are_all_that_were_accepted(self, folder):
        one = self.of(folder, "received_cases")
        assert (one.delivered, one.quarantined, one.lacking, one.usable) == (11, 1, 0, 10)

    def test_come_lowest_first_and_what_was_not_delivered_last(self, folder):
        rows = usable_rows(answers(folder))
        shares = [row.share for row in rows if row.share is not None]
        assert shares == sorted(shares)
        assert [row.share for row in rows[len(shares) :]] == [None] * (len(rows) - len(shares))
        assert {row.kpi.kpi_id for row in rows} == set(registry())
        assert all(row.usable >= 0 for row in rows)

    def test_depend_on_a_deadline_exactly_where_the_number_does(self):
        about = {"timely_decisions", "notified_delays", "overdue_open_cases", "oldest_overdue_days", "timely_by_cohort"}
        free = {"received_cases", "decisions", "open_cases", "median_processing_days", "clearance_rate"}
        assert all("deadline" in {gap.name for gap in gaps_of(find_kpi(one))} for one in about)
        assert all("deadline" not in {gap.name for gap in gaps_of(find_kpi(one))} for one in free)


class TestTheConfiguration:
    def test_is_the_newest_row_that_has_begun_and_has_not_ended(self, folder):
        rows = configuration.deadlines_in_force(answers(folder), AS_OF)
        assert list(zip(rows["amount"], rows["unit"], strict=True)) == [(6.0, "week")]
        before = configuration.deadlines_in_force(answers(folder), date(2021, 6, 1))
        assert sorted(before["amount"]) == [2.0, 8.0]

    def test_marks_examples_and_assumptions(self, run_app, folder):
        app = run_app(folder, "data_quality")
        deadlines = next(table.value for table in app.dataframe if "Frist" in table.value.columns)
        assert deadlines.loc[0, "Frist"] == "6 uger"
        assert deadlines.loc[0, "Mærke"] == "Eksempel"
        assert deadlines.loc[0, "Gælder fra"] == "01-01-2023"


def test_a_table_with_longer_texts_has_rows_in_which_streamlit_wraps_them(run_app, folder):
    """Streamlit cuts text off in rows of 64 pixels or less."""
    with duckdb.connect(str(next(folder.glob("warehouse/*.duckdb")))) as connection:
        connection.execute("update quality.findings set message = repeat('Ret sagen i fagsystemet. ', 6)")
    heights = {
        tuple(table.value.columns)[-1]: table.proto.row_height for table in run_app(folder, "data_quality").dataframe
    }
    assert heights["Eksempel"] > 64
    assert heights["Filer"] == 35


def test_no_table_has_more_than_eight_columns(run_app, folder):
    assert max(len(table.value.columns) for table in run_app(folder, "data_quality").dataframe) <= 8
