"""python -m dashboard register, and what the example municipality has written."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard import __main__ as command
from dashboard.access import CHIEF
from dashboard.initiative import InitiativeStatus
from dashboard.kpi.registry import registry
from dashboard.register import Event, EventKind, Kind, MilestoneMark, PhaseDates, Register
from dashboard.register.exporting import export
from dashboard.register_command import EXAMPLE, import_example
from tests.answers.test_command_line import ask
from tests.register.somewhere import Somewhere, status, write
from tests.register.test_files import files_in
from tests.screen.plan_tables import with_plans

REFERENCE = EXAMPLE.parent / "reference"
AS_OF = date(2023, 11, 30)


def ids(file: str, column: str) -> set[str]:
    with (REFERENCE / file).open(encoding="utf-8-sig", newline="") as opened:
        return {row[column] for row in csv.DictReader(opened, delimiter=";")}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Register:
    folder = tmp_path_factory.mktemp("example")
    import_example(folder)
    register = Register.in_folder(folder)
    yield register
    register.store.dispose()


class TestCommands:
    def test_what_is_exported_from_one_folder_is_imported_into_another(self, tmp_path: Path) -> None:
        here = Somewhere(tmp_path / "here", None)
        write(here.open(), status())
        (tmp_path / "there").mkdir()
        told = ask("register", "export", str(tmp_path / "files"), folder=here.folder)
        assert (told.returncode, "1 indførsler er skrevet ud" in told.stdout) == (0, True)
        told = ask("register", "import", str(tmp_path / "files"), folder=tmp_path / "there")
        assert (told.returncode, "1 indførsler er hentet ind" in told.stdout) == (0, True)
        there = Somewhere(tmp_path / "there", None)
        assert there.open().entries(CHIEF) == here.open().entries(CHIEF)
        for place in (here, there):
            place.leave()

    def test_what_no_plan_has_is_imported_and_named(self, tmp_path: Path) -> None:
        there = with_plans(tmp_path / "there")
        place = Somewhere(tmp_path / "here", None)
        register = place.open()
        known = "cvv_weekly_meetings"
        for content in (
            status(known), PhaseDates(known, known, date(2023, 6, 1)), PhaseDates(known, "en_fase", date(2023, 6, 1)),
            status("opnormering"), status("opnormering"), MilestoneMark(None, "en_milepael", False),
            Event(date(2023, 6, 1), "Ny lov", EventKind.LAW_CHANGE),
        ):  # fmt: skip
            write(register, content)
        export(register, tmp_path / "files")
        told = ask("register", "import", str(tmp_path / "files"), folder=there)
        assert "7 indførsler er hentet ind" in told.stdout
        assert "Ingen plan har en_fase, opnormering, en_milepael." in told.stdout
        again = ask("register", "import", str(tmp_path / "files"), folder=there)
        assert (again.returncode, "Ingen plan har" in again.stdout) == (0, False)
        place.leave()

    @pytest.mark.parametrize(("data", "sentence"), [("", "manifest.json mangler"), ("nej", "endnu intet datagrundlag")])
    def test_a_wrong_folder_is_a_sentence_and_exit_code_2_and_is_not_made(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, data: str, sentence: str
    ) -> None:
        arguments = ["register", "import", str(tmp_path / "files"), "--data", str(tmp_path / data)]
        monkeypatch.setattr("sys.argv", ["dashboard", *arguments])
        with pytest.raises(SystemExit) as ended:
            command.main()
        assert ended.value.code == 2
        assert sentence in capsys.readouterr().err
        assert not (tmp_path / "nej").exists()
        assert not (tmp_path / "files").exists()


class TestWhenTheExampleIsImported:
    @pytest.fixture
    def steps(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The project's own folder is an empty one, and building is only noted: it takes half a minute."""
        steps: list[str] = []
        (tmp_path / "data" / "raw").mkdir(parents=True)
        monkeypatch.setattr(command, "ROOT", tmp_path)
        monkeypatch.setattr(command, "_run_etl", lambda name, _folder: steps.append(name))
        return steps

    def test_with_the_example_data_and_not_a_second_time(self, steps: list[str], tmp_path: Path) -> None:
        command._ensure_warehouse(None)
        place = Somewhere(tmp_path / "data", None)
        written = place.open().entries(CHIEF)
        assert steps == ["demo", "build"]
        assert len(written) > 30
        command._ensure_warehouse(None)
        assert place.open().entries(CHIEF) == written
        place.leave()

    def test_never_over_what_somebody_wrote(self, steps: list[str], tmp_path: Path) -> None:
        place = Somewhere(tmp_path / "data", None)
        own = write(place.open(), status()).entry
        command._ensure_warehouse(None)
        assert place.open().entries(CHIEF) == (own,)
        assert steps == ["demo", "build"]
        place.leave()

    @pytest.mark.parametrize("is_named", [True, False])
    def test_never_into_a_municipalitys_own_folder(self, steps: list[str], tmp_path: Path, is_named: bool) -> None:
        (tmp_path / "data" / "raw" / "sager.csv").write_text("vores egne sager")
        command._ensure_warehouse(tmp_path / "data" if is_named else None)
        assert steps == ["build"]
        assert not (tmp_path / "data" / "register").exists()

    def test_never_into_the_register_that_the_variable_names(
        self, steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        url = f"sqlite:///{tmp_path}/vores.sqlite"
        monkeypatch.setenv("REGISTER_URL", url)
        command._ensure_warehouse(None)
        assert steps == ["demo", "build"]
        ours = Register.open(tmp_path)
        assert ours.entries(CHIEF) == ()
        ours.store.dispose()


class TestTheExample:
    def test_its_files_are_as_an_export_writes_them(self, example: Register, tmp_path: Path) -> None:
        export(example, tmp_path)
        assert files_in(tmp_path) == files_in(EXAMPLE)

    def test_every_entry_is_labelled_and_written_by_the_as_of_date(self, example: Register) -> None:
        entries = example.entries(CHIEF)
        assert all(entry.is_example for entry in entries)
        assert max(entry.written_at.date() for entry in entries) <= AS_OF
        assert [entry.written_at for entry in entries] == sorted(entry.written_at for entry in entries)

    def test_it_speaks_of_what_the_plan_teams_and_kpis_have(self, example: Register) -> None:
        standings = example.standings(CHIEF)
        plan = {name for name in ids("initiatives.csv", "initiative_id") if name.startswith("cvv_")}
        assert standings.keys() == plan
        assert len(plan) == 9
        phases = {phase for each in standings.values() for phase in each.phases}
        assert phases <= ids("initiative_phases.csv", "phase_id")
        assert example.milestones(CHIEF).keys() <= ids("initiative_milestones.csv", "milestone_id")
        assert {entry.content.team_id for entry in example.events(CHIEF)} <= ids("teams.csv", "team_id") | {None}
        (study,) = example.entries(CHIEF, Kind.PDSA_STUDY)
        assert study.content.kpi_id in registry()

    def test_it_shows_what_a_reader_must_be_able_to_see(self, example: Register) -> None:
        standings = example.standings(CHIEF)
        statuses = {entry.content.status for entry in example.entries(CHIEF, Kind.STATUS_UPDATE)}
        assert statuses == set(InitiativeStatus)
        assert all(each.status for each in standings.values())
        ages = {name: AS_OF - each.said_at.date() for name, each in standings.items()}
        assert max(ages.values()) == ages["cvv_citizen_advisor"] == timedelta(weeks=9)
        wanted = [name for name, each in standings.items() if each.status.content.decision_wanted]
        assert wanted == ["cvv_temporary_staffing"]
        assert [test.next_step for each in standings.values() for test in each.tests] == [None, "study"]
        assert len(example.events(CHIEF)) == 2
        assert any(line.corrected_by for line in standings["cvv_joint_training"].log)

    def test_the_starts_are_those_of_the_effects_planted_in_the_example_data(self, example: Register) -> None:
        planted = (EXAMPLE.parents[1] / "etl" / "demo" / "municipality.toml").read_text(encoding="utf-8")
        for initiative, key in (
            ("cvv_case_overview", "workflow_from"),
            ("cvv_temporary_staffing", "extra_worker_from"),
        ):
            (phase,) = example.standing(CHIEF, initiative).phases.values()
            assert phase.actual_start.isoformat() == re.search(rf"^{key} = (\S+)", planted, re.MULTILINE)[1]
