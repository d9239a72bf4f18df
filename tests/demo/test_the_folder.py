"""Where the example may write, and that it always writes the same."""

import hashlib
from pathlib import Path

import pytest

from etl.demo_data import DEMO_FILES, MARKER_FILE, write_demo
from etl.errors import RawFolderHoldsOtherFiles

CASES = 400


def hashes(raw: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in raw.iterdir()}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_demo(tmp_path / name, CASES, seed=5)
    assert hashes(tmp_path / "one/raw") == hashes(tmp_path / "two/raw")


def test_another_seed_writes_another_municipality(tmp_path: Path) -> None:
    write_demo(tmp_path / "one", CASES, seed=5)
    write_demo(tmp_path / "two", CASES, seed=6)
    one, two = hashes(tmp_path / "one/raw"), hashes(tmp_path / "two/raw")
    assert {name for name in one if one[name] == two[name]} == {MARKER_FILE}


def test_exactly_the_listed_files_and_the_marker_are_written(tmp_path: Path) -> None:
    write_demo(tmp_path, CASES)
    assert hashes(tmp_path / "raw").keys() == {*DEMO_FILES, MARKER_FILE}
    assert "eksempeldata" in (tmp_path / "raw" / MARKER_FILE).read_text(encoding="utf-8").lower()


def test_a_folder_with_a_municipalitys_own_files_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "raw" / "sager_20231123.csv"
    own.parent.mkdir()
    own.write_text("vores egne sager", encoding="utf-8")
    with pytest.raises(RawFolderHoldsOtherFiles):
        write_demo(tmp_path, CASES)
    assert hashes(tmp_path / "raw").keys() == {own.name}
    assert own.read_text(encoding="utf-8") == "vores egne sager"


def test_an_empty_folder_may_hold_gits_placeholder(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/.gitkeep").touch()
    write_demo(tmp_path, CASES)
    assert (tmp_path / "raw" / DEMO_FILES[0]).is_file()


def test_a_marked_folder_is_written_again_without_leftovers(tmp_path: Path) -> None:
    write_demo(tmp_path, CASES, seed=5)
    write_demo(tmp_path, CASES, seed=6)
    write_demo(tmp_path / "fresh", CASES, seed=6)
    assert hashes(tmp_path / "raw") == hashes(tmp_path / "fresh/raw")


def test_an_interrupted_run_can_be_started_again(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / MARKER_FILE).touch()
    (tmp_path / "raw" / DEMO_FILES[0]).write_bytes(b"half a file")
    write_demo(tmp_path, CASES)
    assert (tmp_path / "raw" / DEMO_FILES[0]).stat().st_size > 10_000


def test_progress_counts_up_to_all_steps(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_demo(tmp_path, CASES, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(step, len(seen)) for step in range(1, len(seen) + 1)]


@pytest.mark.parametrize("cases", [1, 7, 150])
def test_a_tiny_municipality_can_be_written(tmp_path: Path, cases: int) -> None:
    write_demo(tmp_path, cases)
    assert {*DEMO_FILES, MARKER_FILE} == hashes(tmp_path / "raw").keys()
