"""One process for one data folder and one bot token: two would answer everything twice."""

from __future__ import annotations

import fcntl
import hashlib
import os
import socket
import sys
from pathlib import Path
from typing import IO


class AlreadyRunning(Exception):
    """Another process holds the lock."""


def hold(path: Path) -> IO[str]:
    """Lock a file until the process ends, however it ends; raises AlreadyRunning."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    file = os.fdopen(handle, "r+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise AlreadyRunning from None
    file.truncate()
    file.write(str(os.getpid()))
    file.flush()
    return file


def holder(path: Path) -> int | None:
    """The process that holds a lock; None when nobody does, or when it cannot be told. Changes nothing."""
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return None
    except BlockingIOError:
        text = path.read_text(encoding="ascii", errors="replace").strip()
        return int(text) if text.isdecimal() else None
    except OSError:  # no such file, or another account's
        return None


def hold_token(token: str) -> socket.socket:
    """Lock a bot token on this machine, whichever data folder and account uses it; raises AlreadyRunning.

    The lock is a name in Linux's abstract namespace: no file, so a service whose /tmp is read-only or its own meets the
    others too, and the system drops it with the process. Elsewhere (development) a token is not locked.
    """
    name = hashlib.sha256(b"danbiet lock" + token.encode()).hexdigest()[:24]
    held = socket.socket(socket.AF_UNIX)
    if sys.platform == "linux":
        try:
            held.bind(f"\0danbiet-{name}")
        except OSError:
            held.close()
            raise AlreadyRunning from None
    return held
