"""Turns run one after the other, and the network goes on between and beside them."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.one_at_a_time import OneAtATime


async def test_nothing_runs_beside_anything_else() -> None:
    one, done, running = OneAtATime(), [], threading.Lock()

    def work(number: int) -> None:
        assert running.acquire(blocking=False), "two pieces of work ran at once"
        done.append(number)
        running.release()

    runs = (one.long if n % 3 == 0 else one.short for n in range(30))
    await asyncio.gather(*(run(lambda n=n: work(n)) for n, run in enumerate(runs)))  # type: ignore[misc]
    assert done == list(range(30))
    one.close()


async def test_the_network_has_a_turn_between_two_short_ones() -> None:
    """A hundred questions that came together must not keep a webhook waiting."""
    one, seen = OneAtATime(), []
    turns = [asyncio.create_task(one.short(lambda: seen.append("turn"))) for _ in range(100)]
    while not all(turn.done() for turn in turns):
        await asyncio.sleep(0)
        seen.append("network")
    longest = max("".join(word[0] for word in seen).split("n"), key=len)
    assert len(longest) <= 1
    one.close()


async def test_the_network_goes_on_beside_long_work() -> None:
    one, go_on = OneAtATime(), threading.Event()
    long = asyncio.create_task(one.long(lambda: go_on.wait(10)))
    await asyncio.sleep(0)
    go_on.set()  # only a free event loop comes here
    assert await long
    one.close()


async def test_work_that_fails_leaves_the_way_free() -> None:
    one = OneAtATime()
    for run in (one.short, one.long):
        with pytest.raises(ZeroDivisionError):
            await run(lambda: 1 // 0)
        assert await run(lambda: "next") == "next"
    one.close()
