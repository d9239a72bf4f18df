"""A question to a snapshot has one answer for one viewer, so it is worked out once for all who ask as that viewer."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from dashboard.access import Viewer
from dashboard.warehouse import Warehouse


class Asking(Protocol):
    """On behalf of whom, of what."""

    warehouse: Warehouse
    viewer: Viewer


Who = TypeVar("Who", bound=Asking)
Arguments = ParamSpec("Arguments")
Told = TypeVar("Told")


def once(ask: Callable[Concatenate[Who, Arguments], Told]) -> Callable[Concatenate[Who, Arguments], Told]:
    """Decorate a question of Answers; its arguments are hashable, and its answer is never changed."""

    @wraps(ask)
    def asked(answers: Who, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Told:
        question = (ask.__qualname__, answers.viewer, args, tuple(sorted(kwargs.items())))
        return answers.warehouse.worked_out(question, lambda: ask(answers, *args, **kwargs))

    return asked
