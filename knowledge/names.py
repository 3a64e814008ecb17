"""Names of people in a text, found by a process of its own (name_worker.py) that starts with the first question.

It takes some 200 MB for a minute, and has nothing of this process: neither environment nor open files. What it cannot
answer in time raises NamesUnknown: who wanted the names taken out must not go on without.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import threading
from pathlib import Path

SECONDS = 60.0  # for one text, the start of the process with its model included
_WORKER = Path(__file__).with_name("name_worker.py")


class NamesUnknown(Exception):
    """The names of a text could not be found; holds nothing of it."""


class NameFinder:
    """Asks the worker, one text at a time; starts it anew when it ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[str] | None = None

    def find(self, text: str) -> list[str]:
        """Names of people in a text, longest first."""
        with self._lock:
            answer = self._ask(text) or self._ask(text)  # once more: it may have gone to rest in this moment
        if not answer:
            raise NamesUnknown
        names = json.loads(answer)
        assert isinstance(names, list)
        return names

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None

    def _ask(self, text: str) -> str:
        """The worker's line, or "" when it ended or did not answer in time."""
        worker = self._worker if self._worker and self._worker.poll() is None else self._start()
        assert worker.stdin
        assert worker.stdout
        try:
            worker.stdin.write(json.dumps(text) + "\n")
            worker.stdin.flush()
            answer = worker.stdout.readline() if select.select([worker.stdout], [], [], SECONDS)[0] else ""
        except OSError:
            answer = ""
        if not answer:
            self.close()
        return answer

    def _start(self) -> subprocess.Popen[str]:
        self.close()
        self._worker = subprocess.Popen(  # noqa: S603 - our own file, no argument from outside
            [sys.executable, "-I", str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8"},
            cwd="/",
            text=True,
            encoding="utf-8",
        )
        return self._worker


_FINDER = NameFinder()


def person_names(text: str) -> list[str]:
    """Names of people in a text, longest first; raises NamesUnknown."""
    return _FINDER.find(text)
