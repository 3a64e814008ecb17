"""What the server knows of the union's keys and people, in a file outside the database.

The database says who a unit is, and more people can write the database than may decide that. So the fingerprints of
units, parents, people, their roles, custodians, the recovery key and the salt of the codes stand in
`keys/manifest.json` too, written only by `changing`, which the verbs on people and units run in. Intake and every
session hold the database against it; the salt is looked at whenever the database is opened.

The file is written before the commit, with both states, and cleaned after it: a kill in between is no alarm. Every
write happens under the database's write lock, so that two processes cannot cross.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from feedback.errors import DatabaseAltered
from feedback.organisation.manifest_store import SALT, ManifestStore
from feedback.storage.database import FeedbackDatabase

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class _Known:
    now: Mapping[str, str]
    before: Mapping[str, str] | None = None


class Manifest:
    """The fingerprints, and the only way to change what they stand for. `path` None keeps them in memory, for tests."""

    def __init__(self, db: FeedbackDatabase, path: Path | None) -> None:
        self._db = db
        self._rows = ManifestStore(db)
        self._path = path
        self._memory: _Known | None = None
        self._read_at: tuple[int, int] | None = None
        self._held_at: object = None
        self._depth = 0  # of `changing`; guarded by the database's lock

    def is_missing(self) -> bool:
        """Whether there is no manifest yet: a new installation, or a database of the first version."""
        return self._known() is None

    def adopt(self) -> bool:
        """Write the first manifest from what the database says; False when there is one already."""
        if self._known() is not None:
            return False
        with self._db.transaction():
            self._write(_Known(self._rows.snapshot()))
            return True

    def hold_salt(self) -> None:
        """Raise DatabaseAltered when codes would be derived with another salt: no code given out would open its case.

        A file of an earlier version does not know the salt, and learns it here.
        """
        known, salt = self._known(), self._rows.snapshot()[SALT]
        if known and SALT not in known.now:
            before = known.before if known.before is None else {**known.before, SALT: salt}
            with self._db.transaction():
                self._write(_Known({**known.now, SALT: salt}, before))
        if SALT in self.differences():
            raise DatabaseAltered(subjects=SALT)

    def hold(self) -> None:
        """Raise DatabaseAltered, with the subjects, when somebody changed the database past the verbs.

        Looked at again whenever another process wrote: this one changes these rows in `changing` alone.
        """
        at = (self._db.changes(), self._stamp())
        if at == self._held_at or self._depth:
            return
        found = self.differences()
        if found:
            raise DatabaseAltered(subjects=", ".join(found))
        known = self._known()
        if known and known.before is not None and not self._db.in_transaction:
            self._settle()
        self._held_at = at

    def differences(self) -> list[str]:
        """The subjects whose rows are not what the verbs wrote, in order; empty when all is well."""
        known, found = self._known(), self._rows.snapshot()
        if known is None or found in (known.now, known.before):
            return []
        subjects = {*known.now, *found}
        return sorted(s for s in subjects if known.now.get(s) != found.get(s))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """A transaction that may change units, people, roles and keys. Nothing is written when it fails.

        Several changes may stand in one another; a plain transaction around them would commit behind the file's back.
        """
        assert self._depth or not self._db.in_transaction
        with self._db.transaction():
            if self._depth:
                yield
                return
            self._settle()
            known = self._known()
            assert known is not None
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            self._write(_Known(self._rows.snapshot(), known.now))
        self._settle()

    def _settle(self) -> None:
        """Forget the state before the last change, once the database tells which of the two came to be."""
        with self._db.transaction():
            self.adopt()
            found, known = self._rows.snapshot(), self._known()
            assert known is not None
            if found not in (known.now, known.before):
                raise DatabaseAltered(subjects=", ".join(self.differences()))
            if known.before is not None:
                self._write(_Known(found))

    def _known(self) -> _Known | None:
        stamp = self._stamp()
        if self._path and stamp != self._read_at:
            self._memory, self._read_at = self._read(self._path), stamp
        return self._memory

    def _read(self, path: Path) -> _Known | None:
        if not path.exists():
            return None
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            return _Known(dict(found["now"]), dict(found["before"]) if found["before"] is not None else None)
        except (ValueError, KeyError, TypeError):
            raise DatabaseAltered(subjects=path.name) from None

    def _stamp(self) -> tuple[int, int] | None:
        if not self._path or not self._path.exists():
            return None
        stat = self._path.stat()
        return stat.st_mtime_ns, stat.st_ino

    def _write(self, known: _Known) -> None:
        self._held_at = None
        if not self._path:
            self._memory = known
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._path.with_name(f".{self._path.name}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump({"now": known.now, "before": known.before}, file, indent=0, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
