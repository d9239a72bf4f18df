"""Text deliveries as suppliers write them: delimiters, encodings, quotes, line ends and headers."""

import pytest

from etl.masking import MASK
from tests.etl.folders import ask, built, column, findings, mapping, municipality, places, rejected, rows_text

HEAD = "case_id;received_date;application_type;team_id\n"
SHORT = {name: {"header": name} for name in ("case_id", "received_date", "application_type", "team_id")}


def short(tmp_path, raw, **fields):
    """A folder whose mapping has four columns; ``raw`` is the one file's content."""
    return municipality(tmp_path, {"cases.csv": raw}, sources={"cases": mapping(**({"columns": SHORT} | fields))})


class TestDelimiters:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_a_file_is_split_at_the_delimiter_of_its_mapping(self, tmp_path, delimiter):
        text = rows_text({"remitted_from_complaint_id": "a;b,c\td|e"}, delimiter=delimiter)
        folder = municipality(tmp_path, {"cases.csv": text}, sources={"cases": mapping(delimiter=delimiter)})
        expected = "a;b,c\td|e"
        assert ask(built(folder), "select case_id, remitted_from_complaint_id from marts.cases") == [("A1", expected)]

    def test_another_delimiter_than_the_mapping_says_rejects_the_file(self, tmp_path):
        found = rejected(short(tmp_path, HEAD.replace(";", ",") + "A1,2023-03-01,new,t1\n"))
        file, line, sentence = found["missing_column"]
        assert (file, line) == ("cases.csv", 1)
        assert "application_type" in sentence or "case_id" in sentence

    def test_a_mapping_without_quote_character_reads_quotes_as_text(self, tmp_path):
        folder = short(tmp_path, HEAD + 'A"1;2023-03-01;new;"t1\n', quote="")
        assert column(built(folder), "case_id") == ['A"1']


class TestEncodings:
    @pytest.mark.parametrize(
        ("encoding", "declared"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("utf-8", "utf-8-sig"),
            ("cp1252", "cp1252"),
            ("latin-1", "latin-1"),
            ("utf-16", "utf-16"),
            ("utf-16-le", "utf-16-le"),
            ("utf-16-be", "utf-16-be"),
        ],
    )
    def test_danish_letters_survive(self, tmp_path, encoding, declared):
        text = '"case_id";received_date;application_type;Område\nÆ1;2023-03-01;new;Ø-Å\n'
        columns = SHORT | {"team_id": {"header": "OMRÅDE"}, "case_id": {"header": "case_id"}}
        codes = {"team_id": {"ø-å": "t2"}}
        folder = short(tmp_path, text.encode(encoding), encoding=declared, columns=columns, codes=codes)
        assert ask(built(folder), "select case_id, team_id from marts.cases") == [("Æ1", "t2")]

    def test_big_endian_utf_16_with_its_mark_is_read_as_utf_16(self, tmp_path):
        folder = short(tmp_path, b"\xfe\xff" + (HEAD + "Æ1;2023-03-01;new;t1\n").encode("utf-16-be"), encoding="utf-16")
        assert column(built(folder), "case_id") == ["Æ1"]

    @pytest.mark.parametrize(
        ("written", "declared", "newline"),
        [
            ("cp1252", "utf-8", "\n"),
            ("cp1252", "utf-8", "\r\n"),
            ("cp1252", "utf-8-sig", "\n"),
            ("cp1252", "utf-8", "\r"),
        ],
    )
    def test_a_letter_of_another_encoding_rejects_the_file_and_names_the_line(
        self, tmp_path, written, declared, newline
    ):
        text = HEAD + "A1;2023-03-01;new;t1\nA2;2023-03-01;new;t1\nÆ3;2023-03-01;new;t1\n"
        found = rejected(short(tmp_path, text.replace("\n", newline).encode(written), encoding=declared))
        file, line, sentence = found["wrong_encoding"]
        assert (file, line) == ("cases.csv", 4)
        assert declared in sentence
        assert "Linje 4" in sentence

    @pytest.mark.parametrize("declared", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_a_cut_off_utf_16_file_names_its_last_line(self, tmp_path, declared):
        text = HEAD + "A1;2023-03-01;new;t1\n" * 5 + "A9;2023-03-01;new;t1"
        found = rejected(short(tmp_path, text.encode(declared)[:-1], encoding=declared))
        assert found["wrong_encoding"][1] == 7

    def test_utf_16_without_its_mark_is_refused(self, tmp_path):
        found = rejected(short(tmp_path, HEAD.encode("utf-16-le"), encoding="utf-16"))
        assert found["wrong_encoding"][:2] == ("cases.csv", 1)


class TestQuotes:
    def test_a_quoted_field_may_hold_delimiters_quotes_and_line_breaks_and_later_lines_keep_their_numbers(
        self, tmp_path
    ):
        text = (
            HEAD
            + '"A;1";2023-03-01;new;"t1"\n'  # line 2
            + 'A2;2023-03-01;new;"en ""lang""\r\ntekst;\n\nover fire"\n'  # lines 3-6
            + "A3;ikke en dato;new;t1\n"  # line 7
            + 'A"4";2023-03-01;new;t1\n'  # line 8: a quote inside a plain text is only a sign
        )
        snapshot = built(short(tmp_path, text))
        assert column(snapshot, "case_id") == ['A"4"', "A2", "A;1"]
        assert places(snapshot, "unreadable_value") == [("cases.csv", 7, "A3", "received_date")]
        unknown = findings(snapshot, "unknown_team")
        # A text of several words in a single row may be a name: it is told by its line only.
        assert [(row["line"], row["value"]) for row in unknown] == [(3, MASK)]

    def test_a_quote_that_is_never_closed_costs_its_own_line_only(self, tmp_path):
        text = HEAD + 'A1;2023-03-01;new;"t1\n' + "".join(f"B{n};2023-03-01;new;t1\n" for n in range(500))
        snapshot = built(short(tmp_path, text))
        assert [(row["line"], row["severity"]) for row in findings(snapshot, "unclosed_quote")] == [(2, "quarantine")]
        assert len(column(snapshot, "case_id")) == 500

    def test_two_stray_quotes_do_not_swallow_the_lines_between_them(self, tmp_path):
        text = HEAD + 'A1;2023-03-01;"new;t1\nA2;2023-03-01;new;t1\nA3;2023-03-01;new;t1\nA4;2023-03-01;new";t1;x\n'
        snapshot = built(short(tmp_path, text + "A5;2023-03-01;new;t1\n"))
        assert column(snapshot, "case_id") == ["A2", "A3", "A5"]
        assert ask(snapshot, "select physical_records, accepted, quarantined from quality.source_files") == [(5, 3, 2)]

    def test_text_after_a_closing_quote_is_a_bad_line(self, tmp_path):
        snapshot = built(short(tmp_path, HEAD + 'A1;2023-03-01;new;"t1"x\nA2;2023-03-01;new;t1\n'))
        assert column(snapshot, "case_id") == ["A2"]
        assert [row["line"] for row in findings(snapshot, "unclosed_quote")] == [2]


class TestLines:
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("last", [True, False])
    def test_any_line_end_and_a_last_line_without_one(self, tmp_path, newline, last):
        text = HEAD + "A1;2023-03-01;new;t1\n\nA2;2023-03-01;new;t9" + ("\n" if last else "")
        snapshot = built(short(tmp_path, text.replace("\n", newline).encode()))
        assert ask(snapshot, "select case_id, team_id from marts.cases order by all") == [("A1", "t1"), ("A2", None)]
        assert places(snapshot, "unknown_team") == [("cases.csv", 4, "A2", "team_id")]
        assert ask(snapshot, "select physical_records, accepted from quality.source_files") == [(2, 2)]

    def test_a_row_of_delimiters_only_is_set_aside_and_counted(self, tmp_path):
        snapshot = built(short(tmp_path, HEAD + "A1;2023-03-01;new;t1\n;;;\n;;;\n"))
        assert column(snapshot, "case_id") == ["A1"]
        assert ask(snapshot, "select physical_records, accepted, quarantined from quality.source_files") == [(3, 1, 2)]

    def test_a_line_with_too_many_or_too_few_fields_is_set_aside_with_its_count_and_without_its_text(self, tmp_path):
        snapshot = built(short(tmp_path, HEAD + "A1;2023-03-01;new;t1\nA2;HEMMELIG;;;;\nA3;HEMMELIG\n"))
        found = findings(snapshot, "wrong_field_count")
        assert [(row["line"], row["key"], row["value"]) for row in found] == [(3, None, None), (4, None, None)]
        assert "6 felter" in found[0]["message"]
        assert "4" in found[0]["message"].replace("6 felter", "")
        rows = ask(snapshot, "select line, field_count, raw_row, rules from quality.quarantined_rows order by line")
        assert rows == [(3, 6, None, ["wrong_field_count"]), (4, 2, None, ["wrong_field_count"])]

    def test_the_expected_field_count_is_the_header_s_also_where_optional_columns_are_absent(self, tmp_path):
        text = "case_id;received_date;application_type;x\nA1;2023-03-01;new;1\nA2;2023-03-01\n"
        snapshot = built(municipality(tmp_path, {"cases.csv": text}))
        assert "overskriften har 4" in findings(snapshot, "wrong_field_count")[0]["message"]

    def test_a_nul_character_costs_its_own_line_only(self, tmp_path):
        snapshot = built(short(tmp_path, HEAD + "A1;2023-03-01;n\0ew;t1\nA2;2023-03-01;new;t1\n"))
        assert column(snapshot, "case_id") == ["A2"]
        assert [row["line"] for row in findings(snapshot, "nul_character")] == [2]

    def test_a_nul_character_in_the_second_line_of_a_quoted_text_does_not_reach_the_mart(self, tmp_path):
        snapshot = built(short(tmp_path, HEAD + 'A1;2023-03-01;new;"t\n\0x"\nA2;2023-03-01;new;t1\n'))
        assert column(snapshot, "case_id")[-1] == "A2"
        assert all("\0" not in str(row) for row in ask(snapshot, "select * from marts.cases"))


class TestHeaders:
    def test_aliases_case_blanks_and_order_do_not_matter(self, tmp_path):
        columns = SHORT | {"case_id": {"header": ["SagId", "Sagsnummer"]}}
        text = "TEAM_ID; received_date ;SAGSNUMMER;application_type\nt1;2023-03-01;A1;new\n"
        snapshot = built(short(tmp_path, text, columns=columns))
        assert ask(snapshot, "select case_id, team_id from marts.cases") == [("A1", "t1")]

    def test_unknown_columns_are_ignored_and_named(self, tmp_path):
        text = "Ny;" + HEAD.strip() + ";Bemærkning\nx;A1;2023-03-01;new;t1;tekst\n"
        snapshot = built(short(tmp_path, text))
        assert ask(snapshot, "select ignored_columns from quality.source_files") == [(["Ny", "Bemærkning"],)]

    def test_an_absent_optional_column_warns_once_and_is_empty(self, tmp_path):
        snapshot = built(short(tmp_path, "case_id;received_date;application_type\nA1;2023-03-01;new\n"))
        assert places(snapshot, "absent_column") == [("cases.csv", 1, None, "team_id")]
        assert column(snapshot, "team_id") == [None]

    def test_a_missing_required_column_rejects_with_file_line_and_column(self, tmp_path):
        found = rejected(short(tmp_path, "case_id;application_type;team_id\nA1;new;t1\n"))
        file, line, sentence = found["missing_column"]
        assert (file, line) == ("cases.csv", 1)
        assert "received_date" in sentence

    def test_a_header_that_stands_twice_rejects(self, tmp_path):
        found = rejected(
            short(tmp_path, "case_id;received_date;application_type;team_id;Team_Id\n" + "A;2023-03-01;new;1;2\n")
        )
        assert found["ambiguous_column"][:2] == ("cases.csv", 1)

    def test_two_of_our_columns_may_come_from_one_of_theirs(self, tmp_path):
        columns = SHORT | {"remitted_from_complaint_id": {"header": "team_id"}}
        snapshot = built(short(tmp_path, HEAD + "A1;2023-03-01;new;t1\n", columns=columns))
        assert ask(snapshot, "select team_id, remitted_from_complaint_id from marts.cases") == [("t1", "t1")]

    def test_a_blank_first_line_is_no_header(self, tmp_path):
        assert "missing_column" in rejected(short(tmp_path, "\n" + HEAD + "A1;2023-03-01;new;t1\n"))

    def test_a_file_with_nothing_in_it_is_refused(self, tmp_path):
        assert rejected(short(tmp_path, ""))["file_empty"][:2] == ("cases.csv", None)

    def test_a_file_with_a_header_only_has_no_rows_and_that_is_said(self, tmp_path):
        assert "no_usable_rows" in rejected(short(tmp_path, HEAD))


class TestConstants:
    def test_a_constant_fills_every_row_and_stands_for_the_column(self, tmp_path):
        columns = {name: SHORT[name] for name in ("case_id", "received_date")}
        constants = {"application_type": "renewal", "team_id": "t2", "paragraph": "§ 85", "is_urgent": "ja"}
        folder = short(tmp_path, "case_id;received_date\nA1;2023-03-01\n", columns=columns, constants=constants)
        row = ask(built(folder), "select application_type, team_id, paragraph, is_urgent from marts.cases")
        assert row == [("renewal", "t2", "85", True)]
