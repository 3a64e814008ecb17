"""Nobody waits behind another address's codes."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time

import pytest

from bot.conversation import State, codes_of
from bot.conversation.parts import follow_session
from bot.engine import fair_queue
from bot.engine.fair_queue import MOST_WAITING, FairQueue
from bot.messages import Channel, Incoming
from tests.feedback.union import MONDAY

CODE = "48217730029511643751"


class Slow:
    """Takes a hundredth of a second a code, one at a time, and remembers the order."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.at_once = 0

    def __call__(self, code: str) -> None:
        self.at_once += 1
        assert self.at_once == 1
        time.sleep(0.01)
        self.done.append(code)
        self.at_once -= 1


async def test_one_run_at_a_time_round_robin_over_addresses() -> None:
    slow = Slow()
    queue = FairQueue("codes", slow)
    flood = [asyncio.create_task(queue.run(f"x{n}", "evil", f"{n}".encode())) for n in range(20)]
    await asyncio.sleep(0)
    await asyncio.gather(queue.run("a", "ann", b"ann"), queue.run("b", "binh", b"binh"))
    assert {"a", "b"} <= set(slow.done[:5])
    await asyncio.gather(*flood)
    assert len(slow.done) == 22
    queue.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a priority for each thread")
async def test_the_runs_leave_the_processor_to_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_queue, "PATIENCE", 60)  # a test machine may leave nothing for seconds
    seen: list[int] = []
    queue: FairQueue[str, None] = FairQueue("codes", lambda _: seen.append(os.sched_getscheduler(0)), behind=True)
    await queue.run("a", "ann", b"ann")
    assert (seen, os.sched_getscheduler(0)) == ([os.SCHED_IDLE], os.SCHED_OTHER)
    queue.close()


async def test_a_run_for_which_others_leave_nothing_has_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_queue, "PATIENCE", 0.1)
    starved, threads = threading.Event(), set()

    def work(_: str) -> None:
        if "behind" in threading.current_thread().name:
            starved.wait(10)
        else:
            threads.add(threading.current_thread().name)

    queue: FairQueue[str, None] = FairQueue("codes", work, behind=True)
    begun = time.monotonic()
    for _ in range(3):
        await queue.run("a", "ann", b"ann")
    assert threads == {"codes"}
    assert time.monotonic() - begun < 0.3, "the second and third do not try again behind the others"
    starved.set()
    queue.close()


async def test_nobody_is_overtaken_by_a_later_flood() -> None:
    slow = Slow()
    queue = FairQueue("codes", slow)
    first = asyncio.create_task(queue.run("a", "ann", b"ann"))
    floods = [asyncio.create_task(queue.run("x", f"evil {n % 2}", f"{n}".encode())) for n in range(20)]
    await first
    assert slow.done.index("a") <= 2
    await asyncio.gather(*floods)
    queue.close()


async def test_within_one_address_its_chats_take_turns() -> None:
    slow = Slow()
    queue = FairQueue("codes", slow)
    flood = [asyncio.create_task(queue.run(f"x{n}", "nat", b"evil")) for n in range(20)]
    await asyncio.sleep(0)
    await queue.run("right", "nat", b"worker")
    assert slow.done.index("right") <= 3
    await asyncio.gather(*flood)
    queue.close()


async def test_an_address_with_too_many_waiting_is_full_and_others_are_not() -> None:
    queue = FairQueue("codes", Slow())
    waiting = [asyncio.create_task(queue.run("x", "evil", b"e")) for _ in range(MOST_WAITING + 2)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert queue.is_full("evil")
    assert not queue.is_full("ann")
    await asyncio.gather(*waiting)
    queue.close()


async def test_a_code_that_fails_fails_for_its_asker_alone() -> None:
    def prepare(code: str) -> None:
        if code == "bad":
            raise OSError

    queue = FairQueue("codes", prepare)
    bad, good = await asyncio.gather(queue.run("bad", "a", b"a"), queue.run("good", "b", b"b"), return_exceptions=True)
    assert isinstance(bad, OSError)
    assert good is None
    queue.close()


async def test_who_waits_at_the_end_waits_no_longer() -> None:
    """Neither the one whose run is under way nor those behind it."""
    ended = threading.Event()
    queue: FairQueue[str, bool] = FairQueue("codes", lambda _: ended.wait(10))
    waiting = [asyncio.create_task(queue.run("x", f"{n}", b"")) for n in range(3)]
    await asyncio.sleep(0.05)
    queue.close()
    _, left = await asyncio.wait(waiting, timeout=1)
    ended.set()
    assert not left
    assert all(task.cancelled() for task in waiting)


@pytest.mark.parametrize("text", ["48217730029511643751", "4821 7730 0295 1164 3751"])
def test_a_typed_code_is_derived_before_its_turn(text: str) -> None:
    from feedback.sealing.receipt import new_code

    code = new_code(lambda limit: 7 % limit)
    spaced = " ".join(code[i : i + 4] for i in range(0, 20, 4)) if " " in text else code
    assert codes_of(State(), Incoming(Channel.TELEGRAM, spaced)) == (code,)
    assert codes_of(State(), Incoming(Channel.TELEGRAM, "lương tháng 13")) == ()


def test_an_open_case_needs_its_code_and_a_new_one_only_once_it_was_typed() -> None:
    session = follow_session.open_session(CODE, MONDAY)
    state = follow_session.keep(State(), session, MONDAY)
    assert codes_of(state, Incoming(Channel.TELEGRAM, button="follow:all")) == (CODE,)
    assert codes_of(state, Incoming(Channel.TELEGRAM, "chào", group=True)) == ()
