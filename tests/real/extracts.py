"""Where the real public extracts lie, and folders of a municipality made of them."""

import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "real"
DATA = Path(__file__).resolve().parents[1] / "data"

permits_absent = pytest.mark.skipif(
    not (SHARED / "municipal-permits").is_dir(), reason="the real permit extract is not beside this checkout"
)
malformed_absent = pytest.mark.skipif(
    not (SHARED / "malformed").is_dir(), reason="the malformed extracts are not beside this checkout"
)


def permits_folder(folder: Path) -> Path:
    """A municipality's folder with the permit cases as its only delivery."""
    shutil.copytree(DATA / "municipal_permits", folder)
    (folder / "raw").mkdir()
    shutil.copy(SHARED / "municipal-permits" / "cases.csv", folder / "raw")
    return folder


def requests_folder(folder: Path, file: str, delimiter: str = ",", date_format: str = "iso") -> Path:
    """A municipality's folder with one of the malformed files as its only delivery."""
    shutil.copytree(DATA / "municipal_permits" / "reference", folder / "reference")
    (folder / "raw").mkdir()
    shutil.copy(SHARED / "malformed" / file, folder / "raw")
    (folder / "sources").mkdir()
    mapping = (DATA / "boston311" / "requests.toml").read_text(encoding="utf-8")
    (folder / "sources" / "requests.toml").write_text(
        mapping.format(file=file, delimiter=delimiter, date_format=date_format), encoding="utf-8"
    )
    return folder
