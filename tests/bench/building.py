"""The build against bare DuckDB doing the least anyone could do with the same files.

The baseline reads the same deliveries as UTF-8 CSV, casts the columns the mapping types, and writes them to a DuckDB
file, on two threads. Medians of three in one run, each in a process of its own; only ratios are judged, and no test is.
"""

import csv
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import duckdb
from python_calamine import CalamineWorkbook

from etl.mapping import Mapping
from etl.mapping_reader import read_mapping
from etl.pipeline import build
from tests.bench.folders import ROOT, Folders
from tests.bench.verdicts import verdict

SIZES = (100_000, 1_000_000)
ROUNDS = 3
THREADS = 2
AT_MOST = {"times the baseline": 5.0, "GiB": 2.0, "times 100,000": 12.0}


def bench_building(folders: Folders) -> None:
    """Print seconds and memory of both sizes, and what they are held against."""
    rows = {size: measure(folders.delivered(size)) for size in SIZES}
    small, large = rows[SIZES[0]], rows[SIZES[1]]
    print(f"{'cases':>10} {'build s':>9} {'baseline s':>11} {'ratio':>7} {'peak GiB':>9}")
    for size, row in rows.items():
        ratio = row["build"] / row["baseline"]
        print(f"{size:>10,} {row['build']:>9.2f} {row['baseline']:>11.2f} {ratio:>7.2f} {row['peak']:>9.2f}")
    for name, value in (
        ("times the baseline", large["build"] / large["baseline"]),
        ("GiB", large["peak"]),
        ("times 100,000", large["build"] / small["build"]),
    ):
        verdict("1,000,000 cases", value, name, AT_MOST[name])


def measure(folder: Path) -> dict[str, float]:
    """Median seconds of build and baseline, and the build's peak memory in GiB."""
    write_plain(folder)
    runs = [(run("build", folder), run("baseline", folder)) for _ in range(ROUNDS)]
    return {
        "build": statistics.median(build["seconds"] for build, _ in runs),
        "baseline": statistics.median(baseline["seconds"] for _, baseline in runs),
        "peak": max(build["peak"] for build, _ in runs),
    }


def run(what: str, folder: Path) -> dict[str, float]:
    """One timed run in a fresh process, so that nothing is warm but the disk."""
    command = [sys.executable, "-m", "tests.bench.building", what, str(folder)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def timed(what: str, folder: Path) -> None:
    began = time.perf_counter()
    if what == "build":
        build(folder, force=True, threads=THREADS)
    else:
        baseline(folder)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"seconds": seconds, "peak": peak}))


def mappings(folder: Path) -> list[Mapping]:
    return [read_mapping(file) for file in sorted((folder / "sources").glob("*.toml"))]


def write_plain(folder: Path) -> None:
    """The deliveries as UTF-8 CSV, which is all the baseline has to read."""
    for mapping in mappings(folder):
        for path in sorted((folder / "raw").glob(mapping.pattern)):
            plain = folder / "plain" / f"{path.name}.csv"
            plain.parent.mkdir(exist_ok=True)
            if mapping.format == "xlsx":
                rows = CalamineWorkbook.from_path(path).get_sheet_by_name(mapping.sheet).to_python()
                with plain.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file, delimiter=";").writerows(rows)
            else:
                plain.write_text(path.read_text(encoding=mapping.encoding), encoding="utf-8")


def baseline(folder: Path) -> None:
    """Read, cast and write, file by file: no keys, rules, pseudonyms, deadlines or checks."""
    target = folder / "baseline.duckdb"
    target.unlink(missing_ok=True)
    with duckdb.connect(str(target), config={"threads": THREADS}) as connection:
        for mapping in mappings(folder):
            for path in sorted((folder / "raw").glob(mapping.pattern)):
                plain = folder / "plain" / f"{path.name}.csv"
                delimiter = ";" if mapping.format == "xlsx" else mapping.delimiter
                with plain.open(encoding="utf-8", newline="") as file:
                    header = next(csv.reader(file, delimiter=delimiter))
                columns = ", ".join(f"'{name}': 'VARCHAR'" for name in header)
                connection.execute(
                    f'create table "{path.name}" as select * replace ({casts(mapping, header)}) from read_csv('
                    f"'{plain}', delim = '{delimiter}', quote = '\"', header = true, auto_detect = false,"
                    f" ignore_errors = true, columns = {{{columns}}})"
                )


def casts(mapping: Mapping, header: list[str]) -> str:
    """One plain cast for each typed column the file has."""
    types = {"integer": "integer", "decimal": "double", "boolean": "boolean"}
    parts = []
    for column in mapping.columns:
        name = next((name for name in header if name in column.headers), None)
        if name and column.type in ("date", "date_list"):
            parts.append(f"try_strptime(\"{name}\", ['%d-%m-%Y', '%Y-%m-%d'])::date as \"{name}\"")
        elif name and column.type in types:
            parts.append(f'try_cast("{name}" as {types[column.type]}) as "{name}"')
    return ", ".join(parts)


if __name__ == "__main__":
    timed(sys.argv[1], Path(sys.argv[2]))
