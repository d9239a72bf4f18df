"""What a page loaded is set aside once, so that later runs need not walk it."""

import gc
import sys
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from dashboard.ui.lasting import EVERY, set_aside


def test_what_is_alive_when_a_page_was_shown_is_set_aside() -> None:
    loaded = [[number] for number in range(1000)]
    set_aside("shown for the first time")
    walked = {id(one) for one in gc.get_objects()}
    assert not walked & {id(one) for one in loaded}


def test_a_page_shown_again_sets_nothing_more_aside() -> None:
    set_aside("shown twice")
    later = [[number] for number in range(1000)]
    set_aside("shown twice")
    walked = {id(one) for one in gc.get_objects()}
    assert walked >= {id(one) for one in later}


def test_garbage_left_before_is_collected_first() -> None:
    cycle: list = []
    cycle.append(cycle)
    before = len(gc.get_objects())
    del cycle
    set_aside("shown with garbage")
    assert len(gc.get_objects()) < before


def test_much_that_came_since_is_set_aside_too() -> None:
    set_aside("shown before much came")
    much = [[number] for number in range(gc.get_freeze_count())]
    set_aside("shown before much came")
    walked = {id(one) for one in gc.get_objects()}
    assert not walked & {id(one) for one in much}


def test_what_took_the_place_of_something_else_is_set_aside_in_time() -> None:
    """In a full memory as much falls out as comes in: nothing is added, and all of it would be walked for ever."""
    kept = [[number] for number in range(1000)]
    set_aside("shown while things are replaced")
    for _ in range(EVERY):
        kept = [[number] for number in range(1000)]
        set_aside("shown while things are replaced")
    walked = {id(one) for one in gc.get_objects()}
    assert not walked & {id(one) for one in kept}


def test_a_cycle_that_was_set_aside_and_fell_out_of_use_is_let_go() -> None:
    class Loop:
        pass

    loop = Loop()
    loop.itself = loop
    known = weakref.ref(loop)
    set_aside("shown with a cycle in use")
    del loop
    set_aside("shown without it")
    assert known() is None


def test_what_another_reader_is_just_building_is_left_in_peace() -> None:
    """A run ended in "Noget gik galt" (SystemError) when another reader's set aside while it built a tuple."""
    done, failed = Event(), []

    def build() -> None:
        while not done.is_set():
            try:
                tuple([number] for number in range(1000))
            except SystemError as error:
                failed.append(error)

    with _turns_taken_often():
        builders = [Thread(target=build) for _ in range(2)]
        for builder in builders:
            builder.start()
        for _ in range(2000):
            set_aside("shown to many at once")
            time.sleep(0)
        done.set()
        for builder in builders:
            builder.join()
    assert not failed


@contextmanager
def _turns_taken_often() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
