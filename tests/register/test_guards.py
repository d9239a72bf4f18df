"""What may not be written, and who may not write; each is told kindly and nothing is saved."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from dashboard.access import CHIEF, Viewer, parse_viewer
from dashboard.errors import (
    DashboardError,
    DateAhead,
    EmptyField,
    HoldsCprNumber,
    MayNotWrite,
    MayNotWriteOfTeam,
    TooLong,
    WrongField,
    WrongInitials,
)
from dashboard.register import (
    Event,
    EventKind,
    Kind,
    MilestoneMark,
    Note,
    PdsaDo,
    PdsaStudy,
    PhaseDates,
    Rebasing,
    Register,
    Withdrawal,
    Writer,
    may_write,
    pdsa_entries,
)
from dashboard.register.cpr import has_cpr_number
from dashboard.register.entry import CONTENTS
from dashboard.register.values import field_types
from dashboard.words import error_sentence, words
from tests.register.somewhere import MK, NOW, Somewhere, one_of_each, status, write

LEADER = parse_viewer("team_leader:handicap")
STEERING = parse_viewer("steering_group")


@pytest.fixture(scope="module")
def new_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty register."""
    place = Somewhere(tmp_path_factory.mktemp("new"), None)
    place.open()
    place.leave()
    return place.file


@pytest.fixture
def register(new_register: Path, tmp_path: Path) -> Iterator[Register]:
    """What is checked before the database is asked is the same for both."""
    place = Somewhere(tmp_path, None)
    place.file.parent.mkdir()
    shutil.copy(new_register, place.file)
    yield place.open()
    place.leave()


class TestCpr:
    @pytest.mark.parametrize(
        "text",
        [
            "010190-1234",
            "0101901234",
            "Borgeren 010190-1234 har ringet",
            "cpr:3112991234.",
            "010190 1234",
            "010190 - 1234",
            "010190–1234",  # en dash
            "010190\u20111234",  # a hyphen that does not break
            "0101\u200b90-1234",  # an invisible character inside
            "610190-1234",  # replacement number: 61 is day 1
            "910190-1234",  # 91 is day 31
            "290200-1234",  # 2000 was a leap year
            "290204-1234",
            "٠١٠١٩٠-١٢٣٤",  # digits of another script
            "01 01 90 1234",
            "01.01.90-1234",
            "01-01-90-1234",
            "01/01/90 1234",
            "010190/1234",
            "0101 90 1234",
            "01-01-1990-1234",
            "01.01.1990 - 1234",
            "01011990-1234",
            "Hun er 010190\n1234 i sagen",
            "010123 2024",  # six digits together are no ordinary way to write a date
            "01.01.23-2024",
            "99 01 01 90 1234",
            "01.01.90 1234 og 02.02.2020",
            "010190_1234",
            "01_01_90_1234",
            "cpr:010190:1234",
            "010190,1234",
            "010190(1234)",
            "(010190) 1234",
            "010190 - 12 34",
            "010190-12-34",
            "010190\uff0d1234",  # a full-width dash
            "01.01.90\uff0d1234",
            "01011990: 1234",
            "010190 * 1234",
        ],
    )
    def test_a_cpr_number_is_seen_however_it_is_spelt(self, text: str) -> None:
        assert has_cpr_number(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Fra 01.02.2023 2024 bliver anderledes",
            "Mødet 01-02-23\n2024: nyt møde",
            "Perioden 01.01.2023-2025",
            "Perioden 01.01.2023 - 31.12.2025",
            "01.01.23-31.12.23",
            "1. januar 2023, 2024 og 2025",
            "2023-01-02 2024-01-02",
            "Ring på 20 12 15 16 eller 20 12 15 17",
            "010119901234",  # twelve digits in one are something else
            "30.11.2023 kl. 14.30",
            "01.13.90-1234",
            "Sag 27.36.04-Ø54-1-23",
            "12, 10, 15 og 1200 sager",
            "12, 10, 15, 1200",
            "Uge 10 11 12 13 14 15",
            "01.02.23: 1200 sager",
            "01.02.23, 1200 sager",
            "Fra 01.02.2023, 2024 og frem",
            "Den 30.11.23 kl. 09:15:00",
            "2023-11-30 09:15:00 1200",
            "Ring på 20121516, 12 34 56 78",
            "1.010.190,12 kr.",
            "Sag 101.112,50 og 1234",
            "Sag 101112 (20.12.2023)",
            "Sag 101112, 20-12-2023",
            "Mødet 311223, 09.15",
        ],
    )
    def test_dates_followed_by_years_and_rows_of_numbers_are_none(self, text: str) -> None:
        assert not has_cpr_number(text)

    @pytest.mark.parametrize(
        "text",
        [
            "010190-1234",
        ],
    )
    def test_a_cpr_number_is_seen(self, text: str) -> None:
        assert has_cpr_number(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "320190-1234",  # no day 32
            "011390-1234",  # no month 13
            "310490-1234",  # April has 30 days
            "920190-1234",  # 92 is day 32
            "600190-1234",  # 60 is no day at all
            "290201-1234",  # a leap year in neither century
            "10101901234",  # eleven digits
            "01019012345",
            "010190-123",
            "Sag 2023-11-30 om § 85, 1.234 kr.",
            "30. november 2023",
            "43 57 76 18",
        ],
    )
    def test_other_numbers_are_none(self, text: str) -> None:
        assert not has_cpr_number(text)

    @pytest.mark.parametrize("content", one_of_each(), ids=lambda content: type(content).__name__)
    def test_no_text_of_any_kind_may_hold_one(self, register: Register, content: object) -> None:
        kind = next(kind for kind, cls in CONTENTS.items() if cls is type(content))
        texts = [name for name, type_ in field_types(kind).items() if type_ is str]
        assert texts
        for name in texts:
            with pytest.raises(HoldsCprNumber) as refused:
                write(register, replace(content, **{name: "Om 010190-1234"}))
            assert refused.value.name == name
        assert register.entries(CHIEF) == ()

    def test_nor_a_draft_or_the_reason_for_taking_back(self, register: Register) -> None:
        entry = write(register, status()).entry
        with pytest.raises(HoldsCprNumber):
            write(register, Withdrawal("Borgeren 0101901234"), corrects=entry.entry_id)
        with pytest.raises(HoldsCprNumber) as refused:
            register.save_draft(CHIEF, MK, NOW, "f", {"reason": "010190-1234"})
        assert "Begrundelsen" in error_sentence(refused.value)
        assert "010190" not in error_sentence(refused.value)


class TestFields:
    @pytest.mark.parametrize(
        ("content", "name", "error"),
        [
            (status(reason=""), "reason", EmptyField),
            (status(reason=" \n\t "), "reason", EmptyField),
            (replace(status(), initiative_id=" "), "initiative_id", EmptyField),
            (Note("a", "\u0000"), "text", EmptyField),
            (status(reason="\u200b"), "reason", EmptyField),
            (status(reason="\u2060\ufeff \u00ad"), "reason", EmptyField),
            (status(reason="\u3164"), "reason", EmptyField),
            (status(reason="\u2800\u115f\uffa0"), "reason", EmptyField),
            (status(reason="\u3000\u2028\ufe0f\u034f"), "reason", EmptyField),
            (Note("a", "x" * 4001), "text", TooLong),
            (Event(date(2023, 1, 1), "x" * 121, EventKind.OTHER), "label", TooLong),
            (PhaseDates("a", "f", None, date(2023, 1, 1)), "actual_start", EmptyField),
            (PhaseDates("a", "f", date(2023, 2, 1), date(2023, 1, 31)), "actual_end", WrongField),
            (PhaseDates("a", "f", date(2023, 12, 2)), "actual_start", DateAhead),
            (PhaseDates("a", "f", date(203, 12, 2)), "actual_start", WrongField),
            (MilestoneMark("a", "m", True), "done_date", WrongField),
            (MilestoneMark("a", "m", False, date(2023, 1, 1)), "done_date", WrongField),
            (MilestoneMark("a", "m", True, date(2024, 1, 1)), "done_date", DateAhead),
            (PdsaDo("a", "t", "Gjort", date(2023, 2, 1), date(2023, 1, 1)), "ended_on", WrongField),
            (PdsaStudy("a", "t", "Set", "timely_decisions", 0.8), "observed_count", WrongField),
            (PdsaStudy("a", "t", "Set", None, 0.8, 12), "kpi_id", WrongField),
            (PdsaStudy("a", "t", "Set", "timely_decisions", float("nan"), 12), "observed", WrongField),
            (PdsaStudy("a", "t", "Set", "timely_decisions", 0.8, 0), "observed_count", WrongField),
            (PdsaStudy("a", "t", "Set", "timely_decisions", 1.5, 30), "observed", WrongField),
            (PdsaStudy("a", "t", "Set", "timely_decisions", -0.1, 30), "observed", WrongField),
            (PdsaStudy("a", "t", "Set", "median_processing_days", -5.0, 30), "observed", WrongField),
            (PdsaStudy("a", "t", "Set", "decisions", -1.0, 30), "observed", WrongField),
        ],
    )
    def test_a_fault_is_refused_beside_its_field(
        self, register: Register, content: object, name: str, error: type[DashboardError]
    ) -> None:
        with pytest.raises(error) as refused:
            write(register, content)
        assert refused.value.name == name
        assert error_sentence(refused.value).endswith(".")
        assert register.entries(CHIEF) == ()

    def test_a_new_test_s_id_is_never_refused_as_a_cpr_number(self, monkeypatch: pytest.MonkeyPatch) -> None:
        drawn = iter([UUID("a0101901234bcdefabcdefabcdefabcd"), UUID("a" * 32)])
        monkeypatch.setattr(pdsa_entries, "uuid4", lambda: next(drawn))
        assert pdsa_entries.new_test_id() == "a" * 32

    def test_what_just_fits_is_saved(self, register: Register) -> None:
        write(register, Note("a", "x" * 4000))
        write(register, PhaseDates("a", "f", date(2023, 12, 1)))  # it may already be tomorrow where the writer sits
        write(register, status(next_step_date=date(2030, 1, 1)))
        assert len(register.entries(CHIEF)) == 3

    def test_texts_are_kept_without_what_a_database_or_a_file_would_refuse(self, register: Register) -> None:
        entry = write(register, Note("a", " Linje 1\r\nLinje\u0000 2\rA\u030a \ud800 ")).entry
        assert entry.content.text == "Linje 1\nLinje 2\nÅ"
        entry = write(register, Note("a", "\u202eOrd\u200b let \u2066sagt\u2069, §")).entry
        assert entry.content.text == "Ord let sagt, §"

    def test_every_field_has_its_danish_name(self) -> None:
        for kind in Kind:
            for name in field_types(kind):
                assert words("register").has(f"fields.{name}"), name

    @pytest.mark.parametrize("initials", ["", "M", "ABCDE", "M1", "M K", "010190-1234"])
    def test_initials_are_two_to_four_letters(self, initials: str) -> None:
        with pytest.raises(WrongInitials):
            Writer(initials)

    def test_danish_initials_are_letters(self) -> None:
        assert Writer("æø").initials == "ÆØ"

    def test_a_time_without_its_zone_is_a_fault_of_the_program(self, register: Register) -> None:
        with pytest.raises(ValueError, match="zone"):
            write(register, status(), now=datetime(2023, 11, 30))


class TestRights:
    def test_the_chief_writes_everything(self, register: Register) -> None:
        for content in one_of_each():
            write(register, content)
        assert all(may_write(CHIEF, kind) for kind in Kind)

    def test_the_steering_group_writes_nothing(self, register: Register) -> None:
        for content in (*one_of_each(), Withdrawal("Fejl")):
            with pytest.raises(MayNotWrite):
                register.append(STEERING, MK, NOW, content)
        with pytest.raises(MayNotWrite):
            register.save_draft(STEERING, MK, NOW, "f", {})
        assert not any(may_write(STEERING, kind) for kind in Kind)
        assert register.entries(CHIEF) == ()

    def test_a_team_leader_writes_about_initiatives_and_events_of_the_own_teams(self, register: Register) -> None:
        def append(content: object, **options: object) -> object:
            return register.append(LEADER, MK, NOW, content, **options).entry

        event = Event(date(2023, 6, 1), "Ny medarbejder", EventKind.VACANCY, team_id="handicap")
        append(status())
        own = append(event)
        for content in (replace(event, team_id="psykiatri"), replace(event, team_id=None)):
            with pytest.raises(MayNotWriteOfTeam):
                append(content)
        with pytest.raises(MayNotWrite):
            append(Rebasing("timely_decisions", one_of_each()[-1].from_month, "Grund"))
        append(Withdrawal("Fejl"), corrects=own.entry_id)

    def test_a_team_leader_takes_back_no_event_of_others(self, register: Register) -> None:
        event = write(register, Event(date(2023, 6, 1), "Ny lov", EventKind.LAW_CHANGE)).entry
        own = Event(date(2023, 6, 1), "Min", EventKind.LAW_CHANGE, team_id="handicap")
        for content in (Withdrawal("Fejl"), own):
            with pytest.raises(MayNotWriteOfTeam):
                register.append(LEADER, MK, NOW, content, corrects=event.entry_id)
        assert register.events(CHIEF) == (event,)


class TestReading:
    @pytest.mark.parametrize("ask", [
        lambda register, viewer: register.entries(viewer),
        lambda register, viewer: [line.entry for line in register.standing(viewer, "overblik").log],
        lambda register, viewer: [line.entry for each in register.standings(viewer).values() for line in each.log],
        lambda register, viewer: register.events(viewer),
        lambda register, viewer: register.rebasings(viewer, "median_processing_days"),
        lambda register, viewer: [register.newest(viewer, "events")],
    ])  # fmt: skip
    def test_the_steering_group_reads_neither_initials_nor_typed_numbers(
        self, register: Register, ask: Callable[[Register, Viewer], list]
    ) -> None:
        for content in one_of_each():
            write(register, content)
        for viewer, expected in ((CHIEF, {"MK"}), (LEADER, {"MK"}), (STEERING, {None})):
            entries = list(ask(register, viewer))
            assert {entry.written_by.initials for entry in entries} == expected
            numbers = [entry.content.observed for entry in entries if isinstance(entry.content, PdsaStudy)]
            assert set(numbers) <= ({None} if viewer is STEERING else {38.1})

    @pytest.mark.parametrize(
        ("kpi_id", "observed", "count", "is_told"),
        [
            ("timely_decisions", 0.5, 4, False),
            ("timely_decisions", 0.5, 8, False),  # four of eight
            ("timely_decisions", 0.9, 30, False),  # three too late
            ("timely_decisions", 0.5, 10, True),
            ("timely_decisions", 1.0, 20, True),
            ("refused_share", 1.0, 20, False),  # the outcome of everybody in a team
            ("median_processing_days", 38.1, 4, False),
            ("median_processing_days", 38.1, 5, True),
            ("oldest_overdue_days", 120.0, 30, False),
            ("open_cases", 3.0, 40, False),
            ("clearance_rate", 1.2, 30, True),
            ("fte", 3.5, 4, True),
            ("nobody_defines_it", 38.1, 41, False),
        ],
    )
    def test_a_small_number_is_told_to_who_may_open_the_rows_of_its_writer_s_teams(
        self, register: Register, kpi_id: str, observed: float, count: int, is_told: bool
    ) -> None:
        own = register.append(LEADER, MK, NOW, one_of_each()[5]).entry
        register.append(LEADER, MK, NOW, one_of_each()[6])
        study = replace(one_of_each()[7], kpi_id=kpi_id, observed=observed, observed_count=count)
        saved = register.append(LEADER, MK, NOW, study).entry
        assert saved.content == study
        other = parse_viewer("team_leader:psykiatri")
        for viewer in (CHIEF, LEADER, parse_viewer("team_leader:handicap,psykiatri")):
            assert register.standing(viewer, "overblik").tests[0].study.content == study
        hidden = replace(study, observed=None, observed_count=None)
        assert register.standing(other, "overblik").tests[0].study.content == (study if is_told else hidden)
        assert register.standing(STEERING, "overblik").tests[0].study.content == hidden
        again = register.append(other, MK, NOW, replace(study, study="Igen"), seen=own.entry_id)
        assert again.meanwhile[-1].content == (study if is_told else hidden)

    def test_a_small_number_of_the_chief_s_is_nobody_else_s(self, register: Register) -> None:
        for content in one_of_each()[5:7]:
            write(register, content)
        write(register, replace(one_of_each()[7], observed_count=3))
        assert register.standing(LEADER, "overblik").tests[0].study.content.observed is None
        assert register.hiding(3).standing(LEADER, "overblik").tests[0].study.content.observed == 38.1

    def test_the_steering_group_is_not_told_what_was_taken_back_or_corrected_away(self, register: Register) -> None:
        wrong = write(register, Note("overblik", "Fru Hansen")).entry
        right = write(register, Note("overblik", "En borger"), corrects=wrong.entry_id).entry
        gone = write(register, status("overblik", "Hr. Olsen")).entry
        back = write(register, Withdrawal("Nævnte en borger"), corrects=gone.entry_id).entry
        for viewer, told in ((CHIEF, gone.content), (LEADER, gone.content), (STEERING, None)):
            entries = {entry.entry_id: entry.content for entry in register.entries(viewer)}
            assert entries[gone.entry_id] == told
            assert (entries[wrong.entry_id] is None) is (viewer is STEERING)
            assert (entries[right.entry_id], entries[back.entry_id]) == (right.content, back.content)
            standing = register.standing(viewer, "overblik")
            assert (standing.status, [one.content for one in standing.notes]) == (None, [right.content])
            log = {line.entry.entry_id: line.entry.content for line in standing.log}
            assert log == entries
            assert register.newest(viewer, gone.subject).content == back.content


class TestDrafts:
    def test_a_draft_is_kept_per_writer_role_and_form_until_it_is_saved(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        register.save_draft(CHIEF, MK, NOW, "status:a", {"reason": "Hal"})
        register.save_draft(CHIEF, MK, NOW, "status:a", {"reason": "Halv", "next_step": ""})
        register.save_draft(CHIEF, Writer("AB"), NOW, "status:a", {"reason": "En andens"})
        register.save_draft(LEADER, MK, NOW, "status:a", {"reason": "I en anden rolle"})
        register.save_draft(CHIEF, MK, NOW, "status:b", {"reason": "En anden formular"})
        found = somewhere.open().draft(CHIEF, MK, "status:a")
        assert (found.fields, found.saved_at) == ({"reason": "Halv", "next_step": ""}, NOW)
        write(register, status(), form="status:a")
        assert register.draft(CHIEF, MK, "status:a") is None
        assert register.draft(CHIEF, Writer("AB"), "status:a").fields == {"reason": "En andens"}
        assert register.draft(LEADER, MK, "status:a").fields == {"reason": "I en anden rolle"}
        register.drop_draft(CHIEF, MK, "status:b")
        assert register.draft(CHIEF, MK, "status:b") is None

    def test_a_save_that_is_refused_keeps_the_draft(self, somewhere: Somewhere) -> None:
        register = somewhere.open()
        register.save_draft(CHIEF, MK, NOW, "f", {"reason": "Skrevet"})
        with pytest.raises(DashboardError):
            write(register, status(), form="f", corrects="ukendt")
        assert register.draft(CHIEF, MK, "f").fields == {"reason": "Skrevet"}
