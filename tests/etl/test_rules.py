"""Every data-quality rule: one row that breaks it gives exactly that finding, and a right row gives none."""

from pathlib import Path

import pytest

from etl.quality import read_rules
from etl.tables import known_tables
from tests.etl.folders import RIGHT_ROWS, ask, built, column, findings, mapping, municipality, rows_text

# The extract's date is 30 November 2023. table -> rule -> the values that break it, over a right row's.
BROKEN = {
    "cases": {
        "decided_before_received": {"decided_date": "2023-02-28"},
        "withdrawn_before_received": {"withdrawn_date": "2023-02-28"},
        "withdrawn_before_decided": {"decided_date": "2023-04-02", "withdrawn_date": "2023-04-01"},
        "withdrawn_after_decided": {"decided_date": "2023-04-01", "withdrawn_date": "2023-04-02"},
        "sent_before_decided": {"decided_date": "2023-04-02", "sent_date": "2023-04-01"},
        "sent_without_decided": {"sent_date": "2023-04-01"},
        "received_long_ago": {"received_date": "1993-11-29"},
        "received_in_future": {"received_date": "2023-12-01"},
        "decided_in_future": {"decided_date": "2023-12-01"},
        "withdrawn_in_future": {"withdrawn_date": "2023-12-01"},
        "sent_in_future": {"decided_date": "2023-11-30", "sent_date": "2023-12-01"},
        "notice_in_future": {"notice_date": "2023-04-01,2023-12-01"},
        "notice_before_received": {"notice_date": "2023-02-28"},
        "deadline_before_received": {"deadline_date": "2023-02-28"},
        "informed_before_received": {"informed_date": "2023-02-28"},
        "start_before_received": {"start_date": "2023-02-28"},
        "negative_waiting_days": {"waiting_days": "-1"},
        "waiting_longer_than_case": {"waiting_days": "32", "decided_date": "2023-04-01"},
        "blank_team": {"team_id": ""},
        "unknown_team": {"team_id": "t9"},
        "unknown_unit": {"unit_id": "u9"},
        "blank_worker": {"worker_id": ""},
        "unknown_worker": {"worker_id": "w9"},
        "unmatched_paragraph": {"paragraph": "§ 999"},
        "remitted_without_complaint": {"application_type": "remitted"},
        "remitted_received_differs": {
            "application_type": "remitted", "remitted_from_complaint_id": "K-remitted", "received_date": "2023-06-05",
        },
    },
    "appeals": {
        "appeal_without_case": {"case_id": "findes-ikke"},
        "blank_case": {"case_id": ""},
        "complaint_received_in_future": {"received_date": "2023-12-01"},
        "reassessed_before_received": {"reassessed_date": "2023-04-30"},
        "forwarded_before_received": {"forwarded_date": "2023-04-30"},
        "complaint_closed_before_received": {"closed_date": "2023-04-30"},
        "board_decided_before_received": {"board_decided_date": "2023-04-30", "board_outcome": "upheld"},
        "board_decided_in_future": {"board_decided_date": "2023-12-01", "board_outcome": "upheld"},
        "board_received_before_decided": {
            "board_decided_date": "2023-06-02", "board_received_date": "2023-06-01", "board_outcome": "upheld",
        },
        "board_outcome_missing": {"board_decided_date": "2023-06-02"},
        "board_date_missing": {"board_outcome": "upheld"},
        "remitted_without_case": {"board_decided_date": "2023-06-02", "board_outcome": "remitted"},
        "reassessed_in_future": {"reassessed_date": "2023-12-01"},
        "forwarded_in_future": {"forwarded_date": "2023-12-01"},
        "complaint_closed_in_future": {"closed_date": "2023-12-01"},
        "reassessed_date_missing": {"reassessment_outcome": "partly_changed"},
        "ended_without_date": {"reassessment_outcome": "withdrawn"},
    },
    "workers": {
        "employment_ends_before_it_begins": {"valid_to": "2020-12-31"},
        "implausible_fte": {"fte": "37"},
        "unknown_team": {"team_id": "t9"},
        "blank_team": {"team_id": ""},
    },
    "assignments": {
        "assignment_ends_before_it_begins": {"to_date": "2022-12-31"},
        "assignment_in_future": {"from_date": "2023-12-01"},
        "unknown_worker": {"worker_id": "w9"},
    },
}  # fmt: skip
# What the program generates from tables.toml: rule -> table, the values, column, severity.
GENERATED = [
    ("required_blank", "cases", {"received_date": ""}, "received_date", "quarantine"),
    ("required_blank", "cases", {"application_type": ""}, "application_type", "quarantine"),
    ("required_blank", "cases", {"case_id": ""}, "case_id", "quarantine"),
    ("required_blank", "appeals", {"received_date": ""}, "received_date", "quarantine"),
    ("required_blank", "workers", {"fte": ""}, "fte", "quarantine"),
    ("required_blank", "assignments", {"citizen_id": ""}, "citizen_id", "quarantine"),
    ("unreadable_value", "cases", {"decided_date": "i går"}, "decided_date", "quarantine"),
    ("unreadable_value", "cases", {"deadline_date": "snart"}, "deadline_date", "quarantine"),
    ("unreadable_value", "cases", {"informed_date": "31-12-2022"}, "informed_date", "warn"),
    ("unreadable_value", "cases", {"waiting_days": "ti"}, "waiting_days", "warn"),
    ("unreadable_value", "cases", {"is_urgent": "måske"}, "is_urgent", "warn"),
    ("unreadable_value", "workers", {"fte": "fuld"}, "fte", "quarantine"),
    ("unknown_code", "cases", {"application_type": "andet"}, "application_type", "quarantine"),
    ("unknown_code", "cases", {"decision_outcome": "andet"}, "decision_outcome", "warn"),
    ("unknown_code", "appeals", {"board_outcome": "andet"}, "board_outcome", "quarantine"),
    ("unknown_code", "appeals", {"reversal_reason": "andet"}, "reversal_reason", "warn"),
    ("unknown_code", "assignments", {"change_reason": "andet"}, "change_reason", "warn"),
    ("cpr_in_text", "cases", {"subtype": "mor: 010170-1234"}, "subtype", "warn"),
]
# Rows that are right, some of them just: the day itself, both ends of a range, blanks.
RIGHT = {
    "cases": [
        {},
        {"received_date": "2023-11-30", "decided_date": "2023-11-30", "sent_date": "2023-11-30",
         "notice_date": "2023-11-30", "informed_date": "2023-11-30", "deadline_date": "2023-11-30",
         "start_date": "2023-11-30", "waiting_days": "0", "decision_outcome": "granted"},
        {"withdrawn_date": "2023-03-01", "waiting_days": "0"},
        {"waiting_days": "31", "decided_date": "2023-04-01", "unit_id": "u2", "is_urgent": "ja"},
        {"application_type": "remitted", "remitted_from_complaint_id": "K-remitted", "received_date": "2023-06-02"},
        {"deadline_date": "2033-01-01", "start_date": "2024-06-01"},
    ],
    "appeals": [
        {},
        {"complaint_id": "K-remitted", "board_decided_date": "2023-06-01", "board_received_date": "2023-06-02",
         "board_outcome": "remitted"},
        {"received_date": "2023-11-30", "reassessed_date": "2023-11-30", "forwarded_date": "2023-11-30",
         "closed_date": "2023-11-30", "board_decided_date": "2023-11-30", "board_received_date": "2023-11-30",
         "board_outcome": "dismissed"},
    ],
    "workers": [{}, {"valid_from": "2022-01-01", "valid_to": "2022-01-01", "fte": "1,5"}],
    "assignments": [{}, {"from_date": "2023-11-30", "to_date": "2023-11-30", "change_reason": "planned"}],
}  # fmt: skip
KEYS = {"cases": "case_id", "appeals": "complaint_id", "workers": "worker_id", "assignments": "citizen_id"}


def _rows() -> dict[str, list[tuple[str, dict[str, str]]]]:
    """table -> (name of the example, its row); the worker, citizen or case is named after the example."""
    named = {table: [(f"right {n}", row) for n, row in enumerate(rows)] for table, rows in RIGHT.items()}
    for table, examples in BROKEN.items():
        named[table] += list(examples.items())
    for number, (_, table, row, *_) in enumerate(GENERATED):
        named[table].append((f"generated {number}", row))
    return named


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    raw, sources = {}, {}
    for table, named in _rows().items():
        key = KEYS[table]
        rows = [({} if name == "right 0" else {key: name}) | row for name, row in named]
        raw[f"{table}.csv"] = rows_text(*rows, table=table)
        sources[table] = mapping(table, decimal=",")
    return built(municipality(folder, raw, sources=sources))


def line_of(table: str, name: str) -> int:
    return [other for other, _ in _rows()[table]].index(name) + 2


def found_at(snapshot: Path, table: str, name: str) -> list[dict[str, object]]:
    return [
        row for row in findings(snapshot) if row["file"] == f"{table}.csv" and row["line"] == line_of(table, name)
        and row["rule"] != "missing_deadline_rule"
    ]  # fmt: skip


def lines_in_mart(snapshot: Path, table: str) -> int:
    return ask(snapshot, f"select count(*) from marts.{table}")[0][0]


def test_every_rule_has_an_example():
    for table in known_tables().values():
        assert {rule.code for rule in read_rules(table)} == BROKEN[table.name].keys()


@pytest.mark.parametrize(
    ("table", "name"), [(table, f"right {n}") for table in RIGHT for n in range(len(RIGHT[table]))]
)
def test_a_right_row_gives_no_finding(snapshot, table, name):
    assert found_at(snapshot, table, name) == []


@pytest.mark.parametrize(("table", "code"), [(table, code) for table in BROKEN for code in BROKEN[table]])
def test_a_row_that_breaks_a_rule_gives_exactly_that_finding(snapshot, table, code):
    rule = next(rule for rule in read_rules(known_tables()[table]) if rule.code == code)
    found = found_at(snapshot, table, code)
    assert [(row["rule"], row["severity"], row["column_name"], row["source"]) for row in found] == [
        (code, rule.severity, rule.column, table)
    ]
    message = found[0]["message"]
    assert "{" not in message
    assert message.endswith(".")
    assert "None" not in message
    assert found[0]["key"]


@pytest.mark.parametrize(("table", "code"), [(table, code) for table in BROKEN for code in BROKEN[table]])
def test_only_a_grave_rule_keeps_the_row_out(snapshot, table, code):
    rule = next(rule for rule in read_rules(known_tables()[table]) if rule.code == code)
    key = KEYS[table] if not (table == "assignments" and code == "unknown_worker") else "citizen_id"
    name = BROKEN[table][code].get(key, code)
    in_mart = ask(snapshot, f"select count(*) from marts.{table} where {key} = ?", name)[0][0]
    aside = ask(
        snapshot, "select rules, raw_row is not null from quality.quarantined_rows where file = ? and line = ?",
        f"{table}.csv", line_of(table, code),
    )  # fmt: skip
    assert (in_mart, aside) == ((0, [([code], True)]) if rule.severity == "quarantine" else (1, []))


@pytest.mark.parametrize("number", range(len(GENERATED)), ids=[f"{rule}-{name}" for rule, _, _, name, _ in GENERATED])
def test_a_generated_rule_gives_its_finding_with_its_effect(snapshot, number):
    rule, table, _, column_name, severity = GENERATED[number]
    found = found_at(snapshot, table, f"generated {number}")
    assert [(row["rule"], row["column_name"], row["severity"]) for row in found] == [(rule, column_name, severity)]
    assert "{" not in found[0]["message"]
    aside = ask(
        snapshot, "select count(*) from quality.quarantined_rows where file = ? and line = ?",
        f"{table}.csv", line_of(table, f"generated {number}"),
    )  # fmt: skip
    assert aside == [(int(severity == "quarantine"),)]


def test_the_sentences_show_dates_and_numbers_as_danes_write_them(snapshot):
    messages = {(row["file"], row["rule"]): row["message"] for row in findings(snapshot)}
    assert "afgjort 28-02-2023, før den er modtaget 01-03-2023" in messages["cases.csv", "decided_before_received"]
    assert messages["cases.csv", "notice_in_future"].startswith("Borgeren er underrettet 01-04-2023, 01-12-2023, efter")
    assert messages["workers.csv", "implausible_fte"].startswith("37,0 er ikke")


def test_every_record_is_accepted_or_set_aside(snapshot):
    for file, read, accepted, aside in ask(
        snapshot, "select file, physical_records, accepted, quarantined from quality.source_files"
    ):
        table = file.removesuffix(".csv")
        assert read == len(_rows()[table]) == accepted + aside
        assert accepted == lines_in_mart(snapshot, table)


def test_what_was_warned_about_is_counted_where_the_message_says(snapshot):
    by_case = dict(ask(snapshot, "select case_id, (team_id, unit_id, paragraph, waiting_days) from marts.cases"))
    assert by_case["unknown_team"][0] is None
    assert by_case["unknown_unit"][1] == "u1"  # the team's
    assert by_case["unmatched_paragraph"][2] is None
    assert by_case["negative_waiting_days"][3] is None
    assert by_case["waiting_longer_than_case"][3] is None
    decided = ask(snapshot, "select withdrawn_date, closed_date::varchar from marts.cases"
                            " where case_id = 'withdrawn_after_decided'")  # fmt: skip
    assert decided == [(None, "2023-04-01")]


class TestPileUp:
    def rows(self, piled: int, others: int) -> str:
        same = [{"case_id": f"p{n}", "received_date": "2023-01-02"} for n in range(piled)]
        rest = [{"case_id": f"o{n}", "received_date": f"{2000 + n // 300}-{n // 25 % 12 + 1:02}-{n % 25 + 1:02}"}
                for n in range(others)]  # fmt: skip
        return rows_text(*same, *rest)

    @pytest.mark.parametrize(("piled", "others", "is_reported"), [(30, 569, True), (30, 570, False), (29, 1, False)])
    def test_more_than_the_set_share_on_one_day_is_reported(self, tmp_path, piled, others, is_reported):
        # 30 of 599 is 5.008 %, 30 of 600 exactly the limit of 5 %.
        snapshot = built(municipality(tmp_path, {"cases.csv": self.rows(piled, others)}))
        found = findings(snapshot, "pile_up")
        assert len(found) == is_reported
        if found:
            assert (found[0]["severity"], found[0]["column_name"], found[0]["value"]) == ("warn", "received_date", "30")
            assert "5,0 % af de modtagne sager (30)" in found[0]["message"]
            assert "02-01-2023" in found[0]["message"]


def test_a_case_no_deadline_rule_fits_is_reported_with_paragraph_type_and_day(tmp_path):
    deadlines = (
        "paragraph;subtype;application_type;amount;unit;valid_from;is_example;note\n85;;;8;week;2023-01-01;false;\n"
    )
    rows = [{"case_id": "A1", "received_date": "2022-12-31"}, {"case_id": "A2"}, {"case_id": "A3", "paragraph": ""},
            {"case_id": "A4", "paragraph": "83", "application_type": "follow_up"}]  # fmt: skip
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text(*rows)}, reference={"deadlines": deadlines}))
    found = findings(snapshot, "missing_deadline_rule")
    assert [(row["line"], row["key"], row["severity"], row["column_name"]) for row in found] == [
        (2, "A1", "warn", "paragraph")
    ]
    assert "85, new, modtaget 31-12-2022" in found[0]["message"]
    assert column(snapshot, "deadline_source", order="case_id") == ["missing", "rule", "missing", "none"]


def test_the_right_rows_of_the_builder_are_right():
    assert RIGHT_ROWS.keys() == known_tables().keys()
