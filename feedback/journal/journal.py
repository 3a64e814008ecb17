"""Seals the log at every commit: heads, their sum, and the witness outside the database.

What a transaction touched is known to the opener, so no verb has to think of it. A database of an earlier version is
taken over once, at its first opening with the key; a change of the tables' columns likewise.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from feedback.journal.chain import GENESIS, Head, added, first_version_hash, line_mark, state_mark, subject_of
from feedback.journal.event_store import EventStore
from feedback.journal.head_store import Columns, HeadStore
from feedback.journal.witness import Totals, Witness, with_alarm
from feedback.model.subject import Subject, SubjectKind
from feedback.storage.database import FeedbackDatabase


class Journal:
    """Keeps heads, totals and the witness in step with the rows."""

    def __init__(self, db: FeedbackDatabase, key: bytes, witness: Path | None) -> None:
        self._db = db
        self._key = key
        self._events = EventStore(db)
        self._heads = HeadStore(db)
        self.witness = Witness(witness)
        self._promised: Totals | None = None

    def open(self) -> None:
        """Take over what is there, hold it against the witness, and seal from now on."""
        with self._db.transaction():
            known = self.witness.known()
            if self._heads.totals() is None:
                self._begin()
            self._follow_columns()
            found = self._totals()
            if known and not known.agrees(found):
                self.witness.begin(found, with_alarm(known.alarms, known.after, found))
            elif not known and self.witness.is_there:
                lost = self._heads.is_witnessed()
                self._heads.set_witnessed()
                self.witness.begin(found, with_alarm((), Totals(0, GENESIS), found) if lost else ())
        self._db.on_commit(self._seal, self._confirm)

    def cut(self, subjects: list[Subject], day: date) -> None:
        """The lines of these chains are about to be forgotten: their heads say so."""
        self._heads.cut(subjects, day.isoformat())

    def totals(self) -> Totals:
        """Where the log stands now."""
        return self._totals()

    def settle(self) -> None:
        """People looked at what the witness noted, and signed: it goes on from here."""
        if self.witness.is_there:
            with self._db.transaction():
                self.witness.begin(self._totals())

    def _seal(self) -> None:
        touched = self._heads.touched()
        if not touched:
            return
        before, columns = self._totals(), self._heads.columns()
        altered = self._heads.is_file and any(self._altered(subject, columns) for subject in touched)
        self._seal_all(touched, columns)
        self._promised = self._totals()
        self.witness.promise(before, self._promised, altered)

    def _altered(self, subject: Subject, columns: Columns) -> bool:
        """Whether somebody wrote past us what this commit would now seal."""
        head = self._heads.head(subject)
        if head is None or head.cut_on:
            return False
        if head.n and self._events.mark_of(subject, head.n) != head.hash:
            return True
        rows = self._heads.state_rows(subject.id, columns, committed=True) if head.state else []
        return bool(head.state) and state_mark(self._key, rows) != head.state

    def _confirm(self) -> None:
        if self._promised:
            self.witness.confirm(self._promised)
            self._promised = None

    def _seal_all(self, subjects: list[Subject], columns: Columns) -> None:
        totals = self._totals()
        events, digest = totals.events, totals.digest
        for subject in subjects:
            old, new = self._heads.head(subject), self._head_now(subject, columns)
            if new is None:
                continue
            mark = new.mark(self._key)
            digest = added(digest, mark, old.mark(self._key) if old else bytes(32))
            events += new.n - (old.n if old else 0)
            self._heads.put(new, mark)
        self._heads.forget_touched()
        self._heads.set_totals(events, digest)

    def _head_now(self, subject: Subject, columns: Columns) -> Head | None:
        last, old = self._events.last(subject), self._heads.head(subject)
        state = self._state(subject, columns)
        if last:
            return Head(subject, last["n"], last["hash"], state, last["at"][:10])
        if old:  # its lines were forgotten
            return Head(subject, old.n, old.hash, state, old.last_on, old.cut_on)
        return Head(subject, 0, GENESIS, state, "")

    def _state(self, subject: Subject, columns: Columns) -> bytes:
        rows = self._heads.state_rows(subject.id, columns) if subject.kind is SubjectKind.CASE else []
        return state_mark(self._key, rows) if rows else b""

    def _totals(self) -> Totals:
        found = self._heads.totals()
        assert found is not None
        return Totals(*found)

    def _begin(self) -> None:
        """Give the lines of an earlier version their marks; a chain that was broken before stays broken."""
        self._heads.begin(self._heads.present_columns())
        subjects: dict[Subject, bytes] = {}
        old = GENESIS
        with self._db.without_trigger("event_no_update"):
            for row in self._events.all():
                subject = subject_of(row)
                if subject not in subjects:
                    old = GENESIS
                sound = row["prev_hash"] == old and row["hash"] == first_version_hash(row)
                old = row["hash"]
                marked = {**row, "prev_hash": subjects.get(subject, GENESIS)}
                mark = line_mark(self._key, marked) if sound else bytes(32)
                self._events.mark_again(row, marked["prev_hash"], mark)
                subjects[subject] = mark
        cases = [Subject(SubjectKind.CASE, case_id) for case_id in self._heads.case_ids()]
        self._seal_all(sorted({*subjects, *cases}), self._heads.columns())

    def _follow_columns(self) -> None:
        """A new version of the tables: digests over the columns that there are now."""
        old, new = self._heads.columns(), self._heads.present_columns()
        if old == new:
            return
        kept = all(set(names) <= set(new[table]) for table, names in old.items())
        cases = [Subject(SubjectKind.CASE, case_id) for case_id in self._heads.case_ids()]
        heads = {subject: self._heads.head(subject) for subject in cases}
        sound = [s for s in cases if not kept or ((h := heads[s]) and h.state == self._state(s, old))]
        self._heads.set_columns(new)
        self._seal_all(sound, new)
