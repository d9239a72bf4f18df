"""What the example's raw files hold, read without the product."""

import re
from pathlib import Path

import pandas as pd
import pytest

from tests.demo.raw_files import (
    case_files,
    newest_cases,
    read_appeals,
    read_assignments,
    read_case_file,
    read_workers,
)

README = Path(__file__).parents[2] / "data/README.md"
AS_OF = pd.Timestamp(2023, 11, 30)
TEAMS = {"Handicap", "Socialpsykiatri og udsatte", "Botilbud og dagtilbud", "Hjælpemidler og bolig", "Visitation"}


@pytest.fixture(scope="module")
def cases(default_raw: Path) -> pd.DataFrame:
    return newest_cases(default_raw)


def whole_cpr(cases: pd.DataFrame) -> pd.Series:
    return cases["CPR"].str.replace("-", "").str.zfill(10)


class TestTotals:
    def test_there_are_as_many_cases_as_asked_for(self, default_raw: Path, cases: pd.DataFrame) -> None:
        unsplit = sum(len(read_case_file(path)[1]) for path in case_files(default_raw))
        assert len(cases) + unsplit == 12_000

    def test_the_readme_tells_how_many_records_each_file_has(self, default_raw: Path) -> None:
        rows = re.findall(
            r"^\| `([^`]+\.(?:csv|xlsx|txt))` \|.*\| ([\d.]+) \|$", README.read_text("utf-8"), re.MULTILINE
        )
        told = {name: int(count.replace(".", "")) for name, count in rows}
        counted = {}
        for path in case_files(default_raw):
            frame, broken = read_case_file(path)
            counted[path.name] = len(frame) + len(broken)
        counted["klageregister.csv"] = len(read_appeals(default_raw))
        counted["medarbejdere.xlsx"] = len(read_workers(default_raw))
        counted["sagsbehandlerforloeb_20231130.txt"] = len(read_assignments(default_raw))
        assert told == counted

    def test_the_daily_extracts_repeat_a_modest_share(self, default_raw: Path) -> None:
        rows = sum(len(read_case_file(path)[0]) for path in case_files(default_raw))
        assert 1.01 < rows / 12_000 < 1.10

    def test_cases_come_from_january_2021_to_the_as_of_day(self, cases: pd.DataFrame) -> None:
        plausible = cases["ModtagetDato"][cases["ModtagetDato"] <= AS_OF]
        assert pd.Timestamp(2021, 1, 1) <= plausible.min() <= pd.Timestamp(2021, 1, 6)
        assert plausible.max() >= pd.Timestamp(2023, 11, 29)

    def test_there_are_five_teams_and_about_thirty_workers(self, default_raw: Path, cases: pd.DataFrame) -> None:
        assert {f"Team {name}" for name in TEAMS} == set(cases["AfdelingNavn"]) - {"", "Team Nord (nedlagt)"}
        workers = read_workers(default_raw)
        employed = workers[(workers["Fra"] <= AS_OF) & (workers["Til"].isna() | (workers["Til"] >= AS_OF))]
        assert 28 <= employed["MedarbejderId"].nunique() <= 35
        assert list(workers["MedarbejderId"][workers["Midlertidig"] == "Ja"]) == ["SB042"]


class TestOverlap:
    def test_a_case_open_in_the_full_extract_is_decided_in_a_later_one(self, default_raw: Path) -> None:
        full, _ = read_case_file(case_files(default_raw)[0])
        last, _ = read_case_file(case_files(default_raw)[-1])
        both = full.merge(last, on="SagId", suffixes=("_full", "_last"))
        assert ((both["AfgørelsesDato_full"] == "") & (both["AfgørelsesDato_last"] != "")).sum() > 5

    def test_every_case_received_after_the_full_extract_is_in_a_daily_one(self, default_raw: Path) -> None:
        cases = newest_cases(default_raw)
        late = cases[(cases["ModtagetDato"] > "2023-11-23") & (cases["ModtagetDato"] <= AS_OF)]
        assert len(late) > 40
        assert (late["file"] != "sager_20231123.csv").all()

    def test_nothing_is_dated_after_its_extract(self, default_raw: Path) -> None:
        for path in case_files(default_raw)[1:]:
            frame, _ = read_case_file(path)
            day = pd.to_datetime(path.stem[-8:])
            for column in ("ModtagetDato", "FuldtOplystDato", "AfgørelsesDato", "AfsendtDato", "FrafaldetDato"):
                dates = pd.to_datetime(frame[column], format="%d-%m-%Y", errors="coerce")
                assert not (dates > day).any()

    def test_one_daily_extract_has_another_layout(self, default_raw: Path) -> None:
        headers = [path.read_text("utf-8-sig").split("\n", 1)[0].strip().split(";") for path in case_files(default_raw)]
        other = next(header for header in headers if "Sagsnummer" in header)
        assert sum(header == headers[0] for header in headers) == len(headers) - 1
        assert set(other) - set(headers[0]) == {"Sagsnummer", "Afdeling", "Lovhjemmel", "OpholdsKommune"}


class TestMess:
    def test_remarks_hold_quotes_semicolons_and_line_breaks(self, default_raw: Path) -> None:
        remarks = set(read_case_file(case_files(default_raw)[0])[0]["Bemærkning"])
        for sign in (";", '"', "\r\n"):
            assert any(sign in remark for remark in remarks)

    def test_paragraphs_are_written_in_many_ways(self, cases: pd.DataFrame) -> None:
        assert cases.groupby("paragraph")["Paragraf"].nunique()["112"] >= 8
        assert set(cases["paragraph"]) >= {"82 a", "83", "85", "101", "112", "122"}

    def test_cpr_numbers_stand_with_and_without_hyphen_and_leading_zero(self, cases: pd.DataFrame) -> None:
        lengths = cases["CPR"].str.len().value_counts()
        assert set(lengths.index) == {9, 10, 11}
        assert 100 < lengths[9] < 600

    def test_dates_in_the_register_have_three_separators_and_hours_a_comma(self, default_raw: Path) -> None:
        appeals = read_appeals(default_raw)
        assert set(appeals["Klage modtaget"].str.replace(r"\d", "", regex=True)) == {"--", "//", ".."}
        assert appeals["Tidsforbrug"].str.fullmatch(r"\d+,\d\d").all()


class TestNobodyIsReal:
    def test_every_name_is_a_numbered_example(self, cases: pd.DataFrame) -> None:
        pattern = r"(Eksempelborger|Prøveborger|Øvelsesborger|Opdigtet Åborger) \d+"
        assert cases["BorgerNavn"].str.fullmatch(pattern).all()

    def test_no_cpr_number_can_belong_to_anyone(self, cases: pd.DataFrame) -> None:
        for number in whole_cpr(cases).unique():
            weighted = sum(
                int(digit) * weight for digit, weight in zip(number, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)
            )
            assert weighted % 11 != 0
            assert not number.startswith("0101")

    def test_cpr_numbers_begin_with_a_date_and_are_one_per_name(self, cases: pd.DataFrame) -> None:
        numbers = whole_cpr(cases)
        assert pd.to_datetime("19" + numbers.str[4:6] + numbers.str[2:4] + numbers.str[:2]).notna().all()
        assert cases.groupby(numbers)["BorgerNavn"].nunique().max() == 1
        assert (
            cases.groupby("BorgerNavn")["CPR"].agg(lambda s: s.str.replace("-", "").str.zfill(10).nunique()).max() == 1
        )


class TestLinks:
    def test_every_remitted_case_begins_the_day_the_boards_decision_came(self, default_raw: Path) -> None:
        cases, appeals = newest_cases(default_raw), read_appeals(default_raw)
        again = cases[cases["Henvendelsestype"] == "Hjemvist"].merge(
            appeals, left_on="HjemvistKlagenr", right_on="Klagenr.", validate="one_to_one"
        )
        assert len(again) == 30
        assert (again["Ankestyrelsens afgørelse"] == "Hjemvist").all()
        answered = pd.to_datetime(
            again["Modtaget fra Ankestyrelsen"].str.replace(r"[/.]", "-", regex=True), dayfirst=True
        )
        assert (answered == again["ModtagetDato"]).all()
        origin = cases.set_index("SagId").loc[again["Sagsnr."]]
        assert (origin["BorgerNavn"].to_numpy() == again["BorgerNavn"].to_numpy()).all()
        assert (origin["paragraph"].to_numpy() == again["paragraph"].to_numpy()).all()

    def test_complaints_come_after_the_decision_was_sent(self, default_raw: Path) -> None:
        cases, appeals = newest_cases(default_raw), read_appeals(default_raw)
        both = appeals.merge(cases, left_on="Sagsnr.", right_on="SagId")
        received = pd.to_datetime(both["Klage modtaget"].str.replace(r"[/.]", "-", regex=True), dayfirst=True)
        assert (received > both["AfsendtDato"]).all()
        assert len(both) > 250

    def test_a_citizens_fixed_workers_follow_one_another(self, default_raw: Path) -> None:
        periods = read_assignments(default_raw).sort_values(["CPR", "Fra dato"])
        first, last = pd.to_datetime(periods["Fra dato"].str[:10]), pd.to_datetime(periods["Til dato"])
        follows = periods["CPR"] == periods["CPR"].shift()
        assert (last.shift()[follows] < first[follows]).all()
        assert (last.isna() | (last >= first)).all()
        assert (periods["Årsag til skift"].eq("") == ~follows).all()

    def test_a_fixed_worker_is_employed_at_the_time(self, default_raw: Path) -> None:
        workers = read_workers(default_raw).groupby("MedarbejderId").agg(begun=("Fra", "min"))
        periods = read_assignments(default_raw)
        begun = workers["begun"].loc[periods["Medarbejder"]].to_numpy()
        assert (pd.to_datetime(periods["Fra dato"].str[:10]).to_numpy() >= begun).all()
