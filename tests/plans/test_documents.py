"""Every entry of the plans is in its document, and everything the documents count is among the entries."""

import re
from itertools import pairwise

import pytest

from tests.plans.documents import (
    BULLET,
    COPENHAGEN_2015,
    COPENHAGEN_2017,
    CVV,
    REFERENCE,
    REVERSALS,
    TABLES,
    TIMETABLE,
    documents_absent,
    documents_of,
    notes_of,
    of_plan,
    plain,
    raw,
    rows,
)

pytestmark = documents_absent

# Columns that hold the document's own words; a title's first letter may have become a capital.
QUOTED = {
    "plans": ("title", "owner_role", "period_text"),
    "plan_goals": ("number", "title", "description"),
    "goal_kpis": ("measure", "target_text"),
    "initiatives": (
        "number", "title", "purpose", "description", "owner_role", "success_criteria", "next_step", "status_reason",
    ),
    "initiative_phases": ("label", "start_text", "end_text"),
    "initiative_milestones": ("title", "date_text"),
    "initiative_dependencies": ("basis",),
    "initiative_notes": ("text",),
}  # fmt: skip
PLANS = tuple(row["plan_id"] for row in rows("plans"))


def holds(document: str, words: str) -> bool:
    """Whether the words are there, letter by letter, but for a capital at their beginning."""
    return re.search(f"(?i:{re.escape(words[0])}){re.escape(words[1:])}", document) is not None


@pytest.mark.parametrize("plan_id", PLANS)
@pytest.mark.parametrize("table", QUOTED)
def test_every_text_of_the_plans_is_in_its_own_document(table, plan_id):
    document = documents_of(plan_id)
    for row in of_plan(table, plan_id):
        for column in QUOTED[table]:
            assert not row[column] or holds(document, row[column]), (table, column, row)


@pytest.mark.parametrize("table", [name for name in TABLES if "note" in rows(name)[0]])
def test_what_a_note_quotes_is_in_the_document_too(table):
    quotations = [(row, words) for plan in PLANS for row in of_plan(table, plan) for words in quoted(row["note"])]
    for row, words in quotations:
        plan_id = row.get("plan_id") or next(
            one["plan_id"] for one in rows("initiatives") if one["initiative_id"] == row["initiative_id"]
        )
        assert holds(documents_of(plan_id), words), (table, row)


def quoted(note: str) -> list[str]:
    return re.findall(r'"([^"]+)"', note)


def test_a_link_the_document_gives_quotes_its_words():
    for row in rows("initiative_kpis"):
        assert row["is_example"] == "true" or quoted(row["note"]), row
        # Teams and paragraphs are the example municipality's: no document names one.
        assert row["is_example"] == "true" or not row["team_id"] + row["paragraph"], row


def test_no_person_is_named():
    """The one document that names a person does so between two commas; the name is read there and kept out of here."""
    (name,) = re.findall(
        r"Borgercenterchefen på myndighedsområdet, ([^,]+), er projektejer", plain(raw(COPENHAGEN_2017))
    )
    words = name.split()
    assert len(words) == 3
    for table in TABLES:
        text = (REFERENCE / f"{table}.csv").read_text(encoding="utf-8")
        assert not [word for word in words if word in text], table


class TestCvv:
    def test_the_nine_initiatives_are_the_headings_with_a_status(self):
        titles = [row["title"] for row in of_plan("initiatives", "cvv_2023")]
        headings = list(status_paragraphs())
        assert len(titles) == len(headings) == 9
        assert all(any(heading.startswith(title) for heading in headings) for title in titles)

    def test_every_paragraph_of_status_is_a_note_of_its_initiative(self):
        by_heading = status_paragraphs()
        assert sum(map(len, by_heading.values())) == 11
        for row in of_plan("initiatives", "cvv_2023"):
            (said,) = [texts for heading, texts in by_heading.items() if heading.startswith(row["title"])]
            assert notes_of(row["initiative_id"]) == said

    def test_every_status_is_in_the_plan_itself_too(self):
        document = plain(raw(CVV))
        assert document.count("Status: ") == 9
        for row in of_plan("initiative_notes", "cvv_2023"):
            assert row["text"] in document

    def test_the_four_goals_are_the_four_sentences_of_the_objective(self):
        section = plain(raw(CVV).split("Målsætning for handleplanen")[1].split("\nBaggrund")[0])
        goals = [row["description"] for row in of_plan("plan_goals", "cvv_2023")]
        assert len(goals) == 4
        assert section == " ".join(goals)

    def test_the_document_gives_no_goal_criterion_or_state_to_an_initiative(self):
        for row in of_plan("initiatives", "cvv_2023"):
            assert (row["goal_id"], row["success_criteria"], row["status"], row["number"]) == ("", "", "", "")

    def test_who_arranges_the_quality_assurance_is_told_though_nobody_owns_it(self):
        (told,) = [row for row in of_plan("initiatives", "cvv_2023") if row["initiative_id"] == "cvv_quality_assurance"]
        sentence = re.search(r"Kvalitetssikringen tilrettelægges i samarbejde mellem [^.]+\.", plain(raw(CVV)))
        assert sentence[0] in told["description"]

    def test_nobody_is_the_owner_of_an_initiative_the_document_gives_none(self):
        """It names roles that take part or arrange, and no responsible one (domain.md section 8.1)."""
        assert {
            row["initiative_id"]: row["owner_role"] for row in of_plan("initiatives", "cvv_2023") if row["owner_role"]
        } == {}


def status_paragraphs() -> dict[str, list[str]]:
    """Heading -> the paragraphs after its "Status:", from the document whose paragraphs stand apart."""
    found: dict[str, list[str]] = {}
    heading, is_status = "", False
    section = raw(TIMETABLE).split("Indsatser i handleplanen\n")[1].split("Målsætning for handleplanen")[0]
    for paragraph in filter(None, map(plain, section.split("\n\n"))):
        if paragraph == "Status:":
            is_status = True
        elif not paragraph.endswith("."):
            heading, is_status = paragraph, False
        elif is_status:
            found.setdefault(heading, []).append(paragraph)
    return found


class TestReversals:
    def test_the_two_standing_measures_are_the_two_bullets(self):
        before = raw(REVERSALS).split("Besvarelse:")[0]
        bullets = [plain(text) for text in before.split("•")[1:]]
        assert [row["description"] for row in of_plan("initiatives", "cvv_reversals_2022")] == bullets
        assert len(bullets) == 2

    def test_the_whole_answer_is_kept_as_notes_of_the_plan(self):
        notes = of_plan("initiative_notes", "cvv_reversals_2022")
        assert " ".join(row["text"] for row in notes) == plain(raw(REVERSALS).split("Besvarelse:")[1])
        # The answer follows up on neither measure by name, so none of it is put on one.
        assert {row["initiative_id"] for row in notes} == {""}

    def test_the_measures_are_standing_and_have_neither_dates_nor_state(self):
        assert of_plan("initiative_phases", "cvv_reversals_2022") == []
        assert {row["status"] for row in of_plan("initiatives", "cvv_reversals_2022")} == {""}


class TestCopenhagen2017:
    def test_the_five_goals_have_the_document_s_numbers_and_names(self):
        found = re.findall(r"^ ?(\d)\. (.+?) betyder:", raw(COPENHAGEN_2017), re.MULTILINE)
        assert [(row["number"], row["title"]) for row in of_plan("plan_goals", "copenhagen_2017")] == found
        assert len(found) == 5

    def test_the_twelve_activities_are_those_numbered_in_the_text(self):
        found = re.findall(r"^ ?(\d\.\d)\.? (.+\n.+)", raw(COPENHAGEN_2017), re.MULTILINE)
        activities = of_plan("initiatives", "copenhagen_2017")
        assert [row["number"] for row in activities] == [number for number, _ in found]
        assert len(found) == 12
        for row, (_, text) in zip(activities, found, strict=True):
            assert row["title"] in plain(text)[:90], row
            assert row["goal_id"] == f"cph17_goal_{row['number'][0]}"

    def test_it_depends_as_the_text_says(self):
        told = {
            (row["initiative_id"], row["depends_on_id"])
            for row in of_plan("initiative_dependencies", "copenhagen_2017")
            if row["kind"] == "requires"
        }
        assert told == {("cph17_2_2", "cph17_1_1"), ("cph17_2_2", "cph17_2_1"), ("cph17_3_2", "cph17_3_1")}

    def test_the_three_measures_are_those_the_text_numbers(self):
        section = raw(COPENHAGEN_2017).split("vil blive målt", 1)[1].split("De enkelte projekter")[0]
        found = re.findall(r"^ ?\d\. (.+?):", section, re.MULTILINE)
        assert sorted(row["measure"] for row in of_plan("goal_kpis", "copenhagen_2017")) == sorted(found)
        assert len(found) == 3


class TestCopenhagen2015:
    def test_the_six_focus_points_are_the_headings(self):
        found = [plain(text) for text in re.findall(r"^Fokuspunkt [-–] (.+)$", raw(COPENHAGEN_2015), re.MULTILINE)]
        points = [row["title"] for row in of_plan("initiatives", "copenhagen_2015") if not row["parent_id"]]
        assert points == found
        assert len(found) == 6

    def test_one_has_six_parts_and_one_has_two_as_the_bullets_say(self):
        six = bullets_of("Understøttelse af sagsbehandlingen")
        parts = [
            row["title"] for row in of_plan("initiatives", "copenhagen_2015") if row["parent_id"] == "cph15_support"
        ]
        assert parts == [plain(text.split("\n")[0]) for text in six]
        assert len(parts) == 6
        two = bullets_of("Efteruddannelse af sagsbehandlere")
        parts = [
            row["title"] for row in of_plan("initiatives", "copenhagen_2015") if row["parent_id"] == "cph15_training"
        ]
        assert len(parts) == len(two) == 2
        assert all(holds(plain(text), title) for title, text in zip(parts, two, strict=True))

    def test_one_is_retired_and_one_done_in_the_document_s_words(self):
        told = {
            row["status"]: (row["initiative_id"], row["status_reason"])
            for row in of_plan("initiatives", "copenhagen_2015")
            if row["status"]
        }
        assert set(told) == {"retired", "done"}
        assert told["retired"][0] == "cph15_expectations"
        assert told["retired"][1].endswith("Derfor vil dette område udgå som et særligt fokuspunkt.")
        assert told["done"] == (
            "cph15_common_language", "Implementeringen af FSII er fuldt gennemført og tilendebragt i 2014.",
        )  # fmt: skip

    def test_every_status_of_the_document_is_the_notes_of_its_point(self):
        found = statuses_of_points()
        assert len(found) == raw(COPENHAGEN_2015).count("Status: ") == 6
        titles = {row["title"]: row["initiative_id"] for row in of_plan("initiatives", "copenhagen_2015")}
        for title, text in found.items():
            assert " ".join(notes_of(titles[title])) == text


def sections() -> dict[str, str]:
    """Heading of a focus point -> its text."""
    text = raw(COPENHAGEN_2015).split("Forvaltningens bemærkninger om fokuspunkterne")[0]
    heads = [*re.finditer(r"^Fokuspunkt [-–] (.+)$", text, re.MULTILINE), None]
    return {
        plain(head[1]): text[head.end() : after.start() if after else None] for head, after in pairwise(heads) if head
    }


def bullets_of(point: str) -> list[str]:
    return [text.strip() for text in sections()[point].split(BULLET)[1:]]


def statuses_of_points() -> dict[str, str]:
    """Title of a point, or of a part of one -> its text after "Status:"."""
    found = {}
    for title, text in sections().items():
        is_whole = title not in ("Understøttelse af sagsbehandlingen", "Efteruddannelse af sagsbehandlere")
        parts = [(title, text)] if is_whole else [(plain(one.split("\n")[0]), one) for one in bullets_of(title)]
        found |= {name: plain(part.split("Status:")[1]) for name, part in parts if "Status:" in part}
    return found
