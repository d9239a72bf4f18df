"""Libraries, texts and remembered answers last: the garbage collector need not walk them after every script run.

Streamlit collects after each run, and walking all that lasts took 40 of the overview's 66 ms, and 180 ms once readers had
asked for a hundred selections.

What came is told by Python's count of memory blocks. Counting the objects themselves would list them, and a list holds
the tuple that another reader's run is just building: CPython then ends that run in a SystemError.
"""

import gc
import sys

MUCH = 60_000  # blocks that came since: 13,000 to 20,000 objects, which take some ten milliseconds to walk
# Blocks are also texts and numbers, which are never walked: so large a share of them is some eighth of the objects, and
# more garbage than that does not stay. Looking through takes some 200 ms, once in some hundred pages.
SHARE = 0.08
EVERY = 20  # pages shown: what replaces something else in a full memory adds no blocks, and would be walked for ever

_shown: set[str] = set()
_blocks = {"set aside": 0, "looked through": 0}  # how many there were when it was done last
_since = {"shown": 0}  # pages, since something was set aside


def set_aside(page: str) -> None:
    """Call when a page has been shown: all that is alive is set aside at its first visit, when much has come since, and
    now and then.

    What was set aside is looked through again when a share has been added, so that no garbage stays in it.
    """
    blocks = sys.getallocatedblocks()
    _since["shown"] += 1
    if page in _shown and blocks - _blocks["set aside"] <= MUCH and _since["shown"] < EVERY:
        return
    _since["shown"] = 0
    if page not in _shown or blocks > (1 + SHARE) * _blocks["looked through"]:
        gc.unfreeze()
        gc.collect()
        _blocks["looked through"] = sys.getallocatedblocks()
    gc.freeze()
    _blocks["set aside"] = sys.getallocatedblocks()
    _shown.add(page)
