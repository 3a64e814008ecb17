"""Kill a serving process at random moments under load, and count what became of every update.

Each update comes from a person of its own, so what that person sees tells its fate: nothing (lost), one answer, the
same answer twice (sent, then killed before the commit), or different answers (answered twice in content).
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from tests.doubles.process import Serve

STUCK_SECONDS = 30.0


@dataclass
class Fate:
    """What became of the updates."""

    kills: int = 0
    updates: int = 0
    lost: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    contradicted: list[str] = field(default_factory=list)
    apologised: list[str] = field(default_factory=list)  # answered, yet otherwise than the others who asked the same

    @classmethod
    def of(cls, kills: int, people: list[str], seen: Mapping[str, list[str]]) -> Fate:
        """Judge what each person saw; all had asked the same."""
        fate = cls(kills, len(people))
        usual = Counter(texts[0] for texts in seen.values() if texts).most_common(1)[0][0]
        for person in people:
            texts = seen.get(person, [])
            if not texts:
                fate.lost.append(person)
            elif len(set(texts)) > 1:
                fate.contradicted.append(person)
            elif texts[0] != usual:
                fate.apologised.append(person)
            elif len(texts) > 1:
                fate.repeated.append(person)
        return fate

    def __str__(self) -> str:
        return (
            f"kills {self.kills}, updates {self.updates}, lost {len(self.lost)}, "
            f"sent again {len(self.repeated)}, answered twice in content {len(self.contradicted)}, "
            f"set aside {len(self.apologised)}"
        )


async def kill_under_load(
    serve: Serve, kills: int, send: Callable[[], Awaitable[None]], *, seed: int, per_second: float, within: float = 1.5
) -> None:
    """Kill `kills` times while `send` is called all the time.

    Every fourth kill falls somewhere into the start of the process, the others into its first `within` seconds of work.
    """
    chance = random.Random(seed)
    stop = asyncio.Event()

    async def load() -> None:
        while not stop.is_set():
            await send()
            await asyncio.sleep(1 / per_second)

    feeding = asyncio.create_task(load())
    for number in range(kills):
        serve.start()
        if (number + 1) % 4:
            await asyncio.to_thread(serve.wait_until_ready)
        await asyncio.sleep(chance.uniform(0.0, within))
        await asyncio.to_thread(serve.kill)
    stop.set()
    await feeding
    serve.start()
    await asyncio.to_thread(serve.wait_until_ready)


async def settle(left: Callable[[], int], quiet: float = 1.0) -> None:
    """Wait until everything is answered or nothing moves any more, then a little to see what comes twice."""
    last, moved_at = left(), time.monotonic()
    while last and time.monotonic() < moved_at + STUCK_SECONDS:
        await asyncio.sleep(0.05)
        now = left()
        if now != last:
            last, moved_at = now, time.monotonic()
    await asyncio.sleep(quiet)
