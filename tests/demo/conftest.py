from pathlib import Path

import pytest

from etl.demo_data import write_demo


@pytest.fixture(scope="session")
def default_raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """raw/ of the default run."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    return folder / "raw"


@pytest.fixture(scope="session")
def large_raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """raw/ of 60,000 cases: enough for a planted factor to be told from chance."""
    folder = tmp_path_factory.mktemp("large")
    write_demo(folder, cases=60_000, seed=3)
    return folder / "raw"
