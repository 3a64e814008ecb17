"""Logs without personal data: JSON lines with the kind of an error and a random mark, never its text.

Exceptions of libraries can hold an update, a URL with a token, or a row. Only their type and the place in our
own code are written; the mark is shown to the person too, so that an operator can find the line.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path

OWN = frozenset({"bot", "feedback", "knowledge"})  # the packages whose messages are known to name nobody
log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """A line per record: time, level, place, message, and the fields given as `extra={"facts": {...}}`.

    Of a library's record only the place in its code: its message can hold an update, or an address with a token.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": record.getMessage() if is_own(record) else f"{record.filename}:{record.lineno}",
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__  # never the text, nor a traceback of values
        return json.dumps(line, ensure_ascii=False)


def is_own(record: logging.LogRecord) -> bool:
    """Whether our own code wrote it."""
    return record.name.partition(".")[0] in OWN


def set_up(level: int = logging.INFO) -> None:
    """Send our records to stderr, those of libraries from warnings on, and what ends a thread."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(lambda record: is_own(record) or record.levelno >= logging.WARNING)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    sys.excepthook = lambda kind, error, trace: _log_end(error)
    threading.excepthook = lambda args: _log_end(args.exc_value)


def _log_end(error: BaseException | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        sys.exit(130)
    log_failure(log, "a thread", error or RuntimeError())


def log_failure(log: logging.Logger, what: str, error: BaseException) -> str:
    """Log that something failed; returns the random mark under which it was logged."""
    mark = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    facts = {"error": type(error).__name__, "place": place, "mark": mark}
    log.error("%s failed", what, extra={"facts": facts})
    return mark
