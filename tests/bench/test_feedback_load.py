"""Load: 100,000 cases in one database, and submissions one after the other with the real cost of Argon2id.

`DANBIET_FULL=1` sends all 1,000 submissions of the target instead of 60.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from feedback.assembly import Feedback, open_feedback
from feedback.journal.events import WORKER
from feedback.model.draft import Draft
from feedback.model.lifecycle import Event
from feedback.model.subject import case_subject
from feedback.sealing.keys import Cost
from feedback.staff.similar import find_similar
from feedback.storage.database import random_id
from tests.bench.figures import FULL, Figure, report
from tests.feedback.union import CHEAP, COMPANY, KEY, MONDAY, Union, shown, trial_union

CASES, OPEN = 100_000, 5_000
SENDS = 1_000 if FULL else 60
WORDS = ("lương", "chậm", "bảo hiểm", "làm thêm", "giờ", "xưởng nóng", "quá", "cơm trưa", "quạt", "hỏng", "tổ trưởng")
UNITS = ("cd-kcn", "cd-an-thuong", "ldld-tinh")


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Feedback]:
    """A province after some years: 100,000 cases, 5,000 of them open, most with the same unit."""
    half = open_feedback(tmp_path_factory.mktemp("big") / "feedback.db", KEY, CHEAP)
    half.begin_trial(MONDAY)
    rng = random.Random(7)
    with half.db.transaction():
        for n in range(CASES):
            add_case(half, n, rng)
    yield half
    half.db.close()


def add_case(half: Feedback, n: int, rng: random.Random, is_open: bool | None = None) -> None:
    is_open, case_id = n < OPEN if is_open is None else is_open, random_id()
    age = rng.randrange(0, 40) if is_open else rng.randrange(100, 300)
    created = (MONDAY - timedelta(days=age)).date()
    unit = UNITS[rng.choice((0, 0, 0, 1, 2))]
    half.db.insert(
        "submission",
        id=case_id,
        public_no=f"KN26-{n:06d}",
        lookup_id=rng.randbytes(32),
        public_key=rng.randbytes(32),
        level="anonymous",
        kind="petition",
        category="wage",
        lane=rng.choice(("normal",) * 20 + ("urgent",)),
        state=rng.choice(("screening", "accepted")) if is_open else "closed",
        owner=unit,
        channel="web",
        created_on=created.isoformat(),
        closed_on=None if is_open else (created + timedelta(days=60)).isoformat(),
    )
    state = half.cases.get(case_id).state
    sent_at = MONDAY - timedelta(days=age)
    half.events.append(case_subject(case_id), WORKER, Event.SEND, sent_at, {"id": "T01", "to": state})
    case = half.desk.mover.cases.get(case_id)
    half.desk.mover.clocks.begin(case, MONDAY - timedelta(days=age))


def test_a_page_of_the_queue(big: Feedback) -> None:
    union = Union(big)
    times = []
    for page in (0, 1, 5, 20):
        for states in (None, ["closed"]):
            begun = time.perf_counter()
            rows = big.desk.queue(union.first, "cd-kcn", states=states, page=page)  # type: ignore[arg-type]
            times.append(time.perf_counter() - begun)
            assert len(rows) == 50
    report(f"Queue over {CASES:,} cases", [Figure("a page, worst", max(times) * 1000, "ms", most=50)])


def test_steps_of_the_clock(big: Feedback) -> None:
    """One step as it runs every few minutes, and the heaviest of a day: 8:00, when a day's rungs come due."""
    now = MONDAY.replace(hour=7)
    begun = time.perf_counter()
    catching_up = big.clock.step(now).handled.total()
    first = time.perf_counter() - begun
    timings = []
    for hour in range(1, 26):
        begun = time.perf_counter()
        step = big.clock.step(now + timedelta(hours=hour))
        timings.append((time.perf_counter() - begun, step.handled.total()))
    worst, handled = max(timings)
    usual = statistics.median(seconds for seconds, _ in timings)
    figures = [
        Figure(f"catching up {catching_up:,} deadlines", first, "s"),
        Figure("a usual step", usual, "s", most=5),
        Figure(f"the heaviest of a day ({handled:,} deadlines)", worst, "s", most=5),
    ]
    report(f"Clock over {CASES:,} cases", figures)


def test_lists_of_late_cases() -> None:
    """20,000 open cases, all of them late: the list of the tier above, its first page and a later one."""
    half, rng = open_feedback(None, KEY, CHEAP), random.Random(7)
    half.begin_trial(MONDAY)
    with half.db.transaction():
        for n in range(20_000):
            add_case(half, n, rng, is_open=True)
    union, now, after, times = Union(half), MONDAY + timedelta(days=90), ("", 0), []
    for _ in range(6):
        begun = time.perf_counter()
        page = half.oversight.late_below(union.first, now, after)
        times.append(time.perf_counter() - begun)
        assert len(page) == 50
        after = (page[-1]["due_at"], page[-1]["id"])
    report("Late lists at 20,000 cases", [Figure("a page, worst", max(times) * 1000, "ms", most=100)])


def test_similar_cases() -> None:
    """1,500 cases of one unit in half a year: the first look reads them, the next remember their words."""
    half, rng = trial_union(), random.Random(3)
    union = Union(half)
    for _ in range(1_500):
        _, number = union.send(text=" ".join(rng.choices(WORDS, k=60)))
    shown(half, union.first, number, MONDAY)
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        find_similar(half.desk, union.first, number, MONDAY)
        times.append(time.perf_counter() - begun)
    figures = [Figure("the first time", times[0], "s"), Figure("remembered", max(times[1:]), "s", most=1)]
    report("Similar among 1,500 cases", figures)


def test_chains_of_all_cases_verify(big: Feedback) -> None:
    begun = time.perf_counter()
    assert big.audit.verify() == []
    print(f"\nall chains verified in {time.perf_counter() - begun:.1f} s")


def test_submissions_with_the_real_cost(tmp_path: Path) -> None:
    """The target is 1,000 in 10 minutes; they arrive at that pace, two at work at a time."""
    half = open_feedback(tmp_path / "feedback.db", KEY, Cost())
    half.begin_trial(MONDAY)
    pace, begun = 600 / 1_000, time.perf_counter()

    def send(n: int) -> float:
        due = begun + n * pace
        time.sleep(max(0.0, due - time.perf_counter()))
        half.submissions.submit(Draft(f"Việc số {n}.", place=COMPANY), half.submissions.new_code(), MONDAY)
        return time.perf_counter() - due

    with ThreadPoolExecutor(8) as pool:
        waits = sorted(pool.map(send, range(SENDS)))
    p95 = waits[int(len(waits) * 0.95)]
    figures = [Figure("median", statistics.median(waits), "s"), Figure("p95", p95, "s", most=3)]
    report(f"{SENDS} submissions, one every {pace:.2f} s, with the real cost of the code", figures)
    assert half.db.value("SELECT COUNT(*) FROM submission") == SENDS
