"""What was worked out before is kept for the next who asks the same, in any session. Pure."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

Worked = TypeVar("Worked")


class Memory:
    """The answers asked for last, so many at most. They are shared between threads: nobody may change them."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._lock = Lock()
        self._known: OrderedDict[Hashable, object] = OrderedDict()

    def recall(self, question: Hashable, work_out: Callable[[], Worked]) -> Worked:
        """The answer to the question, worked out only where it is not known. question: all that the answer depends on."""
        with self._lock:
            if question in self._known:
                self._known.move_to_end(question)
                return self._known[question]
        # Outside the lock: two who ask at once both work it out, and nobody waits for a stranger's question.
        answer = work_out()
        with self._lock:
            self._known[question] = answer
            while len(self._known) > self._capacity:
                self._known.popitem(last=False)
        return answer

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._known.clear()
