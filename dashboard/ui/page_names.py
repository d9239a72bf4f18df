"""Which pages there are, in the order of the navigation, and how they are addressed."""

STEMS = (
    "overview", "deadlines", "appeals", "caseload", "decisions", "initiatives", "effects", "steering_group",
    "definitions", "data_quality",
)  # fmt: skip
FIRST_PAGE = STEMS[0]  # opens at the root of the address
PROJECTED = frozenset({"steering_group"})  # fill the window: no heading, filters, notices or footer around them


def stem_of(url_path: str) -> str:
    """The page at Streamlit's url_path, which is empty for the first one."""
    return url_path or FIRST_PAGE


def relative_address(stem: str) -> str:
    """Where a page lies as seen from any other page, also where the app itself lies below the root of its host."""
    return "./" if stem == FIRST_PAGE else stem
