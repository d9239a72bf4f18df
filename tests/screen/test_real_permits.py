"""The screen shows of a real extract what its publisher says of it (../shared/real/municipal-permits/README.md)."""

from etl.pipeline import build
from tests.real.extracts import permits_absent, permits_folder
from tests.screen.conftest import shown


@permits_absent
def test_the_screen_shows_the_official_answer(run_app, tmp_path):
    folder = permits_folder(tmp_path / "permits")
    build(folder)
    app = run_app(folder)
    page = shown(app)
    assert not app.exception
    assert "319 af 393 afgørelser" in page
    assert "39 af 254 åbne sager er over fristen" in page
    assert "Data pr. 31. marts 2011" in page
    assert "Hollandsk kommune" in page


@permits_absent
def test_nothing_is_said_about_notices_that_were_not_delivered(run_app, tmp_path):
    folder = permits_folder(tmp_path / "permits")
    build(folder)
    app = run_app(folder)
    assert ">39 sager er over fristen<" in shown(app)
    assert "uden skriftlig underretning" not in shown(app)
