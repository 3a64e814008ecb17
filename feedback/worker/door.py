"""How a worker enters with a code: check digits, one Argon2id run, the row, the private key. Nothing of it is stored.

The costly run comes before the transaction, so that nobody waits for it, and two at a time at most: 128 MiB each would
starve a small server. Channels let it run outside of their turns (`prepare`), so that nobody waits for a stranger's
codes. Its pace is the limit on guessing: there is none that would also refuse a right code. A wrong code gets one
generic answer, after the same work.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.link_store import LinkStore
from feedback.cases.store import CaseStore
from feedback.errors import CodeNotFound, Fault, NotAllowed
from feedback.model.lifecycle import EMPTIED_STATES
from feedback.sealing import keys, receipt
from feedback.storage.database import FeedbackDatabase
from feedback.worker.known_codes import KnownCodes
from feedback.worker.limits import Limits

AT_A_TIME = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that a code opened; `private` is empty once its keys are destroyed."""

    case: Case
    worker: keys.WorkerKeys
    private: bytes = field(repr=False)

    def refuse_if_gone(self) -> None:
        """Nothing can be added to what is archived, purged or being erased."""
        if self.case.state in EMPTIED_STATES or self.case.sealed_on or not self.private:
            raise NotAllowed(Fault.NO_LONGER_KEPT)


class Door:
    """Turns a code into an opened case."""

    def __init__(
        self, db: FeedbackDatabase, cases: CaseStore, links: LinkStore, secrets: keys.Secrets, cost: keys.Cost
    ) -> None:
        self._db = db
        self._cases = cases
        self._links = links
        self._secrets = secrets
        self._cost = cost
        self._limits = Limits()
        self._known = KnownCodes()
        self._argon2 = threading.BoundedSemaphore(AT_A_TIME)

    def keys_of(self, code: str) -> keys.WorkerKeys:
        """What a code gives; CodeNotFound at once when its check digits are wrong."""
        if not receipt.is_valid(code):
            raise CodeNotFound
        return self._known.get(code) or self.prepare(code)

    def prepare(self, code: str) -> keys.WorkerKeys:
        """Derive the keys of a code and remember them for the verbs that follow. Takes a third of a second."""
        salt = self._db.setting("system_salt")
        with self._argon2:
            derived = keys.keys_of_code(code, salt, self._secrets, self._cost)
        self._known.put(code, derived)
        return derived

    @contextmanager
    def opened(self, code: str, now: datetime, part: str | None = None, sender: str = "") -> Iterator[Opened]:
        """The case of a code (or a part of it), inside a transaction."""
        worker = self.keys_of(code)
        with self._db.transaction():
            case = self._cases.by_lookup(worker.lookup_id)
            if not case:
                self._known.drop(code)
                raise CodeNotFound
            whole = self.open_with(case, worker)
            yield self.part_of(whole, part) if part and part != case.public_no else whole

    def open_with(self, case: Case, worker: keys.WorkerKeys) -> Opened:
        """A case whose row was found by these keys."""
        wrapped = self._cases.secret(case.id, "sealed_for_worker")
        return Opened(case, worker, keys.unwrap(wrapped, worker.wrapping_key) if wrapped else b"")

    def part_of(self, whole: Opened, part: str) -> Opened:
        """A part of a split case: its key is sealed to the whole one's."""
        case = self._cases.by_public_no(part)
        if not case or self._links.leads_to(case.id, "part_of") != whole.case.id:
            raise CodeNotFound
        sealed = self._cases.secret(case.id, "sealed_for_parent")
        private = keys.unseal(sealed, whole.private) if sealed and whole.private else b""
        return Opened(case, whole.worker, private)

    def note_message(self, sender: str, now: datetime) -> None:
        """Note a message of a chat."""
        self._limits.note_message(sender, now)

    def is_flood(self, sender: str, now: datetime) -> bool:
        """Note a submission; True when it should wait for a human look."""
        return self._limits.is_flood(sender, now)
