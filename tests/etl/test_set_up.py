"""A set-up that cannot be used is one Danish sentence with file and place, before any delivery is opened."""

import pytest

from etl.errors import (
    CasesNotMapped,
    DataFolderMissing,
    EtlError,
    ExampleAmongOwnFiles,
    MappingInvalid,
    NoCaseFiles,
    NoMappings,
    PseudonymKeyMissing,
    PseudonymKeyTooShort,
    ReferenceInvalid,
    ReferenceMissing,
)
from etl.example import is_example
from etl.pipeline import build
from tests.etl.folders import EXTRACT_DATE, REFERENCE, ask, built, mapping, municipality, rows_text

CPR = {name: {"header": name} for name in ("case_id", "received_date", "application_type")}
CPR["citizen_id"] = {"header": "citizen_id", "type": "cpr"}
VALUE = {"value": EXTRACT_DATE}
HEADERS = {"case_id": "a", "received_date": "b", "application_type": "c"}
# What is wrong with a mapping -> the mapping, and what its sentence must name.
MAPPINGS = {
    "not TOML": ("table = \n", "linje 1"),
    "cut off": ('table = "cases"\n[columns', "TOML"),
    "unknown field": (mapping(delimter=";"), "delimter"),
    "no table": (mapping(without=("table",)), "table"),
    "unknown table": (mapping().replace('"table" = "cases"', '"table" = "sager"'), "sager"),
    "table is a number": (mapping().replace('"table" = "cases"', '"table" = 5'), "table"),
    "no files": (mapping(without=("files",)), "files"),
    "a pattern outside the folder": (mapping(files="../*.csv"), "files"),
    "an absolute pattern": (mapping(files="/tmp/*.csv"), "files"),
    "a pattern that is none": (mapping(files="a**b"), "files"),
    "unknown format": (mapping(format="xls"), "xls"),
    "unknown encoding": (mapping(encoding="ebcdic"), "ebcdic"),
    "unknown delivery": (mapping(delivery="hele"), "hele"),
    "two delimiters": (mapping(delimiter=";;"), "delimiter"),
    "no delimiter": (mapping(delimiter=""), "delimiter"),
    "a delimiter that is the quote": (mapping(quote=";"), "quote"),
    "a delimiter that is no text": (mapping(delimiter=5), "delimiter"),
    "unknown date format": (mapping(date_formats=["mdy"]), "mdy"),
    "one unknown date format": (mapping(date_formats="mdy"), "mdy"),
    "no date format": (mapping(date_formats=[]), "date_formats"),
    "a date format that is a number": (mapping(date_formats=[5]), "date_formats"),
    "unknown decimal": (mapping(decimal=";"), "decimal"),
    "unknown time zone": (mapping(timezone="cet"), "cet"),
    "no extract date": (mapping(without=("extract_date",)), "extract_date"),
    "two extract dates": (mapping(extract_date=VALUE | {"column": "x"}), "extract_date"),
    "an extract date that is none": (mapping(extract_date={"value": "30-11-2023"}), "30-11-2023"),
    "an extract date that is a number": (mapping(extract_date={"value": 20231130}), "extract_date"),
    "an extract date in a numbered column": (mapping(extract_date={"column": 5}), "extract_date"),
    "a file name pattern without group": (mapping(extract_date={"file_name": "x"}), "extract_date"),
    "a file name pattern that is none": (mapping(extract_date={"file_name": "("}), "extract_date"),
    "a date form that repeats": (mapping(extract_date={"file_name": "(x)", "format": "%Y%Y"}), "extract_date.format"),
    "a date form without a day": (mapping(extract_date={"file_name": "(x)", "format": "%Y"}), "extract_date.format"),
    "columns that are a text": (mapping(columns="alle"), "columns"),
    "unknown column": (mapping(columns=HEADERS | {"sagsnr": "Sagsnr"}), "sagsnr"),
    "a column without header": (mapping(columns=HEADERS | {"team_id": {"type": "text"}}), "team_id"),
    "a header that is a number": (mapping(columns=HEADERS | {"team_id": {"header": [5]}}), "team_id"),
    "an empty header": (mapping(columns=HEADERS | {"team_id": {"header": [""]}}), "team_id"),
    "an unknown column field": (mapping(columns=HEADERS | {"team_id": {"header": "x", "typ": "y"}}), "typ"),
    "another type": (mapping(columns=HEADERS | {"received_date": {"header": "x", "type": "text"}}), "received_date"),
    "no separator": (mapping(columns=HEADERS | {"notice_date": {"header": "x", "separator": ""}}), "separator"),
    "a required column unmapped": (mapping(columns={"case_id": "a", "received_date": "b"}), "application_type"),
    "constants that are a list": (mapping(constants=["a"]), "constants"),
    "an unknown constant": (mapping(constants={"sagsnr": "x"}), "sagsnr"),
    "a constant code that is none": (mapping(constants={"application_type": "ny"}), "ny"),
    "a constant date": (mapping(constants={"received_date": "2023-01-01"}), "received_date"),
    "a constant that is neither yes nor no": (mapping(constants={"is_urgent": "måske"}), "måske"),
    "codes that are a text": (mapping(codes="x"), "codes"),
    "codes of a column that are a text": (mapping(codes={"team_id": "x"}), "team_id"),
    "codes of an unknown column": (mapping(codes={"sagsnr": {"a": "b"}}), "sagsnr"),
    "a code that is none": (mapping(codes={"application_type": {"Ny": "ny"}}), "Ny"),
    "a translation that is a number": (mapping(codes={"team_id": {"a": 1}}), "team_id"),
}
# What is wrong with a reference table -> table, its text, line, column and what the sentence must name.
_DEADLINES = REFERENCE["deadlines"].splitlines()[0] + "\n\n85;;;8;week;2018-01-01;true;\n"
_BENCHMARK = "reversal_rate;hele landet;{first};{last};{value};{count};{is_break};{source};;{day};\n"
_RIGHT_BENCHMARK = {
    "first": "2022-01-01", "last": "2022-12-31", "value": "0,3", "count": "100", "is_break": "false", "source": "Kilde",
    "day": "2023-06-23",
}  # fmt: skip


def _benchmarks(**fault: str) -> str:
    """The table with a right row of 2021 in line 2 and the faulty one in line 3."""
    right = _RIGHT_BENCHMARK | {"first": "2021-01-01", "last": "2021-12-31", "day": ""}
    return REFERENCE["benchmarks"] + _BENCHMARK.format(**right) + _BENCHMARK.format(**(_RIGHT_BENCHMARK | fault))


_WEIGHTS = REFERENCE["case_weights"] + "85;;1,5;2018-01-01;true;\n"
_DECK = REFERENCE["deck"] + "1;open_cases;tiles;\n"
_SETTINGS = "setting;value;note;is_assumption\n\n"
TABLES = {
    "another header": ("teams", "team;name;unit\n", 1, "team_id", "team_id;team_name;unit_id"),
    "empty": ("teams", "", 1, "team_id", "overskriften"),
    "blank first line": ("teams", "\n" + REFERENCE["teams"], 1, "team_id", "overskriften"),
    "commas": ("teams", REFERENCE["teams"].replace(";", ","), 1, "team_id", "overskriften"),
    "too few fields": ("teams", REFERENCE["teams"] + "t3;x\n", 4, "team_id", "2 felter"),
    "blank id": ("teams", REFERENCE["teams"] + ";x;u1\n", 4, "team_id", "tomt"),
    "twice": ("teams", REFERENCE["teams"] + "t1;x;u1\n", 4, "team_id", "t1"),
    "unknown unit": ("teams", REFERENCE["teams"] + "\n\nt3;x;u9\n", 6, "unit_id", "u9"),
    "not a boolean": ("paragraphs", REFERENCE["paragraphs"].replace("Gruppe;;false", "Gruppe;;nej"), 2, "is_appealable", "nej"),
    "unknown paragraph": ("deadlines", _DEADLINES + "999;;;1;day;2018-01-01;true;\n", 4, "paragraph", "999"),
    "unknown type": ("deadlines", _DEADLINES + "85;;ny;1;day;2018-01-01;true;\n", 4, "application_type", "ny"),
    "unknown deadline unit": ("deadlines", _DEADLINES + "83;;;1;uge;2018-01-01;true;\n", 4, "unit", "uge"),
    "unit without amount": ("deadlines", _DEADLINES + "83;;;;week;2018-01-01;true;\n", 4, "amount", "week"),
    "amount without unit": ("deadlines", _DEADLINES + "83;;;4;;2018-01-01;true;\n", 4, "unit", "tomt"),
    "half a week": ("deadlines", _DEADLINES + "83;;;0.5;week;2018-01-01;true;\n", 4, "amount", "0.5"),
    "a third of a month": ("deadlines", _DEADLINES + "83;;;0.3;month;2018-01-01;true;\n", 4, "amount", "0.3"),
    "nought": ("deadlines", _DEADLINES + "83;;;0;day;2018-01-01;true;\n", 4, "amount", "0"),
    "not a number": ("deadlines", _DEADLINES + "83;;;nan;day;2018-01-01;true;\n", 4, "amount", "nan"),
    "not a date": ("deadlines", _DEADLINES + "83;;;1;day;01-01-2018;true;\n", 4, "valid_from", "01-01-2018"),
    "two rules from one day": ("deadlines", _DEADLINES + "85;;;9;week;2018-01-01;true;\n", 4, "paragraph", "85"),
    "unknown setting": ("settings", _SETTINGS + "pile_up;0.1;;true\n", 3, "setting", "pile_up"),
    "a share above one": ("settings", _SETTINGS + "pile_up_share;5;;true\n", 3, "value", "pile_up_share"),
    "no share": ("settings", _SETTINGS + "max_lost_rows_share;ti;;true\n", 3, "value", "ti"),
    "half a snapshot": ("settings", _SETTINGS + "snapshots_kept;1.5;;true\n", 3, "value", "snapshots_kept"),
    "not yes or no": ("settings", _SETTINGS + "deadline_rolls_to_working_day;ja;;true\n", 3, "value", "ja"),
    "a band upside down": ("settings", _SETTINGS + "caseload_band_low;70;;true\n", 3, "value", "caseload_band_low (70)"),
    "a band that is none": ("settings", _SETTINGS + "caseload_band_high;65,5;;true\n", 3, "value", "65,5"),
    "a benchmark without KPI": ("benchmarks", REFERENCE["benchmarks"] + ";hele landet" + 9 * ";" + "\n", 2, "kpi_id", "tomt"),
    "a benchmark in percent": ("benchmarks", _benchmarks(value="30 %"), 3, "value", "30 %"),
    "a benchmark of no case": ("benchmarks", _benchmarks(count="0"), 3, "case_count", "0"),
    "a benchmark of half a case": ("benchmarks", _benchmarks(count="99,5"), 3, "case_count", "99.5"),
    "a benchmark that ends first": ("benchmarks", _benchmarks(last="2021-12-31"), 3, "last_date", "2021-12-31"),
    "a benchmark without source": ("benchmarks", _benchmarks(source=""), 3, "source", "tomt"),
    "a benchmark twice": ("benchmarks", _benchmarks(first="2021-01-01"), 3, "kpi_id", "reversal_rate"),
    "a retrieval date that is none": ("benchmarks", _benchmarks(day="juni"), 3, "retrieved_date", "juni"),
    "a break that is neither yes nor no": ("benchmarks", _benchmarks(is_break=""), 3, "is_series_break", "tomt"),
    "a weight of an unknown paragraph": ("case_weights", _WEIGHTS + "999;;1;2018-01-01;true;\n", 3, "paragraph", "999"),
    "a weight of an unknown type": ("case_weights", _WEIGHTS + "85;ny;1;2018-01-01;true;\n", 3, "application_type", "ny"),
    "a weight of nothing": ("case_weights", _WEIGHTS + "83;;0;2018-01-01;true;\n", 3, "weight", "0"),
    "two weights from one day": ("case_weights", _WEIGHTS + "85;;2;2018-01-01;true;\n", 3, "paragraph", "85"),
    "an unknown chart": ("deck", _DECK + "2;open_cases;lagkage;\n", 3, "chart", "lagkage"),
    "a slide of nothing": ("deck", _DECK + "2;open_cases,;tiles;\n", 3, "kpi_ids", "open_cases,"),
    "a slide named in Danish": ("deck", _DECK + "2;Åbne sager;tiles;\n", 3, "kpi_ids", "Åbne sager"),
    "a slide twice": ("deck", _DECK + "1;decisions;tiles;\n", 3, "slide", "1"),
    "a target that is none": ("targets", REFERENCE["targets"] + "x;nan;2021-01-01;true;\n", 2, "value", "nan"),
}  # fmt: skip


def sentence_of(folder, error: type[EtlError]) -> str:
    with pytest.raises(EtlError) as caught:
        build(folder)
    assert type(caught.value) is error
    text = str(caught.value)
    assert text.endswith(".")
    assert not list((folder / "warehouse").glob("*.duckdb"))
    return text


@pytest.mark.parametrize("fault", MAPPINGS)
def test_a_mapping_that_cannot_be_used_names_file_and_field(tmp_path, fault):
    text, named = MAPPINGS[fault]
    sentence = sentence_of(municipality(tmp_path, sources={"sager": text}), MappingInvalid)
    assert "sager.toml" in sentence
    assert named in sentence.split("kan ikke bruges:")[1]


def test_a_mapping_that_is_not_utf_8_is_told_to_be_saved_again(tmp_path):
    folder = municipality(tmp_path, sources={})
    (folder / "sources" / "sager.toml").write_bytes('label = "Område"'.encode("cp1252"))
    assert "UTF-8" in sentence_of(folder, MappingInvalid)


@pytest.mark.parametrize("fault", TABLES)
def test_a_reference_table_that_cannot_be_used_names_file_line_and_column(tmp_path, fault):
    table, text, line, column, named = TABLES[fault]
    sentence = sentence_of(municipality(tmp_path, reference={table: text}), ReferenceInvalid)
    assert f"{table}.csv, linje {line}, kolonnen {column}: " in sentence
    assert named in sentence.split(f"kolonnen {column}: ")[1]


def test_a_reference_table_saved_by_excel_is_read_whatever_its_mark_and_line_ends(tmp_path):
    folder = municipality(tmp_path)
    text = (
        "\ufeff"
        + REFERENCE["teams"].replace("\n", "\r\n")
        + ' t3 ;"Navn med ""gåseøjne""\r\nog\u2028linje";u1\r\n;;\r\n'
    )
    (folder / "reference" / "teams.csv").write_bytes(text.encode())
    teams = ask(built(folder), "select team_id, unit_id from reference.teams order by team_id")
    assert teams == [("t1", "u1"), ("t2", "u2"), ("t3", "u1")]


def test_a_reference_table_that_is_not_utf_8_or_not_there_says_so(tmp_path):
    folder = municipality(tmp_path / "a", reference={"units": None})
    assert "unit_id;unit_name" in sentence_of(folder, ReferenceMissing)
    folder = municipality(tmp_path / "b")
    (folder / "reference" / "units.csv").write_bytes(REFERENCE["units"].encode("cp1252"))
    assert "CSV UTF-8" in sentence_of(folder, ReferenceInvalid)


def test_missing_pieces_are_named(tmp_path):
    with pytest.raises(DataFolderMissing):
        build(tmp_path / "findes ikke")
    sentence_of(municipality(tmp_path / "a", sources={}), NoMappings)
    sentence_of(municipality(tmp_path / "b", sources={"klager": mapping("appeals")}), CasesNotMapped)
    assert "cases*.csv" in sentence_of(municipality(tmp_path / "c", {"sager.csv": "x"}), NoCaseFiles)
    folder = municipality(tmp_path / "d", {})
    (folder / "raw" / "cases.csv").mkdir()
    sentence_of(folder, NoCaseFiles)


def test_example_data_and_own_files_are_never_mixed(tmp_path):
    folder = municipality(tmp_path, {"EKSEMPELDATA.txt": "x", "cases.csv": rows_text({})})
    assert is_example(folder / "raw")
    assert "cases.csv" in sentence_of(folder, ExampleAmongOwnFiles)


def test_personal_columns_need_a_key_that_cannot_be_guessed(tmp_path, monkeypatch):
    monkeypatch.delenv("PSEUDONYM_KEY", raising=False)
    sources = {"cases": mapping(columns=CPR)}
    assert "PSEUDONYM_KEY" in sentence_of(municipality(tmp_path / "a", sources=sources, key=None), PseudonymKeyMissing)
    short = sentence_of(municipality(tmp_path / "b", sources=sources, key="kort"), PseudonymKeyTooShort)
    assert "4 tegn" in short
    assert "kort" not in short
    monkeypatch.setenv("PSEUDONYM_KEY", "y" * 31)
    sentence_of(municipality(tmp_path / "c", sources=sources), PseudonymKeyTooShort)


def test_a_folder_without_personal_columns_needs_no_key(tmp_path):
    assert ask(built(municipality(tmp_path, key=None)), "select count(*) from marts.cases") == [(1,)]
