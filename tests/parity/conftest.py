"""The example municipality, built once as its README builds it."""

import shutil
from pathlib import Path

import pytest

from etl.demo_data import write_demo
from etl.pipeline import build

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def example_municipality(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    for part in ("sources", "reference"):
        shutil.copytree(ROOT / "data" / part, folder / part)
    (folder / "pseudonym.key").write_text("k" * 64, encoding="utf-8")
    write_demo(folder)
    assert build(folder).snapshot
    return folder
