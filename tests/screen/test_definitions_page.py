"""The page of definitions tells every definition there is, and one of them at its own address."""

import re
import tomllib
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from dashboard.kpi.registry import registry
from dashboard.ui.definitions.choice import CHOICE
from dashboard.ui.definitions.subjects import by_subject
from dashboard.words import words
from tests.answers.small_warehouse import contract_warehouse
from tests.browser.conftest import small_cases
from tests.screen.conftest import open_link, shown

DEFINITIONS = Path(__file__).resolve().parents[2] / "dashboard" / "kpi" / "definitions"
FILES = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(DEFINITIONS.glob("*.toml"))}
PARTS = ("numerator", "denominator", "cases", "pending", "without_rule")


@pytest.fixture
def open_definitions(run_app, tmp_path):
    targets = [("timely_decisions", 0.9, True, date(2021, 1, 1)), ("timely_decisions", 0.95, False, date(2023, 6, 1))]
    folder = contract_warehouse(tmp_path, small_cases(60), date(2023, 11, 30), is_example=True, targets=targets)
    return lambda **address: run_app(folder, "definitions", **address)


def text_of(page: str) -> str:
    """What is read, without tags, and with the unbroken hyphens and blanks of narrow lines as ordinary ones."""
    return unescape(re.sub("<[^>]+>", " ", page)).replace("\u2011", "-").replace("\u00a0", " ")


def test_the_list_holds_every_definition_with_its_question_and_its_link(open_definitions):
    page = shown(open_definitions())
    links = dict(re.findall(r'<a href="definitions\?[^"]*kpi=(\w+)">([^<]+)</a>', page))
    assert links.keys() == FILES.keys()
    for kpi_id, file in FILES.items():
        assert unescape(links[kpi_id]) == file["label"]
        assert file["question"] in unescape(page)


def test_each_link_of_the_list_opens_its_definition(open_definitions):
    page = shown(open_definitions())
    for link in re.findall(r'<a href="(definitions\?[^"]*kpi=\w+)">', page)[:3]:
        app = open_link(unescape(link))
        assert f"kpi={app.session_state[CHOICE]}" in link
        assert FILES[app.session_state[CHOICE]]["explanation"] in text_of(shown(app))


@pytest.mark.parametrize("kpi_id", FILES)
def test_a_definition_tells_all_that_its_file_holds(open_definitions, kpi_id):
    app = open_definitions(kpi=kpi_id)
    assert not app.exception
    file, page = FILES[kpi_id], text_of(shown(app))
    code = app.code[0].value
    told = [file[field] for field in ("label", "question", "explanation", "legal_basis", "owner")]
    told += file["caveats"] + [change["change"] for change in file["history"]]
    told.append(file["process_control"]["note"])
    told += [one[field] for one in file["confused_with"] for field in ("name", "difference")]
    for part in (file[name] for name in PARTS if name in file):
        told.append(part["words"])
        assert f"marts.{part['mart']}" in code
        assert part["expression"] in code
        assert all(part[field] in code for field in ("value", "amount", "distinct") if field in part)
        assert words("definitions").has(f"counted_on.{part['counted_on']}")
    assert [text for text in told if text.replace("\u2011", "-") not in page] == []
    assert app.query_params["kpi"] == kpi_id


def test_the_target_in_force_is_told_with_its_day_and_its_mark(open_definitions):
    assert "Mål 95 %, gældende fra 1. juni 2023." in text_of(shown(open_definitions(kpi="timely_decisions")))
    before = open_definitions(kpi="timely_decisions", **{"from": "2023-01", "to": "2023-05"})
    assert "Mål 90 % (eksempel), gældende fra 1. januar 2021." in text_of(shown(before))


def test_an_unknown_name_is_told_above_the_list(open_definitions):
    app = open_definitions(kpi="no_such_number")
    assert "»no_such_number«" in shown(app)
    assert "Linket blev ikke forstået helt." in shown(app)
    assert "timely_decisions" in shown(app)
    assert "kpi" not in app.query_params


def test_choosing_and_letting_go_changes_the_address(open_definitions):
    app = open_definitions()
    app.selectbox(key=CHOICE).set_value("open_cases").run()
    assert app.query_params["kpi"] == "open_cases"
    app.selectbox(key=CHOICE).set_value(None).run()
    assert "kpi" not in app.query_params
    app.query_params["kpi"] = "decisions"  # the browser's back button
    app.run()
    assert app.selectbox(key=CHOICE).value == "decisions"


def test_the_last_letters_of_the_danish_alphabet_stand_in_its_own_order():
    labels = [kpi.label for kpi in by_subject(registry().values())["Sager, frister og afgørelser"]]
    assert labels.index("Ældste sag over fristen") < labels.index("Åbne sager")
