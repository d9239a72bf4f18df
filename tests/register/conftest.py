"""An empty register on either database: every test here runs on both."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.register import store
from tests.register.postgresql_server import Server, programs, running
from tests.register.somewhere import Somewhere


@pytest.fixture(autouse=True)
def no_register_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may reach a register that somebody uses."""
    monkeypatch.delenv(store.URL_VARIABLE, raising=False)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """One server for all; where it is missing CI fails, and others are told why nothing ran."""
    if programs() is None:
        told = "PostgreSQL is not installed; .ci/run installs it (apt-get install postgresql)"
        pytest.fail(told) if os.environ.get("CI") == "true" else pytest.skip(told)
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def somewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Somewhere]:
    """Where a register may stand, with nothing there yet."""
    url = request.getfixturevalue("postgresql").new_schema() if request.param == "postgresql" else None
    place = Somewhere(tmp_path, url)
    yield place
    place.leave()
