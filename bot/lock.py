"""One process for one data folder and one bot token: two would answer everything twice."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
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
    return file


def token_lock(token: str) -> Path:
    """The lock of a bot token on this machine, whichever data folder uses it."""
    name = hashlib.sha256(b"danbiet lock" + token.encode()).hexdigest()[:24]
    return Path(tempfile.gettempdir()) / f"danbiet-{name}.lock"
