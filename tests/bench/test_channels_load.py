"""10,000 questions from 1,000 chats through a Telegram double, against the real `danbiet serve`; a tenth in short form.

First 50 a second, to measure the time from update to reply; then everything at once, to measure the rate.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

from tests.bench.figures import FULL, Figure, report
from tests.doubles.process import Serve
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, TelegramDouble

CHATS = 1000 if FULL else 100
EACH = 10
AT_PACE, PACE = 1500 if FULL else 150, 50
QUESTIONS = (
    "điều 43 nghị định 145",
    "làm thêm giờ ngày chủ nhật được trả bao nhiêu",
    "nghi viec phai bao truoc may ngay",
    "công ty có được phạt tiền khi đi trễ không",
    "hội nghị người lao động tổ chức khi nào",
)
FIRST = 7_000_000_000


class Crowd:
    """People who ask in turn; knows when each question was asked."""

    def __init__(self, telegram: TelegramDouble) -> None:
        self.telegram = telegram
        self.asked: dict[int, list[float]] = {FIRST + n: [] for n in range(CHATS)}
        self.sent = 0

    def ask(self) -> None:
        """The next person asks the next question."""
        person = FIRST + self.sent % CHATS
        question = QUESTIONS[(self.sent // CHATS) % len(QUESTIONS)]
        self.asked[person].append(time.time())
        self.telegram.write(person, question)
        self.sent += 1

    def answered(self) -> int:
        """How many replies were seen."""
        return sum(len(v) for v in self.telegram.sent_at.values())

    def latencies(self) -> list[float]:
        """Seconds from each update to its reply."""
        return [
            seen - asked
            for person, times in self.asked.items()
            for asked, seen in zip(times, self.telegram.sent_at[person], strict=False)
        ]


async def wait_for(crowd: Crowd, count: int) -> None:
    end = time.monotonic() + 300
    while crowd.answered() < count and time.monotonic() < end:
        await asyncio.sleep(0.02)
    assert crowd.answered() == count


def in_order(crowd: Crowd) -> bool:
    """Whether everybody's answers stand in the order of their questions."""
    first = crowd.telegram.texts(FIRST)
    return all(crowd.telegram.texts(person) == first for person in crowd.asked)


def peak_megabytes(pid: int) -> float:
    """The most memory that the process ever held."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


async def test_load(tmp_path: Path) -> None:
    telegram = TelegramDouble()
    with running(telegram.app) as address:
        environment = {
            "DANBIET_TELEGRAM_TOKEN": TOKEN,
            "DANBIET_TELEGRAM_API": address,
            "DANBIET_TELEGRAM_PER_SECOND": "1000",
        }
        serve = Serve(tmp_path / "data", environment, small=False)
        serve.start()
        await asyncio.to_thread(serve.wait_until_ready)
        assert serve.process
        crowd = Crowd(telegram)
        began = time.monotonic()
        for n in range(AT_PACE):
            await asyncio.sleep(max(0.0, began + n / PACE - time.monotonic()))
            crowd.ask()
        await wait_for(crowd, AT_PACE)
        paced = sorted(crowd.latencies())
        began = time.monotonic()
        while crowd.sent < CHATS * EACH:
            crowd.ask()
        await wait_for(crowd, CHATS * EACH)
        rate = (CHATS * EACH - AT_PACE) / (time.monotonic() - began)
        memory = peak_megabytes(serve.process.pid)
        serve.end()
    p95 = paced[int(len(paced) * 0.95)]
    median = statistics.median(paced)
    figures = [
        Figure(f"from update to reply at {PACE}/s, median", median * 1000, "ms"),
        Figure(f"from update to reply at {PACE}/s, p95", p95 * 1000, "ms", most=300),
        Figure("updates a second, sustained", rate, "", least=100),
        Figure("peak memory", memory, "MB", most=400),
    ]
    report(f"{CHATS * EACH} questions of {CHATS} chats through Telegram", figures)
    assert in_order(crowd)
    assert crowd.answered() == CHATS * EACH
