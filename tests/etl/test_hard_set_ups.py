"""Set-ups a person can easily make, each ending in one sentence with place and remedy."""

import os
import subprocess
from datetime import UTC, datetime

import duckdb
import pytest

from etl.errors import (
    MappingInvalid,
    NothingToRollBackTo,
    PseudonymKeyUnreadable,
    ReferenceInvalid,
    WarehouseFolderUnusable,
)
from etl.pipeline import build
from etl.publish import roll_back, snapshots
from tests.etl.folders import REFERENCE, ask, built, mapping, municipality
from tests.processes import run_module


def run_etl(*arguments: str) -> subprocess.CompletedProcess:
    return run_module("etl", arguments, os.environ)


def test_a_key_that_is_no_text_is_refused(tmp_path):
    folder = municipality(tmp_path)
    (folder / "pseudonym.key").write_bytes(b"\xff\xfe" * 40)
    with pytest.raises(PseudonymKeyUnreadable, match=r"pseudonym\.key"):
        build(folder)


def test_a_file_in_the_place_of_the_warehouse_is_told(tmp_path):
    folder = municipality(tmp_path)
    (folder / "warehouse").write_text("")
    with pytest.raises(WarehouseFolderUnusable, match="warehouse"):
        build(folder)


def test_a_lock_that_cannot_be_taken_is_told(tmp_path):
    folder = municipality(tmp_path)
    (folder / "warehouse" / ".lock").mkdir(parents=True)
    with pytest.raises(WarehouseFolderUnusable):
        build(folder)


def test_a_mark_that_is_a_text_is_no_mark(tmp_path):
    text = mapping(columns={**{name: {"header": name} for name in ("received_date", "application_type")},
                            "case_id": {"header": "case_id", "personal": "false"}})  # fmt: skip
    with pytest.raises(MappingInvalid, match=r"columns\.case_id\.personal"):
        build(municipality(tmp_path, sources={"cases": text}))


def test_a_reference_cell_that_never_ends_is_told_with_its_line(tmp_path):
    text = REFERENCE["events"] + '2023-01-01;"' + "x" * (1 << 25) + ";;;;false\n"
    with pytest.raises(ReferenceInvalid, match=r"events\.csv, linje"):
        build(municipality(tmp_path, reference={"events": text}))


@pytest.mark.parametrize("type_", ["follow_up", "own_initiative", "remitted"])
def test_a_deadline_that_could_never_apply_is_refused(tmp_path, type_):
    text = REFERENCE["deadlines"] + f"85;;{type_};4;week;2020-01-01;true;\n"
    with pytest.raises(ReferenceInvalid, match="application_type"):
        build(municipality(tmp_path, reference={"deadlines": text}))


def test_the_dashboard_reads_settings_as_they_were_understood(tmp_path):
    text = REFERENCE["settings"] + "small_count_limit;5,0;;true\ndeadline_rolls_to_working_day;TRUE;;true\n"
    snapshot = built(municipality(tmp_path, reference={"settings": text}))
    rows = dict(ask(snapshot, "select setting, value from reference.settings"))
    assert (rows["small_count_limit"], rows["deadline_rolls_to_working_day"]) == ("5", "true")


def test_a_broken_snapshot_is_one_to_go_back_from(tmp_path):
    folder = municipality(tmp_path)
    first, second = built(folder), built(folder)
    second.write_bytes(second.read_bytes()[:5000])
    restored, origin = roll_back(folder / "warehouse", "ødelagt", datetime.now(UTC))
    assert first.stem == f"warehouse_{origin}"
    assert snapshots(folder / "warehouse")[-1] == restored
    with duckdb.connect(str(restored), read_only=True) as connection:
        assert connection.execute("select rolled_back_from, rollback_reason from quality.run").fetchone() == (
            origin,
            "ødelagt",
        )
    with pytest.raises(NothingToRollBackTo):
        roll_back(folder / "warehouse", "igen", datetime.now(UTC))


def test_an_example_in_a_new_folder_can_be_built_at_once(tmp_path):
    made = run_etl("demo", "--data", str(tmp_path / "ny"), "--cases", "200")
    assert f"build --data {tmp_path / 'ny'}" in made.stdout
    assert run_etl("build", "--data", str(tmp_path / "ny")).returncode == 0


@pytest.mark.parametrize("arguments", [("byg",), ("build", "--tving"), ("demo", "--cases", "mange")])
def test_a_command_nobody_knows_is_told_in_danish(arguments):
    refused = run_etl(*arguments)
    assert refused.returncode == 2
    assert "kan ikke læses" in refused.stderr
    assert "Traceback" not in refused.stderr
