"""``make bench``, or one part: ``python -m tests.bench [build] [pages] [browser] [load] [memory] [--cases 12000]``.

Each part prints what it measured and one verdict a line; nothing here decides a test.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.building import bench_building
from tests.bench.drawing_pages import bench_drawing
from tests.bench.folders import Folders
from tests.bench.many_readers import bench_load, bench_memory
from tests.bench.serving_pages import bench_pages

PARTS = {
    "build": bench_building,
    "pages": bench_pages,
    "browser": bench_drawing,
    "load": bench_load,
    "memory": bench_memory,
}


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m tests.bench", description="How fast, and how much memory.")
    reader.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all where none is named")
    reader.add_argument("--cases", type=int, action="append", help="only these sizes of the pages part")
    reader.add_argument("--folders", type=Path, help="keep the municipalities here, and use those already there")
    wanted = reader.parse_args()
    with TemporaryDirectory(prefix="bench_") as scratch:
        folders = Folders(wanted.folders or Path(scratch))
        for part in wanted.parts or PARTS:
            print(f"== {part}", flush=True)
            if part == "pages" and wanted.cases:
                bench_pages(folders, tuple(wanted.cases))
            else:
                PARTS[part](folders)


if __name__ == "__main__":
    main()
