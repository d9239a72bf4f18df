"""What a reader does next: a filter set to something else, or another page. Drawn from a seeded generator."""

import random
from collections.abc import Iterator
from itertools import cycle, islice

from tests.bench.session import Answer, Session

MONTHS = ("from", "to")


def click(session: Session, shown: Answer, draw: random.Random, pages: tuple[str, ...]) -> Answer:
    """Two clicks of three change a filter, the third opens another page; raises NoAnswer."""
    filters = shown.choices()
    if not filters or draw.random() < 1 / 3:
        return session.go_to(draw.choice([page for page in pages if page != session.page]))
    # A unit chosen over a team drops the team: the browser would tell so, which is not what is timed here.
    name = draw.choice(sorted(name for name in filters if name != "unit" or "team" not in session.query))
    kind = filters[name].WhichOneof("type")
    options = list(getattr(filters[name], kind).options)
    if name in MONTHS:
        return session.choose(filters[name], [draw.choice(options[-24:])])
    return session.choose(filters[name], draw.sample(options, k=min(len(options), draw.choice((0, 1, 1, 2)))))


def new_selections(session: Session, shown: Answer, draw: random.Random, count: int) -> Iterator[Answer]:
    """Answers to so many selections nobody asked for before: another first month, and one team or one paragraph of it."""
    for name in islice(cycle(("from", "team", "from", "paragraph")), count):
        filter_ = shown.choices()[name]
        options = list(getattr(filter_, filter_.WhichOneof("type")).options)
        shown = session.choose(filter_, [draw.choice(options)])
        yield shown
        if name != "from":  # two of them together leave few cases, which would be quick
            shown = session.choose(shown.choices()[name], [])
