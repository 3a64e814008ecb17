"""Near-duplicates ("trùng, liên quan") among the cases that an unlocked session can open: proposed, never automatic.

The words exist in the memory of an open session only; no index of contents is ever stored. rank-bm25 is imported here
a second time (the law half has its own), because the two halves do not import each other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from rank_bm25 import BM25Plus

from feedback.cases.case import Case
from feedback.clockwork.working_days import local
from feedback.errors import FeedbackError
from feedback.model.access import Verb
from feedback.model.lifecycle import EMPTIED_STATES, State
from feedback.model.view import Author
from feedback.organisation.keyring import StaffSession
from feedback.staff.desk import Desk
from feedback.staff.policy import sees

WITHIN_DAYS = 180
LIKENESS = 0.35  # share of the score that a text has with itself
MOST = 10


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another case and how much of this one's text it shares, 0 to 1."""

    public_no: str
    state: State
    share: float


def find_similar(desk: Desk, session: StaffSession, number: str, now: datetime) -> list[Likeness]:
    """Cases of the same unit whose words are like this one's, the most similar first."""
    room = desk.enter(session, number, Verb.READ, now)
    cases = [c for c in _candidates(desk, room.case, now) if c.id != room.case.id]
    barred = desk.barred(session, [c.id for c in cases])
    texts = {c: _words(desk, session, c) for c in cases if c.id not in barred}
    readable = [c for c in cases if texts.get(c)]
    own = _tokens(_worker_text(desk, room.case, room.private))
    if not readable or not own:
        return []
    scores = BM25Plus([*(texts[c] for c in readable), own]).get_scores(own)
    floor = min(scores)  # BM25Plus gives every text a little for nothing
    full = scores[-1] - floor or 1.0
    found = [
        Likeness(c.public_no, c.state, round(float((s - floor) / full), 3))
        for c, s in zip(readable, scores, strict=False)
    ]
    return sorted((f for f in found if f.share >= LIKENESS), key=lambda f: (-f.share, f.public_no))[:MOST]


def _candidates(desk: Desk, case: Case, now: datetime) -> list[Case]:
    since = local(now).date() - timedelta(days=WITHIN_DAYS)
    return [c for c in desk.mover.cases.created_since(case.owner, since) if c.state not in EMPTIED_STATES]


def _words(desk: Desk, session: StaffSession, case: Case) -> list[str]:
    """The tokens of a case that is this person's work, remembered until the worker writes again."""
    roles, own = session.roles.get(case.owner, frozenset()), case.assignee == session.member.id
    if not sees(roles, case.state, case.lane, is_assignee=own, is_assigned=case.assignee is not None):
        return []
    known, said = session.memory.setdefault("words", {}), desk.mover.threads.last(case.id, Author.WORKER)
    if case.id not in known or known[case.id][0] != said:
        known[case.id] = (said, _read_words(desk, session, case))
    words: list[str] = known[case.id][1]
    return words


def _read_words(desk: Desk, session: StaffSession, case: Case) -> list[str]:
    try:
        private = desk.vault.open_with(case, session.unit_keys)
        return _tokens(_worker_text(desk, case, private)) if private else []
    except FeedbackError:
        return []


def _worker_text(desk: Desk, case: Case, private: bytes) -> str:
    thread = desk.vault.thread(case, private, internal=False)
    return " ".join(m.text for m in thread if m.author is Author.WORKER)


def _tokens(text: str) -> list[str]:
    """Syllables without diacritics, and pairs of them: people type the same thing with and without marks."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    syllables = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    pairs = [f"{a} {b}" for a, b in pairwise(syllables)]
    return [*syllables, *pairs]
