"""The example municipality: raw extracts as real suppliers write them, from a seed. Public: ``write_demo``."""

from etl.demo_data.folder import DEMO_FILES, MARKER_FILE
from etl.demo_data.municipality import write_demo

__all__ = ["DEMO_FILES", "MARKER_FILE", "write_demo"]
