"""A province after some years, written straight into a real store: a hundred thousand cases, a part of them open.

Rows are those that the verbs leave behind: log, clocks, grants with their marks, bars. One key is sealed for all of
them, since nobody opens these; real ones stand beside them.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from feedback.assembly import open_feedback
from feedback.organisation.grant_store import GrantStore
from feedback.sealing.keys import Secrets, seal
from feedback.storage.database import FeedbackDatabase, random_id
from tests.feedback.union import CHEAP, KEY, MONDAY, Union

CHAIN = ("cd-kcn", "ldld-tinh", "ldld-tinh-ubkt", "tld")
OTHERS = ("cd-an-thuong", "cd-binh-ha", "ldld-tinh")
OPEN_STATES = ("received", "screening", "accepted", "in_progress", "in_progress", "needs_info", "answered")
BARRED = 0.1
"""Every tenth case bars the union of its company, as cases in which somebody is named do."""


def fill(path: Path, cases: int, still_open: int, *, seed: int = 7) -> None:
    """Make the trial union at `path` and write the cases beside one real one."""
    half = open_feedback(path, KEY, CHEAP)
    half.begin_trial(MONDAY)
    Union(half).working()
    handler = half.staff.by_login("thu-1")
    assert handler
    keys_of = {unit: half.org.public_key(unit) or (b"", 1) for unit in {*CHAIN, *OTHERS}}
    epochs = {unit: epoch for unit, (_, epoch) in keys_of.items()}
    sealed = {unit: seal(bytes(32), public) for unit, (public, _) in keys_of.items()}
    half.db.close()
    rng, rows = random.Random(seed), dict[str, list[dict[str, Any]]]()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        marks = GrantStore(FeedbackDatabase(None), Secrets.derive(KEY).watch_key)
        for n in range(cases):
            for table, row in _case(n, n < still_open, rng, handler.id, epochs, sealed, marks):
                rows.setdefault(table, []).append(row)
        db.execute("BEGIN IMMEDIATE")
        for table in ("submission", "event", "deadline", "case_key_grant", "exclusion"):
            names = list(rows[table][0])
            sql = f"INSERT INTO {table}({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"
            db.executemany(sql, rows[table])
        db.execute("COMMIT")


def _case(
    n: int,
    is_open: bool,
    rng: random.Random,
    handler: int,
    epochs: dict[str, int],
    sealed: dict[str, bytes],
    marks: GrantStore,
) -> Iterator[tuple[str, dict[str, Any]]]:
    case_id, owner = random_id(), rng.choice((*(("cd-kcn",) * 3), *OTHERS))
    created = (MONDAY - timedelta(days=rng.randrange(40) if is_open else rng.randrange(100, 1500))).date()
    state = rng.choice(OPEN_STATES) if is_open else "closed"
    assigned = handler if state in {"in_progress", "answered"} and rng.random() < 0.8 else None
    yield (
        "submission",
        {
            "id": case_id, "public_no": f"KN26-{n:06d}", "lookup_id": rng.randbytes(32),
            "public_key": rng.randbytes(32),
            "level": "anonymous", "kind": "petition", "category": rng.choice(("wage", "safety", "contract", "other")),
            "lane": rng.choice(("normal",) * 30 + ("urgent", "urgent", "emergency")), "state": state, "owner": owner,
            "assignee": assigned, "channel": "web", "created_on": created.isoformat(),
            "closed_on": None if is_open else (created + timedelta(days=60)).isoformat(),
        },
    )  # fmt: skip
    kinds = [("worker", "send"), ("staff:1", "open"), (f"staff:{handler}", "viewed"), ("worker", "message_added")]
    for place, (actor, kind) in enumerate(kinds[: rng.randrange(1, 5)], 1):
        yield "event", {
            "subject_kind": "case", "subject_id": case_id, "n": place, "actor": actor, "kind": kind, "data": "{}",
            "at": created.isoformat(), "prev_hash": b"", "hash": rng.randbytes(32),
        }  # fmt: skip
    for clock in ("first_look", "answer") if is_open else ("first_look", "answer", "retention"):
        ended = None if (is_open and clock == "answer") or clock == "retention" else created.isoformat()
        due = created + timedelta(days=rng.randrange(20, 60) if clock == "answer" else 2)
        yield "deadline", {
            "id": random_id(), "subject_kind": "case", "subject_id": case_id, "clock": clock, "unit": owner,
            "started_on": created.isoformat(), "counted_in": "day", "days": 30, "due_at": f"{due}T23:59",
            "next_at": f"{due}T23:59", "ended_on": ended, "result": None if ended is None else "met",
        }  # fmt: skip
    for unit in dict.fromkeys((owner, *CHAIN)):
        mode = "work" if unit == owner else "waiting"
        yield "case_key_grant", {
            "submission_id": case_id, "unit": unit, "epoch": epochs[unit], "sealed": sealed[unit], "mode": mode,
            "purpose": "", "reason": "", "day": created.isoformat(),
            "mark": marks._mark(case_id, unit, epochs[unit], mode),
        }  # fmt: skip
    if rng.random() < BARRED:
        yield "exclusion", {"submission_id": case_id, "mark": rng.randbytes(16), "source": "named", "keyed": 1}
