"""The house rules of ../shared/design.md that a machine can hold."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted(file for part in ("dashboard", "pages", "etl") for file in (ROOT / part).rglob("*.py"))

# folder or file -> top-level packages (or dashboard rooms) it may never import
FORBIDDEN = {
    "pages": {"duckdb", "pandas", "plotly", "etl", "pyarrow"},
    "dashboard/charts": {"streamlit", "duckdb", "etl"},
    "dashboard/kpi": {"streamlit", "plotly", "duckdb", "etl"},
    "dashboard/analysis": {"streamlit", "plotly", "duckdb", "etl"},
    "dashboard/answers": {"streamlit", "plotly", "etl"},
    "dashboard/register": {"streamlit", "plotly", "duckdb", "pandas", "etl"},
    "dashboard/export": {"streamlit", "duckdb", "etl"},
    "dashboard": {"etl"},
    "etl": {"dashboard", "streamlit", "plotly", "pages"},
}
# room of the dashboard -> its floor; imports point down or stay on the floor
FLOORS = {
    **dict.fromkeys(
        (
            "analysis",
            "kpi",
            "selection",
            "access",
            "suppression",
            "formatting",
            "words",
            "measurement",
            "errors",
            "remembering",
            "initiative",
        ),
        1,
    ),
    **dict.fromkeys(("answers", "warehouse", "register"), 2),
    **dict.fromkeys(("charts", "export"), 3),
    **dict.fromkeys(("ui", "app", "command_line", "__main__", "__init__"), 4),
}
PURE = ("selection", "access", "suppression", "formatting", "words", "measurement", "remembering", "initiative")


def imports(file: Path) -> set[str]:
    """Every module a file imports, dotted."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import hides its floor"
            names.add(node.module)
    return names


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", PYTHON, ids=name_of)
def test_imports_point_down(file):
    tops = {name.split(".")[0] for name in imports(file)}
    for folder, forbidden in FORBIDDEN.items():
        if name_of(file).startswith(folder + "/"):
            assert not tops & forbidden, f"{name_of(file)} imports {tops & forbidden}"


@pytest.mark.parametrize("file", [file for file in PYTHON if file.is_relative_to(ROOT / "dashboard")], ids=name_of)
def test_a_room_of_the_dashboard_imports_none_above_it(file):
    # A room not listed is on the top floor: nothing below may import it.
    own = FLOORS.get(file.relative_to(ROOT / "dashboard").parts[0].removesuffix(".py"), 4)
    for name in imports(file):
        if name.startswith("dashboard."):
            assert FLOORS.get(name.split(".")[1], 4) <= own, f"{name_of(file)} imports {name}"


@pytest.mark.parametrize("room", PURE)
def test_the_lowest_floor_is_pure_python(room):
    tops = {name.split(".")[0] for name in imports(ROOT / "dashboard" / f"{room}.py")}
    assert not tops & {"streamlit", "plotly", "duckdb", "pandas", "etl"}


def test_duckdb_lives_behind_one_door_in_the_dashboard():
    users = [name_of(file) for file in PYTHON if file.is_relative_to(ROOT / "dashboard") and "duckdb" in imports(file)]
    assert users == ["dashboard/warehouse.py"]


def test_every_import_inside_the_dashboard_begins_with_dashboard():
    """Its folder is first on the path when Streamlit runs app.py: ``errors`` and ``dashboard.errors`` would be two modules."""
    rooms = {path.stem for path in (ROOT / "dashboard").iterdir() if path.suffix == ".py" or path.is_dir()}
    for file in PYTHON:
        if not file.is_relative_to(ROOT / "etl"):
            bare = {name.split(".")[0] for name in imports(file)} & rooms
            assert not bare, f"{name_of(file)} imports {bare}"


def test_no_room_of_the_dashboard_shadows_a_library():
    """They come first on the path, so a room named like a module of Python or of a package would take its place."""
    import sys

    taken = set(sys.stdlib_module_names) | {"streamlit", "pandas", "plotly", "duckdb", "pyarrow", "numpy"}
    rooms = {path.stem for path in (ROOT / "dashboard").iterdir() if not path.name.startswith("__")}
    assert not rooms & taken


def test_no_danish_letters_in_code():
    letters = re.compile("[æøåÆØÅ]")
    code = [*PYTHON, *(file for part in ("dashboard", "etl") for file in (ROOT / part).rglob("*.sql"))]
    assert [name_of(file) for file in code if letters.search(file.read_text(encoding="utf-8"))] == []


def test_no_clock_is_read_below_the_frame():
    """Today is the data's own as-of date; only the frame compares it with the calendar, to warn of old data.

    The register's command is a frame of its own: nothing that is imported can have been written later.
    """
    allowed = {"dashboard/app.py", "dashboard/register_command.py"}
    clocks = re.compile(r"\b(date\.today|datetime\.now|datetime\.today|time\.time)\(")
    readers = {
        name_of(file)
        for file in PYTHON
        if not file.is_relative_to(ROOT / "etl") and clocks.search(file.read_text(encoding="utf-8"))
    }
    assert readers <= allowed


def test_no_broad_except():
    for file in PYTHON:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                broad = node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"}
                is_the_catch = name_of(file) == "dashboard/app.py"
                assert not broad or is_the_catch, f"{name_of(file)}:{node.lineno}"


def test_the_sql_of_the_models_has_one_shape():
    """One select per file, no create, no semicolon, its grain in the first line, and ``select * from`` last (design.md)."""
    for file in (ROOT / "etl" / "sql").rglob("*.sql"):
        text = file.read_text(encoding="utf-8")
        lines = text.strip().splitlines()
        assert lines[0].startswith("-- "), file.name
        assert ";" not in re.sub(r"--.*", "", text), file.name
        assert not re.search(r"\bcreate\b", re.sub(r"--.*", "", text), re.IGNORECASE), file.name
        assert re.match(r"select .*\bfrom\b", lines[-1]), file.name


def test_the_models_that_run_are_the_files_that_stand_there():
    from etl.models import CHECKS, INTERMEDIATE, MARTS

    for folder, names in (("intermediate", INTERMEDIATE), ("marts", MARTS), ("checks", CHECKS)):
        assert {file.stem for file in (ROOT / "etl" / "sql" / folder).glob("*.sql")} == set(names)
