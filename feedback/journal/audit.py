"""Whether the log, the cases and the witness still say the same: every line, head, count, state, key and root.

Nothing is repaired. Each finding names what it is about, so that people know where to look.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from feedback.journal.chain import GENESIS, Head, added, line_mark, root_line, root_of, state_mark, subject_of
from feedback.journal.event_store import EventStore
from feedback.journal.events import RecordAct, Root, root_in
from feedback.journal.head_store import HeadStore
from feedback.journal.witness import Totals, Witness
from feedback.model.subject import HOUSE, Subject, SubjectKind
from feedback.sealing import keys
from feedback.storage.database import FeedbackDatabase, Row

TRIES = 5  # others go on writing: the witness may be ahead of what we read


class Trouble(StrEnum):
    """What does not fit."""

    LINE_CHANGED = "line_changed"
    LINES_MISSING = "lines_missing"
    CHAIN_MISSING = "chain_missing"
    HEAD_WRONG = "head_wrong"
    CASE_CHANGED = "case_changed"
    CASE_MISSING = "case_missing"
    STATE_NOT_LOGGED = "state_not_logged"
    TOTALS_WRONG = "totals_wrong"
    OTHER_DATABASE = "other_database"
    """The witness knows another state: an older file, or rows written past the program."""
    ROOT_WRONG = "root_wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble, with its subject or its day where it has one."""

    trouble: Trouble
    subject: Subject | None = None
    detail: str = ""


@dataclass(slots=True)
class _Chain:
    n: int = 0
    hash: bytes = GENESIS
    moved_to: str = ""


class Audit:
    """Reads everything at one moment and compares."""

    def __init__(self, db: FeedbackDatabase, secrets: keys.Secrets, witness: Witness) -> None:
        self._db = db
        self._key = secrets.journal_key
        self._verify_key = keys.verify_key(secrets)
        self._events = EventStore(db)
        self._heads = HeadStore(db)
        self._witness = witness

    def verify(self) -> list[Finding]:
        """Everything that does not fit, in no particular order; empty when all is well."""
        for attempt in range(TRIES):
            known = self._witness.known()
            with self._db.snapshot():
                found = Totals(*(self._heads.totals() or (0, GENESIS)))
                agrees = known is None or known.agrees(found)
                if agrees or attempt == TRIES - 1:
                    alarms = [*(known.alarms if known else ()), *([] if agrees else ["now"])]
                    lost = known is None and self._witness.is_there
                    others = [Finding(Trouble.OTHER_DATABASE, detail=a) for a in [*alarms, *(["lost"] if lost else [])]]
                    return [*others, *self._rows(found)]
        raise AssertionError("the last attempt returns")

    def rows(self) -> list[Finding]:
        """Only what the rows themselves show: for a copy of the database that has no witness."""
        with self._db.snapshot():
            return self._rows(Totals(*(self._heads.totals() or (0, GENESIS))))

    def _rows(self, totals: Totals) -> list[Finding]:
        chains: dict[Subject, _Chain] = defaultdict(_Chain)
        by_day: dict[str, dict[Subject, tuple[int, bytes]]] = defaultdict(dict)
        roots: list[Root] = []
        found = set(self._lines(chains, by_day, roots))
        heads = {head.subject: (head, mark) for head, mark in self._heads.heads()}
        found |= set(self._compare_heads(chains, heads, totals))
        found |= set(self._compare_cases(chains, {s: head for s, (head, _) in heads.items()}))
        cut = {s: head for s, (head, _) in heads.items() if head.cut_on}
        found |= set(self._compare_roots(by_day, roots, cut))
        return list(found)

    def _lines(
        self,
        chains: dict[Subject, _Chain],
        by_day: dict[str, dict[Subject, tuple[int, bytes]]],
        roots: list[Root],
    ) -> Iterator[Finding]:
        for row in self._events.all():
            subject = subject_of(row)
            chain = chains[subject]
            if row["n"] != chain.n + 1 or row["prev_hash"] != chain.hash:
                yield Finding(Trouble.LINES_MISSING, subject)
            if row["hash"] != line_mark(self._key, row):
                yield Finding(Trouble.LINE_CHANGED, subject)
            else:  # what was changed need not be readable
                chain.moved_to = _moved_to(row) or chain.moved_to
                if subject == HOUSE and row["kind"] == RecordAct.ROOT_KEPT and (root := root_in(row)):
                    roots.append(root)
            chain.n, chain.hash = row["n"], row["hash"]
            by_day[row["at"][:10]][subject] = (row["n"], row["hash"])

    def _compare_heads(
        self, chains: dict[Subject, _Chain], heads: dict[Subject, tuple[Head, bytes]], totals: Totals
    ) -> Iterator[Finding]:
        events, digest = 0, bytes(32)
        for subject, (head, mark) in heads.items():
            events, digest = events + head.n, added(digest, head.mark(self._key))
            if mark != head.mark(self._key):
                yield Finding(Trouble.HEAD_WRONG, subject)
            chain = chains.get(subject)
            if chain is None and not head.cut_on and head.n:
                yield Finding(Trouble.CHAIN_MISSING, subject)
            elif chain is not None and (chain.n, chain.hash) != (head.n, head.hash):
                yield Finding(Trouble.LINES_MISSING, subject)
        for subject in chains.keys() - heads.keys():
            yield Finding(Trouble.HEAD_WRONG, subject)
        if (events, digest) != (totals.events, totals.digest):
            yield Finding(Trouble.TOTALS_WRONG)

    def _compare_cases(self, chains: dict[Subject, _Chain], heads: dict[Subject, Head]) -> Iterator[Finding]:
        states, columns = self._heads.states(), self._heads.columns()
        for case_id, state in states.items():
            subject = Subject(SubjectKind.CASE, case_id)
            head = heads.get(subject)
            rows = self._heads.state_rows(case_id, columns)
            if head is None or head.state != state_mark(self._key, rows):
                yield Finding(Trouble.CASE_CHANGED, subject)
            chain = chains.get(subject)
            if chain is not None and chain.moved_to != state:
                yield Finding(Trouble.STATE_NOT_LOGGED, subject)
        for subject, head in heads.items():
            if subject.kind is SubjectKind.CASE and subject.id not in states and head.state:
                yield Finding(Trouble.CASE_MISSING, subject)

    def _compare_roots(
        self, by_day: dict[str, dict[Subject, tuple[int, bytes]]], roots: list[Root], cut: dict[Subject, Head]
    ) -> Iterator[Finding]:
        """Each root again from the lines. Of chains whose lines are forgotten the head alone is known."""
        for head in cut.values():
            by_day[head.last_on].setdefault(head.subject, (head.n, head.hash))
        first = max((head.last_on for head in cut.values()), default="")
        place = {s: i for i, s in enumerate(sorted({s for day in by_day.values() for s in day}))}
        lines, counts, days = [b""] * len(place), [0] * len(place), sorted(by_day, reverse=True)
        for root in sorted(roots, key=lambda r: r.day):
            while days and days[-1] <= root.day.isoformat():
                for subject, (n, mark) in by_day[days.pop()].items():
                    if n > counts[place[subject]]:  # a clock that was put back wrote a later line on an earlier day
                        lines[place[subject]], counts[place[subject]] = root_line(subject, n, mark), n
            if root.day.isoformat() < first:
                continue
            chains, events = sum(1 for n in counts if n), sum(counts)
            same = root.root == root_of(lines, chains, events) and (root.chains, root.events) == (chains, events)
            if not same or not keys.verify(root.message(), root.signature, self._verify_key):
                yield Finding(Trouble.ROOT_WRONG, detail=root.day.isoformat())


def _moved_to(row: Row) -> str:
    data = json.loads(row["data"])
    return str(data["to"]) if "id" in data and "to" in data else ""
