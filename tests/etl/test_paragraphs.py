"""Paragraphs are written in many ways; what means none of the known ones is reported and never guessed."""

import pytest

from etl.paragraphs import ParagraphReader
from tests.etl.folders import ask, built, findings, mapping, municipality, rows_text

READER = ParagraphReader(
    {"§§ 112-113": "112", "BPA": "96"},
    [("SEL", "SEL"), ("SEL", "Serviceloven"), ("SEL", "Servicelov"), ("SEL", "Lov om social service"), ("ABL", "ABL")],
    {"82 a": "SEL", "83": "SEL", "85": "SEL", "96": "SEL", "112": "SEL", "113": "SEL", "ABL 5": "ABL"},
)
READ = {
    "Serviceloven §83, stk. 1": "83", "SEL § 83": "83", "83.1": "83", "§§ 112-113": "112", "§§112 - 113": "112",
    "83": "83", "§83": "83", "§ 83": "83", "§  83 ": "83", "§ 83.": "83", "83, stk. 1": "83", "83 stk 1": "83",
    "§ 83 stk.1 nr. 2": "83", "83,1": "83", "83.1.2": "83", "§ 85, stk. 1 og 2": "85", "§ 85, stk. 1-2": "85",
    "SEL §82A": "82 a", "§ 82 a": "82 a", "82a": "82 a", "§ 82 a, stk. 2": "82 a",
    "Lov om social service § 85": "85", "LOV OM SOCIAL SERVICE §85": "85", "servicelov, § 85": "85", "SEL85": "85",
    "SEL-85": "85", "bpa": "96", "B P A": "96", "ABL § 5": "ABL 5", "\u00a7\u00a085": "85", "§ 112, nr. 3": "112",
}  # fmt: skip
NOT_READ = [
    "", " ", "§", "SEL", "1000", "84", "0", "083", "§ 85 a", "85b", "BL § 85", "Barnets lov § 85", "ABL § 85", "§ 5",
    "8 5", "1 12", "§§ 83-85", "83/85", "83 og 85", "83, 85", "83,85", "83.85", "§ 83, stk. 1, og § 85", "83 + 85",
    "§ 83, stk. 1 og 85", "§ 83, jf. § 85", "83 a", "-83", "83-", "x83", "ukendt", "٨٣", "SEL § 83 SEL § 85",
]  # fmt: skip


@pytest.mark.parametrize(("spelling", "paragraph"), READ.items())
def test_a_paragraph_is_known_in_all_its_usual_spellings(spelling, paragraph):
    assert READER.read(spelling) == paragraph


@pytest.mark.parametrize("spelling", NOT_READ)
def test_what_means_no_known_paragraph_or_more_than_one_is_not_guessed(spelling):
    assert READER.read(spelling) is None


def test_an_unmatched_spelling_stays_in_the_mart_without_paragraph_and_is_reported(tmp_path):
    rows = [{"paragraph": text} for text in ("SEL § 85, stk. 2", "§ 999", "", "Hjemmehjælp", "bpa")]
    text = rows_text(*(row | {"case_id": str(n)} for n, row in enumerate(rows)))
    sources = {"cases": mapping(codes={"paragraph": {"Hjemmehjælp": "83"}})}
    snapshot = built(municipality(tmp_path, {"cases.csv": text}, sources=sources))
    read = [value for (value,) in ask(snapshot, "select paragraph from marts.cases order by case_id")]
    assert read == ["85", None, None, "83", "85"]
    assert [(row["line"], row["severity"]) for row in findings(snapshot, "unmatched_paragraph")] == [
        (3, "warn"), (4, "warn"),
    ]  # fmt: skip
