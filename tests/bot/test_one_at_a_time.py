"""Turns run one after the other, and the network goes on between and beside them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from bot.engine.one_at_a_time import OneAtATime


async def short(one: OneAtATime, work: Callable[[], object]) -> object:
    async with one.turn():
        return work()


async def long(one: OneAtATime, work: Callable[[], object]) -> object:
    async with one.turn():
        return await one.in_thread(work)


async def test_nothing_runs_beside_anything_else() -> None:
    one, done, running = OneAtATime(), [], threading.Lock()

    def work(number: int) -> None:
        assert running.acquire(blocking=False), "two pieces of work ran at once"
        done.append(number)
        running.release()

    await asyncio.gather(*((long if n % 3 == 0 else short)(one, partial(work, n)) for n in range(30)))
    assert done == list(range(30))


async def test_the_network_has_a_turn_between_two_short_ones() -> None:
    """A hundred questions that came together must not keep a webhook waiting."""
    one, seen = OneAtATime(), []
    turns = [asyncio.create_task(short(one, lambda: seen.append("turn"))) for _ in range(100)]
    while not all(turn.done() for turn in turns):
        await asyncio.sleep(0)
        seen.append("network")
    longest = max("".join(word[0] for word in seen).split("n"), key=len)
    assert len(longest) <= 1


async def test_the_network_goes_on_beside_long_work() -> None:
    one, go_on = OneAtATime(), threading.Event()
    waiting = asyncio.create_task(long(one, lambda: go_on.wait(10)))
    await asyncio.sleep(0)
    go_on.set()  # only a free event loop comes here
    assert await waiting


@pytest.mark.parametrize("run", [short, long])
async def test_work_that_fails_leaves_the_way_free(run: Callable[..., Awaitable[object]]) -> None:
    one = OneAtATime()
    with pytest.raises(ZeroDivisionError):
        await run(one, lambda: 1 // 0)
    assert await run(one, lambda: "next") == "next"
