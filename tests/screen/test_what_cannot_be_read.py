"""Where what people wrote cannot be fetched, no screen says that there is none."""

from datetime import UTC, date, datetime

import pytest

from dashboard.register import PhaseDates
from tests.screen.conftest import shown
from tests.screen.plan_tables import with_plans, write
from tests.screen.test_initiatives_page import LATE, MEETINGS, plain

UNTRUE = (
    "Der er endnu ingen status", "Ingen indsats beder om", "Ingen næste skridt", "ingen faktiske startdatoer",
    "Ingen status", "Ingen indsats kan testes endnu", "Ingen hændelser er skrevet", "Der er endnu ikke skrevet",
    "er ikke registreret", "Ikke meldt nået", "Ingen har skrevet",
    "or tidligt at sige",
)  # fmt: skip
PLAN = {"plan": "cvv_2023"}


@pytest.fixture
def folder(tmp_path):
    """A plan somebody has written about, and the store broken since."""
    folder = with_plans(tmp_path, ("cvv_2023", "plan", None))
    write(folder, datetime(2023, 11, 20, tzinfo=UTC), LATE)
    write(folder, datetime(2023, 11, 20, tzinfo=UTC), PhaseDates(MEETINGS, MEETINGS, date(2023, 9, 4)))
    for old in (folder / "register").iterdir():
        old.unlink()
    (folder / "register" / "register.sqlite").write_bytes(b"not a database at all" * 500)
    return folder


@pytest.mark.parametrize("viewer", ["chief", "steering_group"])
@pytest.mark.parametrize(
    ("page", "address", "said"),
    [
        ("initiatives", PLAN, "Status kan ikke hentes for planens 9 indsatser"),
        ("initiatives", {"initiative": MEETINGS}, "Det, der er skrevet om indsatsen, kan ikke hentes."),
        ("initiatives", {"initiative": "cvv_temporary_staffing"}, "Det kan ikke hentes, om den er nået"),
        ("steering_group", {"slide": "1"}, "Status kan ikke hentes for planens 9 indsatser"),
        ("overview", {}, "Status kan ikke hentes"),
        ("effects", {}, "de skrevne startdatoer kan ikke hentes"),
    ],
)
def test_it_is_said_to_be_out_of_reach_and_nothing_to_be_missing(run_app, folder, page, address, said, viewer):
    app = run_app(folder, page, viewer=viewer, **address)
    assert not app.exception
    told = plain(shown(app)) + "".join(one.proto.spec for one in app.get("plotly_chart"))
    assert said in told
    assert [words for words in UNTRUE if words in told] == []


def test_a_model_is_read_from_its_own_words_and_lacks_nothing(run_app, folder):
    told = plain(shown(run_app(folder, "initiatives", plan="copenhagen_2017")))
    assert "12 indsatser under 5 mål" in told
    assert "Status kan ikke hentes" not in told
