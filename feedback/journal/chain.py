"""How lines and heads of the log are marked. The key stands outside the database: who writes rows cannot make a mark.

A chain is the lines of one subject: each mark covers the one before. A head is the newest line of a chain and, for a
case, a digest of its row, its keys and its exclusions. The sum of all heads' marks tells whether any chain, whole or
in part, is not the one that was last committed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from feedback.model.subject import Subject, SubjectKind
from feedback.storage.database import Row

GENESIS = bytes(32)
MODULUS = 2**256


@dataclass(frozen=True, slots=True)
class Head:
    """The newest line of a chain. `state` is the digest of a case, `last_on` the day of the line.

    `cut_on`: the day on which the lines were forgotten at the end of their keeping; the head alone stays.
    """

    subject: Subject
    n: int
    hash: bytes
    state: bytes
    last_on: str
    cut_on: str = ""

    def mark(self, key: bytes) -> bytes:
        """What proves this head."""
        return _keyed(key, "head", [*_name(self.subject), self.n, self.hash, self.state, self.last_on, self.cut_on])


def line_mark(key: bytes, row: Row) -> bytes:
    """The mark of a line, over everything that it says and the mark before it."""
    fields = [row[name] for name in ("subject_kind", "subject_id", "n", "actor", "kind", "data", "at", "prev_hash")]
    return _keyed(key, "line", fields)


def first_version_hash(row: Row) -> bytes:
    """The hash of a line as the first version wrote it: without a key."""
    fields = [row[name] for name in ("subject_id", "n", "actor", "kind", "data", "at")]
    text = json.dumps(fields, ensure_ascii=False)
    return hashlib.blake2b(row["prev_hash"] + text.encode(), digest_size=32).digest()


def state_mark(key: bytes, rows: Iterable[Row]) -> bytes:
    """The digest of a case: its row, the keys that units hold to it, and whom it bars."""
    return _keyed(key, "state", [sorted(row.items()) for row in rows])


def added(total: bytes, new: bytes, old: bytes = bytes(32)) -> bytes:
    """The sum of marks after one was put in another's place."""
    value = int.from_bytes(total, "big") + int.from_bytes(new, "big") - int.from_bytes(old, "big")
    return (value % MODULUS).to_bytes(32, "big")


def root_line(subject: Subject, n: int, mark: bytes) -> bytes:
    """A head as it stands in a root."""
    return f"{subject.kind} {subject.id} {n} {mark.hex()}\n".encode()


def root_of(lines: Iterable[bytes], chains: int, events: int) -> bytes:
    """One hash over the heads (in the order of their subjects) and their counts, to be published."""
    return hashlib.blake2b(f"{chains} {events}\n".encode() + b"".join(lines), digest_size=32).digest()


def subject_of(row: Row) -> Subject:
    """The subject of a stored row."""
    return Subject(SubjectKind(row["subject_kind"]), row["subject_id"])


def _name(subject: Subject) -> tuple[str, int]:
    return subject.kind.value, subject.id


def _keyed(key: bytes, purpose: str, value: object) -> bytes:
    text = json.dumps([purpose, value], ensure_ascii=False, default=_text)
    return hashlib.blake2b(text.encode(), key=key, digest_size=32).digest()


def _text(value: object) -> str:
    assert isinstance(value, bytes)
    return value.hex()
