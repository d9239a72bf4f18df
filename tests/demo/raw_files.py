"""The example's raw files read with nothing of the product: csv, codecs and pandas."""

import csv
import io
import re
from pathlib import Path

import pandas as pd

PARAGRAPH_WORDS = {"§§112-113": "112", "bpa": "96", "handicapbil": "114", "merudgifter": "100"}


def read_case_file(path: Path) -> tuple[pd.DataFrame, list[int]]:
    """Rows as text, and the field counts of the lines that do not fit the header."""
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    header = next(reader)
    rows, broken = [], []
    for row in reader:
        if len(row) == len(header):
            rows.append(row)
        else:
            broken.append(len(row))
    names = {"Sagsnummer": "SagId", "Afdeling": "AfdelingNavn", "Lovhjemmel": "Paragraf"}
    return pd.DataFrame(rows, columns=[names.get(name, name) for name in header]), broken


def case_files(raw: Path) -> list[Path]:
    return sorted(raw.glob("sager_*.csv"))


def newest_cases(raw: Path) -> pd.DataFrame:
    """One row per case as its newest extract has it, dates read; duplicates within an extract: the last."""
    frames = [read_case_file(path)[0].assign(file=path.name) for path in case_files(raw)]
    cases = pd.concat(frames, ignore_index=True).drop_duplicates("SagId", keep="last").reset_index(drop=True)
    for column in ("ModtagetDato", "AfgørelsesDato", "AfsendtDato", "FrafaldetDato"):
        cases[column] = pd.to_datetime(cases[column], format="%d-%m-%Y", errors="coerce")
    cases["paragraph"] = cases["Paragraf"].map(paragraph)
    cases["days"] = (cases["AfgørelsesDato"] - cases["ModtagetDato"]).dt.days
    return cases


def paragraph(spelling: str) -> str:
    """The number with its letter, whatever stands around it."""
    tight = spelling.lower().replace(" ", "")
    if tight in PARAGRAPH_WORDS:
        return PARAGRAPH_WORDS[tight]
    found = re.match(r"(\d+)([a-z]?)(?![a-z])", re.sub(r"^[^\d]*", "", tight))
    return (found[1] + (f" {found[2]}" if found[2] else "")) if found else ""


def read_appeals(raw: Path) -> pd.DataFrame:
    text = (raw / "klageregister.csv").read_bytes().decode("cp1252")
    return pd.read_csv(io.StringIO(text), sep=";", dtype=str, keep_default_na=False)


def read_assignments(raw: Path) -> pd.DataFrame:
    path = next(raw.glob("sagsbehandlerforloeb_*.txt"))
    return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, encoding="utf-16")


def read_workers(raw: Path) -> pd.DataFrame:
    return pd.read_excel(raw / "medarbejdere.xlsx", engine="calamine")
