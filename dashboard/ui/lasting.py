"""Libraries, texts and remembered answers last: the garbage collector need not walk them after every script run.

Streamlit collects after each run, and walking all that lasts took 40 of the overview's 66 ms, and 180 ms once readers had
asked for a hundred selections.
"""

import gc

MUCH = 20_000  # objects that came since: walking them takes some ten milliseconds
SHARE = 0.25  # as Python's own collector waits until what is new is a quarter of what it has kept

_shown: set[str] = set()
_counts = {"aside": 0, "since": 0}


def set_aside(page: str) -> None:
    """Call when a page has been shown: all that is alive is set aside at its first visit and when much has come since.

    What was set aside is looked through again when a quarter has been added, so that no garbage stays in it.
    """
    came = len(gc.get_objects())
    if page in _shown and came <= MUCH:
        return
    _counts["since"] += came
    if page not in _shown or _counts["since"] > SHARE * _counts["aside"]:
        gc.unfreeze()
        gc.collect()
        _counts["since"] = 0
        gc.freeze()
        _counts["aside"] = gc.get_freeze_count()
    _shown.add(page)
    gc.freeze()
