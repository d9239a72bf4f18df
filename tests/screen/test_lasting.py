"""What a page loaded is set aside once, so that later runs need not walk it."""

import gc
import weakref

from dashboard.ui.lasting import set_aside


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
