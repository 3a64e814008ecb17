"""The witness: a small file in the keys folder that knows how far the log had come.

The database alone cannot show that it is an older copy of itself. So each commit first writes here, outside of it, the
totals before and after; the database must stand at one of the two. A kill between the two writes leaves it at the
former: no alarm. Where it stands elsewhere, somebody put back a file, or wrote rows past the program: that is noted
here and stays until two custodians have signed that it was a restore.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NAME = "journal.json"
MOST_ALARMS = 50


@dataclass(frozen=True, slots=True)
class Totals:
    """How many lines the log has, and the sum of the marks of all heads."""

    events: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says."""

    before: Totals
    after: Totals
    alarms: tuple[str, ...] = ()

    def agrees(self, found: Totals) -> bool:
        """Whether the database may stand there."""
        return found in {self.before, self.after}


class Witness:
    """Reads and writes the file. Without a path there is none, for databases in memory."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @property
    def is_there(self) -> bool:
        """Whether a witness is kept at all."""
        return self._path is not None

    def known(self) -> Known | None:
        """What the file says; None when there is no file."""
        if not self._path or not self._path.exists():
            return None
        raw = json.loads(self._path.read_text(encoding="utf-8"))
        return Known(_totals(raw["before"]), _totals(raw["after"]), tuple(raw["alarms"]))

    def begin(self, at: Totals, alarms: tuple[str, ...] = ()) -> None:
        """Write the first file, or one that goes on from here."""
        with self._locked():
            self._write(Known(at, at, alarms), durable=True)

    def promise(self, before: Totals, after: Totals, altered: bool = False) -> None:
        """Just before a commit, under the database's write lock; `altered`: what it seals was not what we had left."""
        if not self._path:
            return
        with self._locked():
            known = self.known()
            alarms = known.alarms if known else ()
            if altered or (known and not known.agrees(before)):
                expected = known.after if known else before
                alarms = with_alarm(alarms, expected, before)
            self._write(Known(before, after, alarms), durable=True)

    def confirm(self, after: Totals) -> None:
        """The commit came to be; nothing when another one promised meanwhile."""
        if not self._path:
            return
        with self._locked():
            known = self.known()
            if known and known.after == after and known.before != after:
                self._write(Known(after, after, known.alarms), durable=False)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        assert self._path is not None
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self._path.with_suffix(".lock"), "a", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, known: Known, durable: bool) -> None:
        assert self._path is not None
        part = self._path.with_name(f".{self._path.name}.part")
        text = {"before": _raw(known.before), "after": _raw(known.after), "alarms": list(known.alarms)}
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(text, file)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        part.replace(self._path)


def with_alarm(alarms: tuple[str, ...], expected: Totals, found: Totals) -> tuple[str, ...]:
    """One more line: where the database should have stood, and where it stood."""
    line = f"{expected.events} {expected.digest.hex()[:16]} -> {found.events} {found.digest.hex()[:16]}"
    return alarms if alarms and alarms[-1] == line else (*alarms, line)[-MOST_ALARMS:]


def _raw(totals: Totals) -> list[int | str]:
    return [totals.events, totals.digest.hex()]


def _totals(raw: list[int | str]) -> Totals:
    return Totals(int(raw[0]), bytes.fromhex(str(raw[1])))
