"""Texts become dates, numbers, booleans and codes as the mapping says, and never as anything else."""

from datetime import date

import pytest

from tests.etl.folders import ask, built, findings, mapping, municipality, rows_text

D = date(2023, 6, 30)
# format, timezone -> text and the Danish calendar day it means (None: cannot be read)
DATES = {
    (("iso",), "local"): [
        ("2023-06-30", D),
        ("2023-06-30 23:59:59", D),
        ("2023-06-30T00:00:01+02:00", D),
        ("2023-06-30T23:30:00-11:00", D),  # an offset never moves the day
        ("2023-06-30T00:10:00Z", D),
        ("2023-06-30T00:10:00.123456+0200", D),
        ("2023-06-30 00:10:00,5 +02", D),
        ("2023-02-29", None),
        ("2024-02-29", date(2024, 2, 29)),
        ("30-06-2023", None),
        ("2023-06-30 sent", None),
        ("2023-6-30", None),
        ("20230630", None),
        ("0001-01-01", None),
        ("45107", None),
        ("infinity", None),
        ("epoch", None),
        ("i dag", None),
    ],
    (("dmy",), "local"): [
        ("30-06-2023", D),
        ("30/06/2023", D),
        ("30.06.2023", D),
        ("30-06-2023 23:59", D),
        ("30.06.2023 08:15:00", D),
        ("01-02-2023", date(2023, 2, 1)),  # day first, also where a month would fit
        ("06-30-2023", None),
        ("31-06-2023", None),
        ("30-06-23", None),
        ("30-06-0023", None),
        ("2023-06-30", None),
        ("30-06-2023 ca.", None),
    ],
    (("excel",), "local"): [
        ("45107", D),  # 44927 is 1 January 2023; + 31 + 28 + 31 + 30 + 31 + 29
        ("45107,999", D),
        ("45107.25", D),
        ("4510", None),
        ("2023-06-30", None),
    ],
    (("iso", "dmy", "excel"), "local"): [("2023-06-30", D), ("30-06-2023", D), ("45107", D), ("06/30/2023", None)],
    (("iso",), "utc"): [
        ("2023-06-30", D),
        ("2023-06-30T21:59:59Z", D),
        ("2023-06-30T22:00:00Z", date(2023, 7, 1)),  # summer time: two hours ahead
        ("2023-06-30 22:00:00", date(2023, 7, 1)),
        ("2023-06-30 22:00", date(2023, 7, 1)),
        ("2023-06-30T22:00:00,5+0000", date(2023, 7, 1)),
        ("2023-06-30 23:30:00 +02", D),
        ("2023-06-30 23:30:00 +0200", D),
        ("2023-12-31T22:59:59Z", date(2023, 12, 31)),
        ("2023-12-31T23:00:00Z", date(2024, 1, 1)),  # winter time: one hour ahead
        ("2023-03-26T22:30:00Z", date(2023, 3, 27)),  # the night summer time began
        ("2023-03-25T22:30:00Z", date(2023, 3, 25)),
    ],
    (("dmy",), "utc"): [
        ("30-06-2023", D),
        ("30-06-2023 21:59", D),
        ("30-06-2023 22:00", date(2023, 7, 1)),
        ("31.12.2023 23:00:00", date(2024, 1, 1)),
        ("31/12/2023 22:59:59", date(2023, 12, 31)),
    ],
    (("excel",), "utc"): [("45107", D), ("45107.90", D), ("45107.92", date(2023, 7, 1))],  # 0.90 is 21:36, 0.92 22:05
}


@pytest.mark.parametrize(("formats", "timezone"), DATES, ids=lambda value: "-".join(value) if value else value)
def test_a_date_is_the_danish_day_that_was_written_and_anything_else_is_reported(tmp_path, formats, timezone):
    texts = DATES[formats, timezone]
    rows = [{"case_id": f"{n:02}", "informed_date": text} for n, (text, _) in enumerate(texts)]
    columns = {name: {"header": name} for name in ("case_id", "informed_date", "application_type", "received_date")}
    text = rows_text(*(row | {"received_date": texts[0][0]} for row in rows))
    folder = municipality(
        tmp_path, {"cases.csv": text},
        sources={"cases": mapping(date_formats=list(formats), timezone=timezone, columns=columns,
                                  extract_date={"value": "2024-12-31"})},
    )  # fmt: skip
    snapshot = built(folder)
    read = [day for (day,) in ask(snapshot, "select informed_date from marts.cases order by case_id")]
    assert dict(zip([text for text, _ in texts], read, strict=True)) == dict(texts)
    reported = [(row["key"], row["value"]) for row in findings(snapshot, "unreadable_value")]
    assert reported == [(f"{n:02}", text) for n, (text, day) in enumerate(texts) if day is None]


NUMBERS = {
    ",": [("12", 12), ("1.234", 1234), ("12,0", 12), ("0012", 12), ("1.5", None), ("0.8", None), ("12,5", None),
          ("1 2", None), ("nan", None), ("1e3", None), ("99999999999", None), ("tolv", None)],
    ".": [("12", 12), ("1,234", 1234), ("12.0", 12), ("12.5", None), ("0,8", None), ("inf", None), ("1_0", None)],
}  # fmt: skip


@pytest.mark.parametrize("decimal", NUMBERS)
def test_whole_numbers_are_read_in_the_notation_of_the_mapping_only(tmp_path, decimal):
    rows = [
        {"case_id": f"{n:02}", "waiting_days": text, "received_date": "2010-01-01"}
        for n, (text, _) in enumerate(NUMBERS[decimal])
    ]
    folder = municipality(tmp_path, {"cases.csv": rows_text(*rows)}, sources={"cases": mapping(decimal=decimal)})
    snapshot = built(folder)
    read = [value for (value,) in ask(snapshot, "select waiting_days from marts.cases order by case_id")]
    assert dict(zip([text for text, _ in NUMBERS[decimal]], read, strict=True)) == dict(NUMBERS[decimal])
    unreadable = [row["value"] for row in findings(snapshot, "unreadable_value")]
    assert unreadable == [text for text, number in NUMBERS[decimal] if number is None]


def test_a_decimal_number_in_another_notation_is_set_aside_and_never_a_tenfold(tmp_path):
    rows = [{"worker_id": f"w{n}", "fte": text} for n, text in enumerate(["0,8", "1", "0.1", ",5", "1,", "-1"])]
    folder = municipality(
        tmp_path,
        {"cases.csv": rows_text({}), "workers.csv": rows_text(*rows, table="workers")},
        sources={"cases": mapping(), "workers": mapping("workers")},
    )
    snapshot = built(folder)
    assert ask(snapshot, "select worker_id, fte from marts.workers order by all") == [("w0", 0.8), ("w1", 1.0)]


def test_yes_and_no_are_read_in_the_usual_spellings_and_the_mapping_s_own(tmp_path):
    texts = ["ja", "JA", "j", "1", "x", "true", "Sand", "nej", "N", "0", "false", "Falsk", "akut", "måske", ""]
    rows = [{"case_id": f"{n:02}", "is_urgent": text} for n, text in enumerate(texts)]
    sources = {"cases": mapping(codes={"boolean": {"Akut": "true"}})}
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text(*rows)}, sources=sources))
    read = [value for (value,) in ask(snapshot, "select is_urgent from marts.cases order by case_id")]
    assert read == [True] * 7 + [False] * 5 + [True, None, None]
    assert [row["value"] for row in findings(snapshot, "unreadable_value")] == ["måske"]


def test_codes_are_translated_whatever_their_case_and_a_blank_may_be_a_code(tmp_path):
    codes = {"decision_outcome": {"Ændret Bevilling": "granted", "": "refused"}}
    texts = ["ÆNDRET bevilling", "granted", "", "andet"]
    rows = [{"case_id": str(n), "decision_outcome": text} for n, text in enumerate(texts)]
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text(*rows)}, sources={"cases": mapping(codes=codes)}))
    read = [value for (value,) in ask(snapshot, "select decision_outcome from marts.cases order by case_id")]
    assert read == ["granted", "granted", "refused", None]
    assert [(row["value"], row["severity"]) for row in findings(snapshot, "unknown_code")] == [("andet", "warn")]


def test_blanks_around_a_value_do_not_make_another_value(tmp_path):
    text = rows_text({"case_id": " A1"}, {"case_id": "A1\u00a0 "}, {"case_id": "A2", "team_id": "\u00a0t1 "})
    snapshot = built(municipality(tmp_path, {"cases.csv": text}))
    assert ask(snapshot, "select case_id, team_id from marts.cases order by all") == [("A1", "t1"), ("A2", "t1")]


def test_the_first_of_several_notices_counts_and_all_are_kept_in_order(tmp_path):
    columns = {name: {"header": name} for name in ("case_id", "received_date", "application_type", "paragraph")}
    columns["notice_date"] = {"header": "notice_date", "separator": "|"}
    # 8 weeks from 1 March 2023 is 26 April.
    texts = ["2023-05-01|2023-04-26", " 2023-04-27 ", "", "|2023-04-01|"]
    rows = [{"case_id": str(n), "notice_date": text} for n, text in enumerate(texts)]
    folder = municipality(tmp_path, {"cases.csv": rows_text(*rows)}, sources={"cases": mapping(columns=columns)})
    answer = ask(
        built(folder), "select notice_date, is_notified_in_time, notice_dates from marts.cases order by case_id"
    )
    first, second = date(2023, 4, 26), date(2023, 5, 1)
    assert answer == [
        (first, True, [first, second]),
        (date(2023, 4, 27), False, [date(2023, 4, 27)]),
        (None, False, None),
        (date(2023, 4, 1), True, [date(2023, 4, 1)]),
    ]


def test_a_list_with_one_unreadable_notice_is_no_list(tmp_path):
    rows = {"notice_date": "2023-04-01,snart"}
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text(rows, {"case_id": "A2"})}))
    assert ask(snapshot, "select case_id from marts.cases") == [("A2",)]
    found = findings(snapshot, "unreadable_value")
    assert [(row["key"], row["severity"], row["value"]) for row in found] == [("A1", "quarantine", "2023-04-01,snart")]
